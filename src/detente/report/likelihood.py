"""Words for probabilities by a horizon (ICD 203, Analytic Standards), never in one sentence with confidence."""

from __future__ import annotations

WORDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even"),
    (0.80, "likely"),
    (0.95, "very likely"),
)
"""Upper end of each range, and its word; ranges hold their lower end. Above the last: almost certain."""


def likelihood(p: float) -> str:
    """Return the word for the probability of an event by a horizon.

    Examples
    --------
    >>> likelihood(0.0499), likelihood(0.05), likelihood(0.45), likelihood(0.8), likelihood(0.97)
    ('almost no chance', 'very unlikely', 'roughly even', 'very likely', 'almost certain')
    """
    return next((word for end, word in WORDS if p < end), "almost certain")
