"""Errors of the command line: refusals before any app is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count


class DatabaseNewerError(SeedbedError):
    """The database was changed by a later release than this program."""

    code = "database-newer"

    def __init__(self, migrations: list[str]) -> None:
        super().__init__(
            "The database was made by a newer Seedbed than this one (it has "
            f"{', '.join(migrations)}). Nothing was read or changed; install the newer "
            "release, or point SEEDBED_HOME at another folder."
        )


class DatabaseUnreachableError(SeedbedError):
    """The database does not answer."""

    code = "database-unreachable"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The database does not answer: {reason.strip() or 'no reason given'}. "
            "Check SEEDBED_DATABASE_URL and SEEDBED_HOME with seedbed doctor."
        )


class NoEstimateError(SeedbedError):
    """The last night did not estimate this student and skill."""

    code = "no-estimate"

    def __init__(self, student: str, skill: str) -> None:
        super().__init__(
            f"The last night did not estimate {skill} for {student}. Estimate it: "
            "seedbed night."
        )


class NoUnitsError(SeedbedError):
    """There is nobody to plan for."""

    code = "no-units"

    def __init__(self, system: str) -> None:
        super().__init__(
            f"{system} has no unit with students yet. Import a roster first: "
            "seedbed import roster FILE."
        )


class NotConfirmedError(SeedbedError):
    """The person answered no, or could not be asked."""

    code = "not-confirmed"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} was not confirmed, so nothing was changed.")


class PortInUseError(SeedbedError):
    """Another program listens on the port."""

    code = "port-in-use"

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Another program already listens on {host}:{port}. "
            f"Choose another port: --port {port + 1}."
        )


class RealDataError(SeedbedError):
    """The demo was asked to build beside real students."""

    code = "real-data"

    def __init__(self, home: Path, systems: list[str]) -> None:
        super().__init__(
            f"{home} holds {', '.join(systems)}, which is not simulated. The demo "
            "never mixes with real students; give it a folder of its own: "
            "SEEDBED_HOME=./seedbed-demo seedbed demo."
        )


class FreshDatabaseError(SeedbedError):
    """Only a demo's own SQLite file is ever removed."""

    code = "fresh-database"

    def __init__(self) -> None:
        super().__init__(
            "--fresh removes the demo's own SQLite file and nothing else; with "
            "SEEDBED_DATABASE_URL set, make an empty database instead."
        )


class UnknownSkillError(SeedbedError):
    """No taught skill has this code."""

    code = "unknown-skill"

    def __init__(self, skill: str) -> None:
        super().__init__(
            f"No taught skill has the code {skill!r}. The codes of one student's "
            "skills: seedbed snapshot show STUDENT."
        )


class DrawsDifferError(SeedbedError):
    """A day's logged draws, made again, do not all come out the same."""

    code = "draws-differ"

    def __init__(self, unit: str, on: date, n: int) -> None:
        super().__init__(
            f"{count(n, 'draw')} of {unit} on {on:%Y-%m-%d} cannot be made again from "
            "the log: the log was changed, or another version of Seedbed drew. Leave "
            "that day out of what you conclude."
        )


class NoRoundError(SeedbedError):
    """No round of that survey has begun."""

    code = "no-round"

    def __init__(self, survey: str) -> None:
        super().__init__(
            f"No round of {survey!r} has begun in this network. Open one: seedbed "
            "decisions open"
        )


class NoAddressError(SeedbedError):
    """A link was asked for, and nobody said where people reach the pages."""

    code = "no-address"

    def __init__(self) -> None:
        super().__init__(
            "A link needs to know where people reach the pages. Set SEEDBED_ADDRESS, "
            "or add --address https://school.example"
        )
