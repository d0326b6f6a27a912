"""Answers of `track-record`, `explain` and `sweep`: models beside what happened, one number, many variants."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report.schemas.changes import NAMES
from detente.report.schemas.economy import FIGURE, PRODUCT, PUBLISHED
from detente.report.schemas.ledger import COMPARISON
from detente.report.schemas.models import NOT_PLAYED, RECORD
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
    positive,
    record,
    rows,
    shape,
    share,
    text,
    whole,
)
from detente.report.schemas.run import INPUTS, SOURCE_ROWS
from detente.report.schemas.shared import CASE

POINTS = "points of a scale of 0-100"
ENDS = {
    "low": maybe(number("95 % by bootstrap over cases, low end; null: one case", "same unit")),
    "high": maybe(number("High end", "same unit")),
}  # fmt: skip
ERRORS = by_id("Mean absolute errors", positive("Error", POINTS), "Model")
PAST_CASE: Mapping[str, Schema] = {
    "id": text("Case id"), "title": text("Title"), "as_of": day("As-of date"),
    "hindsight": flag("Coded with later knowledge"), "agreed": flag("There was an agreement"),
    "zone": record("What the zone says", {"agreement": flag("It is not empty"), "miss": flag("It says otherwise")}),
    "outcome_in_zone": maybe(flag("What was agreed lies in the zone; null: it cannot be judged")),
    "happened": maybe(text("Scenario that came true; null: it cannot be told")),
    "share": share("Its share"), "share_se": error(), "lead": text("Likeliest scenario"),
    "lead_share": share("Its share"), "hit": maybe(flag("It is the one that came true; null: it cannot be told")),
    "brier": maybe(positive("Brier score, 0-2; null: it cannot be told", "loss")),
    "brier_equal": positive("That of equal odds", "loss"), "issues": whole("Issues settled", "issues"),
    "errors": ERRORS,
}  # fmt: skip
TRACK_RECORD: Mapping[str, Schema] = {
    "caution": text("What it is not"), "unit": text("Unit of errors"), "seed": whole("Seed", "seed"),
    "draws": whole("Draws of each run", "draws"), "resamples": whole("Of the bootstrap", "resamples"),
    "models": rows("Models, baselines among them", {
        "name": text("Name"), "model": text("Id"), "cases": whole("Cases", "cases"),
        "issues": whole("Issues", "issues"),
        "error": record("Mean absolute error", {"value": positive("Mean over cases", POINTS), **ENDS}),
        "hit": maybe(record("Issues with the agreed option; null: none has options", {
            "value": share("Mean over cases"), **ENDS,
        })),
        "against": by_id("Against baselines", record("Paired difference, questions being cases", COMPARISON),
                         "Baseline"),
    }),
    "cases": listing("Historical cases", record("One case", PAST_CASE,
                     optional=("share", "share_se", "brier_equal"))),
    "scenarios": record("The cases summed", {
        "cases": whole("Cases that can be told", "cases"), "lead_hits": whole("Likeliest came true", "cases"),
        "brier": positive("Mean", "loss"), "brier_equal": positive("Of equal odds", "loss"),
        "zone_misses": names("Cases whose zone says otherwise"),
        "outcomes_in_zone": whole("Outcomes in the zone", "cases"), "outcomes_judged": whole("Of so many", "cases"),
    }),
    "tables": rows("Published tables", {
        "id": text("Id"), "title": text("Title"), "unit": text("Unit of its scale"), "source": text("Source"),
        "printed": text("What its author forecast in print; empty: nothing"),
        "outcomes": by_id("What happened", number("Outcome", "unit of the table"), "Issue"),
        "forecasts": by_id("By model", by_id("Forecasts", number("Forecast", "unit of the table"), "Issue"), "Model"),
        "not_played": NOT_PLAYED, "issues": whole("Issues", "issues"), "errors": ERRORS,
    }),
    "published": rows("Published errors: not computed here", {
        **RECORD["items"]["properties"], "status": text("What they are"),
    }),
    "economy": record("Responses beside published figures", {
        "caution": text("What it is not"), "case": text("Case of the figures on a settlement"),
        "past": rows("Past shocks", {
            "id": text("Id"), "what": text("What happened"),
            **{key: held for key, held in PUBLISHED.items() if key != "url"}, "unit": text("Unit"),
            "low": number("Low of the responses", "its unit"), "mid": number("Middle", "its unit"),
            "high": number("High", "its unit"), "parts": by_id("By driver", number("Part", "its unit"), "Driver"),
            "hit": flag("The ranges have a point in common"),
            "by_construction": flag("The coefficient was set with this figure"), "note": text("Note; empty: none"),
        }),
        "settlement": listing("Figures on a settlement", record("One figure", {
            **FIGURE, "hit": flag("The ranges have a point in common"),
        })),
        "formulas": listing("Formulas of rationing", shape("formula_check", "One formula")),
    }),
}  # fmt: skip
EXPLAINED: Mapping[str, Schema] = {
    "id": text("Its place in the run"), "value": maybe(number("The number; null: not known", "see unit")),
    "unit": text("Its unit: share, points, score, level, count or number"),
    "se": maybe(error("Its sampling error; null: none")),
    "set_by": maybe(text("Row that sets this end of a range; null: it is no end")), "formula": text("How it is made"),
    "inputs": rows("Inputs that enter", {**INPUTS["items"]["properties"], "coded": text("How it was coded")}),
    "products": rows("Largest products of driver, coefficient and lag", {"id": text("Its way"), **PRODUCT}),
    "sources": SOURCE_ROWS, "made_by": text("Function that computed it"),
    "draws": whole("Draws that it rests on; 1: nothing is drawn", "draws"),
    "seed": maybe(whole("Seed of the draws; null: nothing is drawn", "seed")),
}  # fmt: skip
COLUMN = maybe(number("Over the variants that have it; null: none has", "unit of the output"))
SWEEP: Mapping[str, Schema] = {
    "case": CASE, "names": NAMES, "design": text("Design, or its file"),
    "draws": whole("Draws of each variant; 0: the central case", "draws"), "seed": whole("Seed", "seed"),
    "variants": whole("Variants", "variants"), "digest": text("Hash of case, design, outputs and version"),
    "paths": names("Inputs that vary"), "reused": whole("Variants that were there already", "variants"),
    "notes": names("What was moved aside, and why"),
    "zone": maybe(either(
        "Which have a zone; null: not asked",
        record("Of central cases", {
            "open": whole("With a zone", "variants"), "empty": whole("Without", "variants"),
            "undecided": whole("The search met its limit", "variants"),
        }),
        record("Of draws", {"mean": share("Mean share of draws with one")}),
    )),
    "outputs": by_id("Outputs", record("One column", {
        "mean": {**COLUMN, "description": f"Mean: {COLUMN['description']}"},
        "least": {**COLUMN, "description": f"Least: {COLUMN['description']}"},
        "most": {**COLUMN, "description": f"Most: {COLUMN['description']}"},
        "quantiles": by_id("Quantiles", COLUMN, "Level, 0.05 to 0.95"), "without": whole("Without it", "variants"),
    }), "Column"),
    "options": by_id("Options chosen", by_id("How many choose it", whole("Variants", "variants"), "Option id"),
                     "Column"),
    "matters": by_id("Which inputs matter", record("For one output", {
        "se": error("Standard error of no correlation", "correlation"),
        "inputs": rows("Inputs, the largest first", {
            "input": text("Place in the case"), "correlation": number("Spearman's rank correlation", "-1 to 1"),
        }),
    }), "Column"),
    "box": maybe(record("The box of inputs in which the rarer event mostly is; null: none is found", {
        "event": one_of("Which", "open", "empty"), "variants": whole("Of how many", "variants"),
        "share": share("In which it happens"),
        "restrictions": rows("Sides of the box", {
            "input": text("Place in the case"), "low": maybe(number("Not less than; null: no bound", "in its unit")),
            "high": maybe(number("Not more than; null: no bound", "in its unit")), "p": share("Quasi-p-value"),
        }),
        "coverage": share("Of all in which it happens, those in the box"),
        "density": share("Of those in the box, those in which it happens"), "mass": share("Of all, those in the box"),
        "coverage_se": error(), "density_se": error(),
    })),
    "folder": maybe(text("Where the parts are; null: nowhere")),
}  # fmt: skip
SHAPES: Mapping[str, Schema] = {}
ANSWERS: Mapping[str, Schema] = {
    "track-record": answer("track-record", "Models beside what happened: consistency, not foresight", TRACK_RECORD),
    "explain": either(
        "Where a number comes from, or without an id all ids",
        answer("explain", "Where a number comes from", EXPLAINED),
        answer("explain", "All ids", {"ids": names("Places of numbers in the run")}),
    ),
    "sweep": answer("sweep", "Many variants of a case", SWEEP),
}  # fmt: skip
