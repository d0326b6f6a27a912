"""The section `cross_impact` of a case file: read whole, every fault at once with its line, forgotten after as-of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.case.check import check
from detente.case.cross_impact import MOST_OF_ONE, Block, Impact, Indicator, matrix, places
from detente.case.fault import too_large
from detente.formats.load import load
from detente.formats.write import dump
from detente.formats.yaml import read
from detente.settlement.changes import changes
from detente.settlement.known import known

SMALL = (Path(__file__).parent / "data" / "small.yaml").read_text(encoding="utf-8")
GOOD = """
cross_impact:
  descriptors:
    water:
      name: Rain
      variants:
        wet: Wet years
        dry:
          name: Dry years
          indicators: [{what: Gauge, threshold: below 2 m, by: 2031-01-01, sources: [S2]}]
    trade: {name: Trade, variants: {open: Open, shut: Shut}}
  blocks:
    - {from: water, to: trade, impacts: [[2, -2], [-1, 1]], why: boats need water, coded: judged}
  impacts:
    - {from: trade.open, to: water.wet, impact: 1, why: less is taken, sources: [S2], coded: judged}
"""


def faults(section: str) -> dict[str, str]:
    found = check(read(f"{SMALL}\n{section}"), case_id="small").faults
    assert all(fault.line for fault in found)
    return {fault.where.removeprefix("cross_impact."): fault.message for fault in found}


def good():
    found = check(read(f"{SMALL}\n{GOOD}"), case_id="small")
    assert found.faults == ()
    assert found.case is not None
    return found.case


def test_a_matrix_is_read_whole_and_comes_back_as_it_was():
    case = good()
    model = case.cross_impact
    assert model.blocks == (Block("water", "trade", ((2, -2), (-1, 1)), "boats need water"),)
    assert model.impacts == (Impact("trade.open", "water.wet", 1, "less is taken", ("S2",)),)
    assert model.descriptors[0].variants[1].indicators == (Indicator("Gauge", "below 2 m", date(2031, 1, 1), ("S2",)),)
    assert matrix(model) == [[0, 0, 2, -2], [0, 0, -1, 1], [1, 0, 0, 0], [0, 0, 0, 0]]
    assert list(places(model)) == ["water.wet", "water.dry", "trade.open", "trade.shut"]
    assert check(read(dump(case)), case_id="small").case == case


def test_every_fault_is_told_at_once_with_what_was_meant():
    bad = (
        GOOD.replace("by: 2031-01-01", "by: 2001-01-01")
        .replace("[-1, 1]]", "[-1, 1, 0]]")
        .replace("water.wet", "water.wett")
        .replace("impact: 1,", "impact: 1.5,")
        + "    - {from: sea.x, to: trade.open, impact: 5000}\n"
    )
    told = faults(bad)
    assert "not after as_of" in told["descriptors.water.variants.dry.indicators[0].by"]
    assert told["blocks[0].impacts"] == "2 rows of 2 or 3 numbers; water has 2 variants and trade has 2"
    assert told["impacts[0].to"] == 'no variant in "water.wett"; variants of water are wet, dry'
    assert told["impacts[0].impact"] == "1.5 is not whole"
    assert told["impacts[1].from"] == 'no descriptor in "sea.x"; descriptors are water, trade'
    assert "not between -1000 and 1000" in told["impacts[1].impact"]


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ("    - {from: water.wet, to: trade.open, impact: 2}\n", "impacts[1]"),
        ("    - {from: trade.open, to: water.wet, impact: 2}\n", "impacts[1]"),
    ],
)
def test_a_cell_that_is_judged_twice_is_a_fault(more, where):
    assert "is judged in" in faults(GOOD + more)[where]


def test_two_single_judgements_of_one_pair_of_descriptors_are_none():
    assert faults(GOOD + "    - {from: trade.open, to: water.dry, impact: 2}\n") == {}


def test_a_descriptor_of_too_many_variants_is_refused_for_its_size():
    many = ", ".join(f"v{k}: v" for k in range(MOST_OF_ONE + 1))
    found = check(read(f"{SMALL}\n{GOOD.replace('open: Open, shut: Shut', many)}"), case_id="small").faults
    assert too_large(found)


def test_a_matrix_without_descriptors_is_a_fault():
    assert "is missing" in faults("cross_impact: {note: nothing}")["cross_impact"]


def test_what_is_later_than_as_of_is_forgotten_and_the_matrix_stays():
    case = good()
    source = case.source("S2")
    moved = replace(source, date=date(2999, 1, 1), approximate=False)
    later = replace(case, sources=tuple(moved if s is source else s for s in case.sources))
    model = known(later).cross_impact
    assert model.impacts[0].sources == ()
    assert model.descriptors[0].variants[1].indicators[0].sources == ()
    assert matrix(model) == matrix(case.cross_impact)


def test_a_change_of_one_judgement_is_told():
    case = good()
    moved = replace(case.cross_impact.impacts[0], impact=3)
    other = replace(case, cross_impact=replace(case.cross_impact, impacts=(moved,)))
    rows = changes(case, other)
    assert [(row["before"], row["after"]) for row in rows] == [(1, 3)]


def test_the_flagship_writes_its_matrix_and_reads_it_again():
    case = load("miami_2026")
    assert check(read(dump(case)), case_id=case.id).case == case
