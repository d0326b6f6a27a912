"""A drawing as a picture of points, for formats that take no other, where the extra `pdf` is installed."""

from __future__ import annotations

from detente._optional import MissingExtra, need
from detente.report.standalone import standalone

DENSITY = 144.0
"""Points per inch."""
PAGE = '#set page(width: auto, height: auto, margin: 2pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 11cm)'


def raster(svg: str) -> bytes | None:
    """Return a drawing of a report as PNG; None where the typesetter is not installed."""
    try:
        typst = need("typst", extra="pdf")
    except MissingExtra:
        return None
    return typst.compile(PAGE.encode(), sys_inputs={"svg": standalone(svg)}, format="png", ppi=DENSITY)
