"""Models side by side on one table: what each says, why one is not played, and how far they are apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.actor_table import ActorTable, Stand, TableActor, TableIssue
from detente.strategy.forecasts import MODELS, NAMES, Asked, Unplayable, judge_table
from detente.strategy.grid import arrays, on_hundred

ACTORS = tuple(TableActor(name) for name in "ABC")
ISSUES = (TableIssue("tax", low=0.0, high=10.0), TableIssue("border"))
GIVEN = {"A": (2.0, (0, 40), (90, 20)), "B": (1.0, (10, 20), (10, 50)), "C": (1.0, (6, 30), (40, 30))}
ROWS = tuple(
    Stand(actor, issue.name, position, salience, power)
    for actor, (power, *rows) in GIVEN.items()
    for issue, (position, salience) in zip(ISSUES, rows, strict=True)
)
TABLE = ActorTable("talks", ACTORS, ISSUES, ROWS)


def test_every_model_has_a_name_and_an_answer_on_the_scale_of_the_issue():
    found = judge_table(TABLE)
    assert [*found["models"]] == [*MODELS] == [*NAMES]
    for issue, low, high in (("tax", 0, 10), ("border", 0, 100)):
        assert all(low <= value <= high for value in found["forecasts"][issue].values())
    assert found["models"]["compromise"]["tax"] == pytest.approx((0 * 80 + 10 * 20 + 6 * 30) / 130)


def test_disagreement_is_in_percent_of_the_scale_and_the_largest_first():
    rows = judge_table(TABLE)["disagreements"]
    assert [row["apart"] for row in rows] == sorted((row["apart"] for row in rows), reverse=True)
    tax = next(row for row in rows if row["issue"] == "tax")
    assert tax["apart"] == pytest.approx((tax["high"] - tax["low"]) * 10)


def test_the_unit_of_a_scale_moves_no_model():
    def stretched(row: Stand) -> Stand:
        return replace(row, position=row.position * 10) if row.issue == "tax" else row

    wide = replace(TABLE, issues=(TableIssue("tax"), ISSUES[1]), stands=tuple(map(stretched, ROWS)))
    plain, other = judge_table(TABLE)["forecasts"], judge_table(wide)["forecasts"]
    for model in NAMES:
        assert other["tax"][model] == pytest.approx(10 * plain["tax"][model], abs=1e-6)
        assert other["border"][model] == pytest.approx(plain["border"][model], abs=1e-6)


def test_saliences_on_0_1_are_those_on_0_100():
    shares = replace(TABLE, stands=tuple(replace(row, salience=row.salience / 100) for row in ROWS))
    plain, other = judge_table(TABLE)["forecasts"], judge_table(shares)["forecasts"]
    for issue, values in plain.items():
        assert other[issue] == pytest.approx(values, abs=1e-9)


@pytest.mark.parametrize(
    ("table", "model", "why"),
    [
        (replace(TABLE, issues=ISSUES[:1], stands=ROWS[::2]), "exchange", "there is one issue"),
        (replace(TABLE, stands=(replace(ROWS[0], capability=9.0), *ROWS[1:])), "spatial", "differs between issues"),
        (replace(TABLE, stands=(ROWS[0], ROWS[3], ROWS[5])), "spatial", "fewer than two actors"),
        (replace(TABLE, stands=ROWS[:1]), "challenge", "no issue has two actors"),
        (replace(TABLE, stands=tuple(replace(r, capability=0.0) for r in ROWS)), "spatial", "any capability"),
    ],
)
def test_a_model_that_cannot_be_played_says_why(table, model, why):
    found = judge_table(table)
    assert why in found["not_played"][model]
    assert model not in found["models"]


def test_a_table_in_which_nobody_weighs_anything_has_no_forecast():
    found = judge_table(replace(TABLE, stands=tuple(replace(row, capability=0.0) for row in ROWS)))
    assert found["forecasts"] == {"tax": {}, "border": {}}
    assert found["disagreements"] == []


def test_power_is_told_where_a_quota_is_named():
    found = judge_table(TABLE, Asked(quota=3))["models"]["power"]
    assert found["shapley_shubik"] == pytest.approx({"A": 2 / 3, "B": 1 / 6, "C": 1 / 6})
    for table, quota in ((TABLE, 9), (replace(TABLE, stands=(replace(ROWS[0], capability=9.0), *ROWS[1:])), 3)):
        with pytest.raises(Unplayable):
            judge_table(table, Asked(quota=quota))


def test_an_actor_who_does_not_stand_on_an_issue_is_no_zero():
    table = replace(TABLE, stands=ROWS[:5])
    assert arrays(table).outcome[1] == pytest.approx((90 * 40 + 10 * 50) / 90)
    assert on_hundred(table)[0].position[1, 0] == 100.0
