"""One exception and one record, both data: a code and its values. The words live in `data/locale`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kano.i18n import Translate, catalogue


class KanoError(Exception):
    """Something the user can mend: bad input, or a question only the user can answer.

    `code` names a text `error.<code>` in every language; `values` fill it in. The text says where,
    why and what to do.
    """

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def text(self, t: Translate) -> str:
        return t(f"error.{self.code}", **self.values)

    def __str__(self) -> str:
        return self.text(catalogue())


HINTED = {"code-direction", "code-levels", "code-scores", "encoding", "header-rows"} | {
    *("pair-order", "pair-reversed", "pair-unlike", "pair-conflict"),
    *("feature-column", "people-repeat", "answers-alike", "code-zero"),
    *("count-column", "count-rows", "count-names", "count-wide"),
    "shares-only",
    "adds-to-100",
    "took-five",
    "sheet",
    "pair-codes",
    "why-left-out",
    "why-unclear",
}


@dataclass(frozen=True)
class Finding:
    """Something the user should know: `code` names a text `finding.<code>`; nothing was changed by it."""

    code: str
    feature: str | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def text(self, t: Translate) -> str:
        return t(f"finding.{self.code}", **{"feature": self.feature or "", **self.values})

    def with_hint(self, t: Translate) -> str:
        """The text, and how the command line is told the answer."""
        return f"{self.text(t)} {t(f'hint.{self.code}')}" if self.code in HINTED else self.text(t)

    def to_dict(self) -> dict[str, Any]:
        return {"code": self.code, "feature": self.feature, **self.values, "message": self.text(catalogue())}
