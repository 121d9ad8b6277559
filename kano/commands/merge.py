"""`kano merge`: counts files of different people as one."""

from __future__ import annotations

from argparse import Namespace
from functools import reduce
from operator import add
from pathlib import Path

from kano.bundle import gathered as counts_file
from kano.cli import DONE, say
from kano.commands.count import shown
from kano.commands.keeping import keep, turn
from kano.errors import KanoError
from kano.gathered import Gathered
from kano.i18n import Translate
from kano.readers import read_file


def merge(options: Namespace, t: Translate) -> int:
    if Path(options.out).suffix != ".json":
        raise KanoError("format-unknown", format=Path(options.out).suffix or options.out, known="json")
    with turn(options.out):
        parts = [counts_file.read(read_file(path), Path(path).name) for path in options.files]
        whole: Gathered = reduce(add, parts)
        keep(options.out, counts_file.write(whole))
    shown(whole, options, t)
    say(t("cli.wrote", file=options.out))
    return DONE
