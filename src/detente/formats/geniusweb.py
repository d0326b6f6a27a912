"""GeniusWeb profiles in JSON (`LinearAdditiveUtilitySpace`), read and written.

Discrete values carry utilities 0-1; numbers carry a line from a low to a high value. A reservation bid stands for its
utility.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from detente.case.fault import Fault, InputFaults
from detente.case.profiles import (
    LEAST_WEIGHT,
    MOST_ISSUES,
    MOST_VALUES,
    MOST_WEIGHT,
    Domain,
    DomainIssue,
    Profile,
)
from detente.formats.markup import MAX_NAME, NUMBER, UNNAMEABLE, named, short, stop

SPACE = "LinearAdditiveUtilitySpace"
DISCRETE = ("DiscreteValueSetUtilities", "discreteutils")
NUMERIC = ("NumberValueSetUtilities", "numberutils")
LINE = ("lowValue", "highValue", "lowUtility", "highUtility")
LARGEST = 1e15
"""Bounds of a numeric issue, either way."""


def read(files: Sequence[tuple[str, bytes]]) -> tuple[Domain, tuple[Profile, ...]]:
    """Return the domain and the profiles; a file that is a domain alone may come first.

    Raises `InputFaults` with every fault of the first file that has any.
    """
    held = [(file, _json(data, file)) for file, data in files]
    first, root = held[0]
    spaces = [(file, root[SPACE]) for file, root in held if SPACE in root]
    if not spaces:
        raise stop(first, None, f"no {SPACE} in these files", "name the profiles; only additive ones are read")
    domain = _domain(first, root if SPACE not in root else _mapping(first, root[SPACE], "domain"))
    return domain, tuple(_profile(file, space, domain) for file, space in spaces)


def _json(data: bytes, file: str) -> dict[str, Any]:
    try:
        found = json.loads(data, object_pairs_hook=_once, parse_int=float)
    except json.JSONDecodeError as error:
        raise stop(file, error.lineno, f"not JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise stop(file, None, "not JSON: its text is in no Unicode encoding", "save the file as UTF-8") from None
    except RecursionError:
        raise stop(file, None, "nested too deep to be a profile") from None
    except _Twice as error:
        raise stop(file, None, f"{short(str(error))} stands twice in one object", "keep one of them") from None
    if not isinstance(found, dict):
        raise stop(file, None, "it holds no JSON object, so no domain and no profile")
    return found


class _Twice(ValueError):
    """A key that stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return found


def _mapping(file: str, held: Any, key: str) -> dict[str, Any]:
    found = held.get(key) if isinstance(held, dict) else None
    if not isinstance(found, dict):
        raise stop(file, None, "it is missing, or no object {...}", where=key)
    return found


def _domain(file: str, held: Mapping[str, Any]) -> Domain:
    faults: list[Fault] = []
    found = _mapping(file, held, "issuesValues")
    if not 0 < len(found) <= MOST_ISSUES:
        faults.append(
            Fault("issuesValues", None, f"{len(found):,} issues; at least 1 and at most {MOST_ISSUES} are read")
        )
        _done(file, faults)
    issues = [issue for name, values in found.items() if (issue := _issue(name, values, faults)) is not None]
    name = _name(held, file, faults)
    _done(file, faults)
    return Domain(name, tuple(issues))


def _name(held: Mapping[str, Any], file: str, faults: list[Fault]) -> str:
    """Return the name of a domain or a profile; without one, that of the file."""
    name = held.get("name")
    if name is None or name == "":
        return Path(file).stem
    if not isinstance(name, str) or not named(name):
        faults.append(Fault("name", None, f"{short(str(name))} {UNNAMEABLE}"))
    return str(name)


