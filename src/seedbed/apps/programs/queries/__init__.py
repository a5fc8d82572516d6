"""Reads of the programs app. Each returns cards and says how many SQL queries."""

from .costs import costs_of as costs_of
from .health import ENOUGH_WEEKS as ENOUGH_WEEKS
from .health import WEEKS_OF_FIGURES as WEEKS_OF_FIGURES
from .health import health_of as health_of
from .health import measure_of as measure_of
