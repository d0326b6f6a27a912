"""A folder with one small case, and a server over it that is asked without a network."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.ledger.place import LedgerPlace
from detente.ledger.store import opened
from detente.web.app import application
from detente.web.settings import Settings

SMALL = Path(__file__).parent.parent / "case" / "data" / "small.yaml"
HOST = "127.0.0.1:8765"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_bytes(SMALL.read_bytes())
    return tmp_path


@pytest.fixture
def client(folder: Path) -> Generator[TestClient]:
    settings = Settings(folder, LedgerPlace(folder / "ledger.sqlite"), token="key")
    with opened(settings.ledger, create=True) as store:
        app = application(settings, store)
        with TestClient(app, base_url=f"http://{HOST}", headers={"Authorization": "Bearer key"}) as found:
            yield found
