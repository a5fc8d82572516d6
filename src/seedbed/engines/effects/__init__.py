"""What works for whom: lotteries between ways that look equally good, and their fruit.

night = effects.draw(ways, on=on, seed=0)        # exact propensities, to be logged
found = effects.estimate(trials)                 # from logged lotteries alone
better = effects.gains(found, family=..., way=..., gain=..., expected=...)
print(effects.contrasts(trials)[0])
"""

from __future__ import annotations

from .errors import DrawMismatchError as DrawMismatchError
from .errors import PropensityError as PropensityError
from .estimation import LEAST_STUDENTS as LEAST_STUDENTS
from .estimation import Contrast as Contrast
from .estimation import Effects as Effects
from .estimation import contrasts as contrasts
from .estimation import estimate as estimate
from .feedback import Gains as Gains
from .feedback import gains as gains
from .lottery import FLOOR as FLOOR
from .lottery import TOLERANCE as TOLERANCE
from .lottery import Draw as Draw
from .lottery import Ways as Ways
from .lottery import draw as draw
from .trials import LEAST_PROPENSITY as LEAST_PROPENSITY
from .trials import SUM_SLACK as SUM_SLACK
from .trials import Trials as Trials
from .trials import audit as audit
