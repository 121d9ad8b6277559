"""The real readers of our forms, each started once for many forms. `install.sh` gets them."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYTHON = ROOT / ".venv-forms" / "bin" / "python"
PACKAGES = HERE / "node_modules"


def need(there: bool, what: str) -> None:
    """Without its reader a test skips on a developer's machine and fails where CI=true."""
    if not there:
        end = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        end(f"{what} is missing; `make consumers` installs it")


def odk(forms: Mapping[str, bytes], validate: bool = False) -> dict[str, dict[str, Any]]:
    """What pyxform makes of each workbook: `xform`, `warnings` and `error`; `validate` asks ODK Validate too."""
    need(PYTHON.exists(), "pyxform")
    need(not validate or _java(), "Java for ODK Validate")
    with tempfile.TemporaryDirectory() as folder:
        for name, data in forms.items():
            Path(folder, f"{name}.xlsx").write_bytes(data)
        return _run([PYTHON, HERE / "odk.py", folder, *(["--validate"] if validate else [])])


def _java() -> bool:
    return bool(shutil.which("java")) and subprocess.run(["java", "-version"], capture_output=True).returncode == 0


def _need_node() -> None:
    there = bool(shutil.which("node")) and (PACKAGES / ".installed").exists()
    need(there, "Node with the packages of tests/forms/package.json")


def node(script: str, data: Any) -> Any:
    """The JSON that a script of this folder makes of JSON."""
    _need_node()
    return _run(["node", HERE / script], json.dumps(data))


def tsc(scripts: Mapping[str, bytes]) -> list[str]:
    """What TypeScript says against each script, as `name(line,column): error ...`. They do not see each other."""
    _need_node()
    flags = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--moduleDetection", "force", "--pretty", "false"]
    flags += ["--target", "es2020", "--lib", "es2020", "--types", "google-apps-script"]
    with tempfile.TemporaryDirectory() as folder:
        for name, data in scripts.items():
            Path(folder, f"{name}.js").write_bytes(data)
        files = [f"{name}.js" for name in scripts]
        command = ["node", PACKAGES / "typescript/bin/tsc", *flags, "--typeRoots", PACKAGES / "@types", *files]
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0 or done.stdout, done.stderr
    return done.stdout.splitlines()


def _run(command: Sequence[str | Path], given: str | None = None) -> Any:
    done = subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
