"""Options that several commands share, each defined once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value.")]
SystemName = Annotated[
    str, typer.Option("--system", help="School system; needed where there are several.")
]
UnitName = Annotated[
    str, typer.Option("--unit", help="One unit by name; default every unit.")
]
OnDay = Annotated[
    datetime | None,
    typer.Option(
        "--on",
        formats=["%Y-%m-%d"],
        help="School day, YYYY-MM-DD; default the next one after today.",
    ),
]
DayArgument = Annotated[
    datetime, typer.Argument(formats=["%Y-%m-%d"], help="School day, YYYY-MM-DD.")
]
InputFile = Annotated[
    Path, typer.Argument(exists=True, readable=True, help="The file to read.")
]
ByAccount = Annotated[
    str, typer.Option("--by", help="Username of the adult who decides this.")
]
