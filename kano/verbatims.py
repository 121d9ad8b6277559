"""What people wrote about a feature, by the category of their own answers, and nobody's number beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from kano.answers import CATEGORIES, Category
from kano.conventions import VERSION
from kano.counts import Segment
from kano.errors import Finding, KanoError
from kano.evaluation import EvaluationTable
from kano.i18n import Translate
from kano.responses import Responses
from kano.suppression import hidden, hide

NO_PAIR = "none"
"""In codes: people who did not answer both questions of the pair, and so have no category."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Quotes:
    """The texts about one feature from the people of one category, or of several that are told together.

    `kinds` are letters A O M I R Q and "none" (no complete pair); none at all where texts stand beside nobody's
    answers. `people` is how many are of these kinds, whether they wrote or not; None where that is not told.
    """

    feature: str
    kinds: tuple[str, ...]
    people: int | None
    texts: tuple[str, ...]

    @property
    def category(self) -> Category | None:
        """The one category of these people, None when there are several or none."""
        return Category(self.kinds[0]) if len(self.kinds) == 1 and self.kinds[0] != NO_PAIR else None

    def called(self, t: Translate) -> str:
        """The categories in words."""
        words = [t("verbatims.no-pair") if kind == NO_PAIR else t(f"type.{kind}") for kind in self.kinds]
        return " + ".join(words) or t("verbatims.untold")

    def counted(self, t: Translate) -> str:
        """How many of these people wrote something, in words."""
        if self.people is None:
            return t("verbatims.count-untold", texts=len(self.texts))
        return t("verbatims.count", texts=len(self.texts), people=self.people)


@dataclass(frozen=True, eq=False)
class Verbatims:
    """All texts of a study, or of a segment of it: feature by feature, and there category by category.

    `without_text` is how many people wrote nothing about each feature, None where that is not told; `unshown` is how
    many texts stand beside no segment because too few people of it are of the same category.
    """

    features: tuple[str, ...]
    quotes: tuple[Quotes, ...]
    segment: Segment
    conventions: Mapping[str, Any]
    without_text: Mapping[str, int] | None = None
    unshown: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return sum(len(quotes.texts) for quotes in self.quotes)

    def of(self, feature: str) -> tuple[Quotes, ...]:
        """The texts about one feature. Raises KanoError when there is no such feature."""
        if feature not in self.features:
            raise KanoError("feature-unknown", feature=feature, known="; ".join(self.features))
        return tuple(quotes for quotes in self.quotes if quotes.feature == feature)

    def rows(self) -> list[dict[str, Any]]:
        """A row per text, in codes; several categories that are told together stand as `R+Q`."""
        return [
            {
                "feature": quotes.feature,
                "segment": self.segment,
                "categories": "+".join(quotes.kinds),
                "people": quotes.people,
                "text": text,
            }
            for quotes in self.quotes
            for text in quotes.texts
        ]


def verbatims(
    said: Responses, table: EvaluationTable, by: str | None = None, segment: Segment = None, least: int = 5
) -> Verbatims:
    """The texts of everyone, or of a segment, by the category of each person's own pair about that feature.

    Categories of fewer than `least` people are told together, with the next larger one where they are still fewer
    (`suppression.hidden`). A text stands beside a segment only where at least `least` of its people are of these
    categories, and as many of the segments that are not named; else the categories of everyone and the segment would
    together tell of fewer. Texts stand in an order of their own in each feature, so that none tells whose another is.
    Raises KanoError when there is no such segment or it is too small.
    """
    of = None if segment is None else _places(said, by, segment, least)
    kinds = table.places(said.functional, said.dysfunctional)
    kinds[kinds < 0] = len(CATEGORIES)
    view = np.ones(len(said), dtype=bool) if of is None else of[0] == of[1]
    quotes, together, unshown = [], [], dict.fromkeys(said.features, 0)
    for f, feature in enumerate(said.features):
        texts = {why.person: why.text for why in said.why or () if why.feature == f}
        for group in _told(kinds[:, f], least):
            inside, wrote = np.isin(kinds[:, f], group) & view, [i for i in texts if kinds[i, f] in group and view[i]]
            if wrote and of is not None and _few(np.isin(kinds[:, f], group), *of, least):
                unshown[feature] += len(wrote)
            elif wrote:
                quotes.append(_quotes(feature, group, int(inside.sum()), [texts[i] for i in wrote]))
        together += [q for q in quotes if q.feature == feature and len(q.kinds) > 1]
    findings = [*_together(together, least), *_unshown(sum(unshown.values()), segment, least)]
    record = _conventions(least, by, segment, table)
    return Verbatims(said.features, tuple(quotes), segment, record, _silent(said, view), unshown, tuple(findings))


