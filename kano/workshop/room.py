"""The nouns of a workshop: a room and its options, the screens of a phone, what is sent and what was saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kano.errors import KanoError
from kano.i18n import DEFAULT
from kano.questionnaire import Questionnaire
from kano.text import clean

Clock = Callable[[], float]
"""Epoch seconds. It is passed in: the rules know no clock."""
CAPACITY, MOST_PEOPLE = 500, 5000
RETENTION_DAYS, MOST_DAYS = 90, 365
WHY_LENGTH = 500
LEAST = 5
"""No figure about fewer people leaves a room."""


class State(StrEnum):
    """`ready`: people join and wait. `open`: they answer. `paused`: they wait. `closed`: nothing more is taken."""

    READY = "ready"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Asks(StrEnum):
    """Whose answers are asked for: one's own, or what customers would say."""

    SELF = "self"
    CUSTOMERS = "customers"


class Place(StrEnum):
    """Where the questions about the person stand."""

    FIRST = "first"
    LAST = "last"
    NONE = "none"


@dataclass(frozen=True)
class Options:
    """How a room asks; fixed when it opens. `pairs` is the pairs that one person answers, None for all."""

    lang: str = DEFAULT
    asks: Asks = Asks.SELF
    importance: bool = False
    why: bool = True
    segments: Place = Place.FIRST
    pairs: int | None = None
    capacity: int = CAPACITY
    days: int = RETENTION_DAYS

    def fitting(self, questionnaire: Questionnaire) -> Options:
        """These options in a language that the questionnaire has. Raises KanoError when they do not fit it."""
        if not questionnaire.languages:
            raise KanoError("room-languages")
        if not 1 <= self.days <= MOST_DAYS:
            raise KanoError("room-days", most=MOST_DAYS)
        features = len(questionnaire.features)
        if not 1 <= (self.pairs or features) <= features or not 1 <= self.capacity <= MOST_PEOPLE:
            raise KanoError("room-size", pairs=features, people=MOST_PEOPLE)
        lang = self.lang if self.lang in questionnaire.languages else questionnaire.languages[0]
        return replace(self, lang=lang)


@dataclass(frozen=True)
class Room:
    """A room as its facilitator sees it. `created` and `expires` are epoch seconds of whole hours.

    `round` counts from 1; `sequence` moves with every answer of the room.
    """

    id: str
    code: str
    key: str
    state: State
    options: Options
    questionnaire: Questionnaire
    locked: bool
    revealed: bool
    round: int
    joined: int
    sequence: int
    created: int
    expires: int

    @property
    def joinable(self) -> bool:
        """Whether a new person may come in."""
        return self.state is not State.CLOSED and not self.locked and self.joined < self.options.capacity

    def spoken(self, lang: str) -> str:
        """A language that the room has: this one, or its own."""
        return lang if lang in self.questionnaire.languages else self.options.lang

    @property
    def asked(self) -> int:
        """The pairs that one person is asked."""
        return min(self.options.pairs or len(self.questionnaire.features), len(self.questionnaire.features))

    @property
    def about(self) -> int:
        """The questions about the person that one person is asked in this round: those of the first one only."""
        asked = self.options.segments is not Place.NONE and self.round == 1
        return len(self.questionnaire.segments) if asked else 0


@dataclass(frozen=True)
class Opened:
    """A new room, or new secrets of an old one (`renewed`): shown once, then only their digests are known."""

    room: Room
    control: str = field(repr=False)
    view: str = field(repr=False)
    renewed: bool = False


@dataclass(frozen=True)
class Screen:
    """One screen of a phone: a pair (`f3`: the third feature) or a question about the person (`s1`).

    `saved` is what the store holds: `functional` and `dysfunctional` 1..5 or 0 for skipped, `importance` 1..9 and
    `why` where given; `option` 1.. or 0. Empty when nothing was saved yet.
    """

    key: str
    saved: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def is_pair(self) -> bool:
        return self.key.startswith("f")

    @property
    def index(self) -> int:
        """The position in the questionnaire, 0-based."""
        return int(self.key[1:]) - 1


@dataclass(frozen=True)
class Phone:
    """Everything a participant's phone shows: the room, the language, the screens in this person's order."""

    room: Room
    lang: str
    screens: tuple[Screen, ...]

    @property
    def at(self) -> int | None:
        """The first screen that holds nothing yet; None when all do."""
        return next((i for i, screen in enumerate(self.screens) if not screen.saved), None)


@dataclass(frozen=True)
class Submission:
    """One screen as a phone sent it. `key` is `tab:counter`: the same again is the same submission."""

    screen: str
    key: str
    round: int
    functional: int = 0
    dysfunctional: int = 0
    importance: int | None = None
    why: str = ""
    option: int = 0

    def without_extras(self, options: Options) -> Submission:
        """Only what the room asks for, the reason as one clean line."""
        importance = self.importance if options.importance else None
        return replace(self, importance=importance, why=clean(self.why, WHY_LENGTH) if options.why else "")


@dataclass(frozen=True)
class Saved:
    """What the store acknowledges, after its commit: the revision that now stands."""

    screen: str
    revision: int


@dataclass(frozen=True)
class Progress:
    """Where the people of a room are: counts, never names. `seconds` is the median of those who finished, or None.

    `answered` counts the pairs that each feature has in this round.
    """

    joined: int
    begun: int
    finished: int
    seconds: int | None
    answered: tuple[int, ...]

    @property
    def answering(self) -> int:
        return self.begun - self.finished

    @property
    def minutes(self) -> str:
        """The median in whole minutes, as it is shown."""
        return "-" if self.seconds is None else f"{self.seconds / 60:.0f}"
