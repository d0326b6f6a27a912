"""The page of the verb `evidence read`."""

from __future__ import annotations

from typing import Any

from detente.evidence.reading.records import KINDS
from detente.report.screen import Look, flow

Result = dict[str, Any]
SHOWN = 160
"""Characters of a sentence on the page; all of it is in the JSON."""
CLAIMS = 5
"""Claims on the page; all of them are in the JSON."""
NOTHING = "Nothing to ask was found. That is no proof that the text is right: rules see wording, not truth."


def reading_page(found: Result, file: str, look: Look) -> str:
    """Return the page: flags by kind with why and how sure, then claims, and how one is taken up."""
    kinds = list(dict.fromkeys(flag["kind"] for flag in found["flags"]))
    against = (
        f", held against {found['case']['title']}" if found["case"] else ", held against no case: name one with --case"
    )
    lines = flow(f"{file}: {found['sentences']} sentences{against}.", look)
    lines += [line for note in found["notes"] for line in flow(f"Note: {note}.", look)]
    lines += ["", *flow(f"To ask: {len(found['flags'])} flags of {len(kinds)} kinds." if kinds else NOTHING, look)]
    for kind in kinds:
        lines += ["", *_kind(found, kind, look)]
    lines += ["", *_claims(found, look)]
    if found["left_out"]:
        lines += ["", *flow(f"{found['left_out']} more flags or claims are beyond the limits of an answer.", look)]
    return "\n".join(lines)


def _kind(found: Result, kind: str, look: Look) -> list[str]:
    rule = next(row for row in found["rules"] if row["kind"] == kind)
    head = f"{kind.replace('_', ' ').capitalize()}: {KINDS[kind]}. Confidence {rule['confidence']}, {rule['basis']}."
    lines = flow(head, look)
    for flag in found["flags"]:
        if flag["kind"] == kind:
            lines += flow(f"  {flag['number']}. {_short(flag['sentence'])}", look)
            lines += flow(f"     Why: {flag['why']}.", look)
    return lines


def _claims(found: Result, look: Look) -> list[str]:
    claims = found["claims"]
    lines = flow(f"Claims to take up or leave: {len(claims)}. None enters a case by itself.", look)
    for claim in claims[:CLAIMS]:
        lines += flow(f"  {claim['number']}. {_short(claim['text'])}", look)
        who = claim["attribution"] or "the writer"
        about = "; ".join(
            f"{word} {', '.join(held)}"
            for word, held in (("parties", claim["parties"]), ("issues", claim["issues"]))
            if held
        )
        hedged = f"; hedged: {claim['hedge']}" if claim["hedge"] else ""
        lines += flow(f"     Attributed to: {who}{hedged}{'; ' if about else ''}{about}.", look)
    if len(claims) > CLAIMS:
        lines += flow(f"  and {len(claims) - CLAIMS} more with --json", look)
    return [*lines, *flow("To take one up, grade its source and enter it with: detente evidence add", look)]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]} ..."
