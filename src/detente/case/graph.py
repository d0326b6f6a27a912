"""A conflict as a graph model: decision makers, states, moves and what each prefers (Fang, Hipel & Kilgour 1993).

A model has one of two forms. In *option form* every decision maker says yes or no to options of its own, and states are
the combinations that are feasible. In *explicit form* states have names and moves are listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

BOTH, FORWARD, BACK = DIRECTIONS = ("both", "fwd", "back")
"""An option may be taken up and dropped again, only taken up, or only dropped."""
YES, NO = "Y", "N"

Pattern = tuple[tuple[int, bool], ...]
"""Options by index and whether each is taken; options that are not named may be either."""
Statement = tuple[Pattern, ...]
"""True where one of its patterns holds."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a decision maker, to be taken (Y) or not (N), and its permitted direction."""

    name: str
    direction: str = BOTH


@dataclass(frozen=True, slots=True)
class Preference:
    """What a decision maker prefers, in one of four ways; states are numbered from 1.

    Parameters
    ----------
    ranking
        States from best to worst, each in a group of those that tie with it.
    statements
        Most important first; statement ``k`` of ``m`` weighs ``2^(m - 1 - k)``, a state ranks by the sum of the
        statements that hold in it (option prioritising).
    payoffs
        A number per state, in the order of the states; more is better.
    better, ties
        Pairs of states: the first better than the second; the two equally good.
    manual
        Whether a ranking was set by hand, so that it goes before statements.
    margin
        Payoffs that differ by no more than this are reported as near ties.
    """

    ranking: tuple[tuple[int, ...], ...] = ()
    statements: tuple[Statement, ...] = ()
    payoffs: tuple[float, ...] = ()
    better: tuple[tuple[int, int], ...] = ()
    ties: tuple[tuple[int, int], ...] = ()
    manual: bool = False
    margin: float = 0.0

    @property
    def source(self) -> str:
        """The way that counts: ``ranking``, ``statements``, ``payoffs``, ``better`` or, where there is none, empty.

        A ranking goes before statements where it was set by hand, and before everything else where there are none.
        """
        first = ("ranking", "statements") if self.manual else ("statements", "ranking")
        return next((way for way in (*first, "payoffs", "better") if getattr(self, way)), "")


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """One who moves and prefers.

    Parameters
    ----------
    options
        Indices of its options, in option form.
    misperceived
        States that it does not perceive: it makes no move into or out of one. States and payoffs stay.
    moves
        Pairs of states numbered from 1, from and to, in explicit form.
    """

    name: str
    options: tuple[int, ...] = ()
    preference: Preference = field(default_factory=Preference)
    misperceived: tuple[Pattern, ...] = ()
    moves: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictGraph:
    """A graph model: in option form with `options`, in explicit form with named `states`.

    Parameters
    ----------
    infeasible
        Patterns of states that cannot be.
    coalitions
        Groups of decision makers, by index, whose joint moves are of interest.
    """

    title: str
    makers: tuple[DecisionMaker, ...]
    options: tuple[Choice, ...] = ()
    infeasible: tuple[Pattern, ...] = ()
    states: tuple[str, ...] = ()
    coalitions: tuple[tuple[int, ...], ...] = ()

    @property
    def explicit(self) -> bool:
        """Whether states have names and moves are listed."""
        return bool(self.states)


def grouped(graph: ConflictGraph) -> ConflictGraph:
    """Return the model with its options decision maker by decision maker, the order in which states are numbered.

    Examples
    --------
    >>> a, b = DecisionMaker("A", options=(1,)), DecisionMaker("B", options=(0,))
    >>> found = grouped(ConflictGraph("Two", (a, b), (Choice("b"), Choice("a")), infeasible=(((0, True),),)))
    >>> [choice.name for choice in found.options], found.makers[1].options, found.infeasible
    (['a', 'b'], (1,), (((1, True),),))
    """
    order = [k for maker in graph.makers for k in maker.options]
    if order == sorted(order):
        return graph
    to = {k: at for at, k in enumerate(order)}
    makers = tuple(
        replace(
            maker,
            options=tuple(to[k] for k in maker.options),
            misperceived=_moved(maker.misperceived, to),
            preference=replace(
                maker.preference, statements=tuple(_moved(held, to) for held in maker.preference.statements)
            ),
        )
        for maker in graph.makers
    )
    options = tuple(graph.options[k] for k in order)
    return replace(graph, makers=makers, options=options, infeasible=_moved(graph.infeasible, to))


def _moved(patterns: Iterable[Pattern], to: dict[int, int]) -> tuple[Pattern, ...]:
    return tuple(tuple((to[k], taken) for k, taken in pattern) for pattern in patterns)
