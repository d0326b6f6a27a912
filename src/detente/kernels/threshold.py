"""The threshold of a state: how much a party must like it for the state to be stable for that party.

A party's preference enters as *levels*, 0 for what it likes least, equal for ties. For party ``i``, let ``R_i(s)`` be
the states that it can move to from ``s``, and ``reach(s1)`` those that its opponents can lead to from ``s1``. Then
``s`` is stable when the party's level at ``s`` is at least::

    threshold(s) = max over s1 in R_i(s) of min(level(s1), m(s1))

for an improvement ``s1`` deters unless every answer leaves the mover better off than at ``s``; -1 where it cannot move.
What an answer leaves is, by concept (Fang, Hipel & Kilgour 1993):

* Nash: no answer counts, ``m`` is above all levels;
* GMR: the least level in ``reach(s1)``;
* SMR: the least of ``w(s2)`` over ``s2`` in ``reach(s1)``, where ``w(s2)`` is the most of the levels at ``s2`` and of
  all that the party can still move to from there;
* SEQ: as GMR, where opponents move to what they prefer only.

``reach`` holds the ends of *legal sequences*: at least one move, no party twice in a row. With `ONCE` no party moves
twice at all; programs of the field have answered so.
"""

from __future__ import annotations

import numpy as np

from detente.kernels import threshold_twin
from detente.kernels.moves import Moves
from detente.kernels.size import threshold_by_kernel

NASH, GMR, SMR, SEQ = CONCEPTS = 0, 1, 2, 3
CANONICAL, ONCE = "canonical", "once"


def levels(payoffs: np.ndarray) -> np.ndarray:
    """Return payoffs ``(..., S)`` as levels: 0 for the least, one more for every larger value.

    Examples
    --------
    >>> levels(np.array([2.5, -1.0, 2.5, 7.0])).tolist()
    [1, 0, 1, 2]
    """
    order = np.argsort(payoffs, axis=-1, kind="stable")
    ranked = np.take_along_axis(payoffs, order, axis=-1)
    steps = np.zeros(payoffs.shape, dtype=np.int32)
    np.cumsum(ranked[..., 1:] > ranked[..., :-1], axis=-1, out=steps[..., 1:])
    found = np.empty_like(steps)
    np.put_along_axis(found, order, steps, axis=-1)
    return found


def thresholds(
    moves: Moves, level: np.ndarray, *, sanction: str = CANONICAL, backend: str | None = None
) -> np.ndarray:  # fmt: skip
    """Return the threshold of every state, ``(D, 4, P, S)``, concepts in the order of `CONCEPTS`.

    Parameters
    ----------
    level
        Levels per draw, party and state, ``(D, P, S)``, as `levels` gives them.
    sanction
        `CANONICAL` or `ONCE`.
    backend
        ``twin``, ``compiled`` or None for the size rule; `ONCE` has the twin alone.
    """
    if sanction == ONCE:
        return threshold_twin.thresholds(moves, level, once=True)
    if backend is None:
        backend = "compiled" if threshold_by_kernel(level.shape[0] * moves_held(moves)) else "twin"
    if backend == "twin":
        return threshold_twin.thresholds(moves, level)
    from detente.kernels import threshold_kernel

    out = np.empty((level.shape[0], len(CONCEPTS), moves.parties, moves.states), dtype=np.int32)
    threshold_kernel.thresholds(np.ascontiguousarray(level, np.int32), moves, threshold_kernel.room_for(moves), out)
    return out


def moves_held(moves: Moves) -> int:
    """Return the number of moves of all parties."""
    size = np.diff(moves.first, axis=1).astype(np.int64)
    inside = int((size * size).sum()) - moves.parties * moves.states
    for p in range(moves.parties):
        start = moves.start[p]
        into = np.repeat(size[p], np.diff(start))
        inside += int((into * size[p][moves.before[start[0] : start[-1]]]).sum())
    return inside
