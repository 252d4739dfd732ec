"""Reads case data from real servers, and compares what comes of them with what came of the same data in files.

    python tests/support/real_databases.py FOLDER BUILT POSTGRESQL

FOLDER is an authority's folder with CSV files, BUILT holds the annex_a.xlsx made of them, POSTGRESQL the programs of a
server, which is started here. SQLite is read through its driver too. Says what is wrong, without a cell, and exits 1.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

from readiness.case_data.database_kinds import DATABASE_KINDS
from readiness.cli import main
from readiness.foundation.database import Store
from readiness.foundation.errors import SpecificationError
from readiness.foundation.odbc import connected
from readiness.foundation.odbc_file import odbc_file

SCHEMA, ROLE, WORD = "ssd_development", "reader", "quokkas; never} {do' their\" taxes"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LONG = "é🦆£" * 20_000
CHANGES = re.compile(r"\b(insert|update|delete|create|drop|alter|truncate|copy|grant)\b", re.IGNORECASE)
FINGERPRINT = re.compile(rb"\b[0-9a-f]{16}\b")


class PostgreSQL:
    """A server of its own, for an ordinary user, in a folder of its own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self.user = "postgres" if os.name == "posix" and os.geteuid() == 0 else None  # which runs for no root
        if self.user:
            shutil.chown(folder, self.user)

    def _run(self, program: str, *words: str, text: str = "") -> None:
        command = [str(self.programs / program), *words]
        subprocess.run(command, check=True, input=text, text=True, cwd=self.folder, user=self.user, stdout=sys.stderr)

    def sql(self, text: str) -> None:
        self._run(
            "psql", "-h", str(self.folder), "-d", "postgres", "-U", "owner", "-q", "-v", "ON_ERROR_STOP=1", text=text
        )

    @contextmanager
    def running(self) -> Iterator[None]:
        self._run("initdb", "-D", "data", "-U", "owner", "-E", "UTF8", "--locale=C", "--auth=trust")
        (self.folder / "data" / "pg_hba.conf").write_text(f"local all {ROLE} scram-sha-256\nlocal all all trust\n")
        said = f"-k {self.folder} -c listen_addresses='' -c log_statement=all -c log_line_prefix='%u says '"
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", said, "start")
        try:
            yield
        finally:
            self._run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")

    def connection(self, database: str = "postgres") -> str:
        return f"Driver={{PostgreSQL Unicode}};Server={self.folder};Port=5432;Database={database}"


