"""What an assistant is told is what the library says; it cannot leave the folder, and nothing is written."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from shutil import copy
from typing import Any

import anyio
import pytest
from anyio.from_thread import start_blocking_portal

from detente.assistant.answers import DRAWS, MOST_DRAWS, MOST_LISTED
from detente.assistant.server import server
from detente.case.levers import Change
from detente.ensemble.central import judge_central
from detente.ensemble.explain import explain
from detente.ensemble.setting import Drawing
from detente.formats.load import load, shipped
from detente.scenarios.odds import odds_of
from detente.scenarios.run import run
from detente.scenarios.whatif import whatif
from detente.settlement.offers import offers
from tests.cli.calls import data, detente

mcp = pytest.importorskip("mcp.client")

SMALL = Path(__file__).parents[1] / "case" / "data" / "small.yaml"
MOST_BYTES = 60_000
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("cases")
    copy(SMALL, found / "small.yaml")
    (found / "broken.yaml").write_text("detente: 1\ntitle: x\n", encoding="utf-8")
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    copy(SMALL, outside)
    (found / "linked.yaml").symlink_to(outside)
    return found


@pytest.fixture(scope="module")
def ask(folder: Path) -> Generator[Ask]:
    """Ask a tool as a client does."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(mcp.Client(server(folder, whatif=True))) as client,
    ):

        def asked(tool: str, **words: Any) -> Any:
            return portal.call(client.call_tool, tool, words)

        asked.client, asked.portal = client, portal  # type: ignore[attr-defined]
        yield asked


def told(ask: Ask, tool: str, **words: Any) -> dict[str, Any]:
    """Return a reply's object, which is bounded, without the head that names the case."""
    reply = ask(tool, **words)
    assert not reply.is_error, reply.content
    assert len(json.dumps(reply.structured_content)) < MOST_BYTES
    return {key: value for key, value in reply.structured_content.items() if key != "case"}


def plain(found: Any) -> Any:
    return json.loads(json.dumps(found))


def test_the_folders_cases_come_before_those_that_ship_and_faults_are_told(ask: Ask) -> None:
    rows = {row["case"]: row for row in told(ask, "list_cases")["cases"]}
    assert [*rows] == ["broken", "small", *shipped()]
    assert "no horizon" in rows["broken"]["faults"] or "horizon" in rows["broken"]["faults"]
    assert rows["miami"]["horizon"] == str(load("miami").horizon)


def test_the_zone_is_the_librarys(ask: Ask) -> None:
    found, wanted = told(ask, "zone", case="small"), plain(judge_central(load(str(SMALL))))
    assert found["settlements"] == wanted["settlements"]
    assert found["solutions"] == wanted["solutions"]
    assert found["frontier"]["zone"]["size"] == wanted["frontier"]["zone"]["size"]
    assert len(found["frontier"]["zone"]["settlements"]) <= MOST_LISTED


def test_shares_carry_three_uncertainties_and_a_caution(ask: Ask) -> None:
    found = told(ask, "scenarios", case="small", draws=50, seed=3)
    assert found.pop("cautions")
    assert found == plain(odds_of(load(str(SMALL)), Drawing(50, 3)))


def test_a_summary_is_that_of_a_run_and_says_what_it_rests_on(ask: Ask) -> None:
    found, wanted = told(ask, "summary", case="small", draws=50, seed=3), run(load(str(SMALL)), draws=50, seed=3)
    assert [row["value"] for row in found["scenarios"]] == [row["value"] for row in wanted["scenarios"]]
    assert sum(found["inputs"].values()) == len(wanted["inputs"])
    assert (found["draws"], found["seed"]) == (50, 3)
    assert found["bottom_line"] and found["cautions"]


def test_a_number_is_explained_as_the_library_explains_it(ask: Ask) -> None:
    wanted = plain(explain(run(load(str(SMALL)), draws=50, seed=3), "scenarios.no_deal.value"))
    found = told(ask, "explain", case="small", number="scenarios.no_deal.value", draws=50, seed=3)
    assert found.pop("count")["inputs"] == len(wanted["inputs"])
    assert found == wanted | {key: wanted[key][:MOST_LISTED] for key in ("inputs", "products", "sources")}
    ids = told(ask, "find_numbers", case="small", containing="no_deal.value", draws=50, seed=3)["ids"]
    assert "scenarios.no_deal.value" in ids


