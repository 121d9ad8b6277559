"""Runs in `.venv-forms`, which has pyxform: a folder of workbooks in, JSON by name out."""

import json
import sys
from pathlib import Path

from pyxform.errors import PyXFormError
from pyxform.validators.odk_validate import ODKValidateError
from pyxform.xls2xform import convert


def read(path: Path, validate: bool) -> dict:
    try:
        made = convert(path, validate=validate)
    except (PyXFormError, ODKValidateError) as problem:
        return {"error": f"{type(problem).__name__}: {problem}", "warnings": [], "xform": ""}
    return {"error": "", "warnings": made.warnings, "xform": made.xform}


folder, *flags = sys.argv[1:]
forms = sorted(Path(folder).glob("*.xlsx"))
print(json.dumps({path.stem: read(path, "--validate" in flags) for path in forms}))
