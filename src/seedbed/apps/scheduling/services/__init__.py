"""Writes of the scheduling app. Each function is one transaction."""

from .absences import record_absence as record_absence
from .decisions import decide as decide
from .drafts import make_draft as make_draft
from .drafts import repair_draft as repair_draft
from .frame import set_up_unit as set_up_unit
from .inquiries import MORE_STUDENTS as MORE_STUDENTS
from .inquiries import ask_what_if as ask_what_if
from .inquiries import price_rules as price_rules
from .overrides import move_seat as move_seat
from .pairs import pair_students as pair_students
from .pairs import unpair_students as unpair_students
from .publishing import publish_day as publish_day
from .publishing import reopen_day as reopen_day
from .waivers import end_waiver as end_waiver
from .waivers import refuse_without_switch as refuse_without_switch
from .waivers import waive_rule as waive_rule
