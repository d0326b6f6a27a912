"""Sampling errors: what stands beside a share is how far it moves from one set of draws to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from math import sqrt
from typing import Any

import numpy as np
import pytest

from detente.case.check import check
from detente.case.nouns import Case
from detente.ensemble import propagate, shares
from detente.ensemble.draws import draw
from detente.ensemble.run import run
from detente.formats.yaml import read
from detente.settlement.known import known
from detente.solutions.compromise import compromise

DRAWS, SEEDS = 100, 40
FEWEST = 5.0
"""Draws on either side of a share from which its spread over the seeds can be told."""
TEXT = """\
detente: 1
title: A strip of land
as_of: 2026-03-01
horizon: 2026-12-31
parties:
  n: {name: North, role: principal, leverage: {low: 20, mid: 50, high: 80}}
  s: {name: South, role: principal, leverage: 50}
issues:
  land: {name: Land, options: {s: {name: S, score: 0}, half: {name: Half, score: 50}, n: {name: N, score: 100}}}
  arms: {name: Arms, deferrable: true, options: {few: {name: Few, score: 0}, many: {name: Many, score: 100}}}
views:
  n:
    land: {salience: {low: 30, mid: 50, high: 70}, position: {low: 40, mid: 90, high: 100}, red_lines: {s: 0.6}}
    arms: {salience: 30, position: {low: 0, mid: 70, high: 100}, red_lines: {few: 0.4}}
  s:
    land: {salience: {low: 30, mid: 50, high: 70}, position: {low: 0, mid: 10, high: 60}, red_lines: {n: 0.7}}
    arms: {salience: 30, position: {low: 0, mid: 20, high: 100}, red_lines: {many: 0.5}}
no_deal: {n: {low: 25, mid: 55, high: 85}, s: {low: 25, mid: 55, high: 85}}
statements:
  - {party: n, offer: first, verdict: refused}
  - {party: n, offer: second, verdict: talkable}
offers:
  first: {name: First, settlement: {land: half, arms: few}}
  second: {name: Second, settlement: {land: half, arms: many}}
scenarios:
  - {id: armed, name: Armed, when: {arms: many}}
  - {id: shared, name: Shared and lightly armed, when: {land: half, arms: few}}
