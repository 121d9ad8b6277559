"""Regression on dummies that says which coefficients the data carry: least squares, ordinal logit, binary logit."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from kano.errors import KanoError
from kano.ratings import Floats

Mask = npt.NDArray[np.bool_]

MODELS = ("ols", "ordinal", "logit")
MOST_LEVELS = 20
"""More levels of the overall rating than this are no ordinal scale."""

_TINY = 1e-8


@dataclass(frozen=True, eq=False)
class Fit:
    """Coefficients of k dummies, NaN where not estimable; `why` (k,) then says `aliased` or `separated`.

    `error`, `p`, `low` and `high` are NaN also where one person alone decides a coefficient (`why` is `alone`).
    `const` is None for the ordinal model, whose cut points stand in `cuts` and, as statsmodels keeps them (the first,
    then logarithms of the steps), in `cut_params`. `r2` is McFadden's for the logits. `vif` (k,) is NaN where aliased.
    """

    estimate: Floats
    error: Floats
    p: Floats
    low: Floats
    high: Floats
    why: tuple[str, ...]
    vif: Floats
    const: float | None = None
    cuts: tuple[float, ...] = ()
    cut_params: tuple[float, ...] = ()
    r2: float | None = None
    llf: float | None = None
    converged: bool = True


def regress(model: str, y: Floats, dummies: Floats, level: float) -> Fit:
    """Overall satisfaction `y` (n,) on `dummies` (n, k), each 0 or 1 and not constant.

    Intervals are of 1 - `level`. Raises KanoError when the model is unknown or does not fit the values of `y`, and
    when there are not more people than coefficients.
    """
    if model not in MODELS:
        raise KanoError("model-unknown", model=model, known=", ".join(MODELS))
    levels = len(np.unique(y))
    if model == "logit" and levels != 2:
        raise KanoError("logit-levels", n=levels)
    if model == "ordinal" and not 2 < levels <= MOST_LEVELS:
        raise KanoError("ordinal-levels", n=levels, most=MOST_LEVELS)
    columns = dummies.shape[1] + (1 if model == "ols" else levels - 1)
    if len(y) <= columns:
        raise KanoError("drivers-few", n=len(y), needed=columns + 1)
    found = _least_squares(y, dummies, level) if model == "ols" else _logit(model, y, dummies, level)
    return replace(found, vif=inflation(dummies))


def estimable(design: Floats) -> Mask:
    """(k,): columns whose coefficient the rows determine, whatever the others are."""
    _, singular, rows = np.linalg.svd(np.linalg.qr(design, mode="r"), full_matrices=True)
    rank = int((singular > singular.max(initial=0.0) * max(design.shape) * np.finfo(float).eps).sum())
    return np.asarray((np.abs(rows[rank:]) < _TINY).all(axis=0))


def robust(y: Floats, design: Floats, errors: str = "HC3") -> Any:
    """Least squares by statsmodels with Student's t; None where there are no errors: a column follows from others, one
    person alone decides a coefficient, or the line goes through everybody."""
    import statsmodels.api as sm

    if not estimable(design).all() or (leverage(design) > 1 - _TINY).any():
        return None
    found = sm.OLS(y, design).fit(cov_type=errors, use_t=True)
    return found if found.ssr > _TINY * found.centered_tss else None


def basis(design: Floats) -> list[int]:
    """The columns, from the left, that do not follow from those before them."""
    kept: list[int] = []
    small = np.asarray(np.linalg.qr(design, mode="r"))
    for column in range(design.shape[1]):
        if np.linalg.matrix_rank(small[:, [*kept, column]]) > len(kept):
            kept.append(column)
    return kept


def leverage(design: Floats) -> Floats:
    """(n,): how far each person decides his own fitted value; 1 where he alone does."""
    return np.asarray(np.einsum("ij,jk,ik->i", design, np.linalg.pinv(design.T @ design), design))


def inflation(dummies: Floats) -> Floats:
    """(k,): variance inflation factor of each dummy among the others; NaN where it follows from them."""
    result = np.full(dummies.shape[1], np.nan)
    if dummies.shape[1]:
        known = estimable(_with_constant(dummies))[1:]
        kept = [j - 1 for j in basis(_with_constant(dummies)) if j]
        inverse = np.linalg.inv(np.atleast_2d(np.corrcoef(dummies[:, kept], rowvar=False)))
        result[kept] = np.diag(inverse)
        result[~known] = np.nan
    return result


def _with_constant(dummies: Floats) -> Floats:
    return np.column_stack([np.ones(len(dummies)), dummies])


def _least_squares(y: Floats, dummies: Floats, level: float) -> Fit:
    """Errors are HC3, tests Student's t. A person who alone decides a coefficient has no error to give and is left
    out of the errors, which changes no other coefficient."""
    import statsmodels.api as sm

    design = _with_constant(dummies)
    known, own = estimable(design), basis(design)
    exact = sm.OLS(y, design[:, own]).fit()
    several = leverage(design) < 1 - _TINY
    tested, columns = estimable(design[several]) & known, basis(design[several])
    errors = sm.OLS(y[several], design[several][:, columns]).fit(cov_type="HC3", use_t=True)
    found = np.full((4, len(tested)), np.nan)
    found[:, columns] = errors.bse, errors.pvalues, *errors.conf_int(alpha=level).T
    error, p, low, high = np.where(tested, found, np.nan)[:, 1:]
    why = tuple("aliased" if not k else "" if t else "alone" for k, t in zip(known[1:], tested[1:], strict=True))
    estimate = np.full(len(known), np.nan)
    estimate[own] = exact.params
    estimate[~known] = np.nan
    const = float(estimate[0]) if known[0] else None
    return Fit(
        estimate[1:], error, p, low, high, why, np.empty(0), const, r2=float(exact.rsquared), llf=float(exact.llf)
    )


def _logit(model: str, y: Floats, dummies: Floats, level: float) -> Fit:
    """Errors are those of the likelihood, tests normal. Boxes in which everybody gave the lowest or the highest
    overall rating have no finite coefficient: they and their people leave the fit, which is its limit."""
    kept, left = _unseparated(y, dummies)
    values, codes = np.unique(y[kept], return_inverse=True)
    known = estimable(_with_constant(dummies[kept]))[1:]
    columns = [j - 1 for j in basis(_with_constant(dummies[kept])) if j and left[j - 1]]
    empty = _empty(["separated" if not stays else "aliased" for stays in left])
    if len(values) < 2 or (model == "ordinal" and len(values) < 3) or not columns:
        return replace(empty, why=("separated",) * len(left))
    design = dummies[kept][:, columns]
    if separated(codes, design):
        return replace(empty, why=("separated",) * len(left), converged=False)
    found = _likelihood(model, codes, design)
    if found is None:
        return replace(empty, why=("unstable",) * len(left), converged=False)
    return _placed(found, empty, columns, known, codes, level, model)


def _empty(why: list[str]) -> Fit:
    nothing = np.full(len(why), np.nan)
    return Fit(nothing, nothing, nothing, nothing, nothing, tuple(why), np.empty(0))


def _unseparated(y: Floats, dummies: Floats) -> tuple[Mask, Mask]:
    """People and dummies that are left when boxes with one extreme overall rating are gone."""
    kept, left = np.ones(len(y), dtype=bool), np.ones(dummies.shape[1], dtype=bool)
    while (column := _extreme(y, dummies, kept, left)) is not None:
        left[column] = False
        kept = kept & (dummies[:, column] == 0)
    return kept, left


def _extreme(y: Floats, dummies: Floats, kept: Mask, left: Mask) -> int | None:
    """A dummy that is left, of whose people all gave the lowest or all the highest rating that is left, if any."""
    ends = (y[kept].min(), y[kept].max()) if kept.any() else (np.nan, np.nan)
    for column in np.flatnonzero(left):
        box = y[kept & (dummies[:, column] == 1)]
        if (box == ends[0]).all() or (box == ends[1]).all():
            return int(column)
    return None


def separated(codes: npt.NDArray[np.int64], design: Floats) -> bool:
    """Whether a cumulative logit of `codes` (n,), 0..L-1, on `design` (n, k) has no finite maximum.

    There is a direction in which no person's likelihood falls and somebody's rises (Konis 2007 for two levels): a
    linear programme finds it.
    """
    from scipy.optimize import linprog

    rows = np.unique(np.column_stack([codes, design]), axis=0)
    code, x = rows[:, 0].astype(int), rows[:, 1:]
    steps = np.eye(int(codes.max()))
    above = np.hstack([steps[code[code < len(steps)]], -x[code < len(steps)]])
    below = np.hstack([-steps[code[code > 0] - 1], x[code > 0]])
    slack = np.vstack([above, below])
    found = linprog(-slack.sum(axis=0), A_ub=-slack, b_ub=np.zeros(len(slack)), bounds=(-1, 1), method="highs")
    return bool(found.status != 0 or -found.fun > 1e-6)


def _likelihood(model: str, codes: npt.NDArray[np.int64], design: Floats) -> Any:
    """The fit by statsmodels; None when it does not converge or its errors are not finite."""
    import statsmodels.api as sm
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if model == "logit":
                found = sm.Logit(codes, _with_constant(design)).fit(disp=0, maxiter=200)
            else:
                found = OrderedModel(codes, design, distr="logit").fit(method="bfgs", disp=0, maxiter=2000)
        except np.linalg.LinAlgError:
            return None
        fine = found.mle_retvals["converged"] and np.isfinite(found.bse).all() and (found.bse > 0).all()
    return found if fine else None


def _placed(
    found: Any, empty: Fit, columns: list[int], known: Mask, codes: npt.NDArray[np.int64], level: float, model: str
) -> Fit:
    """The coefficients where they belong; those that follow from others are None, whichever was left out."""
    first = 1 if model == "logit" else 0
    own = slice(first, first + len(columns))
    made = np.full((5, len(empty.why)), np.nan)
    made[:, columns] = np.array([found.params, found.bse, found.pvalues, *found.conf_int(alpha=level).T])[:, own]
    estimate, error, p, low, high = np.where(known, made, np.nan)
    why = tuple("" if j in columns and known[j] else reason for j, reason in enumerate(empty.why))
    shares = np.bincount(codes) / len(codes)
    null = float((np.bincount(codes) * np.log(shares)).sum())
    llf = float(found.llf)
    result = Fit(estimate, error, p, low, high, why, np.empty(0), r2=1 - llf / null, llf=llf)
    if model == "logit":
        return replace(result, const=float(found.params[0]))
    raw = found.params[len(columns) :]
    cuts = found.model.transform_threshold_params(found.params)[1:-1]
    return replace(result, cuts=tuple(map(float, cuts)), cut_params=tuple(map(float, raw)))
