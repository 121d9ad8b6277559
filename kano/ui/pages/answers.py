"""From a file to a study: left what was found, right what it will be; what is open on top, and nothing guessed."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from kano.bundle import is_bundle
from kano.errors import KanoError
from kano.readers import Layout
from kano.ui import bundles, cache, confirm, counted, importing
from kano.ui.columns import columns
from kano.ui.deciding import cards, settled
from kano.ui.desk import Desk
from kano.ui.leaving import left_out
from kano.ui.meanings import answers
from kano.ui.parts import KINDS, guarded, page
from kano.ui.reasons import own_words
from kano.ui.state import Upload, value_of


def build() -> None:
    kept, t = page("answers")
    label: Literal["collapsed", "visible"] = "collapsed" if kept.upload or value_of("answers_file") else "visible"
    file = st.file_uploader(t("ui.answers.file"), type=KINDS, key="answers_file", label_visibility=label)
    if file is not None:
        kept.take(Upload(file.name, file.getvalue()))
    if kept.upload is None:
        st.caption(t("ui.answers.kinds"))
        return
    if is_bundle(kept.upload.data):
        bundles.show(kept, kept.upload, t)
        return
    reading = importing.attempt(kept, kept.upload)
    importing.head(kept, kept.upload, reading, t)
    if not isinstance(reading, KanoError):
        mended = cache.mended(reading.table, reading.proposal, kept.work)
        _work(Desk(kept, kept.upload, reading, mended, t))


def _work(desk: Desk) -> None:
    by, n = confirm.counts_options(desk)
    result = confirm.made(desk, by, n)
    if result is None:
        cards(desk)
    else:
        confirm.ready(desk, result)
    settled(desk)
    study = result[0] if isinstance(result, tuple) else None
    if study is not None:
        confirm.first_people(desk, study)
        counted.told_pairs(desk, study)
    own_words(desk)
    columns(desk)
    if desk.mapping.layout is not Layout.COUNTS and desk.mended.total:
        answers(desk)
    left_out(desk, study)
    confirm.end(desk, result)


guarded(build)
