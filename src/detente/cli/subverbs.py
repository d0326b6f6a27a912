"""Verbs that have verbs of their own: a table of them, each imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

Table = Mapping[str, tuple[str, str]]


class Subverbs(click.Group):
    """A group that finds its commands in a table: name -> where its command is, and its line in the help."""

    table: Table = {}

    @classmethod
    def of(cls, table: Table) -> type[Subverbs]:
        """Return the class of a group with this table."""
        return type(cls.__name__, (cls,), {"table": table})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the table."""
        del ctx
        return [*self.table]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a verb."""
        del ctx
        if cmd_name not in self.table:
            return None
        module, _, name = self.table[cmd_name][0].partition(":")
        return getattr(import_module(module), name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that was asked for, or refuse with all that there are."""
        if args[0] not in self.table and not args[0].startswith("-"):
            ctx.fail(f"no verb {args[0]!r}; verbs of {ctx.info_name} are {', '.join(self.table)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs and their lines from the table."""
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, words) for verb, (_, words) in self.table.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Return the verbs that begin as typed, without importing any."""
        from click.shell_completion import CompletionItem

        found = [CompletionItem(v, help=words) for v, (_, words) in self.table.items() if v.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)
