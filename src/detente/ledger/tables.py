"""The tables of the store, and the steps from one version of them to the next.

One history holds everything that was ever said, each entry chained to the one before by its hash; nothing in it can be
changed or removed through the database, but by a purge, which says so. Answers of runs lie beside it, compressed,
under their hash.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint, select

APPLICATION = 0x64747465
"""What the header of a ledger file carries in the field that SQLite keeps for it: "dtte"."""

metadata = MetaData()
about = Table(
    "detente_about", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False)
)
history = Table(
    "detente_history", metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("doc", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    UniqueConstraint("kind", "subject", "version"),
)  # fmt: skip
answers = Table(
    "detente_answers", metadata,
    Column("sha256", String(64), primary_key=True), Column("data", LargeBinary, nullable=False),
)  # fmt: skip

GUARDED = (history.name, answers.name)
DEEDS = ("UPDATE", "DELETE")
SQLITE_GUARD = (
    "CREATE TRIGGER {table}_{deed} BEFORE {deed} ON {table}"
    " BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
)
POSTGRES_GUARD = (
    "CREATE FUNCTION detente_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the history is append-only'; END $$"
)
POSTGRES_USE = (
    "CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION detente_refuse()"
)


def _first(connection: Connection) -> None:
    """Make the tables, and let the database refuse every change of what was written."""
    metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
        guards = [SQLITE_GUARD.format(table=name, deed=deed) for name in GUARDED for deed in DEEDS]
    else:
        guards = [POSTGRES_GUARD, *(POSTGRES_USE.format(table=name) for name in GUARDED)]
    for guard in guards:
        connection.exec_driver_sql(guard)
    connection.execute(about.insert().values(key="schema", value="0"))


@contextmanager
def unguarded(connection: Connection) -> Generator[None, None, None]:
    """Let a purge change what was written, within the transaction of the connection; nobody else can meanwhile."""
    _guards(connection, down=True)
    yield
    _guards(connection, down=False)


def _guards(connection: Connection, *, down: bool) -> None:
    for name in GUARDED:
        if connection.dialect.name != "sqlite":
            connection.exec_driver_sql(f"ALTER TABLE {name} {'DISABLE' if down else 'ENABLE'} TRIGGER {name}_guard")
            continue
        for deed in DEEDS:
            gone = f"DROP TRIGGER {name}_{deed}"
            connection.exec_driver_sql(gone if down else SQLITE_GUARD.format(table=name, deed=deed))


STEPS: tuple[Callable[[Connection], None], ...] = (_first,)
"""Step k leads from version k to version k + 1 of the tables."""


def schema_of(connection: Connection) -> int:
    """Return the version of the tables; 0 where there are none."""
    from sqlalchemy import inspect

    if not inspect(connection).has_table(about.name):
        return 0
    return int(connection.execute(select(about.c.value).where(about.c.key == "schema")).scalar_one())


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest version, within the transaction of the connection."""
    for step in STEPS[schema_of(connection) :]:
        step(connection)
    connection.execute(about.update().where(about.c.key == "schema").values(value=str(len(STEPS))))
