"""What a person can say of how much the issues matter to one party, without naming numbers that nobody has."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.nouns import Settlement


@dataclass(frozen=True, slots=True)
class Order:
    """Names in falling order, groups of equals as one step: ``(("land",), ("money", "name"))``.

    Of weights it orders issues by how much they matter, of worths the options of one issue by how good they are. It
    says nothing of what it does not name.
    """

    steps: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Swing:
    """What the step from the worst to the best option of an issue is worth when that on `against` counts 100.

    Parameters
    ----------
    issue, against
        Ids of two issues.
    low, high
        Bounds of that worth, not negative; it may pass 100.
    """

    issue: str
    against: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Of two partial settlements of the same issues, all else alike, the party prefers the first, or neither.

    Parameters
    ----------
    first, second
        Issue id -> option id; both name the same issues.
    alike
        Whether the two are as good as each other; else the first is better.
    """

    first: Settlement
    second: Settlement
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Direct:
    """A number between two bounds: of a weight in percent of all, of the worth of an option in points.

    Parameters
    ----------
    name
        Id of the issue, or of the option.
    low, high
        Its bounds; the same twice for a number that is known.
    """

    name: str
    low: float
    high: float


Statement = Order | Swing | Choice | Direct
