"""Interactions between issues, made additive again so that the kernels need not know them (methods 3.4).

Issues that interact are merged into a super-issue while its combinations can be listed. In a larger group every
interaction becomes a *switch*: an issue more, with the columns off and on, that exclusions tie to the options it needs,
as products of 0-1 variables are made linear in integer programming (Fortet 1960; Glover & Woolsey 1974). Either way one
settlement is one choice of columns, so counts, ties and optima stay exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from detente.case.fault import TooLarge
from detente.case.nouns import Case, Interaction
from detente.kernels import size

if TYPE_CHECKING:
    from detente.settlement.space import Space


@dataclass(frozen=True, slots=True)
class _Link:
    """Points that parties get when all of some (issue, option) pairs are in the settlement."""

    pairs: tuple[tuple[str, str], ...]
    rows: tuple[Interaction, ...]


def additive(case: Case, plain: Space) -> Space:
    """Return the space of a case with its interactions, given that of its single options.

    Raises `TooLarge` when more than 32 different interactions lie in groups too large to merge.
    """
    links = _links(case.interactions)
    if not links:
        return plain
    widths = dict(zip(plain.issues, np.diff(plain.start).tolist(), strict=True))
    groups = _components([tuple(issue for issue, _ in link.pairs) for link in links], plain.issues)
    merged, wide = [], set[str]()
    for group in groups:
        if np.prod([float(widths[issue]) for issue in group]) > size.MERGED_COLUMNS:
            wide |= set(group)
            merged += [[issue] for issue in group]
        else:
            merged.append(group)
    switched = [link for link in links if link.pairs[0][0] in wide]
    if len(switched) > size.MOST_SWITCHES:
        raise TooLarge(
            f"{len(switched)} interactions link {len(wide)} issues ({', '.join(sorted(wide, key=plain.issues.index))}) "
            f"into more combinations than can be listed; at most {size.MOST_SWITCHES} such interactions are answered: "
            "drop some, or split the group"
        )
    held = _merged(case, plain, merged, [link for link in links if link.pairs[0][0] not in wide])
    return _switched(held, switched) if switched else held


def barred_columns(lines: np.ndarray, members: Sequence[Sequence[int]]) -> np.ndarray:
    """Return which columns meet a binding red line, given those of single options and the options of each column."""
    return np.stack([lines[:, :, list(held)].any(axis=2) for held in members], axis=2)


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


def _merged(case: Case, given: Space, groups: list[list[str]], links: list[_Link]) -> Space:
    where = {issue: i for i, issue in enumerate(given.issues)}
    members: list[tuple[int, ...]] = []
    start = [0]
    for group in groups:
        members += product(*(range(given.start[where[i]], given.start[where[i] + 1]) for i in group))
        start.append(len(members))
    worth = np.stack([given.worth[:, :, list(m)].sum(axis=2) for m in members], axis=2)
    pairs = [tuple(given.columns[c][0] for c in m) for m in members]
    for link in links:
        held = [set(link.pairs) <= set(own) for own in pairs]
        worth[:, :, held] += _points(given, link)[:, :, None]
    merged = replace(
        given,
        issues=tuple("+".join(group) for group in groups),
        columns=tuple(pairs),
        start=np.array(start, dtype=np.int64),
        worth=worth,
        barred=barred_columns(given.lines, members),
    )
    return replace(merged, forbidden=_forbidden(case, merged))


def _points(given: Space, link: _Link) -> np.ndarray:
    """Return what a link adds to ``salience x worth`` of every party, ``(D, P)`` integers."""
    total = np.zeros(given.scale.shape, dtype=np.int64)
    for row in link.rows:
        p = given.parties.index(row.party)
        total[:, p] += np.rint(row.worth * given.scale[:, p]).astype(np.int64)
    return total


def _forbidden(case: Case, given: Space) -> tuple[tuple[int, ...], ...]:
    """Return the exclusions of a merged space: one per combination of super-issue columns that holds the exclusion."""
    found: list[tuple[int, ...]] = []
    for exclusion in case.forbid:
        wanted = set(exclusion.settlement.items())
        choices: list[list[int]] = []
        for i, name in enumerate(given.issues):
            own = {pair for pair in wanted if pair[0] in name.split("+")}
            if own:
                columns = range(given.start[i], given.start[i + 1])
                choices.append([c for c in columns if own <= set(given.columns[c])])
        found.extend(product(*choices))
    return tuple(found)


def _switched(given: Space, links: list[_Link]) -> Space:
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
