"""The verb `evidence read`: the page, the object, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import data, detente, refused

TEXTS = Path(__file__).parents[1] / "evidence/reading/texts"
FLAWED = TEXTS / "flawed_miami.txt"


def test_the_page_says_what_to_ask_why_how_sure_and_how_to_go_on():
    page = detente("evidence", "read", FLAWED, "--case", "miami").stdout
    for words in ("Secrecy: called secret", "Why:", "Confidence", "on labelled", "None enters a case", "evidence add"):
        assert words in " ".join(page.split())


def test_the_object_holds_flags_and_claims():
    found = data("evidence", "read", FLAWED, "--case", "miami")
    assert found["schema"] == "detente.evidence_read/1"
    assert {"kind", "sentence", "why", "confidence"} <= set(found["flags"][0])
    assert {"text", "sentence", "attribution", "hedge", "parties", "issues"} <= set(found["claims"][0])
    assert {row["kind"] for row in found["rules"]} == {flag["kind"] for flag in found["flags"]}
    assert found["case"]["id"] == "miami"


def test_a_clean_text_is_not_praised():
    page = detente("evidence", "read", TEXTS / "control_dayton.txt", "--case", "dayton_1995").stdout
    assert "no proof that the text is right" in " ".join(page.split())


def test_a_text_is_read_without_a_case_and_from_standard_input():
    done = detente("evidence", "read", "-", stdin="Some analysts say so.")
    assert done.exit_code == 0
    assert "against no case" in " ".join(done.stdout.split())


@pytest.mark.parametrize("columns", ["40", "80"])
def test_a_page_fits_the_screen(columns):
    text = FLAWED.read_text(encoding="utf-8")
    page = detente("evidence", "read", "-", "--case", "miami", stdin=text, env={"COLUMNS": columns}).stdout
    assert max(len(line) for line in page.splitlines() if "http" not in line) <= int(columns)


def test_what_cannot_be_read_is_refused(here):
    (here / "empty.txt").write_bytes(b"")
    (here / "large.txt").write_bytes(b"x" * 50_000_000)
    (here / "latin.txt").write_bytes("Zürich\nGenève".encode("latin-1"))
    (here / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    refused(detente("evidence", "read", "empty.txt"), 1, "no text in it")
    refused(detente("evidence", "read", "large.txt"), 3, "more than 1 MB")
    refused(detente("evidence", "read", "latin.txt"), 1, "latin.txt:1: byte 2 (0xfc) is not UTF-8")
    refused(detente("evidence", "read", "image.txt"), 1, "image.txt:3: it is no text")
    refused(detente("evidence", "read", "gone.txt"), 1, "there is no such file")
    refused(detente("evidence", "read", "."), 1, "folder")
    refused(detente("evidence", "read", FLAWED, "--case", "miamy"), 1, 'did you mean "miami"')


def test_an_unknown_word_after_the_verb_is_refused_with_the_nearest():
    refused(detente("evidence", "reed"), 2, "did you mean 'read'?")
