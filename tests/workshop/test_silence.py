"""The served app calls nobody outside, and its log holds no secret, no answer and no code."""

import http.client
import json
import random
import re
import urllib.error
import urllib.request

import pytest

from kano.questionnaire import load
from kano.workshop.host import make_host
from kano.workshop.rights import Role
from kano.workshop.room import Options, Place
from tests.phone import Phone, run
from tests.serving import serve

LISTENER = """
import json, os, sys

def heard(event, args):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        where = args[1] if event != "socket.getaddrinfo" else args
        host = where[0] if isinstance(where, tuple) else where
        if isinstance(host, str):
            with open(os.environ["HEARD"], "a") as file:
                file.write(json.dumps([event, host]) + "\\n")

sys.addaudithook(heard)
import socket
socket.getaddrinfo("localhost", None)
"""
NEAR = re.compile(r"127\.0\.0\.1|::1?|localhost|0\.0\.0\.0|10\.255\.255\.255|")
REASON = "Canary-reason-of-a-participant"


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A server that was joined, answered, asked wrongly and asked from elsewhere: (log, calls, what is secret)."""
    folder = tmp_path_factory.mktemp("silence")
    (folder / "sitecustomize.py").write_text(LISTENER)
    log, heard, url = folder / "log", folder / "heard", f"sqlite:///{folder / 'workshop.db'}"
    host = make_host(url, lambda: 1_800_000_000.0)
    opened = host.service.open_room(load("hotpot"), Options(segments=Place.NONE))
    host.service.move(host.service.enter(opened.room.id, opened.control, Role.FACILITATOR), "start")
    spoken = {"PYTHONPATH": str(folder), "HEARD": str(heard), "STREAMLIT_SERVER_COOKIE_SECRET": "canary-cookie" * 4}
    spoken["STREAMLIT_LOGGER_LEVEL"] = "debug"
    with log.open("w") as file, serve(url, log=file, **spoken) as (address, _):
        phone = Phone(int(address.rsplit(":", 1)[1]), opened.room.code, opened.room.key, random.Random(1))
        run(used(phone))
        for path in (f"/f#{opened.control}", "/j/AAAAAAA", f"/export/{opened.room.id}/round1-answers.csv", "/nowhere"):
            ask(address + path)
        visit(address)
        ask(address + "/_stcore/stream", {"Origin": "https://evil.example"})
        ask(address + "/f", {"Origin": address}, f"link=f.{opened.room.id}.{opened.control}".encode())
    host.database.close()
    secrets = [opened.control, opened.view, phone.secret, opened.room.key, opened.room.code, REASON, "canary-cookie"]
    return log.read_text(), [json.loads(line) for line in heard.read_text().splitlines()], secrets


async def used(phone):
    await phone.join()
    await phone.answer(1)
    said = {"screen": "f2", "key": "tab:2", "round": "1", "functional": "9", "dysfunctional": "1", "why": REASON}
    await phone.post(f"/j/{phone.code}/a", said, "application/json")


def ask(url, headers=None, data=None):
    try:
        urllib.request.urlopen(urllib.request.Request(url, data, headers or {}), timeout=10).close()
    except urllib.error.HTTPError as refused:
        refused.close()


def visit(address):
    """Open a page's websocket, as a browser does: Streamlit notes its session in the log."""
    line = http.client.HTTPConnection(address.partition("://")[2], timeout=10)
    asked = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Origin": address}
    asked |= {"Sec-WebSocket-Key": "a2Fuby1rYW5vLWthbm8tMQ==", "Sec-WebSocket-Protocol": "streamlit"}
    line.request("GET", "/_stcore/stream", headers=asked)
    assert line.getresponse().status == 101
    line.close()


def test_nobody_outside_is_called(lived):
    _, calls, _ = lived
    assert [call for call in calls if not NEAR.fullmatch(call[1])] == []


def test_the_listener_hears_what_is_called(lived):
    """It looks up this machine when it starts; else the test above could not fail."""
    assert ["socket.getaddrinfo", "localhost"] in lived[1]


def test_the_log_holds_no_secret_no_answer_and_no_code(lived):
    log, _, secrets = lived
    assert log
    assert [secret for secret in secrets if secret in log] == []
    assert "AppSession initialized (id=***)" in log
    assert re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", log) == []
