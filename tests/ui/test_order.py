"""The page that says what first and why: every feature once, nothing that is not known taken for known."""

import csv
import io

import pytest

from kano.decision.moves import Move
from kano.decision.targets import Aim
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.reports import Report
from kano.reports.backlog import FORMS, backlog
from kano.reports.order import order_of
from kano.ui.decided import with_decisions
from kano.ui.ordering.work import TargetsWork
from kano.ui.planned.work import PlanWork, blank, fulfilled
from tests.ui.test_pages import app, assert_fine, button, go, opened, texts

APRON = "Apron for each guest"
FEATURES = load("hotpot").keys()
VIEWS = ["list", "touchpoint", "dimension", "figures", "targets"]


def ordered(lang="en"):
    return go(opened(lang), "order")


def view(at, name):
    next(group for group in at.get("button_group") if group.key == "order_view").set_value(name).run()
    assert_fine(at)
    return at


def pills(at):
    return next(group for group in at.get("button_group") if (group.key or "").startswith("order_moves"))


def kept_of(at):
    kept = at.session_state["kano"]
    return kept, kept.study


def say(at, levels):
    """Fulfilment in percent, as the table of the page puts it away."""
    kept, study = kept_of(at)
    kept.plan_work(study).fulfil({name: levels.get(name) for name in study.data.features})
    kept.edition += 1
    at.run()
    assert_fine(at)
    return at


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_tells_of_every_feature(lang, name):
    at, t = view(ordered(lang), name), catalogue(lang)
    labels = load("hotpot").labels(lang)
    shown = texts(at)
    if name in ("figures", "targets"):
        shown += "\n".join(str(table.value["feature"].tolist()) for table in at.dataframe)
    assert all(label.replace("'", "") in shown.replace("\\", "").replace("'", "") for label in labels.values())
    assert t("ui.order.known", n=0, all=13) in shown
    assert t("ui.order.tickets") in shown
    if name == "touchpoint":
        assert all(option.label[lang] in shown for option in load("hotpot").touchpoints)
    if name == "targets":
        assert t("ui.order.targets-empty") in [info.value for info in at.info]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_message_and_the_reasons_are_in_the_language(lang):
    at, t = ordered(lang), catalogue(lang)
    shown = texts(at).replace("\\", "")
    assert load("hotpot").labels(lang)[APRON] in next(m.value for m in at.markdown if m.value.startswith("####"))
    assert t("order.lost", lost="75%") in shown
    assert t("order.now-unknown") in shown
    assert t("ui.order.others") in shown
    assert t("order.how-importance", importance=t("order.by-stated")) in shown
    assert at.get("expander")[0].label == t("ui.order.now")


def test_a_page_without_a_study_says_where_to_begin():
    at = app("en", "order")
    assert at.info[0].value == catalogue()("ui.no-study")


def test_moves_are_picked_and_what_is_not_shown_is_counted():
    at, t = ordered(), catalogue()
    pills(at).set_value([Move.FULFIL]).run()
    assert_fine(at)
    shown = texts(at)
    assert APRON in shown
    assert "Half portions" not in shown
    assert t("ui.order.hidden", n=17) in shown


def test_what_is_fulfilled_is_kept_and_moves_on_the_page_as_on_the_portfolio():
    at = say(ordered(), {APRON: 100.0, "Washroom attendant": 40.0})
    shown, t = texts(at).replace("\\", ""), catalogue()
    assert t("ui.order.known", n=2, all=13) in shown
    assert t("order.now-part", now="40%") in shown
    headline = next(m.value for m in at.markdown if m.value.startswith("####"))
    assert APRON not in headline
    assert "Washroom attendant" in headline
    view(at, "figures")
    table = at.dataframe[-1].value.set_index("feature")
    assert (table.loc[APRON, "now"], table.loc["Washroom attendant", "now"]) == (1.0, 0.4)
    assert table.loc[APRON, "move"] == t("order.move-keep")
    go(at, "portfolio")
    kept, study = kept_of(at)
    assert fulfilled(kept.plan_work(study).rows) == {APRON: 1.0, "Washroom attendant": 0.4}
    go(at, "order")
    assert t("ui.order.known", n=2, all=13) in texts(at)


def test_two_degrees_for_one_feature_are_told_and_neither_is_used():
    at = ordered()
    kept, study = kept_of(at)
    kept.plan_work(study).edit([{**blank(APRON), "now": 10.0}, {**blank(APRON), "now": 20.0, "cost": 1.0}])
    kept.edition += 1
    at.run()
    assert not at.exception
    assert any("10%" in warning.value and "20%" in warning.value for warning in at.warning)
    assert catalogue()("ui.order.known", n=0, all=13) in texts(at)


