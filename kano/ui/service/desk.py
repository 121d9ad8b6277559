"""What every view of the Service quality page works on."""

from __future__ import annotations

from dataclasses import dataclass

from kano.charts import Look
from kano.errors import Finding
from kano.i18n import Translate
from kano.readers import Table
from kano.service.quality import ServiceQuality
from kano.ui.state import State


@dataclass(frozen=True, eq=False)
class Desk:
    """The file, its gaps, and what reading it changed."""

    kept: State
    table: Table
    result: ServiceQuality
    said: tuple[Finding, ...]
    look: Look
    t: Translate
