"""Secrets do not reach a log: whatever any logger of the process writes is cleaned before a handler has it.

The log is read by more people than the workshop, is copied into reports of faults, and lives longer than a room.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

GONE = "***"

_RULES = (
    # Who logs in, in an address: everything before the @; also when the password has a slash in it.
    (re.compile(r"(://)(?:[^\s/?#\"'<>@]*@|[^\s/?#:@]*:(?!\d+(?:[/?#]|$))[^\s\"'<>]{1,200}@)"), rf"\1{GONE}@"),
    # Cookies: as a header, as a pair of strings or bytes, and Streamlit's own wherever they stand.
    (re.compile(r"(\bcookie[\"']?\s*[:=,]\s*b?)([\"'])(?:\\+.|(?!\2)[^\\\r\n])*", re.I), rf"\1\2{GONE}"),
    (re.compile(r"(\bcookie\s*[:=]\s*)[^\s=;,\"']+=[^\r\n]*", re.I), rf"\1{GONE}"),
    (re.compile(r"(\b_streamlit_\w+=)[^\s;,]+"), rf"\1{GONE}"),
    # Join codes, and what a QR code adds to them.
    (re.compile(r"(/j/)[^\s\"'<>)\],]+"), rf"\1{GONE}"),
    # Streamlit's session ids: whoever names one is taken for its owner.
    (re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I), GONE),
    # Tokens: 32 signs and more, with small and capital letters. One of 192 bits in ten million lacks either; names of
    # functions and digests always do.
    (re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{32,}", re.ASCII), GONE),
)


def redacted(text: str) -> str:
    """A text without passwords in addresses, cookies, join codes, session ids and tokens."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


def redact_logs() -> None:
    """Clean every record of every logger of this process from now on; calling it again changes nothing.

    What a call adds by `extra=` is set after the factory and stays as it is: put no secret there.
    """
    make = logging.getLogRecordFactory()
    if not hasattr(make, "redacts"):
        logging.setLogRecordFactory(_Redacting(make))


class _Redacting:
    redacts = True

    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self._make = make

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        _clean_message(record)
        _clean_trace(record)
        return record


def _clean_message(record: logging.LogRecord) -> None:
    """Arguments are cleaned one by one, for handlers that read them; when that is not enough, they are left out."""
    try:
        text = record.getMessage()
    except Exception:  # a message that does not fit its arguments is logged whole, with them, by the handler
        record.msg, record.args = redacted(f"{record.msg} {record.args!r}"), None
        return
    if (clean := redacted(text)) == text:
        return
    record.args = _clean_args(record.args)
    try:
        enough = record.getMessage() == clean
    except Exception:  # an argument that was a number is a text now
        enough = False
    if not enough:
        record.msg, record.args = clean, None


def _clean_args(args: Any) -> Any:
    if isinstance(args, dict):
        return {key: _clean_value(value) for key, value in args.items()}
    return tuple(map(_clean_value, args)) if isinstance(args, tuple) else args


def _clean_value(value: object) -> object:
    text = str(value)
    clean = redacted(text)
    return value if clean == text else clean


def _clean_trace(record: logging.LogRecord) -> None:
    """A traceback with a secret is kept as cleaned text only, which formatters print instead of the exception."""
    if record.exc_info:
        text = logging.Formatter().formatException(record.exc_info)
        if (clean := redacted(text)) != text:
            record.exc_info, record.exc_text = None, clean
    if record.stack_info:
        record.stack_info = redacted(record.stack_info)
