"""What every verb prints with `--json` fits its schema, and every verb has one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

from detente.cli.main import cli
from detente.report.schemas import ANSWERS, answer_schema
from tests.cli.calls import data, detente, refused

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
FOLDER = Path(__file__).parents[1] / "case" / "data"
SMALL, CONFIDED = FOLDER / "small.yaml", FOLDER / "confided.yaml"
FEW = ("--draws", "20")
OPEN = {
    "audit", "convert", "decrypt", "diff", "encrypt", "evidence add", "evidence grade", "evidence list",
    "evidence read", "evidence update", "explain", "export", "forecast add", "forecast export", "forecast import",
    "forecast list", "forecast new", "forecast pool", "forecast resolve", "forecast runs", "forecast score",
    "forecast void", "mcp", "merge", "models", "new", "purge", "rekey", "report", "schema", "serve", "share",
    "stability", "sweep", "track-record",
}  # fmt: skip
"""Verbs whose answers have no schema yet."""
CALLS: list[tuple[str, tuple[Any, ...]]] = [
    ("demo", (SMALL, *FEW)),
    ("run", (SMALL, *FEW)),
    ("run", (CONFIDED, *FEW)),
    ("zone", (SMALL,)),
    ("zone", ("korea_1951",)),
    ("zone", (CONFIDED, "--no-red-lines")),
    ("check", (SMALL, "dayton_1995")),
    ("offers", ("istanbul_2022",)),
    ("hold", (SMALL, *FEW)),
    ("hold", ("minsk_2015", *FEW)),
    ("levers", (SMALL, *FEW, "--tornado", "2")),
    ("levers", ("korea_1951", *FEW)),
    ("whatif", (SMALL, *FEW, "--set", "no_deal.UP=20")),
    ("whatif", (SMALL, *FEW, "--seek", "no_deal.UP", "--until", "zone=0.5")),
    ("wildcards", (SMALL, *FEW)),
    ("scenarios", (SMALL, *FEW)),
    ("economy", ("miami", *FEW)),
    ("portfolio", ("miami", *FEW, "--implied", "gold=1")),
]


def verbs(group: Any = cli, above: str = "") -> Iterator[str]:
    """Return every verb that takes `--json`, a verb of a verb after it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from verbs(command, f"{above}{name} ")
        elif any("--json" in option.opts for option in command.params):
            yield f"{above}{name}"


@cache
def validator(verb: str) -> Any:
    return jsonschema.Draft202012Validator(answer_schema(verb))


def faults(verb: str, answer: Any) -> list[str]:
    """Return where an answer does not fit its schema; of the forms it may have, the nearest."""
    errors = [jsonschema.exceptions.best_match([error]) for error in validator(verb).iter_errors(answer)]
    return [f"{error.json_path}: {error.message[:300]}" for error in errors]


def test_every_verb_that_answers_has_a_schema_and_no_schema_is_without_a_verb() -> None:
    assert {*verbs()} == {*ANSWERS} | OPEN
    assert {*ANSWERS} & OPEN == set()


def test_every_schema_meets_an_answer() -> None:
    assert {verb for verb, _ in CALLS} == {*ANSWERS}


@pytest.mark.parametrize(("verb", "words"), CALLS, ids=lambda part: part if isinstance(part, str) else "")
def test_an_answer_fits_its_schema(verb: str, words: tuple[Any, ...]) -> None:
    answer = data(*verb.split(), *words)
    assert faults(verb, answer) == []
    assert faults(verb, {**answer, "surely_no_key": 1}) != []


def test_a_run_of_the_flagship_fits(results: Path) -> None:
    assert faults("run", json.loads((results / "results.json").read_bytes())) == []


def test_faults_of_a_case_fit() -> None:
    done = detente("check", FOLDER / "twenty_five_mistakes.yaml", "--json")
    assert done.exit_code == 1
    assert faults("check", json.loads(done.stdout)) == []


def test_the_schema_of_an_answer_is_printed() -> None:
    assert json.loads(detente("schema", "zone").stdout) == answer_schema("zone")
    assert data("schema", "zone")["answer"] == answer_schema("zone")


def test_a_verb_without_a_schema_is_refused_with_those_that_have_one() -> None:
    refused(detente("schema", "zoen"), 2, "no verb with a schema 'zoen'", "did you mean 'zone'?", "hold", "levers")
