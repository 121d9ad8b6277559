"""`kano pairs`, `kano lint` and `kano form`."""

from __future__ import annotations

from kano.forms import FORMATS
from kano.i18n import DEFAULT, LANGUAGES
from kano.options import Commands, lazy


def add(commands: Commands) -> None:
    _questions(commands)
    _form(commands)


def _questions(commands: Commands) -> None:
    pairs = commands.add_parser("pairs", help="question pairs from a list of features")
    pairs.add_argument("file", metavar="FEATURES.txt|Q.yaml")
    pairs.add_argument("--lang", choices=tuple(LANGUAGES), default=DEFAULT)
    pairs.add_argument("--out", metavar="Q.yaml", help="write the questionnaire, in every language")
    pairs.set_defaults(run=lazy("questions", "pairs"))
    lint = commands.add_parser("lint", help="check the wording of question pairs")
    lint.add_argument("file", metavar="Q.yaml|FEATURES.txt")
    lint.add_argument("--lang", choices=tuple(LANGUAGES), help="language of remarks")
    lint.set_defaults(run=lazy("questions", "lint"))


def _form(commands: Commands) -> None:
    form = commands.add_parser("form", help="a questionnaire as a form of a survey tool")
    form.add_argument("file", metavar="Q.yaml|TEMPLATE")
    form.add_argument("--to", choices=tuple(FORMATS), required=True, help="the tool or the kind of file")
    form.add_argument("--lang", metavar="en,zh-Hans", help="every language that the tool can take when not given")
    form.add_argument("--out", metavar="FILE", help="text is printed when not given")
    form.add_argument("--shuffle", action="store_true", help="the tool shows the features in random order")
    form.set_defaults(run=lazy("forms", "form"))
