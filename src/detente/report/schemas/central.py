"""Answers on one case without draws: the central zone, its outcome beside it, offers, and the check of files."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report.schemas.pieces import (
    Schema,
    answer,
    by_id,
    day,
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
    text,
    whole,
)
from detente.report.schemas.shared import CASE, JUDGED, SETTLEMENT, UTILITY, settlements

BARRED = by_id("Options that meet a red line, with the parties whose it is", names("Party ids"), "Option id")
RATIFIED = maybe(record(
    "Settlements of the zone that those who ratify by utility or red lines accept too; null: nobody ratifies so",
    {
        "value": maybe(number("How many; null: their conditions split the settlements too often", "settlements")),
        "exact": flag("It was counted; else it is an estimate"),
        "se": maybe(error("Standard error of an estimate", "settlements")),
        "note": text("Why there is no count"),
        "asked": names("Ratifiers who are asked, by id"),
        "unheard": names("Ratifiers without views, taken to accept"),
    },
    optional=("note",),
))  # fmt: skip
SOLUTION = record("What one concept chooses", {
    "value": maybe(number("Its objective at the optimum; null: leximin stands in, or no zone", "see objective")),
    "objective": text("What the value measures, and in which unit"),
    "settlements": settlements("All that tie, at most 1,000; empty where the zone is"),
    "ties": whole("How many tie", "settlements"),
    "flag": text("What is to be known of it, as that leximin stood in; empty: nothing"),
    "slack": positive("Distance to the best open bound; 0: proven", "see objective"),
})  # fmt: skip
FRONTIER = record("Pareto-efficient settlements", {
    "size": maybe(whole("How many; null: too many to follow", "settlements")),
    "exact": flag("The size is exact"),
    "settlements": settlements("At most 1,000 of them, from one end to the other"),
    "note": text("Why there is no size"),
}, optional=("note",))  # fmt: skip
BLOCKING = rows("Issues, and how each blocks", {
    "issue": text("Issue id"),
    "all_barred": flag("Every option meets a red line"),
    "opens_alone": flag("Lifting its red lines opens an empty zone"),
    "gap_points": maybe(points("By how much lifting its red lines raises the gap; null: there is no gap")),
    "barred": BARRED,
})  # fmt: skip
COALITIONS = maybe(record("Who blocks together; null with more than twelve required parties", {
    "blocking": listing("Smallest groups of required parties that no settlement suits", names("Party ids")),
    "opening": listing("Smallest groups whose leaving opens the zone", names("Party ids")),
    "undecided": whole("Groups that could not be decided within the limits", "groups"),
}))  # fmt: skip
NEAREST = maybe(record("The settlement that comes nearest; null: the zone is not empty, or nothing is near", {
    "settlements": settlements("All that tie"),
    "short": by_id("What those who refuse it lack", points("Surplus, negative"), "Party id"),
}))  # fmt: skip
CENTRAL: Mapping[str, Schema] = {
    "parties": names("Required parties, in order"),
    "valued": names("Those of them that have a utility and a no-deal value"),
    "settlements": record("How many settlements there are", {
        "total": shape("count", "All"),
        "admissible": shape("count", "Those that hold no forbidden combination"),
        "zone": shape("count", "Those that every required party accepts"),
    }),
    "no_deal": by_id("No-deal values", points("No-deal value"), "Party id"),
    "frontier": record("Efficient settlements", {
        "parties": names("Parties for whom they are efficient"),
        "zone": shape("frontier", "Within the zone"),
        "admissible": shape("frontier", "Among all that are admissible"),
    }),
    "solutions": by_id("What each concept chooses", shape("solution", "One concept"), "Concept"),
    "compromise": record("The mean of positions, weighted by salience and leverage", {
        "positions": by_id("The mean", number("Place on the axis of the issue", "0 to 100"), "Issue id"),
        "settlements": settlements("Admissible settlements nearest to it"),
    }),
    "gap": maybe(points("Largest least surplus over settlements without a binding red line; negative: how far apart")),
    "gap_slack": positive("How much larger the gap may be; 0: proven", "points"),
    "gap_without_red_lines": maybe(points("The gap if no red line bound")),
    "nearest_miss": NEAREST,
    "coalitions": COALITIONS,
    "blocking": BLOCKING,
}  # fmt: skip
"""What a central case is judged to be: of `zone`, and under `central` of `run`."""
OUTCOME = record("The case beside what came of the talks", {
    "kind": text("What such a comparison is, and is not"),
    "agreed": flag("There was an agreement"),
    "date": day("Day of the agreement, or of the end of talks"),
    "talks": maybe(record("How long they talked", {
        "began": maybe(day("First day")), "days": maybe(positive("Length", "days")),
        "hours": maybe(positive("Length", "hours")),
    })),
    "scenario": maybe(text("Scenario that came true; null: it cannot be told")),
    "rule": record("The rule: agreement if every issue has an option that all required parties accept", {
        "agreement": flag("The rule says agreement"), "without": names("Issues without such an option"),
    }),
    "zone": record("The zone of the central case", {
        "agreement": flag("It is not empty"), "gap": maybe(points("The gap")),
    }),
    "misses": listing("Which of them say otherwise than what happened", one_of("One", "rule", "zone")),
    "settlement": maybe(record("What was agreed, judged; null: nothing, or it does not settle every issue", {
        "in_zone": JUDGED["in_zone"], "refused_by": names("Required parties that do not accept it"),
        "utility": UTILITY, "no_deal": by_id("No-deal values", points("No-deal value"), "Party id"),
    })),
    "baseline": record("Means of the positions of required parties", {
        "parties": names("Whose"),
        "weighted_error": maybe(positive("Mean absolute error of the mean weighted by salience", "points of the axis")),
        "plain_error": maybe(positive("That of the plain mean", "points of the axis")),
        "issues": rows("Issues that were settled and have positions", {
            "issue": text("Issue id"), "outcome": number("Where it came out", "0 to 100"),
            "weighted": number("Weighted mean", "0 to 100"), "plain": number("Plain mean", "0 to 100"),
        }),
    }),
    "held": maybe(record("Whether it held; null: not known", {
        "years": maybe(positive("To its end, or to date", "years")), "until": maybe(day("Its end; null: none")),
        "to_date": maybe(day("Day to which it is known to have held")), "note": text("How"),
    })),
    "blocking": text("What blocked, as observers told it"),
})  # fmt: skip
BOUND = record("What statements on offers say about a no-deal value", {
    "low": maybe(points("Not less than this; null: nothing says so")),
    "high": maybe(points("Not more than this; null: nothing says so")),
    "from": record("Offers whose refusal or acceptance says so", {
        "low": maybe(text("Offer id")), "high": maybe(text("Offer id")),
    }),
})  # fmt: skip
STEP: Mapping[str, Schema] = {
    "from": text("Offer id"), "to": text("Offer id"), "date": maybe(day("Day of the later one")),
    "changed": names("Issues that differ"),
    "distance": maybe(number("Mean distance on the issues that both settle; null: none", "points of the axis")),
    "utility_change": by_id("By how much utility differs", points("Change of utility"), "Party id"),
}  # fmt: skip
OFFERS: Mapping[str, Schema] = {
    "offers": rows("Offers as of the day of the case", {
        "id": text("Id"), "name": text("Name"), "by": maybe(text("Party id; null: not said")),
        "date": maybe(day("Day; null: not said")), "track": text("Track"), "tabled": flag("It was tabled"),
        "options": SETTLEMENT, "utility": UTILITY,
        "accepted_by": names("Parties that accept it"),
        "red_lines": by_id("Red lines that it meets", names("Issue ids"), "Party id"),
    }),
    "bounds": by_id("Bounds on no-deal values", shape("bound", "Bounds of one party"), "Party id"),
    "bounds_without_red_lines": by_id("The same if a refusal counts even over a red line",
                                      shape("bound", "Bounds of one party"), "Party id"),
    "intersections": by_id("Options that nobody refuses", record("Options of one issue", {
        "not_red": names("Options that cross no red line"), "acceptable": names("Options that principals accept"),
    }), "Issue id"),
    "convergence": listing("Successive drafts", record("From one to the next", STEP)),
}  # fmt: skip
FAULT = record("A fault or a note", {
    "where": text("Place in the file, as parties[1].role"), "line": maybe(whole("Line in the file", "from 1")),
    "message": text("What was read, and what was allowed"), "hint": text("What to do; empty: nothing more"),
    "cell": text("Cell of a spreadsheet"),
}, optional=("cell",))  # fmt: skip
SHAPES: Mapping[str, Schema] = {
    "bound": BOUND, "frontier": FRONTIER, "solution": SOLUTION, "fault": FAULT,
}  # fmt: skip
ANSWERS: Mapping[str, Schema] = {
    "zone": answer("zone", "The central case, judged exactly; nothing is drawn", {
        "case": CASE,
        "red_lines": flag("Stated red lines bind"),
        "disagreement": one_of("How no-deal values are read", "reservation", "max"),
        "ks": one_of("Rule of Kalai-Smorodinsky", "leximin", "spread"),
        **CENTRAL,
        "ratified": RATIFIED,
        "consistency": OUTCOME,
    }, optional=("consistency",)),
    "check": answer("check", "All faults of case files", {
        "files": rows("Files, in the order asked", {
            "file": text("Name of the file"), "ok": flag("It has no faults"),
            "faults": listing("Faults", shape("fault", "One fault")),
            "notes": listing("What is no fault but worth knowing", shape("fault", "One note")),
        }),
    }),
    "offers": answer("offers", "Offers side by side", {
        "case": CASE, **OFFERS, "red_lines_ignored": flag("Refusals bound no-deal values even over a red line"),
    }),
}  # fmt: skip
