"""The gate: each defence refuses its attack, and the attack succeeds where that defence is left out."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import pytest
from streamlit import net_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kano.workshop.gate import LARGEST_BODY, RULES, Gate, known_host, open_path, own_socket, own_write
from kano.workshop.headers import Headers, merged, streamlit_page
from kano.workshop.hosts import hosts
from kano.workshop.process import silence_ip_lookup
from kano.workshop.uploads import MB, Allowance, Uploads

ROOT = Path(__file__).parents[2]
NEARBY = hosts({}, "kitchen.lan")
PUBLIC = hosts({"KANO_URL": "https://kano.example.org, http://192.0.2.7:8080/"}, "kitchen.lan")
HERE = "localhost:8501"
OURS = f"http://{HERE}"


@dataclass
class Stub:
    """An app that reads what it is sent and answers; `calls` is what reached it."""

    headers: dict[str, str] = field(default_factory=dict)
    reads: bool = True
    fails: bool = False
    calls: list[str] = field(default_factory=list)

    async def __call__(self, scope, receive, send):
        self.calls.append(scope["path"])
        if self.fails:
            raise RuntimeError("broken on purpose")
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        while self.reads and (await receive()).get("more_body"):
            pass
        own = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": own})
        await send({"type": "http.response.body", "body": b"ok"})


@dataclass(frozen=True)
class Told:
    status: int
    headers: dict[str, str]


def gate(app=None, at=NEARBY, sessions=10, headers=Headers(), **options):  # noqa: B008 - frozen
    return Gate(app or Stub(), at, sessions, headers=headers, **options)


def ask(gate, path="/", method="GET", socket=False, body=(b"",), **headers):
    return asyncio.run(asked(gate, path, method, socket, body, **headers))


async def asked(gate, path="/", method="GET", socket=False, body=(b"",), **headers):
    """One request; header names with `_`, a list for a header that comes more than once."""
    given = {"host": HERE, **headers}
    pairs = [
        (name.replace("_", "-").encode(), value.encode())
        for name, values in given.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    scope = {"type": "websocket" if socket else "http", "method": method, "path": path, "headers": pairs}
    scope["extensions"] = {"websocket.http.response": {}}
    chunks, sent = list(body), []

    async def receive():
        return {"type": "http.request", "body": chunks.pop(0), "more_body": bool(chunks)}

    async def send(message):
        sent.append(message)

    with suppress(RuntimeError):
        await gate(scope, receive, send)
    first = sent[0]
    heads = {name.decode(): value.decode() for name, value in first.get("headers", ())}
    return Told(101 if first["type"] == "websocket.accept" else first["status"], heads)


# --- rules, one by one: the attack is refused, and succeeds without the rule ---

ATTACKS = {
    "a name that was rebound to us": (known_host, 421, {"host": "evil.example:8501"}),
    "a rebound name that is its own origin": (
        known_host,
        421,
        {"socket": True, "host": "evil.example:8501", "origin": "http://evil.example:8501"},
    ),
    "no host": (known_host, 421, {"host": []}),
    "two hosts": (known_host, 421, {"host": [HERE, "evil.example"]}),
    "a host that is no host": (known_host, 421, {"host": "localhost:8501/../x"}),
    "a name that ends like ours": (known_host, 421, {"host": "evil-localhost"}),
    "a number that some read as an address": (known_host, 421, {"host": "2130706433"}),
    "another name than the public one": (known_host, 421, {"at": PUBLIC, "host": "kano.example.org.evil.example"}),
    "another port than the public one": (known_host, 421, {"at": PUBLIC, "host": "kano.example.org:8501"}),
    "an address beside the public one": (known_host, 421, {"at": PUBLIC, "host": "192.0.2.8:8080"}),
    "metrics": (open_path, 404, {"path": "/_stcore/metrics"}),
    "metrics under a base path": (open_path, 404, {"path": "/kano/_stcore/metrics"}),
    "the agent's door": (open_path, 404, {"path": "/_stcore/agent/interact"}),
    "the agent's other door": (open_path, 404, {"path": "/_stcore/agent/mcp", "method": "POST", "origin": OURS}),
    "the script check": (open_path, 404, {"path": "/_stcore/script-health-check"}),
    "a socket from another site": (own_socket, 403, {"socket": True, "origin": "https://evil.example"}),
    "a socket from nowhere": (own_socket, 403, {"socket": True}),
    "a socket from a page that hides itself": (own_socket, 403, {"socket": True, "origin": "null"}),
    "a socket from another program here": (own_socket, 403, {"socket": True, "origin": "http://localhost:9999"}),
    "a socket with two origins": (own_socket, 403, {"socket": True, "origin": [OURS, "https://evil.example"]}),
    "a socket from a file": (own_socket, 403, {"socket": True, "origin": "file://localhost:8501"}),
    "a socket from the public name without TLS": (
        own_socket,
        403,
        {"at": PUBLIC, "socket": True, "host": "kano.example.org", "origin": "http://kano.example.org"},
    ),
    "a form of another site": (own_write, 403, {"path": "/j", "method": "POST", "origin": "https://evil.example"}),
    "a form that hides itself": (own_write, 403, {"path": "/j", "method": "POST", "origin": "null"}),
    "a hidden form that the browser calls foreign": (
        own_write,
        403,
        {"path": "/f", "method": "POST", "origin": "null", "sec_fetch_site": "cross-site"},
    ),
    "a form of a neighbour without origin": (own_write, 403, {"method": "POST", "sec_fetch_site": "same-site"}),
    "a delete from another site": (own_write, 403, {"method": "DELETE", "origin": "http://localhost:9999"}),
    "a method nobody knows": (own_write, 403, {"method": "PROPFIND", "origin": "https://evil.example"}),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_before_the_app_sees_it_and_succeeds_without_its_rule(attack):
    rule, status, how = ATTACKS[attack]
    how = dict(how)
    at, app, bare = how.pop("at", NEARBY), Stub(), Stub()
    assert ask(gate(app, at), **how).status == status
    assert app.calls == []
    rest = tuple(other for other in RULES if other is not rule)
    assert ask(gate(bare, at, rules=rest), **how).status in {101, 200}
    assert len(bare.calls) == 1


HONEST = {
    "this machine": {},
    "this machine in IPv6": {"host": "[::1]:8501", "socket": True, "origin": "http://[::1]:8501"},
    "its address": {"host": "192.0.2.2:8501", "socket": True, "origin": "http://192.0.2.2:8501"},
    "its IPv6 address": {"host": "[2001:db8::2]"},
    "its name": {"host": "kitchen.lan:8501", "socket": True, "origin": "http://kitchen.lan:8501"},
    "its short name": {"host": "kitchen"},
    "its name among neighbours": {"host": "Kitchen.local:8501"},
    "our socket": {"socket": True, "origin": OURS},
    "our socket behind a proxy that took TLS off": {"host": "192.0.2.2", "socket": True, "origin": "https://192.0.2.2"},
    "the public socket": {
        "at": PUBLIC,
        "socket": True,
        "host": "kano.example.org",
        "origin": "https://kano.example.org",
    },
    "the public name with its port": {"at": PUBLIC, "host": "kano.example.org:443"},
    "the other public address": {"at": PUBLIC, "host": "192.0.2.7:8080"},
    "a health check": {"at": PUBLIC, "host": "127.0.0.1:8501", "path": "/_stcore/health"},
    "a link in a mail": {"path": "/j/ABCDEFG", "sec_fetch_site": "cross-site"},
    "our form": {"path": "/j", "method": "POST", "origin": OURS},
    "our form under no-referrer": {"method": "POST", "origin": "null", "sec_fetch_site": "same-origin"},
    "a program": {"method": "POST"},
}


@pytest.mark.parametrize("way", HONEST)
def test_honest_ways_are_open(way):
    how = dict(HONEST[way])
    assert ask(gate(at=how.pop("at", NEARBY)), **how).status in {101, 200}


@pytest.mark.parametrize("url", ["kano.example.org", "ftp://kano.example.org", "https://user@kano.example.org"])
def test_a_setting_that_is_no_address_stops_the_start(url):
    with pytest.raises(ValueError, match="KANO_URL"):
        hosts({"KANO_URL": url})


# --- bodies, uploads, sessions ---


@pytest.mark.parametrize("path", ["/j", "/f/settings", "/"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_large_body_is_refused_and_passes_without_the_bound(path, declared):
    chunks = [b"x" * 1000] * 17
    headers = {"content_length": "17000"} if declared else {}
    assert ask(gate(), path, "POST", body=chunks, **headers).status == 413
    assert ask(gate(), path, "POST", body=chunks[:16], content_length=str(16000)).status == 200
    assert ask(gate(largest_body=MB), path, "POST", body=chunks, **headers).status == 200
    assert LARGEST_BODY == 16 * 1024


def upload(gate, session="s", sizes=(10,), **headers):
    return ask(gate, f"/_stcore/upload_file/{session}/f", "PUT", body=[b"x" * size for size in sizes], **headers).status


FLOODS = {
    "files of one session": (Allowance(files=3), [("s", (1,))] * 4),
    "bytes of one session": (Allowance(size=100), [("s", (50,)), ("s", (50,)), ("s", (1,))]),
    "bytes that arrive in pieces": (Allowance(size=100), [("s", (40, 40)), ("s", (10, 10, 10))]),
    "files of all sessions": (Allowance(all_files=3), [(f"s{n}", (1,)) for n in range(4)]),
    "bytes of all sessions": (Allowance(all_size=100), [("a", (60,)), ("b", (40,)), ("c", (1,))]),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_uploads_is_refused_until_the_window_has_passed(flood):
    allowance, sent = FLOODS[flood]
    now = [0.0]
    dam = gate(uploads=Uploads(allowance, lambda: now[0]))
    assert [upload(dam, *one) for one in sent] == [200] * (len(sent) - 1) + [429]
    now[0] = allowance.seconds - 1
    assert upload(dam, *sent[-1]) == 429
    now[0] = allowance.seconds
    assert upload(dam, *sent[-1]) == 200
    assert [upload(gate(), *one) for one in sent] == [200] * len(sent)


def test_an_upload_that_declares_too_much_is_refused_unread():
    app = Stub(reads=False)
    dam = gate(app, uploads=Uploads(Allowance(size=100)))
    assert upload(dam, sizes=(1,), content_length="101") == 429


def test_what_is_in_memory_counts_when_it_is_told():
    held = [90]
    dam = gate(uploads=Uploads(Allowance(all_size=100), held=lambda: held[0]))
    assert upload(dam, content_length="11") == 429
    held[0] = 0
    assert upload(dam, content_length="11") == 200


def test_made_up_sessions_whose_files_nobody_reads_use_up_nothing_and_memory_is_bounded():
    uploads = Uploads(Allowance(all_files=5))
    refusing = gate(Stub(reads=False), uploads=uploads)
    assert {upload(refusing, f"made-up-{n}") for n in range(50)} == {200}
    assert len(uploads._recent) == 0
    for n in range(50):
        upload(gate(uploads=uploads), f"session-{n}")
    assert len(uploads._recent) == 5


def test_more_sockets_than_files_allow_are_refused_and_come_in_when_others_leave():
    async def crowd(sessions):
        leave = asyncio.Event()

        async def session(_scope, _receive, send):
            await send({"type": "websocket.accept"})
            await leave.wait()

        full = gate(session, sessions=sessions)
        inside = [asyncio.create_task(asked(full, socket=True, origin=OURS)) for _ in range(2)]
        await asyncio.sleep(0)
        third = asyncio.create_task(asked(full, socket=True, origin=OURS))
        await asyncio.sleep(0)
        leave.set()
        told = [await task for task in (*inside, third)]
        return [one.status for one in (*told, await asked(full, socket=True, origin=OURS))]

    assert asyncio.run(crowd(sessions=2)) == [101, 101, 503, 101]
    assert asyncio.run(crowd(sessions=3)) == [101, 101, 101, 101]


# --- headers ---


def test_every_answer_carries_the_headers_also_a_refusal_and_a_failure():
    answers = [
        ask(gate()),
        ask(gate(), "/_stcore/metrics"),
        ask(gate(), host="evil.example"),
        ask(gate(), socket=True, origin="https://evil.example"),
        ask(gate(Stub(fails=True))),
    ]
    assert [told.status for told in answers] == [200, 404, 421, 403, 500]
    for told in answers:
        assert "frame-ancestors 'none'" in told.headers["content-security-policy"]
        assert "unsafe-eval" not in told.headers["content-security-policy"]
        assert told.headers["x-content-type-options"] == "nosniff"
        assert told.headers["x-frame-options"] == "DENY"
        assert told.headers["referrer-policy"] == "same-origin"
        assert told.headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in told.headers["permissions-policy"]
        assert "evil" not in str(told.headers)
    assert ask(Stub()).headers == {}


def test_a_page_keeps_its_own_stricter_policy():
    strict = {"Content-Security-Policy": "default-src 'none'", "Referrer-Policy": "no-referrer"}
    told = ask(gate(Stub(headers=strict))).headers
    assert (told["content-security-policy"], told["referrer-policy"]) == ("default-src 'none'", "no-referrer")
    assert told["x-frame-options"] == "DENY"
    assert merged([(b"X-Frame-Options", b"DENY")], [(b"x-frame-options", b"SAMEORIGIN")]) == [
        (b"x-frame-options", b"DENY")
    ]


def test_the_policy_names_the_sockets_of_the_host_that_was_asked():
    assert "connect-src 'self' ws://localhost:8501 wss://localhost:8501;" in policy(HERE)
    assert "connect-src 'self';" in policy("[::1]:8501")
    assert "connect-src 'self';" in policy("evil.example")


def policy(host):
    return ask(gate(), host=host).headers["content-security-policy"]


def test_only_an_https_address_asks_for_https_and_files_are_not_kept():
    assert "strict-transport-security" in ask(gate(at=PUBLIC), host="kano.example.org").headers
    assert "strict-transport-security" not in ask(gate(at=PUBLIC), host="192.0.2.7:8080").headers
    assert "strict-transport-security" not in ask(gate(at=PUBLIC)).headers
    assert ask(gate(), "/media/1234.csv").headers["cache-control"] == "no-store"
    assert "cache-control" not in ask(gate(), "/static/media/font.woff2").headers


def test_the_one_inline_script_of_streamlits_page_may_run_and_no_other():
    page = '<!-- <script>a()</script> --><script src="x.js"></script><script type="module">\nrun()\n</script>'
    assert Headers.of_page(page).scripts == ("'sha256-X8AAKgaI44zC2JgsZRJ4adpbl777tdE6qoD0mpUQwV4='",)
    assert len(Headers.of_page(streamlit_page()).scripts) == 1
    assert "script-src 'self' 'sha256-" in ask(Gate(Stub(), NEARBY, 1)).headers["content-security-policy"]


# --- the process ---


def test_the_process_may_open_as_many_files_as_it_is_allowed_to():
    run = (
        "import resource as r; from kano.workshop.process import prepare_process as p;"
        "hard = r.getrlimit(r.RLIMIT_NOFILE)[1]; r.setrlimit(r.RLIMIT_NOFILE, (1024, hard));"
        "print((1024 - 500) // 4, p(4096), r.getrlimit(r.RLIMIT_NOFILE)[0], p(2048))"
    )
    out = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    before, after, files, again = map(int, out.split())
    assert (before, files) == (131, 4096)
    assert after == again == (4096 - 500) // 4


def test_streamlit_asks_nobody_for_our_address(monkeypatch):
    calls = []
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout=0: calls.append((url, timeout)))
    net_util.get_external_ip()
    assert len(calls) == 2
    silence_ip_lookup(net_util)
    assert net_util.get_external_ip() == "127.0.0.1"
    assert len(calls) == 2


# --- a real Streamlit: once behind the gate, once without ---

SESSIONS = 8
APP = """
import os, time
from pathlib import Path
import streamlit as st

