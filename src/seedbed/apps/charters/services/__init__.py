"""Writes of the charters app. Each function is one transaction."""

from __future__ import annotations

from .board import record_vote as record_vote
from .board import send_to_board as send_to_board
from .deciding import note_decision as note_decision
from .waivers import ask_waiver as ask_waiver
from .waivers import grant_waiver as grant_waiver
from .waivers import refuse_waiver as refuse_waiver
from .writing import Saved as Saved
from .writing import begin_charter as begin_charter
from .writing import name_unit as name_unit
from .writing import write_section as write_section
