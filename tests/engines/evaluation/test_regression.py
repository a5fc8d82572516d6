"""Least squares whose errors hold when students of one class are alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import sqrtm

from seedbed.engines.evaluation.regression import least_squares


def world(seed, sizes=(3, 5, 2, 4, 6, 3)):
    random = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(len(sizes)), sizes)
    n = len(cluster)
    x = np.column_stack([np.ones(n), cluster % 2, random.normal(size=n)])
    y = random.normal(size=n) + random.normal(size=len(sizes))[cluster]
    return y, x, cluster


def by_the_definition(y, x, cluster):
    """Return CR2 variances and degrees of freedom with whole matrices."""
    bread = np.linalg.inv(x.T @ x)
    hat = x @ bread @ x.T
    rest = np.eye(len(y)) - hat
    residual = rest @ y
    meat, pulls = np.zeros((3, 3)), []
    for one in np.unique(cluster):
        mine = cluster == one
        root = np.linalg.inv(sqrtm(rest[np.ix_(mine, mine)])).real
        half = x[mine].T @ root
        meat += np.outer(half @ residual[mine], half @ residual[mine])
        pulls.append(rest[:, mine] @ root @ x[mine] @ bread)
    free = []
    for k in range(3):
        p = np.column_stack([pull[:, k] for pull in pulls])
        values = np.linalg.eigvalsh(p.T @ p)
        free.append(values.sum() ** 2 / (values**2).sum())
    return np.diag(bread @ meat @ bread), np.array(free)


@given(st.integers(0, 10**6))
def test_cr2_is_its_definition(seed):
    y, x, cluster = world(seed)

    fit = least_squares(y, x, errors="CR2", cluster=cluster)

    variance, free = by_the_definition(y, x, cluster)
    assert fit.standard_errors**2 == pytest.approx(variance)
    assert fit.n_free == pytest.approx(free)


def test_in_equal_classes_it_is_the_t_test_of_class_means():
    y, x, cluster = world(5, sizes=(4,) * 10)
    means = y.reshape(10, 4).mean(axis=1)
    odd, even = means[1::2], means[::2]

    fit = least_squares(y, x[:, :2], errors="CR2", cluster=cluster)

    variance = odd.var(ddof=1) / 5 + even.var(ddof=1) / 5
    assert fit.coefficients[1] == pytest.approx(odd.mean() - even.mean())
    assert fit.standard_errors[1] ** 2 == pytest.approx(variance)
    assert fit.n_free[1] == pytest.approx(8)


def test_students_alone_are_classes_of_one():
    y, x, _ = world(6)

    alone = least_squares(y, x, errors="HC2")
    classes = least_squares(y, x, errors="CR2", cluster=np.arange(len(y))[::-1])

    assert alone.standard_errors == pytest.approx(classes.standard_errors)
    leverage = np.einsum("ij,jk,ik->i", x, np.linalg.inv(x.T @ x), x)
    weight = (y - x @ alone.coefficients) ** 2 / (1 - leverage)
    bread = np.linalg.inv(x.T @ x)
    expected = np.diag(bread @ (x * weight[:, None]).T @ x @ bread)
    assert alone.standard_errors**2 == pytest.approx(expected)


def test_a_column_that_one_class_alone_decides_does_not_break_it():
    y, x, cluster = world(7)
    x = np.column_stack([x, cluster == 2])

    fit = least_squares(y, x, errors="CR2", cluster=cluster)

    assert np.isfinite(fit.standard_errors[:3]).all()


def test_columns_that_depend_on_each_other_are_refused():
    y, x, _ = world(8)

    with pytest.raises(ValueError, match="depend on each other"):
        least_squares(y, np.column_stack([x, x[:, 1] * 2]))


def test_cr2_needs_classes():
    y, x, _ = world(9)

    with pytest.raises(ValueError, match="need the clusters"):
        least_squares(y, x, errors="CR2")
