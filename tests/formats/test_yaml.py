"""Reading YAML: the scalars of YAML 1.2, block and flow, comments, and the line of every value."""

from __future__ import annotations

import pytest

from detente.case.fault import InputFaults
from detente.formats.yaml import read

SCALARS = {
    "no": "no",
    "on": "on",
    "Yes": "Yes",
    "true": True,
    "False": False,
    "null": None,
    "~": None,
    "": None,
    "12": 12,
    "-3": -3,
    "+4.5": 4.5,
    ".5": 0.5,
    "1e3": 1000.0,
    "0o17": 15,
    "0x1F": 31,
    "017": 17,
    "1_000": "1_000",
    "12:30": "12:30",
    "2025-12-31": "2025-12-31",
    "1.2.3": "1.2.3",
    "'5'": "5",
    '"true"': "true",
    '"a\\u00fcb\\n"': "aüb\n",
    "'it''s'": "it's",
}


@pytest.mark.parametrize(("word", "value"), SCALARS.items())
def test_scalars_are_those_of_yaml_1_2(word: str, value: object) -> None:
    found = read(f"a: {word}").value["a"]
    assert (found, type(found)) == (value, type(value))


def test_blocks_fold_or_keep_their_lines() -> None:
    text = "kept: |-\n  one\n  two\nfolded: >-\n  one\n  two\nplain: one\n  two\n"
    assert read(text).value == {"kept": "one\ntwo", "folded": "one two", "plain": "one two"}


def test_comments_and_line_endings_change_nothing() -> None:
    assert read("# head\r\na: {b: 1} # tail\r\n\r\n# end").value == {"a": {"b": 1}}


def test_every_value_knows_its_line() -> None:
    document = read("a: 1\nb:\n  - x\n  - {c: 2,\n     d: 3}\n")
    places = {("a",): 1, ("b", 0): 3, ("b", 1, "c"): 4, ("b", 1, "d"): 5}
    assert {place: document.line(place) for place in places} == places


@pytest.mark.parametrize("text", ["a: *x\nb: 1", "a: 1\nb: {*x : 1}"])
def test_an_alias_of_nothing_is_refused_where_it_stands(text: str) -> None:
    with pytest.raises(InputFaults, match=r"the alias \*x is not allowed"):
        read(text)


def test_an_anchor_that_nothing_uses_says_no_more() -> None:
    with pytest.raises(InputFaults) as refused:
        read("a: &x 1\nb: &y 2\nc: [*y, *y]")
    assert [fault.message for fault in refused.value.faults] == [
        "the anchor &x is not allowed",
        "the anchor &y is not allowed; it is used 2 times, first in line 3",
    ]
