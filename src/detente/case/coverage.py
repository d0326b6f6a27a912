"""Who has a utility at all: the parties whose views cover enough of the issues. The views of others only veto."""

from __future__ import annotations

from collections.abc import Iterable

from detente.case.nouns import Case, View

LEAST = 0.5
"""Share of the issues. The file holds no salience on issues without a view, so that issues are what can be counted."""


def issues_viewed(views: Iterable[View], party: str) -> int:
    """Return on how many issues a party has a view; `views` are those that hold at the as-of date, one per issue."""
    return sum(view.party == party for view in views)


def covers(case: Case, party: str) -> bool:
    """Whether the views of a party cover at least half of the issues of a case as known at its as-of date."""
    return issues_viewed(case.views, party) >= LEAST * len(case.issues)
