"""A server in the same process over a folder with one small case, for tests of its routes."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.web.settings import Settings

SMALL = Path(__file__).parent.parent / "case" / "data" / "small.yaml"
ADDRESS = "http://127.0.0.1:8765"


@contextmanager
def desk(folder: Path, application: Callable[..., Any]) -> Generator[TestClient]:
    """Give a client that has shown its key, of a server over a folder that holds the small case."""
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())
    held = Settings(folder, LedgerPlace(folder / "ledger.sqlite"), token="key")
    with opened(held.ledger, create=True) as store:
        app = application(held, store)
        with TestClient(app, base_url=ADDRESS, headers={"Authorization": "Bearer key"}) as found:
            yield found
