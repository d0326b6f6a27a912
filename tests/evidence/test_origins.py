"""One origin counts once: groups, copies of a text, and what is no copy."""

from __future__ import annotations

from datetime import date
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.evidence import Bearing, Claim
from detente.case.quantity import exactly
from detente.evidence.grades import grades
from detente.evidence.origins import origins, similarity
from detente.evidence.update import update
from tests.evidence.fixtures import EVEN, case, claim

WIRE = "A partial ceasefire of 30 days on 120 km of front was signed in Geneva on Tuesday, two envoys said."
COPY = "A partial ceasefire of 30 days on 120 km of the front was signed in Geneva on Tuesday, envoys said."


@given(
    st.floats(0.1, 10.0), st.integers(1, 4), st.sampled_from(["A1", "B2", "C3", "F6"]), st.booleans()
)  # fmt: skip
@settings(deadline=None, max_examples=25)
def test_a_wire_copy_adds_nothing_whoever_prints_it(ratio: float, copies: int, grade: str, named: bool) -> None:
    more = {"group": "wire"} if named else {"text": WIRE}
    first = claim("first", ratio, grade="B2", date=date(2026, 2, 17), **more)
    later = [claim(f"k{k}", ratio, grade=grade, date=date(2026, 2, 18), **more) for k in range(copies)]
    other = claim("other", 2.0, grade="C2")
    alone, whole = update(case(EVEN, [first, other])), update(case(EVEN, [*later, other, first]))
    assert np.array_equal(alone.values, whole.values)
    assert len(whole.items) == 2


def test_it_is_said_which_claims_are_copies_and_why() -> None:
    rows = [claim("x", 3.0, text=WIRE, date=date(2026, 2, 17)), claim("y", 3.0, text=COPY, date=date(2026, 2, 18))]
    rows += [claim("z", 3.0, group="envoys", date=date(2026, 2, 20)), claim("w", 2.0, group="envoys")]
    first, second = origins(case(EVEN, rows))
    assert (first.counted.id, [c.id for c in first.copies]) == ("x", ["y"])
    assert (first.links[0].why, first.links[0].one, first.links[0].other) == ("text", "x", "y")
    assert first.links[0].similarity == pytest.approx(14 / 22, abs=0.15)
    assert (second.counted.id, [link.why for link in second.links]) == ("z", ["group"])


@pytest.mark.parametrize(
    ("text", "ratio"),
    [(WIRE.replace("30 days", "60 days"), 3.0), (WIRE.replace("was signed", "was not signed"), 1 / 3.0)],
    ids=["another figure", "a denial"],
)
def test_a_text_with_another_figure_and_a_denial_are_no_copies(text: str, ratio: float) -> None:
    assert len(origins(case(EVEN, [claim("x", 3.0, text=WIRE), claim("y", ratio, text=text)]))) == 2


def test_copies_of_copies_have_one_origin_in_any_order() -> None:
    rows = [
        claim("x", 3.0, text=WIRE, date=date(2026, 2, 17)),
        claim("y", 3.0, text=COPY, group="g", date=date(2026, 2, 18)),
        claim("z", 3.0, group="g", date=date(2026, 2, 19)),
    ]
    for order in permutations(rows):
        (origin,) = origins(case(EVEN, order))
        assert origin.counted.id == "x"
        assert {c.id for c in origin.copies} == {"y", "z"}


def test_copies_may_bear_on_hypotheses_in_other_forms() -> None:
    told = Bearing(likelihoods={"yes": exactly(0.8), "no": exactly(0.2)})
    rows = [Claim("x", WIRE, bears=told), claim("y", 0.3, "no", text=COPY)]
    assert len(origins(case(EVEN, rows))) == 1
    against = Bearing("yes", sens=exactly(0.2), fpr=exactly(0.8))
    assert len(origins(case(EVEN, [rows[0], Claim("y", COPY, bears=against)]))) == 2


def test_hundreds_of_claims_of_one_text_are_one_origin() -> None:
    (origin,) = origins(case(EVEN, [claim(f"k{k}", 2.0, text=WIRE) for k in range(300)]))
    assert len(origin.copies) == 299


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=7), min_size=2, max_size=7))
@settings(deadline=None, max_examples=60)
def test_no_pair_of_copies_is_missed(texts) -> None:
    rows = [claim(f"k{k}", 2.0, text=" ".join(words)) for k, words in enumerate(texts)]
    linked = {(link.one, link.other) for origin in origins(case(EVEN, rows)) for link in origin.links}
    alike = {
        (one.id, other.id)
        for one, other in combinations(rows, 2)
        if similarity(one.text, other.text) >= grades().copy_similarity
    }
    assert linked == alike