def tables(folder: Path) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    for file in sorted((folder / "case_data").glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            header, *rows = csv.reader(lines)
        yield file.stem, header, rows


def type_of(values: Sequence[str]) -> str:
    """What a database would hold such values as."""
    there = [value for value in values if value]
    if there and all(DAY.fullmatch(value) for value in there):
        return "timestamp"
    if there and all(re.fullmatch(r"0|[1-9]\d{0,6}", value) for value in there):
        return "numeric"
    return "char(80)" if there and max(map(len, there)) < 4 else "text"


def fill_server(server: PostgreSQL, folder: Path) -> None:
    """Typed tables, rows turned round, and a role that may read all but one of them."""
    password = WORD.replace("'", "''")
    sql = [f"create role {ROLE} login password '{password}'; create schema {SCHEMA};"]
    for name, header, rows in tables(folder):
        types = [type_of([row[at] for row in rows]) for at in range(len(header))]
        columns = ", ".join(f'"{column}" {kind}' for column, kind in zip(header, types, strict=True))
        sql.append(f"create table {SCHEMA}.{name} ({columns});\ncopy {SCHEMA}.{name} from stdin;")
        sql += [
            "\t".join(cell.replace("\\", r"\\").replace("\n", r"\n") or r"\N" for cell in row) for row in rows[::-1]
        ]
        sql.append("\\.")
    sql.append("create schema closed; create table closed.ssd_person (pers_person_id text);")
    sql.append(f"create table closed.ssd_s47_enquiry as table {SCHEMA}.ssd_s47_enquiry;")
    sql.append(f"grant usage on schema closed to {ROLE}; grant select on closed.ssd_s47_enquiry to {ROLE};")
    sql.append(f"create schema long; create table long.one as select '{LONG}'::text as long, 12345::numeric as number;")
    sql.append(f"grant usage on schema {SCHEMA}, long to {ROLE};")
    sql.append(f"grant select on all tables in schema {SCHEMA}, long to {ROLE};")
    server.sql("\n".join(sql))


def fill_file(file: Path, folder: Path) -> None:
    with sqlite3.connect(file) as connection:
        for name, header, rows in tables(folder):
            connection.execute(f"create table {name} ({', '.join(f'{column} text' for column in header)})")
            connection.executemany(f"insert into {name} values ({', '.join('?' * len(header))})", rows[::-1])
    connection.close()


def copy_of(folder: Path, to: Path, *database: str) -> Path:
    """The authority's folder without its files, which says where the database is."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("case_data", "output"))
    settings = (folder / "readiness.yaml").read_text(encoding="utf-8").rstrip()
    lines = "".join(f"  {line}\n" for line in database)
    (to / "readiness.yaml").write_text(f"{settings}\nsource: database\ndatabase:\n{lines}", encoding="utf-8")
    return to


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def parts(workbook: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(workbook) as archive:
        return {name: FINGERPRINT.sub(b"", archive.read(name)) for name in archive.namelist()}


def holds(what: str, does: bool) -> None:
    if not does:
        sys.exit(f"Real databases: {what}")
    sys.stdout.write(f"{what}: yes\n")


def builds_the_same(name: str, folder: Path, built: Path, *words: object) -> None:
    begun = time.perf_counter()
    result = run("build", "annex-a", "--quiet", "--folder", folder, *words)
    holds(f"{name} is read, in {time.perf_counter() - begun:.1f} s", result.exit_code in (0, 1))
    (made,) = folder.glob("output/*/annex_a.xlsx")
    holds(f"{name} gives the same Annex A as files", parts(made) == parts(built / "annex_a.xlsx"))
    looked = run("doctor", "--quiet", "--folder", folder, *words)
    holds(f"{name} has the same rows when it is read again", "the same rows" in looked.output)
    holds(f"{name} has no other rows", "other rows" not in looked.output)


def is_refused(what: str, words: str, folder: Path, file: Path) -> None:
    result = run("check", "--quiet", "--folder", folder, "--database-password-file", file)
    holds(f"{what} is told", result.exit_code == 3 and words in result.output and WORD not in result.output)
    holds(f"{what} is no fault of others", "closed.ssd_s47_enquiry: " not in result.output)


def no_sql_reaches_out(server: PostgreSQL, connection: str) -> None:
    """While a connection is open, and after it, the store knows nothing of it."""
    kind = DATABASE_KINDS["PostgreSQL"]
    with connected(odbc_file(None), connection, kind.read_only) as reader, Store() as store:
        (long, number), *_ = reader.rows(kind.select("long", "one", {"long": "text", "number": "numeric"}))
        holds("long texts and numbers come whole", (long, number) == (LONG, "12345"))
        for sql in ("from odbc_query('DSN=x', 'select 1')", "select odbc_connect('DSN=x')", "load odbc_scanner"):
            try:
                store.ask("a list", sql)
            except SpecificationError:
                continue
            holds(f"the store refuses {sql}", False)
        server.sql(f"select pg_terminate_backend(pid) from pg_stat_activity where usename = '{ROLE}';")
        try:
            reader.rows("select 1 as one")
        except Exception as error:  # whatever it is, it is looked at
            holds("a connection that is lost is told", "the connection was lost midway" in str(error))


def said(connection: str, schema: str = SCHEMA) -> tuple[str, ...]:
    return ("kind: PostgreSQL", f"connection: {connection}", f"user: {ROLE}", f"schema: {schema}")


def of_postgresql(folder: Path, built: Path, programs: Path, scratch: Path) -> None:
    (home := scratch / "server").mkdir()
    server, password = PostgreSQL(programs, home), scratch / "password"
    password.write_text(f"{WORD}\n", encoding="utf-8")
    with server.running():
        fill_server(server, folder)
        asked = ("--database-password-file", password)
        builds_the_same("PostgreSQL", copy_of(folder, scratch / "pg", *said(server.connection())), built, *asked)
        for name, words, settings in (
            ("a database that is not there", "there is no database of that name", said(server.connection("nosuch"))),
            ("a driver that is not there", "There are PostgreSQL ANSI, ", said("Driver={Nope};Server=x")),
            ("a data source that is not there", "there is no data source of that name", said("DSN=nosuch")),
            (
                "a server that is not there",
                "no database answers there",
                said("Driver={PostgreSQL Unicode};Server=no.invalid"),
            ),
            (
                "a table that may not be read",
                "closed.ssd_person: this login may not read it",
                said(server.connection(), "closed"),
            ),
            ("a schema that is not there", 'Say under "schema" which', said(server.connection(), "nosuch")),
        ):
            is_refused(name, words, copy_of(folder, scratch / name.replace(" ", "_"), *settings), password)
        password.write_text("another word\n", encoding="utf-8")
        is_refused("a wrong password", "the login is refused", scratch / "pg", password)
        braced = WORD.replace("}", "}}")
        no_sql_reaches_out(server, f"{server.connection()};UID={ROLE};PWD={{{braced}}}")
        log = (home / "log").read_text(encoding="utf-8", errors="replace")
        sent = [line for line in log.splitlines() if line.startswith(f"{ROLE} says ") and "LOG:" in line]
        holds("PostgreSQL was sent something", len(sent) > 20)
        holds("PostgreSQL was sent nothing that changes it", not [line for line in sent if CHANGES.search(line)])


def compare(folder: Path, built: Path, programs: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="db") as made:
        scratch = Path(made)
        scratch.chmod(0o755)  # the server's user passes through
        fill_file(scratch / "case.sqlite", folder)
        connection = f"connection: Driver={{SQLite3}};Database={scratch / 'case.sqlite'}"
        builds_the_same("SQLite", copy_of(folder, scratch / "sqlite", "kind: SQLite", connection), built)
        of_postgresql(folder, built, programs, scratch)


if __name__ == "__main__":
    compare(*map(Path, sys.argv[1:4]))
