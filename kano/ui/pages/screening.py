"""To be written."""

from __future__ import annotations

from kano.ui.parts import guarded, page


def build() -> None:
    page("screening")


guarded(build)
