"""What a database refuses is told in words, and nothing of a driver's own message but its two signs is."""

from __future__ import annotations

import hashlib
import traceback
from pathlib import Path

import duckdb
import pytest

from readiness.foundation import odbc_file
from readiness.foundation.database import Store
from readiness.foundation.errors import Refused
from readiness.foundation.odbc import NOTHING_TO_SAY, Reader, connected
from readiness.foundation.odbc_refusals import DATA_SOURCE, DRIVER, refusal_of

SECRET = "Robin Invented 2014-05-06"
MESSAGES = {  # what drivers say, as far as they were met or are documented
    "01000(0): [unixODBC][Driver Manager]Can't open lib 'Nope' : file not found": "the ODBC driver is not installed",
    "IM003(160): Specified driver could not be loaded due to system error": "the ODBC driver is not installed",
    "IM002(0): Data source name not found and no default driver specified": "there is no data source of that name",
    "IM014(0): The specified DSN contains an architecture mismatch": "the driver or the data source is for 32-bit",
    "08001(-2146893019): [Microsoft]SSL Provider: The certificate chain was issued by an authority that is not trusted":
        "this computer does not trust the server's certificate",
    "08001(-1): Named Pipes Provider: Could not open a connection. Error Locating Server/Instance Specified":
        "the server's named instance is not found",
    "28000(18456): [Microsoft]Login failed for user": "the login is refused",
    "28000(18452): Login failed. The login is from an untrusted domain": "the login is refused",
    '08001(101): connection to server failed: FATAL:  password authentication failed for user "x"': "the login is refused",
    "28000(1017): ORA-01017: invalid username/password; logon denied": "the login is refused",
    '42000(4060): Cannot open database "HDM" requested by the login': "there is no database of that name",
    '08001(101): FATAL:  database "nosuch" does not exist': "there is no database of that name",
    "HYT00(0): [Microsoft]Login timeout expired": "the database took too long to answer",
    "57014(1): ERROR: canceling statement due to statement timeout": "the database took too long to answer",
    "08S01(10054): TCP Provider: An existing connection was forcibly closed": "the connection was lost midway",
    "HY000(1): FATAL:  terminating connection due to administrator command": "the connection was lost midway",
    "08001(202): Connection string parse error": "the driver does not take the connection as it is written",
    "HY000(-1): something else": "the database refuses",
    "08001(101): could not translate host name": "no database answers there",
    "08001(2): server is not found or not accessible": "no database answers there",
    "HY000(12154): ORA-12154: TNS:could not resolve the connect identifier": "no database answers there",
    "42501(1): ERROR: permission denied for table ssd_person": "this login may not read it",
    "42000(229): The SELECT permission was denied on the object": "this login may not read it",
    "42S02(208): Invalid object name": "it is not there any more",
    "HY000(1): [SQLite]no such table: ssd_person (1)": "it is not there any more",
    "42703(1): ERROR: column does not exist": "a column of it is not there any more",
    "07006(14): Received an unsupported type from Postgres.": "the driver does not hand over a column",
    "22P02(1): ERROR: invalid input syntax for type integer": "the database refuses",
}  # fmt: skip


@pytest.mark.parametrize("message", MESSAGES)
def test_each_refusal_has_its_words_and_holds_no_value(message: str) -> None:
    refusal = refusal_of(f"Invalid Input Error: 'SQLExecute' failed, diagnostics: '{message}: \"{SECRET}\"'")
    state, number = message.split(":", maxsplit=1)[0].rstrip(")").split("(")
    assert refusal.why.startswith(MESSAGES[message])
    assert refusal.why.endswith(f" (SQLSTATE {state}, number {number})")
    assert SECRET not in refusal.why + refusal.do
    assert refusal.do


def test_a_message_without_signs_is_a_refusal_too() -> None:
    assert refusal_of(SECRET).why == "the database refuses"
    assert refusal_of("Unsupported ODBC column type: code: -5").why.startswith("the driver does not hand over")


