"""A room with its facilitator, the browsers that come to it, and what they make of a page."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from starlette.applications import Starlette
from starlette.testclient import TestClient

from kano.questionnaire import Feature, Option, Questionnaire, SegmentQuestion, question_pair
from kano.workshop import phones
from kano.workshop.host import Host
from kano.workshop.rights import Actor
from kano.workshop.room import Opened, State


def again(service, actor):
    """The next round, as a facilitator starts it: when the last one is over."""
    if service.room(actor).state is State.OPEN:
        service.move(actor, "pause")
    return service.next_round(actor)


JSON = {"accept": "application/json"}


@dataclass
class Room:
    """A room with its facilitator, and browsers that come to it."""

    host: Host
    opened: Opened
    actor: Actor
    code: str = field(init=False)

    def __post_init__(self):
        self.code = self.opened.room.code

    def do(self, *moves):
        for move in moves:
            self.host.service.move(self.actor, move)
        return self

    def browser(self, **headers):
        app = Starlette(routes=phones.routes(self.host))
        return TestClient(app, follow_redirects=False, headers={"accept-language": "en", **headers})

    def joined(self, **headers):
        browser = self.browser(**headers)
        browser.page = self.join(browser)
        return browser

    def join(self, browser, **changed):
        form = Page(browser.get(f"/j/{self.code}?k={self.opened.room.key}").text).fields
        return browser.post(f"/j/{self.code}", data={**form, "consent": "yes", **changed})

    def answer(self, browser, screen="f1", key="tab:1", headers=JSON, turn=1, **values):
        form = {"screen": screen, "key": key, "round": turn, "functional": 1, "dysfunctional": 5, **values}
        return browser.post(f"/j/{self.code}/a", data=form, headers=headers)

    @property
    def now(self):
        return self.host.service.room(self.actor)


class Page(HTMLParser):
    """What a browser without scripts makes of a page: its texts, and the fields that its first open form sends."""

    def __init__(self, html):
        super().__init__()
        self.text, self.fields, self.checked, self.tags, self.hidden = "", {}, [], [], []
        self.data, self._in = "", ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append(tag)
        self._in = "data" if given.get("id") == "data" else tag
        if "hidden" in given and given.get("id"):
            self.hidden.append(given["id"])
        if tag == "input" and given.get("type") in {None, "hidden"} and given.get("name") not in self.fields:
            self.fields[given["name"]] = given.get("value", "")
        if "checked" in given:
            self.checked.append((given["name"], given["value"]))

    def handle_data(self, data):
        if self._in == "data":
            self.data += data
        elif self._in not in {"style", "script"}:
            self.text += data

    def handle_endtag(self, _):
        self._in = ""


def small(name="Valet parking", about="", options=("Yes", "No")):
    functional, dysfunctional = question_pair(name, "en")
    feature = Feature("one", {"en": name}, {"en": functional}, {"en": dysfunctional}, {"en": about} if about else None)
    segment = SegmentQuestion("who", {"en": name}, tuple(Option(str(i), {"en": o}) for i, o in enumerate(options)))
    other = replace(feature, id="two", name={"en": "Another"})
    return Questionnaire("small", {"en": name}, (feature, other), introduction={"en": name}, segments=(segment,))
