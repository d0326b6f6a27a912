"""The cases of a folder: what is listed, and that the app and an assistant list the same."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from detente.assistant.cases import Cases
from detente.formats.load import FIRST_BYTES, cases_in, shipped
from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.web.problems import Refused
from detente.web.settings import Settings
from detente.web.shelf import NEW, Shelf
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


@pytest.mark.parametrize(
    "begin", [b"\xef\xbb\xbfdetente: 1\n", b'"detente": 1\n', b"'detente' : 1\n", b"# x\r\ndetente: 1\r\n"]
)
def test_a_case_is_listed_however_its_editor_wrote_the_first_key(tmp_path: Path, begin: bytes) -> None:
    (tmp_path / "talks.yaml").write_bytes(begin)
    assert [path.stem for path in cases_in(tmp_path)] == ["talks"]


def test_the_app_opens_the_file_that_is_listed_and_writes_over_no_other(folder: Path) -> None:
    (folder / "talks.yaml").write_text("- a list of mine\n", encoding="utf-8")
    (folder / "miami.yaml").write_text("- a list of mine\n", encoding="utf-8")
    place = LedgerPlace(folder / "ledger.sqlite")
    with opened(place, create=True) as store:
        shelf = Shelf(Settings(folder, place), store)
        assert shelf.held("talks").text == Cases(folder).text("talks") == GOOD
        assert shelf.held("miami").ships
        for name in ("miami", "notes"):
            with pytest.raises(Refused, match=f"{name}.yaml is there, is no case"):
                shelf.saved(name, GOOD, seen=NEW)
    assert (folder / "notes.yaml").read_text(encoding="utf-8") == "- a list of mine\n"


def test_a_folder_that_may_be_listed_but_not_entered_has_no_cases(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def barred(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_symlink", barred)
    assert cases_in(folder) == ()


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_an_assistant_can_be_told_of_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/tal\xffks.yaml")).write_text(GOOD, encoding="utf-8")
    cases = Cases(tmp_path)
    name = cases.names()[0]
    assert (name, json.loads(json.dumps(cases.row(name), ensure_ascii=False).encode())["case"]) == ("tal?ks", "tal?ks")


@ROOT
def test_a_file_that_may_not_be_read_hides_no_other(folder: Path) -> None:
    (folder / "talks.yaml").chmod(0)
    assert [path.stem for path in cases_in(folder)] == ["broken", "talks"]
    assert cases_in(folder)[1].name == "talks.yml"
