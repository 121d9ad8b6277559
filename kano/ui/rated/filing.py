"""What drives satisfaction, as files to present."""

from __future__ import annotations

from functools import partial

from kano.drivers.rated import Rated
from kano.ui import presenting
from kano.ui.state import State


def files(rated: Rated, kept: State) -> None:
    from kano.reports.rated import drivers_told

    asked = rated.asked and (rated.asked.result.conventions, rated.asked.result.rows())
    of = repr((rated.source, rated.choice, asked, kept.lang))
    presenting.files(partial(drivers_told, rated, kept.lang), of, rated.source.name, kept)
