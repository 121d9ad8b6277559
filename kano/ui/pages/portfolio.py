"""Stub of a page that is being built."""

from __future__ import annotations

from kano.ui.parts import guarded, needs_study, page


def build() -> None:
    kept, _ = page("portfolio")
    needs_study(kept)


guarded(build)
