"""`new`: what it prints, writes and refuses."""

from __future__ import annotations

import pytest

from tests.cli.calls import data, detente, refused


def test_new_writes_a_case_that_has_no_faults(here):
    done = detente("new", "talks")
    assert (done.exit_code, done.stdout) == (0, "talks.yaml\n")
    assert detente("check", "talks.yaml").exit_code == 0
    assert (here / "talks.yaml").read_text(encoding="utf-8").startswith("#")


def test_new_never_overwrites(here):
    (here / "talks.yaml").write_text("mine", encoding="utf-8")
    refused(detente("new", "talks"), 5, "talks.yaml exists", "choose another name")
    assert (here / "talks.yaml").read_text(encoding="utf-8") == "mine"


def test_new_can_start_from_a_case_that_ships(here):
    assert data("new", "copy.yaml", "--from", "miami") == {
        "schema": "detente.new/1",
        "file": "copy.yaml",
        "template": "miami",
    }
    assert data("diff", "copy.yaml", "miami")["changes"] == []


@pytest.mark.parametrize("source", ["miamy", "../secret", "/etc/passwd", ""])
def test_new_refuses_an_unknown_template(here, source):
    refused(detente("new", "talks", "--from", source), 2, "there are: austria_1955", "miami")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["no/such/folder/talks", "bad\0name", "x" * 300])
def test_new_refuses_a_place_that_cannot_be_written(here, name):
    refused(detente("new", name), 2, "cannot write")
