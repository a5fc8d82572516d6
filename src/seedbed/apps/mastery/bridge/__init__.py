"""Turns rows into the learner engine's arrays, and what it finds into rows."""

from __future__ import annotations

from .estimating import Estimated as Estimated
from .estimating import estimate as estimate
from .explaining import EARLIER as EARLIER
from .explaining import Explained as Explained
from .explaining import explain as explain
from .fitting import LEAST_JUDGED as LEAST_JUDGED
from .fitting import Fitted as Fitted
from .fitting import Judged as Judged
from .fitting import Material as Material
from .fitting import fit_model as fit_model
from .fitting import held_out_quality as held_out_quality
from .fitting import judge as judge
from .fitting import material_of as material_of
from .memory import Memory as Memory
from .memory import begin_memory as begin_memory
from .memory import numbering_of as numbering_of
from .memory import pack_memory as pack_memory
from .memory import part_of as part_of
from .memory import read_memory as read_memory
from .memory import remember as remember
from .replaying import replay as replay
from .replaying import replay_new as replay_new
from .rows import MODEL_NAME as MODEL_NAME
from .rows import Fit as Fit
from .rows import UnreadableError as UnreadableError
from .rows import check_model as check_model
from .rows import pack_model as pack_model
from .rows import read_model as read_model
from .rows import reading_arrays as reading_arrays
from .rows import renumber as renumber
