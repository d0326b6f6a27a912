"""`share`: what one reader gets, in every format, and that nothing else is in it."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from detente.case.marking import CONFIDABLE, Confides, Marked
from detente.case.nouns import Case
from detente.ensemble.explain import orphans
from detente.formats.load import load
from detente.formats.sharing.views import redacted
from detente.formats.write import dump
from detente.report.formats import FORMATS
from tests.cli.calls import data, detente, refused
from tests.confiding import confided

CASES = Path(__file__).parent.parent / "case" / "data"
WELL = CASES / "confided.yaml"
TEXT = ("why", "note", "text", "evidence", "title", "name")
CANARY = "zanzibarcanary"
DRAWS = ("--draws", "20")
TABLES = (".yaml", ".xlsx", ".csv")


def with_canaries(case: Case) -> tuple[Case, list[str]]:
    """Return a case with the last row of each kind closed and holding a canary, and the kinds."""
    last: dict[str, Any] = {type(row).__name__: row for row in _rows(case) if not _is_none(row)}
    return _swapped(case, {id(row): _sung(row) for row in last.values()}), sorted(last)


def _rows(held: Any) -> list[Any]:
    own = [held] if isinstance(held, Marked) else []
    if is_dataclass(held):
        return own + [row for slot in fields(held) for row in _rows(getattr(held, slot.name))]
    return [row for item in held for row in _rows(item)] if isinstance(held, tuple) else own


def _is_none(row: Any) -> bool:
    return getattr(row, "value", 0) is None or type(row).__name__ == "Hypothesis"


def _sung(row: Any) -> Any:
    text = next((slot.name for slot in fields(row) if slot.name in TEXT), None)
    sung = {text: f"{CANARY} {type(row).__name__}"} if text else {}
    if type(row).__name__ in ("Durability", "Consequences", "Futures", "CrossImpact", "RatificationStep"):
        return row  # their rows are, and would go with them
    return replace(row, marking="red", **sung)


def _swapped(held: Any, new: dict[int, Any]) -> Any:
    if id(held) in new and new[id(held)] is not held:
        return new[id(held)]
    if isinstance(held, tuple):
        return tuple(_swapped(item, new) for item in held)
    if not is_dataclass(held):
        return held
    changed = {slot.name: _swapped(getattr(held, slot.name), new) for slot in fields(held)}
    return replace(held, **changed)


def readable(name: str, content: bytes) -> str:
    """Return what can be read in a file, unpacked."""
    if name.endswith((".docx", ".xlsx")):
        packed = zipfile.ZipFile(io.BytesIO(content))
        parts = [entry for entry in packed.namelist() if not entry.startswith("docProps")]  # which hold the hour
        return "".join(packed.read(entry).decode("utf-8", "replace") for entry in parts)
    if name.endswith(".pdf"):
        from pypdf import PdfReader

        held = PdfReader(io.BytesIO(content))
        return "".join(page.extract_text() for page in held.pages) + str(held.metadata)
    return content.decode("utf-8")


def test_every_kind_of_row_can_be_closed() -> None:
    case, kinds = with_canaries(load(str(CASES / "small.yaml")))
    assert len(kinds) > 20
    sections = set(redacted(case, "green").withheld.rows)
    assert sections <= set(CONFIDABLE)
    assert CANARY in dump(case) and CANARY not in dump(redacted(case, "green"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a case that holds canaries, and what `share --marking green` makes of it, run once."""
    folder = tmp_path_factory.mktemp("opened")
    case, _ = with_canaries(load(str(CASES / "small.yaml")))
    (folder / "closed.yaml").write_text(f"# {CANARY}\n{dump(case)}", encoding="utf-8")
    _shared(folder / "closed.yaml", folder / "open", "--marking", "green")
    return folder


def _shared(name: Path, out: Path, *reader: str) -> None:
    """Write a case for a reader in every format; its report from the results, which are the same run."""
    for ending in (*TABLES, ".json"):
        done = detente("share", str(name), *reader, "-o", str(out.with_suffix(ending)), *DRAWS)
        assert done.exit_code == 0, done.stderr
    for ending, held in FORMATS.items():
        if not held.missing:
            done = detente("report", str(out.with_suffix(".json")), "-o", str(out.with_suffix(ending)))
            assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize("ending", [*TABLES, ".json", *FORMATS])
def test_what_is_redacted_is_in_no_format(ending: str, opened: Path) -> None:
    if ending in FORMATS and FORMATS[ending].missing:
        pytest.skip(FORMATS[ending].missing)
    told = readable(ending, (opened / f"open{ending}").read_bytes())
    assert len(told) > 1000 and CANARY not in told.lower()
    if ending in FORMATS:
        assert "TLP:GREEN" in told or "TLP:CLEAR" in told
        assert "parts withheld" in told


def test_every_number_of_a_view_has_a_formula(opened: Path) -> None:
    run = json.loads((opened / "open.json").read_text(encoding="utf-8"))
    assert run["case"]["withheld"]["rows"] and orphans(run) == []


