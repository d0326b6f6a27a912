"""Questions outside the additive form that are too large: refused with the reason, nothing computed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli.main import cli

ISSUES, OPTIONS = 12, 10


def talks(*, forbid: str = "", linked: str = "") -> str:
    """Two parties over 10^12 settlements."""
    options = ", ".join(f"o{k}: {{name: Option {k}, score: {11 * k}}}" for k in range(OPTIONS))
    issues = "\n".join(f"  i{i}: {{name: Issue {i}, options: {{{options}}}}}" for i in range(ISSUES))
    views = {
        party: "\n".join(f"    i{i}: {{position: {at}, salience: {10 + i}}}" for i in range(ISSUES))
        for party, at in (("A", 10), ("B", 90))
    }
    return (
        "detente: 1\ntitle: Large\nas_of: 2025-01-01\nhorizon: 2025-12-31\n"
        "parties:\n  A: {name: A, role: principal}\n  B: {name: B, role: principal}\n"
        f"issues:\n{issues}\n{forbid}views:\n  A:\n{views['A']}\n{linked}  B:\n{views['B']}\n"
        "no_deal:\n  A: 30\n  B: 30\n"
    )


def chain() -> str:
    """Interactions that link every issue to the next."""
    rows = (f"      - {{when: {{i{i}: o1, i{i + 1}: o2}}, worth: 1}}\n" for i in range(ISSUES - 1))
    return "    with:\n" + "".join(rows)


def web() -> str:
    """Exclusions over three issues each, all over the table."""
    rng, rows = random.Random(1), []
    for _ in range(60):
        held = ", ".join(f"i{i}: o{rng.randrange(OPTIONS)}" for i in rng.sample(range(ISSUES), 3))
        rows.append(f"  - {{settlement: {{{held}}}, why: excluded}}\n")
    return "forbid:\n" + "".join(rows)


@pytest.mark.parametrize("verb", ["zone", "demo"])
@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (talks(linked=chain()), "interactions link 12 issues (i0, i1,"),
        (talks(forbid=web()), "exclusions link 12 issues in more ways than are followed exactly"),
    ],
    ids=["interactions", "exclusions"],
)
def test_a_trillion_settlements_outside_the_additive_form(tmp_path: Path, verb: str, case: str, reason: str) -> None:
    (tmp_path / "large.yaml").write_text(case, encoding="utf-8")
    done = CliRunner().invoke(cli, [verb, str(tmp_path / "large.yaml")])
    assert done.exit_code == 3
    assert reason in done.stderr
    assert done.stdout == ""
