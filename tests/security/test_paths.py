"""Names that lead elsewhere: as ids, as names to make files by, inside archives, and in what other programs wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.case.fault import InputFaults
from detente.formats.bring import bring, id_for
from detente.formats.load import ENDINGS, find, is_path, is_sheets
from tests.cli.calls import detente
from tests.fuzz import seeds
from tests.security.names import CANARY, STATIC, held, lay, names

NOT_TYPED = [name for name in STATIC if "\0" in name]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a canary beside it, in which the test then stands."""
    folder = tmp_path / "cases"
    folder.mkdir()
    lay(folder)
    monkeypatch.chdir(folder)
    return tmp_path


def test_there_are_enough_names() -> None:
    assert len({*STATIC}) >= 30


@pytest.mark.parametrize("name", STATIC)
def test_no_id_of_a_case_is_a_path(name: str) -> None:
    if is_path(name) or is_sheets(name):
        pytest.skip("ends as a path that a person types for a file of theirs")
    with pytest.raises(InputFaults, match="neither a file"):
        find(name)


@pytest.mark.parametrize("name", [name for name in STATIC if name not in NOT_TYPED and not name.startswith("-")])
def test_no_case_that_ships_is_copied_from_elsewhere(name: str, room: Path) -> None:
    before = held(room)
    done = detente("new", "x", "--from", name)
    assert done.exit_code in (1, 2), done.output
    assert CANARY not in done.output + done.stderr
    assert held(room) == before


@pytest.mark.parametrize("name", STATIC)
def test_an_id_made_of_a_name_is_a_plain_word(name: str) -> None:
    found = id_for(name)
    assert 0 < len(found) <= 80
    assert found.replace("_", "a").replace("-", "a").isalnum()
    assert found.isascii()


@pytest.mark.parametrize("name", STATIC)
def test_the_names_that_a_profile_gives_make_no_path(name: str, room: Path) -> None:
    """Convert a GeniusWeb profile of a hostile name: a file is written beside the one that was asked for, or none."""
    whole = json.loads(seeds.web_profiles()[0])
    whole["LinearAdditiveUtilitySpace"]["name"] = name
    whole["LinearAdditiveUtilitySpace"]["domain"]["name"] = name
    profile = room / "cases" / "p.json"
    profile.write_text(json.dumps(whole), encoding="utf-8")
    before = held(room)
    for out in ("out.xml", "out.yaml", "out.csv", "out.gexf"):
        done = detente("convert", "p.json", out)
        assert isinstance(done.exception, SystemExit) or done.exception is None, done.exception
    after = held(room)
    assert {key: after[key] for key in before} == before
    new = [Path(key) for key in after if key not in before]
    assert all(path.parent == Path("cases") and path.name.startswith("out") for path in new), new


@pytest.mark.parametrize("name", STATIC)
def test_what_is_sent_to_the_app_is_read_from_its_bytes_whatever_it_is_called(name: str, room: Path) -> None:
    before = held(room)
    for ending in (*ENDINGS, ".json", ".csv"):
        try:
            text = bring([(name + ending, b"detente: 1\n")])
        except InputFaults as refused:
            assert CANARY not in str(refused)
        else:
            assert CANARY not in text
    assert held(room) == before


def test_a_link_is_not_written_through(room: Path) -> None:
    canary = room / "outside" / "secret.yaml"
    for words in (
        ("new", "linked"),
        ("convert", "template", "linked.yaml"),
        ("convert", "template", "linked.yaml", "--force"),
    ):
        detente(*words)
        assert CANARY in canary.read_text(encoding="utf-8")


def test_the_names_reach_what_they_aim_at(room: Path) -> None:
    """Tell that the aim is right: the names that are plain paths do lead to the canary."""
    canary = room / "outside" / "secret.yaml"
    assert any((room / "cases" / name).exists() for name in names(canary) if "\0" not in name and len(name) < 200)
