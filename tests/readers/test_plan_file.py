"""Plans from tables: headers and names in three languages, levels, conditions, and what is refused."""

import io
import json

import pytest

from kano.decision.plan import Plan, Step
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.readers.plan_file import ROLES, Names, open_plan, to_rows, words
from kano.reports.table import to_csv
from kano.samples import open_sample, sample_plan

HOTPOT = load("hotpot")
KEYS = HOTPOT.keys()
NAMES = Names(KEYS, HOTPOT)
AB = Names(("a", "b", "c"))


def read(text, names=AB, name="plan.csv"):
    return open_plan(text.encode("utf-8-sig") if isinstance(text, str) else text, name, names)


def refused(text, names=AB):
    with pytest.raises(KanoError) as problem:
        read(text, names)
    assert all(problem.value.text(catalogue(lang)) for lang in LANGUAGES)
    return problem.value


def test_a_plan_with_levels_and_conditions():
    file = read(
        "Feature,Cost (EUR),Now,Target,Requires,Excludes,Who\n"
        "a,10,20%,60%,b; c,,x\n"
        "a,15,,100%,,,y\n"
        "b,-4,100%,0%,,c,\n"
        "c,,50%,,,,\n"
    )
    assert file.plan == Plan(
        (Step("a", 10, 0.6), Step("a", 15), Step("b", -4, 0.0)),
        {"a": 0.2, "b": 1.0, "c": 0.5},
        (("a", "b"), ("a", "c")),
        (("b", "c"),),
        "EUR",
    )
    assert [(f.code, f.values) for f in file.findings] == [("plan-unused", {"columns": "“Who”"})]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_written_in_a_language_is_read_again(lang):
    labels = HOTPOT.labels(lang)
    plan = Plan(
        (Step(KEYS[0], 12.5, 0.5), Step(KEYS[0], 20), Step(KEYS[1], -3, 0.0)),
        {KEYS[0]: 0.25, KEYS[1]: 1.0, KEYS[2]: 1 / 3},
        ((KEYS[0], KEYS[1]), (KEYS[0], KEYS[2])),
        ((KEYS[1], KEYS[3]),),
        "元",
    )
    again = read(to_csv(to_rows(KEYS, labels, lang, plan)), NAMES).plan
    assert again.steps == plan.steps
    assert again.now == pytest.approx(plan.now, abs=1e-6)
    assert (again.requires, again.excludes, again.unit) == (plan.requires, plan.excludes, plan.unit)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_empty_table_names_every_feature_and_no_number(lang):
    rows = to_rows(KEYS, HOTPOT.labels(lang), lang)
    assert [next(iter(row.values())) for row in rows] == list(HOTPOT.labels(lang).values())
    assert all(value == "" for row in rows for value in list(row.values())[1:])
    assert read(to_csv(rows), NAMES).plan == Plan(())


def test_features_are_known_by_key_id_and_every_name():
    feature = HOTPOT.features[0]
    for name in (feature.id, *feature.name.values(), feature.name["en"].upper(), f"  {feature.name['en']}  "):
        assert NAMES.key(name) == KEYS[0]
    assert NAMES.key("nothing") is None


def test_a_name_that_two_features_share_is_none_of_them():
    alike = Names(("one", "two"))
    alike._keys["same"] = {"one", "two"}
    assert alike.key("same") is None
    assert alike.key("two") == "two"


def test_a_name_that_a_spreadsheet_would_compute_survives():
    names = Names(("=1+1", "-b", "plain; with"))
    rows = to_rows(names.known, {}, "en", Plan((Step("=1+1", 1),), {}, (("=1+1", "plain; with"),)))
    text = to_csv(rows)
    assert '"\'=1+1"' in text
    assert read(text, names).plan.requires == (("=1+1", "plain; with"),)


def test_a_workbook_is_read_like_a_text():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["功能", "成本（万元）", "目前", "目标"], ["a", 12.5, 0.5, 1], ["b", 3, 0, 0.5]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    plan = read(file.getvalue(), name="plan.xlsx").plan
    assert plan == Plan((Step("a", 12.5), Step("b", 3, 0.5)), {"a": 0.5, "b": 0.0}, unit="万元")


