"""A file becomes a study by clicks, in a real browser: decided, checked in words, confirmed, recognised next time."""

import csv
import io
from datetime import date

import pytest
from playwright.sync_api import expect

from kano.i18n import catalogue
from kano.ui.remembered import SETTING
from tests.browser.conftest import settled
from tests.serving import serve

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)

PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
WORDS = {
    "en": (
        ["I like it", "I expect it", "I am neutral", "I can live with it", "I dislike it"],
        ("If there are {}, how do you feel?", "If there are no {}, how do you feel?"),
        ["hot towels", "aprons", "clean tables"],
        ("Choose one", "hmm"),
    ),
    "zh-Hans": (
        ["很喜欢", "理应如此", "无所谓", "勉强接受", "很不喜欢"],
        ("如果餐厅提供「{}」，您的感受是？", "如果餐厅不提供「{}」，您的感受是？"),
        ["热毛巾", "围裙", "干净的桌子"],
        ("请选择一项", "嗯嗯"),
    ),
}
SCREENS = [("en", False, False), ("en", True, True), ("zh-Hans", False, True), ("zh-Hans", True, False)]


@pytest.fixture(scope="module")
def served(store, tmp_path_factory):
    """Like everybody's server, but it keeps confirmed mappings."""
    with serve(store, **{SETTING: str(tmp_path_factory.mktemp("mappings"))}) as (address, _):
        yield address


@pytest.fixture
def answers(browser, served):
    """The Answers page: `answers("zh-Hans", phone=True)`; what is asked of others than the server is collected."""
    contexts = []

    def opened(lang="en", phone=False, dark=False):
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        agent = {"user_agent": PHONE, "has_touch": True} if phone else {}
        context = browser.new_context(viewport=size, color_scheme="dark" if dark else "light", **agent)
        contexts.append(context)
        page = context.new_page()
        page.foreign = []
        near = (served, "data:", "blob:", "ws")
        page.on("request", lambda r: None if r.url.startswith(near) else page.foreign.append(r.url))
        page.goto(f"{served}/answers?lang={lang}")
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def rest(page):
    page.wait_for_timeout(300)
    settled(page)


def upload(page, name, data):
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    rest(page)


def press(page, text):
    page.get_by_role("button", name=text, exact=True).first.click()
    rest(page)


def survey(lang, tag, people=12):
    """Two header rows, a pair that asks about the absence first, an answer that nobody knows; of `tag` alone."""
    answers, (present, absent), features, (below, unknown) = WORDS[lang]
    questions = [(present.format(f"{f} {tag}"), absent.format(f"{f} {tag}")) for f in features]
    questions[2] = questions[2][::-1]
    rows = [["id", *(q for pair in questions for q in pair)], ["", *[below] * 6]]
    for i in range(people):
        likes = [answers[0], answers[i % 2 * 2 + 2]]
        rows.append([str(i + 1), *likes, answers[i % 2], answers[4], answers[4], unknown if i == 3 else answers[1]])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("gb18030" if lang == "zh-Hans" else "utf-8")


def fits(page):
    wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} px too wide"
    expect(page.get_by_text("Traceback")).to_have_count(0)
    assert page.foreign == []


@pytest.mark.parametrize(("lang", "phone", "dark"), SCREENS)
def test_a_file_full_of_doubts_is_decided_by_clicks_and_recognised_next_time(answers, lang, phone, dark):
    t, unknown = catalogue(lang), WORDS[lang][3][1]
    page, tag = answers(lang, phone, dark), "AB"[phone]
    upload(page, "survey.csv", survey(lang, tag))
    fits(page)
    expect(page.get_by_text(t("ui.decide.header-rows"))).to_be_visible()
    press(page, t("ui.decide.header-2"))
    expect(page.get_by_text(t("ui.decide.pair-reversed"))).to_be_visible()
    press(page, t("ui.decide.as-proposed"))
    expect(page.get_by_text(t("ui.decide.answers-open"))).to_be_visible()
    expect(page.get_by_role("button", name=t("ui.answers.confirm"))).to_be_disabled()
    fits(page)
    page.get_by_label(t("ui.decide.means", answer=unknown)).click()
    page.get_by_role("option", name=t("answer.N"), exact=True).click()
    rest(page)
    sentence = t("ui.told", present=t("told.with.L"), absent=t("told.without.N"))
    expect(page.get_by_text(sentence).first).to_be_visible()
    expect(page.get_by_text(f"▲\u00a0{t('type.A')}").first).to_be_visible()
    fits(page)
    press(page, t("ui.answers.confirm"))
    expect(page.get_by_role("heading", name=t("chart.overview"))).to_be_visible()
    page = answers(lang, phone, dark)
    upload(page, "second-wave.csv", survey(lang, tag, people=20))
    expect(page.get_by_text(t("ui.answers.recognised", date=date.today().isoformat()))).to_be_visible()
    expect(page.get_by_role("button", name=t("ui.answers.confirm")).first).to_be_enabled()
    expect(page.get_by_text(sentence).first).to_be_visible()
    press(page, t("ui.answers.afresh"))
    expect(page.get_by_text(t("ui.decide.header-rows"))).to_be_visible()


