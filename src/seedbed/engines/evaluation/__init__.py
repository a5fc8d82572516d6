"""Pilots: designed, assigned, looked at every week, and decided in time.

plan = evaluation.Plan(margin=0.25)                    # fixed before the start
rooms = evaluation.assign(names, seed="2026-09-01")    # anyone can draw it again
pilot = evaluation.assemble(records).pilot             # or faults(records), in words
looks = evaluation.monitor(pilot, plan)                # as often as was planned
print(evaluation.verdict(looks, plan).why)
"""

from __future__ import annotations

from .assignment import Lottery as Lottery
from .assignment import assign as assign
from .assignment import lottery as lottery
from .assignment import ticket as ticket
from .assignments import Assignments as Assignments
from .assignments import n_possible as n_possible
from .assignments import rerandomise as rerandomise
from .attrition import Attrition as Attrition
from .attrition import attrition as attrition
from .balance import Balance as Balance
from .balance import Likeness as Likeness
from .balance import balance as balance
from .balance import gate as gate
from .design import Design as Design
from .design import design as design
from .estimation import Effect as Effect
from .estimation import Estimated as Estimated
from .estimation import ancova as ancova
from .estimation import difference as difference
from .estimation import estimate as estimate
from .matching import Matched as Matched
from .matching import match as match
from .monitoring import Look as Look
from .monitoring import Monitored as Monitored
from .monitoring import monitor as monitor
from .pilot import Pilot as Pilot
from .plan import Plan as Plan
from .records import Assembled as Assembled
from .records import Member as Member
from .records import Outcome as Outcome
from .records import Records as Records
from .records import assemble as assemble
from .records import faults as faults
from .subgroups import Subgroup as Subgroup
from .subgroups import subgroups as subgroups
from .verdicts import Decision as Decision
from .verdicts import Verdict as Verdict
from .verdicts import verdict as verdict
