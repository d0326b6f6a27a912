"""GENIUS domains and utility profiles in XML (Lin et al. 2014), read with its semantics.

An evaluation of a discrete value is divided by the largest of its issue. Integer and real issues have a linear,
constant or triangular evaluator, cut to 0-1. The reservation value is on 0-1. Only additive utilities are read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from detente.case.fault import Fault, InputFaults
from detente.case.profiles import Domain, DomainIssue, Profile
from detente.formats.markup import Element, elements, stop

LEVELS = 21
"""Evenly spaced values at which a real issue is read."""
MOST_VALUES = 200
UNNAMED = ("", "root")
"""Names of an objective that say nothing of the domain."""
KINDS = ("discrete", "integer", "real")
FUNCTIONS = {"linear": 2, "constant": 1, "triangular": 3}
"""Evaluation functions of numbers, and how many parameters each has."""


def read(files: Sequence[tuple[str, bytes]]) -> tuple[Domain, tuple[Profile, ...]]:
    """Return the domain of the first file, and the profiles: all files that hold weights and evaluations.

    Issues of a profile are matched by name. Raises `InputFaults` with every fault of the first file that has any.
    """
    roots = [(file, _objective(elements(data, file=file), file)) for file, data in files]
    domain = _domain(*roots[0])
    profiles = tuple(
        _profile(file, objective, root, domain) for file, (objective, root) in roots if _weighted(objective)
    )
    if not profiles:
        raise stop(roots[0][0], None, "no utility profile was given", "name the profiles after the domain file")
    return domain, profiles


def _objective(root: Element, file: str) -> tuple[Element, Element]:
    """Return the objective that holds the issues, and the utility space around it."""
    space = root if root.tag == "utility_space" else next(root.below("utility_space"), None)
    if space is None:
        raise stop(file, root.line, f"the root is <{root.tag}>, not a GENIUS <utility_space>")
    if next(space.below("ufun"), None) is not None or space.attributes.get("type", "linear") == "nonlinear":
        raise stop(file, space.line, "its utility is not additive", "only weighted sums over issues are read")
    objectives = [*space.all("objective")]
    if not objectives:
        raise stop(file, space.line, "it holds no <objective>, so no issues")
    nested = next(objectives[0].all("objective"), None)
    if nested is not None or len(objectives) > 1:
        line = (nested or objectives[-1]).line
        raise stop(file, line, "objectives inside objectives are not read", "put all issues below one objective")
    return objectives[0], space


def _weighted(objective: Element) -> bool:
    """Whether a file is a profile: it holds weights or evaluations."""
    rated = (item for issue in objective.all("issue") for item in issue.all("item") if "evaluation" in item.attributes)
    return next(objective.all("weight"), None) is not None or next(rated, None) is not None


class _Reader:
    """One file with the faults found so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, element: Element, where: str, message: str, hint: str = "") -> None:
        self.faults.append(Fault(where, element.line, message, hint))

    def number(
        self, element: Element, name: str, where: str, *, low: float = -math.inf, high: float = math.inf
    ) -> float:
        """Return a number of an attribute; NaN with a fault where it is none or out of bounds."""
        word = element.attributes.get(name)
        if word is None:
            self.fault(element, where, f"the attribute {name} is missing")
            return math.nan
        try:
            value = float(word)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.fault(element, where, f"{name} is {_short(word)}, not a number")
            return math.nan
        if not low <= value <= high:
            bounds = f"at least {low:g}" if high == math.inf else f"between {low:g} and {high:g}"
            self.fault(element, where, f"{name} is {_short(word)}; allowed is {bounds}")
            return math.nan
        return value

    def done(self) -> None:
        if self.faults:
            raise InputFaults(self.file, tuple(self.faults))


def _short(word: str) -> str:
    return f'"{word[:40]}{"..." if len(word) > 40 else ""}"'


# Domains


