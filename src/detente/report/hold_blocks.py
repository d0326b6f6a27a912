"""Will they sign it, and will it hold: the blocks of the report on time, ratification, durability and obstacles."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Cell, Details, Figure, Heading, Note, Table, column, say, table
from detente.report.charts import Bar, bars
from detente.report.digits import decimal, points, share
from detente.report.hold_sentences import (
    DIAGNOSIS,
    KEPT,
    MONTHLY,
    NO_TIMING,
    RESTS_ON,
    SIGNED,
    assumption_rows,
    fragility_sentence,
    horizon_rows,
    month_rows,
    obstacle_rows,
    offer_heads,
    offer_rows,
    otherwise,
    ratified_zone_sentence,
    ripeness_sentence,
    score_sentences,
    step_rows,
    survival_sentences,
)
from detente.report.labels import LONG, Labels
from detente.report.svg import drawing

Result = dict[str, Any]


def horizon_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return the chances by the horizon: assumptions first, then results, months, scenarios, and the score."""
    hold, day = run["hold"], run["case"]["horizon"]
    head = Heading(2, f"By {day}", "horizon")
    if hold["timing"] is None:
        return [head, say(NO_TIMING)]
    chances = table(f"Chances by {day}", "What|Chance#|Range#|In words~", horizon_rows(hold))
    assumed = table(
        "Assumptions, judged, and what their ends make of two chances",
        "Assumption~|Mid (low–high)#|Signed#|In force#",
        assumption_rows(hold),
    )
    found: list[Block] = [
        head,
        say(RESTS_ON),
        assumed,
        _states(hold, day),
        chances,
        say(SIGNED, fragility_sentence(hold, labels)),
        Details("Month by month", (_months(hold),)),
        Details("By scenario", (_scenarios(hold, labels),)),
    ]
    scored = score_sentences(hold)
    return [*found, say(*scored)] if scored else found


def _states(hold: Result, day: str) -> Figure:
    """Return bars of everything that may stand at the horizon; they sum to all."""
    last = hold["timing"]["by_month"][-1]
    rows = [("in force", share(last["in_force"]), last["in_force"]), *otherwise(hold)]
    drawn = [Bar(name, value, text, kind="" if name == "in force" else "none") for name, text, value in rows]
    title = f"What may stand on {day}"
    numbers = table(title, "State~|Chance#", [(name, text) for name, text, _ in rows])
    alt = "Bars of chances that sum to 100 %: " + "; ".join(f"{name} {text}" for name, text, _ in rows)
    height, parts = bars(drawn)
    return Figure("horizon-states", title, drawing("horizon-states", height, title, alt, parts), alt, numbers)


def _months(hold: Result) -> Table:
    names = "".join(column(name.replace("_", " ")) for name in MONTHLY)
    return table("Chances at the end of each month", f"By{names}", month_rows(hold))


def _scenarios(hold: Result, labels: Labels) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (labels.scenario(row["id"]), share(row["signed"]), share(row["in_force"]))
        for row in hold["timing"]["scenarios"]
    ]
    return table("Chances by scenario", "Scenario~|Signed by the horizon#|In force on it#", rows)


def hold_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return whether each offer would be ratified, kept and left, how long deals last, and what stands in the way."""
    hold = run["hold"]
    found: list[Block] = [Heading(2, "Would it be ratified, and would it hold?", "hold")]
    if hold["offers"]:
        found += [_offers(hold, labels), say(KEPT)]
        found += [
            Details(f"Why: {offer['name']}", tuple(_why(offer, labels, hold["draws"]))) for offer in hold["offers"]
        ]
    else:
        found.append(say("No offer settles or defers every issue, so that none can be judged."))
    both = ratified_zone_sentence(hold, labels)
    found += [say(both)] if both else []
    survival = survival_sentences(hold)
    if survival:
        found += [say(*survival[:-1]), Note(survival[-1])]
    obstacles = table("What stands in the way", "Obstacle~|Share of draws#|Where, median~", obstacle_rows(hold, labels))
    return [*found, obstacles, say(DIAGNOSIS, ripeness_sentence(hold, labels))]


def _offers(hold: Result, labels: Labels) -> Table:
    heads = "".join(column(name.capitalize() if name.islower() else name) for name in offer_heads(hold, labels))
    return table("Offers, if they were signed", f"Offer~{heads}", offer_rows(hold))


def _why(offer: Result, labels: Labels, draws: int) -> list[Block]:
    """Return the steps of ratification, what each guarantee would have to be, and who is exposed when."""
    found: list[Block] = []
    steps = step_rows(offer)
    if steps:
        found.append(table("Steps that this offer needs", "Step~|Chance, basis, time~", steps))
    needed: list[tuple[Cell, ...]] = [
        (labels.party(row["party"], LONG), held["name"], decimal(held["strength"], 2), _needed(held["strength_needed"]))
        for row in offer["keeping"]
        for held in row["guarantees"]
    ]
    if needed:
        found.append(table("Guarantees against a breach", "Breach by|Guarantee~|Strength#|Needed#", needed))
    exposed: list[tuple[Cell, ...]] = [
        (row["name"], labels.party(row["party"], LONG), _surplus(row), share(row["exposed"], 0.0, draws))
        for row in offer["exposed"]
    ]
    if exposed:
        columns = "After~|Party|Surplus, points#|Share of draws exposed#"
        found.append(table("Below its no-deal value, should nothing follow", columns, exposed))
    return found or [say("The case says nothing that would tell.")]


def _needed(strength: float | None) -> str:
    return "none is enough" if strength is None else decimal(strength, 2)


def _surplus(row: Result) -> str:
    return f"{points(row['surplus'])} ({points(row['low'])} to {points(row['high'])})"
