"""The arrays that every kernel takes, in one tuple, and three ways to handle exclusions exactly.

`pieces` splits the settlements into disjoint parts in which few exclusions are left, for the search and for counts;
`blocks` lists the combinations of the issues that exclusions still link; `machine` remembers, issue by issue, which
exclusions may still be met, for merging and counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from detente.kernels.size import BLOCK_LIMIT, PIECE_LIMIT, STATE_LIMIT

KEPT_SHAPES = 64
"""Shapes of tables of which pieces and machine are kept."""


class Table(NamedTuple):
    """Part-worths of settlements as integers. Letters as in `kernels.search`.

    ``start (I+1,)``; ``gain (D, P, C)``; ``reserve (D, P)``; ``scale (D, P)``, positive; ``power (D, P)`` floats;
    ``allowed (D, C)`` bool; the columns of exclusion ``f`` are ``forbid_column[forbid_start[f]:forbid_start[f + 1]]``.
    """

    start: np.ndarray
    gain: np.ndarray
    reserve: np.ndarray
    scale: np.ndarray
    power: np.ndarray
    allowed: np.ndarray
    forbid_start: np.ndarray
    forbid_column: np.ndarray

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.gain.shape[0]

    @property
    def issues(self) -> int:
        """Number of issues."""
        return self.start.size - 1

    def rows(self, rows: slice | np.ndarray) -> Table:
        """Return the table of some draws only."""
        per_draw = (self.gain, self.reserve, self.scale, self.power, self.allowed)
        gain, reserve, scale, power, allowed = (array[rows] for array in per_draw)
        return Table(self.start, gain, reserve, scale, power, allowed, self.forbid_start, self.forbid_column)

    def plain(self) -> Table:
        """Return the table in arrays that may be written to and leave no gaps, whatever it was given.

        Code is compiled anew for arrays of another kind, which read-only ones are.
        """
        return Table(*(np.require(array, requirements=("C", "W")) for array in self))


def unvalued(start: np.ndarray, forbidden: Sequence[Sequence[int]]) -> Table:
    """Return the table of columns and exclusions alone: of no draw and of nobody."""
    none, columns = np.zeros((0, 0)), int(start[-1])
    gain, allowed = np.zeros((0, 0, columns)), np.ones((0, columns), dtype=bool)
    return Table(start, gain, none, none, none, allowed, *listed(forbidden))


def listed(forbidden: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return exclusions, each as its columns, as ``forbid_start`` and ``forbid_column``."""
    bounds = np.cumsum([0, *map(len, forbidden)]).astype(np.int64)
    return bounds, np.array([column for held in forbidden for column in held], dtype=np.int64)


class Block(NamedTuple):
    """Issues that exclusions link, as one list of admissible choices: ``columns (n, k)``, one column per issue."""

    issues: np.ndarray
    columns: np.ndarray


class BlockTooLarge(ValueError):
    """Exclusions link so many issues that their combinations cannot be listed."""


def forbidden_sets(table: Table) -> list[frozenset[int]]:
    """Return the columns of each exclusion."""
    bounds = zip(table.forbid_start[:-1], table.forbid_start[1:], strict=True)
    return [frozenset(table.forbid_column[low:high].tolist()) for low, high in bounds]


def blocks(table: Table, allowed: np.ndarray, *, limit: int = BLOCK_LIMIT) -> list[Block]:
    """Split the issues into independent blocks and list each block's admissible choices.

    Exclusions with a column that is not allowed link nothing. Raises `BlockTooLarge` above `limit` choices.
    """
    issue_of = np.repeat(np.arange(table.issues), np.diff(table.start))
    live = [held for held in forbidden_sets(table) if all(allowed[c] for c in held)]
    root = list(range(table.issues))

    def find(i: int) -> int:
        while root[i] != i:
            i = root[i]
        return i

    for held in live:
        first, *others = sorted({int(issue_of[c]) for c in held})
        for other in others:
            root[find(other)] = find(first)
    groups: dict[int, list[int]] = {}
    for i in range(table.issues):
        groups.setdefault(find(i), []).append(i)
    return [_block(table, allowed, np.array(group), live, limit) for group in groups.values()]


