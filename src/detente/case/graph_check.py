"""Every fault of a graph model at once, with its place in the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from detente.case.document import Place, cut
from detente.case.graph import DIRECTIONS, ConflictGraph, Pattern, grouped
from detente.case.graph_fault import Found
from detente.case.graph_preference import preference_faults
from detente.kernels.states import MOST_OPTIONS, MOST_STATES, TooManyStates, feasible

MOST_MAKERS = 50
MOST_PATTERNS = 5_000
"""Patterns of infeasible or misperceived states and of statements, in all."""


def faults(graph: ConflictGraph) -> tuple[Found, ...]:
    """Return every fault of a graph model; none where it can be judged.

    What hangs on the number of states is looked at once the rest is whole.
    """
    found = [*_whole(graph), *(_explicit(graph) if graph.explicit else _options(graph))]
    if found:
        return tuple(found)
    try:
        states = count(graph)
    except TooManyStates as error:
        where = ("infeasible",) if graph.infeasible else ("options",)
        return (Found(where, f"{error} are feasible", "rule out more, or split the conflict", limit=True),)
    if not states:
        return (Found(("infeasible",), "no state is feasible", "drop a pattern"),)
    return tuple(fault for at, maker in enumerate(graph.makers) for fault in preference_faults(maker, at, states))


def count(graph: ConflictGraph) -> int:
    """Return the number of states of a model without other faults; raises `kernels.states.TooManyStates`."""
    return len(graph.states) if graph.explicit else state_bits(grouped(graph)).size


def state_bits(graph: ConflictGraph) -> np.ndarray:
    """Return the feasible states of a grouped model in option form, as bits, in the order of their numbers."""
    masks = [bits(pattern) for pattern in graph.infeasible]
    care, want = np.array(masks, dtype=np.int64).reshape(-1, 2).T
    return feasible(len(graph.options), care, want)


def bits(pattern: Pattern) -> tuple[int, int]:
    """Return the options that a pattern looks at and those that it wants taken, as bits.

    >>> bits(((0, True), (2, False)))
    (5, 1)
    """
    return sum(1 << k for k, _ in pattern), sum(1 << k for k, taken in pattern if taken)


# What does not hang on the states


def _whole(graph: ConflictGraph) -> Iterator[Found]:
    if not graph.makers:
        yield Found(("makers",), "no decision makers", "name at least one")
    if len(graph.makers) > MOST_MAKERS:
        yield Found(("makers",), f"{len(graph.makers)} decision makers are more than {MOST_MAKERS}", limit=True)
    if graph.options and graph.states:
        yield Found(("states",), "both options and named states", "give one of the two")
    if sum(len(patterns) for _, patterns in _patterns(graph)) > MOST_PATTERNS:
        yield Found((), f"more than {MOST_PATTERNS:,} patterns of states, in statements and elsewhere", limit=True)
    names = [maker.name for maker in graph.makers]
    yield from _names(names)
    yield from _coalitions(graph.coalitions, names)


def _names(names: Sequence[str]) -> Iterator[Found]:
    seen: set[str] = set()
    for at, name in enumerate(names):
        if not name.strip():
            yield Found(("makers", at, "name"), "the name is empty")
        elif name in seen:
            yield Found(("makers", at, "name"), f'"{cut(name)}" is the name of two decision makers', "tell them apart")
        seen.add(name)


def _coalitions(coalitions: Sequence[Sequence[int]], names: Sequence[str]) -> Iterator[Found]:
    for at, coalition in enumerate(coalitions):
        wrong = [k for k in coalition if not 0 <= k < len(names)]
        if wrong:
            yield Found(("coalitions", at), f"no decision maker {wrong[0]}; they are {_range(names)}")
        if not coalition or len(set(coalition)) < len(coalition):
            yield Found(("coalitions", at), "a coalition names nobody, or somebody twice")


def _options(graph: ConflictGraph) -> Iterator[Found]:
    width = len(graph.options)
    if not width:
        yield Found(("options",), "neither options nor named states", "give the options that somebody may take")
    if width > MOST_OPTIONS:
        yield Found(("options",), f"{width} options are more than {MOST_OPTIONS}", "split the conflict", limit=True)
    for k, choice in enumerate(graph.options):
        if choice.direction not in DIRECTIONS:
            told = f'"{cut(choice.direction)}" is no direction; these are {", ".join(DIRECTIONS)}'
            yield Found(("options", k, "direction"), told)
    yield from _owners(graph)
    for place, patterns in _patterns(graph):
        for at, pattern in enumerate(patterns):
            yield from _pattern(pattern, (*place, at), width)
    for at, maker in enumerate(graph.makers):
        if maker.moves:
            yield Found(
                ("makers", at, "moves"), "moves are listed, but states have no names", "name states, or drop it"
            )


def _owners(graph: ConflictGraph) -> Iterator[Found]:
    owner: dict[int, str] = {}
    for at, maker in enumerate(graph.makers):
        place = ("makers", at, "options")
        if not maker.options:
            yield Found(place, f'"{cut(maker.name)}" has no option, so no move', "give it one, or leave it out")
        for k in maker.options:
            if not 0 <= k < len(graph.options):
                yield Found(place, f"no option {k}; they are {_range(graph.options)}")
            elif k in owner:
                yield Found(place, f'option {k}, "{cut(graph.options[k].name)}", is already of "{cut(owner[k])}"')
            owner.setdefault(k, maker.name)
    for k, choice in enumerate(graph.options):
        if k not in owner and graph.makers:
            told = f'"{cut(choice.name)}" is the option of no decision maker'
            yield Found(("options", k), told, "give it to one, or leave it out")


def _patterns(graph: ConflictGraph) -> Iterator[tuple[Place, Sequence[Pattern]]]:
    yield ("infeasible",), graph.infeasible
    for at, maker in enumerate(graph.makers):
        yield ("makers", at, "misperceived"), maker.misperceived
        for number, statement in enumerate(maker.preference.statements):
            yield ("makers", at, "preference", "statements", number), statement or ((),)


def _pattern(pattern: Pattern, place: Place, width: int) -> Iterator[Found]:
    wrong = [k for k, _ in pattern if not 0 <= k < width]
    if wrong:
        yield Found(place, f"no option {wrong[0]}; they are {_range(range(width))}")
    if not pattern:
        yield Found(place, "it names no option, so it says nothing", "name an option, or drop it")
    if len({k for k, _ in pattern}) < len(pattern):
        yield Found(place, "one option stands twice in a pattern")


def _range(held: Sequence[object]) -> str:
    return f"0 to {len(held) - 1}" if held else "none"


def _explicit(graph: ConflictGraph) -> Iterator[Found]:
    states = len(graph.states)
    if states > MOST_STATES:
        yield Found(("states",), f"{states:,} states are more than {MOST_STATES:,}", limit=True)
    first: dict[str, int] = {}
    for s, name in enumerate(graph.states):
        if first.setdefault(name, s) != s:
            yield Found(("states", s), f'"{cut(name)}" is the name of two states', "tell them apart")
    if graph.infeasible:
        yield Found(("infeasible",), "patterns of options, but there are no options", "leave the states out")
    for at, maker in enumerate(graph.makers):
        if maker.options or maker.misperceived or maker.preference.statements:
            told = "options or statements about them, but there are no options"
            yield Found(("makers", at), told, "give moves and a ranking")
        for number, (source, target) in enumerate(maker.moves):
            place = ("makers", at, "moves", number)
            if not (1 <= source <= states and 1 <= target <= states):
                yield Found(place, f"a move from {source} to {target}; states are 1 to {states}")
            elif source == target:
                yield Found(place, f"a move from state {source} to itself")
