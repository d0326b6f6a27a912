"""Games for Gambit: the ballot over tabled offers in strategic form (.nfg) and in extensive form (.efg).

The formats are those of Gambit's own documentation, "Game representation formats": payoffs by outcome, the strategy of
the first player changing first in .nfg, nodes from the root down in .efg.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from detente.case.ballot import Ballot
from detente.case.fault import TooLarge

ENDINGS = (".nfg", ".efg")
MOST = 10_000
"""Largest number of strategy profiles, or of ends of a tree."""
NO_DEAL = "no deal"


def write(game: Ballot, ending: str) -> str:
    """Return a game as text: `.nfg`, each names an offer, signed if all name it; `.efg`, offer by offer, each in turn.

    Raises
    ------
    TooLarge
        When the game has more than 10,000 strategy profiles or ends.
    """
    return _strategic(game) if ending == ENDINGS[0] else _extensive(game)


def ends(players: int, offers: int) -> int:
    """Return how many ends the tree of some offers has, each of which every player may refuse.

    >>> ends(2, 1), ends(4, 5)
    (3, 1365)
    """
    count = 1
    for _ in range(offers):
        count = 1 + players * count
    return count


def _strategic(game: Ballot) -> str:
    names = (*game.offers, NO_DEAL)
    _bounded(len(names) ** len(game.players), "strategy profiles")
    choices = "\n".join(f"{{ {' '.join(map(_quoted, names))} }}" for _ in game.players)
    outcomes = [
        f"{{ {_outcome(name, row).replace('{ ', '').replace(' }', '')} }}"
        for name, row in zip(names, (*game.payoffs, game.no_deal), strict=True)
    ]
    last = len(names)
    signed = (
        str(profile[0] + 1 if len(set(profile)) == 1 else last)
        for profile in product(range(last), repeat=len(game.players))  # a game that all players see alike: any order
    )
    head = f"NFG 1 R {_quoted(game.title)} {_players(game)}\n"
    return f"{head}{{\n{choices}\n}}\n{_quoted('')}\n\n{{\n" + "\n".join(outcomes) + f"\n}}\n{' '.join(signed)}\n"


def _extensive(game: Ballot) -> str:
    _bounded(ends(len(game.players), len(game.offers)), "ends")
    head = f"EFG 2 R {_quoted(game.title)} {_players(game)}\n{_quoted('')}\n\n"
    return head + "".join(f"{line}\n" for line in _nodes(game, 0, 0, [0] * len(game.players)))


def _nodes(game: Ballot, offer: int, player: int, sets: list[int]) -> Iterator[str]:
    """Yield the lines of the tree below a player's answer to an offer; `sets` counts the nodes of each player."""
    if offer == len(game.offers):
        yield f't "" {offer + 1} {_outcome(NO_DEAL, game.no_deal)}'
        return
    name = game.offers[offer]
    if player == len(game.players):
        yield f't "" {offer + 1} {_outcome(name, game.payoffs[offer])}'
        return
    sets[player] += 1
    yield f'p "" {player + 1} {sets[player]} {_quoted(f"{name} {sets[player]}")} {{ "accept" "refuse" }} 0'
    yield from _nodes(game, offer, player + 1, sets)
    yield from _nodes(game, offer + 1, 0, sets)


def _outcome(name: str, payoffs: tuple[float, ...]) -> str:
    return f"{_quoted(name)} {{ {', '.join(map(repr, payoffs))} }}"


def _players(game: Ballot) -> str:
    return f"{{ {' '.join(map(_quoted, game.players))} }}"


def _quoted(text: str) -> str:
    """Return text in quotes; signs that cannot be seen become blanks."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return '"' + shown.replace("\\", "/").replace('"', '\\"') + '"'


def _bounded(count: int, what: str) -> None:
    if count > MOST:
        raise TooLarge(
            f"the game would have {count:,} {what}, more than {MOST:,}; keep fewer offers in a copy of the case"
        )
