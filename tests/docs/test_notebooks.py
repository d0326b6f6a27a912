"""The notebooks run, print what they were committed with, and say what was published.

Their outputs are committed: they are the same each time, and the site shows them without computing anything.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
BENCHMARK = json.loads((ROOT / "tests/published/data/forecast_scores.json").read_text(encoding="utf-8"))
DATA = os.environ.get("DETENTE_REFERENCE_DATA")
TABLE = Path(DATA) / "needs" / "csis_simulator_2025-03.csv" if DATA else None
STAND_IN = "read: an invented table"
CSIS = (
    "558,501 of 1,048,575", "162,010 of 331,775", "71.0% contradict",
    "6.7778 6.8889 7.2222 7.0000 passes", "5.0000 8.4444 6.7778 6.2222 passes", "7.0000 6.4000 6.9000 7.1000 fails",
    "drawn 0.851", "drawn 0.528", "drawn 0.317", "(2, 3) (5, 6) (12, 13) (14, 15)",
)  # fmt: skip
"""What the comparison has to come to, from the page itself; as published there, or counted by brute force."""


def read(path: Path) -> Any:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    return nbformat.read(path, as_version=4)


def printed(cells: Any) -> list[str]:
    """Return what each cell of code prints."""
    code = [cell for cell in cells if cell.cell_type == "code"]
    return ["".join(output.get("text", f"<{output.output_type}>") for output in cell.outputs) for cell in code]


@pytest.fixture(scope="module")
def ran() -> Mapping[str, list[str]]:
    """Return what the notebooks print when they are run now."""
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    found: dict[str, list[str]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT / "src"))
        for path in PAGES:
            notebook = read(path)
            try:
                nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
            except (RuntimeError, OSError) as error:
                if isinstance(error, nbclient.exceptions.CellExecutionError):
                    raise
                pytest.skip(f"the kernel cannot start here: {error}")
            found[path.stem] = printed(notebook.cells)
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_notebook_prints_what_it_was_committed_with(path: Path, ran: Mapping[str, list[str]]) -> None:
    if ran[path.stem][0].startswith(STAND_IN):
        assert TABLE is None or not TABLE.is_file()
        return  # its own table may not ship: what is held to numbers is the committed output, below
    assert ran[path.stem] == printed(read(path).cells)


@pytest.mark.parametrize("row", BENCHMARK["rows"], ids=lambda row: f"{row['forecaster']} {row['date']}")
def test_the_league_gives_the_published_scores_to_four_decimals(row: dict[str, Any], ran: Any) -> None:
    name = row["forecaster"].split(" of ")[0]
    start = f"{name}, {row['date']}" if name in ("RFI", "Metaculus") else name
    line = next(line for line in ran["forecast-league"][1].splitlines() if line.startswith(start))
    assert line.split()[-3:] == [f"{row[key]:.4f}" for key in ("brier", "rps", "log")]


@pytest.mark.parametrize("words", CSIS)
def test_the_comparison_gives_the_numbers_of_the_page(words: str, ran: Mapping[str, list[str]]) -> None:
    held = read(ROOT / "docs/notebooks/csis-comparison.ipynb").cells
    assert words in "".join(printed(held))
    assert words in "".join(ran["csis-comparison"]) or ran["csis-comparison"][0].startswith(STAND_IN)


@pytest.mark.skipif(TABLE is None or not TABLE.is_file(), reason="the CSIS table is not there")
def test_no_article_of_the_table_is_in_the_notebook() -> None:
    import csv

    text = (ROOT / "docs/notebooks/csis-comparison.ipynb").read_text(encoding="utf-8")
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert [row["article"] for row in csv.DictReader(file) if row["article"] in text] == []