def test_a_workbook_of_several_sheets_is_refused():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("old")):
        sheet.append(["feature", "cost"])
        sheet.append(["a", 1])
    file = io.BytesIO()
    book.save(file)
    assert refused(file.getvalue()).code == "plan-sheets"


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_names_prove_an_encoding_that_was_guessed(encoding):
    lang = "zh-Hant" if encoding == "big5" else "zh-Hans"
    plan = Plan((Step(KEYS[0], 5),), {KEYS[0]: 0.5})
    text = to_csv(to_rows(KEYS, HOTPOT.labels(lang), lang, plan))
    assert read(text.encode(encoding), NAMES).plan == plan


def test_percent_without_a_sign_is_read_and_said():
    file = read("feature,cost,now\na,1,50\nb,2,0\n")
    assert file.plan.now == {"a": 0.5, "b": 0.0}
    assert [finding.code for finding in file.findings] == ["plan-percent"]
    assert read("feature,cost,now (%)\na,1,1\n").plan.now == {"a": 0.01}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name,price\na,1\nx,1\n", "plan-unknown"),
        ("feature,now\na,1\n", "plan-columns"),
        ("cost,now\n1,1\n", "plan-columns"),
        ("feature,cost,effort\na,1,2\n", "plan-columns-twice"),
        ("feature,cost\na,ten\n", "plan-cost-unread"),
        ("feature,cost\na,=1+1\n", "plan-cost-unread"),
        ('feature,cost\na,"1,200"\n', "amount-unsure"),
        ("feature,cost,now,target\na,,50%,100%\nb,1,0%,\n", "plan-cost-missing"),
        ("feature,cost,now\na,1,50%\na,2,60%\n", "plan-now-differs"),
        ("feature,cost,now\na,1,0.5\nb,1,50\n", "degree-unsure"),
        ("feature,cost,now,target\na,1,1,100\n", "degree-unsure"),
        ("feature,cost,now\na,1,half\n", "degree-unread"),
        ("feature,cost,requires\na,1,b; z\n", "plan-unknown"),
        ("feature,cost,excludes\na,1,z\n", "plan-unknown"),
        ("feature,cost\na,€1\nb,$1\n", "plan-units"),
        ("feature,cost (EUR)\na,$1\n", "plan-units"),
        ("feature,cost\nTOTAL,3\na,3\n", "plan-unknown"),
        (",cost,feature\nx,3,\n", "plan-unknown"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(text, code):
    assert refused(text).code == code


def test_every_unknown_name_is_listed():
    problem = refused("feature,cost\nq,1\nr,2\na,3\n")
    assert "“q”, “r”" in problem.text(catalogue())


@pytest.mark.parametrize(
    "hostile", ['=cmd|"/c calc"!A1', "<script>", "a\u202eb", "x" * 5000, "${7*7}", "\u0000", "{names}"]
)
def test_hostile_names_are_refused_and_shown_as_text(hostile):
    text = to_csv([{"feature": hostile, "cost": 1}, {"feature": "a", "cost": 2}])
    problem = refused(text)
    assert len(problem.text(catalogue())) < 2000


def test_the_words_of_the_headers_are_distinct_and_written_in_every_language():
    assert tuple(words()) == ROLES
    every = [word for role in ROLES for word in set(words()[role])]
    assert len(every) == len(set(every))
    assert all(len(found) >= len(LANGUAGES) for found in words().values())


def test_the_sample_plan_fits_its_study_and_no_other():
    study = open_sample("hotpot")
    file = sample_plan(study)
    plan = open_plan(file.read_bytes(), file.name, Names(study.data.features, study.questionnaire)).plan
    assert set(plan.now) == set(study.data.features)
    assert {step.cost < 0 for step in plan.steps} == {True, False}
    assert len(plan.steps) > len(plan.now)
    assert plan.requires
    assert plan.excludes
    assert sample_plan(open_sample("berger1993")) is None
    assert json.dumps(dict(plan.now))
