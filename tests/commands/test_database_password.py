"""The password of a database is asked for or read from a file, reaches its driver, and nobody else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from databases import SETTINGS, InvitedDatabase, database
from product import Run
from values import DAY

from readiness import cli

WORD = "wombats; never} pay"
SENT = "DSN=ssd;UID=reader;PWD={wombats; never}} pay};"


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[InvitedDatabase]:
    with database(monkeypatch) as made:
        yield made


@pytest.fixture
def authority(anyshire: Path, there: InvitedDatabase) -> Path:
    """The invented authority, whose case data are in a database."""
    there.hold(anyshire / "case_data")
    shutil.rmtree(anyshire / "case_data")
    settings = (anyshire / "readiness.yaml").read_text(encoding="utf-8").rstrip()
    (anyshire / "readiness.yaml").write_text(f"{settings}{SETTINGS}  user: reader\n", encoding="utf-8")
    return anyshire


def test_it_is_asked_for_by_name_and_is_written_nowhere(authority: Path, there: InvitedDatabase) -> None:
    command = ["doctor", "--folder", str(authority)]
    result = CliRunner().invoke(cli.main, command, input=f"{WORD}\n", catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    assert "Password of reader in the database: " in result.output
    assert there.connections == [SENT]
    assert WORD not in result.output


@pytest.mark.slow
def test_a_file_holds_it_and_no_file_that_is_written_does(authority: Path, there: InvitedDatabase, run: Run) -> None:
    file = authority.parent / "word.txt"
    file.write_text(f"{WORD}\n", encoding="utf-8")
    result = run("build", "annex-a", "--folder", authority, "--database-password-file", file)
    assert result.exit_code == 0, result.output
    assert there.connections == [SENT]
    written = [path for path in authority.rglob("*") if path.is_file()]
    assert authority / "output" / DAY / "manifest.json" in written
    assert not [path for path in written if WORD.encode() in path.read_bytes() or b"DSN=ssd;UID" in path.read_bytes()]
    assert WORD not in result.output


def test_one_that_nobody_asks_for_is_refused(anyshire: Path, run: Run) -> None:
    result = run("check", "--folder", anyshire, "--database-password-file", anyshire / "word.txt")
    assert result.exit_code == 2
    assert result.output.startswith(
        "--database-password-file: is given, and no user of a database has a password. "
        'Name under "database" the "user" whose password it is, or leave out --database-password-file.\n'
    )


@pytest.mark.parametrize("command", [["build"], ["check"], ["doctor"], ["diff", "2026-10-20", DAY], ["explain", "1"]])
def test_a_file_that_cannot_be_read_is_told_whatever_the_command(command: list[str], authority: Path, run: Run) -> None:
    result = run(*command, "--folder", authority, "--database-password-file", authority / "word.txt")
    assert result.exit_code == 2
    said = "--database-password-file word.txt: cannot be read. Check that it is there and that you may read it.\n"
    assert result.output.startswith(said)


def test_no_settings_hold_one(authority: Path, run: Run) -> None:
    settings = (authority / "readiness.yaml").read_text(encoding="utf-8")
    for spelling in ("DSN=ssd;PWD=wombat", "password = wombat", "DSN=ssd; Pwd={wombat}"):
        (authority / "readiness.yaml").write_text(re.sub("DSN=ssd", spelling, settings), encoding="utf-8")
        result = run("doctor", "--folder", authority)
        assert result.exit_code == 2
        assert "holds a password, which no file of settings may" in result.output
        assert "wombat" not in result.output
