"""The section `dependence`: read, refused in words, and felt by the chance of ratification."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.check import check
from detente.case.ratification import ALIKE, INDEPENDENT, ONE_FACTOR, Dependence
from detente.ensemble.hold.signed import chamber
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import find, load
from detente.formats.yaml import read

TEXT = find("template")[1].decode()


def checked(said: str):
    return check(read(TEXT.replace("dependence: independent", f"dependence: {said}")), case_id="x")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("independent", INDEPENDENT),
        ("comonotone", Dependence(ALIKE)),
        ("{one_factor: 0.3}", Dependence(ONE_FACTOR, 0.3)),
    ],
)
def test_it_is_read(said, meant):
    assert checked(said).case.dependence == meant


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("alike", "is not allowed"),
        ("comonoton", "comonotone"),
        ("{one_factor: 2}", "between 0 and 0.999"),
        ("{two_factors: 0.2}", "one_factor"),
        ("[independent]", "is not allowed"),
    ],
)
def test_what_is_none_is_refused_in_words(said, words):
    faults = checked(said).faults
    assert any(words in fault.text() for fault in faults)


def test_steps_that_go_together_pass_together_more_often():
    case = load("miami")
    found = []
    for kind in (INDEPENDENT, Dependence(ONE_FACTOR, 0.5), Dependence(ALIKE)):
        held = chamber(setting_of(replace(case, dependence=kind), Drawing(20, 1)), 20)
        offer = next(offer for offer in case.offers if len(offer.settlement) == len(case.issues))
        found.append(held.judge(dict(offer.settlement)).high)
    assert found[0] <= found[1] + 1e-12 <= found[2] + 2e-12