def _domain(file: str, found: tuple[Element, Element]) -> Domain:
    objective, _ = found
    reader, issues = _Reader(file), []
    seen: set[str] = set()
    for element in objective.all("issue"):
        issue = _issue(reader, element)
        if issue is not None and issue.name in seen:
            reader.fault(element, issue.name, "this issue stands twice")
        elif issue is not None:
            seen.add(issue.name)
            issues.append(issue)
    if not issues and not reader.faults:
        reader.fault(objective, "", "it holds no <issue>")
    reader.done()
    name = objective.attributes.get("name", "")
    return Domain(Path(file).stem if name in UNNAMED else name, tuple(issues))


def _issue(reader: _Reader, element: Element) -> DomainIssue | None:
    name = element.attributes.get("name", "").strip()
    if not name:
        reader.fault(element, "", "an <issue> has no name")
        return None
    kind = _kind(reader, element, name)
    if kind == "discrete":
        values = [item.attributes.get("value", "") for item in element.all("item")]
        twice = sorted({value for value in values if values.count(value) > 1})
        if not values:
            reader.fault(element, name, "a discrete issue without an <item>")
        elif twice:
            reader.fault(element, name, f"the value {_short(twice[0])} stands twice")
        return DomainIssue(name, tuple(values))
    if kind is None:
        return None
    low, high = _range(reader, element, name)
    if math.isnan(low) or math.isnan(high):
        return None
    if high < low:
        reader.fault(element, name, f"the range ends at {high:g}, below its beginning {low:g}")
        return None
    values = _levels(low, high) if kind == "real" else _whole(reader, element, name, low, high)
    return DomainIssue(name, values, kind)


def _kind(reader: _Reader, element: Element, name: str) -> str | None:
    told = next(
        (element.attributes[key] for key in ("type", "vtype", "etype") if key in element.attributes), "discrete"
    )
    if told.lower() in KINDS:
        return told.lower()
    reader.fault(element, name, f"the issue type {_short(told)} is unknown; allowed are {', '.join(KINDS)}")
    return None


def _range(reader: _Reader, element: Element, name: str) -> tuple[float, float]:
    holder = next(element.all("range"), element)
    return reader.number(holder, "lowerbound", name), reader.number(holder, "upperbound", name)


def _levels(low: float, high: float) -> tuple[str, ...]:
    return tuple(f"{low + (high - low) * k / (LEVELS - 1):.12g}" for k in range(LEVELS))


def _whole(reader: _Reader, element: Element, name: str, low: float, high: float) -> tuple[str, ...]:
    if low != int(low) or high != int(high):
        reader.fault(element, name, f"the bounds {low:g} and {high:g} of an integer issue are not whole numbers")
        return ()
    if high - low >= MOST_VALUES:
        reader.fault(element, name, f"{high - low + 1:,.0f} values; at most {MOST_VALUES:,} are read")
        return ()
    return tuple(str(number) for number in range(int(low), int(high) + 1))


# Profiles


def _profile(file: str, objective: Element, space: Element, domain: Domain) -> Profile:
    reader = _Reader(file)
    own = {element.attributes.get("name", "").strip(): element for element in objective.all("issue")}
    known = {issue.name for issue in domain.issues}
    for name, element in own.items():
        if name not in known:
            reader.fault(element, name, "this issue is not in the domain", f"issues are {', '.join(sorted(known))}")
    weights: list[float] = []
    evaluations: list[tuple[float, ...]] = []
    held = {weight.attributes.get("index", ""): weight for weight in objective.all("weight")}
    for issue in domain.issues:
        element = own.get(issue.name)
        if element is None:
            reader.fault(objective, issue.name, "the profile says nothing on this issue of the domain")
            continue
        weights.append(_weight(reader, element, held, issue.name))
        evaluations.append(_evaluations(reader, element, issue))
    if not reader.faults and not sum(weights) > 0.0:
        reader.fault(objective, "", "the weights sum to nothing")
    reservation = _single(reader, space, "reservation", default=0.0, high=1.0)
    discount = _single(reader, space, "discount_factor", default=None, high=1.0)
    reader.done()
    return Profile(Path(file).stem, tuple(weights), tuple(evaluations), reservation or 0.0, discount)


