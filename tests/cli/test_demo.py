"""The small demo, and every command that works on planned days, end to end."""

import json
import re
import shlex
from datetime import date, timedelta
from pathlib import Path

import pytest

from seedbed.apps.accounts.models import System, Unit
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import Room, Seat

HUB, VIRTUAL = "Riverside Hub", "Riverside Virtual High"

pytestmark = pytest.mark.usefixtures("small_demo", "db")


@pytest.fixture
def first(small_demo):
    """Return the published day."""
    return small_demo["plans"][0]["on"]


@pytest.fixture
def second(small_demo):
    """Return the day that is a draft."""
    return small_demo["plans"][-1]["on"]


def test_it_ends_with_two_planned_days_of_two_units(small_demo):
    plans = small_demo["plans"]

    assert [(p["unit"], p["status"]) for p in plans] == [
        (HUB, "published"), (VIRTUAL, "published"), (HUB, "draft"), (VIRTUAL, "draft"),
    ]  # fmt: skip
    assert [p["n_faults"] for p in plans] == [0, 0, 0, 0]
    assert all(p["n_placed"] == p["n_students"] for p in plans)


def test_no_plan_claims_more_than_the_bound_or_less_than_the_standing_schedule(
    small_demo,
):
    for plan in small_demo["plans"]:
        assert plan["standing_gain"] < plan["expected_gain"] <= plan["upper_bound"]


def test_the_snapshots_are_near_the_simulated_truth(small_demo):
    for snapshot in small_demo["snapshots"]:
        # Two weeks of 20 students are little to learn from; the full demo does better.
        assert snapshot["judgements"]["all"]["pearson"] > 0.5
        assert snapshot["judgements"]["with_evidence"]["pearson"] > 0.3


def test_a_second_run_reuses_what_is_there(seedbed, small_demo):
    again = seedbed.json("demo", "--scale", "small", "--no-serve")

    notes = {step["name"]: step["note"] for step in again["steps"]}
    assert [n for name, n in notes.items() if name.startswith("Night")] == [
        "was done",
        "was done",
    ]
    assert again["snapshots"] == small_demo["snapshots"]


def test_people_see_one_screen_of_it(seedbed, small_demo):
    result = seedbed("demo", "--scale", "small", "--no-serve")

    assert result.exit_code == 0
    assert "Riverside (simulated): everybody in it is invented." in result.stdout
    assert "Snapshots beside the simulated truth" in result.stdout
    assert "This plan" in result.stdout


def test_it_refuses_to_mix_with_real_students(seedbed, small_demo, systems):
    result = seedbed("demo", "--scale", "small", "--no-serve")

    assert result.exit_code == 1
    assert "holds Lakeside, Riverside, which is not simulated." in result.stderr


def test_the_stored_plans_are_verified(seedbed, first):
    result = seedbed("day", "verify", "--on", first, "--json")

    verdict = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (verdict["n_students"], verdict["n_faults"]) == (44, 0)


def test_a_broken_plan_is_named_and_the_exit_code_is_1(seedbed, first):
    with system_context(System.objects.get().pk):
        hub = Unit.objects.get(name=HUB)
        Room.objects.filter(unit=hub).update(seats=1)

    result = seedbed("day", "verify", "--on", first, "--unit", HUB)

    assert result.exit_code == 1
    assert "[seats]" in result.stdout


def test_a_day_without_a_plan_is_not_called_verified(seedbed):
    result = seedbed("day", "verify", "--on", "2031-01-06")

    assert result.exit_code == 1
    assert (
        f"{HUB}: nothing is planned for 2031-01-06. "
        "Make a plan: seedbed night --on 2031-01-06." in result.stdout
    )


def test_a_student_s_day_is_shown(seedbed, first):
    result = seedbed("day", "show", "student", "--on", first)

    assert result.exit_code == 0
    assert "Maya Ramos" in result.stdout
    assert "Lunch" in result.stdout


