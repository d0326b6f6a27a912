"""GENIUS domains in XML, and which files are profiles over them (Lin et al. 2014).

Integer and real issues become lists of values. Profiles, with the semantics of evaluations, are read in
`formats.genius_profile`. Only additive utilities are read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from detente.case.profiles import MOST_ISSUES, MOST_VALUES, Domain, DomainIssue, Profile
from detente.formats.genius_profile import bounds, kind_of, profile
from detente.formats.markup import UNNAMEABLE, Element, Reader, elements, named, short, stop

LEVELS = 21
"""Evenly spaced values at which a real issue is read."""
UNNAMED = ("", "root")
"""Names of an objective that say nothing of the domain."""


def read(files: Sequence[tuple[str, bytes]]) -> tuple[Domain, tuple[Profile, ...]]:
    """Return the domain of the first file, and the profiles: all files that hold weights or evaluations.

    Issues of a profile are matched by name. Raises `InputFaults` with every fault of the first file that has any.
    """
    roots = [(file, *_objective(elements(data, file=file), file)) for file, data in files]
    domain = _domain(*roots[0][:2])
    profiles = tuple(
        profile(file, objective, space, domain) for file, objective, space in roots if _weighted(objective)
    )
    if not profiles:
        raise stop(roots[0][0], None, "no utility profile was given", "name the profiles after the domain file")
    return domain, profiles


def _objective(root: Element, file: str) -> tuple[Element, Element]:
    """Return the objective that holds the issues, and the utility space around it."""
    space = root if root.tag == "utility_space" else next(root.below("utility_space"), None)
    if space is None:
        raise stop(file, root.line, f"the root is <{root.tag[:40]}>, not a GENIUS <utility_space>")
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


def _domain(file: str, objective: Element) -> Domain:
    reader, issues = Reader(file), []
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
    if len(issues) > MOST_ISSUES:
        reader.fault(objective, "", f"{len(issues):,} issues; at most {MOST_ISSUES:,} are read")
    name = objective.attributes.get("name", "").strip()
    if name and not named(name):
        reader.fault(objective, "", f"its name {short(name)} {UNNAMEABLE}")
    reader.done()
    return Domain(Path(file).stem if name in UNNAMED else name, tuple(issues))


def _issue(reader: Reader, element: Element) -> DomainIssue | None:
    name = reader.name(element, "name", "an <issue>")
    kind = kind_of(reader, element, name) if name else None
    if kind is None:
        return None
    if kind == "discrete":
        return DomainIssue(name, _items(reader, element, name))
    low, high = bounds(reader, element, name)
    if math.isnan(low) or math.isnan(high):
        return None
    if not math.isfinite(high - low):
        reader.fault(element, name, f"the range from {low:g} to {high:g} is too wide")
        return None
    if high < low:
        reader.fault(element, name, f"the range ends at {high:g}, below its beginning {low:g}")
        return None
    values = _levels(low, high) if kind == "real" else _whole(reader, element, name, low, high)
    return DomainIssue(name, values, kind)


def _items(reader: Reader, element: Element, name: str) -> tuple[str, ...]:
    values = [reader.name(item, "value", f"an <item> of {name}") for item in element.all("item")]
    if not values:
        reader.fault(element, name, "a discrete issue without an <item>")
    if len(values) > MOST_VALUES:
        reader.fault(element, name, f"{len(values):,} values; at most {MOST_VALUES:,} are read")
        return ()
    for value in dict.fromkeys(value for value in values if value and values.count(value) > 1):
        reader.fault(element, name, f"the value {short(value)} stands twice")
    return tuple(values)


def _levels(low: float, high: float) -> tuple[str, ...]:
    """Return evenly spaced values; fewer where they are too near to be told apart in twelve digits."""
    return tuple(dict.fromkeys(f"{low + (high - low) * k / (LEVELS - 1):.12g}" for k in range(LEVELS)))


def _whole(reader: Reader, element: Element, name: str, low: float, high: float) -> tuple[str, ...]:
    if low != int(low) or high != int(high):
        reader.fault(element, name, f"the bounds {low:g} and {high:g} of an integer issue are not whole numbers")
        return ()
    if high - low >= MOST_VALUES:
        reader.fault(element, name, f"{high - low + 1:.6g} values; at most {MOST_VALUES:,} are read")
        return ()
    return tuple(str(number) for number in range(int(low), int(high) + 1))
