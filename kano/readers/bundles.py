"""Whether a file is a bundle or a counts file, which is opened whole and not as a table."""

from __future__ import annotations

import re

ANY = "kano.bundle/"
"""How the schema of every version begins."""

_NAMED = re.compile(rb'"schema"\s*:\s*"kano\.(?:bundle|counts)/')


def is_bundle(data: bytes) -> bool:
    """Whether these bytes want to be a bundle or a counts file, of whatever version, whole or damaged."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and _NAMED.search(data) is not None
