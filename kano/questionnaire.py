"""What is asked: features and their question pairs in each language. Loaded, checked and saved as YAML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import yaml

from kano.errors import KanoError
from kano.i18n import LANGUAGES
from kano.text import NAME_LENGTH, clean
from kano.wording import answer_sets, question_pair
from kano.yamltext import load as load_yaml

FORMAT = "kano.questionnaire/1"
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
FOLDER = Path(__file__).parents[1] / "questionnaires"
MAX_FEATURES = 200
QUESTION_LENGTH = 500

T = TypeVar("T")
Texts = Mapping[str, str]
"""A text per language code."""


@dataclass(frozen=True)
class Feature:
    """One service feature. Its questions are written out, never assembled while people answer."""

    id: str
    name: Texts
    functional: Texts
    dysfunctional: Texts
    description: Texts | None = None
    touchpoint: str | None = None
    dimension: str | None = None


@dataclass(frozen=True)
class Option:
    """Something to choose, or a moment of the journey: an id and its label."""

    id: str
    label: Texts


@dataclass(frozen=True)
class SegmentQuestion:
    """A question about the respondent, by which results may be split."""

    id: str
    question: Texts
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Questionnaire:
    """A list of features and how they are asked. `languages` holds those every text is written in."""

    id: str
    title: Texts
    features: tuple[Feature, ...]
    version: int = 1
    introduction: Texts | None = None
    answer_set: str = "like-it-that-way"
    importance: bool = True
    pairs_per_person: int | None = None
    touchpoints: tuple[Option, ...] = ()
    segments: tuple[SegmentQuestion, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(lang for lang in LANGUAGES if all(lang in f.functional for f in self.features))

    @property
    def pairs_asked(self) -> int:
        """Pairs that one person answers."""
        return min(self.pairs_per_person or len(self.features), len(self.features))

    def name(self, feature: Feature, lang: str) -> str:
        """The name in a language, or in the first one that it has."""
        return feature.name.get(lang) or next(iter(feature.name.values()))

    def keys(self) -> tuple[str, ...]:
        """How results call the features: their names in the questionnaire's first language."""
        return tuple(self.name(feature, self.languages[0] if self.languages else "en") for feature in self.features)

    def labels(self, lang: str) -> dict[str, str]:
        """From the features' keys to their names in a language."""
        return dict(zip(self.keys(), (self.name(f, lang) for f in self.features), strict=True))


def templates() -> dict[str, Path]:
    """The questionnaires that ship, by id."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}


def load(path: str | Path) -> Questionnaire:
    """A questionnaire from a YAML file, or a template by its id. Raises KanoError that says where."""
    path = templates().get(str(path), Path(path))
    try:
        return parse(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, UnicodeDecodeError) as problem:
        raise KanoError("questionnaire-missing", file=str(path)) from problem


def parse(text: str, name: str) -> Questionnaire:
    """A questionnaire from YAML text. Raises KanoError with the place of what is wrong."""
    try:
        data = load_yaml(text)
    except yaml.YAMLError as problem:
        raise KanoError("questionnaire-yaml", file=name, reason=" ".join(str(problem).split())) from problem
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise KanoError("questionnaire-format", file=name, expected=FORMAT)
    return check(_Reader(name).questionnaire(data))


def check(questionnaire: Questionnaire) -> Questionnaire:
    """The same questionnaire, or KanoError: no features, too many, a name or id twice, unknown answers."""
    features = questionnaire.features
    if not 0 < len(features) <= MAX_FEATURES:
        raise KanoError("questionnaire-size", n=len(features), most=MAX_FEATURES)
    if questionnaire.answer_set not in answer_sets():
        raise KanoError("answer-set-unknown", name=questionnaire.answer_set, known=", ".join(answer_sets()))
    names = ([f.name[lang] for f in features if lang in f.name] for lang in LANGUAGES)
    for values in ([f.id for f in features], [s.id for s in questionnaire.segments], *names):
        repeated = sorted({v for v in values if values.count(v) > 1})
        if repeated:
            raise KanoError("features-repeat", names=", ".join(repeated))
    return questionnaire


def to_yaml(questionnaire: Questionnaire) -> str:
    """The file's text; `parse` of it gives the same questionnaire."""
    return str(yaml.safe_dump(_data(questionnaire), allow_unicode=True, sort_keys=False, width=120))


def _data(q: Questionnaire) -> dict[str, Any]:
    data: dict[str, Any] = {"format": FORMAT, "id": q.id, "version": q.version, "title": dict(q.title)}
    data["introduction"] = dict(q.introduction) if q.introduction else None
    data |= {"answer_set": q.answer_set, "importance": q.importance, "pairs_per_person": q.pairs_per_person}
    data["touchpoints"] = [{"id": o.id, "name": dict(o.label)} for o in q.touchpoints]
    data["segments"] = [
        {"id": s.id, "question": dict(s.question), "options": [{"id": o.id, "label": dict(o.label)} for o in s.options]}
        for s in q.segments
    ]
    data["features"] = [_feature_data(f) for f in q.features]
    return {key: value for key, value in data.items() if value not in (None, [])}


