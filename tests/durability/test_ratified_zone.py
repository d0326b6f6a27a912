"""The ratified zone against a list of all settlements, each judged in plain Python from the definitions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.fault import TooLarge
from detente.case.nouns import OPEN, Case, Interaction, Party, Predicate, RedLine, View
from detente.case.quantity import exactly
from detente.case.ratification import ASSENT, REFERENDUM, UNANIMITY, Bloc, RatificationStep, Rule
from detente.durability.consent import askers, with_reversions
from detente.durability.ratified_zone import cells, count_ratified, in_ratified_zone, ratified_zone
from detente.settlement.space import Space
from tests.published.tables import central_space
from tests.strategies import TENTHS, bargains

RATIFIERS = ("q", "r")


def atoms(case: Case) -> st.SearchStrategy[Predicate]:
    pairs = [(i.id, (*i.option_ids, *((OPEN,) if i.deferrable else ()))) for i in case.issues]
    return st.one_of(
        *(
            st.lists(st.sampled_from(options), min_size=1, unique=True).map(
                lambda held, issue=issue: Predicate("is", issue, tuple(held))
            )
            for issue, options in pairs
        )
    )


def conditions(case: Case) -> st.SearchStrategy[Predicate]:
    return st.recursive(
        atoms(case),
        lambda inner: st.one_of(
            inner.map(lambda part: Predicate("not", parts=(part,))),
            st.tuples(st.sampled_from(("all", "any")), st.lists(inner, min_size=1, max_size=2)).map(
                lambda held: Predicate(held[0], parts=tuple(held[1]))
            ),
        ),
        max_leaves=4,
    )


@st.composite
def ratified(draw: st.DrawFn) -> Case:
    """Return a bargain with two ratifiers: one by utility, one by red lines alone, each with a say somewhere."""
    case = draw(bargains())
    parties = tuple(Party(key, key.upper(), "ratifier") for key in RATIFIERS)
    views = [view for key in RATIFIERS for issue in case.issues if (view := _view(draw, key, issue))]
    steps = (
        RatificationStep(
            "one", Rule(draw(st.sampled_from((ASSENT, REFERENDUM)))), by="q", reversion=exactly(draw(TENTHS)),
            when=draw(st.none() | conditions(case)),
        ),
        RatificationStep("two", Rule(ASSENT), by="r", red_lines_only=True, when=draw(conditions(case))),
        RatificationStep(
            "three", Rule(UNANIMITY, blocs=(Bloc("R", party="r"), Bloc("rest", 4, exactly(0.5)))),
            when=draw(conditions(case)),
        ),
    )  # fmt: skip
    linked = [Interaction("a", {i.id: i.option_ids[0] for i in case.issues[:2]}, 10.0)] if len(case.issues) > 1 else []
    return replace(
        case,
        parties=(*case.parties, *parties),
        views=(*case.views, *views),
        interactions=tuple(linked) if draw(st.booleans()) else (),
        ratification=steps,
    )


def _view(draw: st.DrawFn, key: str, issue) -> View | None:
    lines = draw(st.lists(st.sampled_from(issue.option_ids), max_size=1))
    worth = {option: exactly(draw(TENTHS)) for option in issue.option_ids}
    return View(key, issue.id, exactly(draw(st.integers(1, 3))), worth=worth, red_lines=tuple(map(RedLine, lines)))


def holds(when: Predicate | None, settlement: dict[str, str]) -> bool:
    if when is None:
        return True
    if when.kind == "is":
        return settlement[when.issue] in when.options
    parts = [holds(part, settlement) for part in when.parts]
    return not parts[0] if when.kind == "not" else all(parts) if when.kind == "all" else any(parts)


def accepts(case: Case, party: str, settlement: dict[str, str], least: float | None) -> bool:
    """Whether a party accepts: no red line of its own, and its utility is no less than what it has without."""
    views = [view for view in case.views if view.party == party]
    if any(settlement[view.issue] == line.option for view in views for line in view.red_lines):
        return False
    if least is None:
        return True
    total = sum(view.salience.mid for view in views)
    points = 0.0
    for view in views:
        chosen = settlement[view.issue]
        points += view.salience.mid * (least if chosen == OPEN else view.worth[chosen].mid)
    for row in case.interactions:
        if row.party == party and row.when.items() <= settlement.items():
            points += row.worth * total
    return points >= least * total - 1e-9


def listed(case: Case) -> list[dict[str, str]]:
    """Every settlement that each required party, and each ratifier with a say in it, accepts."""
    options = [(*i.option_ids, *((OPEN,) if i.deferrable else ())) for i in case.issues]
    least = {row.party: row.value.mid for row in case.no_deal if row.value is not None}
    one, two, three = case.ratification
    found: list[dict[str, str]] = []
    for held in product(*options):
        settlement = dict(zip([i.id for i in case.issues], held, strict=True))
        if any(row.settlement.items() <= settlement.items() for row in case.forbid):
            continue
        signed = all(accepts(case, p.id, settlement, least.get(p.id)) for p in case.parties if p.required)
        first = not holds(one.when, settlement) or accepts(case, "q", settlement, one.reversion.mid)
        says = holds(two.when, settlement) or holds(three.when, settlement)
        if signed and first and (not says or accepts(case, "r", settlement, None)):
            found.append(settlement)
    return found


def space_of(case: Case) -> Space:
    return central_space(with_reversions(case))


@settings(max_examples=120, deadline=None, derandomize=True)
@given(ratified())
def test_the_ratified_zone_is_what_listing_finds(case: Case) -> None:
    space, wanted = space_of(case), listed(case)
    count = count_ratified(case, space, rng=np.random.default_rng(1))
    assert (count.value, count.exact) == (len(wanted), True)
    found = ratified_zone(case, space)
    assert (found.ratified[0], found.asked, found.unheard) == (int(bool(wanted)), RATIFIERS, ())
    assert found.ratified[0] <= found.zone[0]
    every = [space.settlement(np.array(c)) for c in product(*(range(a, b) for a, b in pairwise(space.start.tolist())))]
    inside = [s for s in every if in_ratified_zone(case, space, space.pick(s))[0]]
    assert sorted(inside, key=str) == sorted(wanted, key=str)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ratified())
def test_the_cells_are_disjoint_and_hold_everything(case: Case) -> None:
    space = space_of(case)
    says = askers(case)
    found = cells(space, list(says.values()))
    for columns in product(*(range(a, b) for a, b in pairwise(space.start.tolist()))):
        own = [cell for cell in found if cell.mask[list(columns)].all()]
        settlement = space.settlement(np.array(columns))
        assert len(own) == 1
        assert own[0].asked.tolist() == [holds(when, settlement) for when in says.values()]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(ratified(), st.booleans())
def test_a_further_ratifier_never_opens_the_zone(case: Case, first: bool) -> None:
    space = space_of(case)
    none, some, all_ = (ratified_zone(case, space, ratifiers=ids) for ids in ((), RATIFIERS[:1], None))
    assert none.ratified[0] == none.zone[0]
    assert all_.ratified[0] <= some.ratified[0] <= none.ratified[0]


def test_a_ratifier_without_views_is_told_as_unheard() -> None:
    case = bargain()
    steps = (RatificationStep("one", Rule(ASSENT), by="q", red_lines_only=True),)
    found = ratified_zone(replace(case, ratification=steps), central_space(case))
    assert (found.asked, found.unheard) == ((), ("q",))
    assert found.to_dict()["unheard"] == ["q"]


def test_too_many_cells_are_refused_with_what_to_do(monkeypatch) -> None:
    monkeypatch.setattr("detente.durability.ratified_zone.MOST_CELLS", 1)
    case = bargain()
    issue = case.issues[0]
    steps = (RatificationStep("one", Rule(ASSENT), by="q", when=Predicate("is", issue.id, issue.option_ids[:1])),)
    with pytest.raises(TooLarge, match="name fewer issues"):
        cells(central_space(case), list(askers(replace(case, ratification=steps)).values()))


def bargain() -> Case:
    from tests.published.tables import table_case

    case = table_case({"x": {"o": (100, 0), "p": (0, 100)}, "y": {"o": (100, 50), "p": (0, 60)}}, {"a": 20, "b": 20})
    return replace(case, parties=(*case.parties, Party("q", "Q", "ratifier")))
