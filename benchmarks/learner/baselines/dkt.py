"""Deep knowledge tracing: a small recurrent network over items and skills, in JAX."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from benchmarks.learner.baselines.contract import Forecast, combinations, held_out

from seedbed.engines.learner import Answers, score_predictions
from seedbed.lib.arrays import (
    BoolArray,
    Float32Array,
    FloatArray,
    Int32Array,
    IntArray,
)

N_STEPS, N_ROWS = 100, 64
_N_EMBEDDED, _N_HIDDEN = 32, 64
_RATE, _DROPPED, _LARGEST_GRADIENT = 3e-3, 0.25, 5.0
_MAX_EPOCHS, _PATIENCE, _MAX_SECONDS = 30, 3, 100.0
_JUDGES = 0.1

Weights = dict[str, jax.Array]
#: What the network carries from answer to answer: output and cell (rows, hidden).
Carry = tuple[jax.Array, jax.Array]


class Batch(NamedTuple):
    """Stretches of answers (rows, steps); ``is_answer`` is false beyond their end."""

    item: Int32Array
    skill: Int32Array
    correct: Float32Array
    is_answer: BoolArray


class Work(NamedTuple):
    """Answers (N,), and the first and the number of each student's (S,)."""

    item: Int32Array
    skill: Int32Array
    correct: Float32Array
    start: IntArray
    length: IntArray


def forecast(train: Answers, test: Answers, seed: int) -> Forecast:
    """Train until a held-out tenth of the students is predicted no better.

    Training ends after three epochs without gain, or when its time is over, so that the
    result may depend on the machine's speed.

    References
    ----------
    Piech, C. et al. (2015). Deep knowledge tracing. NeurIPS 28; items beside skills, as
    Gervet et al. (2020) advise, section 3.3.
    """
    weights = _blank(train.n_items, int(combinations(train).max()) + 1, seed)
    _compile(weights)
    started = time.perf_counter()
    is_held_out = held_out(train, _JUDGES, seed)
    rest, judges = train.select(~is_held_out), train.select(is_held_out)
    weights = _train(weights, _work(rest), _work(judges), seed)
    fitted = time.perf_counter()
    probability = _predictions(weights, _work(test))
    return Forecast(probability, fitted - started, time.perf_counter() - fitted)


def _blank(n_items: int, n_skills: int, seed: int) -> Weights:
    """Return the weights before training; every item begins like its skills."""
    shapes = {
        "heard": (4 * _N_EMBEDDED, 4 * _N_HIDDEN),
        "kept": (_N_HIDDEN, 4 * _N_HIDDEN),
        "mixed": (_N_HIDDEN + 2 * _N_EMBEDDED, _N_HIDDEN),
        "told": (_N_HIDDEN, 1),
    }
    keys = jax.random.split(jax.random.key(seed), len(shapes))
    weights = {
        name: jax.random.normal(key, shape) / np.sqrt(shape[0])
        for (name, shape), key in zip(shapes.items(), keys, strict=True)
    }
    return weights | {
        "skill": 0.3 * jax.random.normal(jax.random.key(seed), (n_skills, _N_EMBEDDED)),
        "item": jnp.zeros((n_items, _N_EMBEDDED)),
        "easiness": jnp.zeros(n_items),
        "gates": jnp.zeros(4 * _N_HIDDEN).at[_N_HIDDEN : 2 * _N_HIDDEN].set(1.0),
        "mixed_bias": jnp.zeros(_N_HIDDEN),
        "told_bias": jnp.zeros(1),
    }


def _logits(
    weights: Weights, batch: Batch, carry: Carry, key: jax.Array | None
) -> tuple[jax.Array, Carry]:
    """Return the logit of each answer (rows, steps), before it is heard, and the carry.

    With a key some of what is remembered is dropped, as in training.
    """
    asked = jnp.concatenate(
        [weights["skill"][batch.skill], weights["item"][batch.item]], axis=-1
    )
    right = batch.correct[..., None]
    answered = jnp.concatenate([asked * right, asked * (1.0 - right)], axis=-1)
    heard = answered @ weights["heard"] + weights["gates"]
    step = partial(_step, weights["kept"])
    seen = (heard.swapaxes(0, 1), batch.is_answer.swapaxes(0, 1)[..., None])
    carry, before = jax.lax.scan(step, carry, seen)
    recalled = before.swapaxes(0, 1)
    if key is not None:
        is_kept = jax.random.bernoulli(key, 1.0 - _DROPPED, recalled.shape)
        recalled = jnp.where(is_kept, recalled / (1.0 - _DROPPED), 0.0)
    mixed = jnp.concatenate([recalled, asked], axis=-1) @ weights["mixed"]
    told = jax.nn.relu(mixed + weights["mixed_bias"]) @ weights["told"]
    return told[..., 0] + weights["told_bias"] + weights["easiness"][batch.item], carry


