"""What the learner model is compared with, each behind one function.

forecast = BASELINES["elo"](train, test, seed)
print(score_predictions(test.correct, forecast.probability).auc)

``train`` and ``test`` are different students with the same numbers of items and skills.
Each test answer is predicted from that student's own earlier answers alone.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from benchmarks.learner.baselines.contract import Forecast as Forecast
from benchmarks.learner.baselines.libraries import why_missing as why_missing

from seedbed.engines.learner import Answers


def _later(module: str, function: str) -> Callable[[Answers, Answers, int], Forecast]:
    """Return a baseline whose module is imported on its first call.

    So that the others can be run without its libraries.
    """

    def forecast(train: Answers, test: Answers, seed: int) -> Forecast:
        found = getattr(import_module(f"{__name__}.{module}"), function)
        made: Forecast = found(train, test, seed)
        return made

    return forecast


BASELINES: dict[str, Callable[[Answers, Answers, int], Forecast]] = {
    "elo": _later("elo", "forecast"),
    "rasch": _later("irt", "rasch"),
    "2pl": _later("irt", "two_parameters"),
    "pfa": _later("logistic", "pfa"),
    "best-lr": _later("logistic", "best_lr"),
    "best-lr-windows": _later("logistic", "best_lr_windows"),
    "das3h": _later("logistic", "das3h"),
    "bkt": _later("bkt", "standard"),
    "bkt-forgets": _later("bkt", "with_forgetting"),
    "dkt": _later("dkt", "forecast"),
}
