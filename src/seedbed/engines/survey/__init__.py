"""Where systems stand on questions without a right side, and what is no chance.

found = survey.positions(wave)                       # leaders -> systems, by median
dots = survey.distribution(found.at[:, q])           # None for fewer than 5 systems
compared = survey.differences(found.at, groupings, seed=0)
print(compared.is_different)                         # any false one: 5 %, of all
print(survey.beside_field(wave, references))         # our leaders beside the published
"""

from __future__ import annotations

from .differences import LEVEL as LEVEL
from .differences import N_DRAWS as N_DRAWS
from .differences import Differences as Differences
from .differences import differences as differences
from .following import Changes as Changes
from .following import changes as changes
from .following import peers as peers
from .following import widest_splits as widest_splits
from .instrument import FieldReference as FieldReference
from .instrument import Instrument as Instrument
from .instrument import Item as Item
from .leaning import BesideField as BesideField
from .leaning import Leaning as Leaning
from .leaning import beside_field as beside_field
from .leaning import leaders as leaders
from .leaning import systems as systems
from .leaning import wilson as wilson
from .standing import LEAST_SYSTEMS as LEAST_SYSTEMS
from .standing import Distribution as Distribution
from .standing import Place as Place
from .standing import Standing as Standing
from .standing import distribution as distribution
from .standing import standing as standing
from .wave import OPEN as OPEN
from .wave import Positions as Positions
from .wave import Wave as Wave
from .wave import positions as positions
