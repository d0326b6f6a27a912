"""Several assessors' files made one: numbers span, structure conflicts, and nobody's secret shows in a name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.check import check
from detente.case.document import Document
from detente.case.marking import RED
from detente.case.nouns import Case, RedLine
from detente.case.quantity import Quantity, exactly
from detente.formats.load import load
from detente.formats.plain import plain
from detente.formats.sharing.views import redacted, view_for
from detente.formats.write import dump
from detente.settlement.merging import merged
from tests.confiding import confided

WELL = load(str(Path(__file__).parent.parent / "case" / "data" / "confided.yaml"))


def saying(case: Case, party: str, issue: str, **changed: object) -> Case:
    """Return the case in which the views of a party on an issue are others."""
    return replace(
        case,
        views=tuple(
            replace(view, **changed) if (view.party, view.issue) == (party, issue) else view for view in case.views
        ),
    )


def disagreeing(case: Case, draw: Random) -> Case:
    """Return what another assessor might say: every salience and no-deal value is another number."""
    views = tuple(replace(view, salience=exactly(round(draw.uniform(1, 99), 2))) for view in case.views)
    no_deal = tuple(replace(row, value=exactly(round(draw.uniform(1, 99), 2))) for row in case.no_deal)
    return replace(case, views=views, no_deal=no_deal)


def test_one_file_more_often_changes_nothing() -> None:
    found = merged({"anna": WELL, "ben": WELL, "carla": WELL})
    assert (found.disagreements, found.conflicts, found.words) == ((), (), ())
    assert replace(found.case, confides=WELL.confides) == WELL


def test_numbers_that_differ_span_and_each_assessor_s_is_kept() -> None:
    said = {"anna": exactly(20.0), "ben": Quantity(30.0, 50.0, 60.0), "carla": Quantity(10.0, 65.0, 70.0)}
    found = merged({who: saying(WELL, "WEST", "share", salience=value) for who, value in said.items()})
    (row,) = found.disagreements
    assert row.path == "views.WEST.share.salience" and dict(row.values) == said
    (view,) = (view for view in found.case.views if (view.party, view.issue) == ("WEST", "share"))
    assert (view.salience.low, view.salience.mid, view.salience.high) == (10.0, 45.0, 70.0)
    assert found.case.assessed == (row,) and not found.conflicts


@given(st.lists(st.tuples(*[st.floats(0.0, 100.0)] * 3), min_size=2, max_size=5), st.randoms())
@settings(max_examples=25, deadline=None)
def test_the_envelope_holds_every_assessor_and_knows_no_order(rows: list[tuple[float, ...]], turn: Random) -> None:
    said = {f"a{k}": saying(WELL, "WEST", "share", salience=Quantity(*sorted(row))) for k, row in enumerate(rows)}
    names = list(said)
    turn.shuffle(names)
    once, again = merged(said).case, merged({who: said[who] for who in names}).case
    held, other = (next(v.salience for v in case.views if v.party == "WEST") for case in (once, again))
    assert all(held.low <= min(row) and max(row) <= held.high for row in rows)
    assert held.low <= held.mid <= held.high
    assert (held.low, held.high) == (other.low, other.high) and held.mid == pytest.approx(other.mid)


def test_a_red_line_that_some_draw_has_the_mean_firmness() -> None:
    drawn = saying(WELL, "WEST", "share", red_lines=(RedLine("high", 0.9),))
    found = merged({"anna": WELL, "ben": drawn, "carla": drawn})
    (row,) = found.disagreements
    assert row.path == "views.WEST.share.red_lines.high"
    assert {who: value.mid for who, value in row.values.items()} == {"anna": 0.0, "ben": 0.9, "carla": 0.9}
    (line,) = next(view.red_lines for view in found.case.views if (view.party, view.issue) == ("WEST", "share"))
    assert line.option == "high" and line.firmness == pytest.approx(0.6)


def test_structure_that_differs_is_a_conflict_with_what_each_says() -> None:
    offers = tuple(replace(row, settlement={"share": "low"}) if row.id == "first" else row for row in WELL.offers)
    found = merged({"anna": WELL, "ben": replace(WELL, offers=offers, levers=())})
    assert {row.path for row in found.conflicts} == {"offers.first.settlement", "levers.pump"}
    told = {row.path: row.values for row in found.conflicts}
    assert told["levers.pump"]["ben"] is None and told["levers.pump"]["anna"].id == "pump"
    assert found.case.levers == WELL.levers and found.case.offers == WELL.offers


def test_words_that_differ_are_told_and_the_first_file_s_kept() -> None:
    found = merged({"anna": WELL, "ben": replace(WELL, summary="Another", title="Another")})
    assert found.words == ("title", "summary") and found.case.title == WELL.title and not found.conflicts


def test_of_two_markings_the_more_closed_one_holds_and_who_confided_is_a_conflict() -> None:
    open_row, closed_row = (saying(WELL, "WEST", "share", marking=level) for level in ("green", RED))
    found = merged({"anna": open_row, "ben": closed_row})
    assert next(v.marking for v in found.case.views if (v.party, v.issue) == ("WEST", "share")) == RED
    other = merged({"anna": WELL, "ben": saying(WELL, "WEST", "share", confided_by="WEST")})
    assert {row.path for row in other.conflicts} == {"views.WEST.share"}
    assert merged({"anna": WELL, "ben": replace(WELL, marking="amber")}).case.marking == "amber"


@pytest.mark.parametrize("seed", range(25))
def test_a_view_of_a_merged_case_does_not_depend_on_what_another_party_confided(seed: int) -> None:
    """A name in `assessed` could tell that a second row stands beside a public one: it must not."""

    def view(case: Case) -> str:
        ben = replace(disagreeing(case, Random(1)), views=(), no_deal=())
        public = [row for row in case.views if row.confided_by != "EAST"]
        other = disagreeing(replace(case, views=tuple(public)), Random(1)).views
        secret = disagreeing(replace(case, views=tuple(r for r in case.views if r not in public)), Random(2)).views
        kept = {(r.party, r.issue, r.date, r.confided_by): r for r in (*other, *secret)}
        views = tuple(kept[(r.party, r.issue, r.date, r.confided_by)] for r in case.views)
        found = merged({"anna": case, "ben": replace(ben, views=views, no_deal=case.no_deal)})
        assert not found.conflicts and len(found.disagreements) > 1
        assert not check(Document(plain(found.case)), case_id="well").faults
        return dump(view_for(found.case, "WEST"))

    assert view(confided(WELL, "EAST", Random(seed))) == view(WELL)


def test_redaction_takes_what_assessors_said_of_a_closed_row() -> None:
    found = merged({"anna": WELL, "ben": disagreeing(WELL, Random(1))}).case
    left = redacted(found, "green")
    assert {row.path for row in found.assessed} > {row.path for row in left.assessed}
    assert all("no_deal" not in row.path for row in left.assessed)


def test_a_merged_case_passes_the_check_and_comes_back() -> None:
    found = merged({"anna": WELL, "ben": disagreeing(WELL, Random(1)), "carla": disagreeing(WELL, Random(2))}).case
    assert check(Document(plain(found)), case_id=found.id).case == found


def test_briefs_that_differ_are_a_conflict() -> None:
    river = load(str(Path(__file__).parent.parent / "case" / "data" / "small.yaml"))
    assert river.brief is not None
    other = replace(river, brief=replace(river.brief, premortem="Another", dissent=()))
    told = {row.path for row in merged({"anna": river, "ben": other}).conflicts}
    assert "brief.premortem" in told and any(path.startswith("brief.dissent.") for path in told)
