"""Bundles that are damaged, edited, swollen or of another version: refused in words, or what they say is said."""

import json
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from kano.bundle import content as strict
from kano.bundle.content import SEAL, dump, seal, sealed
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.reports.bundle import open_bundle
from kano.samples import open_sample
from tests.bundle.bundles import answers, changed, written

MANY = hypothesis(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])


@cache
def people():
    return written(answers(7, features=2), by="who")


@cache
def table():
    return written(open_sample("berger1993"))


def refused(data, code=None):
    with pytest.raises(KanoError) as caught:
        open_bundle(data, "b.json")
    for lang in LANGUAGES:
        assert "b.json" in caught.value.text(catalogue(lang)) or caught.value.code not in ("bundle-field",)
    assert code in (None, caught.value.code), str(caught.value)
    return caught.value


@MANY
@given(st.data())
def test_no_change_of_a_byte_gives_other_numbers(data):
    whole = people()
    at, byte = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 255))
    mutant = whole[:at] + bytes([byte]) + whole[at + 1 :]
    try:
        opened = open_bundle(mutant, "b.json")
    except KanoError:
        return
    assert opened.result.rows() == open_bundle(whole, "b.json").result.rows()
    assert opened.findings == open_bundle(whole, "b.json").findings


@MANY
@given(st.integers(0, 10**6), st.integers(1, 400))
def test_what_was_cut_short_is_refused(at, n):
    whole = people()
    at %= len(whole)
    refused(whole[:at])
    mutant = whole[:at] + whole[at + n :]
    with suppress(KanoError):
        assert open_bundle(mutant, "b.json").result.rows() == open_bundle(whole, "b.json").result.rows()


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.sampled_from(["standard", "../../etc/passwd", "A" * 300_000, "{0.__class__}", "{feature}", "\x00", "\ud800"]),
    st.lists(st.integers(-1, 3), max_size=4),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def places(value, path=()):
    """Every place in the content."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from places(each, (*path, key))


@cache
def known(which):
    plain = json.loads(which())
    return [path for path in places(plain) if path and path[0] not in ("classification", "curves", SEAL)]


@MANY
@given(st.data(), st.sampled_from([people, table]))
def test_whoever_seals_an_edit_again_gets_words_and_no_other_error(data, which):
    path = data.draw(st.sampled_from(known(which)))
    drop, junk = data.draw(st.booleans()), data.draw(JUNK)

    def edit(content):
        for key in path[:-1]:
            content = content[key]
        if drop:
            del content[path[-1]]
        else:
            content[path[-1]] = junk

    opened, problem = None, None
    try:
        opened = open_bundle(changed(which(), edit), "b.json")
    except KanoError as found:
        problem = found
    for t in map(catalogue, LANGUAGES):
        assert problem.text(t) if problem else opened.result.summary(t)
        assert problem or all(finding.with_hint(t) for finding in opened.findings)


@MANY
@given(st.data())
def test_results_that_were_edited_are_a_finding_at_most(data):
    path = data.draw(
        st.sampled_from([p for p in places(json.loads(table())) if p[:1] == ("classification",) and p[1:]])
    )
    junk = data.draw(JUNK)

    def edit(content):
        for key in path[:-1]:
            content = content[key]
        content[path[-1]] = junk

    opened = open_bundle(changed(table(), edit), "b.json")
    assert [finding.code for finding in opened.study.findings] in ([], ["bundle-differs"])
    assert opened.result.rows() == open_bundle(table(), "b.json").result.rows()


def test_an_edit_without_a_new_seal_is_refused_and_said():
    def one_more(content):
        content["counts"]["people"] += 1

    problem = refused(changed(people(), one_more, whole=False), "bundle-changed")
    assert "changed after it was written" in str(problem)
    assert "b.json" in str(problem)


def test_other_spaces_and_another_order_are_no_change():
    plain = json.loads(people())
    for text in (json.dumps(plain), json.dumps(plain, sort_keys=True, indent=4), dump(plain)):
        assert open_bundle(text.encode(), "b.json").result.rows()
    whole = json.dumps(plain).replace(".0,", ",").replace(".0]", "]")
    assert whole != json.dumps(plain)
    assert seal(json.loads(whole)) == plain[SEAL]


@pytest.mark.parametrize(
    ("edit", "where"),
    [
        (lambda c: c["counts"]["everyone"]["grid"][0][0].__setitem__(0, -1), "counts.everyone.grid[0][0]"),
        (lambda c: c["counts"]["everyone"]["grid"][0][0].__setitem__(0, 1.5), "counts.everyone.grid[0][0]"),
        (lambda c: c["counts"]["everyone"]["grid"][0][0].__setitem__(0, True), "counts.everyone.grid[0][0]"),
        (lambda c: c["counts"]["everyone"]["grid"][0][0].append(0), "counts.everyone.grid[0][0]"),
        (lambda c: c["counts"]["everyone"]["grid"][0].pop(), "counts.everyone.grid[0]"),
        (lambda c: c["counts"]["everyone"]["importance"][0][0].__setitem__(0, 10**6), "counts.everyone.importance"),
        (lambda c: c["counts"]["everyone"]["importance"][0][0].__setitem__(2, 0.5), "counts.everyone.importance"),
        (lambda c: c["counts"]["questions"][0]["grid"][0][0].__setitem__(7, 10**6), "counts.questions[0].hidden"),
        (lambda c: c["counts"]["questions"][0]["hidden"].update(together="x"), "counts.questions[0].hidden.together"),
        (
            lambda c: c["counts"]["questions"][0].update(hidden=None, segments=["a", "a"]),
            "counts.questions[0].segments",
        ),
        (lambda c: c["counts"]["questions"].append(c["counts"]["questions"][0]), "counts.questions"),
        (lambda c: c["counts"].update(features=["x", "x"]), "counts.features"),
        (lambda c: c["counts"].update(people=3), "counts.people"),
        (lambda c: c["counts"]["everyone"]["grid"][0][1].__setitem__(8, 10**10), "counts.everyone"),
        (lambda c: c["counts"].update(silent=10**6), "counts.silent"),
        (lambda c: c["counts"].update(kind="dreams"), "counts.kind"),
        (lambda c: c["counts"].update(answers=[]), "counts"),
        (lambda c: c.update(by="shoe size"), "by"),
        (lambda c: c.update(people=["Ann"]), ""),
        (lambda c: c["settings"].update(rule="best"), "settings.rule"),
        (lambda c: c["settings"].update(draws=10**9), "settings.draws"),
        (lambda c: c["settings"].update(draws=0), "settings.draws"),
        (lambda c: c["settings"].update(seed=-1), "settings.seed"),
        (lambda c: c["settings"].update(level=1), "settings.level"),
        (lambda c: c["settings"].update(least=0), "settings.least"),
        (lambda c: c["settings"].update(tie_margin="5%"), "settings.tie_margin"),
        (lambda c: c["settings"]["table"].update(answers="L N D"), "settings.table.answers"),
        (lambda c: c["settings"].pop("clear"), "settings.clear"),
        (lambda c: c["file"].update(layout="round"), "file.layout"),
        (lambda c: c["source"].update(path="/home"), "source"),
        (lambda c: c["findings"].append({"code": "x"}), "findings[0].feature"),
        (lambda c: c.update(screening={"respondents": 3, "flagged": 9}), "screening.flagged"),
        (
            lambda c: c.update(screening={"respondents": 9, "flagged": 1, "by_rule": {"luck": 1}}),
            "screening.by_rule.luck",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(edit, where):
    problem = refused(changed(people(), edit), "bundle-field")
    assert problem.values["where"] == where


def test_a_table_and_a_questionnaire_are_refused_as_elsewhere():
    assert refused(changed(people(), lambda c: c["settings"]["table"].update(grid="XX/YY"))).code.startswith("table-")
    asked = written(open_sample("hotpot"))
    problem = refused(changed(asked, lambda c: c["questionnaire"]["features"][0].update(dimension="taste")))
    assert problem.code == "questionnaire-field"
    assert "features[1].dimension" in str(problem)


def test_answers_outside_the_table_are_said():
    def three(content):
        grid = "QAO/RIM/RRQ"
        content["settings"]["table"] = {"name": "three", "citation": "", "answers": "L N D", "grid": grid}

    refused(changed(people(), three), "table-levels")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "bundle-broken"),
        (b"{", "bundle-broken"),
        (b"[]", "bundle-broken"),
        (b"null", "bundle-broken"),
        (b"{}", "bundle-changed"),
        (b'{"schema": "kano.bundle/1", "schema": "kano.bundle/1"}', "bundle-broken"),
        (b'{"schema": "kano.bundle/1", "a": NaN}', "bundle-broken"),
        (b'{"schema": "kano.bundle/1", "a": Infinity}', "bundle-broken"),
        (b'{"schema": "kano.bundle/1", "a": 1e999, "sha256": ""}', "bundle-broken"),
        (b'{"schema": "kano.bundle/1", "a": ' + b"9" * 5000 + b"}", "bundle-broken"),
        (b'{"schema": "kano.bundle/1", "a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "bundle-broken"),
        (b'{"schema": "kano.bundle/1", "a": "\xff"}', "bundle-broken"),
        ('{"schema": "kano.bundle/1"}'.encode("utf-16"), "bundle-broken"),
    ],
)
def test_what_is_no_json_is_refused(text, code):
    refused(text, code)


def test_a_later_version_is_named():
    problem = refused(changed(people(), lambda c: c.update(schema="kano.bundle/7", kano="9.1")), "bundle-schema")
    assert "9.1" in str(problem)
    refused(changed(people(), lambda c: c.update(schema="kano.classification/1")), "bundle-none")


def test_what_would_fill_memory_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(strict.json, "loads", lambda *_, **__: pytest.fail("it was read"))
    refused(b'{"schema": "kano.bundle/1", "a": [' + b"0," * strict.MOST_PARTS + b"0]}", "file-too-large")
    refused(b" " * (strict.MOST_BYTES + 1), "file-too-large")


def test_more_features_than_anybody_asks_are_refused():
    def many(content):
        content["counts"]["features"] = [f"f{i}" for i in range(2001)]

    assert refused(changed(table(), many), "bundle-field").values["where"] == "counts.features"


def test_texts_are_cleaned_as_everywhere():
    def spoil(content):
        content["about"]["title"] = "Which\u202e flight\x00?"

    assert open_bundle(changed(table(), spoil), "b.json").title == "Which flight ?"


def test_the_seal_is_of_what_is_read():
    data = {"schema": "s", "kano": "1", "a": (1, 2.0, {"b": None})}
    made = sealed(data)
    assert list(made) == ["schema", "kano", SEAL, "a"]
    assert made[SEAL] == seal(json.loads(dump(made)))
    assert made[SEAL] != seal({**made, "a": [1, 3]})
