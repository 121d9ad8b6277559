"""What of a study is in no number: people, pairs with a missing answer, features that were asked but are not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kano.counts import LEFT_OUT, CategoryCounts, PairCounts
from kano.errors import Finding
from kano.questionnaire import Questionnaire


def people_left_out(respondents: int | None, silent: int | None, screening: Mapping[str, Any] | None) -> dict[str, Any]:
    """Of those who are counted how many answered nothing, and who was screened by which rule; nothing if unknown."""
    if respondents is None:
        return {}
    if screening is None:
        return {"respondents": respondents, "respondents_without_answers": silent}
    screened = {"respondents": screening["flagged"], "by_rule": screening["by_rule"]}
    everyone = {"respondents": screening["respondents"], "respondents_without_answers": silent}
    return {**everyone, "respondents_screened": screened}


def pairs_left_out(counts: PairCounts | CategoryCounts, read_as_blank: Sequence[str]) -> dict[str, Any]:
    """The pairs without both answers, of everyone, per feature; of counts per category nothing is known."""
    if not isinstance(counts, PairCounts):
        return {}
    pairs = counts.left_out[0]
    rows = zip(counts.features, pairs.tolist(), strict=True)
    per_feature = {feature: dict(zip(LEFT_OUT, row, strict=True)) for feature, row in rows}
    return {"pairs": int(pairs.sum()), "by_feature": per_feature, "read_as_no_answer": list(read_as_blank)}


def unmatched(questionnaire: Questionnaire, features: Sequence[str]) -> tuple[Finding, ...]:
    """What of the questionnaire is not in the file."""
    keys = questionnaire.keys()
    absent = [key for key in keys if key not in features]
    if len(absent) == len(keys):
        return (Finding("questionnaire-unmatched", values={"questionnaire": questionnaire.id}),)
    return (Finding("features-absent", values={"features": "; ".join(absent)}),) if absent else ()
