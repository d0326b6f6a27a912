"""Key judgements: a number with its range, word and horizon, and how surely it is held in a sentence of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.case.likelihood import ICD_203, likelihood
from detente.report.blocks import Block, Heading, Items, Strong, say
from detente.report.digits import ends, error, share, share_range, whole
from detente.report.labels import Labels, begun

Result = dict[str, Any]
EDGE = f"Words after {ICD_203.name}: {ICD_203.edges}."
TIMED = {"signed": "A deal is signed", "in_force": "A deal is in force"}
YEAR = 12
NARROW, WIDE = 0.1, 0.3
"""Width of a range up to which a judgement may be held with high, and with moderate, confidence."""
FEW_BARE, MANY_BARE = 0.1, 0.5
"""Share of inputs without any source up to which the same holds."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One key judgement.

    Parameters
    ----------
    id
        Where its number stands in the run, as `detente explain` takes it.
    value, se
        The probability or share, 0-1, and its standard error; None where it is not drawn.
    shown
        The number as it is printed.
    said
        The sentence with number, range, word and horizon.
    confidence, basis
        `high`, `moderate` or `low`, and what that rests on.
    worded
        Whether it is the chance of an event by a date, so that a word belongs to it; a share of models has none.
    """

    id: str
    value: float
    se: float | None
    shown: str
    said: str
    confidence: str
    basis: str
    worded: bool = True

    @property
    def text(self) -> str:
        """Return both sentences."""
        return f"{self.said} Confidence is {self.confidence}: {self.basis}."


def judgements(run: Result, labels: Labels) -> list[Judgement]:
    """Return the key judgements of a run, what happens by the horizon first."""
    return [*_timed(run), *_lasting(run), *_explained(run), *_shares(run, labels)]


def judgement_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return the key judgements, each with its confidence, and the rule of the words."""
    rows = tuple((Strong(row.said), f" {row.text.removeprefix(row.said).strip()}") for row in judgements(run, labels))
    return [Heading(2, "Key judgements", "judgements"), Items(rows, ordered=True), say(EDGE, kind="small")]


def _timed(run: Result) -> list[Judgement]:
    timing, day = run["hold"]["timing"], run["case"]["horizon"]
    if timing is None:
        return []
    return [
        _judgement(run, f"hold.timing.{name}.value", timing[name], f"{what} by {day}") for name, what in TIMED.items()
    ]


def _lasting(run: Result) -> list[Judgement]:
    survival = run["hold"]["survival"]
    row = next((row for row in (survival or {"rows": ()})["rows"] if row["months"] == YEAR), None)
    if row is None:
        return []
    what = f"A deal, once in force, still stands {YEAR} months later"
    at = survival["rows"].index(row)
    return [_judgement(run, f"hold.survival.rows.{at}.value", row, what)]


def _explained(run: Result) -> list[Judgement]:
    held = run.get("evidence")
    if not held:
        return []
    row = max(held["hypotheses"], key=lambda row: row["value"])
    what = f"What explains the talks as of {run['case']['as_of']}: “{row['name']}”"
    return [_judgement(run, f"evidence.hypotheses.{row['id']}.value", row, what)]


def _judgement(run: Result, id: str, row: Result, what: str) -> Judgement:
    value, se = row["value"], row.get("se")
    shown = share(value, se)
    said = f"{what}: {shown} (range {share_range(row['low'], row['high'])}), {likelihood(value)}."
    return Judgement(id, value, se, shown, said, *confidence(run, row["low"], row["high"]))


def _shares(run: Result, labels: Labels) -> list[Judgement]:
    """Return the share of the leading scenario, and that of draws with a zone: no chances of events, so no words."""
    lead = max(run["scenarios"], key=lambda row: row["value"])
    zone = run["zone_probability"]
    rows = (
        (f"scenarios.{lead['id']}.value", lead, f"{begun(run['condition'])}, “{labels.scenario(lead['id'])}” leads"),
        ("zone_probability.value", zone, "Some settlement suits all who must sign"),
    )
    return [_share(run, *row) for row in rows]


def _share(run: Result, id: str, row: Result, what: str) -> Judgement:
    shown = share(row["value"], row["se"], run["draws"])
    low, high = row.get("low"), row.get("high")
    if low is None or high is None:
        parts = [part["value"] for part in run["zone_probability"]["by_firmness"]] or [row["value"]]
        low, high = min(parts), max(parts)
        spread = f"{share_range(low, high)} over the firmness of red lines"
    else:
        spread = f"{ends(row)} over models and inputs"
    said = f"{what}: {shown} of {whole(run['draws'])} draws ({spread}); a share of draws, not a forecast."
    return Judgement(id, row["value"], row["se"], shown, said, *confidence(run, low, high), worded=False)


def confidence(run: Result, low: float | None, high: float | None) -> tuple[str, str]:
    """Return how surely a number is held, and why: width of its range, inputs without a source, status of the case.

    A case that is illustrative holds nothing more than low.

    Examples
    --------
    >>> run = {"inputs": [{"sources": ["S1"]}], "case": {"status": "reviewed"}}
    >>> confidence(run, 0.50, 0.55)
    ('high', 'the range spans 5 points, and 0 of 1 inputs name no source')
    """
    inputs = run["inputs"]
    bare = sum(1 for row in inputs if not row["sources"])
    width = 1.0 if low is None or high is None else high - low
    part = bare / len(inputs) if inputs else 1.0
    reviewed = run["case"]["status"] == "reviewed"
    spans = error(width).replace("none", "no points")
    basis = f"the range spans {spans}, and {whole(bare)} of {whole(len(inputs))} inputs name no source"
    if not reviewed:
        return "low", f"the case is illustrative, {basis}"
    if width <= NARROW and part <= FEW_BARE:
        return "high", basis
    return ("moderate" if width <= WIDE and part <= MANY_BARE else "low"), basis
