"""The page on models says of the track record what the record says."""

from __future__ import annotations

from pathlib import Path

from detente.report.digits import decimal
from detente.report.track_record import agreed_option, interval, shipped_record

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/explanation/models.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())
HEAD = "| model | cases | issues | mean absolute error (95 %) | option agreed |"
FOUND = shipped_record()
BY = {row["model"]: row for row in FOUND["models"]}
CONCEPTS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


def test_the_table_is_that_of_the_record() -> None:
    rows = [
        f"| {m['name']} | {m['cases']} | {m['issues']} | {interval(m['error'])} | {agreed_option(m)} |"
        for m in FOUND["models"]
    ]
    assert "\n".join([HEAD, "|---|---|---|---|---|", *rows]) in PAGE


def test_the_least_differences_are_those_of_the_record() -> None:
    least = [held["detectable"] for row in FOUND["models"] for held in row["against"].values()]
    assert f"{min(least):.0f} to {max(least):.0f} points" in WORDS


def test_the_trap_is_as_told() -> None:
    assert all(7.5 < -BY[name]["against"]["compromise"]["difference"] < 9.0 for name in CONCEPTS)
    assert all(BY[name]["against"]["zone"]["p_exact"] > 0.05 for name in CONCEPTS)
    assert 0.7 < BY["constant"]["hit"]["value"] < 0.8


def test_the_emission_standards_are_as_told() -> None:
    (table,) = FOUND["tables"]
    said = {model: values["position"] for model, values in table["forecasts"].items()}
    assert all(error > 20.0 for error in table["errors"].values())
    assert len(table["errors"]) == 4
    words = (
        f"The weighted mean says {decimal(said['compromise'], 2)} years, the challenge model {said['challenge']:.0f}"
    )
    assert words in WORDS
    assert f"{decimal(table['outcomes']['position'], 2)} came true" in WORDS
