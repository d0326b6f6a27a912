"""The economy in the report: fans and waterfalls with their tables, and where each number comes from."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.report.blocks import Details, Figure, Link, Table
from detente.report.digits import signed_level
from detente.report.economy_blocks import FANNED, economy_blocks
from detente.report.economy_sentences import economy_line, product_words, shown
from detente.report.spread_charts import FanPanel, Part, fans, ticks, waterfall
from detente.report.svg import FONT, LETTER, WIDTH

SIZES = st.floats(-100, 100).map(lambda x: round(x, 3))
NAMES = st.text("abc mno", min_size=1, max_size=60)


@given(SIZES, SIZES)
def test_an_axis_covers_what_it_shows_in_few_even_steps_with_zero(one: float, other: float) -> None:
    low, high = sorted((one, other))
    marks = ticks(low, high)
    assert marks[0] <= min(low, 0.0) + 1e-6
    assert marks[-1] >= max(high, 0.0) - 1e-6
    assert 0.0 in marks
    assert 2 <= len(marks) <= 7
    steps = [b - a for a, b in zip(marks, marks[1:], strict=False)]
    assert max(steps) == pytest.approx(min(steps))


def texts(parts: list[str]) -> list[tuple[float, str, str]]:
    """Return place, anchor and words of every label."""
    found = re.findall(r'<text x="([\d.-]+)" y="[\d.-]+" text-anchor="(\w+)"[^>]*>([^<]*)</text>', "".join(parts))
    return [(float(x), anchor, words) for x, anchor, words in found]


def clipped(parts: list[str]) -> list[str]:
    """Return the labels that reach beyond the drawing."""
    share = {"start": (0.0, 1.0), "middle": (0.5, 0.5), "end": (1.0, 0.0)}
    ends = [
        (x, *(LETTER * FONT * len(words) * part for part in share[anchor]), words) for x, anchor, words in texts(parts)
    ]
    return [words for x, left, right, words in ends if x - left < -1e-6 or x + right > WIDTH + 1e-6]


@given(st.lists(st.tuples(NAMES, st.tuples(*[SIZES] * 5).map(sorted)), min_size=1, max_size=7))
def test_no_label_of_a_fan_is_clipped(rows: list[tuple[str, list[float]]]) -> None:
    panels = [FanPanel(name, (1, 12), (tuple(q), tuple(q))) for name, q in rows]  # type: ignore[arg-type]
    height, parts = fans(panels, "months")
    assert clipped(parts) == []
    assert "".join(parts).count('class="fan outer"') == len(rows)
    assert max(float(y) for y in re.findall(r' y="([\d.]+)"', "".join(parts))) <= height


@given(st.lists(st.tuples(NAMES, SIZES), min_size=1, max_size=7))
def test_a_waterfall_ends_where_its_parts_sum_to(rows: list[tuple[str, float]]) -> None:
    total = sum(value for _, value in rows)
    parts = [*(Part(name, value, product_words(value)) for name, value in rows), Part("all", total, "x", whole=True)]
    _, drawn = waterfall(parts)
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="14" class="bar ?(\w*)"', "".join(drawn))
    assert clipped(drawn) == []
    assert len(bars) == len(parts)
    ends = [(float(x), float(x) + float(wide)) for x, wide, _ in bars]
    last, whole = ends[-2], ends[-1]
    assert min(abs(a - b) for a in last for b in whole) <= 1.6
    kinds = [kind for *_, kind in bars]
    assert kinds[:-1] == ["second" if value < 0.0 else "" for _, value in rows]


def flat(blocks: Any) -> list[Any]:
    return [one for block in blocks for one in (block, *(flat(block.blocks) if isinstance(block, Details) else []))]


def test_every_fan_has_a_table_of_every_month_it_shows(run: dict[str, Any]) -> None:
    told = run["economy"]
    figures = {block.id: block for block in economy_blocks(run) if isinstance(block, Figure)}
    for row in told["indicators"]:
        if row["id"] not in FANNED:
            continue
        figure = figures[f"fan-{row['id'].lower().replace('_', '-')}"]
        panels = len(shown(told)) + 2
        assert len(figure.table.rows) == panels * len(told["months"])
        assert figure.svg.count('class="fan outer"') == panels
        by = {cells[0]: cells for cells in figure.table.rows}
        year = next(m for m in row["mixture"] if m["month"] == 12)
        assert by["Mixed by the odds, month 12"][3] == signed_level(year["q50"], year["quantile_se"])


def test_a_waterfall_stands_beside_its_products_and_links_to_sources(run: dict[str, Any]) -> None:
    falls = [block for block in economy_blocks(run) if isinstance(block, Figure) and block.id.startswith("fall-")]
    assert len(falls) == 4
    for figure in falls:
        *_, whole = figure.table.rows
        values = [float(str(row[4])) for row in figure.table.rows[:-1]]
        assert sum(values) == pytest.approx(float(str(whole[4])), abs=0.0006 * len(values))
    links = [run for row in falls[0].table.rows for run in row[5] if isinstance(run, Link)]
    assert {link.href.partition(":")[0] for link in links} == {"https"}


def test_what_nobody_published_is_named_a_judgement(run: dict[str, Any]) -> None:
    (sizes,) = [
        block for block in flat(economy_blocks(run)) if isinstance(block, Table) and block.caption.startswith("Drivers")
    ]
    assert len(sizes.rows) == len(run["economy"]["drivers"])
    assert any("analyst judgement" in str(row[4]) for row in sizes.rows)
    assert all(row[4] for row in sizes.rows)


def test_published_figures_are_labelled_consistency(run: dict[str, Any]) -> None:
    assert any("consistency, not validation" in str(block) for block in economy_blocks(run))


def test_a_run_without_an_economy_says_nothing_of_it(run: dict[str, Any]) -> None:
    run["economy"] = None
    assert economy_blocks(run) == []
    assert economy_line(run) == ""


def test_without_a_settlement_in_any_draw_there_is_no_mixture_given_one(run: dict[str, Any]) -> None:
    told = run["economy"]
    told["odds"]["settled"] = None
    for row in (*told["indicators"], *told["recession"]):
        row["given_settlement"] = None
    for row in told["odds"]["scenarios"]:
        row["given_settlement"] = None
    assert "given a settlement" not in economy_line(run)
    figure = next(block for block in economy_blocks(run) if isinstance(block, Figure))
    assert figure.svg.count('class="fan outer"') == len(shown(told)) + 1
