"""Files that people edit and present."""

from __future__ import annotations

from kano.ui import exporting
from kano.ui.decided import with_decisions
from kano.ui.parts import guarded, needs_study, page


def build() -> None:
    kept, t = page("export")
    study = needs_study(kept)
    report = with_decisions(exporting.report_of(kept, study), kept, study)
    exporting.files(report, exporting.cover(report, t), kept)
    exporting.mapping(study, t)


guarded(build)
