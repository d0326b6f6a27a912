"""What the figures show: the numbers of their tables, at their places."""

from __future__ import annotations

import math
import re

from hypothesis import given
from hypothesis import strategies as st

from detente.report.figures import binding_figure, firmness_figure, scenario_figure, sensitivity_figure, source_figure
from detente.report.labels import labels_of
from detente.report.map_drawing import Plane
from detente.report.settlement_map import settlement_map
from detente.report.spots import known_utility, spots, utility_parties
from detente.report.svg import text_width, wrap


@given(st.text(alphabet="abc -", max_size=120), st.floats(60, 400))
def test_wrapped_text_fits_and_loses_no_letter(text, width):
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line) <= max(width, text_width("abcd")) + 1e-6 for line in lines)


def test_a_scenario_figure_has_every_scenario_in_drawing_and_table(any_run):
    labels = labels_of(any_run)
    figure = scenario_figure(any_run, labels)
    assert len(figure.table.rows) == len(any_run["scenarios"]) == figure.svg.count('class="track"')
    assert {row[0] for row in figure.table.rows} == {labels.scenario(s["id"]) for s in any_run["scenarios"]}


def test_every_model_has_its_own_marker(run):
    figure = scenario_figure(run, labels_of(run))
    assert len({key[0] for key in figure.key[2:]}) == len(run["models"])


def test_p_zone_is_shown_by_source_with_and_without_open_issues(run):
    figure = source_figure(run)
    assert [row[0] for row in figure.table.rows][0] == "central inputs only"
    assert figure.svg.count('class="track"') == 2 * len(figure.table.rows)


def test_the_firmness_curve_has_a_band_for_each_series(run, empty_zone):
    assert firmness_figure(run).svg.count('class="band') == 2
    assert firmness_figure(empty_zone).svg.count('class="band') == 2


def test_input_shares_are_ranked_and_the_unexplained_has_no_bar(run):
    figure = sensitivity_figure(run, "scenarios.truce_land_open", labels_of(run))
    assert "not explained" in " ".join(str(row[0]) for row in figure.table.rows)
    assert "not explained" not in figure.svg


def test_the_binding_party_is_a_share_of_empty_draws(run):
    figure = binding_figure(run["comprehensive"]["binding"], 200, labels_of(run), "comprehensive")
    assert figure.table.rows[0][1] == ">98 %"


def test_equal_settlements_are_one_spot_with_both_names(run):
    found = spots(run, labels_of(run))
    keys = [tuple(sorted(s.options.items())) for s in found]
    assert len(keys) == len(set(keys))
    assert [s.number for s in found] == list(range(1, len(found) + 1))
    assert any("Nash" in s.name and "Kalai" in s.name for s in found)


def test_only_parties_with_enough_views_are_on_the_map(run):
    assert utility_parties(run) == ["RU", "UA", "US", "ENV", "E3EU"]


def test_a_full_settlement_has_a_utility_to_every_party_of_the_map(run):
    offer = next(o for o in run["offers"]["offers"] if len(o["options"]) == 20)
    assert set(known_utility(run, offer)) == {"RU", "UA", "US", "ENV", "E3EU"}
    part = {**offer, "options": {**offer["options"], "donbas": "open"}}
    assert set(known_utility(run, part)) == {"RU", "UA"}


def test_no_two_numbers_of_a_map_overlap_more_than_the_marks_force(run):
    choice = settlement_map(run, labels_of(run))
    svg = choice.pairs[0].figure.svg
    at = [tuple(map(float, xy)) for xy in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*label number', svg)]
    near = [(a, b) for k, a in enumerate(at) for b in at[k + 1 :] if math.dist(a, b) < 6]
    assert at and not near


def test_relabelled_parties_relabel_the_map(run):
    plane = Plane("A", "B")
    assert plane.at({"A": 0.0, "B": 100.0}) == (plane.x(0.0), plane.y(100.0))
    assert plane.at({"A": 1.0}) is None
    here, there = (Plane(*pair).at({"A": 30.0, "B": 60.0}) for pair in (("A", "B"), ("B", "A")))
    assert (here[0] - plane.x(0), plane.y(0) - here[1]) == (plane.y(0) - there[1], there[0] - plane.x(0))


def test_a_raw_scale_widens_the_axes(run):
    run["offers"]["offers"][0]["utility"]["RU"] = 1234.0
    svg = settlement_map(run, labels_of(run)).pairs[0].figure.svg
    assert ">2000</text>" in svg
