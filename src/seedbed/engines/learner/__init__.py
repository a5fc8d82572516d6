"""The learner model: from answers to what each student has shown and is ready for.

model = learner.fit(answers, graph, seed=0)
state = learner.update(model, answers)
estimates = learner.snapshot(model, state, graph, as_of=20_600.0)
ready = learner.frontier(estimates, graph)
print(learner.score(model, answers_of_other_students).auc)
"""

from __future__ import annotations

from .data import Answers as Answers
from .data import Estimates as Estimates
from .data import Frontier as Frontier
from .data import Graph as Graph
from .data import Score as Score
from .fitting import fit as fit
from .mastery import snapshot as snapshot
from .model import Model as Model
from .model import State as State
from .prediction import contributions as contributions
from .prediction import predict as predict
from .prediction import update as update
from .readiness import frontier as frontier
from .scoring import score as score
from .scoring import score_predictions as score_predictions
from .variants import ELO as ELO
from .variants import MODELS as MODELS
from .variants import MULTILEVEL as MULTILEVEL
from .variants import Variant as Variant
