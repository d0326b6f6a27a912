"""Places for ledgers: an empty file's, and a schema of its own on a PostgreSQL server."""

from __future__ import annotations

from itertools import count

import pytest

from detente.ledger.place import LedgerPlace, place
from tests.ledger import servers

NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres():
    """The URL of a server; the test is skipped, with the reason, where there can be none."""
    if why := servers.missing():
        pytest.skip(why)
    with servers.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def spot(request, tmp_path) -> LedgerPlace:
    """An empty place of each kind."""
    if request.param == "sqlite":
        return place(str(tmp_path / "ledger.sqlite"))
    return place(fresh_schema(request.getfixturevalue("postgres")))


def fresh_schema(url: str) -> str:
    """Make an empty schema on a server; returns the URL that leads to it."""
    from sqlalchemy import create_engine

    name = f"talks_{next(NUMBERS)}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    engine.dispose()
    return f"{url}&options=-csearch_path%3D{name}"
