"""Which comparison to ask next: the one after which the least known weight is known best, both answers as likely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.case.nouns import Case, View
from detente.settlement.elicitation.bounds import ends
from detente.settlement.elicitation.fit import Fit
from detente.settlement.elicitation.rows import weight_rows
from detente.settlement.elicitation.sound import faults_of, views_of
from detente.settlement.elicitation.statements import Choice

MOST_ASKED = 60
"""Comparisons that are looked at."""
GAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Question:
    """A comparison of two partial settlements.

    Parameters
    ----------
    issue
        The issue whose weight has the widest range.
    choice
        The two settlements; either may turn out the better.
    before
        Width of that range now, a share of 1.
    first, second
        Its width if the first is better, and if the second is.
    """

    issue: str
    choice: Choice
    before: float
    first: float
    second: float

    @property
    def after(self) -> float:
        """Mean of the two widths: either answer counts as likely as the other."""
        return (self.first + self.second) / 2.0


def next_question(case: Case, party: str, fit: Fit) -> Question | None:
    """Return the comparison that leaves the widest range least wide in the mean of its two answers.

    Compared are two issues at a time: the best option of one with another of the second, against the worst of the
    first with the best of the second. At most `MOST_ASKED` are looked at; one whose answer is known already is not
    asked. None where no comparison narrows that range, or the statements contradict each other.
    """
    if not fit.ranges:
        return None
    views, width = views_of(case, party), [held.high - held.low for held in fit.ranges]
    widest = max(range(len(width)), key=width.__getitem__)
    best: Question | None = None
    for count, asked in enumerate(_asked(case, views, fit.names[widest])):
        if count == MOST_ASKED:
            break
        if faults_of(case, party, [asked], issue=None) is not None:
            continue
        found = _judged(case, views, fit, (asked, widest))
        if found is not None and found.after < (best.after if best else found.before) - GAIN:
            best = found
    return best


def _asked(case: Case, views: dict[str, View], issue: str) -> Iterator[Choice]:
    """Yield comparisons of an issue with every other: with the largest step of the other first, then with less."""
    high, low = ends(case, views[issue])
    others = [name for name in views if name != issue]
    steps = {name: _steps(case, views[name]) for name in others}
    for depth in range(max((len(held) for held in steps.values()), default=0)):
        for name in others:
            if depth < len(steps[name]) and high != low:
                top, less = steps[name][depth]
                yield Choice({issue: high, name: less}, {issue: low, name: top})


def _steps(case: Case, view: View) -> list[tuple[str, str]]:
    top, bottom = ends(case, view)
    rest = [option for option in case.issue(view.issue).option_ids if option not in (top, bottom)]
    return [(top, option) for option in (bottom, *rest) if option != top]


def _judged(case: Case, views: dict[str, View], fit: Fit, asked: tuple[Choice, int]) -> Question | None:
    """Return a comparison with what its answers would leave of a range; None where the answer is known already."""
    choice, widest = asked
    widths: list[float] = []
    for answer in (choice, Choice(choice.second, choice.first)):
        held = fit.held.beside(weight_rows(case, views, answer))
        if not held.consistent:
            return None
        low, high = held.range_of(widest)
        widths.append(high - low)
    now = fit.ranges[widest]
    return Question(fit.names[widest], choice, now.high - now.low, *widths)
