"""What each kind of database is sent: names quoted as it lists them, and only what is read; no server is needed."""

from __future__ import annotations

import pytest

from readiness.case_data.database_kinds import DATABASE_KINDS

COLUMNS = {
    "SQL Server": (
        "select table_schema, table_name, column_name, data_type from information_schema.columns "
        "where lower(table_name) in ('ssd_contacts', 'ssd_person') order by table_schema, table_name, ordinal_position"
    ),
    "PostgreSQL": (
        "select n.nspname::text as s, c.relname::text as t, a.attname::text as a, "
        "pg_catalog.format_type(a.atttypid, null)::text as k from pg_catalog.pg_class as c "
        "join pg_catalog.pg_namespace as n on n.oid = c.relnamespace "
        "join pg_catalog.pg_attribute as a on a.attrelid = c.oid "
        "where c.relkind in ('r', 'v', 'm', 'f', 'p') and a.attnum > 0 and not a.attisdropped "
        "and lower(c.relname) in ('ssd_contacts', 'ssd_person') order by n.nspname, c.relname, a.attnum"
    ),
    "Oracle": (
        "select owner, table_name, column_name, data_type from all_tab_columns "
        "where lower(table_name) in ('ssd_contacts', 'ssd_person') order by owner, table_name, column_id"
    ),
    "SQLite": (
        "select 'main' as s, m.name as t, c.name as a, c.type as k from sqlite_master as m "
        "join pragma_table_info(m.name) as c where m.type in ('table', 'view') "
        "and lower(m.name) in ('ssd_contacts', 'ssd_person') order by m.name, c.cid"
    ),
}
SELECTS = {
    "SQL Server": (
        ("dbo", "SSD_Person"),
        {
            "Pers_Id": "nvarchar",
            "pers_dob": "datetime",
            "pers_is_uasc": "bit",
            "pers_score": "decimal",
            "pers_guid": "uniqueidentifier",
            "pers_seen": "datetimeoffset",
            "pers_count": "int",
        },
        "select [Pers_Id] as c0, [pers_dob] as c1, "
        "case when [pers_is_uasc] = 1 then 'Y' when [pers_is_uasc] is not null then 'N' end as c2, "
        "cast([pers_score] as nvarchar(max)) as c3, cast([pers_guid] as nvarchar(max)) as c4, "
        "cast([pers_seen] as datetime2) as c5, [pers_count] as c6 from [dbo].[SSD_Person]",
    ),
    "PostgreSQL": (
        ("ssd_development", "ssd_person"),
        {
            "pers_id": "character varying",
            "pers_dob": "timestamp without time zone",
            "pers_is_uasc": "boolean",
            "pers_score": "numeric",
            "pers_json": "jsonb",
        },
        'select "pers_id" as c0, "pers_dob" as c1, '
        "case when \"pers_is_uasc\" = true then 'Y' when \"pers_is_uasc\" is not null then 'N' end as c2, "
        'cast("pers_score" as text) as c3, cast("pers_json" as text) as c4 from "ssd_development"."ssd_person"',
    ),
    "Oracle": (
        ("HDM", "SSD_PERSON"),
        {
            "PERS_ID": "VARCHAR2",
            "PERS_DOB": "DATE",
            "PERS_SCORE": "NUMBER",
            "PERS_AT": "TIMESTAMP(6)",
            "PERS_SEEN": "TIMESTAMP(6) WITH TIME ZONE",
        },
        'select "PERS_ID" as c0, "PERS_DOB" as c1, cast("PERS_SCORE" as varchar2(100)) as c2, "PERS_AT" as c3, '
        'cast("PERS_SEEN" as timestamp) as c4 from "HDM"."SSD_PERSON"',
    ),
    "SQLite": (
        ("main", "ssd_person"),
        {"pers_id": "TEXT", "pers_dob": "DATE"},
        'select cast("pers_id" as text) as c0, cast("pers_dob" as text) as c1 from "main"."ssd_person"',
    ),
}


@pytest.mark.parametrize("name", DATABASE_KINDS)
def test_tables_are_looked_for_in_every_schema_and_whatever_their_letters(name: str) -> None:
    assert DATABASE_KINDS[name].list_columns(["ssd_person", "SSD_Contacts", "ssd_person"]) == COLUMNS[name]


@pytest.mark.parametrize("name", DATABASE_KINDS)
def test_columns_are_asked_for_as_the_database_calls_them_and_as_texts_that_can_be_trusted(name: str) -> None:
    (schema, table), columns, select = SELECTS[name]
    assert DATABASE_KINDS[name].select(schema, table, columns) == select


def test_true_is_one_where_a_number_is_read() -> None:
    select = DATABASE_KINDS["SQL Server"].select("dbo", "t", {"a": "bit"}, {"a"})
    assert select == "select case when [a] = 1 then '1' when [a] is not null then '0' end as c0 from [dbo].[t]"


@pytest.mark.parametrize(
    ("name", "quoted"),
    {
        "SQL Server": "[a]]b\"c'd]",
        "PostgreSQL": '"a]b""c\'d"',
        "Oracle": '"a]b""c\'d"',
        "SQLite": '"a]b""c\'d"',
    }.items(),
)
def test_a_name_stays_a_name_whatever_it_holds(name: str, quoted: str) -> None:
    assert DATABASE_KINDS[name].quoted("a]b\"c'd") == quoted


def test_each_kind_that_can_be_made_read_only_is() -> None:
    said = {name: (kind.read_only.before, kind.read_only.first) for name, kind in DATABASE_KINDS.items()}
    assert said == {
        "SQL Server": ("", ""),
        "PostgreSQL": (
            "set session characteristics as transaction isolation level repeatable read, read only",
            "",
        ),
        "Oracle": ("", "set transaction read only"),
        "SQLite": ("pragma query_only = on", ""),
    }