def test_a_segment_has_an_order_of_its_own():
    at = opened()
    at.selectbox(key="by").set_value(kept_of(at)[1].segments[0]).run()
    at = go(at, "order")
    box = at.selectbox(key="order_at")
    everyone = texts(at)
    box.set_value(1).run()
    assert_fine(at)
    assert texts(at) != everyone


def test_a_table_of_counts_has_no_touchpoints_and_says_so():
    at = app()
    at.selectbox[0].set_value("berger1993").run()
    button(at, "ui.home.sample-open").click().run()
    at, t = go(at, "order"), catalogue()
    for by in ("touchpoint", "dimension"):
        view(at, by)
        assert t("ui.order.ungrouped", by=t(f"order.by-{by}")) in [info.value for info in at.info]


def test_the_target_sheet_shows_the_numbers_of_the_method_and_the_rest_with_reasons():
    """Target 4, current 3: basic 1.7778, performance 1.3333, excitement 1.1547 (Tan & Shen 2000)."""
    at, t = ordered(), catalogue()
    kept, study = kept_of(at)
    kept.target_work(study).take({name: Aim(None, 3.0, 4.0) for name in FEATURES})
    kept.edition += 1
    view(at, "targets")
    table = at.dataframe[-1].value.set_index("feature")
    assert table.loc[APRON, "adjusted"] == "1.78"
    assert table.loc["Half portions on the menu", "adjusted"] == "1.33"
    assert table.loc["Birthday greeting", "adjusted"] == "1.15"
    assert table["share"].sum() == pytest.approx(100)
    assert "Valet parking" not in table.index
    assert t("targets.reason-exponent", kind=t("type.I")) in texts(at).replace("\\", "")
    assert t("finding.targets-stated") in "\n".join(warning.value for warning in at.warning).replace("\\", "")
    next(box for box in at.selectbox if (box.key or "").startswith("targets_method")).set_value("chaudha").run()
    assert_fine(at)
    assert kept.target_work(study).method == "chaudha"
    assert "Valet parking" in set(at.dataframe[-1].value["feature"])


def test_the_target_sheet_goes_into_the_files_once_it_is_begun():
    at = ordered()
    kept, study = kept_of(at)
    report = Report(study, study.classify())
    assert with_decisions(report, kept, study).targets is None
    kept.target_work(study).take({APRON: Aim(2.0, 3.0, 4.0)})
    made = with_decisions(report, kept, study).targets
    assert [line.feature for line in made.weighed] == [APRON]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tickets_are_made_of_every_feature(lang):
    at = ordered(lang)
    shown = {b.proto.label for b in at.get("download_button")}
    assert {catalogue(lang)(f"ui.order.form-{form}") for form in FORMS} <= shown
    study = kept_of(at)[1]
    report = Report(study, study.classify(), lang)
    for form in FORMS:
        rows = list(csv.reader(io.StringIO(backlog(report, order_of(report), form).decode("utf-8-sig"))))
        assert len(rows) == 1 + len(FEATURES)


def test_fulfilment_changes_only_the_feature_that_was_changed():
    work = PlanWork([{**blank("a"), "cost": 1.0, "now": 10.0}, {**blank("a"), "cost": 2.0}, {**blank("b"), "now": 5.0}])
    features = ("a", "b", "c")
    before = [dict(row) for row in work.rows_for(features)]
    work.fulfil(work.levels(features))
    assert work.rows_for(features) == before
    work.fulfil({"a": 50.0, "b": 5.0, "c": None})
    assert [(row["feature"], row["cost"], row["now"]) for row in work.rows_for(features)] == [
        ("a", 1.0, 50.0),
        ("a", 2.0, 50.0),
        ("b", None, 5.0),
        ("c", None, None),
    ]
    work.fulfil({"a": None, "b": 5.0, "c": 0.0})
    assert fulfilled(work.rows) == {"b": 0.05, "c": 0.0}


def test_one_degree_beside_blanks_is_that_of_the_feature_and_two_are_refused():
    assert fulfilled([{**blank("a"), "now": 30.0}, blank("a")]) == {"a": 0.3}
    with pytest.raises(KanoError) as problem:
        fulfilled([{**blank("a"), "now": 30.0}, {**blank("a"), "now": 31.0}])
    assert problem.value.code == "plan-now-differs"


def test_the_sheet_keeps_what_was_said_and_nothing_else():
    work = TargetsWork()
    assert not work.begun
    work.edit([{"feature": "a", "importance": None, "current": 3.0, "target": None}, *work.rows_for(["b"])])
    assert work.aims == {"a": Aim(None, 3.0, None)}
    assert not work.begun
    work.edit([{**row, "target": 4.0} for row in work.rows_for(["a", "b"])])
    assert work.begun
    assert work.rows_for(["b"]) == [{"feature": "b", "importance": None, "current": None, "target": 4.0}]
    work.refuse("no")
    work.take({}, ())
    assert (work.problem, work.aims) == ("", {})
