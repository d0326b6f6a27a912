"""The answer of `hold`: signed, ratified, in force by the horizon; would it hold, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report.schemas.pieces import (
    Schema,
    answer,
    by_id,
    day,
    error,
    filled,
    flag,
    listing,
    maybe,
    names,
    number,
    one_of,
    points,
    positive,
    record,
    rows,
    shape,
    share,
    text,
    whole,
)
from detente.report.schemas.shared import CASE, CODED, share_se

CONCEPT = "nash, gmr, smr or seq"
CONCEPTS = {
    "nash": "Nash", "gmr": "General metarationality", "smr": "Symmetric metarationality", "seq": "Sequential stability",
}  # fmt: skip
ENDS = record("The chance by the horizon with the assumption at either end", {
    "at_low": share("At its low end"), "at_high": share("At its high end"),
})  # fmt: skip
CHANCE = record("A chance by the horizon", {
    **share_se("Mean over the draws"), "low": share("Least that an assumption at an end makes of it"),
    "high": share("Most that an assumption at an end makes of it"),
})  # fmt: skip
DAYS = record("Time until it is done", {
    "low": positive("Low end", "days"), "mid": positive("Middle", "days"), "high": positive("High end", "days"),
    "expected": positive("Mean", "days"),
})  # fmt: skip
MONTH: Mapping[str, Schema] = {
    "date": day("Last day of the month"), "zone": share("Draws in which the zone holds a settlement then"),
    "signed": share("Chance that a deal is signed by then"), "war": share("Chance that talks and war go on"),
    "escalation": share("Chance that the war escalated so that talks ended"),
    "collapse": share("Chance that talks ended for good"), "pending": share("Chance that a signed deal waits"),
    "rejected": share("Chance that a signed deal was refused"), "in_force": share("Chance that a deal is in force"),
    "broken": share("Chance that a deal in force broke down"),
}  # fmt: skip
TIMING = record("Chances by the horizon", {
    "assumptions": rows("The rates of talks, judged, and what each does", {
        "path": text("Place in the case"), "name": text("What it is"), "low": number("Low end", "see name"),
        "mid": number("Middle", "see name"), "high": number("High end", "see name"), "coded": CODED,
        "moves": record("What it moves", {"signed": ENDS, "ratified": ENDS, "in_force": ENDS}),
    }),
    "signed": shape("chance", "A deal is signed"),
    "ratified": shape("chance", "A signed deal is ratified"),
    "in_force": shape("chance", "A deal is in force on the day of the horizon"),
    "by_month": filled(listing("What is the case at the end of each month", record("One month", MONTH))),
    "scenarios": rows("By scenario", {
        "id": text("Scenario id"), "signed": share("Chance that such a deal is signed"),
        "in_force": share("Chance that such a deal is in force at the horizon"),
        "by_month": listing("The same at the end of each month", share("One month")),
    }),
    "unknown_steps": share("Signatures that meet a step of ratification of which nothing is known"),
})  # fmt: skip
SURVIVAL = record("How long deals like it last", {
    "reference_class": text("Id of the class"), "name": text("Name"), "source": text("Citation"),
    "scope": text("Which cases are in it"), "warning": text("What it cannot say"),
    "cases": whole("How many", "cases"), "ended": whole("Of them ended", "cases"),
    "hazard": rows("How many deals end per deal and year, by the time since the start", {
        "since": whole("From", "months"), "months": whole("To", "months"),
        "value": positive("Of this case", "a year"), "low": positive("Low end", "a year"),
        "high": positive("High end", "a year"), "of_class": positive("Of the class", "a year"),
        "basis": text("How the range was made"),
    }),
    "rows": rows("Chance that a deal still holds", {
        "months": whole("After so long", "months"), "value": share("Of this case"), "low": share("Low end"),
        "high": share("High end"), "of_class": share("Of the class"),
        "published": maybe(share("As published; null: not")), "basis": text("How the range was made"),
    }),
})  # fmt: skip
RATIFIED = record("Whether it would be ratified, if it were signed", {
    "probability": maybe(share("Chance that all steps pass; null: a step is unknown")), "low": share("Low end"),
    "high": share("High end"),
    "bounds": record("What no dependence of the steps can leave", {
        "low": share("Low bound"), "high": share("High bound"),
    }),
    "days": DAYS, "earliest": text("Earliest month, YYYY-MM"), "chain": names("Steps that take the longest, in order"),
    "dependence": text("How steps go together"),
    "steps": rows("Steps, in the order of the file", {
        "id": text("Id"), "name": text("Body"), "of": maybe(text("Whose ratification it is, a party id")),
        "needed": flag("This settlement needs it"), "basis": text("What its chance rests on"),
        "probability": maybe(share("Chance that it passes; null: unknown")), "low": share("Low end"),
        "high": share("High end"), "done": DAYS, "polls": names("Polls behind it"),
    }),
})  # fmt: skip
KEEPING: Mapping[str, Schema] = {
    "party": text("Party id"), "keeps": share("Draws in which keeping it beats breaking it"), "se": error(),
    "slack": record("By how much", {
        "mean": points("Mean"), "low": points("5 % of draws"), "high": points("95 % of draws"),
    }),
    "answer": share("Mean chance that a breach is answered"),
    "guarantees": rows("Guarantees that answer it", {
        "id": text("Id"), "name": text("Name"),
        "strength_needed": maybe(share("Median strength that is needed, the others given; null: none is enough")),
        "strength": share("Its strength"),
    }),
}  # fmt: skip
LEAVING: Mapping[str, Schema] = {
    "party": text("Party id"), "to_no_deal": share("Draws in which it gains by leaving openly"),
    "to_breach": share("Draws in which it gains by breaking it"),
    "deterred": share("Draws in which that is deterred"), "by": names("Parties that deter"),
    "leaves": share("Draws in which it leaves in spite of all sanctions"),
}  # fmt: skip
STABLE: Mapping[str, Schema] = {
    "id": text("Offer id"), "name": text("Name"),
    "stable": record("Draws in which it is stable for all", {
        key: share(name) for key, name in CONCEPTS.items()
    }),
    "stable_se": record("Their standard errors", {key: error(name) for key, name in CONCEPTS.items()}),
    "parties": listing("Who would leave it once it is signed", record("One party", LEAVING)),
}  # fmt: skip
EXPOSED: Mapping[str, Schema] = {
    "id": text("Phase and party"), "name": text("What the phase is"), "phase": text("Phase id"),
    "party": text("Party id"), "surplus": points("Median surplus should nothing follow"),
    "low": points("5 % of draws"), "high": points("95 % of draws"),
    "exposed": share("Draws in which it is below no deal"), "stops": share("Draws in which it gains by stopping here"),
}  # fmt: skip
SCORE = record("The forecast beside what happened", {
    "question": text("What was forecast"), "outcome": maybe(flag("It happened; null: not known")),
    "hindsight": flag("The case was coded with later knowledge"),
    "forecasts": by_id("Forecasts", record("One", {
        "p": share("Probability"), "brier": maybe(share("Brier score, half-form; null: no outcome")),
    }), "this, base_rate or uniform"),
})  # fmt: skip
HOLD: Mapping[str, Schema] = {
    "draws": whole("Draws that this rests on", "draws"),
    "timing": maybe({**TIMING, "description": "Chances by the horizon; null: the case has no section timing"}),
    "fragility": record("What an expected breakdown does at the as-of date", {
        "bar": by_id("By how much it raises what a deal must be worth", points("Mean"), "Party id"),
        "zone": share("Draws with a zone, with it"), "zone_without": share("Draws with a zone, without it"),
    }),
    "ratified_zone": maybe(record("Draws with a settlement that ratifiers accept too; null: nobody ratifies so", {
        "zone": share("Draws with a settlement for all who sign"), "ratified": share("And for the ratifiers"),
        "undecided": share("Draws in which the search met its limit"), "asked": names("Ratifiers who are asked"),
        "unheard": names("Ratifiers without views, taken to accept"), "zone_se": error(), "ratified_se": error(),
    })),
    "survival": maybe({**SURVIVAL, "description": "How long deals like it last; null: the case does not say"}),
    "offers": rows("Offers, each as if it were signed", {
        "id": text("Id"), "name": text("Name"), "tabled": flag("It was tabled"),
        "signed": record("Draws in which all who must sign accept it", share_se("Share of draws")),
        "ratified": maybe({**RATIFIED, "description": "Whether it would be ratified; null: no ratification"}),
        "keeping": listing("Who would keep it", record("One party", KEEPING)),
        "exposed": listing("Who is exposed in which phase", record("One phase and party", EXPOSED)),
    }),
    "stability": listing("Whether each offer would be left once it is signed", shape("stable_offer", "One offer")),
    "obstacles": rows("What stands between the parties and a deal that holds", {
        "id": text("Id"),
        "kind": one_of("Which obstacle", "information", "commitment", "indivisibility", "interests"),
        "share": share("Draws in which it stands"), "at": text("Issue or party where it is worst; empty: none"),
        "points": maybe(points("Median of the number behind it; null: no draw has it")), "why": text("In words"),
    }),
    "ripeness": maybe(record("Whether waiting hurts all; null: no drift is stated", {
        "ripe": share("Draws in which all are hurting and see a way out"),
        "way_out": share("Draws with a zone as the parties see it"),
        "parties": rows("By party", {
            "party": text("Party id"), "slope": number("Median change of its no-deal value", "points a year"),
            "low": number("5 % of draws", "points a year"), "high": number("95 % of draws", "points a year"),
            "hurting": share("Draws in which it falls"), "waits": flag("It falls in less than half of the draws"),
        }),
    })),
    "score": maybe({**SCORE, "description": "The forecast beside what happened; null: there is no forecast"}),
}  # fmt: skip
"""Under `hold` of a run, and of the verb beside the case."""
SHAPES: Mapping[str, Schema] = {
    "chance": CHANCE, "stable_offer": record("Whether an offer would be left once it is signed", STABLE),
}  # fmt: skip
ANSWERS: Mapping[str, Schema] = {
    "hold": answer("hold", "Whether a deal is signed, ratified and in force by the horizon, and would hold", {
        "case": CASE, "seed": whole("Seed of the draws", "seed"), **HOLD,
    }),
}  # fmt: skip
