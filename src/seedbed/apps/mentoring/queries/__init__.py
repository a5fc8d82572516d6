"""Reads of the mentoring app. Each returns cards and says how many SQL queries."""

from .away import days_away as days_away
from .boards import board_of_room as board_of_room
from .boards import rooms_in_use as rooms_in_use
from .mornings import morning_of as morning_of
from .said import said_today as said_today
from .sessions import session_page as session_page
from .slips import paper_of as paper_of
from .slips import proposed_questions as proposed_questions
from .students import student_page as student_page
