"""XLSForm, read by pyxform and ODK Validate: what they ask is what the questionnaire asks."""

import io
import re
import xml.etree.ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.errors import KanoError
from kano.forms import write
from kano.forms.questions import Kind, questions
from kano.forms.values import value
from kano.forms.xlsform import label
from kano.i18n import LANGUAGES
from kano.questionnaire import load, parse, templates
from kano.readers.wordings import meaning
from tests.forms import exports
from tests.forms.consumers import odk
from tests.forms.hostile import NASTY, everything, hostile, many

ALL = list(LANGUAGES)
NAMES = {"en": "English (en)", "zh-Hans": "简体中文 (zh)", "zh-Hant": "繁體中文 (zh)"}
XF, H = "{http://www.w3.org/2002/xforms}", "{http://www.w3.org/1999/xhtml}"


def form(questionnaire, langs=ALL):
    return write(questionnaire, "xlsform", langs)


def sheets(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [["" if c is None else c for c in row] for row in sheet.values] for sheet in book}


def shown(text):
    """What pyxform leaves of a text: plain quotation marks, and no blanks at the ends or in a row."""
    return re.sub(r"( )+", " ", label(text).translate(str.maketrans("“”‘’", "\"\"''"))).strip()


class Read:
    """A form as ODK reads it."""

    def __init__(self, xform):
        self.root = ET.fromstring(xform)
        self.texts = {
            t.get("lang"): {e.get("id"): e.find(f"{XF}value").text for e in t} for t in self._all("translation")
        }
        self.lists = {i.get("id"): i.findall(f".//{XF}item") for i in self._all("instance")}
        self.required = {bind.get("nodeset") for bind in self._all("bind") if bind.get("required") == "true()"}
        self.controls = [*self._body(self.root.find(f"{H}body"))]

    def _all(self, tag):
        return self.root.iter(f"{XF}{tag}")

    def _body(self, element, screen=""):
        for child in element:
            if child.tag == f"{XF}group":
                assert child.get("appearance") == "field-list"
                yield from self._body(child, child.get("ref"))
            elif child.tag in (f"{XF}select1", f"{XF}input"):
                yield child.get("ref"), screen, child

    def asked(self, lang):
        """Code, screen, title, whether it must be answered, and choices, in the order of the form."""
        texts = self.texts[NAMES[lang]]
        for ref, screen, control in self.controls:
            title = texts[re.fullmatch(r"jr:itext\('(.*)'\)", control.find(f"{XF}label").get("ref"))[1]]
            items = control.find(f"{XF}itemset")
            rows = self.lists[re.search(r"instance\('(.*)'\)", items.get("nodeset"))[1]] if items is not None else []
            choices = [(row.find(f"{XF}name").text, texts[row.find(f"{XF}itextId").text]) for row in rows]
            yield ref.rsplit("/", 1)[-1], screen, title, ref in self.required, choices


def expected(questionnaire, langs, lang):
    for q in questions(questionnaire, langs):
        screen = "" if q.feature is None else f"/data/f{q.feature + 1:02d}"
        choices = [(value(choice), shown(choice.text[lang])) for choice in q.choices]
        yield q.code, screen, shown(q.title(lang)), q.kind in (Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL), choices


def assert_read(result, questionnaire, langs=ALL):
    assert (result["error"], result["warnings"]) == ("", [])
    read = Read(result["xform"])
    assert list(read.texts) == [NAMES[lang] for lang in langs]
    assert len({frozenset(texts) for texts in read.texts.values()}) == 1
    for lang in langs:
        asked = list(read.asked(lang))
        if questionnaire.introduction:
            assert asked.pop(0)[0] == "introduction"
        assert asked == list(expected(questionnaire, langs, lang))


def test_odk_reads_every_template_without_a_warning():
    asked = {name: load(name) for name in templates()}
    results = odk({name: form(questionnaire) for name, questionnaire in asked.items()}, validate=True)
    for name, questionnaire in asked.items():
        assert_read(results[name], questionnaire)


def test_odk_reads_one_language_alone():
    asked = load("complaints")
    results = odk({lang: form(asked, [lang]) for lang in LANGUAGES})
    for lang in LANGUAGES:
        assert_read(results[lang], asked, [lang])


def test_odk_takes_hostile_texts_as_texts():
    asked = everything()
    assert_read(odk({"all": form(asked)}, validate=True)["all"], asked)


def test_odk_reads_many_hostile_questionnaires():
    asked = {f"q{i}": questionnaire for i, questionnaire in enumerate(many())}
    results = odk({name: form(questionnaire) for name, questionnaire in asked.items()})
    for name, questionnaire in asked.items():
        assert_read(results[name], questionnaire)


