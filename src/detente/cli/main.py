"""The command `detente`: a table of verbs, each imported when it is asked for."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from detente import __version__
from detente.cli.manner import has_stdout, screen_width
from detente.cli.refusal import BROKEN_PIPE, INTERRUPTED, Unwritable, refusal

VERBS = {
    "demo": ("detente.cli.run:demo", "The flagship case with 200 draws, answered on one page."),
    "run": ("detente.cli.run:run", "Everything a case allows: summary, results.json, report.html."),
    "new": ("detente.cli.new:new", "A commented case file to start from."),
    "check": ("detente.cli.check:check", "All faults of case files, with lines and what to do."),
    "schema": ("detente.cli.schema:schema", "The case file, or an answer, as a JSON Schema."),
    "zone": ("detente.cli.zone:zone", "The central case, exactly: zone, solutions, who blocks."),
    "stability": ("detente.cli.stability:stability", "What holds in a conflict graph: who would move, who punishes."),
    "models": ("detente.cli.models:models", "Forecasting models side by side, and where they disagree."),
    "hold": ("detente.cli.hold:hold", "Signed, ratified, in force by the horizon; would it hold?"),
    "economy": ("detente.cli.economy:economy", "Prices, growth, people, security: by scenario, and mixed."),
    "portfolio": ("detente.cli.portfolio:portfolio", "Gains and losses of a portfolio: by scenario, and mixed."),
    "wildcards": ("detente.cli.wildcards:wildcards", "Wild cards, back-channels, venues, the order of phases."),
    "levers": ("detente.cli.levers:levers", "What would open the zone, and how far each lever goes."),
    "whatif": ("detente.cli.whatif:whatif", "Changed inputs: answers before, after, and the paired error."),
    "sweep": ("detente.cli.sweep:sweep", "Many variants of a case: on all processors, or a cluster."),
    "scenarios": ("detente.cli.scenarios:scenarios", "Scenario odds, wider futures, cross-impact matrices."),
    "evidence": ("detente.cli.evidence:evidence", "Claims and hypotheses; what to watch; read an article."),
    "offers": ("detente.cli.offers:offers", "Offers by party and date, and how far drafts are apart."),
    "diff": ("detente.cli.diff:diff", "What changed between two cases, or two offers of a case."),
    "convert": ("detente.cli.convert:convert", "Cases, utility profiles and conflict graphs in other formats."),
    "merge": ("detente.cli.merge:merge", "Several assessors' files of one case, and where they disagree."),
    "encrypt": ("detente.cli.encrypt:encrypt", "A case file that opens with a passphrase alone."),
    "decrypt": ("detente.cli.encrypt:decrypt", "An encrypted case as a file that everybody can read."),
    "rekey": ("detente.cli.encrypt:rekey", "A new passphrase for an encrypted case."),
    "forecast": ("detente.cli.forecast:forecast", "Questions, forecasts, resolutions: were we right?"),
    "track-record": ("detente.cli.track_record:track_record", "Models beside talks that are over: errors, hits."),
    "report": ("detente.cli.report:report", "A run as HTML, PDF, Word or Markdown, for an audience."),
    "share": ("detente.cli.share:share", "A case or its report for one reader: a party, a marking."),
    "export": ("detente.cli.export:export", "All numbers of a run as CSV, Parquet or NetCDF."),
    "serve": ("detente.web.command:serve", "The app: move an assumption, see what follows; local."),
    "mcp": ("detente.assistant.command:mcp", "Answers for an assistant (MCP): zone, odds, sources."),
    "audit": ("detente.cli.audit:audit", "Who did what with a case, and when; off by default."),
    "purge": ("detente.cli.purge:purge", "A case out of the ledger: versions, runs, answers."),
    "explain": ("detente.cli.explain:explain", "Where a number comes from: formula, inputs, sources."),
}
"""Verb -> where its command is, and its line in the help; a verb is imported on use alone."""
SHELLS = ("bash", "zsh", "fish")
NAME = "detente"


class Verbs(click.Group):
    """A group that finds its commands in a table and turns refusals into words and exit codes."""

    table: Mapping[str, tuple[str, str]] = VERBS

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of a call, whose help is no wider than a narrow screen."""
        return super().make_context(info_name, args, parent, **{"terminal_width": screen_width() - 2, **extra})

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
        """Return the verb that was asked for, or refuse with the nearest one."""
        asked = args[0]
        if asked not in self.table and not asked.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(asked, self.table, n=1)
            own = "verbs" if self.name in (None, NAME) else f"verbs of {self.name}"
            hint = f"did you mean {near[0]!r}?" if near else f"{own} are {', '.join(self.table)}"
            ctx.fail(f"no verb {asked!r}; {hint}")
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

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; what refuses it becomes a message and an exit code, everything else stays an error."""
        try:
            answer = super().invoke(ctx)
            if has_stdout():
                sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit(BROKEN_PIPE)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            _let_go_of_stdout()
            raise Unwritable("cannot write the answer: no space left on the device") from error
        except (ValueError, ImportError) as error:
            refused = refusal(error)
            if refused is None:
                raise
            raise refused from error
        return answer

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run the command and leave with its exit code; an interruption is 130."""
        if not standalone_mode:
            return super().main(*args, standalone_mode=False, **extra)
        try:
            code = super().main(*args, standalone_mode=False, **extra)
        except click.Abort:
            click.echo("interrupted", err=True)
            code = INTERRUPTED
        except click.ClickException as error:
            from detente.case.unseen import visible

            error.__dict__["message"] = visible(error.message)  # what was typed is quoted in it
            error.show()
            code = error.exit_code
        sys.exit(code if isinstance(code, int) else 0)


def _let_go_of_stdout() -> None:
    """Point stdout at nothing, so that the flush at exit does not complain about what cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _completion(ctx: click.Context, param: click.Parameter, shell: str | None) -> None:
    del param
    if shell is None or ctx.resilient_parsing:
        return
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.BadParameter(f"no completion for {shell}")
    click.echo(found(cli, {}, NAME, f"_{NAME.upper()}_COMPLETE").source())
    ctx.exit()


def _passphrase_file(ctx: click.Context, param: click.Parameter, path: str | None) -> None:
    """Name the file of the passphrase for this call, as its variable does, and leave the variable as it was."""
    del param
    if path is None or ctx.resilient_parsing:
        return
    from detente.formats.passphrase import VARIABLE

    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = path
    ctx.call_on_close(lambda: os.environ.pop(VARIABLE) if before is None else os.environ.update({VARIABLE: before}))


SETTINGS: Mapping[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


@click.group(cls=Verbs, name=NAME, context_settings=dict(SETTINGS))
@click.version_option(__version__, "-V", "--version", prog_name=NAME, message="%(prog)s %(version)s")
@click.option(
    "--completion", type=click.Choice(SHELLS), callback=_completion, expose_value=False, is_eager=True, hidden=True,
    help="Print the completion script of a shell.",
)  # fmt: skip
@click.option(
    "--passphrase-file", metavar="FILE", callback=_passphrase_file, expose_value=False, is_eager=True,
    help="The file whose first line opens an encrypted case, before the verb; /dev/fd/N for an open descriptor.",
)  # fmt: skip
def cli() -> None:
    """Détente: a workbench for peace talks and other multi-party negotiations.

    A CASE is a YAML file, the id of a case that ships (miami), or - for standard input. Data goes to standard
    output, words to standard error. Start with: detente demo
    """


def main() -> int:
    """Run the command line; the exit code is in the `SystemExit` that it raises."""
    return cli.main(prog_name=NAME)
