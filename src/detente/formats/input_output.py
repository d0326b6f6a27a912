"""Read an input-output table from three CSV files: flows, final demand, and the output that they should add up to.

Labels are ``REGION|SECTOR``; the first line of each file names the columns and its first cell is empty. Output and
value added stand in columns `x` and `va`. The table has to balance: what a sector sells is what it makes, and what it
makes is what it buys and the value it adds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.document import cut
from detente.case.fault import Fault, InputFaults
from detente.case.input_output import InputOutput
from detente.formats.markup import NUMBER
from detente.formats.table_reader import Most, rows_of, text_of

TOLERANCE = 1e-3
"""Of the largest output: what rounding to whole millions leaves in a table of this kind (judged)."""
MOST_ROWS, MOST_FAULTS = 2_000, 50
PARTS = FLOWS, DEMAND, OUTPUT = ("flows", "demand", "output")


def read_input_output(
    flows: bytes, demand: bytes, output: bytes, *, file: str = "", tolerance: float = TOLERANCE
) -> InputOutput:  # fmt: skip
    r"""Read a table and check that it balances; every fault names the file's part, the line and the label.

    Raises
    ------
    InputFaults
        With every cell that is no number, label that is missing or strange, negative flow, and row or column that does
        not balance within `tolerance` of the largest output.

    Examples
    --------
    >>> flows = b",A|X,A|Y\nA|X,150,500\nA|Y,200,100\n"
    >>> found = read_input_output(flows, b",A\nA|X,350\nA|Y,1700\n", b",x,va\nA|X,1000,650\nA|Y,2000,1400\n")
    >>> found.regions, found.sectors, found.imbalance
    (('A',), ('X', 'Y'), 0.0)
    """
    faults: list[Fault] = []
    held = {name: _grid(name, data, faults) for name, data in zip(PARTS, (flows, demand, output), strict=True)}
    faults += _labels(held)
    if faults:
        raise InputFaults(file, tuple(faults[:MOST_FAULTS]))
    z, y, stated = (held[name].values for name in PARTS)
    faults += [*_negative(held[FLOWS]), *_balance(held, tolerance)]
    if faults:
        raise InputFaults(file, tuple(faults[:MOST_FAULTS]))
    off = np.abs(z.sum(axis=1) + y.sum(axis=1) - stated[:, 0]).max() / stated[:, 0].max()
    rows = tuple(_split(label) for label in held[FLOWS].rows)
    return InputOutput(rows, held[DEMAND].columns, z.tolist(), y.tolist(), float(off))


@dataclass(frozen=True, slots=True)
class _Grid:
    part: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: np.ndarray
    lines: tuple[int, ...]


def _split(label: str) -> tuple[str, str]:
    region, _, sector = label.partition("|")
    return region, sector


def _grid(part: str, data: bytes, faults: list[Fault]) -> _Grid:
    held = rows_of(text_of(data, part), part, most=Most(cells=(MOST_ROWS + 1) ** 2))
    header = tuple(held[0][1])[1:] if held else ()
    rows: list[str] = []
    lines: list[int] = []
    values: list[list[float]] = []
    for line, cells in held[1:]:
        if len(rows) == MOST_ROWS:
            faults.append(Fault(part, line, f"more than {MOST_ROWS} rows", "merge sectors or regions"))
            break
        rows.append(cells[0])
        lines.append(line)
        values.append(_numbers((part, line), cells[1:], header, faults))
    return _Grid(part, tuple(rows), header, np.array(values).reshape(len(rows), len(header)), tuple(lines))


def _numbers(
    where: tuple[str, int], cells: Sequence[str], header: Sequence[str], faults: list[Fault]
) -> list[float]:  # fmt: skip
    """Return the numbers of a line, 0 in place of those that cannot be read, with their faults."""
    part, line = where
    if len(cells) != len(header):
        message = f"the line has {len(cells)} cells after its label, its header {len(header)}"
        faults.append(Fault(part, line, message, "give every column a cell, 0 for none"))
        return [0.0] * len(header)
    found: list[float] = []
    for name, word in zip(header, cells, strict=True):
        value = _number(word)
        if value is None:
            faults.append(Fault(f"{part}.{cut(name)}", line, f'"{cut(word)}" is not a number', "write 0 for none"))
        found.append(value or 0.0)
    return found


def _number(word: str) -> float | None:
    value = float(word) if NUMBER.fullmatch(word) else math.nan
    return value if math.isfinite(value) else None


def _labels(held: dict[str, _Grid]) -> Iterator[Fault]:
    """Yield faults of labels: of another form, twice, or not the same in the three files."""
    flows = held[FLOWS]
    if not flows.rows:
        yield Fault(FLOWS, None, "there is no row", "give it a line for every sector of every region")
    for label, line in zip(flows.rows, flows.lines, strict=True):
        if not all(_split(label)):
            yield Fault(FLOWS, line, f'"{cut(label)}" is not REGION|SECTOR')
        elif flows.rows.count(label) > 1:
            yield Fault(FLOWS, line, f"{cut(label)} stands there twice", "merge the two rows")
    for part, found in ((f"{FLOWS}, columns", flows.columns), *((p, held[p].rows) for p in (DEMAND, OUTPUT))):
        if found != flows.rows:
            k = next((k for k, pair in enumerate(zip(found, flows.rows, strict=False)) if pair[0] != pair[1]), None)
            told = f"{len(found)} labels, not {len(flows.rows)}" if k is None else f"{cut(found[k])} at number {k + 1}"
            yield Fault(part, None, f"{told}; the rows of {FLOWS} are meant, in their order")
    if held[OUTPUT].columns != ("x", "va"):
        yield Fault(OUTPUT, 1, f"its columns are {', '.join(held[OUTPUT].columns) or 'none'}, not x, va")
    unknown = [name for name in held[DEMAND].columns if name not in {_split(label)[0] for label in flows.rows}]
    if unknown or not held[DEMAND].columns:
        message = f'no region "{cut(unknown[0])}" has a row' if unknown else "there is no column"
        yield Fault(DEMAND, 1, message, "give each region of final users its column")


def _negative(flows: _Grid) -> Iterator[Fault]:
    for row, column in np.argwhere(flows.values < 0.0):
        message = f"from {flows.rows[row]} to {flows.columns[column]} flows {flows.values[row, column]:g}"
        yield Fault(FLOWS, flows.lines[row], message, "a flow between sectors is 0 or more")


def _balance(held: dict[str, _Grid], tolerance: float) -> Iterator[Fault]:
    z, y, stated = (held[name].values for name in PARTS)
    output, added = stated.T
    if output.max() <= 0.0:
        yield Fault(OUTPUT, None, "nothing is made: every output is 0", "check the column x")
        return
    sides = (("sold", z.sum(axis=1) + y.sum(axis=1)), ("bought, with the value added", z.sum(axis=0) + added))
    for words, found in sides:
        for k in np.flatnonzero(np.abs(found - output) > tolerance * output.max()):
            message = f"{held[OUTPUT].rows[k]} makes {output[k]:g}, but {found[k]:g} is {words}"
            yield Fault(
                OUTPUT, held[OUTPUT].lines[k], message, "the table does not balance there; mend it at its source"
            )
