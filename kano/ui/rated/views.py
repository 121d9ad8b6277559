"""The tabs of the Drivers page. Each shows what the ratings say; none computes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from kano.answers import MODELLED, Category
from kano.charts.drivers import penalty_reward
from kano.charts.experience import experience_curve, experience_curves
from kano.charts.impact import impact_map, impact_performance, importance_grid
from kano.charts.look import Look
from kano.drivers.conventions import cited, describe
from kano.drivers.experience import Experience
from kano.drivers.penalty_reward import Driver, Effect
from kano.drivers.rated import Rated
from kano.i18n import Translate
from kano.reports.drivers import to_record, to_rows
from kano.reports.record import dump
from kano.reports.table import to_csv
from kano.sources import cite
from kano.text import markdown, p_value
from kano.ui.parts import picture


def headline(rated: Rated, t: Translate) -> None:
    """How many people and attributes, and how many of each main type."""
    result = rated.result
    figures: dict[str, Any] = {t("ui.results.people"): result.n, t("ui.drivers.n-attributes"): len(result.attributes)}
    kinds = [driver.category for driver in result.attributes]
    shown = [kind for kind in (*MODELLED[::-1], Category.INDIFFERENT) if kind in kinds or kind in MODELLED]
    figures |= {t(f"type.{kind}"): kinds.count(kind) for kind in shown}
    with st.container(horizontal=True, gap="large"):
        for label, figure in figures.items():
            st.metric(label, figure, width="content")
    warning = cite("mikulic2011")
    st.info(markdown(f"{t('driver.warning')} ({warning.citation})"), icon=":material/menu_book:")


def drivers(rated: Rated, look: Look) -> None:
    picture(penalty_reward(rated.result, look), sentence_of_all(rated, look.t), "penalty_reward")
    flags(rated, look.t)


def flags(rated: Rated, t: Translate) -> None:
    """What is to be doubted, attribute by attribute."""
    lines = [
        f"- **{markdown(driver.attribute)}**: {'; '.join(t(f'driver.flag-{flag}') for flag in driver.flags)}"
        for driver in rated.result.attributes
        if driver.flags
    ]
    if lines:
        st.markdown(f"**{t('ui.drivers.flags')}**")
        st.markdown("\n".join(lines))


def impact(rated: Rated, look: Look) -> None:
    with_numbers(rated, impact_map(rated.result, look), look, "impact_map")
    st.divider()
    with_numbers(rated, impact_performance(rated.result, look), look, "impact_range")


def with_numbers(rated: Rated, chart: Any, look: Look, key: str) -> None:
    """A chart of numbered attributes, and beside it what the numbers stand for."""
    left, right = st.columns([3, 1])
    with left:
        picture(chart, sentence_of_all(rated, look.t), key)
    names = [driver.attribute for driver in rated.result.attributes]
    right.caption("  \n".join(f"{number} {markdown(name)}" for number, name in enumerate(names, start=1)))


def curves(rated: Rated, look: Look) -> None:
    """One attribute at a time; behind a click all of them, small."""
    t, (found, record) = look.t, rated.experienced
    for name, why in record["no_curve"].items():
        st.caption(markdown(t(f"driver.no-curve-{why}", attribute=name)))
    if not found:
        return
    names = [curve.attribute for curve in found]
    name = st.selectbox(t("driver.column-attribute"), names, key="experience_of")
    curve = found[names.index(name)]
    modelled = rated.modelled
    picture(experience_curve(curve, look, modelled.get(name)), shape_line(curve, t), "experience")
    st.markdown(markdown(shape_line(curve, t)))
    for flag in curve.flags:
        st.caption(t(f"driver.curve-{flag}"))
    with st.expander(t("ui.drivers.all-curves"), icon=":material/grid_view:"):
        words = {c.attribute: t(f"driver.shape-{c.shape.form}") for c in found if c.shape}
        small = experience_curves(found, look, modelled, words)
        picture(small, "\n".join(f"{c.attribute}: {shape_line(c, t)}" for c in found), "experiences")


def shape_line(curve: Experience, t: Translate) -> str:
    """The shape of a curve in a sentence."""
    shape = curve.shape
    if shape is None:
        return t("driver.shape-none", n=curve.n)
    figures = {"bend": f"{shape.bend:+.2f}", "low": f"{shape.low:+.2f}", "high": f"{shape.high:+.2f}"}
    return t("driver.shape-line", form=t(f"driver.shape-{shape.form}"), p=p_value(shape.p), n=curve.n, **figures)


def grid(rated: Rated, look: Look) -> None:
    t, (points, cut) = look.t, rated.grid
    if cut is None:
        st.info(t("ui.drivers.no-importance"), icon=":material/info:")
        return
    classes = {driver.attribute: driver.category for driver in rated.result.attributes}
    measure = t(f"driver.measure-{rated.choice.measure}")
    with_numbers(rated, importance_grid(points, cut, classes, look, measure), look, "importance_grid")
    lacking = [point.attribute for point in points if point.quadrant is None]
    if lacking:
        st.caption(markdown(t("ui.drivers.no-place", attributes=", ".join(lacking))))


def pairs(rated: Rated, look: Look) -> None:
    """What people ask for and what moves them, side by side."""
    t, found = look.t, rated.agreement
    if found is None or not rated.choice.matching:
        st.info(t("ui.drivers.no-pairs"), icon=":material/info:")
        return
    rows = []
    for match in found.matches:
        kinds = [t(f"type.{kind}") if kind else "-" for kind in (match.asked, match.experienced)]
        same = t(f"driver.reason-{match.reason}") if match.reason else t(f"driver.same-{match.same}".lower())
        sure = t(f"verdict.{match.verdict}") if match.verdict else "-"
        row = {"feature": match.feature or "-", "attribute": match.attribute or "-", "asked": kinds[0]}
        rows.append({**row, "verdict": sure, "experienced": kinds[1], "same": same})
    config = {key: st.column_config.Column(t(f"driver.column-{key}")) for key in rows[0]}
    st.dataframe(rows, hide_index=True, width="stretch", column_config=config)
    share = "-" if found.share is None else f"{found.share:.0%}"
    kappa = "-" if found.kappa is None else f"{found.kappa:.2f}"
    st.write(markdown(t("driver.agreement", n=found.n, share=share, kappa=kappa)))
    st.caption(t("ui.drivers.pairs-about"))


def table(rated: Rated, look: Look) -> None:
    """Every figure, to read and to keep."""
    t = look.t
    shapes = {curve.attribute: curve.shape for curve in rated.experienced[0]}
    rows = [
        _row(driver, alone.attributes[0], shapes.get(driver.attribute), t)
        for driver, alone in zip(rated.result.attributes, rated.alone, strict=True)
    ]
    config: dict[str, Any] = {key: st.column_config.Column(t(f"driver.column-{key}")) for key in rows[0]}
    for key in ("riocs", "ia"):
        config[key] = st.column_config.NumberColumn(t(f"driver.column-{key}"), format="%.2f")
    st.dataframe(rows, hide_index=True, width="stretch", height=35 * (len(rows) + 1) + 3, column_config=config)
    files: dict[str, tuple[Callable[[], str], str]] = {
        "csv": (lambda: to_csv(to_rows(rated)), "text/csv"),
        "json": (lambda: dump(to_record(rated)), "application/json"),
    }
    with st.container(horizontal=True):
        for kind, (make, mime) in files.items():
            st.download_button(
                t(f"ui.drivers.file-{kind}"),
                make,
                file_name=f"drivers.{kind}",
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
            )


def _row(driver: Driver, alone: Driver, shape: Any, t: Translate) -> dict[str, Any]:
    found = driver.impact
    return {
        "attribute": driver.attribute,
        "category": t(f"type.{driver.category}") if driver.category else t("driver.no-class"),
        "penalty": effect_text(driver.penalty, t),
        "p-penalty": p_value(driver.penalty.p),
        "reward": effect_text(driver.reward, t),
        "p-reward": p_value(driver.reward.p),
        "n-boxes": f"{driver.penalty.n} / {driver.middle} / {driver.reward.n}",
        "riocs": found.riocs,
        "ia": found.ia,
        "shape": t(f"driver.shape-{shape.form}") if shape else "-",
        "alone": t(f"type.{alone.category}") if alone.category else "-",
    }


def effect_text(effect: Effect, t: Translate) -> str:
    """A coefficient with its interval, or that there is none."""
    if effect.estimate is None:
        return t("driver.not-estimable")
    bounds = "" if effect.low is None or effect.high is None else f" [{effect.low:+.2f}, {effect.high:+.2f}]"
    return f"{effect.estimate:+.2f}{bounds}".replace("-", "\u2212")


def sentence_of_all(rated: Rated, t: Translate) -> str:
    """The results in words, for those who cannot see a chart."""
    lines = []
    for driver in rated.result.attributes:
        kind = t(f"type.{driver.category}") if driver.category else t("driver.no-class")
        effects = f"{effect_text(driver.penalty, t)}, {effect_text(driver.reward, t)}"
        lines.append(f"{driver.attribute}: {effects}: {kind}")
    return "\n".join(lines)


def conventions(rated: Rated, t: Translate) -> None:
    """How every number was made, who is in none of them, and where the formulas come from."""
    with st.expander(t("report.conventions"), icon=":material/rule:"):
        for what, how in describe(rated.conventions, t):
            st.markdown(f"**{markdown(what)}**: {markdown(how)}")
        st.markdown(f"**{t('gaps.sources')}**")
        for line in cited(rated.conventions, t):
            st.markdown(f"- {markdown(line)}")


VIEWS = {"drivers": drivers, "impact": impact, "curves": curves, "pairs": pairs, "grid": grid, "table": table}
