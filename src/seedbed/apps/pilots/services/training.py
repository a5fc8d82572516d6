"""How somebody becomes a trained reader of the fund."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from seedbed.apps.pilots.errors import UnfinishedTrainingError
from seedbed.apps.pilots.fund_cards import CASES
from seedbed.apps.pilots.models import FundReader

#: A training counts for the rounds of this time.
_VALID = timedelta(days=365)


@transaction.atomic
def train_reader(*, answers: Mapping[str, str], by_id: int, on: date) -> None:
    """Keep that a reader answered every case of the training as the fund reads.

    Raises
    ------
    UnfinishedTrainingError
        If a case is not answered, or not so; names them, and nothing is kept.
    """
    wrong = [case for case, right in CASES.items() if answers.get(case) != right]
    if wrong:
        raise UnfinishedTrainingError(wrong)
    FundReader.objects.filter(reader_id=by_id, trained_on=None).update(trained_on=on)


def trained_before(account_id: int, *, on: date) -> date | None:
    """Return the day of a training that still counts, None without one. One query."""
    days = FundReader.objects.filter(
        reader_id=account_id, trained_on__gte=on - _VALID
    ).order_by("-trained_on")
    return days.values_list("trained_on", flat=True).first()