def untied(features: tuple[str, ...], reasons: Sequence[tuple[str, str]], segment: Segment = None) -> Verbatims:
    """Texts, each with its feature, that stand beside nobody's answers because people were promised so.

    They are shown for everyone only: none for a segment.
    """
    found = [(feature, [text for of, text in reasons if of == feature]) for feature in features]
    shown = found if segment is None else []
    quotes = tuple(Quotes(feature, (), None, _shuffled(feature, texts)) for feature, texts in shown if texts)
    said = (Finding("verbatims-untied", values={"n": len(reasons)}),) if reasons else ()
    unshown = {feature: 0 if segment is None else len(texts) for feature, texts in found}
    return Verbatims(features, quotes, segment, _conventions(0, None, segment, None), None, unshown, said)


def _places(said: Responses, by: str | None, segment: Segment, least: int) -> tuple[Ints, int]:
    """(N,) where each person stands among the segments that are shown, and the place of this one."""
    counts = said.count(by)
    shown = hide(counts, least)
    names = shown.counts.segments
    if by is None or segment not in (*counts.segments, *names):
        known = ", ".join(str(name) for name in counts.segments if name is not None)
        raise KanoError("segment-value-unknown", segment=str(segment), known=known or "-")
    if segment not in names:
        raise KanoError("segment-few", segment=str(segment), least=least)
    rest = names.index(shown.together) if shown.together else len(names)
    lookup = [names.index(value) if value in names else rest for value in said.profiles[by].values]
    return np.array(lookup, dtype=np.int64)[said.profiles[by].codes], names.index(segment)


def _told(kinds: Ints, least: int) -> Iterator[list[int]]:
    """The categories of one feature, those that too few people share together and last."""
    sizes = np.bincount(kinds, minlength=len(CATEGORIES) + 1)
    small = hidden(sizes.astype(float), least)
    yield from ([kind] for kind in np.flatnonzero((sizes > 0) & ~small).tolist())
    if small.any():
        yield np.flatnonzero(small).tolist()


def _few(group: npt.NDArray[np.bool_], of: Ints, place: int, least: int) -> bool:
    """Whether too few people of a segment are in a group of categories for it to be named beside their texts."""
    sizes = np.bincount(of[group], minlength=int(of.max()) + 1).astype(float)
    return bool(hidden(sizes, least)[place])


def _quotes(feature: str, group: Sequence[int], people: int, texts: Sequence[str]) -> Quotes:
    codes = [*map(str, CATEGORIES), NO_PAIR]
    return Quotes(feature, tuple(codes[kind] for kind in group), people, _shuffled(feature, texts))


def _shuffled(feature: str, texts: Sequence[str]) -> tuple[str, ...]:
    """An order that depends on nothing but the feature and the words."""
    return tuple(sorted(texts, key=lambda text: blake2b(f"{feature}\n{text}".encode(), digest_size=8).digest()))


def _silent(said: Responses, view: npt.NDArray[np.bool_]) -> dict[str, int]:
    wrote = np.zeros(len(said.features), dtype=np.int64)
    for why in said.why or ():
        wrote[why.feature] += view[why.person]
    return dict(zip(said.features, (int(view.sum()) - wrote).tolist(), strict=True))


def _together(quotes: Sequence[Quotes], least: int) -> Iterator[Finding]:
    for each in quotes:
        yield Finding("verbatims-together", each.feature, {"categories": " + ".join(each.kinds), "least": least})


def _unshown(n: int, segment: Segment, least: int) -> Iterator[Finding]:
    if n:
        yield Finding("verbatims-unshown", values={"n": n, "segment": str(segment), "least": least})


def _conventions(least: int, by: str | None, segment: Segment, table: EvaluationTable | None) -> dict[str, Any]:
    """The record, as plain data for files."""
    grid = {"name": table.name, "grid": table.grid, "citation": table.citation} if table else None
    return {
        "kano": VERSION,
        "grouped_by": "the category of the person's own pair" if table else None,
        "evaluation_table": grid,
        "by": by,
        "segment": segment,
        "least": least if table else None,
        "order": "hash of feature and text",
        "screening": None,
    }
