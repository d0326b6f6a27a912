"""The answer of `run` and `demo`: everything that a case allows."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.nouns import ROLES, TRACKS
from detente.report.schemas.central import CENTRAL, OFFERS, RATIFIED
from detente.report.schemas.changes import BASE, BLOCKED, CHANNELS, OPENING
from detente.report.schemas.economy import BRIEF
from detente.report.schemas.evidence import IN_BRIEF
from detente.report.schemas.futures import FUTURE, MATRIX
from detente.report.schemas.hold import HOLD
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
from detente.report.schemas.shared import CODED, HEAD, JUDGED, OPTION, PARTY, SOURCES

CONCEPT, MODEL = "Concept", "Model"
ZONE: Mapping[str, Schema] = {
    "value": share("Draws with a non-empty zone"), "se": error(),
    "undecided": whole("Draws in which the search met its limit", "draws"), "draws": whole("Draws", "draws"),
}  # fmt: skip
ZONE_ROW: Mapping[str, Schema] = {
    **ZONE, "comprehensive": share("Draws with one that leaves nothing open"), "comprehensive_se": error(),
    "comprehensive_undecided": whole("Draws in which the search for that met its limit", "draws"),
}  # fmt: skip
DRAWN = {
    "central": "Nothing", "no_deal": "No-deal values alone", "preferences": "Preferences alone",
    "red_lines": "Red lines alone", "all": "All of it",
}  # fmt: skip
OBSTACLES: Mapping[str, Schema] = {
    "binding": rows("Parties that keep an empty zone empty", {
        "party": text("Party id"), "share": maybe(share("Empty draws that open without it; null: no draw is empty")),
        "se": maybe(error()), "gap_points": maybe(points("By how much the gap grows without it")),
    }),
    "blocking": rows("Issues that do", {
        "issue": text("Issue id"), "all_barred": share("Draws in which every option meets a red line"),
        "all_barred_se": error(),
        "opens_alone": maybe(share("Empty draws that open when its red lines are lifted; null: no draw is empty")),
        "se": maybe(error()), "gap_points": maybe(points("By how much the gap grows then")),
    }),
}  # fmt: skip
CASE = record("The case", {
    **HEAD, "summary": text("Summary"),
    "parties": rows("Parties, in the order of the file", {
        **PARTY, "also": listing("Other roles", one_of("Role", *ROLES)),
        "of": maybe(text("Whose ratifier it is, a party id")), "track": one_of("Track", *TRACKS),
        "leverage": number("Leverage, middle", "0 to 100"),
    }),
    "issues": rows("Issues, in the order of the file", {
        "id": text("Id"), "name": text("Name"), "deferrable": flag("It can be left open"),
        "options": rows("Options", OPTION),
    }),
})  # fmt: skip
SCENARIOS = filled(rows("Scenarios in the order of the file, then other_settlement and no_deal; shares sum to 1", {
    "id": text("Id"), "name": text("Name"), "note": text("Note; empty: none"), "value": share("Share"),
    "se": error(), "given_settlement": maybe(share("Share given a settlement; null: of no deal, or none")),
    "given_settlement_se": maybe(error()), "models": by_id("Share by each model", share("Share"), MODEL),
    "models_se": by_id("Their errors", error(), MODEL),
    "low": share("Least over models and inputs at their ends"), "high": share("Greatest"), "low_se": error(),
    "high_se": error(), "low_from": text("What sets the low"), "high_from": text("What sets the high"),
}))  # fmt: skip
MODELS = rows("Models that are mixed", {
    "id": text("Id"), "name": text("Name"), "about": text("What it chooses"), "weight": share("Weight"),
    "ties_cut": whole("Draws in which ties were cut", "draws"),
    "flagged": whole("Draws in which leximin stood in", "draws"),
    "capped": whole("Draws in which the best is not proven", "draws"),
    "capped_gap": maybe(positive("Largest distance to the best open bound; null: none, or unknown", "its objective")),
})  # fmt: skip
ACCEPTED: Mapping[str, Schema] = {**JUDGED, "share": share("Draws in which all required parties accept it"),
                                  "se": error()}  # fmt: skip
ACCEPTABILITY = rows("Offers and central optima", {
    "id": text("Id"), "name": text("Name"), "kind": one_of("What it is", "offer", "illustration", "optimum"),
    **ACCEPTED, "by_party": by_id("Draws in which each accepts it", share("Share"), "Party id"),
    "by_party_se": by_id("Their errors", error(), "Party id"),
    "optimal": by_id("Draws in which it is the optimum", share("Share"), CONCEPT),
    "optimal_se": by_id("Their errors", error(), CONCEPT),
})  # fmt: skip
MOST_ACCEPTED = record("Of all settlements, those that most draws accept", {
    "judged": maybe(whole("Settlements that were judged; null: they are too many", "settlements")),
    "draws": whole("Draws", "draws"), "tied": whole("How many share the largest share", "settlements"),
    "settlements": listing("Some of them", record("One", ACCEPTED)),
})  # fmt: skip
RANKS = rows("How each party ranks offers and optima", {
    "party": text("Party id"),
    "packages": rows("Offers and optima", {
        "id": text("Id"), "ranks": listing("Draws in which it has each rank, first to last", share("Share of draws")),
        "entropy": number("How spread out its ranks are", "bits"),
        "beats": by_id("Draws in which it is better than another", share("Share of draws"), "Id of the other"),
    }),
})  # fmt: skip
PREFERENCES = rows("What is true of the parties when a package is accepted", {
    "id": text("Id"), "name": text("Name"), "accepted": whole("Draws in which it is", "draws"),
    "confidence": maybe(share("Draws in which those inputs alone make it accepted; null: nothing is told")),
    "confidence_se": maybe(error()),
    "inputs": rows("Inputs that differ", {
        "input": text("Place in the case"), "mean_all": number("Mean over all draws", "in its unit"),
        "mean_all_se": error(), "mean_accepted": number("Mean over those draws", "in its unit"),
        "mean_accepted_se": error(), "shift": number("Their difference", "standard deviations"),
    }),
})  # fmt: skip
METHOD = record("How sensitivity was found", {
    "estimator": text("Its name"), "draws": whole("Draws", "draws"),
    "r2": by_id("How much of each result the inputs explain", number("Adjusted R2", "share 0 to 1"), "Result"),
    "unsplit": names("Results that were not split"), "note": text("Why; empty: nothing to say"),
})  # fmt: skip
SENSITIVITY = rows("What moves each result", {
    "output": text("Result"), "input": text("Input, or what no input explains"),
    "share": number("Its part in the spread", "share 0 to 1"),
    "first_order": maybe(number("Its part alone; null: of what no input explains", "share 0 to 1")),
})  # fmt: skip
SUB_SAMPLES = record("Draws that parts rest on", {
    key: whole(words, "draws") for key, words in {
        "blocking": "Of obstacles by issue", "binding": "Of obstacles by party",
        "comprehensive": "Of obstacles when nothing may stay open", "low_high": "Of low and high of scenarios",
        "all_barred": "Of issues of which all options are barred", "confidence": "Of the confidence of preferences",
        "by_source": "Of the zone by source", "by_firmness": "Of the zone by firmness", "hold": "Of hold",
        "economy": "Of the economy", "levers": "Of levers", "wild_cards": "Of wild cards",
    }.items()
})  # fmt: skip
BRIEF_SAID = record("What the case says for a brief", {
    "asker": record("Who asked; empty: nobody is named", {
        "who": text("Who"), "goal": text("To what end"), "date": text("When; empty: not said"),
    }, optional=("who", "goal", "date")),
    "gates": rows("Parts of the due diligence", {
        "id": text("Id"), "name": text("Name"), "text": text("How it was met; empty: it was not"),
        "waived": flag("It was left out on purpose"), "elsewhere": text("Section that speaks of it; empty: none"),
    }),
    "alternatives": rows("Other explanations or ways", {"name": text("Which"), "why": text("Why")}),
    "dissent": rows("What is held against it", {"who": text("By whom"), "what": text("What"), "why": text("Why")}),
    "so_what": rows("What is to be decided", {
        "decision": text("Decision"), "by": text("By when; empty: not said"), "levers": names("Lever ids"),
    }),
    "premortem": text("How it would have come to be wrong; empty: not said"), "sources": SOURCES,
    "coded": text("How it was coded; empty: there is no brief"),
})  # fmt: skip
NO_DEAL = by_id("No-deal values", record("Of one party", {
    "coded": shape("range", "As coded, in points"), "mean": points("Mean over the draws"),
    "q05": points("5 % of draws"), "q95": points("95 % of draws"),
    "contradicted": share("Draws in which statements contradict each other"),
    "contradicted_se": error(),
}), "Party id")  # fmt: skip
INPUTS = rows("Where every input comes from", {
    "path": text("Place in the case"), "low": number("Low end", "in its unit"), "mid": number("Middle", "in its unit"),
    "high": number("High end", "in its unit"), "shape": text("Shape of the range"), "coded": CODED, "sources": SOURCES,
    "date": maybe(day("Day of which it is; null: not said")), "stale": flag("Carried forward from an older day"),
    "hindsight": flag("Coded with later knowledge"), "evidence": text("In words"),
})  # fmt: skip
SOURCE_ROWS = rows("Sources of the case", {
    "id": text("Id"), "title": text("Title"), "url": text("Address; empty: none"),
    "date": maybe(day("Day; null: not said")), "grade": text("Admiralty grade"), "note": text("Note"),
    "approximate": flag("The day is approximate"),
})  # fmt: skip
FUTURES = maybe(record("Consistent futures; null: the case has no cross_impact", {
    **MATRIX, "consistent": rows("Every consistent one, exactly", {"id": text("Its place, from 1"), **FUTURE}),
}))  # fmt: skip
RUN: Mapping[str, Schema] = {
    "version": text("Version of Détente"), "case": CASE, "draws": whole("Draws", "draws"),
    "seed": whole("Seed of the draws", "seed"), "condition": text("On which condition shares hold"),
    "central": record("The central case, judged exactly", {**CENTRAL, "ratified": RATIFIED}),
    "zone_probability": record("Draws with a non-empty zone: no forecast", {
        "value": ZONE["value"], "se": error(), "undecided": ZONE["undecided"],
        "by_source": record("By what is drawn", {source: record(words, ZONE_ROW) for source, words in DRAWN.items()}),
        "by_firmness": rows("By a common firmness of red lines", {"firmness": share("Firmness"), **ZONE_ROW}),
        "comprehensive": record("With nothing left open", ZONE),
    }),
    "scenarios": SCENARIOS, "models": MODELS,
    "gap": record("The gap over the draws", {
        "mean": maybe(points("Mean; null: no draw has one")), "q05": maybe(points("5 % of draws")),
        "q50": maybe(points("Median")), "q95": maybe(points("95 % of draws")),
        "missing": whole("Draws without one", "draws"),
    }),
    **OBSTACLES, "comprehensive": record("The same when nothing may stay open", OBSTACLES),
    "left_open": rows("Issues that solutions leave open", {
        "issue": text("Issue id"), "share": share("Draws with a settlement in which they do"), "se": error(),
    }),
    "sub_samples": SUB_SAMPLES, "acceptability": ACCEPTABILITY, "most_accepted": MOST_ACCEPTED, "ranks": RANKS,
    "central_preferences": PREFERENCES, "sensitivity": SENSITIVITY, "sensitivity_method": METHOD,
    "hold": record("Signed, ratified, in force; would it hold", HOLD),
    "economy": maybe({**BRIEF, "description": "What follows, in brief; null: no consequences"}),
    "offers": record("Offers side by side", OFFERS), "evidence": IN_BRIEF, "brief": BRIEF_SAID, "no_deal": NO_DEAL,
    "notes": names("What must be known before the numbers"), "inputs": INPUTS, "sources": SOURCE_ROWS,
    "opening": record("What opens the central zone", {
        "blocking": BLOCKED,
        "opens": rows("Smallest sets of concessions", {"id": one_of("For which", "any", "comprehensive"), **OPENING}),
    }),
    "levers": maybe(record("Levers; null: the case has none", {
        "base": BASE, "rows": listing("In the order of the file", shape("lever", "One lever")),
    })),
    **CHANNELS, "futures": FUTURES, "digest": text("SHA-256 of all other keys as plain JSON, keys in order, no blanks"),
}  # fmt: skip
SHAPES: Mapping[str, Schema] = {}
ANSWERS: Mapping[str, Schema] = dict.fromkeys(
    ("run", "demo"), answer("run", "Everything that a case allows", RUN)
)  # fmt: skip