def test_a_driver_manager_says_the_same_of_a_driver_that_it_does_not_find() -> None:
    message = "diagnostics: 'IM002(0): Data source name not found and no default driver specified'"
    assert refusal_of(message).sign is DATA_SOURCE
    assert refusal_of(message, has_driver=True).sign is DRIVER


def pretending(monkeypatch: pytest.MonkeyPatch, connects: str) -> list[str]:
    """Has every store hold macros that stand for the extension; gives what is sent."""
    sent: list[str] = []
    rows = Store.rows

    def overheard(store: Store, sql: str, *parameters: object) -> object:
        sent.append(sql)
        if sql.startswith("load "):
            store.run(f"create macro odbc_connect(c) as {connects}")
            store.run("create macro odbc_query(c, q) as table from query(q)")
            store.run("create macro odbc_list_drivers() as table select unnest(['SQL Server', 'Other'])")
            for name in ("begin_transaction", "rollback", "close"):
                store.run(f"create macro odbc_{name}(c) as null")
            return []
        return rows(store, sql, *parameters)

    monkeypatch.setattr(Store, "rows", overheard)
    return sent


def test_a_driver_that_is_not_there_is_told_with_those_that_are(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = f"diagnostics: ''IM002(0): {SECRET} data source name not found''"
    pretending(monkeypatch, f"error('{fault}')")
    with pytest.raises(Refused) as refused, connected(Path("x"), "Driver={Nope};Server=a", NOTHING_TO_SAY):
        pass
    assert refused.value.why == "the ODBC driver is not installed, or is not called so (SQLSTATE IM002, number 0)"
    assert refused.value.do.endswith("or ask IT to install it. There are Other and SQL Server")
    assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_a_connection_ends_whatever_happens_and_nothing_of_a_message_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = pretending(monkeypatch, "7")
    with pytest.raises(Refused) as refused, connected(Path("x"), "DSN=a", NOTHING_TO_SAY) as reader:
        assert reader.rows("select 1") == [(1,)]
        reader.rows(f"select error('{SECRET}')")
    assert sent[-2:] == ["select odbc_rollback(7::bigint)", "select odbc_close(7::bigint)"]
    told = "".join(traceback.format_exception(refused.value))
    assert SECRET not in "".join(line for line in told.splitlines() if "reader.rows(" not in line)
    assert refused.value.__context__ is None


@pytest.mark.parametrize("statement", ["delete from t", "select 1; drop table t", "with x as (select 1) select 1", ""])
def test_nothing_but_one_select_is_sent(statement: str) -> None:
    with Store() as store:
        for ask in (Reader(store, 1).rows, Reader(store, 1).types):
            with pytest.raises(Refused):
                ask(statement)


def test_the_extension_is_loaded_only_if_it_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "odbc_scanner.duckdb_extension"
    with pytest.raises(Refused, match="is not there or cannot be read"):
        odbc_file.odbc_file(file)
    file.write_bytes(b"something")
    with pytest.raises(Refused, match="is none of those that were tried, and is not loaded"):
        odbc_file.odbc_file(file)
    monkeypatch.setitem(odbc_file.TRIED, hashlib.sha256(b"something").hexdigest(), "of this test")
    assert odbc_file.odbc_file(file) == file
    with pytest.raises(Refused, match="cannot be loaded here"), connected(file, "DSN=a", NOTHING_TO_SAY):
        pass


def test_what_is_not_installed_is_told_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odbc_file, "READS_DATABASES", "no-such-package-of-ours")
    with pytest.raises(Refused) as refused:
        odbc_file.odbc_file(None)
    assert refused.value.why == "what reads databases is not installed"
    assert "pip install --no-deps duckdb-extension-odbc-scanner==1.5.5" in refused.value.do


def test_an_unsigned_file_would_not_be_loaded_either() -> None:
    with duckdb.connect() as connection:
        assert connection.execute("select current_setting('allow_unsigned_extensions')").fetchall() == [(False,)]
