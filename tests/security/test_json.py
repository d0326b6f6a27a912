"""JSON from others: depth, endless numbers and keys that stand twice, through every door that it comes in by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.case.fault import InputFaults
from detente.formats import geniusweb, gmcr, json_text
from detente.ledger.reading import READERS
from tests.cli.calls import detente
from tests.security.corpus.bombs import DEEP


def results(data: bytes, folder: Path) -> None:
    """Read the results of a run, as `explain` does."""
    path = folder / "results.json"
    path.write_bytes(data)
    done = detente("explain", str(path))
    assert done.exit_code == 1, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    raise InputFaults("results.json", ())


READ: dict[str, Callable[[bytes, Path], object]] = {
    "any": lambda data, _: json_text.document(data, file="f"),
    "conflict graph": lambda data, _: gmcr.read(data, file="f.gmcr"),
    "GeniusWeb": lambda data, _: geniusweb.read([("f.json", data)]),
    "forecasts": lambda data, _: READERS[".json"](data, "f.json"),
    "results": results,
}
HEAD = b'{"schema": "detente.run/1", "draws": 1, "seed": 1, "case": {"parties": []}, "inputs": [], "sources": [], '
HOSTILE = {
    "a deep list": b"[" * DEEP + b"]" * DEEP,
    "a deep object": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "a deep list within": HEAD + b'"x": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "a deep list that is open": b"[" * DEEP,
    "NaN": HEAD + b'"x": NaN}',
    "Infinity": HEAD + b'"x": -Infinity}',
    "a key twice": HEAD + b'"x": 1, "x": 2}',
    "a key twice, once escaped": HEAD + b'"x": 1, "\\u0078": 2}',
    "a long integer": HEAD + b'"x": ' + b"9" * 5_000 + b"}",
    "no JSON": b"{'a': 1}",
    "two values": b"{} {}",
    "a comment": b"{} // a",
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "half a character": HEAD + b'"x": "\\ud800"}',
    "bytes that are no text": b'{"a": "\xff"}',
    "nothing": b"",
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("door", READ)
def test_it_is_refused_in_words(door: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(InputFaults):
        READ[door](HOSTILE[what], tmp_path)
