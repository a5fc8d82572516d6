"""Writes of the pilots app. Each function is one transaction."""

from __future__ import annotations

from seedbed.apps.pilots.files import MOST_BYTES as MOST_BYTES
from seedbed.apps.pilots.wholes import WHOLES as WHOLES

from .diary import note_concern as note_concern
from .diary import plan_cycle as plan_cycle
from .diary import study_cycle as study_cycle
from .drawing import draw_arms as draw_arms
from .feeding import Fed as Fed
from .feeding import answer_pulse as answer_pulse
from .feeding import feed_pilots as feed_pilots
from .fund import answer_application as answer_application
from .fund import begin_application as begin_application
from .fund import keep_answers as keep_answers
from .fund import open_round as open_round
from .fund import review as review
from .fund import send_application as send_application
from .handing_on import effects_of as effects_of
from .handing_on import hand_on_effects as hand_on_effects
from .lifecycle import amend_registration as amend_registration
from .lifecycle import begin_pilot as begin_pilot
from .lifecycle import choose_design as choose_design
from .lifecycle import decide as decide
from .lifecycle import enrol as enrol
from .lifecycle import record_outcomes as record_outcomes
from .lifecycle import register_pilot as register_pilot
from .lists import bring_list as bring_list
from .looking import look as look
from .members import enrol_unit as enrol_unit
from .members import leave as leave
from .members import set_consents as set_consents
from .members import set_parts as set_parts
from .readers import name_reader as name_reader
from .readers import train_reader as train_reader
from .scores import apply_scores as apply_scores
from .scores import stage_scores as stage_scores
