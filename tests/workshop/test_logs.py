"""No secret reaches a log; without the defence every one of them does."""

import io
import logging
import re
import secrets
import threading
import uuid
from contextlib import suppress

import pytest

from kano.workshop import tokens
from kano.workshop.logs import redact_logs, redacted

ROOM, PHONE, SESSION, CODE = tokens.room_secret(), tokens.participant_secret(), str(uuid.uuid4()), tokens.new_code()
PASSWORD = "Pa55-w.rd"
SECRETS = {
    "a room's secret": (ROOM, f"room {ROOM} opened"),
    "a room's secret in an address": (ROOM, f"GET /f/{ROOM}?next=1 HTTP/1.1"),
    "a room's secret after a name": (ROOM, f"room_{ROOM}"),
    "a phone's secret": (PHONE, f"kano={PHONE}; Path=/"),
    "a session": (SESSION, f"Session with id {SESSION} is already connected"),
    "a session in an address": (SESSION, f"PUT /_stcore/upload_file/{SESSION}/1"),
    "a join code": (CODE, f"GET /j/{CODE} 404"),
    "a join code in small letters": (CODE.lower(), f"('/j/{CODE.lower()}', 404)"),
    "what a QR code adds": ("Qk3", f"/j/{CODE}?k=Qk3"),
    "a password": (PASSWORD, f"cannot reach postgresql+psycopg://kano:{PASSWORD}@db:5432/kano"),
    "a password with odd signs": ("s/e@c:r", "postgres://kano:s/e@c:r@db/kano is down"),
    "a password without a name": (PASSWORD, f"redis://:{PASSWORD}@cache"),
    "a name that is a password": (PASSWORD, f"https://{PASSWORD}@git.example/x"),
    "a cookie": ("c0okie", "Cookie: theme=dark; other=c0okie"),
    "a cookie of a server": ("c0okie", 'Set-Cookie: other="c0okie"; HttpOnly'),
    "a cookie among headers": ("c0okie", "[(b'host', b'x'), (b'cookie', b'other=c0okie; a=b')]"),
    "a cookie in a dictionary": ("c0okie", '{"cookie": "other=\\"a\\"; x=c0okie", "host": "x"}'),
    "Streamlit's own cookie": ("2|ab|cd|17", "_streamlit_xsrf=2|ab|cd|17 was wrong"),
}
INNOCENT = [
    "page results failed",
    "Rejecting WebSocket connection: origin=http://localhost:8501, host=localhost:8501",
    "http://localhost:8501/x?mail=a@b.example",
    "see https://docs.example/page",
    "  File kano/workshop/gate.py, line 12, in test_the_sample_fits_every_screen_and_reaches_nothing_outside",
    "/media/8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c92.csv",
    "A_CONSTANT_WITH_A_NAME_THAT_IS_QUITE_LONG = 1",
    "the cookie, a biscuit: it was eaten",
    "SELECT code FROM room WHERE id = ?",
]


@pytest.fixture
def log():
    """A logger, what it has written, and the old state afterwards."""
    before = logging.getLogRecordFactory()
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logger = logging.getLogger("somebody.elses")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, written
    logger.removeHandler(handler)
    logger.propagate = True
    logging.setLogRecordFactory(before)


def fail(text):
    raise ValueError(text)


def as_message(logger, text):
    logger.warning(text)


def as_argument(logger, text):
    logger.warning("%s happened %d times", text, 3)


def as_named_argument(logger, text):
    logger.warning("%(what)s happened", {"what": text})


def as_object(logger, text):
    logger.warning("%s and %r", ValueError(text), [text.encode()])


def as_exception(logger, text):
    logger.error(ValueError(text))


def in_a_traceback(logger, text):
    try:
        fail(text)
    except ValueError:
        logger.exception("it failed")


def in_the_cause_of_a_traceback(logger, text):
    try:
        try:
            fail(text)
        except ValueError as problem:
            raise KeyError("other") from problem
    except KeyError:
        logger.exception("it failed")


def with_too_few_arguments(logger, text):
    with suppress(TypeError):  # what pytest's own handler does with it
        logger.warning("%s %s", text)


WAYS = [
    as_message,
    as_argument,
    as_named_argument,
    as_object,
    as_exception,
    in_a_traceback,
    in_the_cause_of_a_traceback,
    with_too_few_arguments,
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_written_without_the_defence_and_not_with_it(log, capsys, way, secret):
    (logger, written), (hidden, text) = log, SECRETS[secret]
    way(logger, text)
    assert plain(hidden) in plain(written.getvalue() + capsys.readouterr().err)
    written.truncate(0)
    redact_logs()
    way(logger, text)
    told = written.getvalue() + capsys.readouterr().err
    assert plain(hidden) not in plain(told)
    assert "***" in told


def plain(text):
    return text.replace("\\", "")


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_no_secret_stays(log, text):
    logger, written = log
    redact_logs()
    logger.warning("%s", text)
    assert written.getvalue() == text + "\n"


def test_a_split_secret_is_found_in_the_whole_message(log):
    logger, written = log
    redact_logs()
    logger.warning("postgres://%s:%s@db", "kano", PASSWORD)
    logger.warning("/j/%s and %d", CODE, 5)
    assert written.getvalue() == "postgres://***@db\n/j/*** and 5\n"


def test_arguments_are_kept_for_handlers_that_read_them(log):
    """uvicorn's access log takes five of them apart."""
    logger, _ = log
    redact_logs()
    row = ("127.0.0.1:5", "GET", f"/f/{ROOM}", "1.1", 200)
    record = logger.makeRecord("uvicorn.access", logging.INFO, "f", 1, '%s - "%s %s HTTP/%s" %d', row, None)
    assert record.args == ("127.0.0.1:5", "GET", "/f/***", "1.1", 200)


def test_an_innocent_traceback_keeps_its_exception(log):
    logger, written = log
    redact_logs()
    in_a_traceback(logger, "nothing to hide")
    assert "ValueError: nothing to hide" in written.getvalue()


def test_every_logger_of_every_thread_is_cleaned_and_twice_is_as_once(log):
    _, written = log
    redact_logs()
    once = logging.getLogRecordFactory()
    redact_logs()
    assert logging.getLogRecordFactory() is once
    late = logging.getLogger("somebody.elses.later")
    thread = threading.Thread(target=late.warning, args=("%s", ROOM))
    thread.start()
    thread.join()
    assert written.getvalue() == "***\n"
    assert redacted(redacted(ROOM)) == redacted(ROOM)


def test_hardly_any_token_is_missed():
    """A token without small or without capital letters would stay: (38/64) ** 32 is one in 17 million."""
    made = [secrets.token_urlsafe(size) for size in (24, 32) for _ in range(20_000)]
    assert {len(token) for token in made} == {32, 43}
    assert {redacted(f"token={token}.") for token in made} == {"token=***."}


@pytest.mark.timeout(10)
def test_a_long_message_takes_no_long_time():
    for text in ("a" * 200_000, "://" * 50_000, "cookie=" * 30_000, "a-" * 100_000, "://a:" * 40_000):
        redacted(text)
    assert re.search(r"\*\*\*", redacted("x" * 100_000 + "/j/ABCDEFG"))
