"""YAML from users to plain data, after a look at what would exhaust the parser."""

from __future__ import annotations

from typing import Any

import yaml

DEEPEST = 20
"""Nesting that no file of ours comes near."""


def load(text: str) -> Any:
    """Plain data. Raises YAMLError, also for a bad date or number, deep nesting and aliases (which multiply)."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) and deep nesting are not read")
    try:
        return yaml.load(text, Loader=loader)
    except ValueError as problem:
        raise yaml.YAMLError(str(problem)) from problem
