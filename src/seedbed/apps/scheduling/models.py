"""The unit's frame (bells, rooms, hours, rules) and its days (drafts, seats, history).

Three groups, in three modules behind this one: ``frame`` (what the unit has), ``needs``
(what each student must be given and has chosen), ``days`` (plans and what happened to
them).
"""

from .tables.days import Change as Change
from .tables.days import ChangeKind as ChangeKind
from .tables.days import DayStatus as DayStatus
from .tables.days import Inquiry as Inquiry
from .tables.days import InquiryKind as InquiryKind
from .tables.days import SchoolDay as SchoolDay
from .tables.days import Seat as Seat
from .tables.days import SeatOrigin as SeatOrigin
from .tables.days import Session as Session
from .tables.frame import Absence as Absence
from .tables.frame import BellSchedule as BellSchedule
from .tables.frame import Block as Block
from .tables.frame import BlockKind as BlockKind
from .tables.frame import Closure as Closure
from .tables.frame import ElectiveOffer as ElectiveOffer
from .tables.frame import Qualification as Qualification
from .tables.frame import Room as Room
from .tables.frame import RuleWaiver as RuleWaiver
from .tables.frame import StaffHours as StaffHours
from .tables.frame import UnitRule as UnitRule
from .tables.needs import Accommodation as Accommodation
from .tables.needs import AccommodationKind as AccommodationKind
from .tables.needs import Arrangement as Arrangement
from .tables.needs import Caseload as Caseload
from .tables.needs import ElectiveSeat as ElectiveSeat
from .tables.needs import GradeApproval as GradeApproval
from .tables.needs import Pace as Pace
from .tables.needs import PairKind as PairKind
from .tables.needs import Place as Place
from .tables.needs import StandingSeat as StandingSeat
from .tables.needs import StudentPair as StudentPair
