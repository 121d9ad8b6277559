"""The page that chooses under a budget: nothing is filled in beforehand, nothing that was said is lost."""

import pytest

from kano import read
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.readers.plan_file import Names, open_plan
from kano.samples import FOLDER, sample_plan
from kano.ui.planned.work import PlanWork, blank, of_labels, plan_of
from tests.ui.test_pages import assert_fine, button, go, opened, shown_by_charts, texts

FIELD = {"budget": "plan_budget", "unit": "plan_unit", "weights": "plan_weights", "basics": "plan_basics"}


def planning(lang="en"):
    return go(opened(lang), "portfolio")


def sampled(lang="en"):
    at = planning(lang)
    button(at, "ui.portfolio.sample", lang).click().run()
    assert_fine(at)
    return at


def field(at, kind, name):
    return next(f for f in at.get(kind) if f.key.startswith(FIELD[name]))


def view(at, name):
    next(group for group in at.get("button_group") if group.key == "portfolio_view").set_value(name).run()
    assert_fine(at)
    return at


def chosen(at):
    """The chosen features by their names, from the table of all figures."""
    table = view(at, "figures").dataframe[-1].value
    return list(table[table["chosen"]]["feature"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_empty_page_says_what_to_enter_and_shows_no_number(lang):
    at, t = planning(lang), catalogue(lang)
    assert at.header[0].value == t("ui.portfolio.title")
    assert [info.value for info in at.info] == [t("ui.portfolio.empty")]
    assert not at.metric
    assert field(at, "number_input", "budget").value is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_is_loaded_with_one_click_and_said_to_be_invented(lang):
    at, t = sampled(lang), catalogue(lang)
    assert t("ui.portfolio.invented") in [warning.value for warning in at.warning]
    label = load("hotpot").labels(lang)["Splash-proof bag for the phone"]
    assert label in chosen(at)
    for part in ("portfolio.how.total", "portfolio.how.robust", "portfolio.how.requires"):
        assert t(part) in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["frontier", "certainty"])
def test_every_picture_shows_the_sample(lang, name):
    at, t = sampled(lang), catalogue(lang)
    drawn = shown_by_charts(view(at, name))
    if name == "frontier":
        assert t("chart.today") in drawn
        for move in ("better-more", "better-less", "better-same", "same-less"):
            assert t(f"chart.move.{move}").splitlines()[0] in drawn
    else:
        assert load("hotpot").labels(lang)["Valet parking"] in drawn


def test_a_budget_changes_the_choice_and_stays_when_the_page_is_left():
    at = sampled()
    free = chosen(at)
    field(at, "number_input", "budget").set_value(10.0).run()
    assert_fine(at)
    few = chosen(at)
    assert len(few) < len(free)
    field(at, "text_input", "unit").set_value("days").run()
    go(at, "results")
    go(at, "portfolio")
    assert field(at, "number_input", "budget").value == 10.0
    assert field(at, "text_input", "unit").value == "days"
    assert chosen(at) == few
    assert "days" in next(m.value for m in at.metric)


def test_basics_are_first_until_the_user_says_otherwise():
    at = sampled()
    field(at, "number_input", "budget").set_value(20.0).run()
    before = {m.label: m.value for m in at.metric}["Change of S"]
    field(at, "checkbox", "basics").uncheck().run()
    assert_fine(at)
    assert float({m.label: m.value for m in at.metric}["Change of S"]) > float(before)


def test_a_budget_that_nothing_fits_is_told_and_the_table_stays():
    at = sampled()
    field(at, "number_input", "budget").set_value(-1000.0).run()
    assert not at.exception
    assert "saves enough" in at.error[0].value
    field(at, "number_input", "budget").set_value(0.0).run()
    assert_fine(at)
    assert chosen(at)


def test_a_plan_of_another_language_keeps_its_features():
    at = sampled("zh-Hant")
    assert load("hotpot").labels("zh-Hant")["Apron for each guest"] in chosen(at)


def test_rows_become_a_plan_with_levels_conditions_and_unknowns():
    rows = [
        {**blank("a"), "cost": 2.0, "now": 50.0, "requires": ["b"]},
        {**blank("a"), "cost": 1.0, "target": 75.0},
        {**blank("b"), "now": 100.0, "excludes": ["c"]},
        blank("c"),
    ]
    plan = plan_of(rows, "EUR")
    assert [(s.feature, s.cost, s.target) for s in plan.steps] == [("a", 2.0, 1.0), ("a", 1.0, 0.75)]
    assert plan.now == {"a": 0.5, "b": 1.0}
    assert (plan.requires, plan.excludes, plan.unit) == ((("a", "b"),), (("b", "c"),), "EUR")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{**blank("a"), "target": 50.0}], "plan-cost-missing"),
        ([{**blank("a"), "cost": 1.0, "now": 10.0}, {**blank("a"), "now": 20.0}], "plan-now-differs"),
    ],
)
def test_rows_that_say_too_little_or_two_things_are_refused(rows, code):
    with pytest.raises(KanoError) as problem:
        plan_of(rows, "")
    assert problem.value.code == code


def test_what_was_read_is_no_longer_invented_once_it_is_changed():
    study = read(FOLDER / "hotpot.csv", load("hotpot"))
    file = sample_plan(study)
    plan = open_plan(file.read_bytes(), file.name, Names(study.data.features, study.questionnaire)).plan
    work = PlanWork()
    work.take(plan, study.data.features, invented=True)
    work.edit(work.rows_for(study.data.features))
    assert work.invented
    assert plan_of(work.rows, work.unit) == plan
    work.edit([{**work.rows[0], "cost": 99.0}, *work.rows[1:]])
    assert not work.invented


def test_a_row_of_the_table_is_read_by_what_features_are_called():
    row = {"feature": "Eins", "cost": 1.0, "now": None, "target": None, "requires": ["Zwei", "?"], "excludes": None}
    assert of_labels(row, {"Eins": "one", "Zwei": "two"}) == {
        **blank("one"),
        "cost": 1.0,
        "requires": ["two"],
    }


def test_costs_without_fulfilment_are_no_result_and_it_is_said_what_is_missing():
    at = planning()
    work = at.session_state["kano"].plan_work(at.session_state["kano"].study)
    work.take(plan_of([{**blank("Valet parking"), "cost": 3.0}], ""), ("Valet parking",))
    at.session_state["kano"].edition += 1
    at.run()
    assert_fine(at)
    assert not at.metric
    assert catalogue()("ui.portfolio.none") in [info.value for info in at.info]
    assert catalogue()("portfolio.left.now") in texts(at)


def test_two_studies_keep_a_plan_each():
    at = sampled()
    kept = at.session_state["kano"]
    first = kept.plan_work(kept.study)
    other = read(FOLDER / "published" / "berger1993_fig7.csv")
    assert kept.plan_work(other).rows is None
    assert kept.plan_work(kept.study) is first