def test_what_another_party_confided_changes_no_byte_of_any_format(tmp_path: Path) -> None:
    case, folders = load(str(WELL)), [tmp_path / "first", tmp_path / "second"]
    for folder, made in zip(folders, (case, confided(case, "EAST", Random(1))), strict=True):
        folder.mkdir()
        (folder / "well.yaml").write_text(dump(made), encoding="utf-8")
        _shared(folder / "well.yaml", folder / "west", "--for", "WEST")
    for ending in (*TABLES, ".json", *FORMATS):
        if ending in (".xlsx", ".docx") or (ending in FORMATS and FORMATS[ending].missing):
            continue  # archives of files with times of their own: their parts are compared below
        first, second = ((folder / f"west{ending}").read_bytes() for folder in folders)
        assert first == second, ending
    for ending in (".xlsx", ".docx"):
        first, second = (folder / f"west{ending}" for folder in folders)
        if first.exists():
            assert readable(ending, first.read_bytes()) == readable(ending, second.read_bytes()), ending


def test_the_file_of_a_view_is_a_case_and_says_what_it_is(here: Path) -> None:
    told = data("share", str(WELL), "--for", "WEST", "-o", "west.yaml")
    assert told["case"]["withheld"] == {"view_of": "WEST", "above": "", "rows": {}}
    assert told["case"]["marking"] == "red"
    assert detente("check", "west.yaml").exit_code == 0
    assert "Each told the mediator" not in (here / "west.yaml").read_text(encoding="utf-8")
    page = detente("share", str(WELL), "--for", "WEST", "-o", "west.yaml", "--force").stdout
    assert "view of West Town" in page and "widest range" in " ".join(page.split())


def test_a_party_and_a_marking_go_together(here: Path) -> None:
    told = data("share", str(WELL), "--for", "WEST", "--marking", "clear", "-o", "west.yaml")
    assert told["case"]["withheld"]["above"] == "clear" and told["case"]["withheld"]["view_of"] == "WEST"
    assert told["case"]["marking"] == "clear"
    assert (here / "west.yaml").read_text(encoding="utf-8").count("confided_by") == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("-o", "x.yaml"), 2, "--for PARTY"),
        (("--for", "WESTT", "-o", "x.yaml"), 2, "did you mean 'WEST'?"),
        (("--for", "WEST", "-o", "x.txt"), 2, ".yaml"),
        (("--marking", "pink", "-o", "x.yaml"), 2, "amber"),
        (
            (
                "--for",
                "WEST",
            ),
            2,
            "--out",
        ),
    ],
)
def test_what_cannot_be_shared_is_refused(words: tuple[str, ...], code: int, told: str, here: Path) -> None:
    refused(detente("share", str(WELL), *words), code, told)


def test_a_file_that_is_there_is_left_alone(here: Path) -> None:
    (here / "x.yaml").write_text("mine", encoding="utf-8")
    refused(detente("share", str(WELL), "--for", "WEST", "-o", "x.yaml"), 5, "--force")


def test_results_of_the_whole_case_make_no_view(results: Path, here: Path) -> None:
    refused(detente("report", str(results), "-o", "x.md", "--for", "RU"), 2, "need the case itself")
    refused(detente("export", str(results / "results.json"), "x.csv", "--marking", "green"), 2, "need the case itself")


def test_report_export_and_convert_take_the_same_options(here: Path) -> None:
    view = ("--for", "WEST")
    assert detente("report", str(WELL), "-o", "a.md", *view, *DRAWS).exit_code == 0
    assert detente("share", str(WELL), "-o", "b.md", *view, *DRAWS).exit_code == 0
    assert (here / "a.md").read_bytes() == (here / "b.md").read_bytes()
    assert detente("convert", str(WELL), "a.yaml", *view).exit_code == 0
    assert detente("share", str(WELL), "-o", "b.yaml", *view).exit_code == 0
    assert (here / "a.yaml").read_bytes() == (here / "b.yaml").read_bytes()
    assert detente("export", str(WELL), "a.csv", *view).exit_code == 0
    assert "zone" in (here / "a.csv").read_text(encoding="utf-8")


def test_what_is_confided_without_being_declared_is_a_fault_with_its_line(here: Path) -> None:
    text = WELL.read_text(encoding="utf-8").replace("  EAST: [views, no_deal, sources,", "  EAST: [views, sources,")
    (here / "well.yaml").write_text(text, encoding="utf-8")
    done = detente("check", "well.yaml", "--json")
    (fault,) = json.loads(done.stdout)["files"][0]["faults"]
    assert fault["where"] == "no_deal.EAST.confided_by" and "confides: {EAST: [views" in fault["hint"]
    assert text.splitlines()[fault["line"] - 1].lstrip().startswith("EAST: {low: 20")


def test_a_row_for_all_that_cites_what_was_confided_is_a_fault(here: Path) -> None:
    text = WELL.read_text(encoding="utf-8").replace("sources: [S1]}", "sources: [S1, S2]}")
    (here / "well.yaml").write_text(text, encoding="utf-8")
    (fault,) = json.loads(detente("check", "well.yaml", "--json").stdout)["files"][0]["faults"]
    assert fault["where"] == "views.EAST.share[0].sources"
    assert "sources.S2 is confided by EAST" in fault["message"] and "confided_by: EAST" in fault["hint"]


def test_a_view_says_only_what_may_have_been_confided() -> None:
    assert Confides("WEST", ("views", "no_deal", "sources", "claims")) in load(str(WELL)).confides
