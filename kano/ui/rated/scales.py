"""What counts as low and as high, the scales, and how many people are in the boxes then."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kano.drivers.impact import THRESHOLDS
from kano.i18n import Translate
from kano.ratings import Ratings
from kano.text import markdown
from kano.ui.state import State


def choose(kept: State, seen: Ratings | None, t: Translate) -> None:
    """Boxes and scales; what is left empty is what was seen, shown as such."""
    work = kept.rated
    overall = seen.of(seen.names[:1]) if seen is not None else None
    rated = seen.of(seen.names[1:]) if seen is not None else None
    left, right = st.columns(2)
    with right:
        work.scale = _scale("scale", work.scale, rated, kept, t)
        work.overall_scale = _scale("overall-scale", work.overall_scale, overall, kept, t)
    with left:
        rated = replace(rated, scale=work.scale) if rated is not None else None
        low, high = _ends("boxes", (work.settings.low, work.settings.high), rated, kept, t)
        work.settings = replace(work.settings, low=low, high=high)
        if rated is not None:
            _people(rated, low, high, t)
    _more(kept, t)


def _ends(
    name: str, now: tuple[float | None, float | None], seen: Ratings | None, kept: State, t: Translate
) -> tuple[float | None, float | None]:
    """Two numbers, either of which may be left to what was seen."""
    found = (seen.lowest, seen.highest) if seen is not None else (None, None)
    sides = zip(st.columns(2), ("low", "high"), now, found, strict=True)
    values = [
        place.number_input(
            t(f"ui.drivers.{name}-{side}"),
            value=value,
            step=1.0,
            format="%g",
            placeholder="-" if known is None else t("ui.drivers.seen", value=f"{known:g}"),
            key=f"rated_{name}_{side}_{kept.edition}",
        )
        for place, side, value, known in sides
    ]
    return values[0], values[1]


def _scale(
    name: str, now: tuple[float, float] | None, seen: Ratings | None, kept: State, t: Translate
) -> tuple[float, float] | None:
    """Both ends, or what was seen; half a scale is none, and that is said."""
    low, high = _ends(name, now or (None, None), seen, kept, t)
    if low is None and high is None:
        return None
    if low is None or high is None or low >= high:
        st.caption(f":red[{t('ui.drivers.scale-half')}]")
        return None
    return low, high


def _people(rated: Ratings, low: float | None, high: float | None, t: Translate) -> None:
    """The smallest low and the smallest high box, so that nobody chooses a box of three people unknowingly."""
    ends = (rated.lowest if low is None else low, rated.highest if high is None else high)
    if ends[0] is None or ends[1] is None:
        return
    for side, inside in (("low", rated.values <= ends[0]), ("high", rated.values >= ends[1])):
        people = inside.sum(axis=0)
        name = rated.names[int(people.argmin())]
        st.caption(markdown(t(f"ui.drivers.smallest-{side}", n=int(people.min()), attribute=name)))


def _more(kept: State, t: Translate) -> None:
    work = kept.rated
    with st.popover(t("ui.drivers.more"), icon=":material/tune:"):
        level = st.number_input(
            t("ui.drivers.level"), 0.001, 0.5, work.settings.level, 0.01, format="%g", key=f"rated_level_{kept.edition}"
        )
        st.caption(t("ui.drivers.thresholds"))
        mild, strong = work.settings.ia
        mild = st.number_input(t("ui.drivers.mild"), 0.0, 1.0, mild, 0.1, format="%g", key=f"rated_mild_{kept.edition}")
        strong = st.number_input(
            t("ui.drivers.strong"), 0.0, 1.0, strong, 0.1, format="%g", key=f"rated_strong_{kept.edition}"
        )
        ia = (mild, strong) if mild <= strong else THRESHOLDS
        work.settings = replace(work.settings, level=level, ia=ia)
