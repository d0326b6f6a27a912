"""What says how a kind of number is made: the record of a rule, and the kinds of inputs that enter."""

from __future__ import annotations

from dataclasses import dataclass

UTILITY = ("salience", "position", "worth", "score", "interactions")
ZONE_ROWS = "ensemble.zone_probability.zone_probability"
ZONE = (*UTILITY, "red_lines", "no_deal")
EVERYTHING = (*ZONE, "leverage")
NO_DEAL = (*UTILITY, "no_deal")
SPREAD = ("correlation", "staleness", "toughness")
"""What shapes the draws and leaves the central case as it is."""

WORTH = (
    "salience-weighted mean of worths, sum over issues of salience x worth / sum of saliences (worth = 100 - |score - "
    "position|, or as given), plus declared interactions"
)
ERROR = "standard error of a share over draws, sqrt(p (1 - p) / n)"
UNDECIDED = "draws in which the search met its limit before it knew; none means all are proven; they count as empty"
LIMIT = "how many draws were used for this part"


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of number is made.

    Parameters
    ----------
    pattern
        Dotted path; ``{name}`` takes any one part and names it, ``a|b`` takes either.
    unit
        ``share`` (0-1), ``points`` (utility, 0-100), ``score`` (an issue's axis), ``level`` (a change in the unit of
        its indicator), ``count``, or ``number``.
    formula
        Words; may hold the names of the pattern.
    made_by
        Module and function.
    kinds
        Kinds of inputs that enter: of the party of the pattern, else of all required parties; on its issue, else all.
    drawn
        Whether it rests on the draws; the central case does not.
    all_issues
        Whether inputs on other issues than the pattern's enter too.
    sample
        Key of the run's `sub_samples` that says how many draws were used, where not all were.
    """

    pattern: str
    unit: str
    formula: str
    made_by: str
    kinds: tuple[str, ...] = ()
    drawn: bool = True
    all_issues: bool = False
    sample: str = ""


def central(
    pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...] = ZONE
) -> Rule:  # fmt: skip
    """Return the rule of a number of the central case."""
    return Rule(pattern, unit, formula, f"detente.{made_by}", kinds, drawn=False, all_issues=True)


def drawn(  # noqa: PLR0913
    pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...] = EVERYTHING, *, sample: str = ""
) -> Rule:  # fmt: skip
    """Return the rule of a number that rests on the draws."""
    spread = SPREAD if kinds else ()
    return Rule(pattern, unit, formula, f"detente.{made_by}", (*kinds, *spread), all_issues=True, sample=sample)
