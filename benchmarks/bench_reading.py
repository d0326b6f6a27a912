"""Reading an article of six pages: flags and claims, held against the flagship. No peer does the same."""

from __future__ import annotations

from functools import partial

from benchmarks.row import Row, timed
from detente.evidence.reading.read import read
from detente.formats.load import load

REACH = 0.05
LARGE_REACH = 15.0
PAGE = """\
Word is spreading of clandestine talks between American and Russian officials in Miami. Sources say that a draft of
28 points is circulating, and on 20 November 2025 Axios reported that it caps the army of Ukraine at 600,000. A
freeze is likely, according to Dr. Karl Weidenbaum of the Global Centre for Eurasian Futures; the main sticking
points are the Donbas and a guarantee for Kyiv.

President Zelensky told Reuters on 24 December 2025 that 5.9 million refugees live abroad. Some 3.7 million people
are displaced inside the country. The envoys met Rustem Umerov, and European officials took part in a separate
session in Geneva. If a truce is signed, gas prices may fall by 10 per cent within six months. Investors should
rotate into gold. Former officials see it otherwise.

"""


def run() -> list[Row]:
    """Time an article of 72 sentences, and as much text as is read at all."""
    case = load("miami")
    article, large = (PAGE * 8).encode(), (PAGE * 1_200).encode()
    first = timed(partial(read, article, case), times=15)
    second = timed(partial(read, large, case), times=1)
    return [
        Row(f"read an article of 72 sentences, {len(article) // 1000} kB", first, REACH, note="no peer does the same"),
        Row(f"read a text of {len(large) // 1000} kB", second, LARGE_REACH, note="no peer does the same"),
    ]
