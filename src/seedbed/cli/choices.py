"""`seedbed choices`: rounds of electives, their seats, and proofs of their draws."""

from __future__ import annotations

from typing import Annotated

import typer

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.choices import queries, services
from seedbed.apps.choices.cards import RoundCard, RoundProof
from seedbed.apps.choices.errors import UnsoundRoundError
from seedbed.lib.text import count

from .options import AsJson, ByAccount, SystemName, UnitName
from .output import emit, say
from .work import chosen_units, now, working_for

app = typer.Typer(no_args_is_help=True, add_completion=False)
RoundKey = Annotated[str, typer.Argument(help="The round's key, from choices list.")]


@app.callback()
def choices() -> None:
    """List, allot and verify rounds of electives."""


@app.command("list")
def list_rounds(
    *, unit: UnitName = "", system: SystemName = "", as_json: AsJson = False
) -> None:
    """List the newest rounds of one unit or of all of them."""
    at = now()
    with working_for(system) as home:
        found = {
            each.name: queries.rounds(each.id, at=at)
            for each in chosen_units(home, unit)
        }
    emit(found, as_json=as_json, show=lambda: _show_rounds(found))


@app.command()
def allot(
    key: RoundKey, *, by: ByAccount, system: SystemName = "", as_json: AsJson = False
) -> None:
    """Give the seats of a round whose deadline has passed."""
    with working_for(system):
        account = account_named(by)
        services.close_and_allot(round_uuid=key, at=now(), by_id=account.id)
        proof = queries.round_proof(key)

    def show() -> None:
        say(
            f"The seats of {proof.title} are given. Check: seedbed choices verify {key}"
        )

    emit(proof, as_json=as_json, show=show)


@app.command()
def verify(key: RoundKey, *, system: SystemName = "", as_json: AsJson = False) -> None:
    """Check the hash, the lottery and the seats of a round again.

    Exits with 1 if anything does not hold.
    """
    with working_for(system):
        proof = queries.round_proof(key)
    if not proof.is_sound:
        raise UnsoundRoundError(proof.title, _wrong(proof))
    emit(proof, as_json=as_json, show=lambda: _show_proof(proof))


def _show_rounds(found: dict[str, list[RoundCard]]) -> None:
    if not any(found.values()):
        say("No round of choices yet. A leader opens one on the page of choices.")
    for unit, rounds in found.items():
        for card in rounds:
            n_seats = sum(e.seats for e in card.electives)
            n_seated = sum(e.n_seated for e in card.electives)
            say(
                f"{card.uuid}  {unit}, {card.title}: {card.state}; "
                f"deadline {card.closes_at:%Y-%m-%d %H:%M} UTC; "
                f"{card.n_ranking} of {count(card.n_students, 'student')} rank, "
                f"{n_seated} of {count(n_seats, 'seat')} taken"
            )


def _show_proof(proof: RoundProof) -> None:
    say(f"{proof.title}: the hash is that of the seed and the salt.")
    if proof.is_order_drawn:
        say("Drawn again, the lottery gives the same order.")
    say("The seats break no rule.")
    say(f"hash {proof.commitment}")
    say(f"seed {proof.seed}")
    say(f"salt {proof.salt}")


def _wrong(proof: RoundProof) -> list[str]:
    """Return what does not hold, as sentences."""
    found = []
    if not proof.is_committed:
        found.append("The seed and the salt do not give the published hash.")
    if proof.is_order_drawn is False:
        found.append("Drawn again, the lottery gives another order.")
    return [*found, *proof.faults]
