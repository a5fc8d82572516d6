"""`seedbed bench choices` needs no database and fits on a screen."""

SMALL = ("bench", "choices", "--students", "30", "--electives", "8", "--seconds", "1")


def test_it_prints_one_row_for_each_method(seedbed):
    rows = seedbed.json(*SMALL)

    assert len(rows) == 4
    assert {row["instance"] for row in rows} == {"simulated 30 x 8"}
    assert all(row["n_faults"] == 0 for row in rows)


def test_its_table_names_the_instance_and_the_measures(seedbed):
    shown = seedbed(*SMALL).stdout

    assert "simulated 30 x 8" in shown
    assert "No envy" in shown
    assert "seedbed equal-quality" in shown


def test_a_folder_without_a_survey_is_refused(seedbed, tmp_path):
    result = seedbed("bench", "choices", "--data", str(tmp_path))

    assert result.exit_code == 1
    assert "it has no survey_data.csv" in result.stderr
