"""GENIUS utility profiles in XML, read with the semantics of GENIUS (Lin et al. 2014).

An evaluation of a discrete value is divided by the largest of its issue. Integer and real issues have a linear,
constant or triangular evaluator, cut to 0-1. The reservation value is on 0-1.
"""

from __future__ import annotations

import math
from pathlib import Path

from detente.case.profiles import LEAST_WEIGHT, MOST_WEIGHT, Domain, DomainIssue, Profile
from detente.formats.markup import Element, Reader, short

KINDS = ("discrete", "integer", "real")
FUNCTIONS = {"linear": 2, "constant": 1, "triangular": 3}
"""Evaluation functions of numbers, and how many parameters each has."""


def profile(file: str, objective: Element, space: Element, domain: Domain) -> Profile:
    """Return the profile of a file over a domain; raises `InputFaults` with every fault of the file."""
    reader = Reader(file)
    own = _own_issues(reader, objective, domain)
    held = _weights(reader, objective)
    weights: list[float] = []
    evaluations: list[tuple[float, ...]] = []
    for issue in domain.issues:
        element = own.get(issue.name)
        if element is None:
            reader.fault(objective, issue.name, "the profile says nothing on this issue of the domain")
            continue
        weights.append(_weight(reader, element, held, issue.name))
        evaluations.append(_evaluations(reader, element, issue))
    for index, element in held.items():
        reader.fault(element, f"weight {index[:20]}", "no issue of this profile has its index", "take it out")
    if not reader.faults and sum(weights) < LEAST_WEIGHT:
        reader.fault(objective, "", "the weights sum to nothing")
    reservation = _single(reader, space, "reservation")
    discount = _single(reader, space, "discount_factor")
    reader.done()
    return Profile(Path(file).stem, tuple(weights), tuple(evaluations), reservation or 0.0, discount)


def kind_of(reader: Reader, element: Element, name: str) -> str | None:
    """Return the kind of an issue, ``discrete`` where none is told; None with a fault where it is unknown."""
    told = next(
        (element.attributes[key] for key in ("type", "vtype", "etype") if key in element.attributes), "discrete"
    )
    if told.lower() in KINDS:
        return told.lower()
    reader.fault(element, name, f"the issue type {short(told)} is unknown; allowed are {', '.join(KINDS)}")
    return None


def bounds(reader: Reader, element: Element, name: str) -> tuple[float, float]:
    """Return the lower and the upper bound of a numeric issue; NaN with a fault where one is no number."""
    holder = next(element.all("range"), element)
    return reader.number(holder, "lowerbound", name), reader.number(holder, "upperbound", name)


def _own_issues(reader: Reader, objective: Element, domain: Domain) -> dict[str, Element]:
    """Return the issues of a profile by name: each once, with an index of its own, and in the domain."""
    known = {issue.name for issue in domain.issues}
    own: dict[str, Element] = {}
    indexes: set[str] = set()
    for element in objective.all("issue"):
        name = element.attributes.get("name", "").strip()
        index = element.attributes.get("index", "")
        if name not in known:
            shown = ", ".join(sorted(known)[:6])
            reader.fault(element, name[:40], "this issue is not in the domain", f"issues are {shown}")
        elif name in own:
            reader.fault(element, name, "this issue stands twice")
        elif index in indexes:
            reader.fault(element, name, f"its index {short(index)} is that of another issue", "number the issues")
        else:
            own[name] = element
        indexes.add(index)
    return own


def _weights(reader: Reader, objective: Element) -> dict[str, Element]:
    held: dict[str, Element] = {}
    for weight in objective.all("weight"):
        index = weight.attributes.get("index", "")
        if index in held:
            reader.fault(weight, f"weight {index[:20]}", "a weight with this index stands above already")
        held.setdefault(index, weight)
    return held


def _weight(reader: Reader, element: Element, held: dict[str, Element], name: str) -> float:
    """Return the weight of an issue and take it from those that are held."""
    index = element.attributes.get("index", "")
    weight = held.pop(index, None)
    if weight is None:
        reader.fault(element, name, f'no <weight index="{index[:20]}"> belongs to this issue', "weigh every issue")
        return math.nan
    return reader.number(weight, "value", f"{name}, weight", low=0.0, high=MOST_WEIGHT)


def _single(reader: Reader, space: Element, tag: str) -> float | None:
    """Return a number between 0 and 1 that stands once, wherever it stands; None without it."""
    found = [*space.below(tag)]
    if len(found) > 1:
        reader.fault(found[1], tag, f"it stands above already, on line {found[0].line}")
    return reader.number(found[0], "value", tag, low=0.0, high=1.0) if found else None


