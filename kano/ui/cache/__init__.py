"""What is kept between reruns. The only folder that caches; everything a user uploaded is his session's alone."""

from __future__ import annotations

from kano.ui.cache.bundles import bundle
from kano.ui.cache.drift import dated, drifted
from kano.ui.cache.files import following, items_proposal, made, mended, pairs, proposal, table, template, top
from kano.ui.cache.keys import called, identity
from kano.ui.cache.offers import offers
from kano.ui.cache.order import ordered
from kano.ui.cache.portfolio import planned
from kano.ui.cache.results import (
    comparison,
    groups,
    needed,
    ratings,
    report,
    rounds,
    screening,
    service,
    splits,
    trusted,
)
from kano.ui.cache.rooms import ahead, live, standing, wall

__all__ = [
    "ahead",
    "bundle",
    "called",
    "comparison",
    "dated",
    "drifted",
    "following",
    "groups",
    "identity",
    "items_proposal",
    "live",
    "made",
    "mended",
    "needed",
    "offers",
    "ordered",
    "pairs",
    "planned",
    "proposal",
    "ratings",
    "report",
    "rounds",
    "screening",
    "service",
    "splits",
    "standing",
    "table",
    "template",
    "top",
    "trusted",
    "wall",
]
