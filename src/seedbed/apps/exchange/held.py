"""Finds the telling that belongs to a receipt."""

from __future__ import annotations

from . import receipts
from .errors import UnknownReceiptError
from .models import Telling


def by_receipt(receipt: str) -> Telling:
    """Return the telling of a receipt. One query.

    Raises
    ------
    UnknownReceiptError
        If there is none.
    """
    found = (
        Telling.objects.filter(receipt_hash=receipts.hash_of(receipt))
        .select_related("story")
        .first()
        if receipts.is_receipt(receipt)
        else None
    )
    if found is None:
        raise UnknownReceiptError
    return found
