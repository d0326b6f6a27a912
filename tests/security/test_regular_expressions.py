"""Every regular expression of the program takes time near in proportion to its text: none can be made to hang."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import detente
from detente.evidence.reading import sentences

LONG = 4_000
"""Characters of what is matched; where one character more costs as much as all before it, this takes minutes."""
MOST = 1.0
"""Seconds of the processor for one expression over one text; what is linear takes some thousandths."""
WITHIN_SENTENCES = (
    "detente.evidence.reading.article", "detente.evidence.reading.attribution", "detente.evidence.reading.claims",
    "detente.evidence.reading.dates", "detente.evidence.reading.figures", "detente.evidence.reading.rules",
    "detente.evidence.reading.scene",
)  # fmt: skip
"""Modules whose expressions see one sentence, which is cut at its longest."""
PIECES = (
    "a", "A", "Tu", "Tu ", "Tu. ", "T.", "a ", "A, ", " ", "\n", "\r", "\t", "0", "1,", "1.", "-1", "9 ", "e9", "1e",
    ".", ",", ":", ";", "'", '"', '\\"', "\\", "(", ")", "[", "]", "[a](", "{", "}", "<", "<a ", "</", "<!--", "-->",
    "&", "&#", "#", "-", "--", "_", "__", "*", "**", "`", "|", "/", "=", "%", "$", "~", "!", "?", "@", "\x00",
    "\u202e", "\u00e9", "\U0001f4a3", "_x0041_", "of ", "of the ", "the ", "and ", "said ", "said, ", "Mr. ",
    "Prof. A ", "some experts ", "according to a", "if ", "5 May ", "2025-", "2025-01-01", "1,000,", "20% ", "20 to ",
    "one in a ", "within a ", "former a ", "refugees a ", "Institute ", "University of ", "diversify ", "hedging a",
    "a.b.", "a[0].", "a: ", "- ", "http://a", "a-a ", "A-", "an a ",
)  # fmt: skip
"""What texts are made of by repetition: what many expressions ask for, over and over, and never its end."""


def expressions() -> Iterator[tuple[str, str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Yield module, name and expression of everything that is compiled when the program is imported."""
    for found in pkgutil.walk_packages(detente.__path__, "detente."):
        if found.name == "detente.__main__":
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            held = value if isinstance(value, (tuple, list)) else (value,)
            for k, one in enumerate(held):
                if isinstance(one, re.Pattern):
                    yield found.name, f"{name}[{k}]" if len(held) > 1 else name, one


EXPRESSIONS = {f"{module}.{name}": (module, found) for module, name, found in expressions()}


def texts(size: int) -> Iterator[str]:
    for piece in PIECES:
        yield piece * (size // len(piece))
    for piece in ("Tu", "A", "a", "1", "-", " ", "A-", "a ", "1,"):
        yield "A " + piece * (size // len(piece)) + "\x01"


def test_there_are_many() -> None:
    assert len(EXPRESSIONS) > 80


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_none_hangs(name: str) -> None:
    module, found = EXPRESSIONS[name]
    size = sentences.LONGEST if module.startswith(WITHIN_SENTENCES) else LONG
    for text in texts(size):
        held = text.encode("utf-8", "replace") if isinstance(found.pattern, bytes) else text
        began = time.process_time()
        for _ in zip(found.finditer(held), range(size), strict=False):  # type: ignore[arg-type]
            pass
        found.fullmatch(held)  # type: ignore[arg-type]
        assert time.process_time() - began < MOST, f"over {text[:20]!r}"
