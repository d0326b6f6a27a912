"""Tracks, venues and orders in a case file: read whole, every fault at once with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.check import check
from detente.case.durable import PhaseOrder
from detente.case.nouns import Case
from detente.case.quantity import Quantity, exactly
from detente.case.tracks import VenueCriterion
from detente.formats.yaml import read
from detente.settlement.known import known

SMALL = (Path(__file__).parent / "data" / "small.yaml").read_text(encoding="utf-8")


def small() -> Case:
    case = check(read(SMALL), case_id="small").case
    assert case is not None
    return case


def faults(old: str, new: str) -> dict[str, tuple[str, str]]:
    """Return message and hint of each fault of the small case with another text in one place."""
    assert SMALL.count(old) == 1
    found = check(read(SMALL.replace(old, new)), case_id="small").faults
    assert all(fault.line for fault in found)
    return {fault.where: (fault.message, fault.hint) for fault in found}


def test_a_track_is_read_whole() -> None:
    table, quiet = small().tracks
    assert (table.kind, table.leak, table.efficiency, table.cost) == ("official", exactly(0.0), exactly(1.0), {})
    assert (quiet.kind, quiet.parties, quiet.host) == ("back_channel", ("UP", "DOWN"), "HOST")
    assert quiet.leak == Quantity(0.05, 0.1, 0.2, sources=("S2",))
    assert quiet.cost == {"DOWN": Quantity(2.0, 5.0, 9.0), "DIET": exactly(4.0)}


def test_criteria_and_the_host_of_a_venue_are_read() -> None:
    case = small()
    assert case.venue_criteria[1] == VenueCriterion("exposure", "Exposure to the press", "low", "cameras")
    assert case.venues[0].host == "HOST"


def test_an_order_of_phases_is_read() -> None:
    held = small().durability
    assert held is not None
    assert held.orders == (
        PhaseOrder("data_first", "Data first", ("trust", "water"), "as the host asks", ("S1",), "judged"),
    )


def test_sources_after_the_date_are_forgotten() -> None:
    case = small()
    first = min(source.date for source in case.sources if source.date)
    assert known(case, as_of=first).tracks[1].note == "at the lake"


@pytest.mark.parametrize(
    ("old", "new", "where", "message", "hint"),
    [
        ("leak: {low: 0.05, mid: 0.1, high: 0.2, sources: [S2]}", "leak: 1.2", "tracks.quiet.leak",
         "1.2 is not between 0 and 1", ""),
        ("cost: {DOWN: {low: 2, mid: 5, high: 9}, DIET: 4}", "cost: {DOWNE: 4}", "tracks.quiet.cost.DOWNE",
         'no party "DOWNE"', 'did you mean "DOWN"?'),
        ("kind: back_channel\n    parties: [UP, DOWN]", "kind: back_channel\n    parties: [UP, DAWN]",
         "tracks.quiet.parties[1]", 'no party "DAWN"', 'did you mean "DOWN"?'),
        ("kind: official", "kind: backchannel", "tracks.table.kind", "it is one of: official; back_channel",
         'did you mean "back_channel"?'),
        ("scores: {neutrality: 70, exposure: 40}", "scores: {neutrality: 70}", "venues.lake",
         "the venue has no score for exposure", "score it 0-100, or drop the criterion from venue_criteria"),
        ("scores: {neutrality: 70, exposure: 40}", "scores: {neutrality: 70, exposure: 40, neutralty: 3}",
         "venues.lake.scores.neutralty", 'no criterion "neutralty"', 'did you mean "neutrality"?'),
        ("phases: [trust, water], note", "phases: [water, trust], note", "durability.orders[0].phases[0]",
         "water comes before trust, for which it waits", "put it later, or drop the other from its after"),
        ("phases: [trust, water], note", "phases: [trust], note", "durability.orders[0].phases",
         "the order leaves out water", "name every phase once"),
        ("phases: [trust, water], note", "phases: [trust, water, wate], note", "durability.orders[0].phases[2]",
         'no phase "wate"; phases are trust, water', 'did you mean "water"?'),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_what_to_do(
    old: str, new: str, where: str, message: str, hint: str
) -> None:
    found = faults(old, new)
    assert message in found[where][0]
    assert found[where][1] == hint
    assert len(found) == 1
