"""Codes that people type, secrets that browsers keep, and the digests that the store keeps instead of them."""

from __future__ import annotations

import hmac
import re
import secrets
from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKMNPQRTVWXY"
"""28 signs that are not taken for one another, by eye or by ear."""
CODE_LENGTH = 7

_PARTICIPANT = re.compile(r"[A-Za-z0-9_-]{32}")


def new_code() -> str:
    """A join code: 28^7 = 1.3e10 of them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def typed_code(text: str) -> str:
    """What somebody typed, as a code would be written: without spaces, hyphens and whatever else is in no code."""
    return re.sub("[^0-9A-Z]", "", text.upper())[: CODE_LENGTH + 1]


def room_id() -> str:
    """The name of a room in addresses and tables; not a secret, and not guessed either (96 bits)."""
    return secrets.token_urlsafe(12)


def link_key() -> str:
    """What a QR code knows beyond the join code (128 bits), so that its readers are never taken for guessers."""
    return secrets.token_urlsafe(16)


def participant_secret() -> str:
    """What a phone keeps: 192 bits."""
    return secrets.token_urlsafe(24)


def is_participant_secret(text: str) -> bool:
    return bool(_PARTICIPANT.fullmatch(text))


def room_secret() -> str:
    """What controls a room, or shows it: 256 bits."""
    return secrets.token_urlsafe(32)


def person() -> int:
    """A participant's number: random, so that an order by number is no order of arrival."""
    return secrets.randbits(62)


def digest(secret: str) -> str:
    """What the store keeps of a secret of 192 bits or more; nothing shorter is ever kept. Any text has a digest."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def same(secret: str, kept: str) -> bool:
    """Whether a secret is the one that was kept, in a time that tells nothing."""
    return hmac.compare_digest(digest(secret), kept)
