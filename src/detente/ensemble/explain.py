"""Where one number of a run comes from: its formula in words, the inputs behind it, and their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from detente.ensemble.economy_inputs import behind, lines
from detente.ensemble.formulas import RULES
from detente.ensemble.rules import UTILITY, Rule

KEYS = (
    ("id",),
    ("path",),
    ("output", "input"),
    ("month",),
    ("scenario", "driver"),
    ("scenario", "series"),
    ("asset",),
    ("series",),
    ("party",),
    ("issue",),
    ("firmness",),
    ("input",),
    ("from", "to"),
    ("of",),
)
"""What names the members of a list, the first that fits; members without such a name are numbered from 0."""

OWN = {"lever": "levers", "card": "wild_cards", "track": "tracks", "venue": "venues", "under": "drivers"}
"""What a pattern names -> the section of the case in which the inputs of others than the one named do not enter."""

QUANTILES = ("q05", "q25", "q50", "q75", "q95")
Parts = tuple[str, ...]
Found = Mapping[str, tuple[Any, Rule, dict[str, str]]]


class UnknownId(ValueError):
    """An id that names no number of the run; the message says what comes close."""


def ids(run: Mapping[str, Any]) -> list[str]:
    """Return the id of every number of a run, in its order; a number that is not known (null) has its id too."""
    return [*_numbers(run)]


def explain(run: Mapping[str, Any], number: str) -> dict[str, Any]:
    """Return how one number of a run was made.

    Parameters
    ----------
    run
        The object of ``detente run --json``.
    number
        Its id: dotted keys, members of lists by their own id, as ``scenarios.frozen_conflict.value``,
        ``zone_probability.by_firmness.0.5.value`` or ``offers.PLAN_20_2025_12.utility.RU``.

    Returns
    -------
    dict
        `id`, `value`, `unit`, `se` (its sampling error, null where there is none), `set_by` (of the low or high of a
        scenario the row that sets this end, else null: a model by name, or an input group at its low or high as
        ``RU position low``; null too where the run does not say), `formula`, `inputs` (rows of the run's `inputs` that
        enter; for the economy drivers and responses too), `products` (for the economy the largest products of driver,
        coefficient and lag, else empty), `sources` (those the rows name), `made_by` (the function), `draws` and `seed`
        (1 and null for a number of the central case, which is not drawn).

    Raises
    ------
    UnknownId
        When the run has no such number.
    """
    found = _numbers(run)
    if number not in found:
        raise UnknownId(_unknown(number, [*found]))
    value, rule, names = found[number]
    economic = rule.pattern.startswith("economy.")
    more, outside = behind(run, names) if economic else ([], [])
    inputs = [*_inputs(run, rule, names), *more]
    cited = {source for row in inputs for source in row["sources"]}
    return {
        "id": number,
        "value": value,
        "unit": rule.unit,
        "se": _error(number, found),
        "set_by": _set_by(run, number, names),
        "formula": rule.formula.format(**names),
        "inputs": inputs,
        "products": lines(run, names) if economic else [],
        "sources": [*(source for source in run.get("sources", []) if source["id"] in cited), *outside],
        "made_by": rule.made_by,
        "draws": _draws(run, number, rule, found),
        "seed": run["seed"] if rule.drawn else None,
    }


def table(run: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every number of a run as a row: `id`, `value`, `se`, `unit`, `formula`, `made_by`, as of `explain`."""
    found = _numbers(run)
    return [
        {
            "id": number,
            "value": value,
            "se": _error(number, found),
            "unit": rule.unit,
            "formula": rule.formula.format(**names),
            "made_by": rule.made_by,
        }
        for number, (value, rule, names) in found.items()
    ]


def orphans(run: Mapping[str, Any]) -> list[str]:
    """Return the ids of numbers that no formula accounts for; there must be none."""
    return [".".join(parts) for parts, value in _leaves(run, ()) if value is not None and _rule(parts) is None]


def _numbers(run: Mapping[str, Any]) -> dict[str, tuple[Any, Rule, dict[str, str]]]:
    found: dict[str, tuple[Any, Rule, dict[str, str]]] = {}
    for parts, value in _leaves(run, ()):
        matched = _rule(parts)
        if matched is not None:
            found[".".join(parts)] = (value, *matched)
    return found


def _leaves(held: object, parts: Parts) -> Iterator[tuple[Parts, Any]]:
    """Yield every number and null below a value, with its path; ``offers.offers`` is written ``offers``."""
    if isinstance(held, Mapping):
        for key, member in held.items():
            yield from _leaves(member, parts if parts == (key,) == ("offers",) else (*parts, str(key)))
    elif isinstance(held, list):
        for name, member in zip(_names(held), held, strict=True):
            yield from _leaves(member, (*parts, *name))
    elif held is None or (isinstance(held, (int, float)) and not isinstance(held, bool)):
        yield parts, held


