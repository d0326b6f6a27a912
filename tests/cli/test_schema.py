"""The verb `schema`: what it prints is the schema that the library gives."""

from __future__ import annotations

import json
from pathlib import Path

from detente.case.schema import case_schema
from tests.cli.calls import data, detente


def test_the_schema_is_printed_as_it_is() -> None:
    assert json.loads(detente("schema").stdout) == case_schema()


def test_a_file_of_it_is_one_that_an_editor_reads(tmp_path: Path) -> None:
    path = tmp_path / "case.schema.json"
    assert detente("schema", "--out", path).exit_code == 0
    assert json.loads(path.read_text(encoding="ascii"))["required"] == case_schema()["required"]


def test_as_an_answer_it_has_the_head_of_every_answer() -> None:
    assert data("schema") == {"schema": "detente.schema/1", "case": case_schema()}
