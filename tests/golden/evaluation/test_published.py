"""Effects that others have published, found again from their data.

The sets may not be passed on, so they are read from ../shared/data/evaluation: STAR from
R's AER, NSW and CPS from causaldata, the NSW men beside PSID from R's MatchIt, the
ASSISTments trial (video beside text) from the R code of ReLOOP.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from seedbed.engines import evaluation
from seedbed.engines.evaluation.errors import UnequalGroupsError
from seedbed.engines.evaluation.regression import least_squares

SHARED = Path(__file__).resolve().parents[3] / "../shared/data/evaluation"
#: The difference that the National Supported Work trial itself found, in dollars.
TRUTH = 1794.342
COVARIATES = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]

pytestmark = [
    pytest.mark.golden,
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not SHARED.exists(), reason="../shared/data/evaluation is absent"
    ),
]


def read(name):
    return pl.read_csv(SHARED / name, infer_schema_length=None, null_values=["", "NA"])


def numbers(frame, columns):
    return frame.select(pl.col(columns).cast(pl.Float64)).to_numpy()


def nsw():
    return read("causaldata_nsw_mixtape.csv")


def nsw_beside_cps():
    treated = nsw().filter(pl.col("treat") == 1)
    return pl.concat(
        [treated, read("causaldata_cps_mixtape.csv")], how="diagonal_relaxed"
    )


def nsw_beside_psid():
    is_black, is_hispanic = pl.col("race") == "black", pl.col("race") == "hispan"
    return read("MatchIt_lalonde.csv").with_columns(
        black=is_black, hisp=is_hispanic, marr=pl.col("married")
    )


@pytest.mark.parametrize(
    ("grade", "effect", "error"),
    [
        ("k", 13.90, 2.45),
        ("1", 29.78, 2.83),
        ("2", 19.39, 2.71),
        ("3", 15.59, 2.40),
    ],
)
def test_small_classes_in_tennessee(grade, effect, error):
    """Stock and Watson, Introduction to Econometrics, table 13.1."""
    star = read("AER_STAR.csv").select(f"star{grade}", f"read{grade}", f"math{grade}")
    star = star.drop_nulls()
    score = numbers(star, [f"read{grade}", f"math{grade}"]).sum(axis=1)
    kind = star[f"star{grade}"].to_numpy()
    x = [np.ones(len(score)), kind == "small", kind == "regular+aide"]

    fit = least_squares(score, np.column_stack(x), errors="HC1")

    assert round(fit.coefficients[1], 2) == effect
    assert round(fit.standard_errors[1], 2) == error


@pytest.mark.parametrize(
    ("errors", "error"), [("classical", 632.853), ("HC2", 670.997)]
)
def test_the_national_supported_work_trial(errors, error):
    """Dehejia and Wahba (1999), table 1; HC2 by R's sandwich."""
    found = evaluation.difference(
        numbers(nsw(), ["re78"])[:, 0], nsw()["treat"].to_numpy() == 1, errors=errors
    )

    assert round(found.estimate, 3) == TRUTH
    assert round(found.standard_error, 3) == error
    assert (found.n_treated, found.n_comparison) == (185, 260)


def test_chance_alone_can_make_a_drawn_group_unlike():
    trial = nsw()
    found = evaluation.balance(
        numbers(trial, COVARIATES), trial["treat"].to_numpy() == 1, COVARIATES
    )

    # The gate is for groups that nobody drew; a lottery needs no such proof.
    unlike = [one.covariate for one in found if one.likeness == "refused"]
    assert unlike == ["hisp", "nodegree"]
    assert max(abs(one.g) for one in found) > 0.25


def test_the_population_survey_is_no_comparison_group():
    both = nsw_beside_cps()
    treated = both["treat"].to_numpy() == 1
    raw = evaluation.difference(numbers(both, ["re78"])[:, 0], treated).estimate

    with pytest.raises(UnequalGroupsError) as refused:
        evaluation.gate(
            evaluation.balance(numbers(both, COVARIATES), treated, COVARIATES)
        )

    assert round(raw, 2) == -8497.52
    assert "black" in str(refused.value)


@pytest.mark.parametrize("world", [nsw_beside_psid, nsw_beside_cps])
def test_after_matching_and_the_gate_the_trial_is_found_again(world):
    both = world()
    treated = both["treat"].to_numpy() == 1
    x, earned = numbers(both, COVARIATES), numbers(both, ["re78"])[:, 0]

    pairs = evaluation.match(x, treated)
    kept = pairs.students
    likeness = evaluation.gate(evaluation.balance(x[kept], treated[kept], COVARIATES))
    found = evaluation.ancova(earned[kept], treated[kept], x[kept])

    assert likeness == "adjust"
    assert abs(found.estimate - TRUTH) <= 150
    if world is nsw_beside_psid:
        assert len(pairs.pairs) == 111


def test_the_nearest_without_a_caliper_are_refused():
    both = nsw_beside_psid()
    treated = both["treat"].to_numpy() == 1
    x, earned = numbers(both, COVARIATES), numbers(both, ["re78"])[:, 0]

    kept = evaluation.match(x, treated, caliper=np.inf).students

    raw = evaluation.difference(earned, treated).estimate
    paired = evaluation.difference(earned[kept], treated[kept]).estimate
    assert round(raw, 3) == -635.026
    assert round(paired, 1) == 894.4
    with pytest.raises(UnequalGroupsError):
        evaluation.gate(evaluation.balance(x[kept], treated[kept], COVARIATES))


def test_the_assistments_trial():
    """ReLOOP (Gagnon-Bartsch et al. 2023): the same trial, plain and with a remnant."""
    trial = read("drct_abTestExample.csv")
    saw_video = trial["video"].to_numpy().astype(bool)
    done = numbers(trial, ["completion"])[:, 0]
    foretold = numbers(read("drct_yhatNN.csv"), ["x"])

    plain = evaluation.difference(done, saw_video)
    adjusted = evaluation.ancova(done, saw_video, foretold)

    assert (plain.n_treated + plain.n_comparison) == 683
    assert round(plain.estimate, 8) == 0.05050514
    assert round(plain.standard_error, 8) == 0.03773709
    assert round(plain.p, 2) == 0.18
    assert round(adjusted.estimate, 4) == 0.0777
    # As many students without the remnant would be needed for the same error.
    gained = (plain.standard_error / adjusted.standard_error) ** 2
    assert round(gained, 2) == 1.48
