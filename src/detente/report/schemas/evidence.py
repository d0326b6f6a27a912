"""Answers of `evidence`: claims with grades, hypotheses after them, what to watch; reading an article; writing."""

from __future__ import annotations

from collections.abc import Mapping

from detente.evidence.reading.records import CONFIDENCES, KINDS
from detente.report.schemas.pieces import (
    Schema,
    answer,
    by_id,
    day,
    either,
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
from detente.report.schemas.shared import CASE, CODED

HYPOTHESES = "Hypothesis id"
HYPOTHESIS: Mapping[str, Schema] = {
    "id": text("Id"), "name": text("Name"), "prior": share("Before any claim"), "value": share("After all claims"),
    "low": share("Low end, ranges as independent"), "high": share("High end, ranges as independent"),
    "least": share("With all ranges at their worst end"), "most": share("With all ranges at their best end"),
}  # fmt: skip
PARTS = by_id("Part in the change of each hypothesis", number("Part", "share 0 to 1"), "Hypothesis id")
ITEM: Mapping[str, Schema] = {
    "id": text("Id of the claim that counts"), "grade": text("Admiralty grade that counts"),
    "copies": names("Claims of the same origin"), "probability": PARTS,
}  # fmt: skip
AFTER = by_id("Hypotheses after it", share("Probability"), "Hypothesis id")
WATCHED: Mapping[str, Schema] = {
    "id": text("Id"), "name": text("Name"), "threshold": text("From where on it counts"), "by": day("By when"),
    "days": {"type": "integer", "description": "From the as-of date (days)"},
    "expected": share("Chance that it is seen"), "gain": number("What it tells on average", "bits"),
    "if_seen": AFTER, "if_unseen": AFTER,
}  # fmt: skip
IN_BRIEF = maybe(record("The evidence, in brief; null: no hypotheses", {
    "hypotheses": listing("Hypotheses", shape("hypothesis", "One hypothesis")),
    "items": rows("Origins that count", {**ITEM, "text": text("What is claimed")}),
    "watch": rows("What to watch, the most telling first", WATCHED),
}))  # fmt: skip
LIKE = by_id("Mixed over the source's reliability; 0 for the best fit", number("Log-likelihood", "nats"), HYPOTHESES)
LINK: Mapping[str, Schema] = {
    "one": text("Claim id"),
    "other": text("Claim id"),
    "why": text("Why they are of one origin"),
    "similarity": maybe(share("How alike the texts are; null: that was not the reason")),
}
LEVEL = ("low", "medium", "high")
CHANGE = by_id(
    "What is proposed",
    either(
        "How it is changed",
        number("A number", "in the unit of the input"),
        shape("range", "A range"),
    ),
    "How: set, add or scale",
)
READ_CLAIM: Mapping[str, Schema] = {
    "text": text("The statement, without the words that attribute it"), "sentence": text("The sentence as it stands"),
    "attribution": text("Who is named for it; empty: the writer"), "hedge": text("Words that soften it; empty: none"),
    "parties": names("Party ids"), "issues": names("Issue ids"),
    "quantities": rows("Figures in it", {
        "text": text("As it stands"), "value": number("Scaled, without its unit", "see unit"), "unit": text("Unit"),
    }),
    "number": whole("Of the sentence", "from 1"),
}  # fmt: skip
CLAIM: Mapping[str, Schema] = {
    "id": text("Id"), "text": text("What is claimed"), "source": maybe(text("Source id; null: none")),
    "date": maybe(day("Day; null: not said")), "attribution": text("Who is named for it; empty: nobody"),
    "hedge": text("How the text softens it; empty: not"), "grade": text("Admiralty grade that counts"),
    "group": maybe(text("Independence group; null: none")),
    "counted_as": maybe(text("Claim that counts in its stead; null: it counts itself, or bears on nothing")),
    "on": maybe(text("Hypothesis that it bears on; null: on all, or none")), "bears": flag("It bears on a hypothesis"),
    "inputs": names("Inputs that it proposes to change"), "coded": CODED,
}  # fmt: skip
SHIFT: Mapping[str, Schema] = {
    "since": day("As-of date of the earlier version"), "method": text("How parts were averaged"), "before": AFTER,
    "after": AFTER,
    "reasons": rows("What moved them", {
        "id": maybe(text("Claim id; null: the priors")), "kind": one_of("What became of it", "new", "gone", "changed"),
        "log_odds": by_id("Part in the log-odds", number("Part", "nats"), HYPOTHESES), "probability": PARTS,
    }),
}  # fmt: skip
RATIO = by_id("Likelihood ratios", positive("Ratio", "ratio"), HYPOTHESES)
WRITTEN: Mapping[str, Schema] = {"file": text("The case file"), "id": text("Claim id")}
UPDATE: Mapping[str, Schema] = {
    "case": CASE,
    "grades": record("The table of reliabilities", {"as_of": day("Its day"), "coded": CODED}),
    "method": text("How parts were averaged"),
    "hypotheses": listing("Hypotheses", shape("hypothesis", "One hypothesis")),
    "items": rows("Origins that count", {
        **ITEM, "links": listing("Why copies are copies", record("Two claims", LINK)),
        "reliability": shape("range", "Of the source, share 0 to 1"), "log_likelihood": LIKE,
        "log_odds": by_id("Part in the log-odds", number("Part", "nats"), HYPOTHESES), "without": AFTER,
    }),
    "silent": names("Claims that bear on no hypothesis"),
    "matrix": record("Hypotheses against claims", {
        "rows": rows("Claims", {
            "id": text("Claim id"), "credibility": one_of("Of the source", *LEVEL),
            "relevance": one_of("Of the claim", *LEVEL),
            "consistency": by_id("With each hypothesis", one_of("How", "II", "I", "N", "C", "CC"), HYPOTHESES),
            "diagnosticity": positive("Spread of the log-likelihoods; 0: it tells nothing", "nats"),
        }),
        "inconsistency": by_id("Weighted inconsistency, no probability", number("0 or below", "score"), HYPOTHESES),
    }),
    "watch": rows("What to watch, the most telling first", {
        **WATCHED, "within": one_of("How soon", "days", "weeks", "later"), "seen_ratio": RATIO, "unseen_ratio": RATIO,
    }),
    "proposals": rows("What claims propose for inputs", {
        "path": text("Place in the case"), "change": CHANGE, "before": shape("range", "As coded"),
        "after": shape("range", "As proposed"),
        "weights": by_id("Weights of the claims", share("Weight"), "Claim id"),
    }),
    "change": maybe(record("What moved them since an earlier version; null: not asked", SHIFT)),
}  # fmt: skip
SHAPES: Mapping[str, Schema] = {"hypothesis": record("A hypothesis, before and after", HYPOTHESIS)}
ANSWERS: Mapping[str, Schema] = {
    "evidence list": answer("evidence-list", "Claims with grades and copies", {
        "case": CASE, "claims": listing("Claims, in the order of the file", record("A claim", CLAIM)),
    }),
    "evidence update": answer("evidence-update", "Hypotheses after the evidence", UPDATE),
    "evidence add": answer("evidence-write", "A claim was written", {
        **WRITTEN, "written": one_of("What was written", "claim"),
    }),
    "evidence grade": answer("evidence-write", "A grade was written", {
        **WRITTEN, "written": one_of("What was written", "grade"), "grade": text("The grade"),
    }),
    "evidence read": answer("evidence_read", "What to ask about an article, and what it claims", {
        "case": maybe(shape("case", "The case that it was held against; null: none")),
        "sentences": whole("Sentences", "sentences"),
        "flags": rows("What a careful reader would ask, in the order of the text", {
            "kind": one_of("Kind", *KINDS), "sentence": text("The sentence"), "why": text("Why"),
            "confidence": one_of("How sure", *CONFIDENCES), "number": whole("Of the sentence", "from 1"),
        }),
        "claims": listing("Claims that it makes", record("A claim", READ_CLAIM)),
        "rules": rows("Per kind that was raised", {
            "kind": one_of("Kind", *KINDS), "confidence": one_of("How sure", *CONFIDENCES),
            "basis": text("Measured on labelled texts, or judged"),
        }),
        "notes": names("What was taken out of the text"),
        "left_out": whole("Flags and claims beyond the limits", "rows"),
    }),
}  # fmt: skip
