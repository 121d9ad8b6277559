"""The rules of the house that a reader would forget: each is a failing test."""

import ast
import json
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from kano.i18n import LANGUAGES, catalogue

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "kano").rglob("*.py"))
LOCALE = ROOT / "kano" / "data" / "locale"


def texts(lang):
    return json.loads((LOCALE / f"{lang}.json").read_text(encoding="utf-8"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def test_only_the_pages_know_streamlit():
    assert [p for p in MODULES if "streamlit" in imported(p) and (ROOT / "kano/ui") not in p.parents] == []


def test_only_state_names_the_session_state():
    named = [p.name for p in MODULES if "session_state" in p.read_text(encoding="utf-8")]
    assert named == ["state.py"]


def test_only_cache_caches():
    caching = [p for p in MODULES if re.search(r"st\.cache_", p.read_text(encoding="utf-8"))]
    assert caching
    assert {p.parent for p in caching} == {ROOT / "kano/ui/cache"}


def test_no_page_renders_a_users_text_as_html():
    assert [p for p in MODULES if "unsafe_allow_html" in p.read_text(encoding="utf-8")] == []
    assert [p.name for p in MODULES if "st.html(" in p.read_text(encoding="utf-8")] == ["shell.py"]


def test_only_the_store_and_the_engines_know_a_database_library():
    knows = [p for p in MODULES if {"sqlalchemy", "alembic"} & set(imported(p))]
    assert [p for p in knows if (ROOT / "kano/workshop") not in p.parents] == []
    counts = [p for p in MODULES if {"psycopg", "duckdb", "pyspark", "py4j"} & set(imported(p))]
    assert [p for p in counts if (ROOT / "kano/engines") not in p.parents] == []


def test_only_the_workshop_its_server_and_the_report_as_a_page_know_the_web():
    knows = [p for p in MODULES if {"starlette", "jinja2"} & set(imported(p))]
    elsewhere = {p.name for p in knows if (ROOT / "kano/workshop") not in p.parents}
    assert elsewhere == {"server.py", "page.py"}


def test_the_core_knows_no_clock_but_the_one_that_the_host_passes_in():
    core = [p for p in MODULES if (ROOT / "kano/ui") not in p.parents and p != ROOT / "kano/workshop/host.py"]
    assert [
        p for p in core if re.search(r"\b(time\.time|datetime\.now|date\.today|utcnow)\b", p.read_text("utf-8"))
    ] == []


def test_pages_and_modules_stay_small():
    assert {p.name: n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 250} == {}
    pages = (ROOT / "kano/ui/pages").glob("*.py")
    assert {p.name: n for p in pages if (n := len(p.read_text("utf-8").splitlines())) > 80} == {}


def test_classifying_on_the_command_line_imports_no_heavy_library():
    run = "import kano.cli, sys; kano.cli.main(['classify', 'sample_data/hotpot.csv', '--format', 'json'])"
    code = f"{run}; print(list(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert not set(ast.literal_eval(out.splitlines()[-1])) & {
        "kano.engines",
        "kano.workshop",
        "pandas",
        "scipy",
        "statsmodels",
        "altair",
        "streamlit",
        "vl_convert",
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_every_text_with_the_same_places(lang):
    english, other = texts("en"), texts(lang)
    assert set(other) == set(english)
    differ = [key for key in english if places(english[key]) != places(other[key])]
    assert differ == []


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_is_used_and_every_used_text_exists():
    source = "\n".join(p.read_text(encoding="utf-8") for p in MODULES)
    literal = set(re.findall(r"""["']([a-z]+\.[\w.\- ]+)["']""", source))
    shapes = [*re.findall(r"""\bt\(\s*f["']([^"'{]+[^"']*)["']""", source), "error.{code}", "finding.{code}"]
    built = [re.compile(re.sub(r"\\{.*?\\}", ".+", re.escape(shape)) + "$") for shape in shapes]
    unused = [key for key in texts("en") if key not in literal and not any(shape.match(key) for shape in built)]
    assert unused == []
    asked = set(re.findall(r"""\bt\(["']([\w.\- ]+)["']""", source))
    assert asked - set(texts("en")) == set()


def test_every_error_and_finding_that_is_raised_has_its_words():
    source = "\n".join(p.read_text(encoding="utf-8") for p in MODULES)
    raised = set(re.findall(r'KanoError\(\s*"([\w-]+)"', source))
    found = set(re.findall(r'Finding\(\s*"([\w-]+)"', source))
    assert {f"error.{code}" for code in raised} | {f"finding.{code}" for code in found} <= set(texts("en"))
    assert {key for key in texts("en") if key.startswith("error.")} == {f"error.{code}" for code in raised} | {
        "error.not-kano",
        "error.not-kano-alone",
    }


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="unknown language"):
        catalogue("fr")


def test_import_contracts_hold():
    lint = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([str(lint)], capture_output=True, text=True, cwd=ROOT, check=False)
    assert result.returncode == 0, result.stdout


def test_nothing_names_the_machine_it_was_made_on():
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False).stdout.split()
    files = [ROOT / name for name in listed if Path(name).suffix in {".py", ".md", ".toml", ".sh", ".txt", ".yaml", ""}]
    places = re.compile(r"/(?:work|root|home|tmp)/\w")
    texts = {p: p.read_text("utf-8") for p in files if p.is_file() and p != Path(__file__)}
    assert [str(p) for p, text in texts.items() if places.search(text)] == []
