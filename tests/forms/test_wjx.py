"""Do 问卷星 and 腾讯问卷 find every question? Their grammars, as they document them, are read here."""

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings

from kano.forms import write
from kano.forms.questions import Kind, questions
from kano.i18n import LANGUAGES
from kano.questionnaire import load, templates
from kano.text import clean
from kano.wording import answer_set
from tests.forms.unruly import built, questionnaires, words

WJX_LABELS = {"单选题": "choice", "量表题": "scale", "填空题": "text", "多选题": "several"}
TENCENT_LABELS = {"单选题": "choice", "量表题": "scale", "单行文本题": "text"}
SITE = ["矩阵题", "矩阵量表题", "表格题", "比重题", "排序题", "量表题", "反向量表题", "多选", "多选题", "单选题"]
SITE += ["问答题", "测试题", "段落说明", "分页栏", "标签", "题目"]
"""Labels that 问卷星 looks for anywhere in a question, in brackets of any kind."""
PASTED = str.maketrans("［］（）【】()", "[][][][]")
INVISIBLE = re.compile("[\u200b\ufeff\u00a0]|[ \u3000\t]$", re.MULTILINE)


@dataclass
class Asked:
    title: str
    type: str
    options: list[str] = field(default_factory=list)
    required: bool = True


def lines_of(data):
    text = data.decode()
    assert not INVISIBLE.search(text)
    assert not re.search(r"^\s*(===.*===|[-=_]+)\s*$", text, re.MULTILINE), "a page break or a blank line"
    return text.rstrip("\n").split("\n")


def from_wjx(data):
    """The title, the paragraphs and the questions, as the vendor's parser and its site agree to read them."""
    title, blank, *lines = lines_of(data)
    assert title
    assert blank == ""
    paragraphs, found = [], []
    for block in "\n".join(lines).split("\n\n"):
        head, *body = block.split("\n")
        question = re.fullmatch(r"(\d+)\.\s*(.+?)\s*\[([^\]]+)\]", head)
        if question is None:
            assert not body
            paragraphs.append(re.fullmatch(r"(.+)\[段落说明\]", head)[1])
            continue
        assert int(question[1]) == len(found) + 1
        assert_no_label(question[2])
        found.append(Asked(question[2], WJX_LABELS[question[3]], [option(line) for line in body]))
    return title, paragraphs, found


def assert_no_label(title):
    assert not any(f"[{label}]" in title.translate(PASTED) for label in SITE)
    assert "___" not in title, "a gap to fill in"


def option(line):
    """The vendor's parser takes a letter away that stands before an option, the `I` of `I like it` included."""
    assert line
    assert not line.endswith("___")
    assert not re.match(r"\d+\.\s*.+\[[^\]]+\]$", line), "another question"
    return re.sub(r"^[A-Za-z][.．、)）]\s*|^[A-Za-z]\s+(?=\S)", "", line)


def from_tencent(data):
    title, *blocks = "\n".join(lines_of(data)).split("\n\n")
    assert "\n" not in title
    assert "[" not in title
    welcome = blocks.pop(0) if not blocks[0].split("\n")[0].endswith("]") else ""
    assert "\n" not in welcome
    return title, welcome, [_tencent(*block.split("\n")) for block in blocks]


def _tencent(head, *body):
    """`标题[题型][设置]`, then an option per line or a range."""
    title, label, must = re.fullmatch(r"([^\[\]]+)\[([^\[\]]+)\]\[(必答|选答)\]", head).groups()
    found = Asked(title, TENCENT_LABELS[label], list(body), must == "必答")
    assert not re.search(r"\*\*|____|!video\(", "\n".join([title, *body]))
    assert not any(re.search(r"[\[\]]", line) for line in body)
    if found.type == "scale":
        low, high = re.fullmatch(r"(\d+)~(\d+)", "".join(body)).groups()
        found.options = [str(n) for n in range(int(low), int(high) + 1)]
    return found


def expected_type(question):
    if question.kind is Kind.IMPORTANCE:
        return "scale"
    return "choice" if question.choices else "text"


def assert_same(found, questionnaire, lang, seen):
    """The same questions with the same answers in the same order, as far as `seen` tells texts apart."""
    expected = questions(questionnaire, [lang])
    assert [question.title.split()[0] for question in found] == [question.code for question in expected]
    assert [question.type for question in found] == [expected_type(question) for question in expected]
    for got, question in zip(found, expected, strict=True):
        assert seen(got.title) == seen(clean(question.title(lang), 2000))
        texts = [clean(choice.text[lang], 2000) or choice.code for choice in question.choices]
        assert [seen(text) for text in got.options] == [seen(text) for text in texts]


def as_it_is(text):
    return text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", templates())
def test_both_tools_read_back_what_is_asked(name, lang):
    asked_of = load(name)
    title, paragraphs, found = from_wjx(write(asked_of, "wjx", [lang]))
    assert (title, paragraphs) == (asked_of.title[lang], [(asked_of.introduction or {})[lang]])
    assert_same(found, asked_of, lang, as_it_is)
    title, welcome, found = from_tencent(write(asked_of, "tencent", [lang]))
    assert (title, welcome) == (asked_of.title[lang], (asked_of.introduction or {})[lang])
    assert_same(found, asked_of, lang, as_it_is)
    assert all(question.required == (question.title[3] in "ab") for question in found if question.title[0] == "F")


@settings(deadline=None, max_examples=150)
@given(questionnaires())
def test_no_text_adds_a_question_takes_one_away_or_moves_an_answer(asked_of):
    assert_same(from_wjx(write(asked_of, "wjx", ["en"]))[2], asked_of, "en", words)
    assert_same(from_tencent(write(asked_of, "tencent", ["zh-Hans"]))[2], asked_of, "zh-Hans", words)


def test_english_answers_keep_their_beginning_and_chinese_ones_need_no_letters():
    english = write(load("complaints"), "wjx", ["en"]).decode()
    assert "\nA. I like it that way\nB. It must be that way\n" in english
    chinese = write(load("complaints"), "wjx", ["zh-Hans"]).decode()
    assert "[单选题]\n" + "\n".join(answer_set("like-it-that-way", "zh-Hans")) + "\n\n" in chinese
    assert "\nI like it that way\n" in write(load("complaints"), "tencent", ["en"]).decode()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Room [new]", "Room 〔new〕"),
        ("热毛巾（选填）", "热毛巾〔选填〕"),
        ("【多选题】", "〔多选题〕"),
        ("早餐（含咖啡）", "早餐（含咖啡）"),
        ("fill ____ in", "fill ＿＿＿＿ in"),
        ("a~b", "a~b"),
        ("**bold**", "＊＊bold＊＊"),
    ],
)
def test_signs_that_mean_something_are_written_with_others(name, written):
    assert f"With {written}?[单选题]" in write(built([name]), "wjx", ["en"]).decode()


def test_many_options_have_a_letter_each_even_beyond_z():
    options = [f"I choose {n}" for n in range(30)]
    found = from_wjx(write(built(["Tea"], options), "wjx", ["en"]))[2]
    assert found[-1].options == options
