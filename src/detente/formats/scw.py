"""Cross-impact matrices in ScenarioWizard's `.scw`, read and written, and its solution lists, `.sl`, read.

A `.scw` is text in latin-1 in parts that lines beginning with ``#`` divide: a version line beginning with ``$``, a file
name, then ``&`` and the name of each descriptor with ``-`` and the name of each variant below it; the long texts; a
colour for every variant; the matrix, one row of whole numbers for each variant, divided by commas, rows acting on
columns; notes. The matrix is found by its look, so that it does not matter how many empty parts stand before it.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path

from detente.case.cross_impact import (
    MOST_DESCRIPTORS,
    MOST_IMPACT,
    MOST_OF_ONE,
    MOST_VARIANTS,
    Block,
    CrossImpact,
    Descriptor,
    Variant,
    matrix,
    starts,
)
from detente.case.document import cut
from detente.case.fault import Fault, InputFaults, unfit
from detente.formats.load import contents

ENDING = ".scw"
ENCODING = "latin-1"
MOST_FAULTS = 100
MOST_LINES = 200_000
VERSION = "$ ScenarioWizard 4.0"
COLOUR = "FFFFFF"
ROW = re.compile(r"\A\s*[-+]?\d+\s*(,\s*[-+]?\d+\s*)+,?\s*")
NUMBER = re.compile(r"[-+]?\d{1,9}")

Line = tuple[int, str]
"""Number of a line, from 1, and its text."""


@dataclass(frozen=True, slots=True)
class Solution:
    """A row of a solution list: variants from 1, the number of starts that end there, consistency and impact score."""

    variants: tuple[int, ...]
    weight: float
    consistency: int
    impact_score: int


def is_scw(name: str) -> bool:
    """Return whether a name ends as a cross-impact matrix does."""
    return name.lower().endswith(ENDING)


def load(path: str) -> CrossImpact:
    """Return the matrix of a file; `InputFaults` with every fault, or why it cannot be read."""
    return read(contents(path), file=path)


def read(data: bytes, *, file: str = "") -> CrossImpact:
    r"""Return the matrix of the bytes of a file; descriptors get the ids A, B, C, ... and variants A1, A2, ...

    Raises
    ------
    InputFaults
        With every fault, up to a hundred, and the line of each.

    Examples
    --------
    >>> head = "$ ScenarioWizard 4.0\nx.scw\n&War\n -on\n -off\n&Oil\n -dear\n -cheap\n#\n"
    >>> text = (head + "0,0,1,-1\n0,0,-1,1\n0,0,0,0\n0,0,0,0\n").encode()
    >>> found = read(text)
    >>> [d.name for d in found.descriptors], [(b.source, b.target, b.impacts) for b in found.blocks]
    (['War', 'Oil'], [('A', 'B', ((1, -1), (-1, 1)))])
    """
    parts = _parts(data, file)
    faults: list[Fault] = []
    descriptors = _descriptors(parts[0], faults)
    rows = _matrix(parts[1:], sum(len(row.variants) for row in descriptors), faults) if not faults else []
    if faults:
        more = [Fault("", None, f"and {len(faults) - MOST_FAULTS:,} faults more")] if len(faults) > MOST_FAULTS else []
        raise InputFaults(file, (*faults[:MOST_FAULTS], *more))
    found = CrossImpact(descriptors)
    return CrossImpact(descriptors, _blocks(found, rows))


def _parts(data: bytes, file: str) -> list[list[Line]]:
    """Return the lines of every part; a line that begins with # divides."""
    parts: list[list[Line]] = [[]]
    for number, line in enumerate(_lines(_decoded(data), file), start=1):
        if line.startswith("#"):
            parts.append([])
        else:
            parts[-1].append((number, line))
    return parts


def _lines(text: str, file: str) -> list[str]:
    r"""Return the lines of a text, whichever ends they have; `InputFaults` where there are more than a file has."""
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    if ends > MOST_LINES:
        raise unfit(file, f"more than {MOST_LINES:,} lines", limit=True)
    return re.split(r"\r\n|\r|\n", text)


