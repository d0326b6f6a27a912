"""The page of the verb `audit`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.report.digits import entries
from detente.report.screen import Look, clean, flow

SEALED = 12
"""Characters of a seal that are printed; so many tell two histories apart."""
OFF = "No log is kept now: let DETENTE_AUDIT say on, or name a ledger."


def audit_page(found: Mapping[str, Any], look: Look) -> str:
    """Return the deeds, one a line so that grep finds them whole, and whether the log is whole."""
    rows = [_row(deed) for deed in found["deeds"] or ()]
    if found["deeds"] is not None and not rows:
        rows = ["No deeds are in the log."]
    told = [f"{found['ledger']}: {entries(found['entries'])}, the seal is {found['seal'][:SEALED]}."]
    told += [f"Broken: {words}." for words in found["broken"]] or ["The chain is whole."]
    if "sealed_at" in found:
        told.append(_sealed(found["sealed_at"]))
    told += [] if found["on"] else [OFF]
    return "\n".join([*rows, *(line for sentence in told for line in flow(sentence, look))])


def _row(deed: Mapping[str, Any]) -> str:
    """Return a deed as a line; of one that was edited, what is left of it."""
    words = {key: str(deed.get(key, "?")) for key in ("at", "deed", "user", "machine", "by", "case")}
    to = f" -> {deed['to']}" if deed.get("to") else ""
    when = words["at"][:19].replace("T", " ")
    return clean(f"{when}  {words['deed']:<7}  {words['user']}@{words['machine']}  {words['by']}  {words['case']}{to}")


def _sealed(found: Mapping[str, Any] | None) -> str:
    if found is None:
        return "It never had that seal: its end was cut off, or the seal is another ledger's."
    return f"It had that seal at entry {found['n']}, {found['at'][:16]}, and still holds all of it."
