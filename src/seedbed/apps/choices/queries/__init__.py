"""Reads of the choices app. Each returns frozen cards and says how many queries."""

from .planning import chosen_day as chosen_day
from .planning import rows_behind_day as rows_behind_day
from .planning import ways_on as ways_on
from .proof import round_proof as round_proof
from .student import my_choices as my_choices
from .unit import rounds as rounds
from .unit import unit_choices as unit_choices
from .unit import ways_waiting as ways_waiting
from .unmet import unmet_wishes as unmet_wishes