"""


def strip() -> Case:
    case = check(read(TEXT), case_id="strip").case
    assert case is not None
    return known(case)


@cache
def answer(seed: int) -> dict[str, Any]:
    return run(strip(), draws=DRAWS, seed=seed)


def with_errors(held: Any, path: str = "") -> Iterator[tuple[str, float, float]]:
    """Yield every number below a value that has a sampling error beside it: where, number, error."""
    if isinstance(held, list):
        keys = ("id", "party", "issue", "firmness")
        for row in held:
            name = next((row[key] for key in keys if isinstance(row, dict) and key in row), None)
            yield from with_errors(row, f"{path}.{name}")
    if not isinstance(held, dict):
        return
    own = next((key for key in ("value", "share", "opens_alone") if key in held), None)
    for key, value in held.items():
        error = held.get(f"{key}_se", held.get("se") if key == own else None)
        if isinstance(value, dict) and isinstance(error, dict):
            yield from ((f"{path}.{key}.{part}", value[part], error[part]) for part in value)
        elif error is not None and value is not None:
            yield f"{path}.{key}".lstrip("."), value, error
        else:
            yield from with_errors(value, f"{path}.{key}")


def yes_or_no(found: dict[str, Any]) -> Iterator[tuple[str, float, float, int]]:
    """Yield the shares of draws in which something is so: what, share, error and number of draws."""
    head, some = found["zone_probability"], found["sub_samples"]
    rows = {"all": head | {"draws": found["draws"]}, "full": head["comprehensive"], **head["by_source"]}
    rows |= {f"firmness {row['firmness']}": row for row in head["by_firmness"]}
    for name, row in rows.items():
        yield f"zone {name}", row["value"], row["se"], row["draws"]
        if "comprehensive_se" in row:
            yield f"full zone {name}", row["comprehensive"], row["comprehensive_se"], row["draws"]
    for row in found["acceptability"]:
        yield row["id"], row["share"], row["se"], found["draws"]
        for party, share in row["by_party"].items():
            yield f"{row['id']} {party}", share, row["by_party_se"][party], found["draws"]
    for party, row in found["no_deal"].items():
        yield f"statements of {party}", row["contradicted"], row["contradicted_se"], found["draws"]
    for part, asked in ((found, some["binding"]), (found["comprehensive"], some["comprehensive"])):
        for row in part["binding"]:
            yield row["party"], row["share"], row["se"], asked
        for row in part["blocking"]:
            yield f"{row['issue']} alone", row["opens_alone"], row["se"], asked
            yield f"{row['issue']} barred", row["all_barred"], row["all_barred_se"], some["all_barred"]
    for row in found["scenarios"][-1:]:
        yield "no deal", row["value"], row["se"], found["draws"]
        for model, share in row["models"].items():
            yield f"no deal {model}", share, row["models_se"][model], found["draws"]


@cache
def weights(seed: int) -> np.ndarray:
    """Return the weights of models, draws and scenarios behind a run."""
    case = strip()
    signing, rows = propagate.signing(case)
    inputs = draw(case, draws=DRAWS, seed=seed).inputs
    solved = propagate.solve(signing, propagate.of_parties(case, inputs, rows), propagate.Work("twin", 1))
    return shares.rows_of(case, solved, compromise(case, inputs, solved.space))


def left_out(estimate: Callable[[np.ndarray], np.ndarray], weight: np.ndarray) -> np.ndarray:
    """Return the jackknife error of an estimate: how far it moves when each draw in turn is left out."""
    count = weight.shape[1]
    without = np.array([estimate(np.delete(weight, k, axis=1)) for k in range(count)])
    return np.sqrt(((without - without.mean(axis=0)) ** 2).sum(axis=0) * (count - 1) / count)


def test_the_error_of_a_share_of_draws_is_that_of_a_coin() -> None:
    found = list(yes_or_no(answer(1)))
    assert len(found) > 60
    for name, share, error, draws in found:
        hits = share * draws
        assert hits == pytest.approx(round(hits), abs=1e-6), name
        assert error == pytest.approx(sqrt(share * (1.0 - share) / draws), abs=1e-12), name
    assert sum(0.0 < share < 1.0 for _, share, _, _ in found) > 40


def test_the_errors_of_scenario_shares_are_what_leaving_out_draws_says() -> None:
    found, weight = answer(1)["scenarios"], weights(1)
    near = {"rel": 0.02, "abs": 1e-9}  # of sd / sqrt(n): the jackknife divides by n - 1, and by the draws that are left
    value = left_out(lambda held: held.mean(axis=(0, 1)), weight)
    model = left_out(lambda held: held.mean(axis=1), weight)
    given = left_out(lambda held: held.mean(axis=(0, 1))[:-1] / (1.0 - held.mean(axis=(0, 1))[-1]), weight)
    assert [row["se"] for row in found] == pytest.approx(value, **near)
    assert [row["given_settlement_se"] for row in found[:-1]] == pytest.approx(given, **near)
    for m, entry in enumerate(shares.MODELS):
        assert [row["models_se"][entry.id] for row in found] == pytest.approx(model[m], **near)


def test_a_scenario_share_that_a_model_sets_carries_its_error() -> None:
    names = {model.name: model.id for model in shares.MODELS}
    ends = [(row, end) for seed in range(SEEDS) for row in answer(seed)["scenarios"] for end in ("low", "high")]
    own = [(row, end, names[row[f"{end}_from"]]) for row, end in ends if row[f"{end}_from"] in names]
    assert len(own) > 20
    for row, end, model in own:
        assert (row[end], row[f"{end}_se"]) == (row["models"][model], row["models_se"][model])


def test_an_end_that_an_input_sets_has_the_error_of_its_own_draws_where_all_are_used() -> None:
    few = 12
    rows = [run(strip(), draws=few, seed=seed)["scenarios"][-1] for seed in range(5)]
    ends = [(row[end], row[f"{end}_se"]) for row in rows for end in ("low", "high")]
    assert sum(0.0 < share < 1.0 for share, _ in ends) > 1
    for share, error in ends:
        assert error == pytest.approx(sqrt(share * (1.0 - share) / few), abs=1e-9)


def test_shares_spread_over_seeds_as_their_errors_say() -> None:
    held: dict[str, list[tuple[float, float]]] = {}
    for seed in range(SEEDS):
        found = {key: value for key, value in answer(seed).items() if key not in ("central", "central_preferences")}
        for number, *row in with_errors(found):
            held.setdefault(number.lstrip("."), []).append(tuple(row))
    ratio: dict[str, float] = {}
    for number, rows in held.items():
        value, error = np.array(rows).T
        share = value.mean()
        draws = share * (1.0 - share) / max(error.mean() ** 2, 1e-12)
        if len(rows) == SEEDS and min(share, 1.0 - share) * draws >= FEWEST:
            ratio[number] = float(value.std(ddof=1) / error.mean())
    ends = {number for number in ratio if number.endswith((".low", ".high"))}
    tops = {number.partition(".")[0] for number in ratio}
    assert len(ratio) > 60
    assert tops >= {"zone_probability", "scenarios", "acceptability", "no_deal", "comprehensive", "left_open"}
    assert {number: r for number, r in ratio.items() if r > 1.5} == {}
    # An end may move less: it is cut at 0 and 1, and is the least or largest of several rows.
    assert {number: r for number, r in ratio.items() if r < 0.6 and number not in ends} == {}
    assert np.mean([ratio[number] for number in ratio.keys() - ends]) == pytest.approx(1.0, abs=0.1)
