"""Texts that try to be more than texts, and questionnaires built by hand of them."""

import re

from hypothesis import strategies as st

from kano.i18n import LANGUAGES
from kano.questionnaire import Feature, Option, Questionnaire, SegmentQuestion

SIGNS = [
    '"', "'", "''", "“", "{", "}", "{INSERTANS:1X2X3}", "{F01a}", "${q://QID1/ChoiceGroup}", "[", "]", "[[", "]]",
    "[[PageBreak]]", "[[ID:x]]", "[单选题]", "【多选题】", "(量表题)", "（选填）", "［分页栏］", "[必答]", "[答案：A]",
    "=== 分页 ===", "===", "---", "___", "____", "-", "=", "_", "~", "1~9", "**", "!video(x)", "![x](http://x.example)",
    "=1+1", "+1", "-1", "@SUM(A1)", "＝1", "_x0041_", "<b>", "</p>", "<script>x()</script>", "&", "&amp;", "&#123;",
    "R&D", "\n", "\r\n", "\t", "\u2028", "\\", "\\\"", "|", ";", "1. ", "2.", "10、", "A. ", "B) ", "I like it", "C、",
    "Q1 ", "行：", "🙂", "👩\u200d👩\u200d👧", "\u202e", "\u200b", "مرحبا", "房间", "隨時", "e\u0301",
    "Tea", " ", "Hot towels",
]  # fmt: skip

unruly = st.lists(st.sampled_from(SIGNS) | st.text(max_size=4), min_size=1, max_size=5).map("".join)


@st.composite
def questionnaires(draw):
    """Names, every wording, the title and the options of a question about the person are unruly."""
    names = draw(st.lists(unruly, min_size=1, max_size=3))
    options = draw(st.lists(unruly, max_size=6))
    return built(names, options, draw(unruly), draw(st.booleans()))


def built(names, options=("Yes", "No"), extra="Tea", importance=True):
    return Questionnaire(
        "built",
        {"en": extra},
        tuple(_feature(name, i) for i, name in enumerate(names)),
        introduction={"zh-Hans": extra},
        importance=importance,
        segments=(
            SegmentQuestion("s", _every(extra), tuple(Option(str(i), _every(o)) for i, o in enumerate(options))),
        ),
    )


def _feature(name, number):
    return Feature(f"f{number}", _every(name), _every(f"With {name}?"), _every(f"Without {name}?"))


def _every(text):
    return {lang: f"{text}{lang[-1]}" if text == "Tea" else text for lang in LANGUAGES}


def words(text):
    """What must survive whatever happens to the signs: letters and digits, in their order."""
    return re.findall(r"[^\W_]+", text)
