"""What we know: the sections `hypotheses`, `claims` and `indicators` of a case file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.check.desk import MISSING, Desk, Missing, Node, show
from detente.case.check.fields import (
    Reader,
    Table,
    build,
    day,
    entries,
    fresh_id,
    kept,
    listing,
    matching,
    number,
    one_of,
    quantity,
    record,
    text,
    words,
)
from detente.case.check.levers import FIGURE, NEEDED
from detente.case.check.names import Ids, Names, chosen, marks, reference, sources
from detente.case.check.sections import CODED, rows
from detente.case.evidence import GRADE, LEVELS, LIKELY, RATIOS, Bearing, Claim, Hypothesis, Indicator, Said
from detente.case.levers import SET, CannotChange, Change
from detente.case.making import place_of
from detente.case.nouns import Case

GRADED = matching(GRADE, "a grade; grades are a letter A-F and a digit 1-6, as B2")
FEWEST, MOST_CLAIMS, MOST_HYPOTHESES = 2, 1_000, 20
LONGEST = 2_000
ROUNDING = 1e-6
FORMS = ("ratio", "sens", "likelihoods")
BEARING = ("on", "ratio", "sens", "fpr", "likelihoods")
AGAIN = "write ratio, or sens and fpr, each with on; or likelihoods, of every hypothesis"


def hypotheses(node: Node, names: Names) -> tuple[Hypothesis, ...]:
    """Read `hypotheses`: at least two that exclude one another, with priors that add up to one."""
    table: Table = {
        "name": text,
        "prior": quantity(*LIKELY, sources(names)),
        **marks(names),
        "why": words,
        "sources": sources(names),
        "coded": CODED,
    }
    needed = ("name", "prior")
    found = kept(build(Hypothesis, record(item, table, needed), needed, id=key) for key, item in entries(node))
    held = node.value if isinstance(node.value, dict) else {}
    if held and not FEWEST <= len(held) <= MOST_HYPOTHESES:
        message = f"{len(held)} hypotheses; from {FEWEST} to {MOST_HYPOTHESES} that exclude one another are weighed"
        node.fault(message, "add what else would explain it" if len(held) < FEWEST else "merge some")
    elif found and node.desk.sound(*node.place):
        _add_up(node, found)
    return found


def _add_up(node: Node, found: tuple[Hypothesis, ...]) -> None:
    total = sum(row.prior.mid for row in found)
    if abs(total - 1.0) > ROUNDING:
        mended = ", ".join(f"{row.id}: {row.prior.mid / total:.4g}" for row in found)
        node.fault(f"the priors add up to {total:.6g} at mid, not to 1", f"kept in proportion they would be {mended}")


def claims(node: Node, names: Names) -> tuple[Claim, ...]:
    """Read `claims`."""
    if isinstance(node.value, list) and len(node.value) > MOST_CLAIMS:
        message = f"{len(node.value)} claims are more than the {MOST_CLAIMS:,} that can be weighed"
        node.desk.fault(node.place, message, "split the case, or merge copies of one claim", limit=True)
        return ()
    said: Table = {"path": text, "value": quantity(*FIGURE, sources(names))}
    table: Table = {
        "id": fresh_id("claim", set()),
        "text": _sentence,
        "source": reference(names, "source"),
        "date": day,
        "attribution": words,
        "hedge": words,
        "grade": GRADED,
        "group": text,
        "relevance": one_of(LEVELS),
        **marks(names),
        **_bearing_table(names),
        "noise": number(*LIKELY),
        "inputs": listing(_row(Said, said, ("path", "value")), filled=True),
        "why": words,
        "coded": CODED,
    }
    return kept(_with_bearing(Claim, item, table, ("id", "text")) for item in rows(node))


def _sentence(node: Node) -> Any:
    """Read the text of a claim: a sentence or two, no article."""
    found = text(node)
    if isinstance(found, str) and len(found) > LONGEST:
        return node.fault(
            f"{len(found):,} characters are more than the {LONGEST:,} of a claim", "one claim is a sentence"
        )
    return found


def indicators(node: Node, names: Names) -> tuple[Indicator, ...]:
    """Read `indicators`."""
    table: Table = {
        "id": fresh_id("indicator", set()),
        "name": text,
        "by": day,
        **{key: held for key, held in _bearing_table(names).items() if key != "ratio"},
        "threshold": words,
        **marks(names),
        "why": words,
        "sources": sources(names),
        "coded": CODED,
    }
    return kept(_indicator(item, table) for item in rows(node))


def _indicator(node: Node, table: Table) -> Any:
    found = _with_bearing(Indicator, node, table, ("id", "name", "by"))
    if isinstance(found, Indicator) and not found.bears.tells:
        return node.fault("it says nothing about the hypotheses", "write on with sens and fpr, or likelihoods")
    return found


def _row(noun: Any, table: Table, needed: tuple[str, ...]) -> Reader:
    def read(node: Node) -> Any:
        return build(noun, record(node, table, needed), needed)

    return read


def _bearing_table(names: Names) -> Table:
    probability = quantity(*LIKELY, sources(names))
    known = _ids(names)
    hypothesis = chosen(known, "hypothesis", "hypotheses are", "name one of these, or add it under hypotheses")
    return {
        "on": hypothesis,
        "ratio": quantity(*RATIOS, sources(names)),
        "sens": probability,
        "fpr": probability,
        "likelihoods": _likelihoods(known, hypothesis, probability),
    }


def _ids(names: Names) -> Ids:
    held: Any = names.top.get("hypotheses", {})
    return dict.fromkeys(held) if isinstance(held, dict) else None


def _likelihoods(known: Ids, hypothesis: Reader, probability: Reader) -> Reader:
    """Return the reader of a probability under every hypothesis."""

    def read(node: Node) -> Any:
        found: dict[str, Any] = {}
        for key, item in entries(node, filled=True):
            if not isinstance(hypothesis(Node(key, item.place, node.desk)), Missing):
                found[key] = probability(item)
        lacking = [] if known is None else [key for key in known if key not in found]
        if lacking and isinstance(node.value, dict) and node.desk.sound(*node.place):
            node.fault(f"it does not speak of {', '.join(lacking)}", "write a probability for every hypothesis")
        whole = found and not any(isinstance(value, Missing) for value in found.values())
        return found if whole else MISSING

    return read


def _with_bearing(noun: Any, node: Node, table: Table, needed: tuple[str, ...]) -> Any:
    """Read a record that bears on the hypotheses in one of three forms, or in none."""
    row = record(node, table, needed)
    if isinstance(row, Missing):
        return MISSING
    told = {key for key in BEARING if key in node.value}
    wrong = _form(told)
    if wrong:
        node.fault(wrong, AGAIN)
        return MISSING
    if "ratio" in told and "noise" in node.value:
        node.at("noise").fault(
            "a bare ratio has no noise: it says nothing of probabilities", "write sens and fpr with it"
        )
        return MISSING
    if any(key not in row for key in told):
        return MISSING
    bears = Bearing(**{key: row.pop(key) for key in BEARING if key in row})
    return build(noun, row, needed, bears=bears)


def _form(told: set[str]) -> str:
    """Return what is wrong with the keys by which a record bears on hypotheses; empty where nothing is."""
    forms = [key for key in FORMS if key in told]
    if len(forms) > 1 or ("likelihoods" in told and len(told) > 1):
        return f"it bears on hypotheses in more than one way: {', '.join(sorted(told))}"
    if ("sens" in told) != ("fpr" in told):
        return f"it has {'sens' if 'sens' in told else 'fpr'} alone; the two belong together"
    if told and "likelihoods" not in told and ("on" not in told or not forms):
        return f"it has {', '.join(sorted(told))} without {'on' if forms else 'ratio'}"
    return ""


def check_evidence(desk: Desk, found: Mapping[str, Any]) -> None:
    """Fault claims later than the as-of date, indicators whose day has passed, and inputs that are none."""
    as_of, dates = found.get("as_of"), {row.id: row.date for row in found.get("sources", ()) if not row.approximate}
    for k, claim in _placed(desk, found, "claims"):
        when = claim.date or dates.get(claim.source)
        if as_of and when and when > as_of:
            desk.fault(_dated(claim, k), *_later(claim, when, as_of))
    for k, row in _placed(desk, found, "indicators"):
        if as_of and row.by <= as_of:
            message = f"{row.by} is not after as_of, {as_of}; by then it was seen or not"
            desk.fault(("indicators", k, "by"), message, "write what was seen as a claim, or name a later day")
    _inputs(desk, found)


def _placed(desk: Desk, found: Mapping[str, Any], section: str) -> list[tuple[int, Any]]:
    """Return the rows of a section with their place in its list; none where the section has faults."""
    return list(enumerate(found.get(section, ()))) if desk.sound(section) else []


def _dated(claim: Claim, k: int) -> tuple[str | int, ...]:
    return ("claims", k, "date" if claim.date else "source")


def _later(claim: Claim, when: Any, as_of: Any) -> tuple[str, str]:
    what = str(when) if claim.date else f"its source {claim.source} is of {when}, which"
    return f"{what} is after as_of, {as_of}; a case knows nothing later", "leave it out, or move as_of"


def _inputs(desk: Desk, found: Mapping[str, Any]) -> None:
    """Fault what is said of inputs that do not exist, hold no number, or could not be so."""
    told = [(k, claim) for k, claim in _placed(desk, found, "claims") if claim.inputs]
    if not told or not all(key in found and desk.sound(key) for key in NEEDED):
        return
    held: dict[str, Any] = {"id": "", **found}
    case = Case(**held)
    for k, claim in told:
        for j, said in enumerate(claim.inputs):
            wrong = _unsayable(case, said)
            if wrong and desk.sound(said.path.split(".")[0]):
                desk.fault(("claims", k, "inputs", j), wrong)


def _unsayable(case: Case, said: Said) -> str:
    try:
        place = place_of(case, Change(said.path, SET, said.value))
    except CannotChange as error:
        return str(error)
    if place.value is None:
        return f"{said.path}: it holds no number that a claim could move"
    low, high = place.bounds
    out = next((end for end in (said.value.low, said.value.high) if not low <= end <= high), None)
    return "" if out is None else f"{said.path}: {show(out)} is not between {low:g} and {high:g}"
