"""The upper part of the Answers page: the file in a line, what was recognised in it, and by whom it was confirmed."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from kano.errors import KanoError
from kano.i18n import Translate
from kano.questionnaire import templates
from kano.readers import Layout, Mapping, Table
from kano.readers.edits import completed
from kano.readers.known import fits, signature
from kano.readers.rows import left_out
from kano.readers.tools import TOOLS
from kano.text import markdown
from kano.ui import cache, differently, remembered
from kano.ui.desk import Reading
from kano.ui.differently import DRAFT, NONE, delimiter_name, encoding_name
from kano.ui.state import State, Upload
from kano.ui.work import Known, Work
from kano.workshop.hosts import LOCAL

ELSEWHERE = {f"took-{what}" for what in ("tool", "format", "preamble", "blank", "five", "recodes", "unfinished")}
ELSEWHERE |= {f"took-{what}" for what in ("segments", "dropped", "private", "rows-out")} | {
    "test-rows",
    "why-left-out",
    "why-unclear",
}
"""What of the assumptions the badges and the sections below say themselves."""


def local() -> bool:
    """Whether the browser is on this machine."""
    url = st.context.url
    return isinstance(url, str) and urlsplit(url).hostname in {name.strip("[]") for name in LOCAL}


def attempt(kept: State, upload: Upload) -> Reading | KanoError:
    """The file as the user wants it read, or why that cannot be."""
    if not kept.work.looked:
        kept.work.base, kept.work.looked = recognised(upload), True
    try:
        return _read(kept, upload)
    except KanoError as problem:
        return problem


def recognised(upload: Upload) -> Known | None:
    """The mapping that was confirmed for a file with the same columns, if it still says everything."""
    try:
        key = signature(cache.table(upload, Mapping()))
        found = remembered.recall(key, local())
        if found and fits(found[0], cache.table(upload, found[0])):
            return Known(found[0], "", key, found[1])
    except KanoError:
        pass
    return None


def remember(upload: Upload, mapping: Mapping) -> None:
    """Keep a confirmed mapping under what the next file of the same shape will be looked up by."""
    remembered.keep(signature(cache.table(upload, Mapping())), completed(mapping), local())


def _read(kept: State, upload: Upload) -> Reading:
    how, base = kept.work.how, kept.work.base
    table = cache.table(upload, how.of(base.mapping if base else None))
    if base:
        return Reading(table, cache.following(table, how.of(base.mapping)), kept.draft)
    named = how.asked in templates() or how.asked == DRAFT
    questionnaire = cache.template(how.asked) if how.asked in templates() else kept.draft
    questionnaire = None if how.asked == NONE else questionnaire
    proposal, stranger = cache.proposal(table, questionnaire, how.levels or 5, named)
    return Reading(table, proposal, questionnaire, stranger)


def head(kept: State, upload: Upload, reading: Reading | KanoError, t: Translate) -> None:
    """What was recognised, the file in a line, and the way to read it otherwise."""
    base, failed = kept.work.base, isinstance(reading, KanoError)
    if base and base.key:
        _recognised(kept, base, t)
    badges = "" if isinstance(reading, KanoError) else " ".join(_badges(reading, t))
    st.markdown(f"**{markdown(upload.name)}** &nbsp; {badges}")
    if isinstance(reading, KanoError):
        st.error(markdown(reading.text(t)), icon=":material/error:")
    key, source = f"differently_{upload.key}_{failed}", None if isinstance(reading, KanoError) else reading.table.source
    place = st.expander(t("ui.answers.differently"), failed, icon=":material/tune:", key=key, on_change="rerun")
    with place:
        differently.choices(kept, upload, source, bool(place.open), t)
    if isinstance(reading, Reading):
        for finding in reading.proposal.assumptions:
            if finding.code not in ELSEWHERE:
                st.markdown(f":small[:material/info: {markdown(finding.text(t))}]")
        if reading.stranger:
            st.warning(markdown(reading.stranger.text(t)), icon=":material/help:")


def _recognised(kept: State, base: Known, t: Translate) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":green[:material/verified:] {t('ui.answers.recognised', date=base.when)}", width="stretch")
        differently.afresh(kept, t, "afresh")
        st.button(t("ui.answers.forget"), icon=":material/delete:", on_click=_forget, args=(kept, base.key))


def _forget(kept: State, key: str) -> None:
    remembered.forget(key, local())
    kept.act(kept.replace_work, Work(looked=True))


def _badges(reading: Reading, t: Translate) -> list[str]:
    table, source, mapping = reading.table, reading.table.source, reading.proposal.mapping
    unit = "features" if mapping.layout in (Layout.COUNTS, Layout.PAIRS) else "people"
    said = [t(f"ui.badge.{unit}", n=people(table, mapping)), t("ui.badge.header-rows", n=source.header_rows)]
    said += [t("ui.badge.rows-above", n=source.skip_rows)] if source.skip_rows else []
    said += [encoding_name(source.encoding, t)] if source.encoding else []
    said += [delimiter_name(source.delimiter, t)] if source.delimiter else []
    said += [t("ui.badge.sheet", sheet=source.sheet)] if source.sheet else []
    tool = [f":blue-badge[{markdown(TOOLS[source.tool])}]"] if source.tool else []
    return [*tool, *(f":gray-badge[{markdown(text)}]" for text in said)]


def people(table: Table, mapping: Mapping) -> int:
    """How many respondents the file holds, or rows of counts."""
    if mapping.layout is Layout.LONG and "respondent" in mapping.columns:
        return len(table[mapping.columns["respondent"]].values)
    return len(table) - int(left_out(table, mapping).sum())
