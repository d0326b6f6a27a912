"""Two charts that know nothing of a case: fans over time side by side on one axis, and a waterfall of signed parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from detente.report.svg import FONT, LINE, WIDTH, element, label, line, lines_of, path, text_width, wrap

MINUS = "\u2212"
EDGE, GUTTER = 6.0, 44.0
"""Margin of a drawing, and room for the figures at its left."""
BETWEEN, HIGH, FOOT = 16.0, 92.0, 30.0
ACROSS = 2
STEPS = (1.0, 2.0, 5.0, 10.0)
MOST_TICKS = 4
BAR, GAP = 14.0, 12.0


@dataclass(frozen=True, slots=True)
class FanPanel:
    """One fan: its name and, per month, the quantiles at 5, 25, 50, 75 and 95 %."""

    name: str
    months: Sequence[int]
    quantiles: Sequence[tuple[float, float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sum: its name, size, and size as text; a whole stands on zero, a part on those before it."""

    name: str
    value: float
    text: str
    whole: bool = False


def ticks(low: float, high: float) -> list[float]:
    """Return round figures that reach from at most `low` to at least `high`, zero among them.

    Examples
    --------
    >>> ticks(-0.7, 0.3), ticks(3.0, 68.0), ticks(0.0, 0.0)
    ([-1.0, -0.5, 0.0, 0.5], [0.0, 20.0, 40.0, 60.0, 80.0], [0.0, 1.0])
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-9:
        return [0.0, 1.0]
    rough = (high - low) / MOST_TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * s for s in STEPS if size * s >= rough * (1.0 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(k * step, 9) for k in range(first, last + 1)]


def _figure(x: float) -> str:
    return f"{MINUS if x < 0 else ''}{abs(x):g}"


def fans(panels: Sequence[FanPanel], across: str) -> tuple[float, list[str]]:
    """Return height and parts of fans, two beside each other, all on one axis; `across` names the months."""
    ends = [q for panel in panels for row in panel.quantiles for q in (row[0], row[-1])]
    marks = ticks(min(ends), max(ends))
    wide = (WIDTH - 2 * EDGE - GUTTER - BETWEEN) / ACROSS
    parts: list[str] = []
    top = 0.0
    for at in range(0, len(panels), ACROSS):
        row = panels[at : at + ACROSS]
        heads = [wrap(panel.name, wide) for panel in row]
        tall = max(map(len, heads)) * FONT * LINE
        for k, (panel, head) in enumerate(zip(row, heads, strict=True)):
            left = EDGE + GUTTER + k * (wide + BETWEEN)
            parts.append(lines_of(left, top + FONT, head, kind="value"))
            parts += _panel(panel, marks, (left, top + tall + 6.0, wide), named=k == 0)
        top += tall + HIGH + FOOT
    parts.append(label(WIDTH - EDGE, top + FONT, across, anchor="end", kind="axis"))
    return top + FONT + 6.0, parts


def _panel(panel: FanPanel, marks: Sequence[float], box: tuple[float, float, float], *, named: bool) -> list[str]:
    """Return one fan in a box of left, top and width; the first of a row has the figures of the axis."""
    left, top, wide = box
    first, last = panel.months[0], panel.months[-1]

    def x(month: float) -> float:
        return left + wide * ((month - first) / (last - first) if last > first else 0.5)

    def y(value: float) -> float:
        return top + HIGH * (marks[-1] - value) / (marks[-1] - marks[0])

    parts = [line((left, y(mark)), (left + wide, y(mark)), "no-change" if mark == 0.0 else "grid") for mark in marks]
    if named:
        parts += [label(left - 5, y(mark) + 4, _figure(mark), anchor="end", kind="tick") for mark in marks]
    for end, anchor in dict.fromkeys(((first, "start"), (last, "end"))):
        parts.append(label(x(end), top + HIGH + FONT + 2, f"{end}", anchor=anchor, kind="tick"))
    for low, high, kind in ((0, 4, "fan outer"), (1, 3, "fan inner")):
        upper = [(x(m), y(q[high])) for m, q in zip(panel.months, panel.quantiles, strict=True)]
        lower = [(x(m), y(q[low])) for m, q in zip(panel.months, panel.quantiles, strict=True)]
        parts.append(path([*upper, *reversed(lower)], kind))
    middle = [(x(m), y(q[2])) for m, q in zip(panel.months, panel.quantiles, strict=True)]
    return [*parts, path(middle, "curve")]


def waterfall(rows: Sequence[Part]) -> tuple[float, list[str]]:
    """Return height and parts of a waterfall: each part starts where the one before it ended, wholes start at zero."""
    spans = _spans(rows)
    marks = ticks(min(min(span) for span in spans), max(max(span) for span in spans))
    beside = max(text_width(part.text) for part in rows) + BETWEEN
    left = EDGE + BETWEEN
    wide = WIDTH - EDGE - beside - left

    def x(value: float) -> float:
        return left + wide * (value - marks[0]) / (marks[-1] - marks[0])

    body: list[str] = []
    y = 4.0
    for part, (start, end) in zip(rows, spans, strict=True):
        head = wrap(part.name, WIDTH - 2 * EDGE - text_width(part.text) - 12)
        top = y + len(head) * FONT * LINE + 2
        kind = "none" if part.whole else "second" if end < start else ""
        body.append(lines_of(EDGE, y + FONT, head, kind="value" if part.whole else ""))
        body.append(label(WIDTH - EDGE, y + FONT, part.text, anchor="end", kind="value"))
        least = min(x(start), x(end))
        size = max(1.5, abs(x(end) - x(start)))
        body.append(element("rect", x=least, y=top, width=size, height=BAR, class_=f"bar {kind}".strip()))
        y = top + BAR + GAP
    lines = [line((x(mark), 0.0), (x(mark), y), "no-change" if mark == 0.0 else "grid") for mark in marks]
    named = [label(x(mark), y + FONT + 2, _figure(mark), anchor="middle", kind="tick") for mark in marks]
    return y + FOOT - 8, [*lines, *named, *body]


def _spans(rows: Sequence[Part]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    reached = 0.0
    for part in rows:
        start = 0.0 if part.whole else reached
        found.append((start, start + part.value))
        reached = start + part.value
    return found
