"""Would it be ratified: the basis of every step, laws of the whole, and the flagship."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.nouns import Case, Offer, Party, Predicate, RedLine, View
from detente.case.quantity import Quantity, exactly
from detente.case.ratification import ASSENT, REFERENDUM, UNANIMITY, VOTE, WAIT, Bloc, Poll, RatificationStep, Rule
from detente.durability.consent import accepts, with_reversions
from detente.durability.dependence import COMONOTONE, INDEPENDENT, frechet, one_factor
from detente.durability.polls import passes
from detente.durability.ratification import Ratified, ratification
from detente.durability.ratified_zone import count_ratified, ratified_zone
from detente.ensemble.draws import draw
from detente.ensemble.propagate import space_of
from detente.formats.load import load
from detente.settlement.judge import accepted
from detente.settlement.known import known
from detente.settlement.space import Space
from tests.published.tables import central_space, table_case

DAY = date(2025, 1, 1)
DEAL = {"x": "o", "y": "p"}
EVERY = (INDEPENDENT, COMONOTONE, one_factor(0.5))
TOUCHED = Predicate("is", "x", ("o",))


def made(*steps: RatificationStep, worth: dict[str, float] | None = None, red: str | None = None) -> Case:
    """Return a case of two principals and a ratifier `q` that values x: o at 60 and y: p at 40, with these steps."""
    case = table_case({"x": {"o": (80, 40), "p": (0, 100)}, "y": {"o": (100, 0), "p": (60, 60)}}, {"a": 20, "b": 20})
    own = {"x": {"o": 60.0, "p": 0.0}, "y": {"o": 100.0, "p": 40.0}}
    lines = (RedLine(red),) if red else ()
    views = tuple(
        View("q", i, exactly(1.0), worth={o: exactly(w) for o, w in held.items()}, red_lines=lines if i == "y" else ())
        for i, held in own.items()
    )
    return replace(
        case,
        parties=(*case.parties, Party("q", "The house", "ratifier", of="a")),
        views=(*case.views, *views),
        offers=(Offer("first", "First", {"x": "o"}, date=DAY),),
        ratification=steps,
    )


def judged(case: Case, settlement: dict[str, str] | None = None, **how) -> Ratified:
    space = central_space(with_reversions(case))
    return ratification(case, space, space.pick(settlement or DEAL), **how)


def poll(share: float, **more) -> Poll:
    return Poll(DAY, 1000, share, **({"offers": ("first",)} | more))


def by_utility(reversion: Quantity, rule: str = ASSENT, **more) -> RatificationStep:
    return RatificationStep("house", Rule(rule), by="q", reversion=reversion, **more)


def test_a_step_that_the_settlement_does_not_touch_counts_as_given() -> None:
    found = judged(made(by_utility(exactly(99.0), when=TOUCHED)), {"x": "p", "y": "o"})
    (step,) = found.steps
    assert (step.needed, step.basis, found.probability, found.days.high) == (False, "not_needed", 1.0, 0.0)


@pytest.mark.parametrize(("least", "passed"), [(49.9, 1.0), (50.0, 1.0), (50.1, 0.0)])
def test_a_ratifier_accepts_what_is_no_worse_than_its_reversion(least: float, passed: float) -> None:
    """The settlement is worth 50 to it; exactly at its reversion it accepts."""
    found = judged(made(by_utility(exactly(least))))
    assert (found.steps[0].basis, found.probability) == ("utility", passed)


def test_the_range_of_a_reversion_is_the_range_of_the_answer() -> None:
    found = judged(made(by_utility(Quantity(40.0, 49.0, 55.0))))
    assert (found.low, found.probability, found.high) == (0.0, 1.0, 1.0)
    found = judged(made(by_utility(Quantity(45.0, 52.0, 55.0))))
    assert (found.low, found.probability, found.high) == (0.0, 0.0, 1.0)


def test_a_binding_red_line_is_not_bought_off() -> None:
    found = judged(made(by_utility(Quantity(0.0, 0.0, 10.0)), red="p"))
    assert (found.low, found.probability, found.high) == (0.0, 0.0, 0.0)


def test_a_poll_that_asked_about_the_plan_decides_alone() -> None:
    """A utility that refuses and a poll that approves are not multiplied: the poll says it."""
    step = by_utility(exactly(99.0), REFERENDUM, polls=(poll(0.6),))
    step = replace(step, rule=Rule(REFERENDUM, wording=0.1))
    assert judged(made(step)).probability == pytest.approx(passes(0.6, 1000, 0.5, wording=0.1))
    assert judged(made(step), {"x": "p", "y": "p"}).steps[0].basis == "utility"
    assert judged(made(step), {"x": "p", "y": "p"}).probability == 0.0


def test_several_polls_are_averaged_and_their_range_spans_them() -> None:
    polls = (poll(0.72, wording="one"), poll(0.39, against=0.5, wording="other"), poll(0.1, offers=(), when=None))
    elsewhere = replace(polls[2], when=Predicate("is", "x", ("p",)))
    step = RatificationStep("vote", Rule(REFERENDUM, wording=0.1), body="All", polls=(*polls[:2], elsewhere))
    found = judged(made(step))
    alone = [judged(made(replace(step, polls=(own,)))) for own in polls[:2]]
    assert found.steps[0].polls == ("one", "other")
    assert found.probability == pytest.approx(np.mean([a.probability for a in alone]))
    assert (found.low, found.high) == pytest.approx((min(a.low for a in alone), max(a.high for a in alone)))


def test_a_body_that_no_poll_asked_about_this_is_unknown() -> None:
    step = RatificationStep("vote", Rule(REFERENDUM), body="All", polls=(poll(0.6),))
    found = judged(made(step, RatificationStep("truce", Rule(WAIT))), {"x": "p", "y": "p"})
    assert [s.basis for s in found.steps] == ["unknown", "given"]
    assert np.isnan(found.probability)
    assert (found.low, found.high, found.bounds) == (0.0, 1.0, (0.0, 1.0))
    assert found.to_dict()["probability"] is None


def test_a_public_known_by_its_red_lines_alone_refuses_or_is_unknown() -> None:
    """Red lines tell what a vote would refuse; nothing tells what it would approve."""
    step = RatificationStep("vote", Rule(REFERENDUM), by="q", red_lines_only=True)
    found = judged(made(step))
    assert (found.steps[0].basis, found.low, found.high) == ("red_lines", 0.0, 1.0)
    assert np.isnan(found.probability)
    assert judged(made(step, red="p")).probability == 0.0
    assent = judged(made(replace(step, rule=Rule(ASSENT))))
    assert (assent.steps[0].basis, assent.probability) == ("red_lines", 1.0)


def test_a_bloc_with_a_party_follows_its_acceptance() -> None:
    blocs = (Bloc("Own", 60, party="q"), Bloc("Other", 40, exactly(0.5)))
    steps = [RatificationStep("house", Rule(VOTE, seats=100, needed=n, blocs=blocs), body="House") for n in (50, 70)]
    assert [judged(made(step)).probability for step in steps] == [1.0, 0.5]
    assert [judged(made(step, red="p")).probability for step in steps] == [0.0, 0.0]
    stranger = replace(steps[0], rule=Rule(UNANIMITY, blocs=(Bloc("Nobody", party="z"),)))
    assert judged(made(stranger)).steps[0].basis == "unknown"


def test_time_runs_along_the_longest_chain() -> None:
    steps = (
        RatificationStep("truce", Rule(WAIT), takes=exactly(60.0)),
        by_utility(exactly(10.0), after=("truce",), takes=Quantity(10.0, 20.0, 60.0)),
        RatificationStep("law", Rule(WAIT), when=Predicate("is", "x", ("p",)), takes=exactly(500.0)),
    )
    found = judged(made(*steps), signed=date(2026, 1, 15))
    assert (found.days.low, found.days.mid, found.days.high, found.days.expected) == (70.0, 80.0, 120.0, 90.0)
    assert found.to_dict()["earliest"] == "2026-03"
    assert found.chain == ("truce", "house")
    assert judged(made(*steps), {"x": "p", "y": "o"}).days.low == 500.0


def test_a_step_that_is_not_needed_hands_on_what_came_before() -> None:
    steps = (
        RatificationStep("truce", Rule(WAIT), takes=exactly(60.0)),
        RatificationStep("law", Rule(WAIT), when=Predicate("is", "x", ("p",)), after=("truce",), takes=exactly(9.0)),
        RatificationStep("vote", Rule(WAIT), after=("law",), takes=exactly(5.0)),
    )
    assert judged(made(*steps)).days.mid == 65.0


def test_a_space_without_the_reversions_is_refused() -> None:
    case = made(by_utility(exactly(40.0)))
    with pytest.raises(ValueError, match="does not value q"):
        ratification(case, central_space(case), central_space(case).pick(DEAL))


def test_reversions_change_neither_who_signs_nor_the_utilities() -> None:
    case = made(by_utility(exactly(40.0)))
    plain, valued = central_space(case), central_space(with_reversions(case))
    assert plain.signers == valued.signers
    assert (plain.worth[:, :2] == valued.worth[:, :2]).all()
    assert with_reversions(with_reversions(case)) == with_reversions(case)


CHANCES = st.lists(st.integers(0, 20).map(lambda k: k / 20), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(CHANCES, st.integers(0, 20), st.sampled_from(EVERY))
def test_more_support_never_lowers_and_a_further_step_never_raises_the_chance(shares, more, dependence) -> None:
    steps = [
        RatificationStep(f"s{k}", Rule(REFERENDUM, wording=0.1), body="B", polls=(poll(x),))
        for k, x in enumerate(shares)
    ]
    better = [replace(steps[0], polls=(poll(max(shares[0], more / 20)),)), *steps[1:]]
    base, fewer, raised = (judged(made(*held), dependence=dependence) for held in (steps, steps[1:], better))
    assert base.probability <= fewer.probability + 1e-9
    assert base.probability <= raised.probability + 1e-9
    assert base.bounds[0] - 1e-12 <= base.probability <= base.bounds[1] + 1e-12
    assert base.low <= base.probability <= base.high


# The flagship


@cache
def flagship(name: str) -> tuple[Case, Space]:
    case = with_reversions(known(load(name)))
    return case, space_of(case, draw(case, draws=200, seed=1).inputs)


def of_offer(name: str, offer: str, **how) -> Ratified:
    case, space = flagship(name)
    return ratification(case, space, space.pick(dict(case.offer(offer).settlement)), **how)


def basis(found: Ratified) -> dict[str, str]:
    return {step.id: step.basis for step in found.steps if step.needed}


def test_a_freeze_needs_no_referendum_and_leaving_the_donbas_does() -> None:
    assert basis(of_offer("miami", "ARTICLE_S1_FREEZE")) == {"eu_sanctions": "vote"}
    assert basis(of_offer("miami", "PLAN_28_2025_11"))["referendum"] == "poll"


def test_the_vote_comes_no_sooner_than_sixty_days_of_truce() -> None:
    for name in ("miami", "miami_2026"):
        for offer in flagship(name)[0].offers:
            found = of_offer(name, offer.id)
            if "referendum" in basis(found):
                assert found.done["referendum"].low >= 60.0


def test_the_wording_of_one_freeze_moves_the_referendum_from_likely_to_unlikely() -> None:
    """In the same weeks 72 per cent, or 39 against 50, accepted a freeze."""
    found = of_offer("miami_2026", "PLAN_20_2025_12")
    vote = next(step for step in found.steps if step.id == "referendum")
    assert len(vote.polls) == 2
    apart = [passes(share, n, 0.5, wording=0.165) for share, n in ((0.72, 547), (39 / 89, 890.89))]
    assert vote.probability[0] == pytest.approx(np.mean(apart))
    assert apart[1] < 0.5 < apart[0]


def test_nothing_later_than_the_as_of_date_is_read() -> None:
    later = load("miami_2026")
    early = replace(later, as_of=date(2025, 12, 31))
    for case, polls in ((later, 5), (early, 3)):
        steps = {step.id: step for step in known(case).ratification}
        assert len(steps["referendum"].polls) == polls
    for name in ("miami", "miami_2026"):
        case = load(name)
        assert all(poll.date <= case.as_of for step in case.ratification for poll in step.polls)


def test_the_answer_stays_within_the_bounds_whatever_the_dependence() -> None:
    for dependence in EVERY:
        for offer in flagship("miami_2026")[0].offers:
            found = of_offer("miami_2026", offer.id, dependence=dependence)
            low, high = frechet(np.array([[step.probability.mean() for step in found.steps]]))
            assert low[0] - 1e-9 <= found.bounds[0] <= found.probability <= found.bounds[1] <= high[0] + 1e-9


def test_the_ratified_zone_is_part_of_the_zone() -> None:
    case, space = flagship("miami")
    found = ratified_zone(case, space)
    assert (found.ratified <= found.zone).all()
    assert found.asked == ("UA_PUB", "HU")
    one = space.take(slice(0, 1))
    count = count_ratified(case, one, rng=np.random.default_rng(1))
    assert (count.value > 0) == (found.ratified[0] == 1)


def test_the_object_is_plain_and_names_every_step() -> None:
    found = of_offer("miami", "PLAN_20_2025_12", dependence=one_factor(0.5)).to_dict()
    assert json.loads(json.dumps(found)) == found
    assert [row["id"] for row in found["steps"]] == [step.id for step in flagship("miami")[0].ratification]
    assert found["dependence"] == "one Gaussian factor, rho 0.5"


def test_a_party_at_its_mid_says_what_the_space_says() -> None:
    case, space = flagship("miami")
    for offer in case.offers:
        columns = space.pick(dict(offer.settlement))
        said = [accepts(space, party, columns, None) for party in space.parties]
        assert (np.array(said).T == accepted(space, columns)).all()


def test_a_stronger_guarantee_never_makes_the_referendum_less_likely() -> None:
    """Options of the guarantee stand in the order of their scores, the strongest first; unknown ones are left out."""
    case, space = flagship("miami_2026")
    for offer in ("PLAN_28_2025_11", "ARTICLE_S2_LAND_FOR_GUARANTEES", "PLAN_20_2025_12"):
        found: list[float] = []
        for option in case.issue("guarantee").options:
            deal = {**case.offer(offer).settlement, "guarantee": option.id}
            steps = ratification(case, space, space.pick(deal)).steps
            found += [step.probability.mean() for step in steps if step.id == "referendum" and step.basis == "poll"]
        assert len(found) >= 4
        assert found == sorted(found, reverse=True)


def test_the_ratified_zone_does_not_depend_on_the_backend() -> None:
    case, space = flagship("miami")
    some = space.take(slice(0, 40))
    twin, compiled = (ratified_zone(case, some, backend=backend, threads=1) for backend in ("twin", "compiled"))
    assert (twin.ratified == compiled.ratified).all()
    assert (twin.zone == compiled.zone).all()
