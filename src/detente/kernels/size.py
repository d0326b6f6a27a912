"""The size rules: which of the ways to an answer pays, and beyond which size a question is refused or estimated.

The twin merges a frontier per draw in plain numpy. Branch and bound searches: for one or two parties the draws of a
batch at once, in numpy too, so that nobody waits for a compiler; compiled, draws of any size, and it proves what it
says or reports how far it got. Enumeration lists halves of the settlements, for counts. All give the same answers.
"""

from __future__ import annotations

from detente.kernels.cache import (
    BALANCING,
    DETERRING,
    FOLLOWING,
    PAIRING,
    PRUNING,
    SUCCEEDING,
    SWEEPING,
    TALLYING,
    loaded,
    ready,
)

TWIN = "twin"
BATCH = "batch"
COMPILED = "compiled"
BATCH_SEARCHES, BATCH_PARTIES = 20_000, 2
"""Searches, of a draw and a month each, up to which a batch in numpy is done before the compiler would be."""
SWEPT_VARIANTS = 400
"""Variants of a sweep from which its processes load machine code."""
BATCH_DRAWS = 8
"""Draws from which a batch is faster than to merge each."""
LIVE_NODES, PROBLEM_NODES = 1 << 20, 1 << 12
"""Partial settlements that a batch follows at once: of all draws together, and of one objective of one."""
READY_DRAWS = 30
"""With machine code at hand that is not loaded yet, numpy pays up to this many searches."""
READY_ROWS, WAIT_ROWS = 1_000, 20_000
"""Vectors of three parties or more from which compiled pruning pays: with machine code at hand, and without."""
WAIT_DRAWS = 64
"""Draws for which merging is tried, where it takes little, rather than wait for the compiler."""
THREAD_WORK = 1_024
"""Draws times squared parties from which a second thread saves more time than it costs."""
NODE_CAP = 2_000_000
"""Nodes of one search of one draw; beyond them it reports the gap to its best open bound."""
FIRST_NODES = 50_000
"""Nodes after which a search is left for merging, where that takes little, before it goes on to the node cap."""
POINT_NUMBERS, TWIN_POINT_LIMIT = 5_000_000, 200_000
"""What one step of merging a frontier may look at: numbers, one for each party and partial settlement; and partial
settlements, where there is a frontier to every draw."""
COMPARISONS = 1 << 29
"""Pairs of partial settlements that one step of merging a frontier may compare, compiled."""
LISTED_ROWS = 1 << 20
"""Partial settlements that one step may look at where the first of many ties are listed."""
FEW_POINTS = 5_000
"""Partial settlements that one step may look at where merging is tried first, and takes little."""
SWEPT_POINTS, SWEPT_TIES = 2_000, 1_000
"""Points of a frontier that are found one by one with branch and bound, and settlements that are kept of each."""
HALF_LIMIT, HALF_NUMBERS = 1 << 21, 1 << 23
"""Combinations of one half of the issues that are listed for a count, and numbers: one per party and combination."""
PAIR_LIMIT = 1 << 32
"""Pairs of halves that are compared for a count with three parties or more."""
WAIT_PAIRS = 1 << 24
"""Pairs from which it pays to wait for the compiler."""
READY_HALVES, WAIT_HALVES = 20_000, 2_000_000
"""Combinations of both halves from which a compiled sweep pays: with machine code at hand, and without."""
SAMPLES = 200_000
"""Settlements drawn where a count is estimated."""
LISTED_SETTLEMENTS, LISTED_CELLS = 1 << 22, 1 << 30
"""Settlements, and settlements x draws, that are judged one by one for the acceptability of every settlement."""
WAIT_CELLS = 1 << 26
"""Settlements x draws from which it pays to wait for the compiler."""
MERGED_COLUMNS = 4096
"""Combinations of interacting issues that are listed as options of one; of more, every interaction is a switch."""
MOST_SWITCHES = 32
BLOCK_LIMIT = 200_000
"""Combinations of issues that exclusions link that are listed, for a count."""
PIECE_LIMIT = 16
"""Parts into which the columns that many exclusions share split the settlements."""
STATE_LIMIT = 1000
"""Ways in which exclusions may be half met that are followed exactly, issue by issue."""
STATE_PARTIES, ONCE_MOVES = 1 << 26, 1 << 30
"""States times parties squared of a graph model; moves times parties times sets of opponents, listed move by move."""
READY_MOVES, WAIT_MOVES = 1_000_000, 20_000_000
"""Moves times draws from which compiled thresholds pay: with machine code at hand, and without."""

