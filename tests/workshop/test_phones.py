"""The phones' pages as a browser without scripts sees them, and what the pages' script is answered."""

import asyncio
import gzip
import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from itertools import count
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.workshop import phones
from kano.workshop.pulse import Pulse
from kano.workshop.room import Asks, Place
from tests.workshop.rooms import JSON, Page, again, small

t = catalogue("en")


def test_a_code_is_typed_in_any_way(room):
    browser = room.browser()
    assert browser.get("/j").status_code == 200
    typed = f" {room.code[:3].lower()}-{room.code[3:]} "
    answer = browser.post("/j", data={"code": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/j/{room.code}")
    wrong = browser.post("/j", data={"code": "O0"})
    assert wrong.status_code == 422
    assert t("phone.code-wrong") in wrong.text
    answer = browser.get(f"/j/{room.code.lower()}?k=x&lang=en")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/j/{room.code}?k=x&lang=en")


def test_the_welcome_says_what_will_happen(make):
    room = make(None, asks=Asks.CUSTOMERS, days=30)
    page = room.browser().get(f"/j/{room.code}")
    text = Page(page.text).text
    for said in ("Hot-pot restaurant", "20 features", "about 8 min", "5 people", "customers", "14 February 2027"):
        assert said in text
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in page.headers


@pytest.mark.parametrize(
    ("header", "query", "lang"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.8", "", "zh-Hant"),
        ("zh-CN", "", "zh-Hans"),
        ("fr, en;q=0.2, zh-HK;q=0.5", "", "zh-Hant"),
        ("zh-Hans-HK, en;q=0.2", "", "zh-Hans"),
        ("fr", "", "zh-Hans"),
        ("", "", "zh-Hans"),
        ("zh-CN", "&lang=en", "en"),
        ("zh-CN", "&lang=fr", "zh-Hans"),
    ],
)
def test_the_browsers_language_decides_unless_one_is_chosen(make, header, query, lang):
    room = make(None, lang="zh-Hans")
    browser = room.browser(**{"accept-language": header})
    page = browser.get(f"/j/{room.code}?k={room.opened.room.key}{query}")
    assert f'<html lang="{lang}">' in page.text
    assert f"k={room.opened.room.key}&amp;lang=en" in page.text or lang == "en"


def test_without_consent_nobody_is_taken_in(room):
    browser = room.browser()
    form = Page(browser.get(f"/j/{room.code}").text).fields
    answer = browser.post(f"/j/{room.code}", data=form)
    assert answer.status_code == 422
    assert t("phone.consent-missing") in answer.text
    assert Page(answer.text).fields == form
    assert "set-cookie" not in answer.headers
    assert room.now.joined == 0


def test_joining_answers_with_the_first_question_and_a_cookie(room):
    answer = room.joined().page
    page = Page(answer.text)
    assert answer.status_code == 200
    assert (page.fields["round"], page.checked) == ("1", [])
    assert "end" in page.hidden
    assert "screen" not in page.hidden
    cookie = answer.headers["set-cookie"]
    for part in ("kano_j=", "HttpOnly", f"Path=/j/{room.code}", "SameSite=lax", "Max-Age=7776000"):
        assert part in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure(room):
    app = Starlette(routes=phones.routes(room.host))
    answer = room.join(TestClient(app, base_url="https://testserver"))
    assert "Secure" in answer.headers["set-cookie"]


def test_joining_twice_is_joining_once_even_when_the_room_is_full_by_it(make):
    room = make(None, "start", capacity=1)
    browser = room.browser()
    form = {**Page(browser.get(f"/j/{room.code}").text).fields, "consent": "yes"}
    first = browser.post(f"/j/{room.code}", data=form)
    lost = room.browser().post(f"/j/{room.code}", data=form)  # the answer never arrived, the cookie neither
    again = browser.post(f"/j/{room.code}", data=form)
    assert {first.status_code, lost.status_code, again.status_code} == {200}
    assert room.now.joined == 1


def test_the_whole_way_without_scripts(make):
    room = make(None, "start", segments=Place.FIRST, importance=True)
    browser = room.joined()
    page, screens, seen = browser.page, 22, []
    for number in range(1, screens + 1):
        form = Page(page.text)
        assert form.checked == []
        assert f"{number} of {screens}" in form.text
        values = {"option": 1} if form.fields["screen"].startswith("s") else {"functional": 1, "dysfunctional": 4}
        moved = browser.post(f"/j/{room.code}/a", data={**form.fields, **values})
        assert moved.status_code == 303
        seen.append(form.fields["screen"])
        page = browser.get(moved.headers["location"])
    assert len(set(seen)) == screens
    assert t("phone.done") in page.text
    assert "end" not in Page(page.text).hidden
    changed = browser.get(f"/j/{room.code}?at=5")
    assert Page(changed.text).checked == [("functional", "1"), ("dysfunctional", "4")]
    assert t("phone.save") in changed.text
    form = {**Page(changed.text).fields, "functional": 2, "dysfunctional": 4, "why": " so\nit is ", "importance": 9}
    assert browser.post(f"/j/{room.code}/a", data=form).headers["location"].split("#")[0].endswith("?at=end")
    phone = room.host.participation.phone(room.code, browser.cookies["kano_j"])
    assert phone.screens[4].saved == {"functional": 2, "dysfunctional": 4, "importance": 9, "why": "so it is"}


def test_a_reload_keeps_the_place(room):
    browser = room.joined()
    first = Page(browser.page.text).fields["screen"]
    room.answer(browser, first)
    page = Page(browser.get(f"/j/{room.code}").text)
    assert "2 of 20" in page.text
    assert Page(browser.get(f"/j/{room.code}?at=1").text).fields["screen"] == first
    for at in ("0", "99", "x", "-1", "٣", "9" * 30, "0001999", "00001", "1%0A"):
        assert browser.get(f"/j/{room.code}?at={at}").status_code == 200


def test_the_same_twice_is_one_and_late_is_nothing(room):
    browser = room.joined()
    assert room.answer(browser, key="tab:2").json() == {"saved": "f1", "revision": 1}
    assert room.answer(browser, key="tab:2").json() == {"saved": "f1", "revision": 1}
    assert room.answer(browser, key="tab:1", functional=3).json() == {"saved": "f1", "revision": 1}
    assert room.answer(browser, key="other:1", functional=3).json() == {"saved": "f1", "revision": 2}
    assert room.answer(browser, key=f"{'t' * 29}:{'9' * 10}", functional=4).json() == {"saved": "f1", "revision": 3}


def test_a_question_left_open_is_answered_or_skipped(room):
    browser = room.joined()
    form = Page(browser.page.text).fields
    asked = browser.post(f"/j/{room.code}/a", data={**form, "functional": 2, "why": "because"})
    page = Page(asked.text)
    assert asked.status_code == 422
    assert t("phone.unanswered") in page.text
    assert "because" in page.text
    assert page.checked == [("functional", "2")]
    assert {"skip", "notice"} & set(page.hidden) == set()
    skipped = browser.post(f"/j/{room.code}/a", data={**form, "functional": 2, "skip": "1"})
    assert skipped.status_code == 303
    phone = room.host.participation.phone(room.code, browser.cookies["kano_j"])
    assert phone.screens[0].saved == {"functional": 2, "dysfunctional": 0}
    assert t("phone.skipped") in browser.get(f"/j/{room.code}?at=end").text


@pytest.mark.parametrize(
    ("moves", "sent", "status", "error"),
    [
        (("pause",), {}, 409, "room-waits"),
        (("close",), {}, 410, "room-closed"),
        ((), {"turn": 2}, 409, "round-over"),
        ((), {"screen": "f99"}, 422, "screen-unknown"),
        ((), {"screen": "x1"}, 422, "screen-unknown"),
        ((), {"screen": "s1", "option": 1}, 422, "screen-unknown"),
        ((), {"functional": ""}, 422, "screen-unknown"),
        ((), {"functional": "6"}, 422, "screen-unknown"),
        ((), {"functional": "-1"}, 422, "screen-unknown"),
        ((), {"functional": "1e3"}, 422, "screen-unknown"),
        ((), {"key": "no counter"}, 422, "screen-unknown"),
        ((), {"key": "a:" + "9" * 40}, 422, "screen-unknown"),
        ((), {"turn": "9" * 40}, 422, "screen-unknown"),
    ],
)
def test_a_script_is_told_what_was_not_saved(room, moves, sent, status, error):
    browser = room.joined()
    room.do(*moves)
    answer = room.answer(browser, **sent)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["text"] == t(f"error.{error}")


def test_a_script_without_its_cookie_is_nobody(room):
    answer = room.answer(room.browser())
    assert (answer.status_code, answer.json()["error"]) == (403, "participant-unknown")
    many = "&".join(f"f{i}=1" for i in range(100))
    assert room.joined().post(f"/j/{room.code}/a", content=many, headers=JSON).status_code == 422


@pytest.mark.parametrize("secret", ["", "x", "x" * 31, "x" * 33, "ü" * 32, "." * 32])
def test_what_is_no_secret_reaches_no_store(room, secret, monkeypatch):
    for name in ("answer", "phone", "speak", "leave"):
        monkeypatch.setattr(room.host.participation, name, lambda *_: pytest.fail("the store was asked"))
    browser = room.browser(cookie=f"kano_j={secret}".encode())
    told = [browser.post(f"/j/{room.code}/{place}", headers=JSON) for place in ("a", "lang")]
    told += [browser.get(f"/j/{room.code}/s"), browser.post(f"/j/{room.code}/a")]
    assert {answer.status_code for answer in told} == {403}
    assert {answer.json()["error"] for answer in told[:3]} == {"participant-unknown"}
    assert t("error.participant-unknown") in told[3].text


def test_a_form_of_too_many_fields_is_none_of_ours(room):
    refused = room.browser().post("/j", data={f"f{i}": "1" for i in range(31)})
    assert refused.status_code == 422
    assert t("error.screen-unknown") in refused.text
    assert 'href="/j"' in refused.text


PATHS = ["/j", "/j/CODE", "/j/CODE/a", "/j/CODE/s", "/j/CODE/lang", "/j/CODE/leave", "/j/code", "/j/\0\ufffd", "/j/ſ/s"]
PATHS += ["/j/💩/a", "/f", "/export/ROOM/x", "/export/ROOM/round1-results.csv", "/export/\0/\0", "/export/ROOM/\r\n"]
METHODS = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"]
NAMES = ["code", "lang", "k", "at", "screen", "key", "round", "functional", "dysfunctional", "option", "importance"]
NAMES += ["why", "skip", "secret", "consent", "link", "x\0"]
TEXTS = [
    "",
    "0",
    "1",
    "5",
    "-1",
    "0001999",
    "9" * 5000,
    "٣",
    "²",
    "1e9",
    "\0",
    "f0",
    "f1",
    "f02",
    "f" + "9" * 99,
    "tab:1",
]
TEXTS += ["\ud800", "\u2028", "\r\nx: y", "//[", "end", "yes", "zh-Hant", "{{ 7 }}", "a\u0301" * 3000, "x" * 32]
TEXTS += ["a:²", f"f.{'a' * 16}.{'x' * 43}"]
KINDS = ["application/x-www-form-urlencoded", "application/json", "multipart/form-data", "text/plain; charset=\0", ""]
field = st.tuples(st.sampled_from(NAMES), st.sampled_from(TEXTS) | st.text(max_size=9))
right = st.just([("screen", "f1"), ("key", "tab:1"), ("round", "1"), ("functional", "1"), ("dysfunctional", "2")])
sent = st.builds(lambda some, more: [*some, *more], right | st.just([]), st.lists(field, max_size=40))
form = sent.map(lambda pairs: b"&".join(b"=".join(quoted(text) for text in pair) for pair in pairs))


def quoted(text):
    return quote_from_bytes(text.encode("utf-8", "surrogatepass")).encode()


def status(app, method, path, query, headers, body, address):
    """What an application answers to bytes that no client would send."""
    scope = {"type": "http", "method": method, "path": path, "query_string": query, "scheme": "http"}
    scope |= {"headers": headers, "client": (address, 1), "server": ("testserver", 80), "root_path": ""}
    told = []

    async def receive():
        return {"type": "http.request", "body": body}

    async def send(message):
        told.append(message)

    asyncio.run(app(scope, receive, send))
    return told[0]["status"]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_that_is_asked_breaks_the_server(room, path):
    secret, app, number = room.joined().cookies["kano_j"], Starlette(routes=phones.routes(room.host)), count()
    path = path.replace("CODE", room.code).replace("code", room.code.lower()).replace("ROOM", room.opened.room.id)
    cookies = [
        f"kano_j={secret}",
        f"kano_f_{room.opened.room.id}={room.opened.control}",
        "kano_j=\xff\0",
        'kano_j="\\999',
        "",
    ]
    header = st.sampled_from(["application/json", "*/*", "zh;q=²,\xff;q=1.999", ",;=" * 999, "", "\0"])

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(METHODS), form | st.binary(), form | st.binary(), st.sampled_from(cookies), st.data())
    def answers(method, query, body, cookie, data):
        names = {"accept": header, "accept-language": header, "content-type": st.sampled_from(KINDS), "host": header}
        headers = [(name.encode(), data.draw(of).encode("latin-1", "replace")) for name, of in names.items()]
        headers.append((b"cookie", cookie.encode("latin-1")))
        assert status(app, method, path, query, headers, body, f"10.0.0.{next(number)}") < 500

    answers()


@pytest.mark.parametrize("code", ["not-saved", "store-unavailable", "store-damaged"])
def test_what_the_store_did_not_take_is_never_called_saved(room, code, monkeypatch):
    browser = room.joined()

    def fails(*_):
        raise KanoError(code, **({"reason": "secret place"} if code == "store-unavailable" else {}))

    monkeypatch.setattr(room.host.participation, "answer", fails)
    answer = room.answer(browser)
    assert (answer.status_code, answer.json()["error"]) == (503, code)
    page = room.answer(browser, headers={}, why="my reason")
    assert page.status_code == 503
    assert Page(page.text).checked == [("functional", "1"), ("dysfunctional", "5")]
    assert "my reason" in page.text
    assert "secret place" not in page.text + answer.text
    monkeypatch.setattr(room.host.participation, "phone", fails)
    assert room.answer(browser, headers={}).status_code == 503
    assert browser.get(f"/j/{room.code}").status_code == 503


def test_without_scripts_a_pause_keeps_what_was_given(room):
    browser = room.joined()
    room.do("pause")
    page = room.answer(browser, headers={})
    assert page.status_code == 409
    assert Page(page.text).checked == [("functional", "1"), ("dysfunctional", "5")]
    assert t("error.room-waits") in page.text
    room.do("close")
    assert room.answer(browser, headers={}).status_code == 410


def test_unknown_closed_locked_and_full_are_one_answer(make, host):
    closed, locked, full = make(None, "start", "close"), make(None, "start"), make(None, "start", capacity=1)
    host.service.set(locked.actor, locked=True)
    full.joined()
    browser = closed.browser()
    links = ["/j/2345678", "/j/x", "/j/%00%ff", *(f"/j/{r.code}" for r in (closed, locked, full))]
    links += [f"/j/{r.code}?k={r.opened.room.key}" for r in (closed, locked, full)]
    answers = [browser.get(link) for link in links]
    answers += [browser.post(link, data={"consent": "yes", "secret": "s"}) for link in links]
    links = ["f.x", "p.x", f"f.{closed.opened.room.id}.{'x' * 43}", f"f.{'x' * 16}.{closed.opened.control}"]
    led = [browser.post("/f", data={"link": link}) for link in links]
    led += [browser.get(f"/export/{place}/questionnaire.yaml") for place in ("x", closed.opened.room.id)]
    for alike in (answers, led):
        assert {answer.status_code for answer in alike} == {404}
        assert len({answer.content for answer in alike}) == 1
        assert len({str({**answer.headers}) for answer in alike}) == 1


def test_who_guesses_is_slowed_and_who_scans_is_not(room):
    browser = room.browser()
    for _ in range(30):
        assert browser.get("/j/2345678").status_code == 404
    slow = browser.get(f"/j/{room.code}")
    assert (slow.status_code, slow.headers["retry-after"]) == (429, "60")
    assert t("error.guesses") in slow.text
    assert browser.get(f"/j/{room.code}?k={room.opened.room.key}").status_code == 200


def test_a_participant_is_seen_where_the_room_is(make):
    room = make()
    browser = room.joined()
    page = Page(browser.page.text)
    assert "ready" not in page.hidden
    assert {"screen", "end", "paused"} <= set(page.hidden)
    room.do("start", "pause")
    assert "paused" not in Page(browser.get(f"/j/{room.code}").text).hidden
    room.do("close")
    closed = browser.get(f"/j/{room.code}")
    assert closed.status_code == 200
    assert t("phone.closed-about") in closed.text
    assert "form id" not in closed.text.replace('form id="leave"', "")


def test_the_next_round_is_asked_anew(room):
    browser = room.joined()
    room.answer(browser)
    again(room.host.service, room.actor)
    page = Page(browser.get(f"/j/{room.code}").text)
    assert page.checked == []
    assert page.fields["round"] == "2"
    assert t("phone.round", n=2) in page.text
    assert room.answer(browser, turn=2).json() == {"saved": "f1", "revision": 1}


def test_waiting_phones_are_told_state_and_round(room):
    browser = room.joined()
    assert browser.get(f"/j/{room.code}/s").json() == {"state": "open", "round": 1}
    stranger = room.browser().get(f"/j/{room.code}/s")
    assert (stranger.status_code, stranger.json()["error"]) == (403, "participant-unknown")
    assert room.browser().get("/j/2345678/s").json() == stranger.json()


@pytest.mark.anyio
async def test_the_store_is_looked_at_once_a_second(room, monkeypatch):
    secrets = [room.joined().cookies["kano_j"] for _ in range(3)]
    now, looks, phone = [10.0], [], room.host.participation.phone
    monkeypatch.setattr(room.host.participation, "phone", lambda *given: looks.append(given) or phone(*given))
    pulse = Pulse(room.host.participation, lambda: now[0])
    for _ in range(5):
        for secret in secrets:
            assert (await pulse.of(room.code, secret))["state"] == "open"
    assert len(looks) == 3
    room.do("pause")
    now[0] += 1
    assert {(await pulse.of(room.code, secret))["state"] for secret in secrets} == {"paused"}
    assert len(looks) == 4
    room.host.participation.leave(room.code, secrets[0])
    now[0] += 1
    with pytest.raises(KanoError, match="not known"):
        await pulse.of(room.code, secrets[0])


@pytest.fixture
def anyio_backend():
    return "asyncio"


def test_another_language_keeps_the_place(room):
    browser = room.joined()
    moved = browser.post(f"/j/{room.code}/lang", data={"lang": "zh-Hant", "at": "3"})
    assert (moved.status_code, moved.headers["location"]) == (303, f"/j/{room.code}?at=3#question")
    page = browser.get(f"/j/{room.code}?at=3")
    assert '<html lang="zh-Hant">' in page.text
    assert catalogue("zh-Hant")("phone.next") in page.text
    assert room.browser().post(f"/j/{room.code}/lang", data={"lang": "en"}).status_code == 403


def test_a_page_of_whoever_was_here_before_answers_for_nobody(room):
    browser = room.joined()
    stale = Page(browser.page.text).fields["owner"]
    assert room.answer(browser, owner=stale).status_code == 200
    browser.post(f"/j/{room.code}/leave")
    browser.cookies.clear()
    room.join(browser)
    refused = room.answer(browser, owner=stale)
    assert (refused.status_code, refused.json()["error"]) == (403, "participant-unknown")
    plain = {"screen": "f1", "key": "tab:2", "round": 1, "functional": 1, "owner": stale}
    for sent, form in {"a": plain, "lang": {"lang": "zh-Hans", "owner": stale}, "leave": {"owner": stale}}.items():
        answer = browser.post(f"/j/{room.code}/{sent}", data=form)
        assert (answer.status_code, t("error.participant-unknown") in unescape(answer.text)) == (403, True), sent
    assert Page(browser.get(f"/j/{room.code}").text).fields["owner"] != stale
    assert (room.now.joined, room.host.service.progress(room.actor).begun) == (1, 0)


def test_customers_importance_is_theirs(make):
    for asks, said in ((Asks.SELF, "to you?"), (Asks.CUSTOMERS, "to our customers?")):
        page = make(None, "start", importance=True, asks=asks).joined().page.text
        assert (said in page, ("to our customers?" if asks is Asks.SELF else "to you?") in page) == (True, False)


def test_leaving_deletes_and_forgets(room):
    browser = room.joined()
    room.answer(browser)
    gone = browser.post(f"/j/{room.code}/leave")
    assert t("phone.goodbye") in gone.text
    assert 'kano_j=""; expires=' in gone.headers["set-cookie"]
    assert f"Path=/j/{room.code};" in gone.headers["set-cookie"]
    assert "kano_j" not in browser.cookies
    assert room.now.joined == 0
    assert browser.post(f"/j/{room.code}/leave").status_code == 200
    assert t("phone.promise") in browser.get(f"/j/{room.code}").text


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "\"'><svg onload=alert(1)> & &lt;b&gt;",
    "<!--<script>",
    "]]>\\u003c/script",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_texts_of_users_are_shown_as_typed(make, name):
    room = make(small(name, name, (name, "other")), "start", segments=Place.LAST, importance=True)
    browser = room.browser()
    harmless = make(small("x", "x", ("x", "other")), "start", segments=Place.LAST, importance=True)
    welcome = Page(browser.get(f"/j/{room.code}").text)
    assert welcome.text.count(name) >= 2
    browser = room.joined()
    room.answer(browser, why=name)
    for at, least in (("1", 5), ("3", 2), ("end", 4)):
        page = Page(browser.get(f"/j/{room.code}?at={at}").text)
        assert page.text.count(name) >= least
        own = harmless.joined()
        harmless.answer(own, why="x")
        assert page.tags == Page(own.get(f"/j/{harmless.code}?at={at}").text).tags
        data = json.loads(page.data)
        assert [screen["name"] for screen in data["screens"] if screen["key"] == "f1"] == [name]
        assert next(s for s in data["screens"] if s["key"] == "f1")["saved"]["why"] == name


def test_pages_are_small_and_allow_only_themselves(make):
    room = make(None, "start", segments=Place.FIRST, importance=True)
    for page in (room.joined().page, room.browser().get(f"/j/{room.code}"), room.browser().get("/f")):
        assert len(gzip.compress(page.content)) < 12_000
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        for tag in ("style", "script"):
            for text in re.findall(f"<{tag}>(.*?)</{tag}>", page.text, re.DOTALL):
                assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
        assert not re.search(r"\s(style|on\w+)=", page.text)


def test_every_text_of_the_phones_is_used_and_exists():
    here = Path(phones.__file__).parents[1]
    said = [key for key in json.loads((here / "data/locale/en.json").read_text("utf-8")) if key.startswith("phone.")]
    files = [*(here / "data/phone").glob("*.html"), *(here / "workshop").glob("*.py")]
    source = "\n".join(file.read_text("utf-8") for file in files)
    states = {f"phone.{state}-about" for state in ("ready", "paused", "closed")}
    built = {"phone.ask-self", "phone.ask-customers", *states}
    unused = [key for key in said if key not in built and not re.search(rf"\b{key.removeprefix('phone.')}\b", source)]
    assert unused == []
    asked = set(re.findall(r'say\("([\w-]+)"', source)) - {"ask-"}
    assert {f"phone.{key}" for key in asked} <= set(said)


def test_every_language_shows_every_page(make):
    for lang in LANGUAGES:
        room = make(None, "start", segments=Place.LAST, lang=lang)
        browser = room.joined(**{"accept-language": lang})
        for at in ("1", "21", "end"):
            assert f'<html lang="{lang}">' in browser.get(f"/j/{room.code}?at={at}").text