def test_offers_and_past_forecasts_are_the_librarys(ask: Ask) -> None:
    assert told(ask, "offers", case="small")["offers"] == plain(offers(load(str(SMALL))))["offers"]
    ended = [row["resolution"] for row in told(ask, "past_forecasts")["questions"]]
    assert any(row and row["outcome"] for row in ended)


def test_a_changed_input_is_judged_and_the_file_stays(ask: Ask, folder: Path) -> None:
    before = (folder / "small.yaml").read_bytes()
    path = f"no_deal.{load(str(SMALL)).no_deal[0].party}"
    found = told(ask, "what_if", case="small", changes=[{"path": path, "value": 70}], draws=50)
    assert found == plain(whatif(load(str(SMALL)), [Change(path, "set", 70.0)], Drawing(50, 1)))
    assert (folder / "small.yaml").read_bytes() == before


def test_without_leave_no_input_is_changed(folder: Path) -> None:
    async def tools() -> list[str]:
        async with mcp.Client(server(folder)) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert "what_if" not in anyio.run(tools)


def test_every_tool_says_that_it_only_reads(ask: Ask) -> None:
    for tool in ask.portal.call(ask.client.list_tools).tools:  # type: ignore[attr-defined]
        assert tool.annotations.read_only_hint and not tool.annotations.destructive_hint
        assert tool.description


@pytest.mark.parametrize(
    "name", ["../small", "..%2fsmall", "/small", "small.yaml", "linked", "secret", "", "a\0b", "x" * 999]
)
def test_no_name_leads_out_of_the_folder(ask: Ask, name: str) -> None:
    assert ask("zone", case=name).is_error


@pytest.mark.parametrize(
    ("tool", "words", "said"),
    [
        ("scenarios", {"case": "small", "draws": MOST_DRAWS + 1}, str(MOST_DRAWS)),
        ("scenarios", {"case": "small", "draws": 1}, "20"),
        ("scenarios", {"case": "broken"}, "horizon"),
        ("explain", {"case": "small", "number": "scenarios.nobody", "draws": 50}, "no number"),
        ("what_if", {"case": "small", "changes": []}, "1"),
        ("what_if", {"case": "small", "changes": [{"path": "no_deal.XX", "value": 1}]}, "no input"),
        ("zone", {}, "case"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_in_words(ask: Ask, tool: str, words: dict[str, Any], said: str) -> None:
    reply = ask(tool, **words)
    assert reply.is_error
    assert said in reply.content[0].text
    assert "Traceback" not in reply.content[0].text


def test_the_text_of_a_case_can_be_read(ask: Ask) -> None:
    found = ask.portal.call(ask.client.read_resource, "case://small")  # type: ignore[attr-defined]
    assert found.contents[0].text == SMALL.read_text(encoding="utf-8")
    assert DRAWS <= MOST_DRAWS


def test_the_verb_answers_over_standard_input_and_output(folder: Path) -> None:
    stdio = pytest.importorskip("mcp.client.stdio")
    words = stdio.StdioServerParameters(command=sys.executable, args=["-m", "detente", "mcp", str(folder)])

    async def tools() -> list[str]:
        async with mcp.Client(stdio.stdio_client(words)) as client:
            found = await client.call_tool("list_cases", {})
            return [row["case"] for row in found.structured_content["cases"]]

    assert "small" in anyio.run(tools)


def test_the_tools_can_be_listed_without_a_client() -> None:
    found = data("mcp", "--allow-whatif")
    assert found["schema"] == "detente.mcp/1"
    assert [row["name"] for row in found["tools"]][-1] == "what_if"
    assert all(row["description"] and row["takes"]["type"] == "object" for row in found["tools"])


def test_without_its_package_the_verb_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    found = detente("mcp")
    assert found.exit_code == 4
    assert 'pip install "detente[mcp]"' in found.stderr
