"""GeniusWeb profiles in JSON (`LinearAdditiveUtilitySpace`), read and written.

Discrete values carry utilities 0-1; numbers carry a line from a low to a high value. A reservation bid stands for its
utility.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from detente.case.fault import Fault, InputFaults
from detente.case.profiles import Domain, DomainIssue, Profile
from detente.formats.markup import MAX_BYTES, stop

SPACE = "LinearAdditiveUtilitySpace"
DISCRETE = ("DiscreteValueSetUtilities", "discreteutils")
NUMERIC = ("NumberValueSetUtilities", "numberutils")
LINE = ("lowValue", "lowUtility", "highValue", "highUtility")
MOST_VALUES = 200


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
    if len(data) > MAX_BYTES:
        raise stop(file, None, f"the file has more than {MAX_BYTES // 1_000_000} MB", "a profile has some hundred KB")
    try:
        found = json.loads(data)
    except json.JSONDecodeError as error:
        raise stop(file, error.lineno, f"not JSON: {error.msg}") from None
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise stop(file, None, f"not JSON: {str(error)[:80]}") from None
    if not isinstance(found, dict):
        raise stop(file, None, f"not an object, so no domain and no profile ({type(found).__name__})")
    return found


def _mapping(file: str, held: Any, key: str) -> dict[str, Any]:
    found = held.get(key) if isinstance(held, dict) else None
    if not isinstance(found, dict):
        raise stop(file, None, f"{key} is missing or no object", where=key)
    return found


def _domain(file: str, held: Mapping[str, Any]) -> Domain:
    faults: list[Fault] = []
    issues: list[DomainIssue] = []
    for name, values in _mapping(file, held, "issuesValues").items():
        issue = _issue(name, values, faults)
        if issue is not None:
            issues.append(issue)
    if not issues and not faults:
        faults.append(Fault("issuesValues", None, "no issues"))
    _done(file, faults)
    return Domain(str(held.get("name") or Path(file).stem), tuple(issues))


def _issue(name: str, held: Any, faults: list[Fault]) -> DomainIssue | None:
    where = f"issuesValues.{name}"
    values = held.get("values") if isinstance(held, dict) else None
    if isinstance(values, list) and values and all(isinstance(value, str) for value in values):
        if len(set(values)) < len(values):
            faults.append(Fault(where, None, "a value stands twice"))
        return DomainIssue(name, tuple(values))
    scale = held.get("range") if isinstance(held, dict) else None
    try:
        low, high, step = (Decimal(str(x)) for x in scale or ())
    except (InvalidOperation, ValueError, TypeError):
        faults.append(Fault(where, None, "neither `values`, a list of words, nor `range`, [low, high, step]"))
        return None
    if not (low.is_finite() and high.is_finite() and step.is_finite()) or step <= 0 or high < low:
        faults.append(Fault(where, None, f"the range {scale} does not rise"))
        return None
    count = int((high - low) / step) + 1
    if count > MOST_VALUES:
        faults.append(Fault(where, None, f"{count:,} values; at most {MOST_VALUES:,} are read"))
        return None
    return DomainIssue(name, tuple(f"{(low + k * step).normalize():f}" for k in range(count)), "real")


def _profile(file: str, space: Any, domain: Domain) -> Profile:
    weights, utilities = _mapping(file, space, "issueWeights"), _mapping(file, space, "issueUtilities")
    faults: list[Fault] = []
    own = [_number(weights.get(issue.name), f"issueWeights.{issue.name}", faults) for issue in domain.issues]
    rated = [_evaluations(utilities.get(issue.name), issue, faults) for issue in domain.issues]
    known = {issue.name for issue in domain.issues}
    for name in sorted({*weights, *utilities} - known):
        faults.append(Fault(name, None, "this issue is not in the domain", f"issues are {', '.join(sorted(known))}"))
    _done(file, faults)
    if not sum(own) > 0.0:
        raise stop(file, None, "the weights sum to nothing", where="issueWeights")
    reservation = _reservation(file, space.get("reservationBid"), domain, own, rated)
    return Profile(str(space.get("name") or Path(file).stem), tuple(own), tuple(rated), reservation)


def _number(held: Any, where: str, faults: list[Fault], high: float = math.inf) -> float:
    plain = isinstance(held, (int, float)) and not isinstance(held, bool)
    if not plain or not math.isfinite(held):
        message = "is missing" if held is None else f"{str(held)[:40]!r} is not a number"
        faults.append(Fault(where, None, message))
        return math.nan
    if not 0.0 <= held <= high:
        faults.append(Fault(where, None, f"{held:g}; allowed is {'at least 0' if high == math.inf else '0-1'}"))
        return math.nan
    return float(held)


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
        return tuple(_number(values.get(value), f"{where}.{value}", faults, 1.0) for value in issue.values)
    if issue.kind == "discrete":
        faults.append(Fault(where, None, "a line of numbers, but the issue has values in words"))
        return ()
    return _line(inner, issue, where, faults)


def _line(inner: Mapping[str, Any], issue: DomainIssue, where: str, faults: list[Fault]) -> tuple[float, ...]:
    before = len(faults)
    low, low_utility, high, high_utility = (
        _number(inner.get(key), f"{where}.{key}", faults, 1.0 if "Utility" in key else math.inf) for key in LINE
    )
    if len(faults) == before and high <= low:
        faults.append(Fault(where, None, f"highValue {high:g} is not above lowValue {low:g}"))
    if len(faults) > before:
        return ()
    slope = (high_utility - low_utility) / (high - low)
    return tuple(min(1.0, max(0.0, low_utility + slope * (float(value) - low))) for value in issue.values)


def _reservation(
    file: str, bid: Any, domain: Domain, weights: Sequence[float], rated: Sequence[Sequence[float]]
) -> float:  # fmt: skip
    """Return the utility of the reservation bid; 0 without one. An issue it leaves out adds nothing."""
    if bid is None:
        return 0.0
    chosen = _mapping(file, bid, "issuevalues" if "issuevalues" in bid else "issueValues")
    total = 0.0
    for issue, weight, evaluations in zip(domain.issues, weights, rated, strict=True):
        if issue.name in chosen:
            value = str(chosen[issue.name])
            if value not in issue.values:
                raise stop(file, None, f"the value {value[:40]!r} is not in the domain", where="reservationBid")
            total += weight * evaluations[issue.values.index(value)]
    return total


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
