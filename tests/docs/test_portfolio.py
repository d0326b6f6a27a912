"""The pages on a portfolio name every key, series that ships and limit; the example of the format can be read."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from detente.case.holdings import MOST_HOLDINGS
from detente.consequences.portfolio.series import catalogue
from detente.ensemble.consequences.portfolio.scenarios import RANGE_DRAWS
from detente.formats.holdings import read_holdings
from tests.cli.calls import data
from tests.cli.test_portfolio import ADVICE

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS, FORMATS, EXPLAINED = (
    (DOCS / name).read_text(encoding="utf-8")
    for name in ("reference/commands.md", "reference/formats.md", "explanation/portfolio.md")
)


def test_every_key_is_told() -> None:
    found = data("portfolio", "template", "-n", "20")
    section = COMMANDS.split("## What `portfolio --json` holds")[1].split("\n## ")[0]
    told = [key for row in (found, found["scenarios"][0]) for key in row if f"`{key}`" not in section]
    assert set(told) <= {"case", "schema", "id", "name"}


@pytest.mark.parametrize("series", catalogue().ids)
def test_every_series_that_ships_is_named(series: str) -> None:
    assert f"`{series}`" in FORMATS


def test_the_licences_stand_beside_the_series() -> None:
    for words in ("U.S. Energy Information Administration", "The World Bank: Commodity", "CC BY 4.0", "public domain"):
        assert words in FORMATS


@pytest.mark.parametrize("page", ["explanation/portfolio.md", "how-to/bring-a-portfolio.md"])
def test_a_page_says_what_it_is_and_does_not_advise(page: str) -> None:
    text = " ".join((DOCS / page).read_text(encoding="utf-8").split())
    assert "arithmetic, not advice" in text
    assert not ADVICE.search(text)


def test_the_limits_are_those_of_the_code() -> None:
    page = " ".join(FORMATS.split())
    assert f"fewer than {catalogue().sample.fewest} windows of three months" in page
    assert f"more than {MOST_HOLDINGS} assets or series" in page
    assert catalogue().sample.span == 3
    assert f"over {RANGE_DRAWS} draws" in EXPLAINED


def test_the_example_of_the_format_can_be_read() -> None:
    block = next(part for part in FORMATS.split("\n\n") if part.startswith("    asset,weight"))
    held = read_holdings(dedent(block).encode(), catalogue().ids)
    assert len(held.rows) == 4


def test_the_code_of_the_how_to_runs_up_to_what_the_extra_installs() -> None:
    page = (DOCS / "how-to/bring-a-portfolio.md").read_text(encoding="utf-8")
    code = dedent(page.split("   ```python\n")[1].split("   ```")[0]).replace("200", "20")
    assert "to_skfolio_prior(held.returns / 100, held.mixed)" in code
    names: dict = {}
    exec(code.rpartition("prior = ")[0], names)
    assert names["held"].mixed.sum() == pytest.approx(1.0)
