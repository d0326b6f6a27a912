"""The verb `mcp`: a server for assistants, over standard input and output."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("mcp", short_help="Answers for assistants (Model Context Protocol).")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), required=False)
@click.option("--allow-whatif", "whatif", is_flag=True, help="Let it change inputs for one answer; no file changes.")
@click.option("--json", "as_json", is_flag=True, help="Print the tools that are offered as one JSON object, and end.")
def mcp(folder: Path | None, whatif: bool, as_json: bool) -> None:
    """Answer an assistant's questions about the cases of FOLDER and those that ship, over standard input and output.

    It reads; it writes nothing and reaches no network. Without FOLDER only the cases that ship are served.
    """
    from detente._optional import need

    need("mcp", extra="mcp")
    from detente.assistant.server import offered, server

    held = server(folder, whatif=whatif)
    if as_json:
        click.echo(json.dumps({"schema": "detente.mcp/1", "tools": offered(held)}))
        return
    held.run("stdio")
