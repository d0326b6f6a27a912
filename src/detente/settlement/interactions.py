"""Interactions between issues, made additive again so that the kernels need not know them (methods 3.4).

Issues that interact are merged into a super-issue while its combinations can be listed. In a larger group every
interaction becomes a *switch*: an issue more, with the columns off and on, that exclusions tie to the options it needs,
as products of 0-1 variables are made linear in integer programming (Fortet 1960; Glover & Woolsey 1974). Either way one
settlement is one choice of columns, so counts, ties and optima stay exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from detente.case.fault import TooLarge
from detente.case.nouns import Case, Interaction
from detente.case.once import once
from detente.kernels import size
from detente.settlement.frame import frame_of

if TYPE_CHECKING:
    from detente.settlement.space import Space


@dataclass(frozen=True, slots=True)
class _Link:
    """Points that parties get when all of some (issue, option) pairs are in the settlement."""

    pairs: tuple[tuple[str, str], ...]
    rows: tuple[Interaction, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the issues of a case are merged, which follows from the case alone.

    `issues`, `columns`, `start` and `forbidden` are those of the merged space, `members` the single columns of each of
    its columns; `links` go with the columns ``(C,)`` bool that hold them, `switched` ones become switches.
    """

    issues: tuple[str, ...]
    columns: tuple[tuple[tuple[str, str], ...], ...]
    start: np.ndarray
    forbidden: tuple[tuple[int, ...], ...]
    members: tuple[tuple[int, ...], ...]
    links: tuple[tuple[_Link, np.ndarray], ...]
    switched: tuple[_Link, ...]


def additive(case: Case, plain: Space) -> Space:
    """Return the space of a case with its interactions, given that of its single options.

    Raises `TooLarge` when more than 32 different interactions lie in groups too large to merge.
    """
    plan = _plan(case)
    if plan is None:
        return plain
    worth = _by_column(plain.worth, plan.members, np.add)
    for link, held in plan.links:
        worth[:, :, held] += _points(plain, link)[:, :, None]
    merged = replace(
        plain,
        issues=plan.issues,
        columns=plan.columns,
        start=plan.start,
        forbidden=plan.forbidden,
        worth=worth,
        barred=barred_columns(plain.lines, plan.members),
    )
    return _switched(merged, plan.switched) if plan.switched else merged


def barred_columns(lines: np.ndarray, members: Sequence[Sequence[int]]) -> np.ndarray:
    """Return which columns meet a binding red line, given those of single options and the options of each column."""
    return _by_column(lines, members, np.logical_or)


def without_exclusions(given: Space) -> Space:
    """Return a space without the exclusions of its case; those that leave a switch no choice stay."""
    first = int(given.start[len(given.issues)])
    return replace(given, forbidden=tuple(held for held in given.forbidden if max(held) >= first))


def without_switches(given: Space) -> Space:
    """Return a space of the issues alone: the same settlements, without what the switched interactions add."""
    if not given.switches:
        return given
    first = int(given.start[len(given.issues)])
    return replace(
        given,
        columns=given.columns[:first],
        start=given.start[: len(given.issues) + 1],
        forbidden=tuple(held for held in given.forbidden if max(held) < first),
        worth=given.worth[:, :, :first],
        barred=given.barred[:, :, :first],
        switches=(),
    )


@once
def _plan(case: Case) -> _Plan | None:
    links, frame = _links(case.interactions), frame_of(case)
    if not links:
        return None
    issues = tuple(issue.id for issue in case.issues)
    columns = {issue: range(*ends) for issue, ends in zip(issues, pairwise(frame.start.tolist()), strict=True)}
    groups, wide = _groups(links, {issue: len(own) for issue, own in columns.items()})
    switched = tuple(link for link in links if link.pairs[0][0] in wide)
    _refuse_too_many(switched, sorted(wide, key=issues.index))
    choices = [[*product(*(columns[issue] for issue in group))] for group in groups]
    members = tuple(choice for own in choices for choice in own)
    pairs = tuple(tuple(frame.pairs[column] for column in choice) for choice in members)
    start = np.cumsum([0, *map(len, choices)]).astype(np.int64)
    merged = [link for link in links if link not in switched]
    return _Plan(
        issues=tuple("+".join(group) for group in groups),
        columns=pairs,
        start=start,
        forbidden=_forbidden(case, groups, pairs, start),
        members=members,
        links=tuple((link, np.array([set(link.pairs) <= set(own) for own in pairs])) for link in merged),
        switched=switched,
    )


def _refuse_too_many(switched: Sequence[_Link], wide: Sequence[str]) -> None:
    if len(switched) > size.MOST_SWITCHES:
        raise TooLarge(
            f"{len(switched)} interactions link {len(wide)} issues ({', '.join(wide)}) into more combinations than can "
            f"be listed; at most {size.MOST_SWITCHES} such interactions are answered: drop some, or split the group"
        )


