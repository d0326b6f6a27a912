"""The cases of a folder: what is listed, and that the app and an assistant list the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.assistant.cases import Cases
from detente.formats.load import FIRST_BYTES, cases_in, shipped
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.web.settings import Settings
from detente.web.shelf import Shelf
from tests.cli.calls import GOOD, ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two cases, one of them faulty, among much that is none."""
    found, outside = tmp_path / "cases", tmp_path / "outside"
    for made in (found, outside, found / "below.yaml", found / "deeper"):
        made.mkdir()
    for name in (
        "talks.yaml",
        "talks.yml",
        ".hidden.yaml",
        "deeper/inner.yaml",
        "talks.yaml.bak",
        "../outside/far.yaml",
    ):
        (found / name).write_text(GOOD, encoding="utf-8")
    (found / "broken.yml").write_text("title: x\ndetente: 1\n", encoding="utf-8")
    (found / "notes.yaml").write_text("- a list of mine\n", encoding="utf-8")
    (found / "late.yaml").write_text("#" * FIRST_BYTES + "\ndetente: 1\n", encoding="utf-8")
    (found / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    (found / "linked.yaml").symlink_to(outside / "far.yaml")
    (found / "near.yaml").symlink_to(found / "talks.yaml")
    (found / "dead.yaml").symlink_to(outside / "gone.yaml")
    return found


def test_files_that_say_that_they_are_cases_are_listed_once_and_no_others(folder: Path) -> None:
    assert [path.relative_to(folder).as_posix() for path in cases_in(folder)] == ["broken.yml", "talks.yaml"]


def test_the_app_and_an_assistant_list_the_same(folder: Path) -> None:
    (folder / "miami.yaml").write_text(GOOD, encoding="utf-8")
    place = LedgerPlace(folder / "ledger.sqlite")
    with opened(place, create=True) as store:
        names = Shelf(Settings(folder, place), store).names()
    assert names == Cases(folder).names() == ("broken", "miami", "talks", *(own for own in shipped() if own != "miami"))


@ROOT
def test_a_file_that_may_not_be_read_hides_no_other(folder: Path) -> None:
    (folder / "talks.yaml").chmod(0)
    assert [path.stem for path in cases_in(folder)] == ["broken", "talks"]
    assert cases_in(folder)[1].name == "talks.yml"
