"""`kano pairs` and `kano lint`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from kano import features, questionnaire
from kano.cli import DONE, NEEDS_DECISION, save, say
from kano.errors import KanoError
from kano.i18n import Translate
from kano.lint import lint as findings_of
from kano.questionnaire import Questionnaire, templates
from kano.readers import read_file
from kano.readers.delimited import find_encoding
from kano.segments import to_line
from kano.text import clean
from kano.wording import answer_set, importance_question


def pairs(options: Namespace, t: Translate) -> int:
    asked = _load(options.file, t)
    print("\n\n".join(_pair(asked, i, options.lang) for i in range(len(asked.features))))
    for number, segment in enumerate(asked.segments, start=1):
        print("\nS{} {}\n   {}".format(number, *to_line(segment, options.lang)))
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
    if path in templates() or Path(path).suffix in (".yaml", ".yml"):
        return questionnaire.load(path)
    data = read_file(path)
    return features.build(features.parse_list(_text(data, path, t)), Path(path).stem)


def _text(data: bytes, path: str, t: Translate) -> str:
    """The text of a list of features; an encoding that had to be guessed is said."""
    encoding, sure = find_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise KanoError("file-encoding", file=path, encoding=encoding) from problem
    if not sure:
        say("- " + t("finding.encoding", encoding=encoding, header=clean(text)[:60]))
    return text


def _pair(asked: Questionnaire, index: int, lang: str) -> str:
    feature, code = asked.features[index], f"F{index + 1:02d}"
    if lang not in feature.functional:
        raise KanoError("language-missing", feature=asked.name(feature, lang), lang=lang)
    lines = [f"{code}a {feature.functional[lang]}", f"{code}b {feature.dysfunctional[lang]}"]
    if asked.importance:
        lines.append(f"{code}i {importance_question(asked.name(feature, lang), lang)}")
    return "\n".join(lines)
