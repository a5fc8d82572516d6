"""Writes of the mentoring app. Each function is one transaction."""

from .attendance import mark_attendance as mark_attendance
from .check_ins import save_check_in as save_check_in
from .signals import act_on_signal as act_on_signal
from .signals import say as say
from .signals import withdraw_call as withdraw_call
from .slips import Asked as Asked
from .slips import hand_in as hand_in
from .slips import open_slip as open_slip
