"""What a comparison of offers says, one question per view. Nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from kano import charts
from kano.charts import Look
from kano.decision.offer_words import describe, leader_text, pair_text, verdicts
from kano.decision.offers import OfferResult, OffersResult, SegmentOffers
from kano.i18n import Translate
from kano.readers.offers_file import read_drafts
from kano.reports.offers import called, opened
from kano.samples import sample_offers
from kano.study import Study
from kano.text import markdown
from kano.ui.parts import picture
from kano.ui.state import State

PAIRS = 15
"""Sentences about two offers that are shown at once: of six offers."""


@dataclass(frozen=True, eq=False)
class Desk:
    """A comparison, the segment that is shown, and how things are called."""

    result: OffersResult
    segment: SegmentOffers
    look: Look
    t: Translate

    def called(self, feature: str) -> str:
        return self.look.labels.get(feature, feature)

    def name(self, segment: SegmentOffers) -> str:
        return self.t("segment.everyone") if segment.segment is None else segment.segment or self.t("segment.blank")

    @property
    def note(self) -> str:
        """Who is compared."""
        each = self.segment
        if each.n is None:
            return self.name(each)
        return self.t("offers.compared", segment=self.name(each), n=each.n, all=each.people)


def which(desk: Desk) -> None:
    """What can be said as a whole, the balance of each offer, and every figure side by side."""
    st.markdown("\n".join(f"- {markdown(line)}" for line in verdicts(desk.segment, desk.t)))
    lines = [leader_text(leader, desk.segment, desk.t) for leader in desk.segment.leaders]
    picture(charts.offer_balance(desk.segment, desk.look, desk.note), "\n".join(lines), "offers_balance")
    st.markdown("\n".join(f"- {markdown(line)}" for line in lines))
    _figures(desk)


def parts(desk: Desk) -> None:
    """The features behind the sums."""
    alt = [
        f"{offer.offer}: {desk.called(part.feature)} {part.gain or 0:+.2f} {part.loss or 0:+.2f}"
        for offer in desk.segment.offers
        for part in offer.parts
    ]
    picture(charts.offer_parts(desk.segment, desk.look, desk.note), "\n".join(alt), "offers_parts")
    _numbers(desk)


def pairs(desk: Desk) -> None:
    """Every two offers: for how many which is better, and what is given and taken."""
    if not desk.segment.pairs:
        st.info(desk.t("ui.offers.no-people"), icon=":material/info:")
        return
    said = [pair_text(pair, desk.segment, desk.called, desk.t) for pair in desk.segment.pairs]
    picture(charts.offer_pairs(desk.segment, desk.look, desk.note), "\n".join(said[:PAIRS]), "offers_pairs")
    _numbers(desk)
    st.markdown("\n".join(f"- {markdown(line)}" for line in said[:PAIRS]))
    if said[PAIRS:]:
        with st.expander(desk.t("ui.offers.more-pairs", n=len(said) - PAIRS)):
            st.markdown("\n".join(f"- {markdown(line)}" for line in said[PAIRS:]))


def segments(desk: Desk) -> None:
    """Every segment beside everyone, and which offer is best on what in each."""
    if len(desk.result.segments) == 1:
        st.info(desk.t("ui.offers.no-segments"), icon=":material/info:")
        return
    shown = [each for each in desk.result.segments if not each.suppressed]
    alt = [f"{desk.name(s)}: {leader_text(leader, s, desk.t)}" for s in shown for leader in s.leaders]
    picture(charts.offers_by_segment(desk.result, desk.look, ""), "\n".join(alt), "offers_segments")
    st.caption(" · ".join(markdown(f"{i} {desk.name(s)}") for i, s in enumerate(desk.result.segments, start=1)))
    for each in desk.result.segments[1:]:
        if each.suppressed:
            st.markdown(f"**{markdown(desk.name(each))}**: {desk.t('segment.hidden')}")
            continue
        st.markdown(f"**{markdown(desk.name(each))}** ({each.n} / {each.people})" if each.n is not None else "")
        st.markdown("\n".join(f"- {markdown(leader_text(leader, each, desk.t))}" for leader in each.leaders))


VIEWS = {"which": which, "parts": parts, "pairs": pairs, "segments": segments}


def _numbers(desk: Desk) -> None:
    """What the numbers above narrow columns stand for."""
    st.caption(" · ".join(markdown(f"{i} {offer.offer}") for i, offer in enumerate(desk.segment.offers, start=1)))


def _figures(desk: Desk) -> None:
    t = desk.t
    rows = [_row(offer) for offer in desk.segment.offers]
    config: dict[str, Any] = {"offer": st.column_config.Column(t("offers.column-offer"), pinned=True)}
    for name in ("gain", "loss", "sum", "regret"):
        config[name] = st.column_config.NumberColumn(t(f"offers.column-{name}"), format="%+.2f")
    for name in ("basics", "contented", "favourite"):
        config[name] = st.column_config.NumberColumn(t(f"offers.column-{name}"), format="%.0f%%")
    config["cost"] = st.column_config.NumberColumn(t("offers.column-cost"), format="%g")
    st.dataframe(rows, hide_index=True, width="stretch", column_config=config)


def _row(offer: OfferResult) -> dict[str, Any]:
    row: dict[str, Any] = {"offer": offer.offer, "gain": offer.gain.estimate, "loss": offer.loss.estimate}
    row |= {"sum": offer.satisfaction.estimate, "regret": offer.regret.estimate}
    for name, share in (("basics", offer.basics), ("contented", offer.contented), ("favourite", offer.favourite)):
        row[name] = None if share.estimate is None else 100 * share.estimate
    return {**row, "cost": offer.cost}


def conventions(desk: Desk) -> None:
    """How it was found."""
    with st.expander(desk.t("ui.offers.conventions"), icon=":material/rule:"):
        for what, how in describe(desk.result.conventions, desk.t):
            st.markdown(f"**{what}**: {markdown(how)}")


def sample(kept: State, study: Study, desk: Desk) -> None:
    """Why the sample comes out as it does, as long as its offers are those that came with it."""
    file = sample_offers(study, kept.lang)
    if file is None:
        return
    own = read_drafts(opened(file.read_bytes(), file.name, desk.t), called(study))
    if [dict(offer.levels) for offer in own] != [dict(offer.levels) for offer in desk.result.offers]:
        return
    with st.container(border=True):
        st.markdown(f"##### {desk.t('ui.offers.story')}")
        for part in ("wishes", "basics", "people", "never"):
            st.markdown(desk.t(f"ui.offers.story-{part}"))
