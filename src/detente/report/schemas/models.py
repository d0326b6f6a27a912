"""Answers of `models` and `stability`: forecasting models side by side; what holds in a conflict, and for whom."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report.schemas.hold import CONCEPT
from detente.report.schemas.pieces import (
    Schema,
    answer,
    by_id,
    either,
    error,
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
from detente.report.schemas.shared import CASE, OPTION, settlements

AXIS = "unit of the issue"
BY_ACTOR = "Actor"
NAMED = {"id": text("Id"), "name": text("Name")}
VALUES = by_id("What is said of each issue", number("Place on the issue", AXIS), "Issue")
RECORD = rows("Published errors; empty: nothing is published", {
    "model": text("Model id"), "reading": text("How it was read"), "measure": text("What was measured"),
    "value": positive("The error", "as measured"), "issues": whole("Issues", "issues"), "data": text("Data"),
    "source": text("Source"),
})  # fmt: skip
DISAGREE = rows("Lowest and highest forecast of an issue", {
    "issue": text("Issue"), "low": number("Lowest", AXIS), "low_model": text("Whose"), "high": number("Highest", AXIS),
    "high_model": text("Whose"), "apart": positive("How far apart", "% of the scale"),
})  # fmt: skip
NOT_PLAYED = by_id("Models that it does not allow", text("Why"), "Model")
ROUNDS = rows("Rounds", {
    "median": number("Median of the positions", AXIS), "mean": number("Weighted mean", AXIS),
    "positions": by_id("Positions", number("Position", AXIS), BY_ACTOR),
    "risk_exponents": by_id("Risk exponents", positive("Exponent", "0.5 to 2"), BY_ACTOR),
    "moves": names("What happened, in words"),
})  # fmt: skip
SETTLED = flag("Nobody makes an offer any more")
CHALLENGE = record("The challenge model; of one issue its rounds beside the issues too", {
    "variant": one_of("How it is read", "replication", "printed"),
    "issues": by_id("Issues", record("One", {"rounds": ROUNDS, "settled": SETTLED}), "Issue"),
    "rounds": ROUNDS, "settled": SETTLED,
}, optional=("rounds", "settled"))  # fmt: skip
SWAPS = rows("Exchanges, the largest gain first", {
    "gain": number("Gain of either side", "salience x points of the outcome"),
    "sides": rows("The two sides", {
        "actor": text("Actor"), "gives": text("Issue on which it gives"), "from": number("From", AXIS),
        "to": number("To", AXIS),
    }),
    "cut": flag("A side could not go further"),
})  # fmt: skip
GAIN = number("Sum of the gains", "salience x points of the outcome")
EXCHANGE = record("The exchange model", {
    "count": whole("Exchanges", "exchanges"), "valid": whole("Of them valid", "exchanges"), "total_gain": GAIN,
    "exchanges": SWAPS,
    "realised": record("What is realised, one after the other", {
        "count": whole("Exchanges", "exchanges"), "total_gain": GAIN,
        "others_gain": number("What all others gain", "salience x points of the outcome"), "outcome": VALUES,
        "exchanges": SWAPS,
    }),
})  # fmt: skip
CHANCES = by_id("Chance of each position to win", share("Chance"), BY_ACTOR)
SPATIAL = record("The spatial model", {
    "turns": whole("Turns until it stops", "turns"), "converged": flag("It stops by itself"),
    "fraction": number("Last move against the first", "share, 0 to 1"),
    "risk": by_id("Risk attitudes", number("Attitude", "1: that of the surest winner"), BY_ACTOR),
    "probabilities": CHANCES,
    "challenges": rows("Challenges of the first turn", {
        "actor": text("Who"), "other": text("Whom"), "chance": share("Chance to win"),
        "gain": number("Expected gain", "utility of the model"),
    }),
    "history": rows("Turns", {
        "positions": by_id("Positions", listing("By issue", number("Position", "0 to 100")), BY_ACTOR),
        "probabilities": CHANCES,
    }),
    "left_out": names("Actors that it leaves out"),
    "salience_scale": positive("By which saliences are scaled", "factor"),
})  # fmt: skip
POWER = record("Power indices, capability being votes", {
    "quota": positive("Votes that decide", "votes"),
    **{key: by_id(words, share("Index"), BY_ACTOR) for key, words in {
        "shapley_shubik": "Shapley-Shubik index", "banzhaf": "Banzhaf index, summing to 1",
        "penrose": "Penrose index: the chance to be decisive",
    }.items()},
})  # fmt: skip
DETAILS: Mapping[str, Schema] = {
    "challenge": shape("challenge", "The challenge model"), "exchange": shape("exchange", "The exchange model"),
    "spatial": shape("spatial", "The spatial model"),
}  # fmt: skip
SIGNING = maybe(record("Whether the first of them would be signed; null: there is none", {
    "surplus": by_id("Against no deal", points("Surplus"), "Party id"),
    "red_lines": names("Parties whose red lines stop it"),
    "chances": rows("By how blurred surpluses are seen", {
        "blur": positive("Blur", "points"), "parties": by_id("Of each to say yes", share("Chance"), "Party id"),
        "together": share("Of all to say yes"),
    }),
}))  # fmt: skip
SHARES = by_id("Shares of scenarios", share("Share"), "Scenario id")
SCENARIO_SE = by_id("Their errors", error(), "Scenario id")
OF_CASE: Mapping[str, Schema] = {
    "case": CASE, "actors": rows("Parties that take part", NAMED), "signers": rows("Who must consent", NAMED),
    "issues": rows("Issues with scores", {**NAMED, "options": rows("Options", OPTION)}),
    "scenarios": rows("Scenarios", NAMED),
    "models": by_id("Models", record("One model in the central case", {
        "name": text("Name"), "given_settlement": flag("It speaks of settlements alone"),
        "values": maybe({**VALUES, "description": "What it says of each issue; null: it chooses settlements"}),
        "settlements": settlements("Those nearest to that, or chosen"), "signing": SIGNING, "shares": SHARES,
        "track_record": RECORD,
    }), "Model"),
    "not_played": NOT_PLAYED,
    "details": record("How models were played", DETAILS, optional=tuple(DETAILS)), "disagreements": DISAGREE,
    "apart": rows("Likeliest scenarios", {"scenario": text("Scenario id"), "models": names("Models that say so")}),
    "track_record": RECORD,
    "drawn": maybe(record("The same over draws; null: not asked", {
        "draws": whole("Draws", "draws"), "seed": whole("Seed of the draws", "seed"),
        "condition": text("On which condition shares hold"),
        "models": by_id("Models", record("One", {
            "name": text("Name"), "weight": share("In the mixture of a run"), "shares": SHARES, "se": SCENARIO_SE,
        }), "Model"),
        "mixture": record("The mixture", {"shares": SHARES, "se": SCENARIO_SE}), "not_played": NOT_PLAYED,
    })),
}  # fmt: skip
OF_TABLE: Mapping[str, Schema] = {
    "kind": one_of("What kind of table it is", "ktab", "bdm", "exchange"), "title": text("Title; empty: none"),
    "actors": names("Actors"),
    "issues": rows("Issues", {
        "name": text("Name"), "low": maybe(number("Low end; null: none", AXIS)),
        "high": maybe(number("High end; null: none", AXIS)),
    }),
    "models": record("Models", {"compromise": VALUES, "weighted_median": VALUES, **DETAILS, "power": POWER},
                     optional=("compromise", "weighted_median", *DETAILS, "power")),
    "not_played": NOT_PLAYED,
    "forecasts": by_id("Forecasts", by_id("By model", number("Place on the issue", AXIS), "Model"), "Issue"),
    "disagreements": DISAGREE, "track_record": RECORD, "not_used": names("What of the file is not used"),
}  # fmt: skip
IDS = listing("States", whole("State", "from 1"))
VERDICTS: Mapping[str, Schema] = {
    "parties": names("Decision makers"),
    "states": rows("Feasible states", {
        "id": whole("Its number", "from 1"), "options": text("Its options as Y and N, or its name"),
    }),
    "stable": by_id("States that are stable", by_id("For each", IDS, "Party"), CONCEPT),
    "equilibria": by_id("States that are stable for all", IDS, CONCEPT),
}  # fmt: skip
STEPS = rows("Moves, one after the other", {
    "party": text("Who moves"), "from": whole("State", "from 1"), "to": whole("State", "from 1"),
})  # fmt: skip
STEPS_OR_NONE = maybe({**STEPS, "description": "Moves, one after the other; null: no way leads there"})
OF_GRAPH: Mapping[str, Schema] = {
    **VERDICTS, "title": text("Title; empty: none"), "sanction": one_of("Rule of sanctions", "canonical", "once"),
    "options": rows("Options", {
        "name": text("Name"), "party": text("Whose"),
        "direction": one_of("Which way it may change", "both", "fwd", "back"),
    }),
    "preferences": by_id("Preferences", listing("Level of every state, 1 the worst", whole("Level", "1")), "Party"),
    "narration": rows("Why a state is stable for a party, or not", {
        "party": text("Party"), "state": whole("State", "from 1"), "concept": text(f"Concept: {CONCEPT}"),
        "stable": flag("It is"),
        "improvements": rows("Every improvement of that party", {
            "to": whole("State", "from 1"), "deterred": flag("It is deterred"), "by": STEPS,
            "escape": maybe(whole("Where it would go on to; null: nowhere", "from 1")),
        }),
    }),
    "coalitions": rows("Joint moves from equilibria that every member prefers", {
        "members": names("Who moves"), "from": whole("State", "from 1"), "to": whole("State", "from 1"), "by": STEPS,
        "deterred": names("Concepts under which others deter them"),
    }),
    "status_quo": maybe(whole("State that was asked for; null: none", "from 1")),
    "paths": rows("Shortest ways from it to every equilibrium", {
        "to": whole("State", "from 1"), "equilibrium": names("Concepts under which it is one"),
        "by_moves": STEPS_OR_NONE, "by_improvements": STEPS_OR_NONE,
    }),
    "changes": rows("Smallest changes of preferences under which a state holds", {
        "state": whole("State", "from 1"), "concept": text(f"Concept: {CONCEPT}"),
        "needed": rows("By party", {"party": text("Party"), "level_with": IDS, "passed": IDS, "left": IDS}),
    }),
    "near_ties": rows("Payoffs within the margin whose order decides", {
        "party": text("Party"), "better": whole("State", "from 1"), "worse": whole("State", "from 1"),
        "margin": positive("Between them", "unit of the payoffs"),
        "turns": rows("Verdicts that would turn", {
            "concept": text(f"Concept: {CONCEPT}"), "party": text("Party"), "state": whole("State", "from 1"),
        }),
    }),
    "warnings": names("What disagrees or is missing, and what is not told"),
}  # fmt: skip
PER_STATE = listing("By state, in order", share("Share of draws"))
SHAPES: Mapping[str, Schema] = {"challenge": CHALLENGE, "exchange": EXCHANGE, "spatial": SPATIAL}
ANSWERS: Mapping[str, Schema] = {
    "models": either("Of a case, or of a table of actors", answer("models", "Of a case", OF_CASE),
                     answer("models", "Of a table", OF_TABLE)),
    "stability": either(
        "Of a case, or of a conflict graph",
        answer("stability", "Of a case: of its offers, signed", {
            "case": CASE, "seed": whole("Seed of the draws", "seed"), **VERDICTS, "draws": whole("Draws", "draws"),
            "shares": by_id("Draws in which each state is stable", by_id("For each", PER_STATE, "Party"), CONCEPT),
            "equilibrium_shares": by_id("Draws in which it is for all", PER_STATE, CONCEPT),
            "offers": listing("Offers", shape("stable_offer", "One offer")),
        }),
        answer("stability", "Of a graph", OF_GRAPH),
    ),
}  # fmt: skip
