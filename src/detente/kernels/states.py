"""States of a graph model in option form: yes or no to every option, as bits of one integer.

Option ``k`` is bit ``2^k``. A pattern says which options it looks at, ``care``, and what they must be, ``want``: a
state ``x`` meets it when ``x & care == want``.
"""

from __future__ import annotations

import numpy as np

MOST_OPTIONS = 62
MOST_STATES = 1 << 20
PARTIAL = 4
"""Partial states, as a multiple of the limit, that may be looked at on the way to the states."""


class TooManyStates(ValueError):
    """A model has more feasible states than are listed."""


def meets(states: np.ndarray, care: int, want: int) -> np.ndarray:
    """Return per state ``(S,)`` whether it meets a pattern."""
    return (states & np.int64(care)) == np.int64(want)


def feasible(width: int, care: np.ndarray, want: np.ndarray, *, most: int = MOST_STATES) -> np.ndarray:
    """Return the states of `width` options that meet none of the patterns ``care, want (F,)``, ascending ``(S,)``.

    States grow option by option from the highest bit down, so that they stay sorted; a pattern is applied as soon as
    all options that it looks at are set.

    Raises
    ------
    TooManyStates
        With more than `most` states, or four times as many partial ones.

    Examples
    --------
    >>> feasible(3, np.array([3]), np.array([3])).tolist()
    [0, 1, 2, 4, 5, 6]
    """
    found = np.zeros(1, dtype=np.int64)
    for bit in range(width - 1, -1, -1):
        found = np.repeat(found, 2)
        found[1::2] |= np.int64(1) << np.int64(bit)
        for f in np.flatnonzero(_lowest(care) == bit):
            found = found[~meets(found, int(care[f]), int(want[f]))]
        if found.size > (PARTIAL if bit else 1) * most:
            raise TooManyStates(f"more than {most:,} states")
    return found


def _lowest(care: np.ndarray) -> np.ndarray:
    """Return the lowest bit that each pattern looks at; -1 for one that looks at none."""
    return np.array([(int(mask) & -int(mask)).bit_length() - 1 for mask in care], dtype=np.int64)
