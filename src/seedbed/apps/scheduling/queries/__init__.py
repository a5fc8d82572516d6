"""Reads of the scheduling app. Each returns cards and says how many SQL queries."""

from .feeds import meetings_of_adult as meetings_of_adult
from .feeds import meetings_of_students as meetings_of_students
from .history import history as history
from .inquiries import prices_of_rules as prices_of_rules
from .inquiries import what_if as what_if
from .pairs import pairs_of as pairs_of
from .review import open_tally as open_tally
from .review import plan_review as plan_review
from .sheets import groups_of_day as groups_of_day
from .stored import DayStatusCard as DayStatusCard
from .stored import alternatives as alternatives
from .stored import day_problem_json as day_problem_json
from .stored import day_status as day_status
from .stored import faults_of_day as faults_of_day
from .stored import waiting_day as waiting_day
from .students import days_ahead as days_ahead
from .students import has_standing_seats as has_standing_seats
from .students import minutes_of_next_day as minutes_of_next_day
from .students import next_published_on as next_published_on
from .students import published_days as published_days
from .students import student_day as student_day
from .students import student_days as student_days
from .taken import taken_seats as taken_seats
from .waivers import last_planned_on as last_planned_on
from .waivers import rules_on as rules_on