def _feature_data(f: Feature) -> dict[str, Any]:
    data = {"id": f.id, "name": dict(f.name), "description": dict(f.description) if f.description else None}
    data |= {"touchpoint": f.touchpoint, "dimension": f.dimension}
    data |= {"functional": dict(f.functional), "dysfunctional": dict(f.dysfunctional)}
    return {key: value for key, value in data.items() if value is not None}


@dataclass(frozen=True)
class _Reader:
    """Plain data into a questionnaire; every complaint names the file and the place."""

    file: str

    def questionnaire(self, data: dict[str, Any]) -> Questionnaire:
        known = set(Questionnaire.__dataclass_fields__) | {"format"}
        self.only(data, known, "questionnaire")
        return Questionnaire(
            id=clean(str(data.get("id") or Path(self.file).stem)),
            title=self.texts(data.get("title"), "title"),
            features=self.each(data, "features", self.feature),
            version=self.number(data.get("version", 1), "version"),
            introduction=self.texts(data.get("introduction"), "introduction", optional=True) or None,
            answer_set=str(data.get("answer_set", "like-it-that-way")),
            importance=bool(data.get("importance", True)),
            pairs_per_person=self.number(data.get("pairs_per_person"), "pairs_per_person", optional=True) or None,
            touchpoints=self.each(data, "touchpoints", partial(self.option, key="name")),
            segments=self.each(data, "segments", self.segment),
        )

    def feature(self, data: Any, where: str) -> Feature:
        self.only(data, set(Feature.__dataclass_fields__), where)
        name = self.texts(data.get("name"), f"{where}.name", NAME_LENGTH)
        built = {lang: question_pair(text, lang) for lang, text in name.items()}
        functional = self.texts(data.get("functional"), f"{where}.functional", optional=True)
        dysfunctional = self.texts(data.get("dysfunctional"), f"{where}.dysfunctional", optional=True)
        if set(functional) != set(dysfunctional):
            raise KanoError("questionnaire-pair", file=self.file, where=where)
        dimension = data.get("dimension")
        if dimension is not None and dimension not in DIMENSIONS:
            raise self.error(f"{where}.dimension", ", ".join(DIMENSIONS))
        return Feature(
            id=clean(str(data.get("id") or where)),
            name=name,
            functional={lang: pair[0] for lang, pair in built.items()} | functional,
            dysfunctional={lang: pair[1] for lang, pair in built.items()} | dysfunctional,
            description=self.texts(data.get("description"), f"{where}.description", optional=True) or None,
            touchpoint=clean(str(data["touchpoint"])) if data.get("touchpoint") else None,
            dimension=dimension,
        )

    def segment(self, data: Any, where: str) -> SegmentQuestion:
        self.only(data, set(SegmentQuestion.__dataclass_fields__), where)
        options = self.each(data, "options", partial(self.option, key="label"), f"{where}.")
        question = self.texts(data.get("question"), f"{where}.question")
        return SegmentQuestion(clean(str(data.get("id") or where)), question, options)

    def option(self, data: Any, where: str, key: str) -> Option:
        self.only(data, {"id", key}, where)
        return Option(clean(str(data.get("id"))), self.texts(data.get(key), f"{where}.{key}"))

    def each(self, data: dict[str, Any], key: str, read: Callable[[Any, str], T], place: str = "") -> tuple[T, ...]:
        """The items of a list, each with its place."""
        items = data.get(key) or []
        if not isinstance(items, list):
            raise self.error(place + key, "- ...")
        return tuple(read(item, f"{place}{key}[{i}]") for i, item in enumerate(items, start=1))

    def texts(self, data: Any, where: str, length: int = QUESTION_LENGTH, optional: bool = False) -> dict[str, str]:
        if data is None and optional:
            return {}
        data = {"en": data} if isinstance(data, str) else data
        if not isinstance(data, dict) or not data or not set(data) <= set(LANGUAGES):
            raise self.error(where, "/".join(LANGUAGES))
        texts = {lang: clean(str(data[lang]), length) for lang in LANGUAGES if data.get(lang)}
        if not all(texts.values()) or not texts:
            raise self.error(where, "/".join(LANGUAGES))
        return texts

    def number(self, value: Any, where: str, optional: bool = False) -> int:
        if value is None and optional:
            return 0
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error(where, "1, 2, 3, ...")
        return value

    def only(self, data: Any, known: set[str], where: str) -> None:
        if not isinstance(data, dict):
            raise self.error(where, ", ".join(sorted(known)))
        if unknown := sorted(map(str, set(data) - known)):
            raise self.error(f"{where}: {', '.join(unknown)}", ", ".join(sorted(known)))

    def error(self, where: str, expected: str) -> KanoError:
        return KanoError("questionnaire-field", file=self.file, where=where, expected=expected)
