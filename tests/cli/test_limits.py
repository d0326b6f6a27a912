"""Questions outside the additive form that are too large: refused with the reason, nothing computed."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli.main import cli
from tests.cli.calls import GOOD

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


def linked(pairs: list[tuple[int, int]]) -> str:
    """Interactions between pairs of issues."""
    rows = (f"      - {{when: {{i{i}: o{n % 10}, i{j}: o2}}, worth: 1}}\n" for n, (i, j) in enumerate(pairs, start=1))
    return "    with:\n" + "".join(rows)


def chain() -> str:
    """Interactions that link every issue to the next."""
    return linked([(i, i + 1) for i in range(ISSUES - 1)])


def knot() -> str:
    """Interactions between every two issues."""
    return linked([(i, j) for i in range(ISSUES) for j in range(i + 1, ISSUES)])


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
        (talks(linked=knot()), "66 interactions link 12 issues (i0, i1,"),
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


def test_a_chain_of_interactions_over_a_trillion_settlements_is_counted_exactly(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_text(talks(linked=chain()), encoding="utf-8")
    done = CliRunner().invoke(cli, ["zone", str(tmp_path / "large.yaml"), "--json"])
    counted = json.loads(done.stdout)["settlements"]
    assert counted["total"] == {"value": OPTIONS**ISSUES, "exact": True, "se": 0.0}
    assert counted["zone"]["exact"]
    assert 0 < counted["zone"]["value"] < OPTIONS**ISSUES


def many(parties: int = 2, issues: int = 2) -> str:
    """So many principals over so many issues of two options."""
    names = "".join(f"  P{p}: {{name: Party number {p}, role: principal}}\n" for p in range(parties))
    options = "options: {a: {name: Freeze, score: 0}, b: {name: Swap, score: 100}}"
    table = "".join(f"  i{i}: {{name: Issue {i}, {options}}}\n" for i in range(issues))
    views = "".join(
        f"  P{p}:\n" + "".join(f"    i{i}: {{salience: 50, position: {p % 101}}}\n" for i in range(issues))
        for p in range(parties)
    )
    offers = "".join(f"  o{n}: {{name: O, date: 2025-01-0{n}, settlement: {{i0: {'ab'[n % 2]}}}}}\n" for n in (1, 2))
    said = "".join(f"  - {{party: P{p}, offer: o1, verdict: accepted, date: 2025-01-05}}\n" for p in range(parties))
    none = "".join(f"  P{p}: 30\n" for p in range(parties))
    return (
        "detente: 1\ntitle: Many\nas_of: 2025-02-01\nhorizon: 2025-12-31\n"
        f"parties:\n{names}issues:\n{table}views:\n{views}no_deal:\n{none}offers:\n{offers}statements:\n{said}"
    )


@pytest.mark.parametrize("verb", ["check", "zone", "demo", "offers"])
@pytest.mark.parametrize(("case", "words"), [
    (many(issues=300), "300 issues are more than the 200"),
    (many(parties=201), "201 parties are more than the 200"),
    ("a: " + "x" * 5_000_001, "more than 5 MB"),
])  # fmt: skip
def test_a_case_that_is_only_too_large_is_refused_with_3(tmp_path: Path, verb: str, case: str, words: str) -> None:
    (tmp_path / "large.yaml").write_text(case, encoding="utf-8")
    done = CliRunner().invoke(cli, [verb, str(tmp_path / "large.yaml")], env={"COLUMNS": "110"})
    assert done.exit_code == 3
    assert words in done.output


def test_a_case_that_is_too_large_and_wrong_has_faults(tmp_path: Path) -> None:
    wrong = many(issues=300).replace("title: Many", "title: Many\ntitle: Many")
    (tmp_path / "large.yaml").write_text(wrong, encoding="utf-8")
    assert CliRunner().invoke(cli, ["check", str(tmp_path / "large.yaml")]).exit_code == 1


@pytest.mark.parametrize("words", [["zone"], ["offers"], ["demo", "--draws", "20"], ["diff"]])
def test_a_hundred_parties_are_not_all_listed(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "many.yaml").write_text(many(parties=100), encoding="utf-8")
    offers = ["o1", "o2"] if words == ["diff"] else []
    shown = CliRunner().invoke(cli, [words[0], str(tmp_path / "many.yaml"), *words[1:], *offers]).output
    assert "92 more" in shown
    assert "Party number 7" in shown
    assert "Party number 50" not in shown
    assert len(shown.splitlines()) < 90


def test_a_horizon_too_far_to_follow_is_a_limit_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "far.yaml").write_text(
        GOOD.replace("horizon: 2026-12-31", "horizon: 2066-12-31") + "timing: {closing: 0.5}\n", encoding="utf-8"
    )
    done = CliRunner().invoke(cli, ["hold", str(tmp_path / "far.yaml")])
    assert done.exit_code == 3
    assert "far.yaml:4: horizon: 2066-12-31 is 491 months after as_of" in done.stderr
    assert "bring the horizon nearer, or drop timing" in done.stderr
