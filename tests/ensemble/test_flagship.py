"""The flagship's draws, against slow code that shares nothing with the product but the case file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from detente.case.nouns import Case, Offer, Source, Statement
from detente.ensemble import propagate
from detente.ensemble.draws import draw
from detente.ensemble.run import run
from detente.formats.load import load
from detente.settlement.inputs import Inputs
from detente.settlement.known import known

DRAWS = 200


@cache
def flagship() -> Case:
    return known(load("miami"))


@cache
def answer(draws: int = 200, seed: int = 1, threads: int | None = None) -> dict:
    return run(load("miami"), draws=draws, seed=seed, threads=threads)


def oracle_gap(case: Case, inputs: Inputs, row: int) -> float:
    """The largest least surplus of one draw by mixed-integer programming, from the definitions, party by party."""
    where = {p.id: k for k, p in enumerate(case.parties)}
    columns = [(i.id, o) for i in case.issues for o in (*i.option_ids, *(("open",) if i.deferrable else ()))]
    named = [(i.id, o.id) for i in case.issues for o in i.options]
    views = {(v.party, v.issue): v for v in case.views}

    def worth(party: str, issue: str, option: str, at: Inputs, k: int) -> float:
        view = views[party, issue]
        score = case.issue(issue).option(option).score
        miss = score - at.position[k, where[party], [i.id for i in case.issues].index(issue)]
        if view.shape == "at_least":
            return 100.0 + min(miss, 0.0)
        return 100.0 - max(miss, 0.0) if view.shape == "at_most" else 100.0 - abs(miss)

    def salience(party: str, k: int) -> dict[str, float]:
        return {i.id: inputs.salience[k, where[party], n] for n, i in enumerate(case.issues)}

    def offer_worth(party: str, offer: Offer, at: Inputs, k: int) -> float:
        weight = {i.id: at.salience[k, where[party], n] for n, i in enumerate(case.issues)}
        total = sum(weight[i] * worth(party, i, o, at, k) for i, o in offer.settlement.items())
        return total / sum(weight[i] for i in offer.settlement)

    def binds(party: str, issue: str, option: str) -> bool:
        return bool(inputs.barred[row, where[party], named.index((issue, option))])

    from detente.settlement.inputs import central_inputs

    central = central_inputs(case)
    signers, reserve = [], []
    for entry in case.no_deal:
        if entry.value is None:
            continue
        party, tabled = entry.party, [o for o in case.offers if o.tabled]
        moved = [offer_worth(party, o, inputs, row) - offer_worth(party, o, central, 0) for o in tabled]
        value = inputs.no_deal[row, where[party]] + sum(moved) / len(moved)
        low, high = -np.inf, np.inf
        for s in (s for s in case.statements if s.party == party):
            level, offer = offer_worth(party, case.offer(s.offer), inputs, row), case.offer(s.offer)
            if s.verdict != "refused":
                high = min(high, level)
            elif not any(binds(party, i, o) for i, o in offer.settlement.items()):
                low = max(low, level)
        signers.append(party)
        reserve.append(value if low > high else min(max(value, low), high))
    gain = np.zeros((len(signers), len(columns)))
    for k, party in enumerate(signers):
        weight = salience(party, row)
        for c, (issue, option) in enumerate(columns):
            points = reserve[k] if option == "open" else worth(party, issue, option, inputs, row)
            gain[k, c] = weight[issue] * (points - reserve[k]) / sum(weight.values())
    free = [
        option == "open" or not any(binds(p.id, issue, option) for p in case.parties if p.required)
        for issue, option in columns
    ]
    size = len(columns)
    rows = [LinearConstraint(np.append(gain[k], -1.0), 0, np.inf) for k in range(len(signers))]
    for issue in case.issues:
        rows.append(LinearConstraint([*(float(i == issue.id) for i, _ in columns), 0.0], 1, 1))
    for exclusion in case.forbid:
        held = [float(pair in exclusion.settlement.items()) for pair in columns]
        rows.append(LinearConstraint([*held, 0.0], -np.inf, sum(held) - 1))
    found = milp(
        np.append(np.zeros(size), -1.0),
        constraints=rows,
        bounds=Bounds(np.append(np.zeros(size), -np.inf), np.append(np.array(free, dtype=float), np.inf)),
        integrality=np.append(np.ones(size), 0),
        options={"mip_rel_gap": 1e-9},
    )
    return float(found.x[-1]) if found.success else -np.inf


def test_two_hundred_draws_equal_the_slow_oracle() -> None:
    case = flagship()
    signing, rows = propagate.signing(case)
    inputs = propagate.of_parties(case, draw(case, draws=DRAWS, seed=1).inputs, rows)
    solved = propagate.solve(signing, inputs, propagate.Work("compiled"))
    twin = propagate.solve(signing, inputs, propagate.Work("twin"))
    for name in ("gap", "ties", "pick", "flagged", "full"):
        assert np.array_equal(getattr(solved, name), getattr(twin, name)), name
    slow = [oracle_gap(signing, inputs, row) for row in range(DRAWS)]
    assert solved.gap == pytest.approx(slow, abs=1e-3)
    assert np.array_equal(solved.gap >= 0, np.array(slow) >= -1e-9)


def test_same_seed_gives_the_same_bytes_for_any_number_of_threads() -> None:
    texts = {json.dumps(answer(450, 3, threads)) for threads in (1, 2, 8)}
    assert len(texts) == 1


def test_first_draws_do_not_depend_on_how_many_follow() -> None:
    few, many = (draw(flagship(), draws=n, seed=5).inputs for n in (50, 300))
    for name in Inputs.__slots__:
        assert np.array_equal(getattr(few, name), getattr(many, name)[:50], equal_nan=name != "barred")


def test_shares_sum_to_one_and_ranges_hold_them() -> None:
    for draws in (200, 1000):
        scenarios = answer(draws)["scenarios"]
        assert abs(sum(s["value"] for s in scenarios) - 1.0) < 1e-12
        assert abs(sum(s["given_settlement"] or 0.0 for s in scenarios) - 1.0) < 1e-12
        for s in scenarios:
            assert s["low"] <= s["value"] <= s["high"]
        for model in answer(draws)["models"]:
            assert abs(sum(s["models"][model["id"]] for s in scenarios) - 1.0) < 1e-12


def test_nested_red_lines_bind_in_order() -> None:
    case = flagship()
    signing, rows = propagate.signing(case)
    inputs = propagate.of_parties(case, draw(case, draws=2000, seed=1).inputs, rows)
    named = [(i.id, o.id) for i in case.issues for o in i.options]
    first, second = named.index(("donbas", "A")), named.index(("donbas", "C"))
    both = inputs.barred[:, 0, first] == inputs.barred[:, 0, second]
    assert both.all()  # one firmness for all of Russia's red lines on Donbas


def test_binding_shares_equal_firmness() -> None:
    case = flagship()
    inputs = draw(case, draws=20_000, seed=2).inputs
    named = [(i.id, o.id) for i in case.issues for o in i.options]
    for view in (v for v in case.views if v.red_lines and v.flexibility is not None):
        p = [x.id for x in case.parties].index(view.party)
        share = inputs.barred[:, p, named.index((view.issue, view.red_lines[0].option))].mean()
        assert share == pytest.approx(1 - view.flexibility / 100, abs=0.02)


def test_war_state_moves_the_no_deal_values_apart() -> None:
    case = flagship()
    inputs = draw(case, draws=20_000, seed=2).inputs
    found = np.corrcoef(inputs.no_deal[:, 0], inputs.no_deal[:, 1])[0, 1]
    assert found == pytest.approx(-0.5, abs=0.05)


@pytest.mark.parametrize("case_id", ["miami", "miami_2026"])
def test_shipped_flagships_hold_nothing_later_than_their_date(case_id: str) -> None:
    case = load(case_id)
    told = case.outcome.sources if case.outcome else ()  # what came of it is scored, and read by no judgement
    days = (
        [s.date for s in case.sources if s.id not in told]
        + [o.date for o in case.offers]
        + [s.date for s in case.statements]
    )
    days += [v.date for v in case.views] + [n.date for n in case.no_deal]
    days += [p.date for t in case.trajectories for p in t.points]
    assert all(day is None or day <= case.as_of for day in days)


def test_moving_the_date_back_reads_nothing_later() -> None:
    whole = load("miami_2026")
    day = date(2025, 12, 31)
    expected = run(replace(whole, as_of=day), draws=100, seed=1)
    late = Source("LATE", "later", date=date(2026, 3, 1))
    offer = replace(whole.offers[0], id="LATER", date=date(2026, 4, 1), sources=("LATE",))
    spoiled = replace(
        whole,
        as_of=day,
        sources=(*whole.sources, late),
        views=tuple(
            replace(v, position=replace(v.position, low=0.0, mid=1.0, high=2.0)) if v.date and v.date > day else v
            for v in whole.views
        ),
        no_deal=tuple(replace(n, value=None) if n.date and n.date > day else n for n in whole.no_deal),
        offers=(*whole.offers, offer),
        statements=(*whole.statements, Statement("RU", "LATER", "accepted", date=date(2026, 4, 2))),
    )
    assert json.dumps(run(spoiled, draws=100, seed=1)) == json.dumps(expected)


def test_older_codings_are_marked_and_widened() -> None:
    case = known(load("miami_2026"))
    stale = [v for v in case.views if v.stale]
    fresh = [v for v in case.views if not v.stale]
    assert stale
    assert {(v.party, v.issue) for v in fresh} >= {("RU", "donbas"), ("UA", "donbas")}
    before = next(v for v in load("miami_2026").views if v.party == "UA" and v.issue == "nato")
    after = next(v for v in stale if v.party == "UA" and v.issue == "nato")
    assert after.position.high - after.position.mid > before.position.high - before.position.mid
    assert any("carried forward" in note for note in run(load("miami_2026"), draws=100, seed=1)["notes"])
