"""Kaplan-Meier against a published table and, where it is installed, lifelines; Cox models with start-stop rows."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from detente._optional import MissingExtra
from detente.case.survival_table import SurvivalTable
from detente.durability.tables import cox, kaplan_meier

REMISSION = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+".split()
"""Weeks of remission under 6-mercaptopurine, + where still in remission: Freireich et al. 1963, as in Gehan 1965."""
PUBLISHED = {
    6: (0.857, 0.0764),
    7: (0.807, 0.0869),
    10: (0.753, 0.0963),
    13: (0.690, 0.1068),
    16: (0.627, 0.1141),
    22: (0.538, 0.1282),
    23: (0.448, 0.1346),
}
"""Kaplan-Meier estimate and Greenwood error, as printed in textbooks of survival analysis."""


def remission() -> SurvivalTable:
    weeks = tuple(float(word.rstrip("+")) for word in REMISSION)
    ended = tuple("+" not in word for word in REMISSION)
    return SurvivalTable(tuple(map(str, range(21))), (0.0,) * 21, weeks, ended)


def made(seed: int = 5, count: int = 120) -> SurvivalTable:
    """A table with late entries, ties and two covariates."""
    rng = np.random.default_rng(seed)
    entry = np.round(rng.exponential(1.0, count), 1) * rng.integers(0, 2, count)
    leave = entry + 0.1 + np.round(rng.exponential(4.0, count), 1)
    covariates = {"troops": tuple(rng.integers(0, 2, count).astype(float)), "size": tuple(rng.normal(size=count))}
    ended = tuple((rng.random(count) < 0.6).tolist())
    return SurvivalTable(tuple(map(str, range(count))), tuple(entry), tuple(leave), ended, covariates)


def halved(table: SurvivalTable) -> SurvivalTable:
    """The same cases with every spell in two rows."""
    middle = [(start + stop) / 2.0 for start, stop in zip(table.entry, table.exit, strict=True)]
    return SurvivalTable(
        table.ids * 2,
        (*table.entry, *middle),
        (*middle, *table.exit),
        (*(False for _ in table.ended), *table.ended),
        {name: held * 2 for name, held in table.covariates.items()},
    )


def lifelines():
    return pytest.importorskip("lifelines", reason="lifelines is not installed; it comes with detente[durability]")


def test_the_published_table_of_remissions() -> None:
    found = kaplan_meier(remission())
    assert found.years.tolist() == list(PUBLISHED)
    assert found.survival == pytest.approx([share for share, _ in PUBLISHED.values()], abs=6e-4)
    assert found.se == pytest.approx([error for _, error in PUBLISHED.values()], abs=6e-5)
    assert found.at([0.0, 5.9, 6.0, 100.0]) == pytest.approx([1.0, 1.0, 18 / 21, 0.448], abs=6e-4)


def test_a_spell_in_two_rows_counts_once() -> None:
    whole, parts = kaplan_meier(made()), kaplan_meier(halved(made()))
    assert parts.survival == pytest.approx(whole.survival)
    assert parts.at_risk.tolist() == whole.at_risk.tolist()


def test_who_ends_at_once_was_there() -> None:
    found = kaplan_meier(SurvivalTable(("a", "b"), (0.0, 0.0), (0.0, 3.0), (True, False)))
    assert (found.at_risk.tolist(), found.survival.tolist()) == ([2], [0.5])


def test_late_entries_agree_with_lifelines() -> None:
    table = made()
    model = lifelines().KaplanMeierFitter().fit(table.exit, table.ended, entry=table.entry)
    found = kaplan_meier(table)
    assert found.survival == pytest.approx(model.survival_function_at_times(found.years).to_numpy(), abs=1e-12)


@pytest.mark.parametrize("several", [False, True])
def test_cox_gives_log_hazard_ratios_with_or_without_start_stop_rows(several: bool) -> None:
    lifelines()
    rows = cox(halved(made()) if several else made())
    assert [row.id for row in rows] == ["troops", "size"]
    assert all(abs(row.coefficient) < 1.0 and 0.05 < row.se < 0.5 for row in rows)
    assert [row.coefficient for row in rows] == pytest.approx([row.coefficient for row in cox(made())], abs=1e-5)


def test_a_cox_model_without_covariates_is_refused() -> None:
    with pytest.raises(ValueError, match="covariates: the table has none"):
        cox(remission())


@pytest.mark.skipif(importlib.util.find_spec("lifelines") is not None, reason="lifelines is installed")
def test_without_the_extra_the_message_names_it() -> None:
    with pytest.raises(MissingExtra, match=r'pip install "detente\[durability\]"'):
        cox(made())
