"""Case data in a database give what the same data in files give; only what is needed is read, and nothing is changed."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import SCHEMA, SETTINGS, InvitedDatabase, Overheard, database, source
from product import ROOT, Run
from values import DAY

from readiness.case_data.column_mapping import needed_columns
from readiness.case_data.find import Found
from readiness.case_data.from_database import Wanted, connection_of, find_in_database
from readiness.files.password import Password
from readiness.foundation.odbc_refusals import refusal_of
from readiness.specification.model import Annex

EXTRACTS = ROOT / "examples" / "anyshire" / "case_data"
FINGERPRINT = re.compile(rb"\b[0-9a-f]{16}\b")


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[InvitedDatabase]:
    with database(monkeypatch) as made:
        yield made


def found_in(annex: Annex, to: Path, whole: bool = False, **settings: str) -> Found:
    wanted = Wanted(annex.tables, needed_columns(annex), whole)
    return find_in_database(source(**settings), None, to, wanted, to / "database")


def person(there: InvitedDatabase, schema: str, name: str = "ssd_person", columns: str = "pers_person_id text") -> None:
    there.store.run(f'create schema if not exists "{schema}"')
    there.store.run(f'create table "{schema}"."{name}" ({columns})')


def told(found: Found) -> list[str]:
    return [*map(str, found.mistakes)]


def parts(workbook: Path) -> dict[str, bytes]:
    """What is in a workbook, but for the fingerprint of the files that it was made of."""
    with zipfile.ZipFile(io.BytesIO(workbook.read_bytes())) as archive:
        return {name: FINGERPRINT.sub(b"", archive.read(name)) for name in archive.namelist()}


@pytest.mark.slow
def test_annex_a_is_byte_for_byte_that_of_the_same_data_in_files(
    anyshire: Path, built: Path, there: InvitedDatabase, run: Run
) -> None:
    there.hold(anyshire / "case_data")
    shutil.rmtree(anyshire / "case_data")
    settings = (anyshire / "readiness.yaml").read_text(encoding="utf-8")
    (anyshire / "readiness.yaml").write_text(settings.rstrip() + SETTINGS, encoding="utf-8")
    result = run("build", "annex-a", "--quiet", "--folder", anyshire)
    assert result.exit_code == 0, result.output
    assert parts(anyshire / "output" / DAY / "annex_a.xlsx") == parts(built / "annex_a.xlsx")
    looked = run("doctor", "--quiet", "--folder", anyshire)
    assert "from database\n" in looked.stdout
    assert f"ssd_person: {SCHEMA}.ssd_person\n  table of the database\n" in looked.stdout
    assert "the same rows as at the last run" in looked.stdout
    assert "other rows than" not in looked.stdout
    explained = run("explain", "0001", "--quiet", "--folder", anyshire)
    assert explained.exit_code == 0, explained.output
    connected = len(there.connections)
    assert run("diff", "2026-10-20", DAY, "--quiet", "--folder", anyshire).exit_code == 0
    assert len(there.connections) == connected + 1, "both days are of one reading"


def test_the_same_rows_are_the_same_file_in_whatever_order_they_come(
    annex: Annex, tmp_path: Path, there: InvitedDatabase
) -> None:
    there.hold(EXTRACTS, "one")
    there.hold(EXTRACTS, "other", turned=False)
    digests = [
        {table.name: table.fingerprint for table in found_in(annex, tmp_path / schema, schema=schema).tables}
        for schema in ("one", "other")
        if (tmp_path / schema).mkdir() is None
    ]
    assert digests[0] == digests[1]
    assert len({*digests[0].values()}) > 20


def test_only_selects_are_sent_and_only_of_what_is_needed(annex: Annex, tmp_path: Path, there: InvitedDatabase) -> None:
    there.hold(EXTRACTS)
    person(there, SCHEMA, "ssd_address", "addr_table_id text, addr_person_id text")
    needed = needed_columns(annex)
    assert "ssd_address" not in needed
    found = found_in(annex, tmp_path, schema=SCHEMA)
    assert all(re.match(r"select [^;]*$", statement) for statement in there.sent)
    asked = [statement for statement in there.sent if " from pg_catalog" not in statement]
    assert not [statement for statement in asked if "ssd_address" in statement]
    for table in found.tables:
        columns = {column for statement in asked if f'."{table.name}"' in statement for column in _named(statement)}
        assert columns <= needed.get(table.name, {}).keys()
    whole = found_in(annex, tmp_path, whole=True, schema=SCHEMA)
    assert any('"addr_person_id"' in statement for statement in there.sent)
    assert {table.name for table in whole.tables} == {table.name for table in found.tables}


def _named(select: str) -> list[str]:
    return re.findall(r'"(\w+)" as', select)


def test_headings_that_are_not_read_are_known_by_name(annex: Annex, tmp_path: Path, there: InvitedDatabase) -> None:
    person(there, "dbo", "SSD_Person", "PERS_PERSON_ID text, favourite_colour text")
    there.store.run("insert into dbo.\"SSD_Person\" values ('2  ', 'red'), ('1', 'blue'), ('', null)")
    (table,) = found_in(annex, tmp_path).tables
    assert (table.name, table.place, table.header) == (
        "ssd_person",
        "dbo.SSD_Person",
        ("PERS_PERSON_ID", "favourite_colour"),
    )
    assert table.path
    assert table.path.read_text(encoding="utf-8") == "PERS_PERSON_ID,favourite_colour\n1,\n2,\n,\n"


def test_one_of_several_schemas_has_to_be_said(annex: Annex, tmp_path: Path, there: InvitedDatabase) -> None:
    person(there, "dbo")
    person(there, "Dev")
    several = 'database: has case data in several schemas. Say under "schema" which it is: Dev or dbo.'
    assert told(found_in(annex, tmp_path)) == [several]
    assert [table.place for table in found_in(annex, tmp_path, schema="DEV").tables] == ["Dev.ssd_person"]
    other = 'database: has no tables of case data in the schema live. Say under "schema" which it is: Dev or dbo.'
    assert told(found_in(annex, tmp_path, schema="live")) == [other]


def test_what_tables_begin_with_is_taken_off(annex: Annex, tmp_path: Path, there: InvitedDatabase) -> None:
    person(there, "dbo", "STG_ssd_person")
    nothing = (
        'database: holds no table of case data that this login can see. Check Database= and "tables begin with", or ask '
        "to SELECT; export tables that go with a session."
    )
    assert told(found_in(annex, tmp_path)) == [nothing]
    assert [table.name for table in found_in(annex, tmp_path, tables_begin_with="stg_").tables] == ["ssd_person"]


def test_a_table_that_is_there_twice_or_holds_nothing_known_is_told(
    annex: Annex, tmp_path: Path, there: InvitedDatabase
) -> None:
    person(there, "dbo", "ssd_contacts", "favourite_colour text")
    person(there, "dbo", "ssd_person")
    there.store.run("create table dbo.p as from dbo.ssd_person")
    table = annex.tables["ssd_person"].model_copy(update={"also_called": ("p",)})
    twice = annex.model_copy(update={"tables": {**annex.tables, "ssd_person": table}})
    assert told(found_in(twice, tmp_path)) == [
        "database: 2 tables hold ssd_person: dbo.p and dbo.ssd_person. Have one of them called otherwise.",
        "dbo.ssd_contacts: none of the columns of ssd_contacts is in it. readiness describe ssd_contacts lists them.",
    ]


def test_a_number_that_drivers_get_wrong_is_refused_and_not_believed(
    annex: Annex, tmp_path: Path, there: InvitedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(there, "dbo", columns="pers_person_id decimal(28, 6)")
    monkeypatch.setattr("readiness.case_data.database_kinds.DatabaseKind._text", lambda _, name, *__: name)
    assert told(found_in(annex, tmp_path)) == [
        "dbo.ssd_person: a column comes as a kind of number that drivers get wrong. Say so to who looks after this."
    ]


def test_a_name_that_no_plain_select_can_hold_is_refused(annex: Annex, tmp_path: Path, there: InvitedDatabase) -> None:
    person(there, "a;b")
    assert told(found_in(annex, tmp_path)) == [
        "a;b.ssd_person: is called so that no plain SELECT can name it. Have a view made of it with a plain name."
    ]


def test_a_password_may_hold_any_sign_and_is_shown_nowhere() -> None:
    said = source(connection="DSN=ssd;", user="reader")
    assert connection_of(said, Password("a;b}c")) == "DSN=ssd;UID=reader;PWD={a;b}}c};"
    assert connection_of(source(), None) == "DSN=ssd;"
    assert "a;b" not in repr(Password("a;b}c"))


def test_a_column_that_no_list_can_do_without_is_asked_for_as_in_files(
    anyshire: Path, there: InvitedDatabase, run: Run
) -> None:
    there.hold(anyshire / "case_data")
    there.store.run(f'alter table {SCHEMA}.ssd_contacts rename cont_person_id to "child ref"')
    settings = (anyshire / "readiness.yaml").read_text(encoding="utf-8")
    (anyshire / "readiness.yaml").write_text(settings.rstrip() + SETTINGS, encoding="utf-8")
    result = run("check", "--quiet", "--folder", anyshire)
    assert result.exit_code == 3
    assert result.output.startswith(
        f'{SCHEMA}.ssd_contacts: there is no cont_person_id, which says whom a row is about; perhaps "child ref" is it'
    )


def test_a_connection_that_is_lost_is_told_once(
    annex: Annex, tmp_path: Path, there: InvitedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.hold(EXTRACTS)

    def lost(*_: object) -> None:
        raise refusal_of("diagnostics: '08S01(35): connection lost'")

    monkeypatch.setattr(Overheard, "save", lost)
    assert told(found_in(annex, tmp_path)) == [
        "database: the connection was lost midway (SQLSTATE 08S01, number 35). Run the command again; nothing of this "
        "reading is kept."
    ]
