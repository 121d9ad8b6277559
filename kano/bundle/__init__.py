"""A study without its people, as one JSON file: opened again, it gives the same numbers."""

from __future__ import annotations

from kano.readers.bundles import ANY, is_bundle

__all__ = ["ANY", "COUNTS", "SCHEMA", "is_bundle"]

SCHEMA = f"{ANY}1"
COUNTS = "kano.counts/1"
"""Of a file of counts to which more can be added."""
