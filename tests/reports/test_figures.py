"""Figures as plain numbers: the same as the results, for charts that people edit."""

import pytest

from kano.reports.figures import Kind, better_worse, curves, overview
from kano.reports.pictures import drawings
from tests.reports.studies import long, percentages, sample


def test_shares_add_up_and_stand_in_the_order_of_the_names():
    figure, report = overview(sample()), sample()
    assert figure.kind is Kind.SHARES
    for place, name in enumerate(figure.names):
        feature = next(f for f in report.result.of(None) if f.feature == name)
        shares = {s.category: s.values[place] for s in figure.series}
        assert sum(shares.values()) == pytest.approx(1)
        assert shares[feature.category] == feature.counts[feature.category] / sum(feature.counts.values())
        assert figure.marks[place].endswith(feature.called(report.t))


def test_a_feature_without_answers_has_an_empty_bar_that_says_so():
    figure = overview(long())
    assert figure.marks[-1] == "no answers"
    assert sum(series.values[-1] for series in figure.series) == 0


def test_points_are_worse_and_better_by_number():
    figure, features = better_worse(sample()), sample().result.of(None)
    placed = {label: point for s in figure.series for label, point in zip(s.labels, s.points, strict=True)}
    assert len(placed) == len(features)
    for number, feature in enumerate(features, start=1):
        assert placed[str(number)] == (-feature.worse.estimate, feature.better.estimate)
    assert [(key.number, key.name) for key in figure.key] == [(i, f.feature) for i, f in enumerate(features, 1)]


def test_the_feature_without_answers_keeps_its_number_but_has_no_point():
    labels = {label for series in better_worse(long()).series for label in series.labels}
    assert labels == {str(i) for i in range(1, 25)}


def test_lines_run_from_worse_to_better():
    figure, features = curves(sample()), sample().result.of(None)
    for series in figure.series:
        feature = features[series.number - 1]
        assert series.points[0] == (0.0, pytest.approx(feature.worse.estimate))
        assert series.points[-1] == (1.0, pytest.approx(feature.better.estimate))
        assert series.modelled == (feature.category in {"A", "O", "M"})


def test_percentages_draw_the_classic_shape():
    figure = curves(percentages())
    assert [len(series.points) for series in figure.series] == [21] * 3


def test_every_figure_has_its_picture():
    for report in (sample(), percentages(), sample("berger1993")):
        names = {make(report).name for make in (overview, better_worse, curves)}
        assert names <= set(drawings(report))
