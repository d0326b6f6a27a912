"""Answers of `scenarios`: odds of a case with its wider futures, or the consistent futures of a matrix."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report.schemas.pieces import (
    Schema,
    answer,
    by_id,
    day,
    either,
    error,
    flag,
    listing,
    maybe,
    names,
    number,
    one_of,
    record,
    rows,
    shape,
    share,
    text,
    whole,
)
from detente.report.schemas.shared import CASE, CODED, SOURCES

WHY = {"why": text("Why"), "sources": SOURCES, "coded": CODED}
RANGE = record("The range of a share", {
    "low": share("Low end"), "high": share("High end"), "low_se": error(), "high_se": error(),
    "low_from": text("What sets the low end"), "high_from": text("What sets the high end"),
})  # fmt: skip
BOX = maybe(record("The box of inputs in which it mostly happens; null: it hardly varies", {
    "restrictions": rows("Sides of the box", {
        "input": text("Place in the case"), "low": maybe(number("Not less than; null: no bound", "in its unit")),
        "high": maybe(number("Not more than; null: no bound", "in its unit")), "p": share("Quasi-p-value"),
    }),
    "coverage": share("Of all in which it happens, those in the box"), "coverage_se": error(),
    "density": share("Of those in the box, those in which it happens"), "density_se": error(),
    "mass": share("Of all, those in the box"),
}))  # fmt: skip
FUTURE: Mapping[str, Schema] = {
    "variants": listing("Variants, one per descriptor", whole("Place of the variant", "from 1")),
    "impact_score": {"type": "integer", "description": "Total impact score (points of the matrix)"},
    "consistency": maybe(whole("By how much every variant leads; null: no descriptor has two", "points of the matrix")),
    "weight": whole("Starts that succession leads to it", "starts"), "share": share("Share of the starts"),
    "share_se": error(),
}  # fmt: skip
MATRIX: Mapping[str, Schema] = {
    "descriptors": rows("Descriptors", {
        "id": text("Id"), "name": text("Name"),
        "variants": rows("Variants", {
            "id": text("Id"), "name": text("Name"),
            "indicators": rows("How it would be seen", {
                "what": text("What"), "threshold": text("From where on it counts"),
                "by": maybe(day("By when; null: not said")), "sources": SOURCES, "coded": CODED,
            }),
        }),
    }),
    "combinations": whole("One variant of each descriptor", "combinations"),
    "consistent": listing("Every consistent one, exactly", record("A consistent future", FUTURE)),
    "succession": record("Where global succession leads", {
        "starts": whole("Starts that were followed", "starts"), "exact": flag("They are all there are"),
        "in_rings": share("Starts that end in a ring"), "in_rings_se": error(),
    }),
}  # fmt: skip
JUDGEMENTS = listing("The matrix, rows acting on columns", listing("One row", {
    "type": "integer", "description": "Judgement (points of the matrix)"}))  # fmt: skip
CELLS = rows("Strategies in worlds", {
    "strategy": text("Strategy id"), "world": text("World id"), "result": number("Mean result", "unit of the payoff"),
    "regret": number("What the best strategy there would add", "unit of the payoff"), "result_se": error(),
    "regret_se": error("Standard error of the paired difference"),
})  # fmt: skip
TABLE: Mapping[str, Schema] = {
    "payoff": text("What is to be as large as can be: a result, or utility.PARTY in points"), "futures": CELLS,
    "worst_regret": by_id("Worst regret", number("Regret", "unit of the payoff"), "Strategy id"),
    "minimax_regret": names("Strategies with the least worst regret"),
    "within_error": names("Those within two standard errors of it"),
    "maximin": names("Strategies with the best worst result"),
    "dominated": names("Strategies never better than another"),
}  # fmt: skip
TWO_BY_TWO = maybe(record("Strategies in worlds; null: the case has no axes", {
    "axes": rows("Axes", {
        "id": text("Id"), "name": text("Name"),
        "poles": rows("Poles", {"id": text("Id"), "name": text("Name"), "why": text("Why")}), **WHY,
    }),
    "worlds": rows("Worlds, a pole of each axis", {"id": text("Id"), "poles": names("Pole ids")}),
    "strategies": rows("Strategies", {
        "id": text("Id"), "name": text("Name"), "levers": names("Levers pulled"), **WHY,
    }),
    "tables": listing("One for each payoff", record("A table", TABLE)),
}))  # fmt: skip
STATE = by_id("A state of each factor", text("State id"), "Factor id")
MORPHOLOGY = maybe(record("The morphological box; null: the case has none", {
    "factors": rows("Factors", {
        "id": text("Id"), "name": text("Name"), "states": by_id("States", text("Name"), "State id"),
    }),
    "exclude": rows("What cannot go together", {"states": STATE, **WHY}),
    "configurations": whole("A state of each factor", "configurations"),
    "consistent": whole("Those without an exclusion", "configurations"),
    "listed": listing("Up to 1,000 of them", names("State ids, one per factor")),
    "dead": rows("States that none holds", {"factor": text("Factor id"), "state": text("State id")}),
    "held": by_id("How many hold a state", by_id("By state", whole("How many", "configurations"), "State id"),
                  "Factor id"),
}))  # fmt: skip
ALLIANCES = maybe(record("Friends and foes; null: the case has none", {
    "blocs": by_id("Blocs", text("Name"), "Bloc id"),
    "ties": rows("Ties", {
        "between": names("Two blocs"), "sign": one_of("What they are", "friends", "foes"),
        "unbalanced_triads": whole("Unbalanced triads with it", "triads"),
        "repairs": whole("Smallest repairs with it", "repairs"), **WHY,
    }),
    "balanced": listing("Balanced triads", names("Three blocs")),
    "unbalanced": listing("Unbalanced triads", names("Three blocs")),
    "degree": maybe(share("Balanced among all triads; null: there are none")),
    "fewest_changes": whole("Changes of sign that leave two camps", "ties"),
    "repairs": listing("Smallest sets of them, up to 1,000", listing("One set", names("Two blocs"))),
    "repair_count": whole("How many there are", "sets"),
    "camps": listing("The camps that they leave, up to 1,000", listing("Two camps", names("Blocs"))),
    "camp_count": whole("How many there are", "pairs of camps"),
}))  # fmt: skip
ODDS = rows("Scenarios in the order of the file, then other_settlement and no_deal", {
    "id": text("Id"), "name": text("Name"), "value": share("Share, if talks conclude"), "se": error(),
    "given_settlement": maybe(share("Share given a settlement; null: of no deal, or no draw has one")),
    "models": shape("share_range", "Range over models"), "inputs": shape("share_range", "Range over inputs"),
})  # fmt: skip
MATRIX_ANSWER = answer("scenarios", "Of a matrix", {
    "title": text("Name of the file"), "seed": whole("Seed of sampled starts", "seed"), **MATRIX,
    "judgements": JUDGEMENTS,
})  # fmt: skip
SHAPES: Mapping[str, Schema] = {"share_range": RANGE}
ANSWERS: Mapping[str, Schema] = {
    "scenarios": either(
        "Of a case, or of a cross-impact matrix",
        answer("scenarios", "Of a case", {
            "case": CASE, "draws": whole("Draws", "draws"), "seed": whole("Seed of the draws", "seed"),
            "condition": text("On which condition shares hold"), "scenarios": ODDS,
            "sub_samples": record("Draws that parts rest on", {
                "inputs": whole("On which inputs were moved", "draws"),
                "futures": whole("On which strategies met worlds", "draws"),
            }),
            "boxes": rows("Where a result happens, by inputs", {
                "event": one_of("Which", "no_zone", "zone", "no_comprehensive", "comprehensive", "signed"),
                "name": text("In words"), "draws": whole("Draws", "draws"), "share": share("Draws in which it happens"),
                "share_se": error(), "box": BOX,
            }),
            "futures": maybe(record("The section futures; null: the case has none", {
                "note": text("What is to be known of it"), "two_by_two": TWO_BY_TWO, "box": MORPHOLOGY,
                "alliances": ALLIANCES,
            })),
            "cross_impact": maybe(record("The matrix of the case; null: it has none", {
                **MATRIX, "judgements": JUDGEMENTS})),
        }),
        MATRIX_ANSWER,
    ),
}  # fmt: skip
