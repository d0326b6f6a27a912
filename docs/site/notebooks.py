"""Notebooks as pages: their text, their code, and the outputs that they were committed with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def notebooks(folder: Path) -> dict[str, str]:
    """Return the pages of the notebooks in a folder by their name in the documentation."""
    return {f"notebooks/{path.stem}.md": page(json.loads(path.read_bytes())) for path in sorted(folder.glob("*.ipynb"))}


def page(notebook: dict[str, Any]) -> str:
    """Return a notebook as Markdown."""
    return "\n\n".join(block for cell in notebook["cells"] for block in _cell(cell)) + "\n"


def _cell(cell: dict[str, Any]) -> list[str]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return [source]
    said = "".join(text for output in cell["outputs"] for text in output.get("text", []))
    return [f"```python\n{source}\n```", *([f"```text\n{said.rstrip()}\n```"] if said else [])]
