"""Reads of the programs app. Each returns cards and says how many SQL queries."""

from .costs import costs_of as costs_of
from .health import ENOUGH_WEEKS as ENOUGH_WEEKS
from .health import health_of as health_of
from .health import measure_of as measure_of
from .spreads import BY as BY
from .spreads import spread_of as spread_of
from .table import MEASURES as MEASURES
from .table import WEEKS_OF_FIGURES as WEEKS_OF_FIGURES
