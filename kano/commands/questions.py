"""`kano pairs` and `kano lint`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from kano import features, questionnaire
from kano.cli import DONE, NEEDS_DECISION, save, say
from kano.forms.questions import Kind, questions
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
    for question in questions(asked, [options.lang]):
        about_person = question.kind is Kind.SEGMENT
        lines += [""] if about_person or question.kind is Kind.FUNCTIONAL else []
        lines.append(question.title(options.lang))
        lines += ["   " + " / ".join(question.answers(options.lang))] if about_person else []
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
