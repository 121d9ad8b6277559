"""Documentation that is stale fails."""

import contextlib
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest

from kano.cli import main
from kano.evaluation import TABLES, load_table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(kind):
    return re.search(rf"```{kind}\n(.*?)```", README, re.DOTALL)[1]


def test_the_five_lines_of_python_print_what_the_readme_says(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert len([line for line in block("python").splitlines() if line]) == 5
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(block("python"), {})
    assert out.getvalue() == block("text")


@pytest.mark.parametrize("command", re.findall(r"^kano (.*?sample_data.*?)(?:  +#.*)?$", README, re.MULTILINE))
def test_the_commands_of_the_readme_run(command, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out


def test_links_and_pictures_exist():
    for page in [ROOT / "README.md", *ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_names_only_targets_that_the_makefile_has():
    targets = set(re.findall(r"^([\w.-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make (\w+)", README, re.MULTILINE)) <= targets


def test_the_method_page_prints_the_standard_table_as_it_is():
    text = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \*\*[LENWD]\*\* \| (.*) \|$", text, re.MULTILINE)
    assert "/".join(row.replace(" | ", "") for row in rows) == load_table(TABLES[0]).grid


def test_every_pinned_dependency_has_its_reason():
    reasons = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in pinned if f"| {name.lower()} |" not in reasons.lower()] == []


def test_the_python_of_the_counts_file_runs(tmp_path, monkeypatch, capsys):
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    snippet = re.search(r"```python\n(.*?kano.count.*?)```", text, re.DOTALL)[1]
    shutil.copy(ROOT / "sample_data" / "hotpot.csv", tmp_path / "answers.csv")
    monkeypatch.chdir(tmp_path)
    assert main(["inspect", "answers.csv", "--save", "mapping.yaml"]) == 0
    capsys.readouterr()
    exec(snippet, {})
    assert capsys.readouterr().out == "240 ('visits',) True\n"
