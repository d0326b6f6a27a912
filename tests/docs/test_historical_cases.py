"""The tables of the page on historical cases are what the cases give."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from detente.case.nouns import Case
from detente.case.outcome import Outcome
from detente.ensemble.central import judge_central
from detente.ensemble.run import run
from detente.formats.load import load
from detente.report.consistency import years
from detente.report.digits import DASH, decimal, points, share
from detente.solutions.consistency import Consistency, consistency

PAGE = (Path(__file__).parents[2] / "docs/explanation/historical-cases.md").read_text(encoding="utf-8")
NAMES = ("korea_1951", "dayton_1995", "minsk_2015", "istanbul_2022")
CARDS = (
    "winter_war_1940", "finland_1947", "austria_1955", "camp_david_1978", "iran_iraq_1988", "good_friday_1998",
    "colombia_2016",
)  # fmt: skip
DRAWS = 200
FITS = (
    "| case | outcome | talks | after it | rule | zone | agreed text in the zone "
    "| error of the mean position, weighted (plain) |"
)
MODELS = (
    "| case | settlements in the zone | Nash solution as agreed | what happened, as a scenario | its share, 200 draws |"
)


def table(head: str, rows: list[list[str]]) -> str:
    lines = [head, "|" + "---|" * (head.count("|") - 1), *("| " + " | ".join(row) + " |" for row in rows)]
    return "\n".join(lines)


@cache
def parts(name: str) -> tuple[Case, Consistency]:
    case = load(name)
    found = consistency(case)
    assert found is not None
    return case, found


def fit(name: str) -> list[str]:
    _, found = parts(name)
    outcome, error = found.outcome, (found.error("weighted"), found.error("plain"))
    signed = DASH if found.agreed is None else "no" if found.agreed.refused_by else "yes"
    return [
        f"`{name}`",
        f"agreed {outcome.date}" if outcome.agreed else f"none, lapsed {outcome.date}",
        lasted(outcome),
        years(found.to_dict()["held"]) if outcome.held else DASH,
        says("rule", found),
        says("zone", found),
        signed,
        DASH if None in error else f"{points(error[0], exact=True)} ({points(error[1], exact=True)})",
    ]


def lasted(outcome: Outcome) -> str:
    if outcome.talks is None:
        return DASH
    days, hours = outcome.talks.days, outcome.talks.hours
    return f"{decimal(days)} days" if days else f"{decimal(hours)} hours"


def says(name: str, found: Consistency) -> str:
    word = "agreement" if getattr(found, name) else "none"
    where = f", on {', '.join(found.without)}" if name == "rule" and found.without else ""
    return f"{word}{where}" + (": a miss" if name in found.misses else "")


def models(name: str) -> list[str]:
    case, found = parts(name)
    central = judge_central(case)
    nash = central["solutions"]["nash"]["settlements"][0]["options"]
    like = [issue for issue, option in found.outcome.settlement.items() if nash[issue] == option]
    of = f"{len(like)} of {len(nash)} issues" if found.outcome.agreed else DASH
    row = next(s for s in answer(name)["scenarios"] if s["id"] == found.scenario)
    title = next((s.name for s in case.scenarios if s.id == found.scenario), "No deal")
    held = f"{central['settlements']['zone']['value']:,} of {central['settlements']['total']['value']:,}"
    return [f"`{name}`", held, of, title, share(row["value"], row["se"], DRAWS)]


@cache
def answer(name: str) -> dict[str, Any]:
    return run(load(name), draws=DRAWS, seed=1)


@pytest.mark.parametrize("names", [NAMES, CARDS], ids=["full", "cards"])
@pytest.mark.parametrize(("head", "row"), [(FITS, fit), (MODELS, models)], ids=["fit", "models"])
def test_the_page_shows_what_the_cases_give(head: str, row: Any, names: tuple[str, ...]) -> None:
    assert table(head, [row(name) for name in names]) in PAGE


@pytest.mark.parametrize("name", [*NAMES, *CARDS])
def test_every_historical_case_says_what_it_is(name: str) -> None:
    case, _ = parts(name)
    assert (case.hindsight, case.status) == (True, "illustrative")
    assert all(view.hindsight for view in case.views)
    assert all(row.hindsight for row in case.no_deal if row.value is not None)
