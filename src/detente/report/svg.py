"""The pen: SVG elements as text. Sizes are in units of a drawing 400 wide, which scales to its column.

Colours come from classes of the page's style sheet, so that a drawing follows light, dark and print. A colour is
never the only signal: every series has its own shape or dash.
"""

from __future__ import annotations

from collections.abc import Iterable

from detente.report.escaping import escape, visible

WIDTH = 400.0
FONT = 13.0
LETTER = 0.56
"""Width of a letter as a share of the font size: a generous mean of system fonts."""
LINE = 1.25


def number(x: float) -> str:
    """Return a coordinate with at most two decimals.

    Examples
    --------
    >>> number(3.0), number(0.126)
    ('3', '0.13')
    """
    return f"{x:.2f}".rstrip("0").rstrip(".")


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Return one element; `content` is markup that is already escaped; `class_` gives the class.

    Examples
    --------
    >>> element("rect", x=1.5, class_="bar")
    '<rect x="1.5" class="bar"/>'
    """
    pairs = []
    for key, value in attributes.items():
        text = value if isinstance(value, str) else number(value)
        pairs.append(f' {key.rstrip("_").replace("_", "-")}="{escape(text)}"')
    head = f"<{name}{''.join(pairs)}"
    return f"{head}>{content}</{name}>" if content else f"{head}/>"


def text_width(text: str, size: float = FONT) -> float:
    """Return the width that a text may take."""
    return len(text) * size * LETTER


def wrap(text: str, width: float, size: float = FONT) -> list[str]:
    """Return the text in lines that fit the width; a word that is too long is cut.

    Examples
    --------
    >>> wrap("Limited ceasefire and frozen conflict", 150)
    ['Limited ceasefire', 'and frozen conflict']
    """
    room = max(4, int(width / (size * LETTER)))
    lines: list[str] = []
    for word in text.split(" ") or [""]:
        pieces = [word[i : i + room] for i in range(0, len(word), room)] or [""]
        for piece in pieces:
            if lines and len(lines[-1]) + 1 + len(piece) <= room and piece is pieces[0]:
                lines[-1] += " " + piece
            else:
                lines.append(piece)
    return lines


def label(x: float, y: float, text: str, *, anchor: str = "start", kind: str = "") -> str:
    """Return a text whose baseline starts, ends or has its middle at a point."""
    return element("text", escape(visible(text)), x=x, y=y, text_anchor=anchor, class_=f"label {kind}".strip())


def lines_of(x: float, y: float, lines: Iterable[str], *, kind: str = "") -> str:
    """Return several lines of text, the first with its baseline at `y`."""
    return "".join(label(x, y + row * FONT * LINE, line, kind=kind) for row, line in enumerate(lines))


def path(points: Iterable[tuple[float, float]], kind: str) -> str:
    """Return a line through points."""
    d = " ".join(f"{'L' if i else 'M'}{number(x)} {number(y)}" for i, (x, y) in enumerate(points))
    return element("path", d=d, class_=kind) if d else ""


def line(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    """Return a straight line."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=kind)


OUTLINES = {
    "diamond": "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
    "triangle": "M0 -5.5L5 4L-5 4Z",
    "square": "M-4.2 -4.2H4.2V4.2H-4.2Z",
    "circle": "M-4.6 0A4.6 4.6 0 1 0 4.6 0A4.6 4.6 0 1 0 -4.6 0Z",
    "cross": "M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5",
    "plus": "M-5.5 0H5.5M0 -5.5V5.5",
    "down": "M0 5.5L5 -4L-5 -4Z",
    "bar": "M0 -6V6",
}
SHAPES = tuple(OUTLINES)
SIGNS = dict(zip(SHAPES, "◇△□○×+▽|", strict=True))
"""A letter that looks like each shape, for keys in text; filled kinds have their own."""


def mark(x: float, y: float, shape: str, kind: str = "", title: str = "") -> str:
    """Return a marker of a named shape at a point, with a title that browsers show on hover."""
    inside = element("title", escape(visible(title))) if title else ""
    place = f"translate({number(x)} {number(y)})"
    return element("path", inside, d=OUTLINES[shape], transform=place, class_=f"mark {kind}".strip())


def drawing(id_: str, height: float, title: str, alt: str, parts: Iterable[str]) -> str:
    """Return a whole drawing, 400 wide, with its title and its text alternative."""
    names = element("title", escape(visible(title)), id=f"{id_}-title") + element(
        "desc", escape(visible(alt)), id=f"{id_}-desc"
    )
    return element(
        "svg",
        names + "".join(parts),
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
        role="img",
        aria_labelledby=f"{id_}-title {id_}-desc",
    )
