"""Hostile and broken files: every one refused in words, none answered with another exception."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.check import check
from detente.case.fault import Fault, InputFaults
from detente.formats.load import find, read_case
from detente.formats.yaml import MAX_BYTES, read

TEMPLATE = find("template")[1].decode("utf-8")
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + k)}: &{chr(98 + k)} [{','.join(['*' + chr(97 + k)] * 9)}]\n" for k in range(12)
)
HOSTILE = {
    "a tag of Python": ('a: !!python/object/apply:os.system ["true"]', "a", 1, "python/object/apply:os.system is not"),
    "a tag of its own": ("a: !x 1", "a", 1, "the tag !x is not allowed"),
    "an anchor": ("b: 1\na: &a [1]", "a", 2, "the anchor &a is not allowed"),
    "a merge key": ("a: {<<: {b: 1}}", "a.<<", 1, "the merge key << is not allowed"),
    "a well": ("[" * 60 + "]" * 60, "", 1, "nested deeper than 40 levels"),
    "a large file": ("a: " + "x" * MAX_BYTES, "", None, "more than 5 MB"),
    "bytes that are no text": (bytes(range(128, 256)), "", 1, "the byte 0x80 is not UTF-8"),
    "one bad byte": (b"a: 1\nb: \xff", "", 2, "the byte 0xFF is not UTF-8"),
    "UTF-16": ("a: 1".encode("utf-16"), "", 1, "is not UTF-8"),
    "a NUL": ("a: 1\nb: \0", "", 2, "the character U+0000 is not allowed"),
    "text that runs backwards": ('a: "\u202ex"', "", 1, "the character U+202E is not allowed"),
    "no number": ("a: .nan", "a", 1, ".nan is not a number that can be read"),
    "an endless number": ("a: -.inf", "a", 1, "-.inf is not a number that can be read"),
    "a float beyond floats": ("a: 1e999", "a", 1, "1e999 is not a number that can be read"),
    "a gigantic integer": ("a: " + "9" * 4000, "a", 1, "is not a number that can be read"),
    "two documents": ("a: 1\n---\nb: 2", "", 2, "a second document begins here"),
    "a key twice": ("a: 1\nb: 2\na: 3", "a", 3, "the key stands twice; first in line 1"),
    "an open quote": ('a: "x', "", 1, "not YAML"),
    "a tab": ("a:\n\t- b", "", 2, "not YAML"),
}


def faults_of(text: str | bytes) -> tuple[Fault, ...]:
    """Read and check a text; return every fault."""
    try:
        return check(read(text), case_id="any").faults
    except InputFaults as refused:
        return refused.faults


@pytest.mark.parametrize(("text", "where", "line", "message"), HOSTILE.values(), ids=HOSTILE)
def test_each_is_refused_where_it_stands(text: str | bytes, where: str, line: int | None, message: str) -> None:
    with pytest.raises(InputFaults) as refused:
        read(text)
    first = refused.value.faults[0]
    assert (first.where, first.line) == (where, line)
    assert message in first.message


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    began = time.perf_counter()
    with pytest.raises(InputFaults, match="the anchor &a is not allowed"):
        read(BOMB)
    assert time.perf_counter() - began < 2.0


def test_a_hundred_faults_are_enough() -> None:
    with pytest.raises(InputFaults) as refused:
        read("\n".join(f"a{k}: !x 1" for k in range(5000)))
    assert len(refused.value.faults) == 101
    assert "more than 100 faults; the rest was not read" in refused.value.faults[-1].message


@pytest.mark.parametrize("text", ["", "# nothing\n", "[]", "- a\n- b", "just words", "3", "null"])
def test_what_is_no_case_at_all_is_said_so(text: str) -> None:
    (fault,) = faults_of(text)
    assert fault.message


def test_a_mark_of_byte_order_is_no_fault() -> None:
    assert read("\ufeffa: 1").value == {"a": 1}


def test_a_large_file_is_not_read_into_memory(tmp_path: Path) -> None:
    target = tmp_path / "large.yaml"
    with target.open("wb") as stream:
        stream.truncate(6_000_000)
    with pytest.raises(InputFaults, match="more than 5 MB"):
        read_case(str(target))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.binary(max_size=300)))
def test_any_text_is_read_or_refused(text: str | bytes) -> None:
    for fault in faults_of(text):
        assert fault.message


LINES = TEMPLATE.splitlines()


@pytest.mark.parametrize("line", range(0, len(LINES), 40))
def test_a_case_that_lacks_any_one_line_is_checked_or_refused(line: int) -> None:
    for lost in range(line, min(line + 40, len(LINES))):
        for fault in faults_of("\n".join([*LINES[:lost], *LINES[lost + 1 :]])):
            assert fault.message


@settings(max_examples=150, deadline=None)
@given(
    line=st.integers(0, len(LINES) - 1),
    change=st.sampled_from(["drop", "twice", "cut", "insert", "indent"]),
    at=st.integers(0, 80),
    sign=st.characters(codec="utf-8"),
)
def test_a_damaged_case_is_checked_or_refused(line: int, change: str, at: int, sign: str) -> None:
    here = LINES[line]
    changed = {
        "drop": [],
        "twice": [here, here],
        "cut": [here[:at]],
        "insert": [here[:at] + sign + here[at:]],
        "indent": ["  " + here],
    }[change]
    for fault in faults_of("\n".join([*LINES[:line], *changed, *LINES[line + 1 :]])):
        assert fault.message
        assert fault.line is None or 1 <= fault.line <= len(LINES) + 2
