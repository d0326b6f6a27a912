"""The verb `serve`: the server on this machine, for this user."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import click

from detente.web.settings import HOST, PORT

MOST_PORT = 65_535
ENTRANCE = "/app/"


@click.command("serve", short_help="The app, on this machine alone.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=".")
@click.option(
    "--port", metavar="N", type=click.IntRange(1, MOST_PORT), default=PORT, show_default=True,
    help="Port on this machine.",
)  # fmt: skip
@click.option("--db", metavar="PATH|URL", help="The ledger of versions and forecasts; by default a file of yours.")
@click.option("--open", "browse", is_flag=True, help="Open the address in the browser.")
@click.option("--json", "as_json", is_flag=True, help="Print the address and the key as one JSON object.")
def serve(folder: Path, port: int, db: str | None, browse: bool, as_json: bool) -> None:
    """Serve the case files of FOLDER, by default the one you are in, and those that ship.

    Only this machine can ask, and only with the address that is printed: it holds a key that is new at each start.
    Every save is a version; two who edit the same case are told of each other.
    """
    from detente.ledger.place import place
    from detente.ledger.store import opened
    from detente.web.settings import Settings

    door = _door(port)
    settings = Settings(folder, place(db), port)
    with opened(settings.ledger, create=True) as store:
        import uvicorn

        from detente.web.app import application

        app = application(settings, store)
        url = f"http://{HOST}:{port}{ENTRANCE}?token={settings.token}"
        held = {"schema": "detente.serve/1", "url": url, "token": settings.token, "folder": str(folder.resolve())}
        click.echo(json.dumps(held | {"ledger": store.place.shown}) if as_json else url)
        click.echo(f"cases in {folder.resolve()}; versions in {store.place.shown}; end with Ctrl+C", err=True)
        if browse:
            click.launch(url)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        server.run(sockets=[door])


def _door(port: int) -> socket.socket:
    """Return the socket, listening already, so that the printed address can be opened at once."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((HOST, port))
    except OSError as error:
        door.close()
        raise click.UsageError(
            f"port {port} cannot be used: {(error.strerror or str(error)).lower()}; choose another with --port"
        ) from error
    door.listen()
    return door
