"""What makes one thing another one, for what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kano.questionnaire import Questionnaire
from kano.readers import Proposal, Table
from kano.readers.mapping import Mapping
from kano.readers.mapping_file import to_yaml
from kano.study import Study
from kano.ui.state import Upload
from kano.ui.work import Work
from kano.workshop.rights import Actor


def called(upload: Upload) -> tuple[str, str]:
    """What makes an upload another one, without reading its bytes again."""
    return upload.name, upload.key


def identity(study: Study) -> tuple[str, ...]:
    """What makes a study another one: its bytes, its mapping, its questionnaire word for word, who is left out, and
    what was written beside nobody's answers; of a bundle what is in it.
    """
    screened, bundle = str(study.screening or ""), study.bundled.sha256 if study.bundled else ""
    asked = str(study.questionnaire)
    return study.source.sha256, to_yaml(study.mapping), asked, screened, str(study.reasons), bundle


def as_read(table: Table) -> str:
    """What makes a table another one: its bytes and how they were read."""
    return repr(table.source)


def as_proposed(proposal: Proposal) -> str:
    return repr((proposal.mapping, proposal.questions))


BY: dict[str | type[Any], Callable[[Any], Any]] = {
    Mapping: repr,
    Upload: called,
    Table: as_read,
    Proposal: as_proposed,
    Questionnaire: str,
    Work: lambda work: work.said,
}


def identity_of(actor: Actor) -> str:
    """What makes somebody who looks another one."""
    return f"{actor.role} {actor.room} {actor.proof}"