def _block(table: Table, allowed: np.ndarray, issues: np.ndarray, live: list[frozenset[int]], limit: int) -> Block:
    choices = np.zeros((1, 0), dtype=np.int64)
    inside = [held for held in live if any(table.start[i] <= min(held) < table.start[i + 1] for i in issues)]
    for i in issues:
        columns = np.arange(int(table.start[i]), int(table.start[i + 1]))
        columns = columns[allowed[columns]]
        if choices.shape[0] * columns.size > limit:
            raise BlockTooLarge(f"exclusions link {issues.size} issues into more than {limit:,} combinations")
        choices = np.column_stack([np.repeat(choices, columns.size, axis=0), np.tile(columns, choices.shape[0])])
        for held in inside:
            choices = choices[np.isin(choices, list(held)).sum(axis=1) < len(held)]
    return Block(issues, choices)


def pieces(table: Table, allowed: np.ndarray, *, limit: int = PIECE_LIMIT) -> np.ndarray:
    """Split by columns that many exclusions share: disjoint masks ``(Q, C)`` that cover every admissible settlement.

    In the part where such a column is taken, its exclusions bar single columns; in the part where it is not, they are
    gone. Exclusions may be left in a part: at most two that share a column, or more once `limit` parts are reached.
    """
    return np.array(_pieces(*_shape(table, allowed), limit))


def _shape(table: Table, allowed: np.ndarray) -> tuple[bytes, ...]:
    """Return issues, exclusions and allowed columns, by which what follows from them alone is kept."""
    asked = (table.start, table.forbid_start, table.forbid_column, allowed)
    return tuple(np.ascontiguousarray(array).tobytes() for array in asked)


def _shaped(start: bytes, forbid_start: bytes, forbid_column: bytes, allowed: bytes) -> tuple[Table, np.ndarray]:
    """Return such a table, of nobody, and the allowed columns again."""
    bounds, *exclusions = (np.frombuffer(held, dtype=np.int64) for held in (start, forbid_start, forbid_column))
    bare = unvalued(bounds, [])._replace(forbid_start=exclusions[0], forbid_column=exclusions[1])
    return bare, np.frombuffer(allowed, dtype=bool)


@lru_cache(maxsize=KEPT_SHAPES)
def _pieces(start: bytes, forbid_start: bytes, forbid_column: bytes, allowed: bytes, limit: int) -> list[np.ndarray]:
    table, everything = _shaped(start, forbid_start, forbid_column, allowed)
    found: list[np.ndarray] = []
    waiting = [everything.copy()]
    sets = forbidden_sets(table)
    issue_of = np.repeat(np.arange(table.issues), np.diff(table.start))
    while waiting:
        mask = waiting.pop()
        column = _busiest(mask, sets, issue_of)
        if column < 0 or len(found) + len(waiting) + 2 > limit:
            found.append(mask)
            continue
        without = mask.copy()
        without[column] = False
        taken = mask & ((issue_of != issue_of[column]) | (np.arange(mask.size) == column))
        waiting += [without, _propagate(taken, sets, issue_of)]
    return found


def _fixed(mask: np.ndarray, issue_of: np.ndarray) -> np.ndarray:
    """Columns that are the only one left of their issue."""
    return mask & (np.bincount(issue_of, weights=mask)[issue_of] == 1)


def _propagate(mask: np.ndarray, sets: list[frozenset[int]], issue_of: np.ndarray) -> np.ndarray:
    fixed = _fixed(mask, issue_of)
    for held in sets:
        left = [c for c in held if not fixed[c]]
        if len(left) == 1:
            mask[left[0]] = False
    return mask


def _busiest(mask: np.ndarray, sets: list[frozenset[int]], issue_of: np.ndarray) -> int:
    """Return the free column in most live exclusions, if in more than two; -1 otherwise."""
    fixed = _fixed(mask, issue_of)
    uses = np.zeros(mask.size, dtype=int)
    for held in sets:
        if all(mask[c] for c in held):
            uses[[c for c in held if not fixed[c]]] += 1
    return int(uses.argmax()) if uses.size and uses.max() > 2 else -1


