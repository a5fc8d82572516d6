"""Writes of the stakeholders app. Each function is one transaction."""

from __future__ import annotations

from .calls import record_call as record_call
from .calls import record_ending as record_ending
from .people import ActorWords as ActorWords
from .people import begin_change as begin_change
from .people import remove_actor as remove_actor
from .people import save_actor as save_actor
from .people import share_out as share_out
from .records import answer_pulse as answer_pulse
from .records import check_readiness as check_readiness
from .records import note_effect as note_effect
from .records import record_interview as record_interview
