"""What LibreOffice makes of a workbook of ours when it has nothing but the formulas: the values are taken out first."""

import io
import re
import shutil
import subprocess
import zipfile

import openpyxl

SOFFICE = shutil.which("soffice")


def stripped(data):
    """The same workbook without the values that stand beside its formulas."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
                part = re.sub(rb' t="str"(?=><f>)', b"", part)
            new.writestr(name, part)
    return out.getvalue()


def recomputed(data, folder):
    """The values of all cells, by LibreOffice alone."""
    (folder / "book.xlsx").write_bytes(stripped(data))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        SOFFICE,
        "--headless",
        profile,
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        folder / "out",
    ]
    subprocess.run([*map(str, command), str(folder / "book.xlsx")], check=True, capture_output=True, timeout=280)
    return openpyxl.load_workbook(folder / "out" / "book.xlsx", data_only=True)


def formulas(data):
    """Where the formulas stand: (sheet, cell) -> (text, value of the product)."""
    texts, values = (openpyxl.load_workbook(io.BytesIO(data), data_only=plain) for plain in (False, True))
    return {
        (sheet.title, cell.coordinate): (cell.value, values[sheet.title][cell.coordinate].value)
        for sheet in texts
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def apart(data, folder):
    """(number of formulas, how far the worst is off, which differ as texts or blanks)."""
    again, worst, wrong = recomputed(data, folder), 0.0, []
    found = formulas(data)
    for (sheet, at), (text, own) in found.items():
        other = again[sheet][at].value
        if isinstance(own, (int, float)) and isinstance(other, (int, float)):
            worst = max(worst, abs(own - other))
        elif (own or "") != (other or ""):
            wrong.append((sheet, at, own, other, text))
    return len(found), worst, wrong
