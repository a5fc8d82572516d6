"""`seedbed bench survey` and `seedbed bench disclosure` need no database."""

WAVES = ("bench", "survey", "--waves", "100", "--systems", "30")


def test_a_survey_is_one_object(seedbed):
    found = seedbed.json(*WAVES, "--seed", "5")

    assert (found["n_waves"], found["n_systems"], found["n_comparisons"]) == (
        100,
        30,
        21,
    )
    assert set(found["methods"]) == {"max_t", "bonferroni", "unadjusted"}


def test_a_survey_is_shown_method_by_method(seedbed):
    shown = seedbed(*WAVES).stdout

    assert "100 simulated waves of 30 systems" in shown
    assert "unadjusted" in shown


def test_a_folder_without_tables_is_refused(seedbed, tmp_path):
    result = seedbed("bench", "disclosure", "--data", str(tmp_path))

    assert result.exit_code == 1
    assert "it has no AER_STAR.csv" in result.stderr
