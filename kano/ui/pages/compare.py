"""What differs from the other survey? Two waves, or the team beside its customers."""

from __future__ import annotations

from kano.ui import comparing
from kano.ui.parts import guarded, look, needs_study, page


def build() -> None:
    kept, t = page("compare")
    study = needs_study(kept)
    comparing.aside(kept, study, t)
    if kept.other is None or comparing.is_open(kept.other, study):
        return
    pair = comparing.choose(kept, kept.other, study, t)
    if pair is None:
        return
    result = comparing.found(kept, pair, t)
    if result is not None:
        names = {**kept.other.study.labels(kept.lang), **study.labels(kept.lang)}
        comparing.show(*result, pair, look(labels=names))


guarded(build)
