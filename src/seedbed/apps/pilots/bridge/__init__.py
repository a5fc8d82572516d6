"""The only rooms of the app that touch the engines: arms, looks, concerns, counts."""

from __future__ import annotations

from seedbed.engines.disclosure import without_names as without_names

from .arms import Candidate as Candidate
from .arms import Paired as Paired
from .arms import chances as chances
from .arms import check_gate as check_gate
from .arms import check_places as check_places
from .arms import draw as draw
from .arms import lottery as lottery
from .arms import match as match
from .concerns import watch as watch
from .looks import Row as Row
from .looks import look as look
from .tellable import tellable as tellable
from .tellable import tellable_groups as tellable_groups