def _issue(name: str, held: Any, faults: list[Fault]) -> DomainIssue | None:
    if not named(name):
        faults.append(Fault("issuesValues", None, f"{short(name)} {UNNAMEABLE}"))
        return None
    where = f"issuesValues.{name}"
    values = held.get("values") if isinstance(held, dict) else None
    if isinstance(values, list) and values and all(isinstance(value, str) for value in values):
        return _listed(name, values, where, faults)
    scale = held.get("range") if isinstance(held, dict) else None
    if not isinstance(scale, list) or len(scale) != 3:
        faults.append(Fault(where, None, "neither `values`, a list of words, nor `range`, [low, high, step]"))
        return None
    low, high, step = (_exact(x) for x in scale)
    if low is None or high is None or step is None:
        message = f"the range {short(json.dumps(scale))} does not hold three numbers within {LARGEST:g} of 0"
        faults.append(Fault(where, None, message))
        return None
    if step <= 0 or high < low:
        faults.append(Fault(where, None, f"the range {short(json.dumps(scale))} does not rise"))
        return None
    if (high - low) / step >= MOST_VALUES:
        message = f"{float((high - low) / step) + 1:.6g} values; at most {MOST_VALUES:,} are read"
        faults.append(Fault(where, None, message))
        return None
    count = int((high - low) / step) + 1
    return DomainIssue(name, tuple(f"{(low + k * step).normalize():f}" for k in range(count)), "real")


def _listed(name: str, values: list[str], where: str, faults: list[Fault]) -> DomainIssue:
    """Return an issue whose values are words."""
    if len(values) > MOST_VALUES:
        faults.append(Fault(where, None, f"{len(values):,} values; at most {MOST_VALUES:,} are read"))
    elif len(set(values)) < len(values):
        twice = next(value for value in values if values.count(value) > 1)
        faults.append(Fault(where, None, f"the value {short(twice)} stands twice"))
    for value in values[:MOST_VALUES]:
        if not named(value):
            faults.append(Fault(where, None, f"the value {short(value)} {UNNAMEABLE}"))
    return DomainIssue(name, tuple(values))


def _exact(held: Any) -> Decimal | None:
    """Return a number, or a number in quotes as the format writes them, as it stands; None for anything else."""
    word = repr(held) if isinstance(held, float) else held
    if not isinstance(word, str) or len(word) > MAX_NAME or not NUMBER.fullmatch(word):
        return None
    value = float(word)
    if value == 0.0:
        return Decimal(0)
    return Decimal(word) if 1.0 / LARGEST <= abs(value) <= LARGEST else None


def _profile(file: str, space: Any, domain: Domain) -> Profile:
    weights, utilities = _mapping(file, space, "issueWeights"), _mapping(file, space, "issueUtilities")
    faults: list[Fault] = []
    own = [_number(weights.get(i.name), f"issueWeights.{i.name}", faults, high=MOST_WEIGHT) for i in domain.issues]
    rated = [_evaluations(utilities.get(issue.name), issue, faults) for issue in domain.issues]
    known = {issue.name for issue in domain.issues}
    for name in sorted({*weights, *utilities} - known):
        shown = ", ".join(sorted(known)[:6])
        faults.append(Fault(name[:40], None, "this issue is not in the domain", f"issues are {shown}"))
    name = _name(space, file, faults)
    if not faults and sum(own) < LEAST_WEIGHT:
        faults.append(Fault("issueWeights", None, "the weights sum to nothing"))
    _done(file, faults)
    reservation = _reservation(file, space.get("reservationBid"), domain, own, rated)
    return Profile(name, tuple(own), tuple(rated), reservation)


def _number(held: Any, where: str, faults: list[Fault], *, low: float = 0.0, high: float = 1.0) -> float:
    """Return a number within bounds; NaN with a fault for anything else."""
    if not isinstance(held, float) or not math.isfinite(held):
        read = f"the text {short(held)}" if isinstance(held, str) else short(json.dumps(held))
        message = "is missing" if held is None else f"{read} is not a number"
        faults.append(Fault(where, None, message))
        return math.nan
    if not low <= held <= high:
        faults.append(Fault(where, None, f"{held:g}; allowed is {low:,.15g} to {high:,.15g}"))
        return math.nan
    return held


