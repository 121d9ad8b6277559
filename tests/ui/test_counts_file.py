"""A counts file on the pages: told what it is and opened like a bundle; first rows are confirmed here."""

import pytest

from kano.bundle.gathered import read, write
from kano.i18n import LANGUAGES, catalogue
from kano.readers.mapping_file import to_yaml
from kano.text import markdown
from kano.ui import remembered
from tests.bundle.bundles import changed
from tests.bundle.test_gathered import gathered
from tests.test_cli_count import file, odd_rows, people, same
from tests.ui.test_answers import uploaded
from tests.ui.test_pages import assert_fine, button, go, texts

PAGES = ("certainty", "segments", "drift", "order", "portfolio", "offers", "export", "screening", "compare")


@pytest.fixture(autouse=True)
def _mappings(tmp_path, monkeypatch):
    monkeypatch.setenv(remembered.SETTING, str(tmp_path / "mappings"))


def counts(weighed=False):
    return write(gathered(1, weighed, 300) + gathered(2, weighed, 200, batch="b2"))


def results(data, lang="en"):
    """The results page, by way of the button."""
    at = uploaded(data, lang, "counts.json")
    assert_fine(at)
    button(at, "ui.bundle.open", lang).click().run()
    return go(at, "results")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_what_it_is_with_its_batches_and_people(lang):
    at, t = uploaded(counts(), lang, "counts.json"), catalogue(lang)
    said = texts(at)
    assert t("ui.counts-file.about") in said
    assert t("ui.bundle.about") not in said
    assert f"- **{t('ui.bundle.people')}**: 500" in said
    for batch, n in (("b1", 300), ("b2", 200)):
        assert f"- {markdown(batch)}: {n} ({markdown(f'{batch}.csv')})" in said
    source = markdown(f"{'b1.csv'} + 1")
    values = {"file": markdown("counts.json"), "source": source, "people": "500", "batches": 2}
    assert t("ui.counts-file.origin", **values) in said
    assert not [b for b in at.button if b.label == t("ui.answers.confirm")]


@pytest.mark.parametrize("weighed", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_takes_it_or_says_why_not(lang, weighed):
    at, t = results(counts(weighed), lang), catalogue(lang)
    assert_fine(at)
    weighs = markdown(t("finding.counts-weighed", table="standard"))
    assert any(weighs in warning.value for warning in at.warning) == weighed
    assert (markdown(t("convention.weights-text")) in texts(at)) == weighed
    for page in PAGES:
        go(at, page)
        assert_fine(at)
        if page == "drift":
            assert at.selectbox[0].value == "month"


def test_who_weighs_is_not_classified_by_another_table():
    at = results(counts(True))
    assert at.selectbox(key="table").options == ["standard (Berger 1993)"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_that_was_changed_is_refused_in_words(lang):
    data = changed(counts(), lambda content: content.update(date=None), whole=False)
    at = uploaded(data, lang, "counts.json")
    assert [each.value for each in at.error] == [markdown(catalogue(lang)("error.bundle-changed", file="counts.json"))]


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig")])
def test_the_first_rows_of_a_huge_file_are_confirmed_here_and_followed_by_the_count(
    kano, tmp_path, delimiter, encoding
):
    head = ["<b>id</b>", "City, “old”", "When?  ", "w", "餐具_functional", "餐具_dysfunctional", "w", "  why not"]
    source = file(tmp_path / "huge.csv", odd_rows(), head, delimiter, encoding)
    first, mapping, direct = tmp_path / "head.csv", tmp_path / "m.yaml", tmp_path / "direct.json"
    assert kano("inspect", source, "--engine", "arrow", "--first-rows", first)[0] == 0
    at = uploaded(first.read_bytes(), name="head.csv")
    button(at, "ui.answers.confirm").click().run()
    assert_fine(at)
    study = at.session_state["kano"].study
    assert study.people == len(first.read_bytes().splitlines()) - 1 < 3000
    mapping.write_text(to_yaml(study.mapping), encoding="utf-8")
    out = tmp_path / "counts.json"
    status, _, err = kano("count", source, "--mapping", mapping, "--out", out)
    assert status == 0, err
    assert kano("count", source, "--out", direct)[0] == 0
    assert read(out.read_bytes(), "c").people == 3000
    same(read(out.read_bytes(), "c"), read(direct.read_bytes(), "c"))
    opened = results(out.read_bytes())
    assert_fine(opened)


def test_first_rows_are_the_first_rows(kano, tmp_path):
    source = file(tmp_path / "huge.csv", people(3000))
    first = tmp_path / "head.csv"
    assert kano("inspect", source, "--first-rows", first)[0] == 0
    assert source.read_bytes().startswith(first.read_bytes())
    assert first.read_bytes().endswith(b"\n")
