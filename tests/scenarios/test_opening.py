"""What opens the zone: equal to brute force on made cases, ties included; tipping points on either side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

import numpy as np
import pytest

from detente.case.nouns import OPEN, Case, Exclusion, Issue, NoDeal, Option, Party, RedLine, View
from detente.case.quantity import exactly
from detente.formats.load import load
from detente.scenarios.concessions import LIFT, NO_DEAL, PAYMENT, STEP, Ground, Move, ground
from detente.scenarios.opening import openings, opens
from detente.scenarios.tipping import tipping_points
from detente.settlement.known import known
from tests.strategies import AS_OF

PAID = 10.0


def made(seed: int) -> Case:
    """Return a small case whose central zone is empty more often than not, with coarse numbers so that ties abound."""
    rng = np.random.default_rng(seed)
    issues = tuple(
        Issue(f"i{k}", f"I{k}", tuple(Option(o, o) for o in "xyz"[: rng.integers(2, 4)]), bool(rng.random() < 0.3))
        for k in range(rng.integers(1, 4))
    )
    parties = "abc"[: rng.integers(2, 4)]
    views = tuple(
        View(
            p,
            issue.id,
            exactly(float(rng.integers(1, 5) * 10)),
            worth={o: exactly(float(rng.integers(0, 11) * 10)) for o in issue.option_ids},
            red_lines=tuple(RedLine(o) for o in issue.option_ids if rng.random() < 0.25),
        )
        for p in parties
        for issue in issues
    )
    whole = {issue.id: issue.option_ids[0] for issue in issues}
    return Case(
        id="made",
        title="Made",
        as_of=AS_OF,
        horizon=AS_OF.replace(year=AS_OF.year + 1),
        parties=tuple(Party(p, p, "principal", required=True) for p in parties),
        issues=issues,
        views=views,
        forbid=(Exclusion(whole),) if len(issues) > 1 and rng.random() < 0.5 else (),
        no_deal=tuple(NoDeal(p, exactly(float(rng.integers(10, 19) * 5))) for p in parties),
    )


def settlements(case: Case, whole: bool) -> Iterator[dict[str, str]]:
    ways = [(*i.option_ids, *((OPEN,) if i.deferrable and not whole else ())) for i in case.issues]
    for chosen in product(*ways):
        settlement = dict(zip((i.id for i in case.issues), chosen, strict=True))
        if not any(row.settlement.items() <= settlement.items() for row in case.forbid):
            yield settlement


def conceded_by(moves: Iterable[Move]) -> tuple[set, set, set]:
    held = tuple(moves)
    lifted = {(m.party, m.issue, m.option) for m in held if m.kind == LIFT}
    stepped = {(m.party, m.issue) for m in held if m.kind == STEP}
    return lifted, stepped, {(m.party, m.kind) for m in held}


def opens_by_hand(case: Case, moves: tuple[Move, ...], whole: bool) -> bool:
    """Say from the definitions whether some settlement suits all after the moves."""
    views = {(view.party, view.issue): view for view in case.views}
    conceded = conceded_by(moves)
    return any(
        all(_accepts(entry, settlement, views, conceded) for entry in case.no_deal)
        for settlement in settlements(case, whole)
    )


def _accepts(entry, settlement, views, conceded) -> bool:
    lifted, stepped, paid = conceded
    party = entry.party
    least = entry.value.mid - (PAID if (party, NO_DEAL) in paid else 0.0)
    total = got = 0.0
    for issue, option in settlement.items():
        view = views[party, issue]
        if any(line.option == option for line in view.red_lines) and (party, issue, option) not in lifted:
            return False
        worth = least if option == OPEN else view.worth[option].mid
        if option != OPEN and (party, issue) in stepped:
            worth = min((w.mid for w in view.worth.values() if w.mid > worth), default=worth)
        total += view.salience.mid
        got += view.salience.mid * worth
    gift = PAID if (party, PAYMENT) in paid else 0.0
    return got + gift * total >= least * total - 1e-9


def by_hand(case: Case, held: Ground, whole: bool, most: int) -> list[tuple[int, ...]]:
    for size in range(most + 1):
        found = [
            members
            for members in combinations(range(len(held.moves)), size)
            if opens_by_hand(case, tuple(held.moves[m] for m in members), whole)
        ]
        if found:
            return found
    return []


def smallest(case: Case, held: Ground, whole: bool) -> list[tuple[int, ...]]:
    """All smallest sets of any size: per settlement each party's smallest sets of its own moves, put together."""
    found: list[tuple[int, ...]] = []
    for settlement in settlements(case, whole):
        parts = [own_sets(case, held, entry, settlement) for entry in case.no_deal]
        together = [tuple(sorted(sum(members, ()))) for members in product(*parts)]
        if together and (not found or len(together[0]) <= len(found[0])):
            kept = found if found and len(found[0]) == len(together[0]) else []
            found = [*kept, *together]
    return sorted(set(found))