def _weight(reader: _Reader, element: Element, held: dict[str, Element], name: str) -> float:
    index = element.attributes.get("index", "")
    if index not in held:
        reader.fault(element, name, f'no <weight index="{index[:20]}"> belongs to this issue', "weigh every issue")
        return math.nan
    return reader.number(held[index], "value", f"{name}, weight", low=0.0)


def _single(reader: _Reader, space: Element, tag: str, *, default: float | None, high: float) -> float | None:
    found = [*space.all(tag)]
    return reader.number(found[0], "value", tag, low=0.0, high=high) if found else default


def _evaluations(reader: _Reader, element: Element, issue: DomainIssue) -> tuple[float, ...]:
    kind = _kind(reader, element, issue.name)
    if kind != issue.kind:
        if kind is not None:
            reader.fault(element, issue.name, f"its type is {kind}; in the domain it is {issue.kind}")
        return ()
    return _rated(reader, element, issue) if kind == "discrete" else _evaluated(reader, element, issue)


def _rated(reader: _Reader, element: Element, issue: DomainIssue) -> tuple[float, ...]:
    found: dict[str, float] = {}
    for item in element.all("item"):
        value = item.attributes.get("value", "")
        if value not in issue.values:
            allowed = ", ".join(issue.values[:6])
            reader.fault(item, issue.name, f"the value {_short(value)} is not in the domain; these are {allowed}")
            continue
        found[value] = reader.number(item, "evaluation", f"{issue.name}, {value[:40]}")
    for value in issue.values:
        if value not in found:
            reader.fault(element, issue.name, f"the value {_short(value)} is not evaluated")
    most = max(found.values(), default=math.nan)
    if most < 0.0:
        reader.fault(
            element, issue.name, f"its largest evaluation is {most:g}; evaluations are divided by it, so at least 0"
        )
    elif min(found.values(), default=0.0) < 0.0:
        reader.fault(element, issue.name, "an evaluation is negative; allowed is at least 0")
    return tuple(found.get(value, math.nan) / most if most > 0.0 else 0.0 for value in issue.values)


def _evaluated(reader: _Reader, element: Element, issue: DomainIssue) -> tuple[float, ...]:
    """Return the evaluator's values; an integer one with slope and offset counts from the lower bound."""
    evaluator = next(element.all("evaluator"), None)
    if evaluator is None:
        reader.fault(element, issue.name, "a numeric issue without an <evaluator>")
        return ()
    numbers = [float(value) for value in issue.values]
    if "slope" in evaluator.attributes or "offset" in evaluator.attributes:
        slope = reader.number(evaluator, "slope", issue.name)
        offset = reader.number(evaluator, "offset", issue.name)
        return tuple(_cut(offset + slope * (x - numbers[0])) for x in numbers)
    function = evaluator.attributes.get("ftype", "").lower()
    if function not in FUNCTIONS:
        message = (
            f"the evaluator {_short(function)} is unknown; allowed are {', '.join(FUNCTIONS)}, or slope and offset"
        )
        reader.fault(evaluator, issue.name, message)
        return ()
    given = [reader.number(evaluator, f"parameter{k}", issue.name) for k in range(FUNCTIONS[function])]
    if function == "linear":
        return tuple(_cut(given[0] + given[1] * x) for x in numbers)
    if function == "constant":
        return (_cut(given[0]),) * len(numbers)
    return tuple(_triangle(x, *given) for x in numbers)


def _cut(value: float) -> float:
    return min(1.0, max(0.0, value))


def _triangle(x: float, low: float, high: float, top: float) -> float:
    """Return the height of a triangle at `x`: 0 at and beyond both ends, 1 at its top."""
    if x == top:
        return 1.0
    if not low < x < high:
        return 0.0
    return (x - low) / (top - low) if x < top else (high - x) / (high - top)
