"""Readings of the challenge model: where print is ambiguous or a replication differs from it, the choice has a name."""

from __future__ import annotations

from dataclasses import dataclass

CHOICES = {
    "votes": ("pair", "all_pairs"),
    "choice": ("least_move", "by_kind"),
    "capitulation": ("printed", "never"),
    "exponents": ("perspective", "own"),
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading of Bueno de Mesquita's model as Scholz, Calbert & Smith (2011) print it.

    Parameters
    ----------
    votes
        What the votes for a side are divided by: those of the ``pair`` (as printed), or of ``all_pairs`` together,
        which makes every chance of winning small.
    choice
        Which of its offers an actor takes: the one with the ``least_move`` (as printed), or ``by_kind``: a lost
        confrontation before a compromise before a capitulation; the nearest of a kind, and of compromises the one of
        the opponent with most to gain.
    capitulation
        ``printed``, or ``never``: one replication tests ``b < |b|``, so that nobody ever capitulates.
    exponents
        In the utility of a reply: the challenger's risk exponent (``perspective``) or the opponent's ``own``.
    q
        Chance that the status quo holds without a challenge.

    Raises
    ------
    ValueError
        When a word is none of these, or `q` is no share.
    """

    votes: str = "pair"
    choice: str = "least_move"
    capitulation: str = "printed"
    exponents: str = "perspective"
    q: float = 1.0

    def __post_init__(self) -> None:
        """Refuse words that name no reading."""
        for key, words in CHOICES.items():
            if getattr(self, key) not in words:
                raise ValueError(f"{key}: {getattr(self, key)!r} is none of {', '.join(words)}")
        if not 0.0 <= self.q <= 1.0:
            raise ValueError(f"q: {self.q} is not between 0 and 1")


VARIANTS = {
    "printed": Variant(),
    "replication": Variant(votes="all_pairs", choice="by_kind", capitulation="never"),
}
"""`printed`: the rules as printed. `replication`: those behind the published ten rounds of the emission standards."""