def spoiled(change):
    """A form of ours with its sheets changed by hand."""
    book = openpyxl.load_workbook(io.BytesIO(form(load("complaints"))))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def broken_name(book):
    book["survey"]["B4"] = "1 a"


def no_list(book):
    book["choices"].delete_rows(2, 5)


def broken_condition(book):
    book["survey"]["H1"], book["survey"]["H4"] = "relevant", "no-such-function(1) >"


def long_language(book):
    for sheet in ("survey", "choices"):
        for cell in book[sheet][1]:
            cell.value = cell.value.replace("简体中文 (zh)", "简体中文 (zh-Hans)")


def test_the_checks_would_notice_a_broken_form():
    """Controls: pyxform refuses names and lists, ODK Validate alone refuses a condition, codes are warned of."""
    broken = {change.__name__: spoiled(change) for change in (broken_name, no_list, broken_condition, long_language)}
    results = odk(broken, validate=True)
    assert {name: r["error"].split(":")[0] for name, r in results.items()} == {
        "broken_name": "PyXFormError",
        "no_list": "PyXFormError",
        "broken_condition": "ODKValidateError",
        "long_language": "",
    }
    assert "zh-Hans" in " ".join(results["long_language"]["warnings"])
    assert odk({"same": broken["broken_condition"]})["same"]["error"] == ""


@pytest.mark.parametrize("name", templates())
def test_every_cell_of_every_language_is_filled(name):
    """Neither pyxform nor ODK Validate notices a missing translation."""
    made = sheets(form(load(name)))
    for rows in (made["survey"], made["choices"]):
        places = [i for i, head in enumerate(rows[0]) if head.startswith("label::")]
        assert len(places) == len(LANGUAGES)
        assert [row for row in rows[1:] if row[0] != "end_group" and not all(row[i] for i in places)] == []


def test_the_names_of_answers_are_read_without_a_question():
    answers = questions(load("complaints"), ["en"])[0].choices
    assert [meaning(value(choice)) for choice in answers] == list("LENWD")


def test_a_text_that_a_language_lacks_is_shown_in_another():
    yaml = "format: kano.questionnaire/1\ntitle: Tea\nintroduction: {zh-Hant: 您好}\nfeatures:\n"
    asked = parse(yaml + "- {id: t, name: {en: Tea, zh-Hans: 茶}}\n", "q.yaml")
    made = sheets(form(asked, ["zh-Hans", "en"]))
    assert made["survey"][1][:4] == ["note", "introduction", "您好", "您好"]
    assert made["settings"][1] == ["Tea", "kano_q", "1", "简体中文 (zh)", "pages"]
    with pytest.raises(KanoError) as caught:
        form(asked, ["zh-Hant"])
    assert caught.value.code == "language-missing"


def test_forms_with_other_ids_stay_apart_on_a_server():
    made = [sheets(form(hostile(["x"], extra)))["settings"][1][1] for extra in ("茶", "湯", "tea", "t a")]
    assert len(set(made)) == 4
    assert all(re.fullmatch(r"kano_[\w.-]+", name, re.ASCII) for name in made)


def test_the_same_questionnaire_gives_the_same_bytes():
    assert form(load("complaints")) == form(load("complaints"))


texts = st.lists(st.sampled_from(NASTY) | st.text("ab =+-@{}$<>\"'\\`/é中🙂\u2060", min_size=1), min_size=1).map(
    "".join
)


@given(st.lists(texts, min_size=1, max_size=3), texts, st.lists(texts, max_size=3))
def test_every_text_arrives_in_its_cell_as_a_string(names, extra, options):
    asked = hostile(names, extra, options=tuple(options))
    made = sheets(form(asked))
    assert "${" not in str(made)
    rows = {row[1]: row for row in made["survey"] if row[1]}
    for question in questions(asked, ALL):
        assert rows[question.code][2:5] == [label(question.title(lang)) for lang in LANGUAGES]
    labels = [row[2:5] for row in made["choices"] if row[0] == "S1"]
    assert labels == [[label(option)] * 3 for option in options]


def test_what_the_simulated_exports_call_their_columns_is_what_odk_calls_them():
    asked = load("complaints")
    read = Read(odk({"form": form(asked)})["form"]["xform"])
    refs = [ref.removeprefix("/data/") for ref, _, _ in read.controls if "introduction" not in ref]
    kobo = exports.kobo_names(asked, ALL, exports.people(asked, 2), groups=True).decode("utf-8-sig")
    assert [name.strip('"') for name in kobo.splitlines()[0].split(";")][: len(refs)] == refs
    central = exports.odk_central(asked, ALL, exports.people(asked, 2)).decode().splitlines()[0].split(",")
    assert [name for name in central if re.match(r"f\d\d-|S\d$", name)] == [ref.replace("/", "-") for ref in refs]
