"""A file of expectations and perceptions is opened: uploaded, or the sample; and how its bytes are read."""

from __future__ import annotations

import streamlit as st

from kano.errors import KanoError
from kano.i18n import Translate
from kano.readers import Table, items_file
from kano.readers.delimited import ENCODINGS
from kano.readers.doubts import about_reading
from kano.readers.table import Source
from kano.samples import FOLDER
from kano.text import markdown
from kano.ui import cache
from kano.ui.parts import KINDS
from kano.ui.state import State, Upload, value_of

SAMPLE, KEY = "servqual.csv", "service_file"
HEADERS = (1, 2, 3)


def file(kept: State, t: Translate) -> None:
    """The sample in one click, or a file."""
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    left.file_uploader(t("ui.gaps.upload"), type=KINDS, key=KEY, on_change=_uploaded, args=(kept,))
    right.button(t("ui.gaps.sample"), icon=":material/play_arrow:", width="stretch", on_click=_sample, args=(kept,))
    if kept.service_upload is None:
        st.caption(t("ui.gaps.kinds"))


def _uploaded(kept: State) -> None:
    found = value_of(KEY)
    if found is not None:
        kept.take_service(Upload(found.name, found.getvalue()))


def _sample(kept: State) -> None:
    """What the sample's items are is said by the file beside it."""
    kept.take_service(Upload(SAMPLE, (FOLDER / "ratings" / SAMPLE).read_bytes()))
    items = items_file.parse((FOLDER / "ratings" / "servqual-items.yaml").read_text(encoding="utf-8"), SAMPLE)
    kept.service.take(items)
    kept.service.confirm(items)


def table(kept: State, upload: Upload, t: Translate) -> Table | None:
    """The file as columns; None while only the user knows how it is read. Raises KanoError."""
    left, right = st.columns([3, 1], vertical_alignment="center")
    with right.popover(t("ui.answers.differently"), icon=":material/tune:", width="stretch"):
        source = _source(kept, upload)
        for name, options in _otherwise(source).items():
            _pick(kept, name, [None, *options], source.skip_rows if source else 0, t)
    how = kept.service.how.of(None)
    found = cache.table(upload, how)
    left.markdown(f"**{markdown(upload.name)}** &nbsp; :gray-badge[{t('ui.badge.people', n=len(found))}]")
    asked = about_reading(found, how)
    for question in asked:
        st.warning(markdown(question.text(t)), icon=":material/help:")
    if asked:
        st.info(t("ui.gaps.reading"), icon=":material/tune:")
    return None if asked else found


def _otherwise(source: Source | None) -> dict[str, list[object]]:
    """What may be said about reading the file."""
    sheets = sorted({*filter(None, [source.sheet]), *source.other_sheets}) if source else []
    more: dict[str, list[object]] = {"sheet": [*sheets]} if sheets else {"encoding": [*sorted(set(ENCODINGS.values()))]}
    return {**more, "header_rows": [*HEADERS]}


def _source(kept: State, upload: Upload) -> Source | None:
    try:
        return cache.table(upload, kept.service.how.of(None)).source
    except KanoError:
        return None


def _pick(kept: State, name: str, options: list[object], skipped: int, t: Translate) -> None:
    key, now = f"service_{name}_{kept.edition}", getattr(kept.service.how, name)
    st.selectbox(
        t(f"ui.how.{name}"),
        options,
        options.index(now) if now in options else 0,
        format_func=lambda option: t("ui.answers.found") if option is None else str(option),
        key=key,
        on_change=lambda: kept.act(_read, kept, name, value_of(key), skipped),
    )


def _read(kept: State, name: str, value: object, skipped: int) -> None:
    """Rows above the header stay above it."""
    kept.service.read(**{name: value}, **({"skip_rows": skipped} if name == "header_rows" else {}))
