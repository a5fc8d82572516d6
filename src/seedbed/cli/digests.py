"""`seedbed digest`: the one e-mail of a day, to each adult who has something in it."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import typer
from django.conf import settings
from django.core.mail import EmailMessage

from seedbed.apps.digests.cards import Letter
from seedbed.apps.digests.services import send_digests
from seedbed.lib.text import count

from .options import AsJson, SystemName
from .output import emit, say
from .work import find_system, now, today

app = typer.Typer(add_completion=False)


@app.command()
def digest(
    *,
    at: Annotated[
        Literal["morning", "evening"],
        typer.Option(help="Those who want it in the morning, or in the evening."),
    ],
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Send the daily e-mail: whom to see, what waits, the child's published day.

    Whoever has nothing to be told gets none, and nobody gets two on one day, however
    often this runs. Run it from cron once each morning and evening.
    """
    home = find_system(system)
    sent = send_digests(
        system_id=home.id,
        when=at,
        on=today(home),
        at=now(),
        zone=ZoneInfo(home.time_zone),
        post=_post,
        address=settings.SEEDBED_ADDRESS,
    )
    facts = {
        "at": at,
        "n_sent": sent.n_sent,
        "n_quiet": sent.n_quiet,
        "n_before": sent.n_before,
        "n_failed": sent.n_failed,
    }
    emit(
        facts,
        as_json=as_json,
        show=lambda: say(
            f"Sent {count(sent.n_sent, 'e-mail')}; {sent.n_quiet} had nothing to be "
            f"told, {sent.n_before} had theirs before, {sent.n_failed} failed."
        ),
    )
    if sent.n_failed:
        raise typer.Exit(1)


def _post(letter: Letter) -> None:
    EmailMessage(letter.subject, letter.text, to=[letter.email]).send()