def _evaluations(held: Any, issue: DomainIssue, faults: list[Fault]) -> tuple[float, ...]:
    where = f"issueUtilities.{issue.name}"
    inner = next((held[key] for key in (*DISCRETE, *NUMERIC) if isinstance(held, dict) and key in held), None)
    if not isinstance(inner, dict):
        kinds = f"{DISCRETE[0]} or {NUMERIC[0]}"
        faults.append(Fault(where, None, "is missing" if held is None else f"its kind is unknown; allowed are {kinds}"))
        return ()
    values = inner.get("valueUtilities")
    if isinstance(values, dict):
        for value in sorted(set(values) - set(issue.values)):
            faults.append(Fault(f"{where}.{value}", None, "this value is not in the domain"))
        return tuple(_number(values.get(value), f"{where}.{value}", faults) for value in issue.values)
    if issue.kind == "discrete":
        faults.append(Fault(where, None, "a line of numbers, but the issue has values in words"))
        return ()
    return _line(inner, issue, where, faults)


def _line(inner: Mapping[str, Any], issue: DomainIssue, where: str, faults: list[Fault]) -> tuple[float, ...]:
    before = len(faults)
    low, high = (_number(inner.get(k), f"{where}.{k}", faults, low=-LARGEST, high=LARGEST) for k in LINE[:2])
    low_utility, high_utility = (_number(inner.get(k), f"{where}.{k}", faults) for k in LINE[2:])
    numbers = [float(value) for value in issue.values]
    if len(faults) == before and high <= low:
        faults.append(Fault(where, None, f"highValue {high:g} is not above lowValue {low:g}"))
    elif len(faults) == before and not low <= numbers[0] <= numbers[-1] <= high:
        message = (
            f"its line from {low:g} to {high:g} leaves out values of the domain, {numbers[0]:g} to {numbers[-1]:g}"
        )
        faults.append(Fault(where, None, message))
    if len(faults) > before:
        return ()
    slope = (high_utility - low_utility) / (high - low)
    return tuple(min(1.0, max(0.0, low_utility + slope * (x - low))) for x in numbers)


def _reservation(
    file: str, bid: Any, domain: Domain, weights: Sequence[float], rated: Sequence[Sequence[float]]
) -> float:  # fmt: skip
    """Return the utility of the reservation bid; 0 without one. An issue it leaves out adds nothing."""
    if bid is None:
        return 0.0
    old = isinstance(bid, dict) and "issueValues" in bid
    chosen = _mapping(file, bid, "issueValues" if old else "issuevalues")
    for name in chosen:
        if name not in {issue.name for issue in domain.issues}:
            raise stop(file, None, f"the issue {short(name)} is not in the domain", where="reservationBid")
    total = 0.0
    for issue, weight, evaluations in zip(domain.issues, weights, rated, strict=True):
        if issue.name in chosen:
            total += weight * evaluations[_place(file, issue, chosen[issue.name])]
    return total


def _place(file: str, issue: DomainIssue, held: Any) -> int:
    """Return which value of an issue a bid names, in words or as a number."""
    number = None if issue.kind == "discrete" else _exact(held)
    word = held if number is None else f"{number.normalize():f}"
    if word not in issue.values:
        raise stop(
            file, None, f"the value {short(str(held))} is not in the domain", where=f"reservationBid.{issue.name}"
        )
    return issue.values.index(word)


def _done(file: str, faults: list[Fault]) -> None:
    if faults:
        raise InputFaults(file, tuple(faults))


def write_profile(domain: Domain, profile: Profile) -> str:
    """Return a profile with its domain; numbers are written as words, and the reservation value is lost."""
    rows = zip(domain.issues, profile.weights, profile.evaluations, strict=True)
    utilities, weights = {}, {}
    for issue, weight, evaluations in rows:
        values = dict(zip(issue.values, evaluations, strict=True))
        utilities[issue.name], weights[issue.name] = {DISCRETE[0]: {"valueUtilities": values}}, weight
    space = {
        "name": profile.name,
        "domain": {"name": domain.name, "issuesValues": {i.name: {"values": list(i.values)} for i in domain.issues}},
        "issueUtilities": utilities,
        "issueWeights": weights,
    }
    return json.dumps({SPACE: space}, indent=2, ensure_ascii=False) + "\n"