def _names(members: Sequence[Any]) -> list[Parts]:
    for keys in KEYS:
        if members and all(isinstance(member, Mapping) and all(key in member for key in keys) for member in members):
            return [tuple(str(member[key]) for key in keys) for member in members]
    return [(str(index),) for index in range(len(members))]


def _rule(parts: Parts) -> tuple[Rule, dict[str, str]] | None:
    for rule in _rules_by_head().get((parts[0], len(parts)), ()):
        names = _match(rule.pattern, parts)
        if names is not None:
            return rule, names
    return None


@cache
def _rules_by_head() -> dict[tuple[str, int], list[Rule]]:
    """Return the rules by the first part of an id and how many parts it has: a run has thousands of numbers."""
    found: dict[tuple[str, int], list[Rule]] = {}
    for rule in RULES:
        first, *others = rule.pattern.split(".")
        for head in first.split("|"):
            found.setdefault((head, 1 + len(others)), []).append(rule)
    return found


def _match(pattern: str, parts: Parts) -> dict[str, str] | None:
    wanted = pattern.split(".")
    if len(wanted) != len(parts):
        return None
    names: dict[str, str] = {}
    for want, part in zip(wanted, parts, strict=True):
        if want.startswith("{"):
            names[want[1:-1]] = part
        elif part not in want.split("|"):
            return None
    return names


def _inputs(run: Mapping[str, Any], rule: Rule, names: Mapping[str, str]) -> list[dict[str, Any]]:
    if "input" in names:
        return _behind(run, names["input"])
    if not rule.kinds:
        return []
    required = {party["id"] for party in run["case"]["parties"] if party["required"]}
    parties = {names["party"]} if "party" in names else required
    issues = {names["issue"]} if "issue" in names and not rule.all_issues else None
    rows = [row for row in run.get("inputs", []) if _enters(row["path"].split("."), rule.kinds, parties, issues)]
    others = tuple(f"{OWN[name]}." for name in names if name in OWN)
    own = tuple(f"{OWN[name]}.{names[name]}." for name in names if name in OWN)
    return [row for row in rows if not row["path"].startswith(others) or row["path"].startswith(own)]


def _behind(run: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the row of an input, or the rows of a group of inputs such as ``RU.salience`` or ``RU red lines``."""
    rows = run.get("inputs", [])
    exact = [row for row in rows if row["path"] == name]
    party, _, kind = name.replace(".", " ", 1).partition(" ")
    kinds = {"preferences": UTILITY}.get(kind, (kind.replace(" ", "_").replace("-", "_"),))
    return exact or [row for row in rows if _enters(row["path"].split("."), kinds, {party}, None)]


def _enters(path: Sequence[str], kinds: Sequence[str], parties: set[str], issues: set[str] | None) -> bool:
    match [*path]:
        case ["issues", issue, *_]:
            return "score" in kinds and (issues is None or issue in issues)
        case ["views", party, issue, kind, *_]:
            return kind in kinds and party in parties and (issues is None or issue in issues)
        case ["parties", party, kind]:
            return kind in kinds and party in parties
        case ["no_deal" | "interactions" as kind, party, *_]:
            return kind in kinds and party in parties
        case _:
            return path[0] in kinds


def _draws(run: Mapping[str, Any], number: str, rule: Rule, found: Found) -> int:
    own = f"{number.rpartition('.')[0]}.draws"
    if not rule.drawn:
        return 1
    return found[own][0] if own in found else run.get("sub_samples", {}).get(rule.sample, run["draws"])


def _error(number: str, found: Found) -> float | None:
    """Return the sampling error that stands beside a number: as `<name>_se`, or as `se` for a row's own share."""
    head, _, last = number.rpartition(".")
    beside = [f"{number}_se", f"{head}_se.{last}"] + [f"{head}.se"] * (
        last in ("value", "share", "opens_alone", "mean")
    )
    beside += [f"{head}.quantile_se"] * (last in QUANTILES)
    return next((found[name][0] for name in beside if name in found), None)


def _set_by(run: Mapping[str, Any], number: str, names: Mapping[str, str]) -> str | None:
    """Return the row that sets an end of a scenario's range."""
    end = number.rpartition(".")[2].removesuffix("_se")
    if end not in ("low", "high") or "scenario" not in names:
        return None
    row = next((row for row in run["scenarios"] if row["id"] == names["scenario"]), {})
    return row.get(f"{end}_from")


def _unknown(number: str, known: Sequence[str]) -> str:
    below = [name for name in known if name.startswith(number.rstrip(".") + ".")]
    if below:
        more = f" and {len(below) - 6} more" if len(below) > 6 else ""
        return f"{number} holds several numbers: {', '.join(below[:6])}{more}"
    short = [name for name in known if ".settlements." not in name]
    near = get_close_matches(number, short, n=3)
    tops = ", ".join(dict.fromkeys(name.partition(".")[0] for name in known))
    hint = f"did you mean {' or '.join(near)}?" if near else f"ids start with: {tops}"
    return f"no number {number!r} in this run; {hint}"
