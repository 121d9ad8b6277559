"""What ratings say, as stories for files that people present and edit."""

from __future__ import annotations

from kano.reports.rated.drivers import drivers_told
from kano.reports.rated.gaps import gaps_told

__all__ = ["drivers_told", "gaps_told"]
