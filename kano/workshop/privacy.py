"""What leaves a room tells of groups of five people or more, never of fewer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kano.workshop.room import LEAST

Codes = npt.NDArray[np.int64]


def hide_small(options: Codes, answered: npt.NDArray[np.bool_], within: Codes | None = None) -> Codes:
    """The same options (N,), 0 where they would single people out.

    `answered` (N, F) says who answered which feature, because a group counts only where it answered: its size is
    the least number of its people in a feature that any of them answered. Options of groups under five become 0;
    where those that are 0 would be fewer than five themselves, the next smallest group joins them, so that they
    cannot be found as what the others leave of the total. `within` (N,) are groups inside which this holds.
    """
    shown = options.copy()
    for group in np.unique(within) if within is not None else (None,):
        inside = np.ones(len(options), dtype=bool) if group is None else within == group
        shown[inside] = _hidden(options[inside], answered[inside])
    return shown


def hide_together(profiles: Sequence[Codes], answered: npt.NDArray[np.bool_]) -> list[Codes]:
    """Several questions about the same people: every combination that stays is that of five or more."""
    group = np.zeros(len(answered), dtype=np.int64)
    shown = []
    for options in profiles:
        shown.append(hide_small(options, answered, group))
        _, group = np.unique(np.stack([group, shown[-1]]), axis=1, return_inverse=True)
    return shown


def _hidden(options: Codes, answered: npt.NDArray[np.bool_]) -> Codes:
    sizes = {int(option): _size(answered[options == option]) for option in np.unique(options)}
    hidden = {option for option, size in sizes.items() if size < LEAST} | ({0} & sizes.keys())
    rest = sorted((option for option in sizes if option not in hidden), key=lambda option: (sizes[option], option))
    while hidden and rest and _size(answered[np.isin(options, list(hidden))]) < LEAST:
        hidden.add(rest.pop(0))
    return np.where(np.isin(options, list(hidden)), 0, options)


def _size(answered: npt.NDArray[np.bool_]) -> int:
    """The least number of people in a feature that any of the group answered."""
    per_feature = answered.sum(axis=0)
    return int(per_feature[per_feature > 0].min(initial=len(answered)))