def _evaluations(reader: Reader, element: Element, issue: DomainIssue) -> tuple[float, ...]:
    kind = kind_of(reader, element, issue.name)
    if kind != issue.kind:
        if kind is not None:
            reader.fault(element, issue.name, f"its type is {kind}; in the domain it is {issue.kind}")
        return ()
    return _rated(reader, element, issue) if kind == "discrete" else _evaluated(reader, element, issue)


def _rated(reader: Reader, element: Element, issue: DomainIssue) -> tuple[float, ...]:
    found: dict[str, float] = {}
    for item in element.all("item"):
        value = item.attributes.get("value", "").strip()
        if value not in issue.values:
            allowed = ", ".join(issue.values[:6])
            reader.fault(item, issue.name, f"the value {short(value)} is not in the domain; these are {allowed}")
        elif value in found:
            reader.fault(item, issue.name, f"the value {short(value)} stands twice")
        else:
            found[value] = reader.number(item, "evaluation", f"{issue.name}, {value[:40]}")
    for value in issue.values:
        if value not in found:
            reader.fault(element, issue.name, f"the value {short(value)} is not evaluated")
    most = max(found.values(), default=math.nan)
    if most < 0.0:
        reader.fault(
            element, issue.name, f"its largest evaluation is {most:g}; evaluations are divided by it, so at least 0"
        )
    elif min(found.values(), default=0.0) < 0.0:
        reader.fault(element, issue.name, "an evaluation is negative; allowed is at least 0")
    return tuple(found.get(value, math.nan) / most if most > 0.0 else 0.0 for value in issue.values)


def _evaluated(reader: Reader, element: Element, issue: DomainIssue) -> tuple[float, ...]:
    """Return the evaluator's values; an integer one with slope and offset counts from the lower bound."""
    evaluator = next(element.all("evaluator"), None)
    if evaluator is None:
        reader.fault(element, issue.name, "a numeric issue without an <evaluator>")
        return ()
    numbers = [float(value) for value in issue.values]
    _same_range(reader, element, issue.name, numbers)
    if "slope" in evaluator.attributes or "offset" in evaluator.attributes:
        slope = reader.number(evaluator, "slope", issue.name)
        offset = reader.number(evaluator, "offset", issue.name)
        return tuple(_cut(offset + slope * (x - numbers[0])) for x in numbers)
    function = evaluator.attributes.get("ftype", "").lower()
    if function not in FUNCTIONS:
        message = f"the evaluator {short(function)} is unknown; allowed are {', '.join(FUNCTIONS)}, or slope and offset"
        reader.fault(evaluator, issue.name, message)
        return ()
    given = [reader.number(evaluator, f"parameter{k}", issue.name) for k in range(FUNCTIONS[function])]
    if function == "linear":
        return tuple(_cut(given[0] + given[1] * x) for x in numbers)
    if function == "constant":
        return (_cut(given[0]),) * len(numbers)
    low, high, top = given
    if not (low <= top <= high or any(map(math.isnan, given))):
        reader.fault(evaluator, issue.name, f"the triangle's top {top:g} is not between its ends {low:g} and {high:g}")
    return tuple(_triangle(x, low, high, top) for x in numbers)


def _same_range(reader: Reader, element: Element, name: str, numbers: list[float]) -> None:
    """Refuse a range that is not that of the domain; a profile that repeats none takes it from there."""
    holder = next(element.all("range"), element)
    if "lowerbound" not in holder.attributes and "upperbound" not in holder.attributes:
        return
    low, high = bounds(reader, element, name)
    wanted = (numbers[0], numbers[-1])
    told = not (math.isnan(low) or math.isnan(high))
    if told and not all(
        math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in zip((low, high), wanted, strict=True)
    ):
        message = f"its range is {low:g} to {high:g}; in the domain it is {wanted[0]:g} to {wanted[1]:g}"
        reader.fault(element, name, message)


def _cut(value: float) -> float:
    return min(1.0, max(0.0, value))


def _triangle(x: float, low: float, high: float, top: float) -> float:
    """Return the height of a triangle at `x`: 0 at and beyond both ends, 1 at its top."""
    if x == top:
        return 1.0
    if not low < x < high:
        return 0.0
    return (x - low) / (top - low) if x < top else (high - x) / (high - top)
