"""Tables of what `seedbed bench` measured."""

from __future__ import annotations

from typing import Any

from seedbed.lib.text import count

from .demo import show_snapshots
from .output import number, say, show_table, table
from .plan_tables import show_plans

_OF = ("auc", "log_loss", "ece", "fit_seconds", "answers_per_second")
_OF_PLAN = ("objective", "bound", "gap", "faults", "first_seconds", "seconds")
#: Measure, heading and digits, as many as fit on a screen.
_OF_CHOICES = (
    ("utilitarian", "Mean", 3),
    ("fifth_percentile", "5th", 3),
    ("egalitarian", "Least", 3),
    ("first_choice_share", "First", 3),
    ("envy_free_share", "No envy", 3),
    ("n_empty_handed", "Empty", 0),
    ("seconds", "s", 1),
)
_OF_EFFECTS = ("largest_bias", "rmse", "coverage", "width")


def show_learner(found: dict[str, Any]) -> None:
    """Show each model on each set of answers."""
    rows = []
    for one in found.get("sets", [found]):
        of_set = {one["model"]: one, **one.get("baselines", {})}
        for model, row in of_set.items():
            if "skipped" in row:
                say(f"{one['set']}, {model}: skipped, {row['skipped']}")
                continue
            rows.append({"set": one["set"], "model": model} | {m: row[m] for m in _OF})
    show_rows("Learner", rows)


def show_scheduler(found: Any, students: int | None) -> None:
    """Show stored or made-up days."""
    if students is None:
        show_rows("Scheduler", found)
    else:
        _show_made_up_days(found if isinstance(found, list) else [found])


def _show_made_up_days(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        plans = {"seedbed": row, **row.get("baselines", {})}
        shown = []
        for name, one in plans.items():
            if "skipped" in one:
                say(f"{name}: skipped, {one['skipped']}")
            else:
                shown.append({"plan": name} | {m: one.get(m) for m in _OF_PLAN})
        students = count(row["n_students"], "student")
        show_rows(f"{students}, shape {row['shape']}, seed {row['seed']}", shown)


def show_choices(rows: list[dict[str, Any]]) -> None:
    """Show each method on each instance."""
    headings = tuple(heading for _, heading, _ in _OF_CHOICES)
    for instance in dict.fromkeys(row["instance"] for row in rows):
        shown = table("Method", *headings, numbers=headings)
        for row in (row for row in rows if row["instance"] == instance):
            if "skipped" in row:
                say(f"{instance}, {row['method']}: skipped, {row['skipped']}")
                continue
            cells = (number(row[name], digits) for name, _, digits in _OF_CHOICES)
            shown.add_row(row["method"], *cells)
        show_table(instance, shown)


def show_effects(found: dict[str, Any]) -> None:
    """Show what the lotteries say, and the regret of plans."""
    for part in ("passes", "contrasts"):
        rows = [
            {"estimator": name} | {m: row[m] for m in _OF_EFFECTS}
            for name, row in found[part].items()
        ]
        show_rows(f"Effects: {part}", rows)
    rows = [{"plan": name} | row for name, row in found["regret"].items()]
    show_rows("Effects: regret", rows)


def show_evaluation(found: dict[str, Any]) -> None:
    """Show each design of a pilot: how often wrong, and how soon right."""
    rows = [
        {
            "weeks": one["weeks"],
            "classes": one["classes"],
            "ICC": one["icc"],
            "ours": one["false_alarm"],
            "peeking": one["beside"]["peeking_t_test"],
            "75 % sure": one["beside"]["three_quarters_sure"],
            "power": one["power"]["ours"],
            "at the end": one["power"]["fixed_horizon"],
            "week": one["mean_week"],
        }
        for one in found["designs"]
    ]
    show_rows("Evaluation: false alarms, power and mean week of decision", rows)
    worst = [{"measure": name, "worst": rate} for name, rate in found["worst"].items()]
    show_rows("Evaluation: the worst design by each measure", worst)


def show_value_network(found: dict[str, Any]) -> None:
    """Show the published table and each case beside what happened."""
    show_rows("Published table", [found["table"]])
    numbers = ("Support", "P stopped")
    shown = table("Case", *numbers, "Call", "What happened", numbers=numbers)
    for row in found["cases"]:
        shown.add_row(
            row["case"],
            number(row["mean"]),
            number(row["p_stopped"], 2),
            row["call"],
            row["happened"],
        )
    show_table("Six cases, and the first as it might have been", shown)
    say(found["note"])


def show_trajectory(found: dict[str, Any]) -> None:
    """Show how often intervals hold, and what looking often does."""
    columns = ("Covers", "From", "To", "Below 50", "From 200")
    names = (
        "coverage",
        "lowest",
        "highest",
        "coverage_below_50",
        "coverage_from_200",
    )
    shown = table("Panel", *columns, numbers=columns)
    for row in (*found["panels"], *found.get("panel", ())):
        cells = (number(row[name], 3) for name in names)
        shown.add_row(row.get("panel") or row["year"], *cells)
    show_table(f"Forecasts: intervals of {found['level']:.0%}", shown)
    shares, stage = found["shares"], found["stage"]
    rows = [
        {"of units": "ever shown a wrong interval", "share": shares[name], "by": by}
        for name, by in (
            ("ever_missed_by_watched", "watched"),
            ("ever_missed_by_wilson", "wilson"),
        )
    ] + [
        {"of units": "pass the stage", "share": value, "by": name.partition("_at_")[2]}
        for name, value in stage.items()
        if "_at_" in name
    ]
    show_rows(f"Shares; the charter's mark is {stage['mark']:.2f}", rows)


def show_survey(found: dict[str, Any]) -> None:
    """Show how often each way to compare speaks of a difference."""
    rows = [{"method": name} | row for name, row in found["methods"].items()]
    waves = count(found["n_waves"], "simulated wave")
    show_rows(f"{waves} of {count(found['n_systems'], 'system')}", rows)


def show_rows(title: str, rows: list[dict[str, Any]]) -> None:
    """Show one table, a row for each measurement."""
    if not rows:
        say(f"{title}: nothing to measure.")
        return
    names = list(rows[0])
    shown = table(*names, numbers=tuple(names[1:]))
    for row in rows:
        shown.add_row(*(_cell(row[name]) for name in names))
    show_table(title, shown)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return number(value, 4 if abs(value) < 10 else 1)
    return str(value) if isinstance(value, str) else number(value)


def show_demo(summary: dict[str, Any]) -> None:
    """Show the demo: snapshots beside the truth, plans beside plans."""
    show_snapshots(summary["snapshots"])
    for snapshot in summary["snapshots"]:
        judged = snapshot["judgements"].get("with_evidence")
        if judged is None:
            continue
        columns = ("Estimate", "Truth", "Pairs")
        shown = table(*columns, numbers=columns)
        for estimate, true, n in judged["deciles"]:
            shown.add_row(number(estimate, 3), number(true, 3), number(n))
        title = f"{snapshot['unit']}: estimates of skills with answers, in tenths"
        show_table(title, shown)
    show_plans(summary["plans"])
