"""Which offer is best, and for whom? Offers are written, compared, and explained by their parts."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kano.decision.offers import Offers, OffersResult, SegmentOffers
from kano.i18n import Translate
from kano.study import Study
from kano.text import markdown
from kano.ui import cache
from kano.ui.offering import editing, results
from kano.ui.parts import guarded, look, needs_study, page, remarks
from kano.ui.state import State


def build() -> None:
    kept, t = page("offers")
    study = needs_study(kept)
    st.caption(markdown(study.source.name))
    offers = editing.write(kept, study, t)
    if offers is not None:
        st.divider()
        _show(kept, study, offers, t)


def _show(kept: State, study: Study, offers: Offers, t: Translate) -> None:
    by = _by(kept, study, t)
    table = kept.chosen[0] if kept.chosen[0] in study.tables else study.tables[0]
    found = cache.offers(study, offers, table, by)
    desk = results.Desk(found, found.everyone, look(study), t)
    remarks([replace(f, feature=desk.called(f.feature)) if f.feature else f for f in found.findings], t)
    if found.not_compared:
        names = t("offers.comma").join(markdown(desk.called(feature)) for feature in found.not_compared)
        st.caption(t("offers.not-compared", features=names))
    desk = replace(desk, segment=_segment(found, desk, t))
    chosen = st.segmented_control(
        t("ui.results.view"),
        list(results.VIEWS),
        default="which",
        required=True,
        format_func=lambda name: t(f"ui.offers.{name}"),
        label_visibility="collapsed",
        key="offers_view",
    )
    if desk.segment.suppressed:
        st.info(t("segment.hidden"), icon=":material/visibility_off:")
    else:
        results.VIEWS[chosen or "which"](desk)
    results.sample(kept, study, desk)
    results.conventions(desk)


def _by(kept: State, study: Study, t: Translate) -> str | None:
    """The question by which results are split: as on the page of the results, unless said otherwise here."""
    if not study.segments:
        return None
    now = kept.chosen[2] if kept.chosen[2] in study.segments else None
    options = [None, *study.segments]
    label, key = t("ui.offers.by"), f"offers_by_{study.source.sha256[:8]}"
    return st.selectbox(
        label, options, options.index(now), format_func=lambda name: name or t("segment.everyone"), key=key
    )


def _segment(found: OffersResult, desk: results.Desk, t: Translate) -> SegmentOffers:
    """Which segment is shown; not asked when there is one only."""
    names = [desk.name(each) for each in found.segments]
    if len(names) == 1:
        return found.everyone
    label, key = t("column.segment"), f"offers_at_{found.by}"
    return found.segments[st.selectbox(label, range(len(names)), format_func=names.__getitem__, key=key) or 0]


guarded(build)
