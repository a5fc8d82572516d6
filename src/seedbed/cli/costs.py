"""`seedbed plan`: what a day's rules cost, and what a change would bring."""

from __future__ import annotations

from typing import Annotated

import typer

from seedbed.apps.scheduling.inquiry_cards import (
    ChangeCard,
    IntervalCard,
    PricesCard,
    RoomForMoreCard,
    WhatIfCard,
)
from seedbed.apps.scheduling.services import ask_what_if, price_rules
from seedbed.lib.text import count

from .options import AsJson, OnDay, SystemName, UnitName
from .output import emit, number, say, show_table, table
from .work import chosen_units, now, school_day, working_for

app = typer.Typer(no_args_is_help=True, add_completion=False)

Rules = Annotated[
    list[str] | None,
    typer.Option("--rule", help="A rule by name; default all that can be waived."),
]
Seconds = Annotated[
    float,
    typer.Option("--time", min=0.2, help="Seconds that planning the day may take."),
]


@app.callback()
def plan() -> None:
    """Ask what a day's rules cost, and what if."""


@app.command()
def price(
    *,
    rule: Rules = None,
    seconds: Seconds = 3.0,
    unit: UnitName = "",
    on: OnDay = None,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Plan a day with and without each rule, from the plan that stands.

    The difference is in expected newly shown skills; the range is what it can be at
    least and at most, as far as it is proven.
    """
    with working_for(system) as home:
        day, at = school_day(on, home), now()
        found = {
            each.name: price_rules(
                unit_id=each.id,
                on=day,
                at=at,
                rules=tuple(rule or ()),
                time_limit_seconds=seconds,
            )
            for each in chosen_units(home, unit)
        }
    emit(found, as_json=as_json, show=lambda: _show_prices(found))


@app.command("what-if")
def what_if(
    *,
    students: Annotated[
        int, typer.Option(min=0, help="How many students more to ask about.")
    ] = 20,
    seconds: Seconds = 3.0,
    unit: UnitName = "",
    on: OnDay = None,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Plan a day with one adult more, one room less, and students more."""
    with working_for(system) as home:
        day, at = school_day(on, home), now()
        found = {
            each.name: ask_what_if(
                unit_id=each.id,
                on=day,
                at=at,
                n_students=students,
                time_limit_seconds=seconds,
            )
            for each in chosen_units(home, unit)
        }
    emit(found, as_json=as_json, show=lambda: _show_changes(found))


def _show_prices(found: dict[str, PricesCard]) -> None:
    for name, card in found.items():
        columns = ("Costs", "Range", "Live minutes", "Students")
        shown = table("Rule", "Now", *columns, numbers=columns)
        for each in card.prices:
            shown.add_row(
                each.rule,
                f"{each.value:g}" if each.value is not None else "waived",
                number(each.learning.value, 1),
                _range(each.learning),
                f"{each.live_minutes:+,}",
                number(each.n_touched),
            )
        show_table(f"{name}, {card.inquiry.on}: what each rule costs", shown)
        say(f"Worked out in {card.inquiry.seconds:.0f} seconds.")


def _show_changes(found: dict[str, WhatIfCard]) -> None:
    for name, card in found.items():
        columns = ("Gains", "Range", "Served before", "Served then")
        shown = table("What if", *columns, numbers=columns)
        for each in card.changes:
            shown.add_row(
                _title(each),
                number(each.learning.value, 1),
                _range(each.learning),
                f"{each.before.n_served:,} of {each.before.n_students:,}",
                f"{each.after.n_served:,} of {each.after.n_students:,}",
            )
        show_table(f"{name}, {card.inquiry.on}: what if", shown)
        if card.more is not None:
            say(_more(card.more))
        say(f"Worked out in {card.inquiry.seconds:.0f} seconds.")


def _title(change: ChangeCard) -> str:
    return {
        "adult": f"One adult more, like {change.about}",
        "room": f"Without {change.about}",
        "students": f"{count(change.n_more_students, 'student')} more",
    }[change.key]


def _range(found: IntervalCard) -> str:
    return f"{number(found.low, 1)} to {number(found.high, 1)}"


def _more(more: RoomForMoreCard) -> str:
    known = "none was looked for beyond" if more.is_limit else "seats allow at most"
    return (
        f"A plan was found for {count(more.n_found, 'student')} more, each like one "
        f"served now; {known} {more.n_most}."
    )
