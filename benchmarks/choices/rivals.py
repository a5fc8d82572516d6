"""Allotments by fairpyx, each in a process of its own that a time limit ends."""

import multiprocessing
import warnings
from time import perf_counter

import numpy as np

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import fairpyx
    from fairpyx import algorithms

TIME_LIMIT_SECONDS = 30
#: Course Match looks for prices for as long as it is told to.
COURSE_MATCH_SECONDS = 10
# Left out: almost_egalitarian_allocation, which refuses sections that clash, and
# utilitarian_matching, which gives them.
METHODS = {
    "serial_dictatorship": algorithms.serial_dictatorship,
    "round_robin": algorithms.round_robin,
    "bidirectional_round_robin": algorithms.bidirectional_round_robin,
    "iterated_maximum_matching": algorithms.iterated_maximum_matching,
    "course_match": algorithms.course_match_algorithm,
}


def run(name, problem, *, seed):
    """Return seats (S, C) and seconds, or a sentence that says why there are none."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_work, args=(name, problem, seed, there))
    process.start()
    there.close()
    found = f"not done after {TIME_LIMIT_SECONDS} s"
    if here.poll(TIME_LIMIT_SECONDS):
        try:
            found = here.recv()
        except EOFError:
            found = "it failed"
    process.kill()
    process.join()
    return found


def _work(name, problem, seed, pipe):
    warnings.simplefilter("ignore")
    order = np.random.default_rng(seed).permutation(problem.n_students).tolist()
    instance = _instance(problem, order)
    options = {}
    if name == "course_match":
        budgets = 1 + 0.1 * np.linspace(1, 0, problem.n_students)
        options = {
            "budget": dict(zip(order, budgets, strict=True)),
            "priorities_student_list": [order],
            "time": COURSE_MATCH_SECONDS,
        }
    began = perf_counter()
    given = fairpyx.divide(METHODS[name], instance=instance, **options)
    took = perf_counter() - began
    has = np.zeros(problem.worth.shape, np.bool_)
    for student, sections in given.items():
        has[student, [int(section[1:]) for section in sections]] = True
    pipe.send((has, took))


def _instance(problem, order):
    names = [f"s{c}" for c in range(problem.n_sections)]
    return fairpyx.Instance(
        agents=order,
        items=names,
        valuations={
            i: dict(zip(names, problem.worth[i].tolist(), strict=True)) for i in order
        },
        agent_capacities={i: int(problem.load[i]) for i in order},
        item_capacities=dict(zip(names, problem.seats.tolist(), strict=True)),
        agent_conflicts={
            i: {names[c] for c in np.flatnonzero(~problem.may[i])} for i in order
        },
        item_conflicts={
            name: {names[d] for d in np.flatnonzero(problem.conflict[c]) if d != c}
            for c, name in enumerate(names)
        },
    )
