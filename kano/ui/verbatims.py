"""What people wrote about a feature: their words as they are, by the category of their answers, and nobody's number."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from kano.answers import Category
from kano.counts import Segment
from kano.errors import KanoError
from kano.reports import Report
from kano.text import markdown
from kano.ui.telling import coloured
from kano.verbatims import NO_PAIR, Quotes, Verbatims

MOST = 200
"""Different texts of a group that a page shows."""

LOW, HEIGHT = 8, 320
"""So many different texts stand openly; more of them stand in a box of so many pixels."""


def own_words(report: Report, segment: Segment, feature: str) -> None:
    """The texts about one feature; nothing where nobody wrote any."""
    t = report.t
    found = _found(report, segment)
    groups = found.of(feature) if found else ()
    notes = [finding.text(t) for finding in found.findings if finding.feature is None] if found else []
    if not found or not (groups or found.unshown.get(feature)):
        return
    st.markdown(f"**{t('ui.verbatims.title')}**")
    if found.conventions["grouped_by"]:
        st.caption(t("ui.verbatims.about"))
    elif groups and not st.toggle(t("ui.verbatims.show"), key=f"reasons_{feature}"):
        groups = ()
    for quotes in groups:
        _group(quotes, report)
    for note in notes:
        st.caption(markdown(note))


def _found(report: Report, segment: Segment) -> Verbatims | None:
    """What is to be shown; nothing where nobody was asked, or too few people are left to tell of."""
    try:
        return report.study.verbatims(report.result.settings, report.result.counts.by, segment)
    except KanoError:
        return None


def _group(quotes: Quotes, report: Report) -> None:
    t, texts = report.t, Counter(quotes.texts)
    st.markdown(f"{_called(quotes, report)} &nbsp; :small[:gray[{markdown(quotes.counted(t))}]]")
    if len(quotes.kinds) > 1:
        st.caption(t("ui.verbatims.together", least=report.result.settings.least))
    shown = [*texts.items()][:MOST]
    with st.container(height=HEIGHT if len(shown) > LOW else "content", border=len(shown) > LOW):
        st.markdown("\n".join(f"- {markdown(text)}{f' ×{n}' if n > 1 else ''}" for text, n in shown))
    if len(texts) > MOST:
        st.caption(t("ui.verbatims.more", n=len(texts) - MOST))


def _called(quotes: Quotes, report: Report) -> str:
    """The categories in the colours and shapes of the charts."""
    if not quotes.kinds or NO_PAIR in quotes.kinds:
        return f"**{markdown(quotes.called(report.t))}**"
    return " + ".join(coloured(Category(kind), report.t) for kind in quotes.kinds)
