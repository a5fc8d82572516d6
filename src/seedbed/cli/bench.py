"""`seedbed bench`: measures one engine or the demo."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import typer
from django.core.management import call_command

from .bench_tables import (
    show_choices,
    show_demo,
    show_effects,
    show_evaluation,
    show_learner,
    show_rows,
    show_scheduler,
    show_survey,
    show_trajectory,
    show_value_network,
)
from .options import AsJson, OnDay, SystemName
from .output import emit, progress
from .setup import open_database

_SHAPES = ("plain", "spread", "scarce", "sites", "virtual", "hub", "all")


app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def bench() -> None:
    """Measure one engine, or the demo."""


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
    emit(found, as_json=as_json, show=lambda: show_learner(found))


@app.command()
def scheduler(
    *,
    students: Annotated[
        int | None,
        typer.Option(
            min=10, max=20_000, help="A made-up day of so many; default stored days."
        ),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--time",
            "--seconds",
            min=0.5,
            max=3600,
            help="Seconds for the search; default 20, or by the number of students.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the day and the search.")] = 0,
    shape: Annotated[
        str, typer.Option(help=f"Of the made-up day: {', '.join(_SHAPES)}.")
    ] = "plain",
    baselines: Annotated[
        bool,
        typer.Option(
            "--baselines",
            help="Made-up days: beside greedy, CP-SAT (`make baselines`) and HiGHS.",
        ),
    ] = False,
    on: OnDay = None,
    seeds: Annotated[
        int, typer.Option(min=1, max=20, help="Stored days: how many seeds.")
    ] = 3,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Plan a made-up day, or the stored days again; compare with the proven bound.

    Without --students, the stored days: of --on, or the latest day that is planned.
    """
    if shape not in _SHAPES:
        raise typer.BadParameter(f"{shape!r} is none of {', '.join(_SHAPES)}.")
    if students is None:
        open_database()
    found = _run(
        "scheduler",
        quiet=as_json,
        on=on.date().isoformat() if on else "",
        seconds=seconds or 0.0,
        seed=seed,
        seeds=seeds,
        students=students or 0,
        shape=shape,
        baselines=baselines,
        system=system,
    )
    emit(found, as_json=as_json, show=lambda: show_scheduler(found, students))


