"""`seedbed bench value-network` and `trajectory` need no database."""


def test_the_map_is_shown_with_its_warning(seedbed):
    shown = seedbed("bench", "value-network").stdout

    assert "MVWSD-TTO" in shown
    assert "cancelled after 5 months" in shown
    assert "not a validation" in shown


def test_the_trajectory_names_what_it_measured(seedbed):
    shown = seedbed("bench", "trajectory", "--seeds", "2").stdout

    assert "intervals of 90%" in shown
    assert "pass the stage" in shown


def test_a_folder_without_a_panel_is_refused(seedbed, tmp_path):
    result = seedbed("bench", "trajectory", "--data", str(tmp_path))

    assert result.exit_code == 1
    assert "wapo_home_school_district.csv is absent" in result.stderr
