"""Power indices as Straffin (1993) prints them: the Council of the six, and the Security Council."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.strategy.power.indices import power


def test_the_council_of_the_six():
    found = power([4, 4, 4, 2, 2, 1], 12)
    assert found.shapley_shubik == (*[Fraction(14, 60)] * 3, *[Fraction(9, 60)] * 2, 0)
    assert found.banzhaf == (*[Fraction(10, 42)] * 3, *[Fraction(6, 42)] * 2, 0)


def test_the_security_council():
    found = power([7] * 5 + [1] * 10, 39)
    assert float(found.shapley_shubik[0]) == pytest.approx(0.19627, abs=5e-6)
    assert float(found.shapley_shubik[-1]) == pytest.approx(0.001865, abs=5e-7)
    assert sum(found.shapley_shubik) == 1
