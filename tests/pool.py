"""What a made case draws from: odd ids and texts, numbers, days, and choices among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from detente.case.nouns import CODINGS
from detente.case.quantity import SHAPES, Quantity, exactly

T = TypeVar("T")
AS_OF = date(2025, 12, 21)
ODD_IDS = (
    "null true no y NaN e1 id low when with date name options settlement sources all any not none open no_deal"
).split()
"""Ids that look like another value, or like a key of the file or a word of its conditions."""
REFUSED = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=REFUSED)
ODD_TEXTS = (
    *("no", "~", "1e3", "0x1F", ".inf", "2025-12-21", "<<", "- a", "a: b", "a #b", "# c", "it's", '"', "{", "&a", "!x"),
    *(
        "%",
        "a\\b",
        " a ",
        "a\tb",
        "a\x85b",
        "\ufeff",
        "\U000e0001",
        "\U0010ffff",
        "one\ntwo",
        "a\n\nb\n",
        " a\nb",
        "a\n#b",
    ),
)
"""Texts that YAML would read as something else, or that cannot stand bare, or cannot stand in a block."""

IDS = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,6}", fullmatch=True) | st.sampled_from(ODD_IDS)
TEXTS = st.sampled_from(ODD_TEXTS) | st.text(LETTERS, max_size=12) | st.text("ab ", min_size=90, max_size=120)
SHARES = st.floats(0.0, 1.0) | st.sampled_from((0.0, 0.5, 1.0))
DAYS = st.integers(0, 3000).map(lambda ago: AS_OF - timedelta(days=ago))


def says(text: str) -> bool:
    """Return whether a text is more than blanks."""
    return bool(text.strip())


class Pool:
    """What one case draws from: a few texts, shares and days, so that a whole case needs few draws of each."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.filled = draw(st.lists(TEXTS.filter(says), min_size=2, max_size=4))
        self.texts = ["", *self.filled]
        self.shares = draw(st.lists(SHARES, min_size=2, max_size=5))
        self.days = draw(st.lists(DAYS, min_size=1, max_size=3, unique=True))
        self.sources = self.ids(0, 2)

    def ids(self, least: int, most: int, but: Sequence[str] = ()) -> list[str]:
        """Return distinct ids, none of which is reserved."""
        return self.draw(st.lists(IDS.filter(lambda key: key not in but), min_size=least, max_size=most, unique=True))

    def coin(self) -> bool:
        return self.draw(st.booleans())

    def one(self, held: Sequence[T]) -> T:
        return held[self.draw(st.integers(0, len(held) - 1))]

    def some(self, held: Sequence[T], least: int = 0, most: int = 3) -> tuple[T, ...]:
        """Return some of these, each once, in any order."""
        rest, found = list(held), list[T]()
        for _ in range(self.draw(st.integers(min(least, len(rest)), min(most, len(rest))))):
            found.append(rest.pop(self.draw(st.integers(0, len(rest) - 1))))
        return tuple(found)

    def text(self) -> str:
        return self.one(self.texts)

    def name(self) -> str:
        return self.one(self.filled)

    def day(self) -> date | None:
        return self.one([None, *self.days])

    def rows(self) -> tuple[date | None, ...]:
        """Return the dates of rows that are told apart by them."""
        return self.some([None, *self.days], least=1)

    def cited(self) -> tuple[str, ...]:
        return self.some(self.sources)

    def coded(self) -> str:
        return self.one(CODINGS)

    def number(self, low: float = 0.0, high: float = 100.0) -> float:
        return low + self.one(self.shares) * (high - low)

    def quantity(self, low: float = 0.0, high: float = 100.0, *, cites: bool = True) -> Quantity:
        if self.coin():
            return exactly(self.number(low, high))
        bounds = sorted(self.number(low, high) for _ in range(3))
        return Quantity(*bounds, shape=self.one(SHAPES), sources=self.cited() if cites else ())
