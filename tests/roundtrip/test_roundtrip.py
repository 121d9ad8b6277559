"""What people answered is what is counted, whatever tool carried it: no question, or the right one."""

import pytest

from kano.questionnaire import Questionnaire
from kano.readers import Table, open_table
from tests.roundtrip.cases import Case, case, counted
from tests.roundtrip.exports import SHAPES, Shape, is_hard
from tests.roundtrip.reading import Outcome, differences, made

SEEDS = range(12)
"""Four sets of answers in each of three languages; half as many in files that a child process reads."""


def cases(shape: Shape):
    """In every second case no name makes the shape say less than it can."""
    for seed in SEEDS if shape.suffix not in ("xlsx", "sav") else SEEDS[:6]:
        yield case(seed, shape.langs[seed % len(shape.langs)], avoid=shape.hard if seed % 2 else None)


def check(shape: Shape, given: Case, table: Table, questionnaire: Questionnaire | None) -> None:
    """The questions that are asked, then the numbers as if the user had agreed with what is proposed."""
    asks = shape.asks if questionnaire else shape.alone
    found = made(table, questionnaire)
    told = found.proposal and [finding.values for finding in found.proposal.questions]
    assert found.refused is None
    if is_hard(shape, given) and found.asked:
        return
    assert found.asked == asks, told
    agreed = made(table, questionnaire, shape.codes, despite=asks)
    assert agreed.asked <= asks - {"code-direction"}
    check_numbers(shape, given, agreed)


def check_numbers(shape: Shape, given: Case, found: Outcome) -> None:
    whole = not is_hard(shape, given)
    truth = counted(given)
    assert found.data is not None
    assert differences(found.data, truth, shape.importance and whole, shape.segments and whole) == []
    assert found.proposal is not None
    if any(finding.code == "took-questionnaire" for finding in found.proposal.assumptions):
        assert found.data.features == truth.features


@pytest.mark.parametrize("name", SHAPES)
def test_what_people_answered_is_what_is_counted(name):
    shape = SHAPES[name]
    for given in cases(shape):
        table = open_table(shape.file(given), f"a.{shape.suffix}")
        check(shape, given, table, given.questionnaire)
        check(shape, given, table, None)


@pytest.mark.parametrize("name", ["qualtrics", "surveymonkey", "limesurvey", "typeform", "wjx", "tencent", "redcap"])
def test_the_tool_that_wrote_a_file_is_recognised(name):
    shape = SHAPES[name]
    table = open_table(shape.file(case(0, shape.langs[0])), f"a.{shape.suffix}")
    assert table.source.tool == {"tencent": "tencent-wj"}.get(name, name)


@pytest.mark.parametrize("name", ["msforms", "msforms zh-Hans", "msforms zh-Hant", "msforms de"])
def test_microsoft_forms_is_recognised_on_every_screen(name):
    shape = SHAPES[name]
    table = open_table(shape.file(case(0, shape.langs[0])), "a.xlsx")
    assert table.source.tool == "microsoft-forms"


def test_nobody_who_tried_the_form_is_counted_and_nobody_who_stopped_is_lost():
    given = case(1, "en")
    for name in ("qualtrics", "qualtrics xlsx", "qualtrics legacy", "qualtrics recodes"):
        shape = SHAPES[name]
        found = made(open_table(shape.file(given), f"a.{shape.suffix}"), given.questionnaire, shape.codes)
        assert found.data is not None
        assert len(found.data) == len(given.people)
        said = {finding.code for finding in found.proposal.assumptions}
        assert {"took-rows-out", "took-unfinished"} <= said