def own_sets(case: Case, held: Ground, entry: NoDeal, settlement: dict[str, str]) -> list[tuple[int, ...]]:
    """The smallest sets of a party's own moves after which a settlement suits it; a move touches no other party."""
    views = {(view.party, view.issue): view for view in case.views}
    own = [m for m, move in enumerate(held.moves) if move.party == entry.party]
    for size in range(len(own) + 1):
        found = [
            members
            for members in combinations(own, size)
            if _accepts(entry, settlement, views, conceded_by(held.moves[m] for m in members))
        ]
        if found:
            return found
    return []


@pytest.mark.parametrize("block", range(10))
def test_the_smallest_opening_sets_are_those_of_brute_force_with_all_ties(block):
    sizes = set()
    for seed in range(20 * block, 20 * block + 20):
        case, whole = made(seed), bool(seed % 2)
        held = ground(case, points=PAID, whole=whole)
        found = openings(held)
        listed = [] if found.size is None else [tuple(row) for row in found.sets.tolist()]
        assert sorted(listed) == smallest(case, held, whole), seed
        if found.size is not None and found.size <= 3:
            assert listed == by_hand(case, held, whole, 3), seed
        else:
            assert by_hand(case, held, whole, 2) == [], seed
        sizes.add(found.size)
    assert len(sizes) > 1


def test_a_size_beyond_the_limit_is_said_to_be_beyond_it():
    seed = next(s for s in range(200) if openings(ground(made(s), points=PAID)).size == 2)
    found = openings(ground(made(seed), points=PAID), most=1)
    assert (found.size, found.tested) == (None, 0)


def test_what_opens_the_whole_zone_of_miami_is_few_moves_and_each_says_who_pays():
    found = opens(known(load("miami")), whole=True)
    assert found["size"] == 3
    assert found["count"] == len(found["sets"])
    for row in found["sets"]:
        assert {move["pays"] for move in row["moves"]} <= {"RU", "UA", "US", "E3EU", "others"}
        assert OPEN not in row["options"].values()
        assert min(row["surplus"].values()) < 0.0


def test_a_zone_that_is_not_empty_needs_nothing():
    found = opens(known(load("miami")))
    assert (found["size"], found["sets"], found["nearest_miss"]) == (0, [], None)


def test_a_tipping_point_is_where_the_zone_flips():
    from dataclasses import replace

    from detente.scenarios.change import Change, apply
    from detente.settlement.inputs import central_inputs
    from detente.settlement.no_deal import no_deal_values
    from detente.settlement.space import space
    from detente.settlement.zone import gap

    case = replace(load("template"), statements=())
    rows = [row for row in tipping_points(known(case)) if row["flips_at"] is not None]
    assert rows
    for row in rows:
        for beyond, holds in ((0.0, True), (1e-5, False)):
            now = known(apply(case, [Change(f"no_deal.{row['party']}", "set", row["flips_at"] + beyond)]))
            inputs = central_inputs(now)
            value = gap(space(now, inputs, no_deal_values(now, inputs).value)).value
            assert row["whole"] or (value >= 0.0) == holds
        assert row["holds"] == (row["now"] <= row["flips_at"])