def _step(
    kept: jax.Array, carry: Carry, seen: tuple[jax.Array, jax.Array]
) -> tuple[Carry, jax.Array]:
    """Take in one answer (rows,); return the output from before it."""
    output, cell = carry
    heard, is_answer = seen
    enter, forget, leave, new = jnp.split(heard + output @ kept, 4, axis=-1)
    new_cell = jax.nn.sigmoid(forget) * cell + jax.nn.sigmoid(enter) * jnp.tanh(new)
    new_output = jax.nn.sigmoid(leave) * jnp.tanh(new_cell)
    after = (
        jnp.where(is_answer, new_output, output),
        jnp.where(is_answer, new_cell, cell),
    )
    return after, output


def _empty() -> Carry:
    return jnp.zeros((N_ROWS, _N_HIDDEN)), jnp.zeros((N_ROWS, _N_HIDDEN))


_optimizer = optax.chain(
    optax.clip_by_global_norm(_LARGEST_GRADIENT), optax.adam(_RATE)
)


def _loss(weights: Weights, batch: Batch, key: jax.Array) -> jax.Array:
    logits, _ = _logits(weights, batch, _empty(), key)
    losses = optax.sigmoid_binary_cross_entropy(logits, batch.correct)
    counted = jnp.where(batch.is_answer, losses, 0.0)
    return jnp.asarray(counted.sum() / batch.is_answer.sum())


@jax.jit
def _learn(
    weights: Weights, momentum: Any, batch: Batch, key: jax.Array
) -> tuple[Weights, Any]:
    gradient = jax.grad(_loss)(weights, batch, key)
    moves, momentum = _optimizer.update(gradient, momentum)
    return optax.apply_updates(weights, moves), momentum


@jax.jit
def _predict(weights: Weights, batch: Batch, carry: Carry) -> tuple[jax.Array, Carry]:
    logits, carry = _logits(weights, batch, carry, None)
    return jax.nn.sigmoid(logits), carry


def _compile(weights: Weights) -> None:
    """Compile for the shapes of all batches, before the clock starts."""
    none, zero = np.zeros(0, np.int64), np.zeros(1, np.int32)
    nothing = Work(zero, zero, zero.astype(np.float32), none, none)
    batch, _ = _batch(nothing, none, none)
    _learn(weights, _optimizer.init(weights), batch, jax.random.key(0))
    _predict(weights, batch, _empty())


def _train(weights: Weights, work: Work, judges: Work, seed: int) -> Weights:
    """Return the weights of the epoch that predicts ``judges`` best."""
    was_right = judges.correct == 1.0
    momentum = _optimizer.init(weights)
    draw = np.random.default_rng(seed)
    deadline = time.perf_counter() + _MAX_SECONDS
    best, best_loss, n_worse = weights, np.inf, 0
    for _ in range(_MAX_EPOCHS):
        for batch in _shuffled(work, draw):
            key = jax.random.key(int(draw.integers(2**31)))
            weights, momentum = _learn(weights, momentum, batch, key)
        loss = score_predictions(was_right, _predictions(weights, judges)).log_loss
        n_worse += 1
        if loss < best_loss:
            best, best_loss, n_worse = weights, loss, 0
        if n_worse == _PATIENCE or time.perf_counter() > deadline:
            break
    return best


def _work(answers: Answers) -> Work:
    start = np.flatnonzero(np.diff(answers.student, prepend=-1))
    return Work(
        item=answers.item,
        skill=combinations(answers)[answers.item].astype(np.int32),
        correct=answers.correct.astype(np.float32),
        start=start,
        length=np.diff(start, append=answers.n_answers),
    )


def _shuffled(work: Work, draw: np.random.Generator) -> Iterator[Batch]:
    """Yield batches of pieces of students' work, each read as if it were all."""
    pieces = np.array(
        [
            (start + offset, min(length - offset, N_STEPS))
            for start, length in zip(work.start, work.length, strict=True)
            for offset in range(0, length, N_STEPS)
        ]
    )
    draw.shuffle(pieces)
    for first in range(0, len(pieces), N_ROWS):
        yield _batch(work, *pieces[first : first + N_ROWS].T)[0]


def _predictions(weights: Weights, work: Work) -> FloatArray:
    """Predict each answer from all before it, students of like length side by side."""
    probability = np.empty(len(work.item))
    order = np.argsort(-work.length, kind="stable")
    for first in range(0, len(order), N_ROWS):
        rows = order[first : first + N_ROWS]
        carry = _empty()
        for offset in range(0, int(work.length[rows].max()), N_STEPS):
            left = np.clip(work.length[rows] - offset, 0, N_STEPS)
            batch, place = _batch(work, work.start[rows] + offset, left)
            found, carry = _predict(weights, batch, carry)
            probability[place[batch.is_answer]] = np.asarray(found)[batch.is_answer]
    return probability


def _batch(work: Work, start: IntArray, length: IntArray) -> tuple[Batch, IntArray]:
    """Return stretches of answers as a batch, and where each answer was taken from."""
    n_spare = N_ROWS - len(start)
    starts, lengths = np.pad(start, (0, n_spare)), np.pad(length, (0, n_spare))
    steps = np.arange(N_STEPS)
    is_answer = steps < lengths[:, None]
    place = np.where(is_answer, starts[:, None] + steps, 0)
    parts = (work.item[place], work.skill[place], work.correct[place])
    return Batch(*parts, is_answer), place
