"""What a feature is called: the part of its two questions that they share."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"[“「『\[\"«„‹]([^”」』\]\"»“›]+)[”」』\]\"»“›]|‘([^‘’]+)’(?!\w)")
_NUMBER = re.compile(r"^\s*(?:Q?\d{1,3}[a-z]?\s*[、．.)）:：]\s*|Q\d{1,3}[a-z]?[\s_-]+)", re.I)

_FEEL = r"how (?:would|do|did) you (?:feel|think)"
ASKED = re.compile(
    rf"^\W*if\s|^\W*(?:如果|假如|若)|{_FEEL}|您的感受|您的感觉|您的感覺|^\W*(?:wenn|falls)\s|^\W*si\s|^\W*se\s"
    r"|場合|とき|ば、|다면|으면|경우",
    re.I,
)
"""What a question of a pair sounds like; "When did you visit?" does not."""

_IF = (
    rf"^\W*(?:{_FEEL}(?: about it)?,? )?(?:if|when|with|without|wenn|falls|si|se|cuando|quando"
    r"|如果|假如|若|当|當|假設|假设)\s*[,，]?\s*"
)
_HOW = (
    rf"\s*(?:[,，:：—-]?\s*{_FEEL}.*"
    r"|[,，]\s*(?:您|你)?(?:的感受|的感觉|的感覺|会|會|觉得|覺得|感觉|感覺|认为|認為).*"
    r"|,\s*(?:wie|was|comment|que|qué|cómo|como|o que|quel|¿).*"
    r"|、?(?:どう|どのよう).*|,?\s*(?:어떻게|어떠).*)$"
)


def unnumbered(title: str) -> str:
    """A title without the number that a tool put before it (`7、`, `12. `, `Q3 `)."""
    return _NUMBER.sub("", title)


def in_quotes(title: str) -> list[str]:
    """The parts of a title that stand in quotes or brackets."""
    return [one or other for one, other in _QUOTED.findall(title)]


def feature_name(functional: str, dysfunctional: str) -> str:
    """What two questions are about: the part in quotes or brackets that they share, else the bare statement."""
    for part in in_quotes(functional):
        if part in dysfunctional:
            return part
    return label_of(functional)


def label_of(question: str) -> str:
    """The statement inside a question."""
    text = unnumbered(question)
    quoted = re.search(r"[“「『\[]([^”」』\]]+)[”」』\]]", text)
    if quoted and quoted[1].strip():
        return quoted[1].strip()
    bare = re.sub(_HOW, "", re.sub(_IF, "", text, flags=re.I), flags=re.I)
    return bare.strip(" ?？。.:：") or question
