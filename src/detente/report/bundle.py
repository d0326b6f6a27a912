"""The built app: in parts, as `serve` serves it, and as one script and one style, as every saved report holds it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "app"
"""Where `npm run build` in `web/` leaves the build."""


class NoBundle(RuntimeError):
    """Raised where the build is not in the package: an error of whoever made the package."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The app as two texts that can stand in a page."""

    script: str
    style: str


@cache
def bundle(folder: Path = FOLDER / "saved") -> Bundle:
    """Return the built app as a saved report holds it.

    Raises
    ------
    NoBundle
        Where a folder does not hold exactly one script and one style.
    """
    return Bundle(_the(folder, "js"), _the(folder, "css"))


def _the(folder: Path, ending: str) -> str:
    found = sorted((folder / "assets").glob(f"*.{ending}"))
    if len(found) != 1:
        raise NoBundle(
            f"{folder} holds {len(found)} files .{ending}, not one; build the app: docs/how-to/build-the-app.md"
        )
    return found[0].read_text(encoding="utf-8")