READY_COMBINATIONS, WAIT_COMBINATIONS = 5_000_000, 1 << 34
"""Scenarios of a cross-impact matrix from which the compiled search pays: with machine code at hand, and without."""
READY_STARTS, WAIT_STARTS = 200_000, 2_000_000
"""Scenarios followed by succession from which that pays compiled."""


def backend(searches: int, parties: int) -> str:
    """Decide between `BATCH` and `COMPILED` for so many searches of these parties with a no-deal value.

    A few of one or two parties are faster in numpy than the loading of machine code; many more of them only while
    there is none yet, since nobody should wait for a compiler to see a first answer.
    """
    if parties > BATCH_PARTIES or searches > BATCH_SEARCHES:
        return COMPILED
    return COMPILED if loaded() or (searches > READY_DRAWS and ready()) else BATCH


def impatient(draws: int) -> bool:
    """Decide whether so few draws of any number of parties are merged, if that takes little, while there is no code."""
    return draws <= WAIT_DRAWS and not loaded() and not ready()


def least_block(parties: int) -> int:
    """Return how many draws a thread takes at least: the search of each is long where many parties bargain."""
    return max(1, THREAD_WORK // max(1, parties) ** 2)


def few_points(parties: int) -> int:
    """Return how many partial settlements a step of merging may look at where it is tried only if it takes little.

    Frontiers of more than three parties seldom stay small, so there it is not tried.
    """
    return {1: TWIN_POINT_LIMIT, 2: TWIN_POINT_LIMIT, 3: FEW_POINTS}.get(parties, 0)


def pruned_by_kernel(rows: int, parties: int) -> bool:
    """Decide whether compiled pruning of dominated vectors pays rather than numpy's."""
    if parties <= BATCH_PARTIES or rows < READY_ROWS:
        return False
    return rows >= WAIT_ROWS or ready([PRUNING])


def listed_by_kernel(pairs: int) -> bool:
    """Decide whether counting pairs of halves one by one pays compiled rather than in numpy."""
    return pairs > WAIT_PAIRS or ready([PAIRING])


def swept_by_kernel(halves: int) -> bool:
    """Decide whether counting pairs of so many halves of two parties pays compiled rather than in numpy."""
    return halves >= WAIT_HALVES or (halves >= READY_HALVES and ready([SWEEPING]))


def tallied_by_kernel(cells: int) -> bool:
    """Decide whether judging settlements x draws one by one pays compiled rather than in numpy."""
    return cells > WAIT_CELLS or ready([TALLYING])


def threshold_fits(states: int, parties: int) -> bool:
    """Decide whether thresholds of a graph model of this size are found within about a minute."""
    return states * parties * parties <= STATE_PARTIES


def once_fits(moves: int, parties: int) -> bool:
    """Decide whether the same is so where no opponent moves twice: a pass over all moves for every set of opponents."""
    return moves * parties * 2 ** (parties - 1) <= ONCE_MOVES


def threshold_by_kernel(moves: int) -> bool:
    """Decide whether compiled thresholds of a graph model pay, for so many moves times draws."""
    return moves >= WAIT_MOVES or (moves >= READY_MOVES and ready([DETERRING]))


def consistent_by_kernel(combinations: int) -> bool:
    """Decide whether the compiled search for consistent scenarios pays; below billions none waits for a compiler."""
    return combinations >= WAIT_COMBINATIONS or (combinations >= READY_COMBINATIONS and ready([BALANCING]))


def succeeded_by_kernel(starts: int) -> bool:
    """Decide whether succession from every scenario pays compiled rather than in numpy."""
    return starts >= WAIT_STARTS or (starts >= READY_STARTS and ready([SUCCEEDING, FOLLOWING]))
