"""The page on durability shows what the curves of the reference class come to."""

from __future__ import annotations

from pathlib import Path

from detente.durability.curves import curves
from detente.durability.reference import reference_class
from detente.durability.survival import hazard_ratio

PAGE = (Path(__file__).parents[2] / "docs/explanation/durability.md").read_text(encoding="utf-8")
NAMES = {
    "cured_weibull": "plateau and Weibull",
    "cured_log_normal": "plateau and log-normal",
    "log_normal": "log-normal",
    "weibull": "Weibull",
    "exponential": "constant hazard",
}


def test_the_table_of_curves_is_what_is_fitted() -> None:
    rows = [
        f"| {NAMES[c.shape]} | {c.distance:.3f} | {c.aic:.1f} |" for c in curves(reference_class("peace_agreements"))
    ]
    assert "\n".join(rows).replace("| 0.", "| .") in PAGE


def test_counts_and_ratios_are_those_of_the_classes() -> None:
    agreements, ceasefires = reference_class("peace_agreements"), reference_class("ceasefires")
    ratio = {row.id: float(hazard_ratio(row).value) for row in agreements.associations}
    assert f"{agreements.cases} agreements 1975-2021, {agreements.ended} ended" in PAGE
    assert f"hazard ratios {ratio['peacekeeping']:.2f} and {ratio['ceasefire_clause']:.2f}" in PAGE
    assert f"{ceasefires.cases} cease-fires" in PAGE
    held = {group.id: 1.0 - group.ended / group.cases for group in ceasefires.groups}
    assert f"{held['with_peacekeepers']:.0%} held with peacekeepers".replace("%", " %") in PAGE