def _decoded(data: bytes) -> str:
    """Return the text of a file; an editor that saved it as UTF-8 with a mark at its head is understood."""
    if data.startswith(BOM_UTF8):
        return data.removeprefix(BOM_UTF8).decode("utf-8", "replace")
    return data.decode(ENCODING)


def _descriptors(lines: list[Line], faults: list[Fault]) -> tuple[Descriptor, ...]:
    filled = [(number, line) for number, line in lines if line.strip()]
    if not filled or not filled[0][1].startswith("$"):
        read_ = f'"{cut(filled[0][1])}"' if filled else "nothing"
        faults.append(Fault("", 1, f"{read_} where a line as {VERSION} begins the file", "is it a .scw file?"))
        return ()
    named: list[tuple[int, str, list[str]]] = []
    for number, line in filled[1:]:
        word = line.strip()
        if word.startswith("&"):
            named.append((number, word[1:].strip(), []))
        elif word.startswith("-") and named:
            named[-1][2].append(word[1:].strip())
        elif named:
            faults.append(Fault("", number, f'"{cut(word)}" is neither & with a descriptor nor - with a variant'))
    _sizes(named, faults)
    return () if faults else tuple(_descriptor(letters(k), *row[1:]) for k, row in enumerate(named))


def _descriptor(key: str, name: str, variants: list[str]) -> Descriptor:
    held = tuple(_variant(key, number, variant) for number, variant in enumerate(variants, start=1))
    return Descriptor(key, name or f"Descriptor {key}", held)


def _variant(descriptor: str, number: int, name: str) -> Variant:
    key = f"{descriptor}{number}"
    return Variant(key, name or f"Variant {key}")


def _sizes(named: list[tuple[int, str, list[str]]], faults: list[Fault]) -> None:
    if not named:
        faults.append(Fault("", None, "it names no descriptor", "descriptors begin with &, their variants with -"))
    for number, name, variants in named:
        if not variants:
            faults.append(
                Fault("", number, f'the descriptor "{cut(name)}" has no variants', "add lines that begin with -")
            )
        if len(variants) > MOST_OF_ONE:
            told = f'"{cut(name)}" has {len(variants)} variants, more than {MOST_OF_ONE}'
            faults.append(Fault("", number, told, "merge some", limit=True))
    total = sum(len(variants) for _, _, variants in named)
    for count, most, what in ((len(named), MOST_DESCRIPTORS, "descriptors"), (total, MOST_VARIANTS, "variants")):
        if count > most:
            faults.append(
                Fault("", None, f"{count} {what} are more than the {most} that can be worked with", limit=True)
            )


