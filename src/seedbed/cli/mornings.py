"""`seedbed see`: whom an adult sees today, as the morning e-mail says it."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from django.utils import timezone, translation

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.mentoring.queries import morning_of
from seedbed.apps.mentoring.wording import sentence_of, text_of

from .options import AsJson, SystemName
from .output import emit, say
from .work import today, working_for

app = typer.Typer(add_completion=False)


@app.command()
def see(
    username: Annotated[str, typer.Argument(help="Account of a mentor or teacher.")],
    *,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Print whom a mentor or teacher sees today.

    At most five names, each with the reason in words. The text is in the person's
    language and the same as on the page; pipe it to your mail program each morning.
    """
    with working_for(system) as home:
        account = account_named(username)
        zone = ZoneInfo(home.time_zone)
        morning = morning_of(account, on=today(home), zone=zone)
        with translation.override(account.language), timezone.override(zone):
            rows = [
                {"student": row.name, "rule": row.key, "why": sentence_of(row)}
                for row in morning.rows
            ]
            text = text_of(morning)
    emit({"on": morning.on, "rows": rows}, as_json=as_json, show=lambda: say(text))
