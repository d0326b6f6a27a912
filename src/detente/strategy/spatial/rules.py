"""The parameters of the spatial model, named; their counterparts in KTAB-SMP files are in `WORDS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

VICTORY = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}
RISK_RANGES = {"min": 0.0, "mid": -0.5, "max": -1.0}
ESTIMATES = {"none": 0.0, "one_third": 1 / 3, "half": 0.5, "two_thirds": 2 / 3, "full": 1.0}
CHOICES = {
    "victory": tuple(VICTORY),
    "voting": ("proportional", "binary", "cubic"),
    "election": ("conditional", "markov_uniform"),
    "risk_range": tuple(RISK_RANGES),
    "risk_estimate": tuple(ESTIMATES),
    "commitment": ("none", "semi", "full"),
    "interpolation": ("s1p1", "s2p2", "s2pmax"),
    "bargains": ("initiator", "both", "weighted"),
    "risk_election": ("positions", "actors"),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """How the spatial model is played.

    Parameters
    ----------
    victory
        How strengths become a chance: proportional to their first (``linear``), second, fourth or eighth power.
    voting
        What an actor puts in for a difference of utilities: the difference, its sign, or its cube, times its weight.
    election
        ``conditional``: the chance to beat every other; ``markov_uniform``: where a chain of random challenges settles.
    risk_range
        The least risk attitude: 0, -1/2 or -1; the most is 1.
    risk_estimate
        How far actors see the risk attitude of others as it is, from ``none`` (like their own) to ``full``.
    commitment
        What a third party stakes by joining a side. Only ``semi`` lets third parties count; with ``none`` or ``full``
        both sides promise it the same, as in KTAB-SMP.
    interpolation
        How a bargain divides a distance: by salience and chance, by their squares, or by squared salience and lead.
    bargains
        Whose view of the chances shapes a bargain: the ``initiator``'s, ``both`` (two offers), or their mean by weight.
    risk_election
        Whether risk follows from an election over distinct ``positions`` or over ``actors``, in which a position held
        by two counts twice (KTAB-SMP).
    decimals
        Decimals, on the 0-1 scale, to which bargains are rounded; not at all if None.
    stop, most_turns
        The share of the first turn's movement below which the talks are over, and the most turns.

    Raises
    ------
    ValueError
        When a word or a number is not allowed.
    """

    victory: str = "linear"
    voting: str = "proportional"
    election: str = "conditional"
    risk_range: str = "mid"
    risk_estimate: str = "one_third"
    commitment: str = "semi"
    interpolation: str = "s2p2"
    bargains: str = "initiator"
    risk_election: str = "positions"
    decimals: int | None = None
    stop: float = 0.02
    most_turns: int = 100

    def __post_init__(self) -> None:
        """Refuse what names no rule."""
        for key, words in CHOICES.items():
            if getattr(self, key) not in words:
                raise ValueError(f"{key}: {getattr(self, key)!r} is none of {', '.join(words)}")
        if not 0.0 <= self.stop < 1.0 or not 0 <= self.most_turns <= 1000:
            raise ValueError("stop is a share below 1, and there are at most 1,000 turns")


KTAB = Rules(risk_election="actors", decimals=4)
"""The rules behind the reference log of KTAB-SMP."""
WORDS = {
    "VictoryProbModel": ("victory", {"Linear": "linear", "Square": "square", "Quartic": "quartic", "Octic": "octic"}),
    "VotingRule": (
        "voting",
        {"Proportional": "proportional", "Prop": "proportional", "Binary": "binary", "Cubic": "cubic"},
    ),
    "PCEModel": ("election", {"Conditional": "conditional", "MarkovUniform": "markov_uniform"}),
    "BigRRange": ("risk_range", {"Min": "min", "Mid": "mid", "Max": "max"}),
    "BigRAdjust": (
        "risk_estimate",
        {
            "No": "none", "None": "none", "OneThird": "one_third",
            "Half": "half", "TwoThirds": "two_thirds", "Full": "full",
        },
    ),
    "ThirdPartyCommit": ("commitment", {"NoCommit": "none", "SemiCommit": "semi", "FullCommit": "full"}),
    "InterVecBrgn": ("interpolation", {"S1P1": "s1p1", "S2P2": "s2p2", "S2PMax": "s2pmax"}),
    "BargnModel": (
        "bargains",
        {"InitOnlyInterp": "initiator", "InitRcvrInterp": "both", "PWCompInterp": "weighted"},
    ),
}  # fmt: skip
"""Parameters of KTAB-SMP files: ours, and what each of their words means. Of their other words we know no formula."""


def rules_of(parameters: Mapping[str, str], base: Rules = KTAB) -> tuple[Rules, tuple[str, ...]]:
    """Return the rules that the parameters of a KTAB-SMP file mean, and those that stay as they are, as words.

    >>> rules_of({"BigRRange": "Max", "VotingRule": "ASymProsp"})[1]
    ('VotingRule ASymProsp',)
    """
    found: dict[str, str] = {}
    left: list[str] = []
    for key, word in parameters.items():
        ours, words = WORDS.get(key, ("", {}))
        if word in words:
            found[ours] = words[word]
        elif (key, word) != ("StateTransitions", "Deterministic"):
            left.append(f"{key} {word}")
    return replace(base, **found), tuple(left)
