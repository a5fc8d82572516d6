"""The root of Seedbed's error tree.

* SeedbedError - a refusal a person can act on; the CLI exits 1, a page answers 4xx
  - apps.accounts.errors.*
  - apps.rosters.errors.*
  - apps.curriculum.errors.*
  - apps.evidence.errors.*
  - apps.mastery.errors.*
  - apps.scheduling.errors.*
  - apps.mentoring.errors.*
  - apps.networks.errors.*
  - apps.decisions.errors.*
  - apps.nightly.errors.*
  - apps.pilots.errors.*
  - apps.exchange.errors.*
  - engines.effects.errors.*: evidence that cannot be believed
  - engines.evaluation.errors.*: pilots that cannot be compared
  - engines.needs.errors.*: lists and counts that cannot be
  - engines.value_network.errors.*: maps that cannot be read
  - interop.oneroster.errors.*, interop.case.errors.*, interop.xapi.errors.*,
    interop.csv_evidence.errors.*, interop.itc2019.errors.*, interop.packages.errors.*

An engine raises ``ValueError`` for a caller's mistake; that is a bug, not a refusal.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


class SeedbedError(Exception):
    """Base of every error that Seedbed raises on purpose.

    ``code`` is for programs and never changes; the message is for people and may.
    ``data`` is what the message was made of, where pages say it in other languages.
    """

    code = "seedbed"
    data: Mapping[str, Any] = MappingProxyType({})
