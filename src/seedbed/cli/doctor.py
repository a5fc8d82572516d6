"""`seedbed doctor`: is this deployment sound, and what must be done if not."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import typer
from django.core.management import call_command

from .options import AsJson
from .output import emit, say, show_table, table
from .setup import open_database

app = typer.Typer(add_completion=False)

_WORDS = {"ok": "ok", "look": "look", "must": "must fix"}


@app.command()
def doctor(*, as_json: AsJson = False) -> None:
    """Check that this deployment is sound.

    Looks at every setting, the database and its walls between school systems, free
    disk, versions, the last night and late sources. Exit code 1 if something must be
    fixed.
    """
    open_database()
    answer = StringIO()
    call_command("examine", stdout=answer)
    findings: list[dict[str, Any]] = json.loads(answer.getvalue())
    is_sound = all(finding["severity"] != "must" for finding in findings)
    emit(
        {"is_sound": is_sound, "findings": findings},
        as_json=as_json,
        show=lambda: _show(findings, is_sound=is_sound),
    )
    if not is_sound:
        raise typer.Exit(1)


def _show(findings: list[dict[str, Any]], *, is_sound: bool) -> None:
    shown = table("What", "Is", "Found", whole=("What", "Is"))
    for finding in findings:
        text = " ".join(filter(None, (finding["found"], finding["do"])))
        shown.add_row(finding["what"], _WORDS[finding["severity"]], text)
    show_table("Seedbed doctor", shown)
    say("This deployment is sound." if is_sound else "Something must be fixed.")
