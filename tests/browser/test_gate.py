"""The gate in front of the served app: all that the app does still works, and nothing else does."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from kano.i18n import catalogue
from tests.browser.walking import export, go, settled

pytestmark = pytest.mark.browser

SURVEY = b"Hot towels_functional,Hot towels_dysfunctional\nI like it,I dislike it\nI like it,I am neutral\n"
TELL = "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + e.blockedURI))"

expect.set_options(timeout=20_000)


@pytest.fixture
def watched(visit):
    """The app, opened again with somebody listening to what the browser refuses."""
    page = visit()
    page.refused = []
    page.add_init_script(TELL)
    page.on("console", lambda message: page.refused.append(message.text) if refusal(message.text) else None)
    page.reload()
    settled(page)
    return page


def refusal(text):
    """Whether the browser refused something; a library of Streamlit tries WebAssembly once, and does without."""
    if text.startswith("CSP ") and "wasm-eval" in text:
        return False
    return "Content Security Policy" in text or text.startswith("CSP ") or "Refused to" in text


def test_sample_charts_upload_and_export_work_behind_the_gate(watched):
    page, t = watched, catalogue("en")
    page.get_by_role("button", name=t("ui.home.sample-open")).click()
    for view in ("overview", "curves", "map", "plane", "answers"):
        page.get_by_test_id("stMain").get_by_text(t(f"ui.results.{view}"), exact=True).first.click()
        settled(page)
        expect(page.locator(".vega-embed canvas, .vega-embed svg").first).to_be_visible()
    go(page, t, "answers")
    page.locator("input[type=file]").first.set_input_files({"name": "s.csv", "mimeType": "text/csv", "buffer": SURVEY})
    page.get_by_role("button", name=t("ui.answers.confirm")).click()
    expect(page.get_by_text("Hot towels").first).to_be_visible()
    assert export(page, t, "xlsx").stat().st_size > 1000
    assert page.refused == []
    assert page.foreign == []


def test_the_browser_loads_no_foreign_image_and_evaluates_no_text(watched):
    page = watched
    page.evaluate("() => { document.body.append(Object.assign(new Image(), {src: 'http://beacon.invalid/x.png'})) }")
    page.wait_for_timeout(500)
    assert any("img-src" in text for text in page.refused)
    page.evaluate("() => setTimeout(() => { try { said = eval('1 + 1') } catch (e) { said = e.name } })")
    page.wait_for_function("() => window.said")
    assert page.evaluate("() => said") == "EvalError"


def test_every_answer_carries_the_headers_and_what_is_for_nobody_is_not_there(served):
    for path in ("/", "/_stcore/health", "/favicon.png"):
        with urllib.request.urlopen(served + path) as answer:
            told = answer.headers
        assert "frame-ancestors 'none'" in told["Content-Security-Policy"]
        assert "unsafe-eval" not in told["Content-Security-Policy"]
        assert told["X-Content-Type-Options"] == "nosniff"
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(served + path)