def letters(number: int) -> str:
    """Return the id of a descriptor by number from 0.

    >>> letters(0), letters(25), letters(26), letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    head = letters(number // 26 - 1) if number >= 26 else ""
    return head + chr(ord("A") + number % 26)


def _matrix(parts: list[list[Line]], variants: int, faults: list[Fault]) -> list[list[int]]:
    """Return the matrix: the part of which most lines look like rows of numbers."""
    looks = [sum(ROW.fullmatch(line) is not None for _, line in lines) for lines in parts]
    if not any(looks):
        wanted = f"{variants} rows of {variants} whole numbers divided by commas, in a part of their own after a line #"
        faults.append(Fault("", None, f"it holds no matrix; wanted are {wanted}"))
        return []
    lines = [(number, line) for number, line in parts[looks.index(max(looks))] if line.strip()]
    rows = [_row(number, line, variants, faults) for number, line in lines[: variants + 1]]
    if len(lines) != variants:
        where = lines[variants][0] if len(lines) > variants else lines[-1][0]
        faults.append(
            Fault("", where, f"the matrix has {_rows(len(lines))}; there are {variants} variants", "a row for each")
        )
    return rows


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _row(number: int, line: str, variants: int, faults: list[Fault]) -> list[int]:
    cells = [cell.strip() for cell in line.strip().removesuffix(",").split(",")]
    wrong = next((cell for cell in cells if not NUMBER.fullmatch(cell) or abs(int(cell)) > MOST_IMPACT), None)
    if wrong is not None:
        wanted = f"a whole number from {-MOST_IMPACT} to {MOST_IMPACT}"
        faults.append(Fault("", number, f'"{cut(wrong)}" in the matrix is not {wanted}'))
        return []
    if len(cells) != variants:
        faults.append(
            Fault("", number, f"this row of the matrix has {len(cells)} numbers; there are {variants} variants")
        )
    return [int(cell) for cell in cells]


def _blocks(model: CrossImpact, rows: list[list[int]]) -> tuple[Block, ...]:
    """Return the blocks that say something; those of a descriptor upon itself too."""
    at = starts(model)
    found: list[Block] = []
    for i, source in enumerate(model.descriptors):
        for j, target in enumerate(model.descriptors):
            block = tuple(tuple(row[at[j] : at[j + 1]]) for row in rows[at[i] : at[i + 1]])
            if any(any(row) for row in block):
                found.append(Block(source.id, target.id, block))
    return tuple(found)


def write(model: CrossImpact, name: str = "model.scw") -> tuple[str, tuple[str, ...]]:
    """Return a matrix as the text of a `.scw`, and what that does not hold; what latin-1 lacks becomes a `?`."""
    head = [VERSION, Path(name).name]
    texts: list[str] = []
    for descriptor in model.descriptors:
        head += [f"&{_one_line(descriptor.name)}", *(f" -{_one_line(variant.name)}" for variant in descriptor.variants)]
        texts += [f"&{_one_line(descriptor.note)}", *(_one_line(variant.note) for variant in descriptor.variants)]
    rows = [",".join(f"{impact:2d} " for impact in row) for row in matrix(model)]
    parts = [head, texts, [], [COLOUR] * len(rows), [], rows, []]
    text = "\n".join(line for part in parts for line in [*part, "#"])
    return text.encode(ENCODING, "replace").decode(ENCODING) + "\n", _lost(model)


def _one_line(text: str) -> str:
    return " ".join(text.split()).lstrip("#")


def _lost(model: CrossImpact) -> tuple[str, ...]:
    judged = (*model.blocks, *model.impacts)
    variants = [variant for descriptor in model.descriptors for variant in descriptor.variants]
    found = {
        "reasons": any(row.why for row in judged),
        "sources": any(row.sources for row in (*judged, *model.descriptors)),
        "how judgements are coded": any(row.coded != "judged" for row in judged),
        "indicators": any(variant.indicators for variant in variants),
        "ids": True,
    }
    return tuple(what for what, lost in found.items() if lost)


def read_solutions(data: bytes, *, file: str = "") -> tuple[Solution, ...]:
    r"""Return the rows of a solution list; large weights stand there with an exponent, and may have been sampled.

    Raises
    ------
    InputFaults
        With every row that cannot be read.

    Examples
    --------
    >>> read_solutions(b'$ ScenarioWizard 3.0\nSolution set\n1\n\n" 2 3 2",1.2E+07,0,0,15,""\n')
    (Solution(variants=(2, 3, 2), weight=12000000.0, consistency=0, impact_score=15),)
    """
    lines = _lines(data.decode(ENCODING), file)
    found: list[Solution] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines, start=1):
        if not line.startswith('"'):
            continue
        row = _solution(line)
        if row is None:
            wanted = 'as " 2 3 2",weight,consistency,0,impact score,""'
            faults.append(Fault("", number, f"{cut(line)} is no row of a solution list; rows are {wanted}"))
        else:
            found.append(row)
    if faults:
        raise InputFaults(file, tuple(faults[:MOST_FAULTS]))
    return tuple(found)


def _solution(line: str) -> Solution | None:
    try:
        _, variants, rest = line.split('"', 2)
        _, weight, consistency, _, score, *_ = rest.split(",")
        return Solution(tuple(map(int, variants.split())), float(weight), int(consistency), int(score))
    except ValueError:
        return None