def test_a_student_s_day_is_the_next_published_one(seedbed, first):
    day = seedbed.json("day", "show", "Maya Ramos")

    assert (day["on"], day["status"]) == (first, "published")
    assert len(day["seats"]) == 10, "eight placed blocks, a break and lunch"


def test_a_student_who_is_not_there_is_refused_in_a_sentence(seedbed):
    result = seedbed("day", "show", "Nobody Atall")

    assert result.exit_code == 1
    assert "Nobody Atall" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_snapshot_is_shown_with_what_is_ready_next(seedbed):
    result = seedbed("snapshot", "show", "student")

    assert result.exit_code == 0
    assert "Maya Ramos as of" in result.stdout
    assert "Ready next:" in result.stdout


def test_a_snapshot_as_json_holds_the_student_and_the_skills(seedbed):
    value = seedbed.json("snapshot", "show", "student")

    assert value["student"]["first_name"] == "Maya"
    assert {"code", "mastery", "low", "high", "state"} <= set(
        value["snapshot"]["rows"][0]
    )


def test_the_night_plans_every_unit_and_says_what_came_of_it(seedbed, second):
    later = (date.fromisoformat(second) + timedelta(days=7)).isoformat()

    lines = seedbed.json("night", "--on", later)

    assert [line["unit"] for line in lines] == [HUB, VIRTUAL]
    assert {line["status"] for line in lines} == {"done"}
    for line in lines:
        assert line["plan"]["n_faults"] == 0
        assert line["plan"]["n_sessions"] > 0


def test_the_night_again_repeats_no_step(seedbed, second):
    lines = seedbed.json("night", "--on", second, "--unit", HUB)
    again = seedbed.json("night", "--on", second, "--unit", HUB)

    assert [line["plan"]["status"] for line in lines] == ["draft"]
    draft = next(s for s in again[0]["steps"] if s["name"] == "draft")
    assert draft["was_done"] or draft["seconds"] < 5


def test_the_night_can_publish_in_a_leader_s_name(seedbed, second):
    later = (date.fromisoformat(second) + timedelta(days=7)).isoformat()

    lines = seedbed.json(
        "night", "--on", later, "--unit", HUB, "--seed", "5", "--publish-by", "leader"
    )

    assert [line["plan"]["status"] for line in lines] == ["published"]
    with system_context(System.objects.get().pk):
        seats = Seat.objects.filter(day__on=later).values("student").distinct().count()
        assert seats == Student.objects.filter(unit__name=HUB).count()


def test_a_student_cannot_publish_and_the_plan_stays_a_draft(seedbed, second):
    result = seedbed("night", "--on", second, "--unit", HUB, "--publish-by", "student")

    assert result.exit_code == 1
    assert "Maya Ramos may not publish" in result.stderr
    assert "draft" in result.stdout


def test_an_unknown_account_stops_the_night_before_it_begins(seedbed, second):
    result = seedbed("night", "--on", second, "--publish-by", "nobody")

    assert result.exit_code == 1
    assert result.stderr.startswith("No account is called 'nobody'.")


def test_a_leader_publishes_a_day_and_takes_it_back(seedbed, second):
    published = seedbed("publish", second, "--by", "leader", "--unit", HUB)
    twice = seedbed("publish", second, "--by", "leader", "--unit", HUB)
    reopened = seedbed(
        "day", "reopen", second, "--by", "leader", "--why", "A bus is late", "--unit", HUB
    )  # fmt: skip

    assert published.stdout == f"Published {second} for {HUB}: 24 students.\n"
    assert (twice.exit_code, reopened.exit_code) == (1, 0)
    assert f"The schedule for {second} is already published." in twice.stderr
    assert reopened.stdout == f"{second} is a draft again: {HUB}.\n"


def test_one_unit_that_may_not_be_published_holds_back_all(seedbed, second):
    result = seedbed("publish", second, "--by", "leader")

    assert result.exit_code == 1, "the hub's leader has no role in the virtual school"
    assert "it takes the role of leader of Riverside Virtual High" in result.stderr
    status = {
        u["unit"]: u["status"]
        for u in seedbed.json("day", "verify", "--on", second)["units"]
    }
    assert status == {HUB: "draft", VIRTUAL: "draft"}


