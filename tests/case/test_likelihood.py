"""Verbal probabilities: published ranges, edges, gaps, what is outside; likelihood and confidence stay apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.case.likelihood import ICD_203, PHIA, joined, likelihood, word

HELD = json.loads((Path(__file__).parents[1] / "published/data/evidence.json").read_text())


@pytest.mark.parametrize(("scale", "key"), [(ICD_203, "ICD203"), (PHIA, "PHIA")])
def test_ranges_are_the_published_ones(scale, key: str) -> None:
    ours = [(100 * band.low, 100 * band.high) for band in scale.bands]
    assert ours == [pytest.approx(ends, abs=1e-9) for ends in HELD[key].values()]
    for band, names in zip(scale.bands, HELD[key], strict=True):
        assert any(name.startswith(band.word) for name in names.split("|"))


def test_a_shared_end_of_icd_203_belongs_to_the_upper_range() -> None:
    for band, above in zip(ICD_203.bands, ICD_203.bands[1:], strict=False):
        assert word(band.high) == above.word
        assert word(band.high - 1e-9) == band.word
    assert (word(0.01), word(0.99)) == ("almost no chance", "almost certain")


@pytest.mark.parametrize("p", [0.0, 0.0099, 0.9901, 1.0])
def test_what_is_nearly_sure_has_no_word_in_icd_203(p: float) -> None:
    assert likelihood(p) == "outside the ICD 203 scale"


@pytest.mark.parametrize("p", [0.07, 0.22, 0.37, 0.5, 0.52, 0.77, 0.92])
def test_in_a_gap_of_phia_there_is_no_word(p: float) -> None:
    assert word(p, PHIA) is None


def test_ends_that_are_from_memory_are_marked() -> None:
    checked = [band.high for band in PHIA.bands if "high" not in band.from_memory]
    assert checked == [0.05, 0.20, 0.35, 0.50]
    assert all("low" in band.from_memory for band in PHIA.bands)


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="no probability"):
        word(p)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We are confident that a truce is very likely.", 1),
        ("A truce is very likely. Confidence is low, for the sources are poor.", 0),
        ("The probability is 30 % (95 % confidence interval 20-40 %).", 0),
        ("The chance is below 1 % with 95 % confidence.", 0),
    ],
)
def test_likelihood_and_confidence_stand_in_one_sentence(text: str, count: int) -> None:
    assert len(joined(text)) == count
