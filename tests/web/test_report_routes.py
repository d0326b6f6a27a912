"""Reports over HTTP: the same blocks as the library's, in the sections that were asked for."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from detente.report.formats import FORMATS
from detente.report.sections import PRESETS, SECTIONS

CASE = "/api/v1/cases/small"
FEW = {"draws": 20}


def test_the_parts_of_a_report_are_those_of_the_library(client: TestClient) -> None:
    told = client.get("/api/v1/report").json()
    assert [row["id"] for row in told["sections"]] == [*SECTIONS]
    assert {row["id"]: tuple(row["sections"]) for row in told["presets"]} == {k: v.sections for k, v in PRESETS.items()}
    assert [row["missing"] for row in told["formats"]] == [held.missing for held in FORMATS.values()]


def test_the_preview_and_the_file_show_the_same_blocks_in_the_order_asked_for(client: TestClient) -> None:
    asked = FEW | {"sections": ["zone", "bottom-line"]}
    seen = client.post(f"{CASE}/report/preview", json=asked).json()
    assert seen["sections"] == ["zone", "bottom-line", "cite"]
    assert seen["html"].index('id="zone"') < seen["html"].index('id="bottom-line"') < seen["html"].index('id="cite"')
    page = client.post(f"{CASE}/report", json=asked)
    assert page.headers["content-disposition"] == 'attachment; filename="small-report.html"'
    assert seen["html"] in page.text
    assert "small" in seen["cite"] and "20 draws" in seen["cite"]


@pytest.mark.parametrize("ending", FORMATS)
def test_each_format_comes_as_a_file_or_names_what_to_install(client: TestClient, ending: str) -> None:
    held = FORMATS[ending]
    answer = client.post(f"{CASE}/report", json=FEW | {"format": ending[1:], "preset": "principal"})
    if held.missing:
        assert (answer.status_code, answer.json()["error"]["kind"]) == (422, "extra")
        assert "pip install" in answer.json()["error"]["message"]
    else:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == held.media
        assert f"small-report{ending}" in answer.headers["content-disposition"]


def test_an_unknown_section_is_refused_with_those_that_there_are(client: TestClient) -> None:
    answer = client.post(f"{CASE}/report", json=FEW | {"sections": ["zome"]})
    assert answer.status_code == 422
    assert "bottom-line" in answer.json()["error"]["message"]
