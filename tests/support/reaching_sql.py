"""SQL that reaches out of the store: for a file, another database, the network, an extension, a setting, a secret."""

from __future__ import annotations

from pathlib import Path

import duckdb

SECRET = "what no query may read"
SOURCES = (  # what may stand wherever a query may
    "select * from read_text('{folder}/secret.csv')",
    "select * from read_blob('{folder}/secret.csv')",
    "select * from read_csv('{folder}/secret.csv')",
    "select * from read_json('{folder}/secret.csv')",
    "select * from read_parquet('{folder}/one.parquet')",
    "select * from parquet_metadata('{folder}/one.parquet')",
    "select * from sniff_csv('{folder}/secret.csv')",
    "select * from glob('{folder}/*')",
    "select * from '{folder}/secret.csv'",
    "select * from query('from ''{folder}/secret.csv''')",
    "select * from 'https://example.invalid/secret.csv'",
    "select * from read_csv('s3://bucket/secret.csv')",
)
STATEMENTS = (
    "copy (select 1) to '{folder}/written.csv'",
    "attach '{folder}/other.duckdb' as other",
    "attach '{folder}/new.duckdb' as other",
    "export database '{folder}/exported'",
    "import database '{folder}'",
    "install httpfs",
    "load '{folder}/some.duckdb_extension'",
    "set enable_external_access = true",
    "reset enable_external_access",
    "set allowed_directories = ['{folder}']",
    "reset allowed_directories",
    "set lock_configuration = false",
    "pragma temp_directory = '{folder}'",
    "create secret mine (type http, bearer_token 'x')",
    "prepare it as copy (select 1) to '{folder}/written.csv'; execute it",
)
UNKNOWN = (  # what only the database's own shell knows, or what is not there
    "copy from database memory to other",
    "select getenv('HOME')",
    "select odbc_connect('DSN=anything')",
    "select * from odbc_query('DSN=anything', 'select 1')",
    ".shell ls",
)


def lay_bait(folder: Path) -> None:
    """Puts there what the queries reach for."""
    (folder / "secret.csv").write_text(f"child_id\n{SECRET}\n", encoding="utf-8")
    with duckdb.connect(str(folder / "other.duckdb")) as other:
        other.execute("create table secret as select 1 as child_id")
        other.execute(f"copy secret to '{(folder / 'one.parquet').as_posix()}'")


def reaching_sql(folder: Path, first: str = "select 1", last: str = "") -> dict[str, str]:
    """Each wording by what reaches: itself, or between a statement that goes before and one that goes after."""
    return {
        reach: (reach if reach in SOURCES and not last else f"{first}; {reach}; {last}").format(
            folder=folder.as_posix()
        )
        for reach in (*SOURCES, *STATEMENTS, *UNKNOWN)
    }
