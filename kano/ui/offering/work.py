"""The offers that a user is writing. No screen is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kano.decision.bundles import BLANKS, MOST, Offer, Offers
from kano.text import NAME_LENGTH, clean


@dataclass
class OffersWork:
    """Drafts of offers to the people of a study with these `features`.

    A feature that no draft mentions is not compared; one that some mention is blank in the others, which is refused
    unless `blanks` says that it means not offered. `problem` is why a file could not be read.
    """

    features: tuple[str, ...] = ()
    drafts: list[Offer] = field(default_factory=list)
    blanks: bool = False
    problem: str = ""

    def about(self, features: Sequence[str]) -> None:
        """Offers to other people's features no longer hold."""
        if tuple(features) != self.features:
            self.features, self.drafts, self.blanks, self.problem = tuple(features), [], False, ""

    def take(self, drafts: Sequence[Offer]) -> None:
        """Offers from a file; what a blank cell of it means is for the user to say."""
        self.drafts, self.blanks, self.problem = list(drafts), False, ""

    def refuse(self, problem: str) -> None:
        self.problem = problem

    def add(self, name: str) -> None:
        """One more, about which nothing is said but its name."""
        if len(self.drafts) < MOST:
            self.drafts.append(Offer(name, {}))

    def remove(self, place: int) -> None:
        del self.drafts[place]

    def say(self, place: int, name: str | None, cost: float | None, note: str | None) -> None:
        """What an offer is called and costs."""
        named = clean(name or "", NAME_LENGTH)
        self.drafts[place] = replace(self.drafts[place], name=named, cost=cost, note=clean(note or "", NAME_LENGTH))

    def level(self, place: int, feature: str, percent: float | None) -> None:
        """A degree of fulfilment; None takes it back."""
        levels = {**self.drafts[place].levels}
        levels.pop(feature, None)
        if percent is not None:
            levels[feature] = percent / 100
        self.drafts[place] = replace(self.drafts[place], levels=levels)

    def offers(self) -> Offers:
        """The drafts, checked, with the features in the study's order. Raises KanoError."""
        ordered = [
            replace(draft, levels={f: draft.levels[f] for f in self.features if f in draft.levels})
            for draft in self.drafts
        ]
        return Offers(tuple(ordered), BLANKS[self.blanks])
