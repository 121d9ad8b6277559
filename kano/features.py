"""From a plain list of features to a questionnaire."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import count

from kano.errors import KanoError
from kano.i18n import LANGUAGES
from kano.language import has_chinese
from kano.questionnaire import Feature, Questionnaire, check
from kano.text import clean
from kano.wording import question_pair

_BULLET = re.compile(r"^\s*(?:[-*]\s+|[•·]|\(?\d{1,3}(?:[.)](?=\D)|、))\s*")


def parse_list(text: str) -> list[dict[str, str]]:
    """Names per language, a feature a line: `Hot towels` or `Hot towels | 热毛巾 | 熱毛巾`.

    Bullets, numbers, blank lines and lines that start with # are passed over.
    """
    lines = [_BULLET.sub("", line) for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [names for line in lines if (names := _names(line))]


def _names(line: str) -> dict[str, str]:
    parts = [clean(part) for part in re.split(r"[|\t]", line)]
    if len(parts) == 1 and parts[0]:
        return {("zh-Hans" if has_chinese(parts[0]) else "en"): parts[0]}
    return {lang: part for lang, part in zip(LANGUAGES, parts, strict=False) if part}


def build(names: Sequence[dict[str, str]], id: str = "features", title: str = "") -> Questionnaire:
    """A questionnaire with a pair per feature in every language. Raises KanoError.

    A name that a language lacks is taken from another one, and the lint says so.
    """
    if not names:
        raise KanoError("features-none")
    features: list[Feature] = []
    for given in names:
        features.append(build_feature(given, {feature.id for feature in features}))
    return check(Questionnaire(id=id, title=dict.fromkeys(LANGUAGES, title or id), features=tuple(features)))


def build_feature(given: dict[str, str], taken: set[str]) -> Feature:
    """A feature with its pairs in every language and an id that is not taken."""
    first = next(iter(given.values()))
    nearest = {"zh-Hant": given.get("zh-Hans"), "zh-Hans": given.get("zh-Hant")}
    name = {lang: given.get(lang) or nearest.get(lang) or first for lang in LANGUAGES}
    pairs = {lang: question_pair(text, lang) for lang, text in name.items()}
    functional, dysfunctional = ({lang: pair[side] for lang, pair in pairs.items()} for side in (0, 1))
    return Feature(_id(first, taken), name, functional, dysfunctional)


def _id(name: str, taken: set[str]) -> str:
    stem = slug(name) or "feature"
    candidates = (f"{stem}-{i}" if i > 1 else stem for i in count(1))
    return next(candidate for candidate in candidates if candidate not in taken)


def slug(name: str) -> str:
    """A short stable id of a Latin name, "" for others."""
    ascii_text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:40].strip("-")
