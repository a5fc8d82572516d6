"""The band for the display that is always open: it holds however often one looks.

A band for scheduled looks spends error at each of them and may not be looked at in
between. This one is wider and holds at all times at once; it decides nothing.

References
----------
Waudby-Smith, I., Arbour, D., Sinha, R., Kennedy, E. H. and Ramdas, A. (2024),
Time-uniform central limit theory and asymptotic confidence sequences, Annals of
Statistics 52, 2613-2640, with the normal mixture of Robbins (1970).
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, stdtrit

from seedbed.lib.arrays import FloatArray


def reach(
    standard_error: FloatArray, *, tuned_at: FloatArray, error: float, n_free: int
) -> FloatArray:
    """Return half the width of the always-valid band (L, ...).

    Parameters
    ----------
    standard_error : ndarray of shape (L, ...)
        Of the estimate at each look.
    tuned_at : ndarray
        The standard error at which the band shall be narrowest, best that expected
        half-way; fixed in advance.
    error : float
        Chance that the band ever misses the truth, both sides together.
    n_free : int
        Degrees of freedom of the standard errors. With few, normal tails are too thin;
        the band takes those of Student's t with the same chance.

    Raises
    ------
    ValueError
        If there are no degrees of freedom.
    """
    if n_free < 1:
        raise ValueError(f"n_free must be at least 1, got {n_free}.")
    information = 1.0 / standard_error**2
    log = -2.0 * np.log(error)
    mixing = 1.0 / tuned_at**2 / (log + np.log1p(log))
    share = 1.0 + mixing / information
    z = np.sqrt(share * (log + np.log1p(information / mixing)))
    # The tail is far out, where ndtr of the positive side would be 1.
    return np.asarray(-stdtrit(n_free, ndtr(-z)) * standard_error)
