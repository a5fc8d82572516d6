"""Bayesian knowledge tracing by pyBKT's compiled build, with and without forgetting."""

from __future__ import annotations

import time
import warnings
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd
from benchmarks.learner.baselines.contract import Forecast, combinations
from benchmarks.learner.baselines.libraries import why_missing

from seedbed.engines.learner import Answers
from seedbed.lib.arrays import FloatArray


def standard(train: Answers, test: Answers, seed: int) -> Forecast:
    """Prior, learn, guess and slip of each skill; what is learnt stays.

    A combination of skills is its own skill; one that ``train`` never asked is
    predicted by the share of right answers.

    Raises
    ------
    RuntimeError
        If pyBKT is the pure-Python build, which fits nothing.

    References
    ----------
    Corbett, A. T. & Anderson, J. R. (1995). Knowledge tracing: modeling the acquisition
    of procedural knowledge. UMUAI 4, 253-278.
    Badrinath, A., Wang, F. & Pardos, Z. (2021). pyBKT: an accessible Python library of
    Bayesian knowledge tracing models. EDM 2021.
    """
    return _trace("bkt", train, test, seed, forgets=False)


def with_forgetting(train: Answers, test: Answers, seed: int) -> Forecast:
    """Like ``standard``, and what was learnt may be lost between two answers.

    Raises
    ------
    RuntimeError
        If pyBKT is the pure-Python build, which fits nothing.

    References
    ----------
    Khajah, M., Lindsey, R. V. & Mozer, M. C. (2016). How deep is knowledge tracing?
    EDM 2016, section 3.1.
    """
    return _trace("bkt-forgets", train, test, seed, forgets=True)


def _trace(
    name: str, train: Answers, test: Answers, seed: int, *, forgets: bool
) -> Forecast:
    if refusal := why_missing(name):
        raise RuntimeError(refusal)
    with warnings.catch_warnings():
        # pyBKT 1.4.3 speaks to older releases of its libraries than are installed.
        warnings.simplefilter("ignore")
        model = import_module("pyBKT.models").Model(
            seed=seed, num_fits=1, parallel=False
        )
        started = time.perf_counter()
        model.fit(data=_table(train), forgets=forgets)
        fitted = time.perf_counter()
        probability = _predictions(model, test, train.correct.mean())
    return Forecast(probability, fitted - started, time.perf_counter() - fitted)


def _predictions(model: Any, test: Answers, otherwise: float) -> FloatArray:
    table = _table(test)
    table = table[table["skill_name"].isin(model.fit_model)]
    probability = np.full(test.n_answers, otherwise)
    if len(table):
        found = model.predict(data=table.copy())
        probability[found.index] = found["correct_predictions"]
    return probability


def _table(answers: Answers) -> pd.DataFrame:
    """Return the answers in pyBKT's columns, one row each."""
    return pd.DataFrame(
        {
            "user_id": answers.student,
            "skill_name": combinations(answers)[answers.item].astype(str),
            "correct": answers.correct.astype(int),
            "order_id": np.arange(answers.n_answers),
        }
    )
