"""A case that is still the template is no ground for a brief; one in own words is, whatever its numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.formats.load import TEMPLATE, find, shipped
from detente.formats.yaml import read
from detente.report.brief.lint_template import SECTIONS, _invented, own_words
from detente.report.brief.records import Record
from tests.cli.calls import detente
from tests.cli.conftest import here

__all__ = ["here"]

FEW = ("--draws", "20")
STILL = "the case is still the template"


def own(value: Any) -> Any:
    """Return a part of a case with other words in place of every text of several words, a waiver being one no more."""
    if isinstance(value, dict):
        return {key: own(held) for key, held in value.items()}
    if isinstance(value, list):
        return [own(row) for row in value]
    return f"own words, {len(value)} of them" if isinstance(value, str) and " " in value else value


def in_own_words() -> dict[str, Any]:
    held = read(find(TEMPLATE)[1].decode("utf-8")).value
    return held | {name: own(held[name]) for name in SECTIONS}


def test_a_new_case_is_a_draft_until_it_is_written_in_own_words(here):
    assert detente("new", "talks").exit_code == 0
    (found,) = json.loads(detente("report", "talks.yaml", "-o", "told.md", "--json", *FEW).stdout)["lint"]["findings"]
    assert (found["standard"], found["read"]) == ("gate", STILL)
    assert found["where"] == "title, summary, parties, sources, brief"
    text = (here / "told.md").read_text(encoding="utf-8")
    assert text.index("DRAFT") < text.index(STILL) < text.index("## ")
    (here / "talks.yaml").write_text(json.dumps(in_own_words()), encoding="utf-8")
    assert detente("report", "talks.yaml", "--lint", *FEW).exit_code == 0


EMPTY: dict[str, Any] = {
    "case": {"title": "t", "summary": "", "parties": []}, "sources": [],
    "brief": {"gates": [], "alternatives": [], "dissent": [], "so_what": [], "premortem": "", "asker": {}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("place", "part"),
    [
        ("title", {"case": EMPTY["case"] | {"title": "Ceasefire talks between North and South"}}),
        ("parties.a", {"case": EMPTY["case"] | {"parties": [{"id": "a", "name": "Movement of the South"}]}}),
        ("sources.S7", {"sources": [{"id": "S7", "title": "Example Agency: the second round of talks"}]}),
        ("brief.asker", {"brief": EMPTY["brief"] | {"asker": {"who": "the mission in the capital", "goal": "g"}}}),
        (
            "brief.due_diligence",
            {"brief": EMPTY["brief"] | {"gates": [{"id": "x", "text": "nobody could reach the villages this winter"}]}},
        ),
    ],
)
def test_every_place_is_named(place: str, part: dict[str, Any]) -> None:
    assert own_words(Record(EMPTY, (), (), {}, {}, {})) == []
    (found,) = own_words(Record(EMPTY | part, (), (), {}, {}, {}))
    assert found.where == place


def test_no_case_that_ships_shares_a_text_with_the_template() -> None:
    assert len(_invented()) >= 12
    for name in shipped():
        text = " ".join(find(name)[1].decode("utf-8").split())
        assert [words for words in _invented() if words in text] == [], name
