"""Reads of the mentoring app. Each returns cards and says how many SQL queries."""

from seedbed.apps.mentoring.papers import new_form_key as new_form_key

from .away import days_away as days_away
from .boards import board_of_room as board_of_room
from .boards import rooms_in_use as rooms_in_use
from .finding import find_adults as find_adults
from .finding import find_students as find_students
from .finding import students_in_sight as students_in_sight
from .mornings import morning_of as morning_of
from .said import said_today as said_today
from .sessions import session_page as session_page
from .slips import paper_of as paper_of
from .slips import proposed_questions as proposed_questions
from .students import student_page as student_page
from .students import visible_ids as visible_ids
