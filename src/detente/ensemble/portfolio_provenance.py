"""The answer of `portfolio` as something that `explain` can walk: its inputs as rows with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.ensemble.portfolio_formulas import LEDGER, ODDS, RANGE

Result = Mapping[str, Any]
USER = "given"


def as_run(found: Result) -> dict[str, Any]:
    """Return the object of ``detente portfolio --json`` in the form of a run, all its numbers below `portfolio`."""
    told = {key: value for key, value in found.items() if key not in ("schema", "case")}
    by_series = {name: row["id"] for row in found["credits"] for name in row["series"]}
    return {
        "case": found["case"],
        "draws": found["draws"],
        "seed": found["seed"],
        "sub_samples": {LEDGER: found["draws"], ODDS: found["odds"]["draws"], RANGE: found["range_draws"]},
        "inputs": [*_drivers(found, by_series), *_holdings(found, by_series), _prior(found)],
        "sources": [
            {"id": row["id"], "title": row["name"], "url": row["url"], "date": None, "grade": "",
             "note": row["licence"], "approximate": False}
            for row in found["credits"]
        ],
        "portfolio": told,
    }  # fmt: skip


def _row(path: str, ends: tuple[float, float, float], coded: str, evidence: str, sources: list[str]) -> dict[str, Any]:
    low, mid, high = ends
    return {"path": path, "low": low, "mid": mid, "high": high, "shape": "triangular", "coded": coded,
            "sources": sources, "date": None, "stale": False, "hindsight": False, "evidence": evidence}  # fmt: skip


def _drivers(found: Result, by_series: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        _row(f"drivers.{row['scenario']}.{row['driver']}", (row["low"], row["mid"], row["high"]), row["coded"],
             row["ground"], [by_series[row["series"]]] if row["series"] in by_series else [])
        for row in found["views"]
    ]  # fmt: skip


def _holdings(found: Result, by_series: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        _row(f"holdings.{row['asset']}", (row["weight"],) * 3, USER, f"moves by {row['basis']}",
             list(dict.fromkeys(by_series[name] for name in row["exposures"] if name in by_series)))
        for row in found["holdings"]["rows"]
    ]  # fmt: skip


def _prior(found: Result) -> dict[str, Any]:
    prior = found["prior"]
    words = f"weight of windows in which {prior['demand']} and {prior['energy']} moved the same way"
    return _row("prior.same_sign_weight", (prior["same_sign_weight"],) * 3, prior["coded"], words, [])
