"""Every verb, option, public name and HTTP route is described: in the pages, or on one made from the code itself."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path

import click
import pytest

import detente
from detente.cli.main import cli
from detente.web.app import ROUTERS
from tests.docs.site import reference

DOCS = Path(__file__).parents[2] / "docs"
TOP = click.Context(cli, info_name="detente")
COMMANDS = {context.command_path: command for context, command in reference().commands(cli, TOP)}
PAGE = (DOCS / "reference/commands.md").read_text(encoding="utf-8")
HTTP = (DOCS / "reference/http.md").read_text(encoding="utf-8")
"""The pages that are written by hand; that of all options is made from the commands."""
VERBS_PAGE = reference().verbs_page()
NAMES_PAGE = reference().names_page()


@pytest.mark.parametrize("path", COMMANDS)
def test_every_verb_says_what_it_does_and_is_on_the_page(path: str) -> None:
    assert (COMMANDS[path].help or "").strip()
    assert f"`{path}`\n" in VERBS_PAGE


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_says_what_it_does_and_is_on_the_page(path: str) -> None:
    section = VERBS_PAGE.split(f"`{path}`\n", 1)[1].split("\n## ")[0].split("\n### ")[0]
    options = [option for option in COMMANDS[path].params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []
    assert [word for option in options for word in option.opts if f"`{word}`" not in section] == []


@pytest.mark.parametrize("path", [path for path, command in COMMANDS.items() if not isinstance(command, click.Group)])
def test_every_verb_with_a_sub_verb_is_in_the_table_by_hand(path: str) -> None:
    assert re.search(rf"`{re.escape(path.removeprefix('detente '))}[ `]", PAGE), path


@pytest.mark.parametrize("name", detente.PUBLIC)
def test_every_public_name_has_a_docstring_of_its_own_and_is_on_the_page(name: str) -> None:
    held = getattr(detente, name)
    assert inspect.getdoc(held)
    assert f"::: {detente.PUBLIC[name]}.{name}" in NAMES_PAGE
    assert held is getattr(import_module(detente.PUBLIC[name]), name)


def test_public_names_are_listed_and_others_are_refused() -> None:
    assert {*detente.PUBLIC} <= {*dir(detente)}
    with pytest.raises(AttributeError, match="has no attribute 'plot'"):
        _ = detente.plot


@pytest.mark.parametrize("route", [route.path for router in ROUTERS for route in router.routes])
def test_every_route_is_told(route: str) -> None:
    words = [word for word in route.removeprefix("/api/v1/").split("/") if "{" not in word]
    assert [word for word in words if f"/{word}" not in HTTP] == []
