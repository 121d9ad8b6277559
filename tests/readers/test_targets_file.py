"""Target sheets and fulfilment from tables: headers in three languages, what is blank, and what is refused."""

import io

import openpyxl
import pytest

from kano.decision.targets import Aim
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.readers.now_file import listed_now, open_now
from kano.readers.plan_file import Names
from kano.readers.targets_file import ROLES, open_targets, to_rows, words
from kano.reports.table import to_csv

HOTPOT = load("hotpot")
KEYS = HOTPOT.keys()
NAMES = Names(KEYS, HOTPOT)
AB = Names(("a", "b", "c"))


def read(text, names=AB):
    return open_targets(text.encode("utf-8-sig"), "targets.csv", names)


def refused(call, *values):
    with pytest.raises(KanoError) as problem:
        call(*values)
    assert all(problem.value.text(catalogue(lang)) for lang in LANGUAGES)
    return problem.value.code


def test_a_sheet_is_read_by_its_headers_and_blank_is_not_zero():
    file = read("Requirement,Weight,Now,Goal,Who\na,5,3,4.5,x\nb,,0,4,\nc,2,,,\n")
    assert file.aims == {"a": Aim(5, 3, 4.5), "b": Aim(None, 0, 4), "c": Aim(2, None, None)}
    assert [(f.code, f.values) for f in file.findings] == [("targets-unused", {"columns": "“Who”"})]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_written_in_a_language_is_read_again(lang):
    aims = {KEYS[0]: Aim(7.5, 3.0, 4.0), KEYS[1]: Aim(None, 0.0, 5.0)}
    rows = to_rows(KEYS, HOTPOT.labels(lang), lang, aims)
    again = read(to_csv(rows), NAMES).aims
    assert {key: aim for key, aim in again.items() if aim != Aim()} == aims
    assert list(rows[0]) == [words()[role][list(LANGUAGES).index(lang)] for role in ROLES]


def test_no_header_means_two_things():
    listed = [word for role in ROLES for word in words()[role]]
    own = {role: set(words()[role]) for role in ROLES}
    assert sum(len(found) for found in own.values()) == len(set(listed))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("feature,current\na,1\n", "targets-columns"),
        ("feature,current,now,target\na,1,1,1\n", "plan-columns-twice"),
        ("feature,current,target\nz,1,1\n", "targets-unknown"),
        ("feature,current,target\na,1,1\na,1,1\n", "targets-repeat"),
        ("feature,current,target\na,x,1\n", "targets-number"),
        ("feature,current,target\na,-1,1\n", "targets-number"),
        ("feature,current,target\na,EUR 1,1\n", "targets-number"),
        ('feature,current,target\na,"1,200",1\n', "amount-unsure"),
    ],
)
def test_what_cannot_be_read_is_refused(text, code):
    assert refused(read, text) == code


def test_which_of_several_sheets_is_meant_nothing_proves():
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("other")):
        for row in (("feature", "current", "target", "now"), ("a", 3, 4, 0.5)):
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    for read_ in (open_targets, open_now):
        with pytest.raises(KanoError) as problem:
            read_(file.getvalue(), "sheet.xlsx", AB)
        assert problem.value.code in ("targets-sheets", "plan-sheets")
    book.remove(book["other"])
    book.active.delete_cols(4)
    file = io.BytesIO()
    book.save(file)
    assert open_targets(file.getvalue(), "sheet.xlsx", AB).aims == {"a": Aim(None, 3, 4)}


def now(text, names=AB):
    return open_now(text.encode("utf-8-sig"), "now.csv", names)


def test_fulfilment_is_read_from_any_table_with_those_two_columns():
    assert now("feature,now\na,50%\nb,\nc,0\n").now == {"a": 0.5, "c": 0.0}
    assert now("feature,cost,now\na,,100%\n").now == {"a": 1.0}
    percent = now("feature,now\na,50\n")
    assert (percent.now, [f.code for f in percent.findings]) == ({"a": 0.5}, ["plan-percent"])
    assert now("feature,now %\na,1\n").now == {"a": 0.01}
    assert refused(now, "feature,cost\na,1\n") == "now-columns"
    assert refused(now, "feature,now\na,50%\na,60%\n") == "plan-now-differs"
    assert refused(now, "feature,now\na,0.5\nb,50%\n") == "degree-unsure"
    assert refused(now, "feature,now\nz,50%\n") == "plan-unknown"


def test_fulfilment_as_a_list():
    assert listed_now({"a": "50%", "B": "0"}, AB).now == {"a": 0.5, "b": 0.0}
    assert refused(listed_now, {"a": "half"}, AB) == "degree-unread"
    assert refused(listed_now, {"z": "1"}, AB) == "plan-unknown"
    assert refused(listed_now, {"a": "50%", "A": "60%"}, AB) == "plan-now-differs"
