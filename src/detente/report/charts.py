"""Two charts that know nothing of a case: rows of bars with intervals, and a curve with its error band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.report.svg import FONT, LINE, WIDTH, element, label, line, lines_of, mark, path, text_width, wrap

EDGE = 12.0
SPAN = WIDTH - 2 * EDGE
BAR = 14.0
GAP = 14.0
FOOT = 30.0
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a value with its interval and its markers, all as shares of the axis; `text` stands at the right."""

    name: str
    value: float
    text: str
    low: float | None = None
    high: float | None = None
    marks: tuple[tuple[str, float, str], ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """What the ends of a 0-1 axis mean; `top` is the value at its right end."""

    top: float = 100.0
    unit: str = " %"


def _x(share: float) -> float:
    return EDGE + SPAN * min(1.0, max(0.0, share))


def _ticks(y: float, height: float, axis: Axis) -> list[str]:
    anchors = {0.0: "start", 1.0: "end"}
    marks = [line((_x(t), y), (_x(t), y + height), "grid") for t in TICKS]
    words = [
        label(
            _x(t), y + height + FONT + 4, f"{axis.top * t:g}{axis.unit}", anchor=anchors.get(t, "middle"), kind="tick"
        )
        for t in TICKS
    ]
    return marks + words


def _row(bar: Bar, lines: Sequence[str], y: float) -> list[str]:
    top = y + len(lines) * FONT * LINE + 3
    middle = top + BAR / 2
    parts = [lines_of(EDGE, y + FONT, lines), label(WIDTH - EDGE, y + FONT, bar.text, anchor="end", kind="value")]
    parts.append(element("rect", x=EDGE, y=top, width=SPAN, height=BAR, class_="track"))
    parts.append(
        element("rect", x=EDGE, y=top, width=_x(bar.value) - EDGE, height=BAR, class_=f"bar {bar.kind}".strip())
    )
    if bar.low is not None and bar.high is not None:
        parts.append(line((_x(bar.low), middle), (_x(bar.high), middle), "whisker"))
        parts += [line((_x(end), middle - 5), (_x(end), middle + 5), "whisker") for end in (bar.low, bar.high)]
    parts += [mark(_x(at), top + BAR + 6, shape, "model", title) for shape, at, title in bar.marks]
    return parts


def bars(rows: Sequence[Bar], axis: Axis | None = None) -> tuple[float, list[str]]:
    """Return height and parts of a bar chart: names above their bars, one axis for bar, interval and markers."""
    body: list[str] = []
    y = 4.0
    for bar in rows:
        lines = wrap(bar.name, SPAN - text_width(bar.text) - 10)
        body += _row(bar, lines, y)
        y += len(lines) * FONT * LINE + BAR + GAP + (8 if bar.marks else 0)
    return y + FOOT, _ticks(0.0, y, axis or Axis()) + body


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a curve with its band, all as shares of the axes."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Series:
    """One curve with its error band; `shape` marks its points, `kind` is its class."""

    points: Sequence[Point]
    shape: str = "circle"
    kind: str = "first"


LEFT, RIGHT, TOP, BOTTOM = 50.0, 20.0, 34.0, 46.0
PLOT = 210.0
WIDE = WIDTH - LEFT - RIGHT


def curves(series: Sequence[Series], up: str, across: str) -> tuple[float, list[str]]:
    """Return height and parts of curves over 0-1 with their error bands; `up` and `across` name the axes."""
    parts = [label(4, FONT + 2, up, kind="axis")]
    for tick in TICKS:
        y, x = _up(tick), LEFT + WIDE * tick
        parts.append(line((LEFT, y), (WIDTH - RIGHT, y), "grid"))
        parts.append(label(LEFT - 6, y + 4, f"{100 * tick:g} %", anchor="end", kind="tick"))
        parts.append(label(x, TOP + PLOT + FONT + 5, f"{tick:g}", anchor="middle", kind="tick"))
    parts.append(label(WIDTH - RIGHT, TOP + PLOT + BOTTOM - 8, across, anchor="end", kind="axis"))
    return TOP + PLOT + BOTTOM, parts + [part for one in series for part in _curve(one)]


def _up(share: float) -> float:
    return TOP + PLOT * (1.0 - share)


def _curve(series: Series) -> list[str]:
    across = [LEFT + WIDE * p.x for p in series.points]
    at = [(x, _up(p.y)) for x, p in zip(across, series.points, strict=True)]
    upper = [(x, _up(p.high)) for x, p in zip(across, series.points, strict=True)]
    lower = [(x, _up(p.low)) for x, p in zip(across, series.points, strict=True)]
    band, drawn = path([*upper, *reversed(lower)], f"band {series.kind}"), path(at, f"curve {series.kind}")
    return [band, drawn, *(mark(x, y, series.shape, f"on-curve {series.kind}") for x, y in at)]
