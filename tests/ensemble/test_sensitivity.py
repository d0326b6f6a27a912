"""Input shares: which groups there are, and that planted effects are found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from detente.case.nouns import Case, Issue, NoDeal, Option, Party, RedLine, View
from detente.case.quantity import Quantity, exactly
from detente.ensemble.draws import draw
from detente.ensemble.sensitivity import input_groups, sensitivity
from detente.settlement.inputs import Inputs

DRAWS = 4000
VAGUE = Quantity(20.0, 50.0, 80.0)


def talks(principals: int = 2) -> Case:
    """Principals with no-deal values, a guarantor that consents by a red line alone, and an observer."""
    valued = [f"P{k}" for k in range(principals)]
    options = (Option("a", "A", 0.0), Option("b", "B", 50.0), Option("c", "C", 100.0))
    line = (RedLine("a", 0.5),)
    parties = [Party(p, p, "principal", required=True, leverage=VAGUE) for p in valued]
    parties += [Party("G", "G", "guarantor", required=True), Party("O", "O", "observer")]
    views = [View(p, i, VAGUE, VAGUE, red_lines=line if i == "land" else ()) for p in valued for i in ("land", "law")]
    views += [View("G", "land", VAGUE, VAGUE, red_lines=line), View("O", "land", exactly(50.0), VAGUE, red_lines=line)]
    return Case(
        id="talks",
        title="Talks",
        as_of=date(2025, 1, 1),
        horizon=date(2026, 1, 1),
        parties=tuple(parties),
        issues=(Issue("land", "Land", options), Issue("law", "Law", options)),
        views=tuple(views),
        no_deal=(*(NoDeal(p, VAGUE) for p in valued), NoDeal("G", None)),
    )


@cache
def drawn(principals: int = 2, draws: int = DRAWS) -> Inputs:
    return draw(talks(principals), draws=draws, seed=1).inputs


def noise(draws: int = DRAWS) -> np.ndarray:
    return np.random.default_rng(5).normal(size=draws)


def shares(rows: list[dict], output: str) -> dict[str, float]:
    return {row["input"]: row["share"] for row in rows if row["output"] == output}


def test_only_what_enters_the_zone_stands_by_itself() -> None:
    sizes = {name: columns.shape[1] for name, columns in input_groups(talks(), drawn()).items()}
    own = {f"{p}.{kind}": k for p in ("P0", "P1") for kind, k in
           (("salience", 2), ("position", 2), ("no_deal", 1), ("red_lines", 1))}  # fmt: skip
    assert sizes == own | {"G.red_lines": 1, "others": 2 + 2 + 1}


def test_worths_given_per_option_count_as_position() -> None:
    case = talks()
    rated = View("P0", "land", VAGUE, worth={"a": VAGUE, "b": exactly(3.0), "c": VAGUE})
    case = Case(**{name: getattr(case, name) for name in Case.__slots__} | {"views": (rated, *case.views[1:])})
    inputs = draw(case, draws=DRAWS, seed=1).inputs
    assert input_groups(case, inputs)["P0.position"].shape[1] == 3


def test_a_planted_linear_effect_is_found_and_the_rest_is_unexplained() -> None:
    inputs = drawn()
    land, law = inputs.position[:, 0, 0], inputs.salience[:, 1, 1]
    y = (land - land.mean()) / land.std() + (law - law.mean()) / law.std() + np.sqrt(2.0) * noise()
    rows, method = sensitivity(talks(), inputs, {"gap": y})
    found = shares(rows, "gap")
    assert found.pop("P0.position") == pytest.approx(0.25, abs=0.03)
    assert found.pop("P1.salience") == pytest.approx(0.25, abs=0.03)
    assert found.pop("unexplained") == pytest.approx(0.5, abs=0.04)
    assert max(found.values()) < 0.01
    first = {row["input"]: row["first_order"] for row in rows}
    assert first["P0.position"] == pytest.approx(0.25, abs=0.04)
    assert first["unexplained"] is None
    assert method["draws"] == DRAWS


def test_a_binding_red_line_that_decides_the_answer_explains_it_all() -> None:
    inputs = drawn()
    rows, _ = sensitivity(talks(), inputs, {"zone_probability": (~inputs.barred[:, 2, 0]).astype(float)})
    assert shares(rows, "zone_probability")["G.red_lines"] == pytest.approx(1.0, abs=0.01)
    first = next(row["first_order"] for row in rows if row["input"] == "G.red_lines")
    assert first == pytest.approx(1.0, abs=1e-9)


def test_shares_of_every_result_are_not_negative_and_sum_to_one_with_the_unexplained() -> None:
    inputs = drawn()
    outputs = {"noise": noise(), "gap": inputs.no_deal[:, 0] + 5 * noise(), "zone": (noise() > 1).astype(float)}
    rows, method = sensitivity(talks(), inputs, outputs)
    for output in outputs:
        found = shares(rows, output)
        assert min(found.values()) >= 0.0
        assert sum(found.values()) == pytest.approx(1.0, abs=1e-12)
        assert 1.0 - found["unexplained"] == pytest.approx(method["r2"][output], abs=1e-12)
    assert shares(rows, "noise")["unexplained"] > 0.98


def test_a_result_that_is_the_same_in_all_draws_has_no_rows_but_a_note() -> None:
    flat = np.full(DRAWS, 0.1)
    flat[::2] += 1e-17
    unknown = np.where(np.arange(DRAWS) == 3, -np.inf, noise())
    rows, method = sensitivity(talks(), drawn(), {"flat": flat, "gap": unknown, "noise": noise()})
    assert {row["output"] for row in rows} == {"noise"}
    assert list(method["r2"]) == ["noise"]
    assert (method["unsplit"], method["note"]) == (["flat", "gap"], "")


def test_when_nothing_varies_there_is_nothing_to_split() -> None:
    case = talks()
    fixed = Inputs(*(np.repeat(getattr(drawn(), name)[:1], DRAWS, axis=0) for name in Inputs.__slots__))
    rows, method = sensitivity(case, fixed, {"noise": noise()})
    assert rows == []
    assert method["note"] == "no input of this case varies"


@pytest.mark.parametrize(("principals", "needed"), [(2, "1,000"), (40, "1,420")])
def test_too_few_draws_for_the_inputs_give_a_note_and_no_numbers(principals: int, needed: str) -> None:
    rows, method = sensitivity(talks(principals), drawn(principals, 999), {"noise": noise(999)})
    assert rows == []
    assert method["note"] == f"input shares need at least {needed} draws; this run has 999"


def test_a_case_of_many_parties_keeps_the_groups_that_matter_and_says_which_it_merged() -> None:
    inputs = drawn(8)
    wanted = {"first": inputs.no_deal[:, 7] + noise(), "last": inputs.position[:, 3, 1] + noise()}
    rows, method = sensitivity(talks(8), inputs, wanted)
    assert shares(rows, "first")["P7.no_deal"] > 0.9
    assert shares(rows, "last")["P3.position"] > 0.9
    assert len(rows) == 2 * (12 + 1)
    assert method["note"].startswith("counted with others, as they explain least: ")
    assert "P7.no_deal" not in method["note"]


def test_the_names_of_parties_do_not_move_the_shares() -> None:
    inputs = drawn()
    per_party = {name: getattr(inputs, name)[:, [1, 0, 2, 3]] for name in Inputs.__slots__ if name != "worth"}
    turned = replace(inputs, **per_party)
    y = inputs.no_deal[:, 0] + inputs.position[:, 1, 0] + 10 * noise()
    here, there = (shares(sensitivity(talks(), given, {"gap": y})[0], "gap") for given in (inputs, turned))
    for kind in ("salience", "position", "no_deal", "red_lines"):
        assert here[f"P0.{kind}"] == pytest.approx(there[f"P1.{kind}"], abs=1e-9)
