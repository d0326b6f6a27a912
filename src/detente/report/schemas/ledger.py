"""Answers of `forecast`, `audit` and `purge`: questions, forecasts, scores; deeds; what was taken out."""

from __future__ import annotations

from collections.abc import Mapping

from detente.ledger.records import KINDS
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
from detente.report.schemas.run import RUN

LEDGER = text("Where the ledger is, or the file that was read")
LOSS = "loss, less is better"
ENTRY = {"n": whole("Number of the entry", "from 1"), "at": text("When it was entered, ISO 8601 in UTC")}
SEALED = {
    "entries": whole("Entries of the history", "entries"), "seal": text("Hash that stands for all of it"),
    "broken": names("What is not as it was written"),
    "sealed_at": maybe(record("The entry that had the seal; null: none had it", ENTRY)),
}  # fmt: skip
OUTCOME = maybe(either("What came true; null: nothing", text("A bin"), number("A number", "unit of the question")))
FORECAST: Mapping[str, Schema] = {
    "forecaster": text("Who said so"), "date": day("Day"),
    "p": listing("Probabilities of the bins; empty: quantiles were said", share("One bin")),
    "stated": listing("What was said where that did not sum to 1", number("One bin", "as stated")),
    "quantiles": listing("Level and value", listing("A pair", number("Level or value", "share; unit of the question"))),
    "reason": text("Why; empty: not said"), "provenance": text("Where it was read"),
}  # fmt: skip
ASKED: Mapping[str, Schema] = {
    "id": text("Id"), "statement": text("What is asked"), "rule": text("What must be seen, where, for which bin"),
    "opened": day("First day on which a forecast counts"), "horizon": day("Day by which it must resolve"),
    "type": text("Kind of question"), "bins": names("Bins, in order; empty: the answer is a number"),
    "early": flag("It may resolve before the horizon"), "condition": text("Else it is void; empty: none"),
    "unit": text("Unit of the number; empty: none"),
    "base_rate": listing("Of the bins in past cases; empty: not said", share("One bin")),
    "source": text("Source"), "note": text("Note"),
}  # fmt: skip
ENDED: Mapping[str, Schema] = {
    "date": day("Day"), "outcome": OUTCOME, "void": text("Why it does not count; empty: it does"),
}  # fmt: skip
QUESTION: Mapping[str, Schema] = {
    **ASKED, "status": one_of("Where it stands", "open", "due", "resolved", "void"),
    "resolution": maybe(record("How it ended; null: it has not", ENDED)), "forecasts": whole("How many", "forecasts"),
    "latest": listing("Each forecaster's last", shape("forecast", "One forecast")),
}  # fmt: skip
OF = {"question": text("Question id"), "source": text("Source; empty: not said")}
HISTORY = listing("All that was said of it, in the order entered", either(
    "An entry: the question, a forecast, or how it ended",
    record("The question", {**ENTRY, "kind": one_of("What", "question"), **ASKED}),
    record("A forecast", {**ENTRY, "kind": one_of("What", "forecast"), **OF, **FORECAST}),
    record("How it ended", {
        **ENTRY, "kind": one_of("What", "resolution"), **OF, **ENDED, "correction": text("Why it was corrected"),
    }),
))  # fmt: skip
RECORDED = rows("What was entered", {
    "n": whole("Number of the entry", "from 1"), "kind": one_of("What", *KINDS), "subject": text("Question id"),
    "sha256": text("Hash of the entry"),
})  # fmt: skip
SCORED: Mapping[str, Schema] = {
    "question": text("Question id"), "forecaster": text("Who said so"), "date": maybe(day("Day; null: a reference")),
    "p": listing("Probabilities of the bins", share("One bin")), "brier": maybe(positive("Brier score, 0-2", LOSS)),
    "half_brier": maybe(positive("Half-form, 0-1", LOSS)), "rps": maybe(positive("Ranked probability score", LOSS)),
    "rps_normalised": maybe(positive("Over bins less one", LOSS)),
    "log": maybe(number("-ln p; null: it was called impossible", LOSS)),
    "quantile_score": maybe(number("Of quantiles", LOSS)), "provenance": text("Where it was read"),
    "counts": flag("It is its forecaster's last"), "late": flag("Entered when the answer could be known"),
    "reference": flag("It is a reference"),
}  # fmt: skip
SKILL = maybe(number("1 - score / reference; null: there is none", "1 is perfect, 0 no better"))
CALIBRATION = rows("Bins of probabilities", {
    "low": share("From"), "high": share("To"), "n": whole("How many", "forecasts"),
    "mean_p": maybe(share("Mean probability; null: none is in it")),
    "frequency": maybe(share("How often it happened")),
})  # fmt: skip
MURPHY = record("Murphy's parts of the score", {
    "reliability": positive("Distance from observed shares", LOSS), "resolution": positive("How far they differ", LOSS),
    "uncertainty": positive("Of what happened", LOSS),
})  # fmt: skip
COMPARISON: Mapping[str, Schema] = {
    "questions": whole("How many both answer", "questions"), "rows": whole("Forecasts of them", "forecasts"),
    "difference": number("Mean difference, first less second", LOSS), "se": maybe(error()),
    "low": maybe(number("95 % interval, low end; null: one question", LOSS)),
    "high": maybe(number("High end", LOSS)), "p_value": maybe(share("By Student's t")),
    "p_exact": maybe(share("By turning signs; null beyond 16 questions")),
    "detectable": maybe(positive("Least difference that could be shown", LOSS)),
}  # fmt: skip
STANDING: Mapping[str, Schema] = {
    "forecaster": text("Who"), "reference": flag("It is a reference"),
    "questions": whole("Answered", "questions"), "forecasts": whole("Said", "forecasts"),
    "brier": positive("Mean Brier score", LOSS), "log": maybe(number("Mean; null: one was called impossible", LOSS)),
    "impossible": whole("How often what happened was called impossible", "questions"),
    "rps_normalised": maybe(positive("Mean over ordered questions; null: none", LOSS)),
    "ordered": whole("Ordered questions", "questions"), "skill": by_id("Against", SKILL, "Reference"),
}  # fmt: skip
LEAGUE: Mapping[str, Schema] = {
    "ledger": LEDGER, "title": text("Title of the file; empty: none"),
    "table": listing("Forecasters and references", record("One", STANDING)),
    "questions": rows("Questions that are resolved", {
        **QUESTION, "scored": listing("Every forecast, scored", record("One", SCORED)),
    }),
    "pairs": rows("Two forecasters on common questions", {
        "first": text("The one"), "second": text("The other"), **COMPARISON,
    }),
    "void": names("Questions that do not count"), "open": names("Questions not resolved yet"),
    "refused": rows("Rows of a file that are refused", {
        "where": text("Place"), "line": maybe(whole("Line", "from 1")), "why": text("Why"),
    }),
    "notes": names("What was repaired, or is worth knowing"), "n": whole("Forecasts on binary questions", "forecasts"),
    "calibration": CALIBRATION, "murphy": maybe({**MURPHY, "description": "Murphy's parts; null: nothing to judge"}),
}  # fmt: skip
MEANS: Mapping[str, Schema] = {
    "n": whole("Forecasts", "forecasts"), "brier": positive("Mean, half-form", LOSS),
    "log": maybe(number("Mean of -ln p; null: one was called impossible", LOSS)),
    "impossible": whole("How often what happened was called impossible", "forecasts"),
    "questions": whole("Questions", "questions"),
}  # fmt: skip
EVENTS: Mapping[str, Schema] = {
    "file": text("The file"), **MEANS, "unresolved": whole("Rows without an outcome", "rows"),
    "void": whole("Rows that do not count", "rows"), "calibration": CALIBRATION, "murphy": MURPHY,
    "corp": record("Parts of the score by isotonic calibration", {
        "miscalibration": number("What calibration would gain", LOSS),
        "discrimination": number("What it tells", LOSS), "uncertainty": number("Of what happened", LOSS),
    }),
    "skill": record("Against references", {"uniform": SKILL, "base_rate": SKILL}),
    "se": maybe(error("Standard error of the Brier score, by question; null: one question", LOSS)),
    "groups": rows("By group", {"group": text("Group"), **MEANS}),
}  # fmt: skip
KEPT: Mapping[str, Schema] = {
    "run": text("Its name, CASE:N"), **ENTRY, "title": text("Title of the case"),
    "inputs": text("SHA-256 of the case file"), "version": text("Version of Détente"), "as_of": day("As-of date"),
    "horizon": day("Horizon"), "hindsight": flag("Coded with later knowledge"), "seed": whole("Seed", "seed"),
    "draws": whole("Draws", "draws"), "answer": text("Hash of the answer"), "bytes": whole("Its size", "bytes"),
    "odds": by_id("Odds of the scenarios", share("Odds"), "Scenario id"),
    "condition": text("On which condition they hold; empty: none"),
}  # fmt: skip
DEED: Mapping[str, Schema] = {
    "n": whole("Number of the entry", "from 1"), "at": text("When, ISO 8601 in UTC"), "case": text("Path of the case"),
    "deed": text("What was done"), "by": text("Verb that did it"), "to": text("File that was written; empty: none"),
    "sha256": text("Of the file as it lay there; empty: none"), "user": text("Who"), "machine": text("On which"),
}  # fmt: skip


