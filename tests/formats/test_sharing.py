"""Views of one party, and redaction: what another party confided, and what is marked above a level, leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.check import check
from detente.case.document import Document
from detente.case.fault import InputFaults
from detente.case.marking import MARKINGS, Confides, carried
from detente.case.nouns import Case, Source
from detente.case.quantity import exactly
from detente.formats.load import load
from detente.formats.plain import plain
from detente.formats.sharing.views import redacted, view_for
from detente.formats.write import dump
from tests.confiding import confided, declared

DATA = Path(__file__).parent.parent / "case" / "data"
WELL, RIVER = load(str(DATA / "confided.yaml")), declared(load(str(DATA / "small.yaml")), "DOWN")
MIAMI = declared(load("miami"), "UA")
Export = Callable[[Case, str], str]


def as_yaml(case: Case, party: str) -> str:
    return dump(view_for(case, party))


def as_yaml_and_json(case: Case, party: str) -> str:
    view = view_for(case, party)
    return dump(view) + json.dumps(plain(view))


def told_by(export: Export, case: Case, reader: str, by: str, trials: int) -> int:
    """Return how many of so many cases, in which only what a party confided differs, gave another export."""
    exports = (export(confided(case, by, Random(seed)), reader) for seed in range(trials))
    first = export(case, reader)
    return sum(other != first for other in exports)


def holds(case: Case) -> bool:
    """Return whether a case passes the check."""
    return not check(Document(plain(case)), case_id="made").faults


@pytest.mark.parametrize(
    ("case", "by", "trials"),
    [(WELL, "EAST", 30), (RIVER, "DOWN", 30), (MIAMI, "UA", 5)],
)
def test_what_is_drawn_is_a_case_and_differs(case: Case, by: str, trials: int) -> None:
    made = [confided(case, by, Random(seed)) for seed in range(trials)]
    assert all(map(holds, made))
    assert len({dump(row) for row in made}) == trials


@pytest.mark.parametrize(
    ("case", "reader", "by", "trials"),
    [
        (WELL, "WEST", "EAST", 1000),
        (WELL, "HOST", "EAST", 100),
        (RIVER, "UP", "DOWN", 100),
        (MIAMI, "RU", "UA", 12),
    ],
)
def test_a_view_does_not_depend_on_what_another_party_confided(case: Case, reader: str, by: str, trials: int) -> None:
    """A thousand of each case: `python3 run.py bench` (benchmarks/bench_sharing.py)."""
    assert told_by(as_yaml_and_json, case, reader, by, trials) == 0


@given(st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_a_view_does_not_depend_on_it_whatever_is_drawn(seed: int) -> None:
    assert as_yaml(confided(WELL, "EAST", Random(seed)), "WEST") == as_yaml(WELL, "WEST")


def leaking(tell: Callable[[Case, str], object]) -> Export:
    """Return an exporter that tells something more of the case."""
    return lambda case, party: f"{as_yaml(case, party)}{tell(case, party)}"


LEAKS = {
    "how many rows were left out": lambda case, party: sum(row.confided_by not in ("", party) for row in case.sources),
    "whether there were any": lambda case, party: any(row.confided_by not in ("", party) for row in case.claims),
    "the hash of the whole case": lambda case, party: sha256(dump(case).encode()).hexdigest(),
    "how long the file is": lambda case, party: len(dump(case)),
    "the lines that rows had": lambda case, party: dump(case).index("land register"),
    "the marking of the whole": lambda case, party: carried(replace(case, views=(), no_deal=(), levers=())),
    "the order in which parties speak": lambda case, party: [row.party for row in case.no_deal],
}


@pytest.mark.parametrize("leak", LEAKS)
def test_an_exporter_that_leaks_is_caught(leak: str) -> None:
    assert told_by(leaking(LEAKS[leak]), WELL, "WEST", "EAST", 40) > 0


def test_a_view_depends_on_what_is_public_and_on_what_the_party_itself_confided() -> None:
    own = replace(
        WELL, no_deal=tuple(replace(n, value=exactly(41.0)) if n.party == "WEST" else n for n in WELL.no_deal)
    )
    public = [
        replace(WELL, summary="Another"),
        replace(WELL, sources=tuple(replace(s, note="new") if s.id == "S1" else s for s in WELL.sources)),
        replace(WELL, confides=(Confides("EAST", ("views", "no_deal", *WELL.confides[0].sections[2:])),)),
        replace(WELL, offers=tuple(replace(o, name="Another") if o.id == "first" else o for o in WELL.offers)),
    ]
    for other in (own, *public[:2], *public[3:]):
        assert as_yaml(other, "WEST") != as_yaml(WELL, "WEST")
    assert as_yaml(own, "EAST") == as_yaml(WELL, "EAST")


def test_the_fill_is_the_same_whether_something_was_confided_or_not() -> None:
    silent = replace(WELL, views=tuple(v for v in WELL.views if not (v.party == "EAST" and v.issue == "season")))
    assert as_yaml(silent, "WEST") == as_yaml(WELL, "WEST")


def test_a_view_says_whose_it_is_and_nothing_of_what_is_not_in_it() -> None:
    view = view_for(WELL, "WEST")
    assert plain(view)["withheld"] == {"view_of": "WEST"}
    assert [row.id for row in view.sources] == ["S1", "S3"]
    assert [(row.party, row.issue, row.confided_by) for row in view.views] == [
        ("EAST", "share", ""), ("EAST", "season", ""), ("WEST", "share", ""), ("WEST", "season", "WEST"),
    ]  # fmt: skip
    assert {row.party: (row.value.low, row.value.high) for row in view.no_deal if row.value} == {
        "EAST": (0.0, 100.0), "WEST": (30.0, 50.0),
    }  # fmt: skip
    assert carried(view) == "red" and carried(view_for(WELL, "HOST")) == "amber"


def test_a_view_made_again_is_the_same_view() -> None:
    once = view_for(WELL, "WEST")
    assert view_for(once, "WEST") == once
    with pytest.raises(InputFaults, match="for another reader"):
        view_for(once, "EAST")


def test_a_view_of_nobody_is_refused() -> None:
    with pytest.raises(InputFaults, match="no party"):
        view_for(WELL, "NORTH")


@pytest.mark.parametrize("level", MARKINGS)
def test_what_is_left_is_marked_no_higher_than_asked(level: str) -> None:
    left = redacted(WELL, level)
    assert MARKINGS.index(carried(left)) <= MARKINGS.index(level)
    assert load_again(left) == left
    assert left.withheld is not None and left.withheld.above == level


def load_again(case: Case) -> Case | None:
    return check(Document(plain(case)), case_id=case.id).case


def test_redaction_tells_how_much_was_taken_and_cites_it_as_withheld() -> None:
    left = redacted(WELL, "green")
    assert left.withheld is not None
    assert left.withheld.rows == {
        "claims": 2, "no_deal": 2, "offers": 1, "sources": 2, "statements": 1, "views": 3,
    }  # fmt: skip
    assert left.source("withheld") == Source("withheld", "Withheld")
    assert left.offer("first").sources == ("withheld",)
    assert "S3" not in dump(left)


def test_a_case_that_is_closed_as_a_whole_is_not_redacted_to_less() -> None:
    with pytest.raises(InputFaults, match="as a whole is marked amber"):
        redacted(replace(WELL, marking="amber"), "green")


def test_nothing_is_redacted_at_red() -> None:
    assert replace(redacted(WELL, "red"), withheld=None) == WELL
