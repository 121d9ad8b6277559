"""What first, and why? (being written by the helper "order"; see kano/ui/ordering)"""

from __future__ import annotations

from kano.ui.parts import guarded, needs_study, page


def build() -> None:
    kept, _ = page("order")
    needs_study(kept)


guarded(build)
