"""`kano order`: the reasons in every language and format, fulfilment from anywhere, groups and tickets."""

import csv
import io

import pytest

from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.samples import FOLDER

FILE, PLAN = FOLDER / "hotpot.csv", FOLDER / "plans" / "hotpot-plan.csv"
ASKED = (FILE, "--questionnaire", "hotpot")


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_json_has_every_feature_with_its_reason_and_groups(data):
    made = data("order", *ASKED)
    assert made["schema"] == "kano.order/1"
    assert len(made["rows"]) == 20
    first = made["rows"][0]
    assert (first["rank"], first["feature"], first["move"], first["category"]) == (
        1,
        "Apron for each guest",
        "fulfil",
        "M",
    )
    assert first["now"] is None
    assert first["reason"].startswith("basic, clear: 75% would be dissatisfied without it")
    assert (first["touchpoint"], first["dimension"]) == ("seating", "tangibles")
    assert first["worse"] == pytest.approx(-0.754, abs=0.001)
    for by in ("touchpoint", "dimension"):
        assert sorted(f for group in made[by] for f in group["lines"]) == sorted(row["feature"] for row in made["rows"])
    assert [s["key"] for s in made["conventions"]["sources"]] == ["berger1993"]
    assert set(made["left_out"]["no_place_in_order"]) == {row["feature"] for row in made["rows"] if row["rank"] is None}


def test_fulfilment_comes_from_the_plan_or_a_list(data, tmp_path):
    planned = {row["feature"]: row for row in data("order", *ASKED, "--now", PLAN)["rows"]}
    assert planned["Apron for each guest"]["now"] == 0.7
    assert planned["Apron for each guest"]["reason"].endswith("fulfilled to 70%")
    listed = {r["feature"]: r for r in data("order", *ASKED, "--now", "Apron for each guest=100%,代客泊车=0")["rows"]}
    assert listed["Apron for each guest"]["move"] == "keep"
    assert listed["Valet parking"]["move"] == "leave"
    assert listed["Washroom attendant"]["now"] is None
    table = tmp_path / "now.csv"
    table.write_text("Feature,Now,Who\nWashroom attendant,50%,x\n", encoding="utf-8")
    alone = {row["feature"]: row["now"] for row in data("order", *ASKED, "--now", table)["rows"]}
    assert {name: now for name, now in alone.items() if now is not None} == {"Washroom attendant": 0.5}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_is_in_every_language(kano, lang):
    status, out, _ = kano("order", *ASKED, "--lang", lang)
    t = catalogue(lang)
    assert status == 0
    assert load("hotpot").labels(lang)["Apron for each guest"] in out.splitlines()[0]
    assert t("order.column-reason") in out
    assert "{" not in out
    status, grouped, _ = kano("order", *ASKED, "--group", "touchpoint", "--lang", lang)
    assert status == 0
    assert all(option.label[lang] in grouped for option in load("hotpot").touchpoints)
    assert t("order.move-fulfil") in grouped


def test_csv_has_a_row_per_feature_by_rank_or_by_group(kano):
    made = rows(kano("order", *ASKED, "--format", "csv")[1])
    assert [row["rank"] for row in made[:3]] == ["1", "2", "3"]
    grouped = [row["dimension"] for row in rows(kano("order", *ASKED, "--format", "csv", "--group", "dimension")[1])]
    assert grouped == sorted(grouped, key=list(dict.fromkeys(grouped)).index)
    assert len(grouped) == len(made) == 20


def test_a_segment_has_its_own_order(data, kano):
    everyone, part = data("order", *ASKED), data("order", *ASKED, "--by", "visits", "--segment", "Once a week or more")
    assert {row["segment"] for row in part["rows"]} == {"Once a week or more"}
    assert {row["n"] for row in part["rows"]} != {row["n"] for row in everyone["rows"]}
    assert kano("order", *ASKED, "--by", "visits")[0] == 2
    assert kano("order", *ASKED, "--by", "visits", "--segment", "nobody")[0] == 2


def test_a_published_table_is_ordered_and_has_no_groups(data, kano):
    file = FOLDER / "published" / "berger1993_fig7.csv"
    made = data("order", file)
    assert made["rows"][0]["feature"] == "CR2 brakes"
    assert made["touchpoint"] == made["dimension"] == []
    status, _, err = kano("order", file, "--group", "touchpoint")
    assert (status, "--questionnaire" in err) == (2, True)


@pytest.mark.parametrize(("form", "column"), [("jira", "Summary"), ("github", "title"), ("plain", "title")])
def test_tickets_are_written(kano, tmp_path, form, column):
    path = tmp_path / "backlog.csv"
    status, out, err = kano("order", *ASKED, "--backlog", path, "--form", form)
    assert (status, str(path) in err, "rank" in out) == (0, True, True)
    assert rows(path.read_text(encoding="utf-8-sig"))[0][column] == "Apron for each guest: make sure"
    assert kano("order", *ASKED, "--backlog", FILE)[0] == 2
    assert kano("order", *ASKED, "--now", PLAN, "--backlog", PLAN)[0] == 2


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "now", ["nothing=50%", "Valet parking=150%", "Valet parking=x", "Valet parking=", "Valet parking", "0.5=a=b"]
)
def test_fulfilment_that_cannot_be_is_refused_in_words(kano, now, lang):
    status, out, err = kano("order", *ASKED, "--now", now, "--lang", lang)
    assert (status, out) == (2, "")
    assert "{" not in err.splitlines()[-1]


def test_a_table_without_the_columns_is_refused(kano, tmp_path):
    path = tmp_path / "now.csv"
    path.write_text("Feature,Cost\nValet parking,3\n", encoding="utf-8")
    status, _, err = kano("order", *ASKED, "--now", path)
    assert (status, "now" in err.splitlines()[-1]) == (2, True)
