"""The modules that make pages of the site, as MkDocs loads them: by their path."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "docs" / "site"


@cache
def module(name: str) -> Any:
    """Return a module of the folder `docs/site`."""
    spec = spec_from_file_location(f"docs_site_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    held = module_from_spec(spec)
    sys.modules[spec.name] = held
    spec.loader.exec_module(held)
    return held


def reference() -> Any:
    """Return the module of the pages that are made from the code."""
    return module("reference")