def _groups(links: Sequence[_Link], widths: Mapping[str, int]) -> tuple[list[list[str]], set[str]]:
    """Return the issues that are merged, in groups, and those of which the combinations are too many to be listed."""
    groups, wide = list[list[str]](), set[str]()
    for group in _components([tuple(issue for issue, _ in link.pairs) for link in links], tuple(widths)):
        if np.prod([float(widths[issue]) for issue in group]) > size.MERGED_COLUMNS:
            wide |= set(group)
            groups += [[issue] for issue in group]
        else:
            groups.append(group)
    return groups, wide


def _links(interactions: Iterable[Interaction]) -> list[_Link]:
    found: dict[frozenset[tuple[str, str]], list[Interaction]] = {}
    for row in interactions:
        found.setdefault(frozenset(row.when.items()), []).append(row)
    return [_Link(tuple(rows[0].when.items()), tuple(rows)) for rows in found.values()]


def _components(links: list[tuple[str, ...]], issues: tuple[str, ...]) -> list[list[str]]:
    group = {issue: [issue] for issue in issues}
    for first, *others in links:
        for other in others:
            if group[other] is not group[first]:
                group[first].extend(group[other])
                for issue in group[other]:
                    group[issue] = group[first]
    distinct = {id(members): members for members in group.values()}
    return [sorted(members, key=issues.index) for members in distinct.values()]


def _by_column(values: np.ndarray, members: Sequence[Sequence[int]], join: np.ufunc) -> np.ndarray:
    """Return per column what `join` makes of the values ``(D, P, C)`` of its members; zero where it has none."""
    counts = np.array([len(own) for own in members])
    found = np.zeros((*values.shape[:2], len(members)), dtype=values.dtype)
    for count in np.unique(counts[counts > 0]).tolist():
        columns = np.flatnonzero(counts == count).tolist()
        first, *others = np.array([members[column] for column in columns]).T
        held = np.take(values, first, axis=2)
        for other in others:
            join(held, np.take(values, other, axis=2), out=held)
        found[:, :, columns] = held
    return found


def _points(given: Space, link: _Link) -> np.ndarray:
    """Return what a link adds to ``salience x worth`` of every party, ``(D, P)`` integers."""
    total = np.zeros(given.scale.shape, dtype=np.int64)
    for row in link.rows:
        p = given.parties.index(row.party)
        total[:, p] += np.rint(row.worth * given.scale[:, p]).astype(np.int64)
    return total


def _forbidden(
    case: Case, groups: list[list[str]], pairs: Sequence[tuple[tuple[str, str], ...]], start: np.ndarray
) -> tuple[tuple[int, ...], ...]:
    """Return the exclusions of a merged space: one per combination of super-issue columns that holds the exclusion."""
    found: list[tuple[int, ...]] = []
    for exclusion in case.forbid:
        wanted = set(exclusion.settlement.items())
        choices: list[list[int]] = []
        for i, group in enumerate(groups):
            own = {pair for pair in wanted if pair[0] in group}
            if own:
                choices.append([c for c in range(start[i], start[i + 1]) if own <= set(pairs[c])])
        found.extend(product(*choices))
    return tuple(found)


def _switched(given: Space, links: Sequence[_Link]) -> Space:
    """Add a switch for every link, and the exclusions that leave it no choice."""
    first, count = int(given.start[-1]), len(links)
    place = {pairs[0]: column for column, pairs in enumerate(given.columns)}
    needed = tuple(tuple(place[pair] for pair in link.pairs) for link in links)
    worth = np.zeros((*given.worth.shape[:2], 2 * count), dtype=np.int64)
    for k, link in enumerate(links):
        worth[:, :, 2 * k + 1] = _points(given, link)
    ties = (_ties(given.start, held, first + 2 * k) for k, held in enumerate(needed))
    return replace(
        given,
        columns=(*given.columns, *((),) * (2 * count)),
        start=np.append(given.start, first + 2 * np.arange(1, count + 1)),
        forbidden=(*given.forbidden, *(held for tied in ties for held in tied)),
        worth=np.concatenate([given.worth, worth], axis=2),
        barred=np.concatenate([given.barred, np.zeros(worth.shape, dtype=bool)], axis=2),
        switches=needed,
    )


def _ties(start: np.ndarray, needed: tuple[int, ...], off: int) -> list[tuple[int, ...]]:
    """Return the exclusions of a switch with columns `off` and ``off + 1``: on without what it needs, off with it."""
    found: list[tuple[int, ...]] = [(*needed, off)]
    for column in needed:
        i = int(np.searchsorted(start, column, side="right")) - 1
        found += [(other, off + 1) for other in range(int(start[i]), int(start[i + 1])) if other != column]
    return found