def test_on_a_phone_the_table_shows_what_the_columns_will_be_without_scrolling(answers):
    page, t = answers(phone=True), catalogue("en")
    upload(page, "clean.csv", b"Hot towels_functional,Hot towels_dysfunctional\nI like it,I dislike it\n")
    table = tables(page).first
    table.scroll_into_view_if_needed()
    heads = [t("ui.columns.column"), f"→ {t('ui.columns.role')}", f"→ {t('ui.columns.feature')}"]
    expect(table.locator("th")).to_have_text(heads)
    fits(page)


def tables(page):
    """The tables that are drawn; what is folded away is not."""
    return page.get_by_test_id("stDataFrame").filter(has=page.locator(".dvn-scroller"))


def cell(page, table, row, column):
    """Open a cell of a table that is drawn: its first cell is clicked, the rest is arrows."""
    drawn = tables(page).nth(table).locator(".dvn-scroller")
    drawn.evaluate("e => e.scrollIntoView({block: 'center'})")
    begin = tables(page).nth(table).get_by_test_id(f"glide-cell-0-{row}")
    while begin.get_attribute("aria-selected") != "true":  # a first click may only leave the other table
        page.wait_for_timeout(300)
        drawn.click(position={"x": 40, "y": 35 * (row + 1) + 17})
        page.wait_for_timeout(300)
    for _ in range(column):
        page.keyboard.press("ArrowRight", delay=60)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)


def write(page, text):
    page.keyboard.press("ControlOrMeta+A")
    choose(page, text)


def choose(page, text):
    page.keyboard.type(text)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    rest(page)


def test_what_is_typed_into_the_tables_holds(answers):
    page, t = answers(), catalogue("en")
    upload(page, "typed.csv", b"Tea_functional,Tea_dysfunctional\nI like it,I dislike it\nI like it,I am neutral\n")
    cell(page, 0, 0, 4)
    write(page, "Green tea")
    expect(page.get_by_test_id("glide-cell-4-1")).to_have_text("Green tea")
    expect(page.get_by_text(t("ui.decide.halves"))).to_have_count(0)
    cell(page, 1, 1, 3)
    choose(page, t("answer.W"))
    press(page, t("ui.columns.swap-all"))
    sentence = t("ui.told", present=t("told.with.D"), absent=t("told.without.L"))
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_text(t("ui.told", present=t("told.with.W"), absent=t("told.without.L")))).to_be_visible()
    cell(page, 0, 0, 3)
    choose(page, t("role.unused"))
    expect(page.get_by_text(t("ui.decide.halves"))).to_be_visible()
    page.get_by_text("简体中文").click()
    rest(page)
    expect(page.get_by_text(catalogue("zh-Hans")("ui.decide.halves"))).to_be_visible()
    expect(page.get_by_text("Green tea").first).to_be_visible()


def test_hundreds_of_columns_stay_usable(answers):
    page, t = answers(), catalogue("en")
    names = [f"F{i}_{side}" for i in range(150) for side in ("functional", "dysfunctional")]
    rows = [["id", *names], *([str(i), *["I like it", "I dislike it"] * 150] for i in range(5))]
    upload(page, "wide.csv", "\n".join(",".join(row) for row in rows).encode())
    expect(page.get_by_text(f"{t('ui.columns.used')} (300)")).to_be_visible()
    fits(page)
    press(page, t("ui.columns.swap-all"))
    expect(page.get_by_text(t("told.without.L")).first).to_be_visible()


def test_a_file_that_cannot_be_read_is_read_differently(answers):
    page, t = answers(), catalogue("en")
    upload(page, "odd.csv", b"Tea_functional|Tea_dysfunctional\nI like it, really|I dislike it\na,b,c,d|e\n")
    page.get_by_text(t("ui.answers.differently")).click()
    page.get_by_label(t("ui.how.delimiter")).click()
    page.get_by_role("option", name=t("delimiter.1"), exact=True).click()
    rest(page)
    expect(page.get_by_text(f"{t('ui.how.delimiter')}: {t('delimiter.1')}")).to_be_visible()
    press(page, t("ui.decide.undo"))
    expect(page.get_by_text(f"{t('ui.how.delimiter')}: {t('delimiter.1')}")).to_have_count(0)
