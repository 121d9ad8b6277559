"""The web page: one file, no request, no text of a user that becomes code."""

import json
import re
from html.parser import HTMLParser

import pytest

from kano.i18n import LANGUAGES
from kano.reports import write
from kano.reports.story import story
from tests.reports.studies import LIVE, hostile, long, percentages, sample


class Page(HTMLParser):
    """Elements with their attributes, and the words outside scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self.inside = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.words.append(data)

    @property
    def text(self):
        return "\n".join(self.words)


def made(report):
    return write(report, "html").decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_and_every_row_is_in_it(lang):
    report = sample(lang=lang)
    page = Page(made(report))
    assert ("html", {"lang": lang}) in page.elements
    for section in story(report).sections:
        assert section.title in page.text
        for grid in section.grids:
            assert all(cell in page.text for row in grid.rows for cell in row)


def test_charts_are_there_light_and_dark():
    text = made(sample())
    charts = json.loads(re.search(r'id="charts">(.*?)</script>', text, re.S)[1])
    assert all(set(chart) == {"light", "dark"} for chart in charts.values())
    assert len(charts) >= 3
    places = [a["data-chart"] for _, a in Page(text).elements if "data-chart" in a]
    assert places == list(charts)


def test_it_asks_for_nothing_from_outside():
    text = made(sample())
    page = Page(text)
    targets = [a.get("src") or a.get("href") for _, a in page.elements if {"src", "href"} & set(a)]
    assert targets
    assert not [target for target in targets if re.match("(?i)([a-z]+:)?//", target)]
    policy = next(a["content"] for t, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy


def test_live_texts_stay_texts():
    text = made(hostile())
    page = Page(text)
    assert {a.get("class", "")[:4] for tag, a in page.elements if tag == "i"} == {"kind"}
    assert all(a["src"].startswith("data:image/svg") for tag, a in page.elements if tag == "img")
    assert "b" not in {tag for tag, _ in page.elements}
    assert sum(tag == "script" for tag, _ in page.elements) == 3
    assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]
    for name in LIVE:
        assert name in page.text
    assert "7*7" in page.text


def test_the_feature_without_answers_is_told():
    assert "no answers" in Page(made(long())).text


def test_the_same_study_gives_the_same_page():
    assert made(percentages()) == made(percentages())
