"""ScenarioWizard files: what was written is read, and every fault of a broken one is told with its line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.cross_impact import matrix
from detente.case.fault import InputFaults
from detente.formats import scw
from tests.kernels.matrices import matrices

GOLDEN = json.loads((Path(__file__).parents[1] / "published/data/somewhereland.json").read_text(encoding="utf-8"))


def scw_text(impact, sizes, names=None, *, tail='#\n# 0-0\n"note, 1,2"\n#  -> \n'):
    """Return a file as the program writes it, notes included."""
    head, texts, at = ["$ ScenarioWizard 4.0", "other name.scw"], [], 0
    for k, size in enumerate(sizes):
        head += [f"&{names[0][k] if names else f'D{k}'}"]
        head += [f" -{names[1][k][v] if names else f'V{at + v}'}" for v in range(size)]
        texts += ["&a long text, with 1, 2", *([""] * size)]
        at += size
    rows = [",".join(f"{int(x):2d} " for x in row) for row in impact]
    parts = ["\n".join(part) for part in (head, texts, [], ["FFFFFF"] * at, [], rows)]
    return "\n#\n".join(parts) + "\n" + tail


def somewhereland() -> str:
    return scw_text(GOLDEN["matrix"], GOLDEN["sizes"], (GOLDEN["descriptors"], GOLDEN["variants"]))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_of_the_program_is_read(end):
    found = scw.read(somewhereland().replace("\n", end).encode("latin-1"))
    assert [d.name for d in found.descriptors] == GOLDEN["descriptors"]
    assert [[v.name for v in d.variants] for d in found.descriptors] == GOLDEN["variants"]
    assert matrix(found) == GOLDEN["matrix"]
    assert found.combinations == 486


@settings(max_examples=60, deadline=None, derandomize=True)
@given(matrices().filter(lambda made: made[1][-1] > 1))
def test_what_is_written_is_read_blocks_on_the_diagonal_included(made):
    impact, start = made
    found = scw.read(scw_text(impact, np.diff(start)).encode("latin-1"))
    assert matrix(found) == impact.tolist()
    text, lost = scw.write(found)
    assert scw.read(text.encode("latin-1")) == found
    assert lost == ("ids",)


def test_names_in_latin_1_and_names_that_are_blank_are_kept_apart():
    text = scw_text([[0, 0], [0, 0]], [2], (["S\u00e9curit\u00e9"], [["", "\u00fcber"]]))
    found = scw.read(text.encode("latin-1"))
    assert found.descriptors[0].name == "S\u00e9curit\u00e9"
    assert [v.name for v in found.descriptors[0].variants] == ["Variant A1", "\u00fcber"]


def faults_of(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(InputFaults) as caught:
        scw.read(text.encode("latin-1"), file="f.scw")
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_every_broken_row_of_the_matrix_is_told_with_its_line():
    lines = somewhereland().splitlines()
    first = next(k for k, line in enumerate(lines) if line.count(",") == 16)
    lines[first] = lines[first].replace("-2", "x", 1)
    lines[first + 1] += ",5"
    lines[first + 2] = lines[first + 2].replace("3", "1e9", 1)
    del lines[first + 5]
    told = faults_of("\n".join(lines))
    assert [line for line, _ in told] == [first + 1, first + 2, first + 3, first + 16]
    assert '"x" in the matrix is not a whole number' in told[0][1]
    assert "18 numbers; there are 17 variants" in told[1][1]
    assert '"1e9"' in told[2][1]
    assert "16 rows; there are 17 variants" in told[3][1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing where a line as $ ScenarioWizard 4.0"),
        ("detente: 1\n", '"detente: 1" where a line as'),
        ("$ ScenarioWizard 4.0\nx\n#\n1,2\n", "it names no descriptor"),
        ("$ ScenarioWizard 4.0\nx\n&A\n&B\n -b\n#\n1\n", 'the descriptor "A" has no variants'),
        ("$ ScenarioWizard 4.0\nx\n&A\n -a\n -b\nwhat\n#\n0,0\n0,0\n", '"what" is neither'),
        ("$ ScenarioWizard 4.0\nx\n&A\n -a\n -b\n#\nno numbers\n", "it holds no matrix"),
        ("$ ScenarioWizard 4.0\nx\n" + "&A\n -a\n" * 201 + "#\n0,0\n", "201 descriptors are more than the 200"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(text, message):
    assert message in faults_of(text)[0][1]


HEAD = "$ ScenarioWizard 4.0\nx\n"
TWO = f"{HEAD}&A\n -a\n -b\n#\n0,1\n1,0\n"
BROKEN = [
    ("no mark of the program", TWO.replace("$ ScenarioWizard 4.0\n", ""), None, "where a line as $ ScenarioWizard 4.0"),
    ("another program", TWO.replace("$ ", "% ", 1), None, "where a line as $ ScenarioWizard 4.0"),
    ("variant before any descriptor", TWO.replace("&A\n", "", 1), None, "it names no descriptor"),
    ("a word among names", TWO.replace(" -b", "b"), 5, '"b" is neither'),
    ("text in the matrix", TWO.replace("0,1", "0,one"), 7, '"one" in the matrix is not a whole number'),
    ("fraction", TWO.replace("0,1", "0,1.5"), 7, '"1.5" in the matrix is not a whole number'),
    ("exponent", TWO.replace("0,1", "0,1e3"), 7, '"1e3" in the matrix is not a whole number'),
    ("endless", TWO.replace("0,1", "0,nan"), 7, '"nan" in the matrix is not a whole number'),
    ("short row", TWO.replace("0,1", "0"), 7, "1 numbers; there are 2 variants"),
    ("long row", TWO.replace("0,1", "0,1,2"), 7, "3 numbers; there are 2 variants"),
    ("one row too few", TWO.replace("1,0\n", ""), 7, "1 row; there are 2 variants"),
    ("one row too many", TWO + "0,0\n", 9, "3 rows; there are 2 variants"),
    ("empty cell", TWO.replace("0,1", "0,"), 7, "1 numbers; there are 2 variants"),
    (
        "semicolons",
        TWO.replace("0,1", "0;1").replace("1,0", "1;0"),
        None,
        "wanted are 2 rows of 2 whole numbers divided by commas",
    ),
]


@pytest.mark.parametrize(("text", "line", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_file_is_told_with_its_line(text, line, message):
    told = faults_of(text)
    assert any(message in words and (line is None or at == line) for at, words in told), told


def test_a_mark_of_utf_8_at_the_head_is_no_part_of_the_text():
    text = "\ufeff$ ScenarioWizard 4.0\nx\n&Älter\n -a\n -b\n#\n0,1\n1,0\n"
    assert [row.name for row in scw.read(text.encode()).descriptors] == ["Älter"]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.binary(max_size=300) | st.text("&- #$,0129\n\r", max_size=200).map(lambda t: f"$ S\nx\n{t}".encode("latin-1"))
)
def test_whatever_the_bytes_are_there_is_a_matrix_or_a_fault(data):
    try:
        found = scw.read(data)
    except InputFaults:
        return
    assert len(matrix(found)) == sum(len(d.variants) for d in found.descriptors)


def test_a_solution_list_is_read_with_weights_in_exponent_notation():
    text = '$ ScenarioWizard 3.0\nSolution set\n2\n\n" 2 3 2",1.2E+07,0,0,15,""\n" 1 1 1",35,2,0,-4,""\n'
    rows = scw.read_solutions(text.encode("latin-1"))
    assert [(r.variants, r.weight, r.consistency, r.impact_score) for r in rows] == [
        ((2, 3, 2), 12_000_000.0, 0, 15),
        ((1, 1, 1), 35.0, 2, -4),
    ]
    with pytest.raises(InputFaults, match="no row of a solution list"):
        scw.read_solutions(text.replace("35", "many").encode("latin-1"))
