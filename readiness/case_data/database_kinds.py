"""How each kind of database is asked: how it quotes a name, where it lists its columns, and what it gives as text.

Names are quoted as the database's own list of columns spells them, so capitals never matter. Numbers with a point and
whatever else a driver may get wrong are made text by the database itself; texts, days and counts come as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.foundation.database import sql_text
from readiness.foundation.odbc import NOTHING_TO_SAY, ReadOnly

_SIZE = re.compile(r"\s*\([^)]*\)")  # as in timestamp(6) with time zone
YES, NO = "Y", "N"  # as the standard writes what a database holds as true and false


@dataclass(frozen=True)
class DatabaseKind:
    """``columns`` lists schema, table, column and type of tables whose names in small letters are among {names}.

    ``as_they_are`` are the types a driver can be trusted with, ``written`` how others become text, and ``otherwise``
    how all else does. ``boolean`` types are true where they equal ``true``.
    """

    columns: str
    otherwise: str
    as_they_are: frozenset[str] = frozenset()
    written: Mapping[str, str] | None = None
    boolean: frozenset[str] = frozenset()
    true: str = "1"
    quotes: tuple[str, str] = ('"', '"')
    read_only: ReadOnly = NOTHING_TO_SAY

    def quoted(self, name: str) -> str:
        """A name as the database takes it, whatever it holds."""
        begin, end = self.quotes
        return f"{begin}{name.replace(end, end * 2)}{end}"

    def list_columns(self, tables: Iterable[str]) -> str:
        """The query for the columns of tables of these names, in whatever schema and letters."""
        names = ", ".join(sql_text(name) for name in sorted({table.lower() for table in tables}))
        return self.columns.format(names=names)

    def select(self, schema: str, table: str, columns: Mapping[str, str], numbers: Iterable[str] = ()) -> str:
        """The query for columns, given with their types, as c0, c1 and so on. In ``numbers`` true is 1."""
        texts = (self._text(name, kind, name in numbers) for name, kind in columns.items())
        cells = ", ".join(f"{text} as c{position}" for position, text in enumerate(texts))
        return f"select {cells} from {self.quoted(schema)}.{self.quoted(table)}"

    def _text(self, name: str, kind: str, as_number: bool) -> str:
        column, plain = self.quoted(name), _SIZE.sub("", kind.lower()).strip()
        if plain in self.boolean:
            yes, no = ("1", "0") if as_number else (YES, NO)
            return f"case when {column} = {self.true} then '{yes}' when {column} is not null then '{no}' end"
        if plain in self.as_they_are:
            return column
        return (self.written or {}).get(plain, self.otherwise).format(column=column)


DATABASE_KINDS: Mapping[str, DatabaseKind] = {
    "SQL Server": DatabaseKind(
        columns=(
            "select table_schema, table_name, column_name, data_type from information_schema.columns "
            "where lower(table_name) in ({names}) order by table_schema, table_name, ordinal_position"
        ),
        otherwise="cast({column} as nvarchar(max))",
        as_they_are=frozenset(
            {
                *("char", "varchar", "text", "nchar", "nvarchar", "ntext", "date", "datetime", "datetime2"),
                *("smalldatetime", "tinyint", "smallint", "int", "bigint", "float", "real"),
            }
        ),
        written={"datetimeoffset": "cast({column} as datetime2)"},
        boolean=frozenset({"bit"}),
        quotes=("[", "]"),
    ),
    "PostgreSQL": DatabaseKind(
        columns=(
            "select n.nspname::text as s, c.relname::text as t, a.attname::text as a, "
            "pg_catalog.format_type(a.atttypid, null)::text as k "
            "from pg_catalog.pg_class as c "
            "join pg_catalog.pg_namespace as n on n.oid = c.relnamespace "
            "join pg_catalog.pg_attribute as a on a.attrelid = c.oid "
            "where c.relkind in ('r', 'v', 'm', 'f', 'p') and a.attnum > 0 and not a.attisdropped "
            "and lower(c.relname) in ({names}) order by n.nspname, c.relname, a.attnum"
        ),
        otherwise="cast({column} as text)",
        as_they_are=frozenset(
            {
                *("text", "character varying", "character", "date", "smallint", "integer", "bigint"),
                *("real", "double precision", "timestamp without time zone", "timestamp with time zone"),
            }
        ),
        boolean=frozenset({"boolean"}),
        true="true",
        read_only=ReadOnly(
            before="set session characteristics as transaction isolation level repeatable read, read only"
        ),
    ),
    "Oracle": DatabaseKind(
        columns=(
            "select owner, table_name, column_name, data_type from all_tab_columns "
            "where lower(table_name) in ({names}) order by owner, table_name, column_id"
        ),
        otherwise="cast({column} as varchar2(100))",
        as_they_are=frozenset({"varchar2", "nvarchar2", "char", "nchar", "clob", "nclob", "date", "timestamp"}),
        written={
            "timestamp with time zone": "cast({column} as timestamp)",
            "timestamp with local time zone": "cast({column} as timestamp)",
        },
        read_only=ReadOnly(first="set transaction read only"),
    ),
    "SQLite": DatabaseKind(
        columns=(
            "select 'main' as s, m.name as t, c.name as a, c.type as k from sqlite_master as m "
            "join pragma_table_info(m.name) as c where m.type in ('table', 'view') and lower(m.name) in ({names}) "
            "order by m.name, c.cid"
        ),
        otherwise="cast({column} as text)",
        read_only=ReadOnly(before="pragma query_only = on"),
    ),
}
