"""Writes of the choices app. Each function is one transaction."""

from .allotting import close_and_allot as close_and_allot
from .allotting import give_back_seat as give_back_seat
from .offering import offer_elective as offer_elective
from .offering import stop_offering as stop_offering
from .requests import accept_elective as accept_elective
from .requests import ask_elective as ask_elective
from .requests import decline_elective as decline_elective
from .rounds import open_round as open_round
from .rounds import rank as rank
from .ways import approve_way as approve_way
from .ways import ask_way as ask_way
from .ways import decline_way as decline_way
from .ways import set_approval as set_approval
from .ways import withdraw_way as withdraw_way