def _written(verb: str, words: str) -> Schema:
    keys = {"ledger": LEDGER, "recorded": RECORDED, "notes": names("What was repaired, or is worth knowing")}
    return answer(f"forecast.{verb}", words, keys)


SHAPES: Mapping[str, Schema] = {"forecast": record("A forecast", FORECAST)}
ANSWERS: Mapping[str, Schema] = {
    "forecast new": _written("new", "A question was entered"),
    "forecast add": _written("add", "A forecast was entered"),
    "forecast import": _written("import", "Entries were imported"),
    "forecast resolve": _written("resolve", "A question was resolved"),
    "forecast void": _written("void", "A question does not count"),
    "forecast list": answer("forecast.list", "Questions with status", {
        "ledger": LEDGER, **SEALED,
        "questions": rows("Questions", {**QUESTION, "history": HISTORY}, optional=("history",)),
    }, optional=("sealed_at",)),
    "forecast score": either(
        "Of a ledger, or of a CSV",
        answer("forecast.score", "The league table of a ledger", LEAGUE),
        answer("forecast.score", "The scores of a CSV", EVENTS),
    ),
    "forecast pool": answer("forecast.pool", "The last forecasts of all made one", {
        "ledger": LEDGER, "question": text("Question id"), "statement": text("What is asked"),
        "forecasts": listing("What was pooled", shape("forecast", "One forecast")),
        "pools": by_id("Pools", by_id("One", share("Probability"), "Bin"), "Kind of pool"),
        "power": maybe(positive("By which it is extremised; null: not asked", "power")), "kept": RECORDED,
    }),
    "forecast export": answer("forecast.export", "The ledger as a file", {
        "ledger": LEDGER, "file": text("The file"), "questions": whole("Questions", "questions"),
        "forecasts": whole("Forecasts", "forecasts"), "resolutions": whole("Resolutions", "resolutions"),
    }),
    "forecast runs": either(
        "Runs that were kept, or with --answer what one of them answered",
        answer("forecast.runs", "Runs that were kept", {
            "ledger": LEDGER, "runs": listing("Runs", record("One", KEPT)),
        }),
        answer("run", "What a run answered", RUN),
    ),
    "audit": answer("audit", "Who did what with a case, and when", {
        "ledger": LEDGER, "on": flag("A log is kept now"), **SEALED,
        "deeds": maybe(listing("Deeds; null: only the chain was checked", record("One", DEED))),
    }, optional=("sealed_at",)),
    "purge": answer("purge", "What was taken out of the ledger", {
        "file": text("The case"), "ledger": LEDGER, "versions": whole("Versions that were removed", "versions"),
        "runs": whole("Runs that were removed", "runs"), "copies": names("Copies of the ledger that were removed"),
        "rewritten": flag("The space that was freed holds nothing"),
        "entry": maybe(whole("Entry that vouches for the tombstones; null: nothing was removed", "from 1")),
        "seal": maybe(text("Its hash; null: nothing was removed")), "server": flag("The ledger is on a server"),
    }),
}  # fmt: skip
