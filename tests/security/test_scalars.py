"""Words that other readers of YAML take for something else, a tag that would be run, and a bomb that is not built."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from detente.case.fault import InputFaults
from detente.formats.yaml import read

WORDS = {
    "NO": "NO", "no": "no", "Off": "Off", "y": "y", "12:30:00": "12:30:00", "1e3": 1000.0, "0o17": 15, "017": 17,
    "1_000": "1_000", "0x1F": 31, "2025-01-01": "2025-01-01", "~": None, "null": None, "Null": None, "true": True,
    "yes": "yes", ".5": 0.5, "+1": 1, "1.0": 1.0, "=": "=",
}  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_what_it_looks_like(word: str) -> None:
    found = read(f"a: {word}").value["a"]
    assert (found, type(found)) == (WORDS[word], type(WORDS[word]))


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:pathlib.Path.touch",
        "!!python/object/new:pathlib.Path",
        "!!python/name:os.system",
        "!!binary",
    ],
)
def test_no_tag_is_obeyed(tag: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    with pytest.raises(InputFaults, match="is not allowed"):
        read(f'a: {tag} ["{canary}"]')
    assert not canary.exists()


def test_a_bomb_of_aliases_is_refused_in_no_time() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + k)}: &{chr(98 + k)} [{','.join(['*' + chr(97 + k)] * 9)}]\n" for k in range(20)
    )
    began = time.process_time()
    with pytest.raises(InputFaults, match="is not allowed"):
        read(bomb)
    assert time.process_time() - began < 1.0