def test_a_new_leader_can_publish(seedbed, second):
    made = seedbed(
        "account", "create", "nora", "--role", "leader", "--name", "Nora Quick",
        "--unit", HUB, "--password-stdin", stdin="open sesame\n",
    )  # fmt: skip
    published = seedbed("publish", second, "--by", "nora", "--unit", HUB)

    assert made.stdout == f"Made nora, leader of {HUB}.\n"
    assert published.exit_code == 0


def test_a_username_that_is_taken_leaves_nobody_behind(seedbed):
    from seedbed.apps.accounts.models import Person

    with system_context(System.objects.get().pk):
        before = Person.objects.count()

        result = seedbed("account", "create", "leader", "--role", "registrar")

        assert result.exit_code == 1
        assert "'leader' belongs to another person" in result.stderr
        assert Person.objects.count() == before


def test_an_empty_password_is_refused(seedbed):
    result = seedbed(
        "account", "create", "nora", "--role", "leader", "--password-stdin", stdin="\n"
    )

    assert result.exit_code == 1
    assert "nothing was changed" in result.stderr


def test_the_doctor_finds_the_demo_sound(seedbed):
    value = seedbed.json("doctor")

    must = [f for f in value["findings"] if f["severity"] == "must"]
    assert must == []
    assert value["is_sound"]


def test_bench_demo_prints_truth_and_plans(seedbed, small_demo):
    value = seedbed.json("bench", "demo")

    assert value["snapshots"] == small_demo["snapshots"]
    assert len(value["plans"]) == 4


def test_bench_demo_shows_calibration_in_tenths(seedbed):
    result = seedbed("bench", "demo")

    assert "estimates of skills with answers, in tenths" in result.stdout


def test_bench_scheduler_solves_the_stored_days_again(seedbed, second):
    rows = seedbed.json("bench", "scheduler", "--seconds", "1", "--seeds", "1")

    assert [row["unit"] for row in rows] == [HUB, VIRTUAL]
    assert [row["n_faults"] for row in rows] == [0, 0]
    assert all(row["plan"] <= row["bound"] for row in rows)


def test_a_rule_is_priced_and_the_answer_is_kept(seedbed, second):
    words = ("--unit", HUB, "--on", second, "--time", "0.4")

    found = seedbed.json("plan", "price", "--rule", "staff_blocks", *words)

    prices = found[HUB]["prices"]
    assert [p["rule"] for p in prices] == ["staff_blocks"]
    learning = prices[0]["learning"]
    assert 0 <= learning["low"] <= learning["value"] <= learning["high"]


def test_a_rule_that_never_yields_is_refused(seedbed, second):
    said = seedbed("plan", "price", "--rule", "seats", "--unit", HUB, "--on", second)

    assert said.exit_code == 1
    assert "can never be switched off" in said.stderr


def test_what_if_is_a_table_with_ranges(seedbed, second):
    said = seedbed(
        *("plan", "what-if", "--students", "3", "--time", "0.4"),
        *("--unit", HUB, "--on", second),
    )

    assert said.exit_code == 0
    assert "One adult more" in said.stdout
    assert "3 students more" in said.stdout


def test_the_mentor_of_the_demo_has_a_morning(seedbed):
    rows = seedbed.json("see", "mentor")["rows"]

    assert [row["rule"] for row in rows[:4]] == ["asked", "agreed", "away", "said"]
    assert rows[0]["why"].startswith("Asked for help")
    assert rows[0]["student"] in seedbed("see", "mentor").stdout


def test_every_command_of_the_tutorial_works_on_the_demo(seedbed, second):
    page = Path(__file__).parents[2] / "docs" / "tutorial" / "first-night.md"
    commands = re.findall(r"^seedbed ([^#\n]+)", page.read_text(), re.MULTILINE)

    assert len(commands) == 5
    for command in commands:
        result = seedbed(*shlex.split(command.replace("DAY", second)))
        assert result.exit_code == 0, (command, result.stderr)
