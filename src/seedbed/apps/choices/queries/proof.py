"""What anyone can check of an allotted round."""

from __future__ import annotations

from uuid import UUID

from seedbed.apps.choices import bridge
from seedbed.apps.choices.cards import RoundProof
from seedbed.apps.choices.errors import RoundNotAllottedError
from seedbed.apps.choices.finding import round_row
from seedbed.apps.choices.models import Method, RoundStatus
from seedbed.apps.choices.rows import read_round


def round_proof(uuid: UUID | str, *, unit_id: int | None = None) -> RoundProof:
    """Check a round's hash, its lottery and its seats again. At most eight queries.

    With ``unit_id``, a round of another unit is none.

    Raises
    ------
    UnknownRoundError
        If there is no such round.
    RoundNotAllottedError
        If its seed is still secret.
    """
    row = round_row(uuid, unit_id=unit_id)
    if row.status != RoundStatus.ALLOTTED:
        raise RoundNotAllottedError(row.title)
    rows = read_round(row)
    is_order_drawn = None
    if row.method == Method.LOTTERY:
        stored = tuple(rows.codes[n] for n in rows.drawn)
        is_order_drawn = stored == bridge.drawn_again(
            rows, seed=row.seed, salt=row.salt
        )
    return RoundProof(
        uuid=row.uuid,
        title=row.title,
        method=row.method,
        commitment=row.commitment,
        seed=row.seed,
        salt=row.salt,
        is_committed=bridge.is_committed(row.commitment, row.seed, row.salt),
        is_order_drawn=is_order_drawn,
        faults=tuple(bridge.faults(rows)),
    )
