"""`seedbed bench`: measures the learner, the scheduler, the lotteries, the demo."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import typer
from django.core.management import call_command

from .demo import show_snapshots
from .options import AsJson, OnDay, SystemName
from .output import emit, number, progress, say, show_table, table
from .plan_tables import show_plans
from .setup import open_database

_OF = ("auc", "log_loss", "ece", "fit_seconds", "answers_per_second")
_OF_EFFECTS = ("largest_bias", "rmse", "coverage", "width")

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def bench() -> None:
    """Measure the learner, the scheduler, the lotteries and the demo."""


@app.command()
def learner(
    *,
    data: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            help="A parquet or CSV file of answers, or a folder of parquet files; "
            "default simulated ones.",
        ),
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, max=20, help="How many seeds.")] = 3,
    baselines: Annotated[
        bool,
        typer.Option(
            "--baselines", help="Beside other models; needs `make baselines`."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Foretell the answers of students never seen, each from the student's own past.

    AUC is the chance that a right answer was rated above a wrong one, ECE the mean
    distance between predicted and seen shares. Means over the seeds.
    """
    found = _run(
        "learner",
        quiet=as_json,
        data=str(data.resolve()) if data else "",
        seeds=seeds,
        baselines=baselines,
    )
    emit(found, as_json=as_json, show=lambda: _show_learner(found))


@app.command()
def scheduler(
    *,
    on: OnDay = None,
    seconds: Annotated[
        float, typer.Option(min=0.5, max=600, help="Time limit of the solver.")
    ] = 20.0,
    seeds: Annotated[int, typer.Option(min=1, max=20, help="How many seeds.")] = 3,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Solve the stored days again; compare with greedy, standing schedule and bound.

    Without --on, the latest day that is planned.
    """
    open_database()
    rows = _run(
        "scheduler",
        quiet=as_json,
        on=on.date().isoformat() if on else "",
        seconds=seconds,
        seeds=seeds,
        system=system,
    )
    emit(rows, as_json=as_json, show=lambda: _show_rows("Scheduler", rows))


@app.command()
def effects(
    *,
    seeds: Annotated[
        int, typer.Option(min=2, max=1000, help="How many simulated years.")
    ] = 200,
    as_json: AsJson = False,
) -> None:
    """Judge what the lotteries say by simulated years whose truth is known.

    Bias, error and coverage of 95 % intervals beside the plain pass rate, and the
    regret of 60 nights beside plans that never draw. Needs no database.
    """
    found = _run("effects", quiet=as_json, seeds=seeds)
    emit(found, as_json=as_json, show=lambda: _show_effects(found))


@app.command()
def demo(*, as_json: AsJson = False) -> None:
    """Compare the demo's snapshots with the truth, its plans with other plans."""
    open_database()
    summary = _run("demo", quiet=as_json)
    emit(summary, as_json=as_json, show=lambda: _show_demo(summary))


def _run(suite: str, *, quiet: bool, **options: Any) -> Any:
    answer = StringIO()
    with progress(f"Bench {suite}", quiet=quiet):
        call_command("bench", suite, stdout=answer, **options)
    return json.loads(answer.getvalue())


def _show_learner(found: dict[str, Any]) -> None:
    rows = []
    for one in found.get("sets", [found]):
        of_set = {one["model"]: one, **one.get("baselines", {})}
        for model, row in of_set.items():
            if "skipped" in row:
                say(f"{one['set']}, {model}: skipped, {row['skipped']}")
                continue
            rows.append({"set": one["set"], "model": model} | {m: row[m] for m in _OF})
    _show_rows("Learner", rows)


def _show_effects(found: dict[str, Any]) -> None:
    for part in ("passes", "contrasts"):
        rows = [
            {"estimator": name} | {m: row[m] for m in _OF_EFFECTS}
            for name, row in found[part].items()
        ]
        _show_rows(f"Effects: {part}", rows)
    rows = [{"plan": name} | row for name, row in found["regret"].items()]
    _show_rows("Effects: regret", rows)


def _show_rows(title: str, rows: list[dict[str, Any]]) -> None:
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
    return number(value) if isinstance(value, int) else str(value)


def _show_demo(summary: dict[str, Any]) -> None:
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
