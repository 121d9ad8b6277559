"""A portfolio in sentences, for a terminal, a page and a report."""

from __future__ import annotations

from kano.decision.frontier import Sums
from kano.decision.portfolio import LeftOut, Portfolio
from kano.decision.reasons import money, signed
from kano.decision.robust import Robust
from kano.reports import Report
from kano.text import percent


def totals(report: Report, made: Portfolio) -> list[str]:
    """What the choice costs and changes, each in a sentence, and what should be known of it."""
    t, chosen = report.t, made.chosen
    lines = [t("portfolio.total", n=len(chosen.steps), **_parts(chosen, made.unit))]
    lines += [t("portfolio.budget", budget=money(made.budget, made.unit))] if made.budget is not None else []
    return [*lines, *_known(report, made)]


def _known(report: Report, made: Portfolio) -> list[str]:
    """Which of the moves it is, S before and after, what putting basics first costs, and how sure the choice is."""
    t, chosen = report.t, made.chosen
    lines = [t("portfolio.against", move=t(f"portfolio.move.{chosen.move}"))]
    levels = {"today": signed(made.today), "after": signed(made.after), "n": len(made.features)}
    lines.append(t("portfolio.level", **levels))
    if chosen.unpredicted:
        lines.append(t("portfolio.not-in-sum", n=chosen.unpredicted))
    if abs(made.plain.delta - chosen.delta) > 1e-6:
        lines.append(t("portfolio.price", **_parts(made.plain, made.unit)))
    if made.unfit:
        lines.append(t("portfolio.unfit", features=", ".join(map(report.label, made.unfit))))
    return [*lines, *([_sure(report, made.robust)] if made.robust else [])]


def _sure(report: Report, sure: Robust) -> str:
    return report.t(
        "portfolio.sure",
        draws=sure.record["draws"],
        same=percent(sure.same),
        band=round(100 * sure.record["band"]),
        low=signed(sure.low),
        top=signed(sure.high),
        regret=f"{sure.regret:.2f}",
        high=f"{sure.regret_high:.2f}",
    )


def _parts(sums: Sums, unit: str) -> dict[str, str]:
    parts = {"delta": sums.delta, "loss": sums.loss, "gain": sums.gain}
    return {"cost": money(sums.cost, unit), **{key: signed(value) for key, value in parts.items()}}


def left_text(left: LeftOut, report: Report) -> str:
    return report.t(f"portfolio.left.{left.reason}")
