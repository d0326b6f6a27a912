"""Words that people write where a number or a condition is meant: read by the program's own rules, never run."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.cli.calls import GOOD, detente

RUN = [
    "__import__('os').system('true')", "().__class__.__bases__", "9**9**9", "1e999", "9" * 400, "0x7f", "1_000",
    "1+1", "a.b", "lambda: 1", "nan", "inf", "-inf", "${7*7}", "{{7*7}}", "%s%s%n", "\x00", "\u0663", "1;1", "1:2",
    "1:2:3:4", "3:2:1", "", " ", "True", "[1]",
]  # fmt: skip
PATHS = [
    "__class__", "no_deal.__class__", "views.N.land.__dict__", "parties[0]", "a" * 5_000, ".", "a" * 2_000, "..",
    "no_deal.N.mid.real", "no_deal..N", "\u202eno_deal.N", "*", "no_deal.*",
]  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("word", RUN)
def test_no_value_is_run(case: str, word: str) -> None:
    began = time.process_time()
    done = detente("whatif", case, "--set", f"no_deal.N={word}", "--draws", "20")
    assert done.exit_code in (1, 2), done.output
    assert isinstance(done.exception, SystemExit)
    assert time.process_time() - began < 10.0


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_into_the_program(case: str, path: str) -> None:
    done = detente("whatif", case, "--set", f"{path}=50", "--draws", "20")
    assert done.exit_code in (1, 2), done.output
    assert isinstance(done.exception, SystemExit)
    assert "\u202e" not in done.output


@pytest.mark.parametrize(
    "when", ["__import__('os')", "{land: __class__}", "{any: [{not: {land: a}}, 9**9]}", "{land: [a]}", "land == a"]
)
def test_a_condition_is_a_mapping_of_options_and_nothing_else(tmp_path: Path, when: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(f"{GOOD}scenarios:\n- {{id: s, name: S, when: {json.dumps(when)}}}\n", encoding="utf-8")
    done = detente("check", str(path))
    assert done.exit_code == 1
    assert "scenarios[0]" in done.output + done.stderr


def test_conditions_are_nested_within_a_bound(tmp_path: Path) -> None:
    deep = "{not: " * 2_000 + "{land: a}" + "}" * 2_000
    path = tmp_path / "case.yaml"
    path.write_text(f"{GOOD}scenarios:\n- {{id: s, name: S, when: {deep}}}\n", encoding="utf-8")
    done = detente("check", str(path))
    assert done.exit_code == 1
    assert "nested deeper than" in done.output + done.stderr
