"""`kano pairs` and `kano lint`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from kano import features, form, questionnaire
from kano.cli import DONE, NEEDS_DECISION, save, say
from kano.i18n import Translate
from kano.lint import lint as findings_of
from kano.questionnaire import Questionnaire, templates
from kano.readers import read_file
from kano.readers.delimited import decode
from kano.text import clean
from kano.wording import answer_set


def pairs(options: Namespace, t: Translate) -> int:
    asked = _load(options.file, t)
    lines: list[str] = []
    for text, answers in form.questions(asked, options.lang):
        code = text.split(" ", 1)[0]
        lines += [""] if code.endswith("a") or code.startswith("S") else []
        lines += [text, *(["   " + " / ".join(answers)] if code.startswith("S") else [])]
    print("\n".join(lines[1:]))
    print("\n" + t("cli.answers", answers=" / ".join(answer_set(asked.answer_set, options.lang))))
    if options.out:
        save(options.out, questionnaire.to_yaml(asked).encode())
        say(t("cli.wrote", file=options.out))
    return DONE


def lint(options: Namespace, t: Translate) -> int:
    found = findings_of(_load(options.file, t))
    for finding in found:
        print(finding.text(t))
    say(t("cli.lint", n=len(found)))
    return NEEDS_DECISION if found else DONE


def _load(path: str, t: Translate) -> Questionnaire:
    """A questionnaire or template, or one that is built from a plain list of features."""
    if path in templates() or Path(path).suffix.lower() in (".yaml", ".yml"):
        return questionnaire.load(path)
    text, encoding, sure = decode(read_file(path), path)
    if not sure:
        say("- " + t("finding.encoding", encoding=encoding, header=clean(text)[:60]))
    return features.build(features.parse_list(text), Path(path).stem)
