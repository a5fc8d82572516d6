"""Writes of the pilots app. Each function is one transaction."""

from __future__ import annotations

from .diary import note_concern as note_concern
from .diary import plan_cycle as plan_cycle
from .diary import study_cycle as study_cycle
from .lifecycle import amend_registration as amend_registration
from .lifecycle import begin_pilot as begin_pilot
from .lifecycle import decide as decide
from .lifecycle import draw_arms as draw_arms
from .lifecycle import enrol as enrol
from .lifecycle import look as look
from .lifecycle import record_outcomes as record_outcomes
from .lifecycle import register_pilot as register_pilot
