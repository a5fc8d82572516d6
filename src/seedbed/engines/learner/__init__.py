"""The learner model: from answers to what each student has shown and is ready for.

model = learner.fit(answers, graph, seed=0)
state = learner.update(learner.begin(model, n_students=30), answers)
estimates = learner.snapshot(state, as_of=20_600.0)
ready = learner.frontier(estimates, graph)
print(learner.score(answers, graph, folds=5).auc)
"""

from __future__ import annotations

from .data import Answers as Answers
from .data import Estimates as Estimates
from .data import Frontier as Frontier
from .data import Graph as Graph
from .data import Score as Score
from .explanation import Explanation as Explanation
from .explanation import Part as Part
from .explanation import explain as explain
from .explanation import explain_next as explain_next
from .fairness import GroupCalibration as GroupCalibration
from .fairness import group_calibration as group_calibration
from .fitting import fit as fit
from .mastery import snapshot as snapshot
from .model import Model as Model
from .model import State as State
from .model import begin as begin
from .prediction import predict as predict
from .prediction import update as update
from .readiness import frontier as frontier
from .renumbering import renumber_model as renumber_model
from .renumbering import renumber_state as renumber_state
from .scoring import score as score
from .scoring import score_model as score_model
from .scoring import score_predictions as score_predictions
from .variants import ELO as ELO
from .variants import MEMORY as MEMORY
from .variants import MODELS as MODELS
from .variants import Variant as Variant
