"""Reference pages that are made from the code: the verbs with all their options, and the public names."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import click

import detente
from detente.cli.main import cli

VERBS_HEAD = """# Verbs and options

Made from the commands themselves. What they are for, their exit codes and the keys of their answers:
[the commands](commands.md). Every verb takes the options `--json`, `--out` and the like where they are listed under it.
"""
NAMES_HEAD = """# From Python

Each of these names is `detente.NAME`. They are kept from one release to the next; modules below them may move.
`import detente` loads none of them: each comes when it is first used.

```python
import detente

case = detente.load("miami")
print(detente.judge_central(case)["gap"])
```
"""


def verbs_page() -> str:
    """Return the page of all verbs, each with its usage, its arguments and its options."""
    blocks = [VERBS_HEAD]
    for words, command in commands(cli, click.Context(cli, info_name="detente")):
        blocks += _verb(words, command)
    return "\n\n".join(blocks) + "\n"


def commands(group: Any, context: click.Context) -> Iterator[tuple[click.Context, click.Command]]:
    """Return every verb and sub-verb below a group, in the order of its help."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = click.Context(command, info_name=name, parent=context)
        yield inner, command
        if isinstance(command, click.Group):
            yield from commands(command, inner)


def _verb(context: click.Context, command: click.Command) -> list[str]:
    depth = "##" if context.parent is not None and context.parent.parent is None else "###"
    pieces = " ".join(command.collect_usage_pieces(context))
    blocks = [f"{depth} `{context.command_path}`", f"```text\n{context.command_path} {pieces}\n```"]
    blocks += [_escaped(inspect.cleandoc(command.help or "").replace("\b\n", ""))]
    rows = [_option(parameter) for parameter in command.params if isinstance(parameter, click.Option)]
    if rows:
        blocks.append("\n".join(["| option | meaning |", "|---|---|", *rows]))
    return blocks


def _option(option: click.Option) -> str:
    written = ", ".join(f"`{word}`" for word in (*option.opts, *option.secondary_opts))
    takes = "" if option.is_flag or option.count else f" `{option.make_metavar(click.Context(click.Command('x')))}`"
    default = option.default if option.show_default and option.default not in (None, False) else None
    said = (option.help or "") + ("" if default is None else f" Default: `{default}`.")
    return f"| {_cell(written + takes)} | {_cell(_escaped(said))} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _escaped(text: str) -> str:
    """Return words of a help as Markdown that shows them as they are."""
    for mark in ("\\", "<", "*", "_", "[", "]"):
        text = text.replace(mark, "&lt;" if mark == "<" else "\\" + mark)
    return text


def names_page() -> str:
    """Return the page of the public names, whose docstrings are put in by mkdocstrings."""
    blocks = [NAMES_HEAD]
    for name, module in detente.PUBLIC.items():
        if not getattr(import_module(module), name).__doc__:
            raise LookupError(f"{module}.{name} has no docstring")
        blocks.append(f"## {name}\n\n`from {module} import {name}`\n\n::: {module}.{name}")
    return "\n\n".join(blocks) + "\n"
