"""The section `models`: weights of the mixture, and what cannot be weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.check import check
from detente.case.mixture import Mixture
from detente.formats.yaml import read

SMALL = (Path(__file__).parent / "data/small.yaml").read_text(encoding="utf-8")
LINE = next(line for line in SMALL.splitlines() if line.startswith("models:"))


def checked(section: str):
    return check(read(SMALL.replace(LINE, section)), case_id="small")


def test_weights_are_read_with_their_reason():
    weights = {"nash": 2.0, "compromise": 1.5, "egalitarian": 0.0}
    assert checked(LINE).case.models == Mixture(weights, "one of them is known to be good", ("S1",), "assumed")


def test_without_the_section_there_are_no_weights():
    assert checked("").case.models is None


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("models: {weights: {nahs: 1}}", "models.weights.nahs: unknown key"),
        ("models: {weights: {challenge: 1}}", "models.weights.challenge: unknown key"),
        ("models: {weights: {nash: -1}}", "models.weights.nash: -1 is not between 0 and"),
        ("models: {weights: {nash: 0}}", "models.weights: no model has any weight"),
        ("models: {weights: {}}", "models.weights: no model has any weight"),
        ("models: {weights: [nash]}", "models.weights: a list is not a mapping"),
        ("models: {why: so}", 'models: the key "weights" is missing'),
        ("models: {weights: {nash: 1}, sources: [S9]}", 'models.sources[0]: no source "S9"'),
    ],
)
def test_what_cannot_be_weights_is_told_with_its_line(section, said):
    line = 1 + SMALL.splitlines().index(LINE)
    (fault,) = checked(section).faults
    assert said in f"{fault.where}: {fault.message}"
    assert fault.line == line
