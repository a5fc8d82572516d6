"""`seedbed publish`: makes a reviewed day visible, in the name of an adult."""

from __future__ import annotations

from typing import Annotated

import typer
from django.db import transaction

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.scheduling.services import publish_day
from seedbed.lib.text import count

from .options import AsJson, ByAccount, DayArgument, SystemName, UnitName
from .output import emit, say
from .work import chosen_units, now, working_for

app = typer.Typer(add_completion=False)


@app.command()
def publish(
    day: DayArgument,
    *,
    by: ByAccount,
    unit: UnitName = "",
    why: Annotated[str, typer.Option(help="Why, for the history.")] = "",
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Publish a reviewed day to students and families.

    A plan that breaks a rule is refused by name. Without --unit every unit is
    published, or none of them.
    """
    on = day.date()
    with working_for(system) as home, transaction.atomic():
        units = chosen_units(home, unit)
        account = account_named(by)
        cards = [
            publish_day(unit_id=each.id, on=on, by_id=account.id, at=now(), why=why)
            for each in units
        ]

    def show() -> None:
        for each, card in zip(units, cards, strict=True):
            n = count(card.n_students, "student")
            say(f"Published {on:%Y-%m-%d} for {each.name}: {n}.")

    emit(cards, as_json=as_json, show=show)