@app.command()
def sectioning(
    *,
    instance: Annotated[
        Path, typer.Argument(metavar="FILE.xml", help="An ITC-2019 instance.")
    ],
    solution: Annotated[
        Path, typer.Argument(metavar="SOLUTION.xml", help="A solution of it.")
    ],
    seconds: Annotated[
        float, typer.Option("--time", min=1, max=3600, help="Time limit in seconds.")
    ] = 60.0,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the solver.")] = 0,
    write: Annotated[
        Path | None, typer.Option(help="Write the new solution to this file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Reseat the students of an ITC-2019 solution; times, rooms and limits stay.

    Prints the student conflicts before and after, a proven bound, and the faults that
    an independent check finds.
    """
    found = _run(
        "sectioning",
        quiet=as_json,
        instance=str(instance.resolve()),
        solution=str(solution.resolve()),
        seconds=seconds,
        seed=seed,
        write=str(write.resolve()) if write else "",
    )
    emit(found, as_json=as_json, show=lambda: show_rows("Sectioning", [found]))


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
    emit(found, as_json=as_json, show=lambda: show_effects(found))


@app.command("value-network")
def value_network(
    *,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Read a published stakeholder table, and six cases beside what became of them.

    The cases were coded after their ends were known: an illustration, not a proof.
    """
    found = _run("value-network", quiet=as_json, seed=seed)
    emit(found, as_json=as_json, show=lambda: show_value_network(found))


@app.command()
def trajectory(
    *,
    data: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="A folder with the Post's panel of home-school counts, measured too.",
        ),
    ] = None,
    seeds: Annotated[
        int, typer.Option(min=2, max=200, help="How many random splits.")
    ] = 20,
    as_json: AsJson = False,
) -> None:
    """Check that intervals of opt-in shares and forecasts keep what they promise."""
    found = _run(
        "trajectory",
        quiet=as_json,
        data=str(data.resolve()) if data else "",
        seeds=seeds,
    )
    emit(found, as_json=as_json, show=lambda: show_trajectory(found))


@app.command()
def evaluation(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="Seven designs, in less than 45 seconds.")
    ] = False,
    worlds: Annotated[
        int | None,
        typer.Option(
            min=2, max=100_000, help="Of each design; default 10,000, or 120 if quick."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of all simulated pilots.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Judge the weekly test of pilots by simulated pilots whose truth is known.

    False alarms beside peeking and the "75 % sure" rule; power and mean week of
    decision beside one test at the end. Needs no database.
    """
    found = _run(
        "evaluation", quiet=as_json, quick=quick, worlds=worlds or 0, seed=seed
    )
    emit(found, as_json=as_json, show=lambda: show_evaluation(found))


@app.command()
def demo(*, as_json: AsJson = False) -> None:
    """Compare the demo's snapshots with the truth, its plans with other plans."""
    open_database()
    summary = _run("demo", quiet=as_json)
    emit(summary, as_json=as_json, show=lambda: show_demo(summary))


@app.command()
def choices(
    *,
    data: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="A folder with the course-preference survey, measured as well.",
        ),
    ] = None,
    students: Annotated[
        int, typer.Option(min=10, max=20_000, help="Simulated students.")
    ] = 5000,
    electives: Annotated[
        int, typer.Option(min=6, max=200, help="Simulated electives.")
    ] = 60,
    seed: Annotated[int, typer.Option(help="Where every draw follows from.")] = 0,
    seconds: Annotated[
        float, typer.Option(min=1, max=600, help="Time limit of equal quality.")
    ] = 8.0,
    baselines: Annotated[
        bool, typer.Option("--baselines", help="Beside fairpyx; needs its packages.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Allot electives by every method, on simulated students and a real survey.

    Shares are of what a student could have alone; utilitarian is the mean share,
    egalitarian the lowest.
    """
    rows = _run(
        "choices",
        quiet=as_json,
        data=str(data.resolve()) if data else "",
        students=students,
        electives=electives,
        seed=seed,
        seconds=seconds,
        baselines=baselines,
    )
    emit(rows, as_json=as_json, show=lambda: show_choices(rows))


@app.command()
def survey(
    *,
    waves: Annotated[
        int, typer.Option(min=100, max=100_000, help="How many simulated waves.")
    ] = 10_000,
    systems: Annotated[
        int, typer.Option(min=20, max=1000, help="Systems in each wave.")
    ] = 60,
    seed: Annotated[int, typer.Option(min=0, help="Of the first wave.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Count false differences between groups of systems that do not differ.

    Seven items over three groupings: ours beside unadjusted comparisons and
    Bonferroni's, and how often each finds a difference that is there.
    """
    found = _run("survey", quiet=as_json, waves=waves, systems=systems, seed=seed)
    emit(found, as_json=as_json, show=lambda: show_survey(found))


@app.command()
def disclosure(
    *,
    data: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="A folder with AER_STAR.csv; default simulated schools.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the simulated schools.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Hide small counts in tables of schools, and try to work them out again.

    A table for each school: ethnicity by lunch and sex, with totals.
    """
    rows = _run(
        "disclosure",
        quiet=as_json,
        data=str(data.resolve()) if data else "",
        seed=seed,
    )
    emit(rows, as_json=as_json, show=lambda: show_rows("Disclosure", rows))


def _run(suite: str, *, quiet: bool, **options: Any) -> Any:
    answer = StringIO()
    with progress(f"Bench {suite}", quiet=quiet):
        call_command("bench", suite, stdout=answer, **options)
    return json.loads(answer.getvalue())