State = frozenset[frozenset[int]]


class Step(NamedTuple):
    """One issue of a `machine`: its columns, and ``follow (states, columns)``, the state after; -1 forbidden."""

    issue: int
    columns: np.ndarray
    follow: np.ndarray
    states: int


def machine(table: Table, allowed: np.ndarray) -> list[Step]:
    """Return the issues in merging order with the states that exclusions need.

    A state is what must not follow: the columns still to come of every exclusion of which all columns so far were
    taken, without those that hold another. Exclusions that forbid the same from here on are one state, so that chains
    and trees of exclusions need few. Before the first and after the last issue there is only the empty state. Raises
    `BlockTooLarge` above 1,000 states. Tables with the same issues and exclusions share their steps.
    """
    return [*_machine(*_shape(table, allowed))]


@lru_cache(maxsize=KEPT_SHAPES)
def _machine(start: bytes, forbid_start: bytes, forbid_column: bytes, allowed: bytes) -> tuple[Step, ...]:
    return tuple(_steps(*_shaped(start, forbid_start, forbid_column, allowed)))


def _steps(table: Table, allowed: np.ndarray) -> Iterator[Step]:
    issue_of = np.repeat(np.arange(table.issues), np.diff(table.start))
    live = [held for held in forbidden_sets(table) if all(allowed[c] for c in held)]
    linked = [frozenset(int(issue_of[c]) for c in held) for held in live]
    widths = np.bincount(issue_of, weights=allowed, minlength=table.issues)
    states: list[State] = [frozenset()]
    waiting = list(zip(live, linked, strict=True))
    for issue in _order(linked, widths):
        columns = np.flatnonzero(allowed & (issue_of == issue))
        begun = [held for held, issues in waiting if issue in issues]
        waiting = [(held, issues) for held, issues in waiting if issue not in issues]
        after: dict[State, int] = {}
        follow = np.full((len(states), columns.size), -1, dtype=np.int64)
        for s, state in enumerate(states):
            for c, column in enumerate(columns.tolist()):
                left = _left([*state, *begun], columns, column)
                if left is not None:
                    follow[s, c] = after.setdefault(left, len(after))
        states = list(after)
        if len(states) > STATE_LIMIT:
            raise BlockTooLarge(
                f"exclusions link {len(frozenset().union(*linked))} issues in more ways than are followed exactly "
                f"({STATE_LIMIT:,}): drop some, or name fewer options in each"
            )
        yield Step(issue, columns, follow, len(states))


def _left(held: list[frozenset[int]], columns: np.ndarray, column: int) -> State | None:
    """Return what must not follow once `column`, of the issue with these `columns`, is taken; None if forbidden."""
    others = frozenset(columns.tolist()) - {column}
    rest = {columns_left - {column} for columns_left in held if not columns_left & others}
    if frozenset() in rest:
        return None
    least: list[frozenset[int]] = []
    for one in sorted(rest, key=len):
        if not any(known <= one for known in least):
            least.append(one)
    return frozenset(least)


def _order(linked: list[frozenset[int]], widths: np.ndarray) -> list[int]:
    """Return the issues in an order that keeps few exclusions half met: greedily, linked issues before the others."""
    uses: dict[int, list[int]] = {}
    for f, issues in enumerate(linked):
        for issue in issues:
            uses.setdefault(issue, []).append(f)
    placed = [0] * len(linked)
    order: list[int] = []
    left = set(uses)
    while left:
        opened = {
            i: sum((placed[f] == 0) - (placed[f] == len(linked[f]) - 1) for f in uses[i]) for i in left
        }  # fmt: skip
        best = min(left, key=lambda i: (opened[i], widths[i], i))
        left.remove(best)
        order.append(best)
        for f in uses[best]:
            placed[f] += 1
    return order + sorted(set(range(widths.size)) - set(uses), key=lambda i: (widths[i], i))
