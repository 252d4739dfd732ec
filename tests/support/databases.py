"""A database in the same process: what reads other databases asks it as it would ask theirs, and is overheard."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from readiness.authority.settings import DatabaseSource
from readiness.case_data import from_database
from readiness.foundation.database import Store, sql_name
from readiness.foundation.odbc import Reader

SCHEMA = "ssd_development"
SETTINGS = f"""
source: database
database:
  kind: PostgreSQL
  connection: DSN=ssd
  schema: {SCHEMA}
"""


class Overheard(Reader):
    """A reader that keeps what it sends."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, 0)
        self.sent: list[str] = []

    def _source(self, select: str) -> str:
        self.sent.append(select)
        return super()._source(select)


@dataclass
class InvitedDatabase:
    """A database whose tables a test makes; ``readers`` are those that have connected."""

    store: Store
    connections: list[str] = field(default_factory=list)
    readers: list[Overheard] = field(default_factory=list)

    def hold(self, folder: Path, schema: str = SCHEMA, turned: bool = True) -> None:
        """Holds the tables of a folder of CSV files as texts, their rows turned round."""
        self.store.run(f"create schema if not exists {sql_name(schema)}")
        for file in sorted(folder.glob("*.csv")):
            with file.open(encoding="utf-8-sig", newline="") as lines:
                header, *rows = csv.reader(lines)
            self.store.keep("texts", header, reversed(rows) if turned else rows)
            self.store.run(f"create table {sql_name(schema)}.{sql_name(file.stem)} as from texts")
            self.store.run("drop table texts")

    @contextmanager
    def connected(self, _: object, connection: str, __: object) -> Iterator[Overheard]:
        """Stands in for a connection through a driver."""
        self.connections.append(connection)
        self.readers.append(Overheard(self.store))
        yield self.readers[-1]

    @property
    def sent(self) -> list[str]:
        return [statement for reader in self.readers for statement in reader.sent]


@contextmanager
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[InvitedDatabase]:
    """A database that connections lead to for as long as it is open."""
    with Store() as store:
        store.run("create macro odbc_query(connection, query) as table from query(query)")
        there = InvitedDatabase(store)
        monkeypatch.setattr(from_database, "connected", there.connected)
        monkeypatch.setattr(from_database, "odbc_file", lambda named: named)
        yield there


def source(**settings: Any) -> DatabaseSource:
    """What the settings say of it."""
    return DatabaseSource(**{"kind": "PostgreSQL", "connection": "DSN=ssd", **settings})
