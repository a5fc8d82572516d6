"""Who can carry a change and who can stop it, inside a school and apart from it.

network = value_network.ValueNetwork(actors=actors)
reading = value_network.read(network, seed=0)
print(reading.summary())
print(value_network.tornado(network, seed=0)[0])
print(value_network.compare(network, as_its_own_unit, seed=0).mean_gain)
"""

from __future__ import annotations

from .actors import KINDS as KINDS
from .actors import Actor as Actor
from .actors import Channel as Channel
from .actors import Kind as Kind
from .actors import Range as Range
from .actors import ValueNetwork as ValueNetwork
from .changes import Ask as Ask
from .changes import Swing as Swing
from .changes import fewest_to_win as fewest_to_win
from .changes import tornado as tornado
from .changes import turning_position as turning_position
from .changes import whom_to_ask as whom_to_ask
from .comparing import Beside as Beside
from .comparing import Comparison as Comparison
from .comparing import compare as compare
from .errors import NoChannelError as NoChannelError
from .errors import PowerSharesError as PowerSharesError
from .forecasts import LEAST_OUTCOMES as LEAST_OUTCOMES
from .forecasts import Score as Score
from .forecasts import score as score
from .information import standing as standing
from .losers import GroupEffect as GroupEffect
from .losers import Stake as Stake
from .losers import who_loses as who_loses
from .readiness import Readiness as Readiness
from .readiness import missing as missing
from .reading import Part as Part
from .reading import Reading as Reading
from .reading import call as call
from .reading import read as read
