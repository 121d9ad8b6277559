"""What somebody who takes a form into a tool should know before he sends it out."""

from __future__ import annotations

from kano.errors import Finding
from kano.forms import FORMATS
from kano.questionnaire import Questionnaire


def notes(questionnaire: Questionnaire, name: str) -> list[Finding]:
    """For the form of this name: nothing that reads the format checks it here; it asks more than was meant."""
    found = [] if FORMATS[name].verified else [Finding("form-unverified")]
    part, every = questionnaire.pairs_asked, len(questionnaire.features)
    asks = name != "answers" and part < every
    return [*found, Finding("form-all-pairs", values={"n": every, "part": part})] if asks else found
