"""A drawing that stands alone, outside a page: its colours and signs written into it, light."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

RULE = re.compile(r"^(\.[\w.,-]+)\{([^{}]*)\}$", re.MULTILINE)
COLOUR = re.compile(r"(--[\w-]{1,60}):([^;}]+)")
FONTS = "'Libertinus Serif','New Computer Modern Math','DejaVu Sans Mono',sans-serif"


def standalone(svg: str) -> str:
    """Return a drawing of a report with its style inside, in light colours.

    Examples
    --------
    >>> standalone('<svg viewBox="0 0 400 30"></svg>').partition("<style>")[0]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 30">'
    """
    head = svg.index(">") + 1
    opened = svg[:head].replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"{opened}<style>{_style()}</style>{svg[head:]}"


@cache
def _style() -> str:
    text = (files("detente.report") / "drawing.css").read_text(encoding="utf-8")
    first, _, inside = text.partition("\n.blocks{\n")
    colours = dict(reversed(COLOUR.findall(first)))
    rules = ((name, re.sub(r"var\((--[\w-]+)\)", lambda m: colours[m[1]], held)) for name, held in RULE.findall(inside))
    return "".join(f"{name}{{{held.replace('inherit', FONTS)}}}" for name, held in rules)