if __name__ == "__main__":
    st.write("hello")
else:
    from starlette.middleware import Middleware
    from streamlit import net_util
    from kano.workshop.gate import Gate
    from kano.workshop.hosts import hosts
    from kano.workshop.uploads import MB, Allowance, Uploads

    def nobody_answers(url, timeout=1):
        with Path("asked.txt").open("a") as log:
            log.write(url + "\\n")
        time.sleep(timeout)

    net_util._make_blocking_http_get = nobody_answers
    uploads = Uploads(Allowance(files=5, size=2 * MB))
    wall = [Middleware(Gate, hosts=hosts(), sessions={sessions}, uploads=uploads)] if os.environ["GATE"] == "on" else []
    app = st.App(__file__, middleware=wall)
"""
OPTIONS = {
    "server.headless": "true",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "browser.serverAddress": "localhost",
}


@dataclass(frozen=True)
class Served:
    port: int
    folder: Path
    guarded: bool

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    @property
    def asked(self):
        log = self.folder / "asked.txt"
        return log.read_text().count("\n") if log.exists() else 0


@contextmanager
def serving(folder, guarded):
    (folder / "app.py").write_text(APP.replace("{sessions}", str(SESSIONS)))
    port = free_port()
    options = [part for name, value in OPTIONS.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GATE": "on" if guarded else "off", "KANO_URL": ""}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(f"http://localhost:{port}/_stcore/health")
            yield Served(port, folder, guarded)
        finally:
            server.terminate()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.2)
    raise TimeoutError(url)


@pytest.fixture(scope="module", params=[True, False], ids=["gate", "no gate"])
def served(request, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("served"), request.param) as server:
        yield server


def shake(server, origin=None, name="localhost"):
    """A websocket client under a name of its choice; the status when it is refused."""
    try:
        with opened(server, origin, name):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def opened(server, origin=None, name="localhost"):
    wire = socket.create_connection(("127.0.0.1", server.port))
    address = f"ws://{name}:{server.port}/_stcore/stream"
    return connect(address, origin=origin, sock=wire, subprotocols=["streamlit"], proxy=None)


def status(request):
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_a_real_client_comes_in_with_our_origin_only(served):
    assert shake(served, served.url) == 101
    assert shake(served, f"http://127.0.0.1:{served.port}", "127.0.0.1") == 101
    assert shake(served) == (403 if served.guarded else 101)
    assert shake(served, "http://localhost:9") == (403 if served.guarded else 101)
    rebound = f"http://evil.example:{served.port}"
    assert shake(served, rebound, "evil.example") == (421 if served.guarded else 101)


def test_sessions_beyond_what_fits_are_told_to_wait(served):
    with ExitStack() as room:
        told = [come(served, room) for _ in range(SESSIONS + 1)]
    assert told[0] == 101
    assert told[-1] == (503 if served.guarded else 101)
    assert 101 in (shake(served, served.url) for _ in range(100) if not time.sleep(0.05))


def come(server, room):
    try:
        room.enter_context(opened(server, server.url))
    except InvalidStatus as refused:
        return refused.response.status_code
    return 101


def test_metrics_are_not_there_and_pages_carry_the_headers(served):
    assert status(f"{served.url}/_stcore/metrics") == (404 if served.guarded else 200)
    with urllib.request.urlopen(served.url) as page:
        policy = page.headers["Content-Security-Policy"]
    assert bool(policy) == served.guarded
    if policy:
        assert f"wss://localhost:{served.port}" in policy


def session_of(client):
    hello = BackMsg()
    hello.rerun_script.query_string = ""
    client.send(hello.SerializeToString())
    while True:
        message = ForwardMsg.FromString(client.recv(timeout=20))
        if message.WhichOneof("type") == "new_session":
            return message.new_session.initialize.session_id


def put(server, session, name, size, token, origin=None):
    body = b'--B\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n' + b"x" * size + b"\r\n--B--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=B", "X-Xsrftoken": token}
    headers |= {"Cookie": f"_streamlit_xsrf={token}", "Origin": origin or server.url}
    with closing(HTTPConnection("localhost", server.port)) as connection:
        connection.request("PUT", f"/_stcore/upload_file/{session}/{name}", body, headers)
        return connection.getresponse().status


def test_an_upload_flood_of_a_real_session_is_stopped(served):
    with urllib.request.urlopen(f"{served.url}/_stcore/health") as answer:
        token = answer.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
    with opened(served, served.url) as client:
        session = session_of(client)
        assert put(served, session, "foreign", 10, token, "https://evil.example") == (403 if served.guarded else 204)
        sent = [put(served, session, f"f{n}", 1000, token) for n in range(8)]
    assert sent == ([204] * 5 + [429] * 3 if served.guarded else [204] * 8)


def test_too_many_bytes_of_a_real_session_are_stopped(served):
    with urllib.request.urlopen(f"{served.url}/_stcore/health") as answer:
        token = answer.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
    with opened(served, served.url) as client:
        session = session_of(client)
        sent = [put(served, session, f"f{n}", MB, token) for n in range(3)]
    assert sent == ([204, 429, 429] if served.guarded else [204] * 3)


def test_a_storm_of_foreign_origins_stops_nobody(served):
    """Where nothing answers outside, each foreign handshake would stop everybody for two seconds."""
    waits = []
    with ThreadPoolExecutor(3) as pool:
        storm = [pool.submit(shake, served, "https://evil.example") for _ in range(3)]
        while not all(one.done() for one in storm) or len(waits) < 5:
            begun = time.monotonic()
            assert status(f"{served.url}/_stcore/health") == 200
            waits.append(time.monotonic() - begun)
    assert [one.result() for one in storm] == [403] * 3
    if served.guarded:
        assert max(waits) < 1
        assert served.asked == 0
    else:
        assert max(waits) > 1
        assert served.asked >= 6
