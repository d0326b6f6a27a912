"""The page on other formats tells the limits that the readers keep, and its examples work."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.profiles import MOST_ISSUES, MOST_VALUES, MOST_WEIGHT
from detente.formats import genius, genius_profile, markup, yaml
from tests.cli.calls import detente
from tests.formats.test_genius import DOMAIN, PROFILE

PAGE = (Path(__file__).parents[2] / "docs/reference/formats.md").read_text(encoding="utf-8")
TOLD = (
    f"more than {yaml.MAX_BYTES // 1_000_000} MB", f"deeper than {markup.MAX_DEPTH} elements", f"at most {MOST_VALUES}",
    f"more than {MOST_ISSUES} issues or values", f"more than {markup.MAX_ELEMENTS:,} elements",
    f"more than {markup.MAX_TEXT:,}", f"above {MOST_WEIGHT:,.0f}", f"{genius.LEVELS} evenly spaced",
    *(f"`{name}`" for name in (*genius_profile.KINDS[1:], *genius_profile.FUNCTIONS)),
)  # fmt: skip


@pytest.mark.parametrize("words", TOLD)
def test_a_limit_is_told(words: str) -> None:
    assert words in " ".join(PAGE.split())


def test_the_examples_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"domain.xml": DOMAIN, "buyer.xml": PROFILE, "seller.xml": PROFILE}.items():
        Path(name).write_text(text, encoding="utf-8")
    lines = [line.split("#") for line in PAGE.splitlines() if line.startswith("    detente ")]
    assert len(lines) == 4
    for command, *comment in lines:
        done = detente(*command.split()[1:])
        assert done.exit_code == 0, (command, done.stderr)
        for name in " ".join(comment).replace(",", " ").split():
            assert not name.endswith((".xml", ".json")) or Path(name).exists(), name
