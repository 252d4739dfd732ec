"""A password is asked for or read from a file; it reaches workbooks with children, and no stream, manifest or record."""

from __future__ import annotations

import getpass
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from product import Run
from values import DAY, shown

from readiness import cli
from readiness.commands import passwords
from readiness.files.encryption import unlock
from readiness.files.password import Password, is_locked
from readiness.files.workbook import open_workbook

WORD = "quokkas never do their taxes"
NEVER = (
    "takes no password on the command line, where other programs and the history of the shell keep it. Put it last, and "
    "you are asked; or give --password-file FILE. Use another password than that one."
)
SPACE = "the password begins or ends with a space, or has a letter that nobody can see. Take it out."
SHORT = (
    "the password has fewer than 12 characters, which are soon guessed. Choose a longer one; four words that have nothing "
    "to do with each other are easy to remember."
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a password."""
    file = tmp_path / "word.txt"
    file.write_text(f"{WORD}\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("words", [["--password", WORD], [f"--password={WORD}"], ["--password", "annex-a"]], ids=str)
@pytest.mark.parametrize("command", [["build"], ["check"], ["doctor"], ["diff", "2026-10-20", DAY], ["explain", "1"]])
def test_no_password_may_stand_on_the_command_line(
    command: list[str], words: list[str], tmp_path: Path, run: Run
) -> None:
    result = run(*command, "--folder", tmp_path, *words)
    assert result.exit_code == 2
    assert result.output == f"--password: {NEVER}\n\n1 mistake; nothing was written.\n"


@pytest.mark.parametrize(
    ("content", "wrong"),
    {
        "nothing": (b"", "there is no password. Write it on the first line."),
        "an empty first line": (b"\r\n", "there is no password. Write it on the first line."),
        "two lines": (f"{WORD}\nanother\n".encode(), "has more than one line. Leave nothing in it but the password."),
        "a space": (f"{WORD} \n".encode(), SPACE),
        "a tab": (b"never\tdo their taxes\n", SPACE),
        "too few": (b"quokka\n", SHORT),
        "too many": (b"q" * 256, "the password has more than 255 characters, which Excel does not take. Choose a shorter one."),
        "a picture": (b"\x89PNG\xff\xfe", "is not a text file. Save the password as plain text, UTF-8."),
        "no file": (None, "cannot be read. Check that it is there and that you may read it."),
    }.values(),
    ids=str,
)  # fmt: skip
def test_a_file_without_a_password_is_told_and_never_shown(
    content: bytes | None, wrong: str, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "word.txt"
    if content is not None:
        file.write_bytes(content)
    result = run("build", "--folder", tmp_path, "--password-file", file)
    assert result.exit_code == 2
    assert result.output == f"--password-file word.txt: {wrong}\n\n1 mistake; nothing was written.\n"


def test_one_of_two_ways_is_enough(tmp_path: Path, file: Path, run: Run) -> None:
    result = run("build", "--folder", tmp_path, "--password-file", file, "--password")
    assert result.output.startswith("--password: is given, and so is --password-file. Give one of the two.\n")


def test_where_it_would_be_shown_while_it_is_typed_nobody_is_asked(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown_while_typed(*_: object, **__: object) -> None:
        raise getpass.GetPassWarning

    monkeypatch.setattr(passwords.click, "prompt", shown_while_typed)
    result = run("build", "--folder", tmp_path, "--password")
    assert result.output.startswith(
        "--password: cannot be asked for here without being shown. Give --password-file FILE.\n"
    )


def test_it_is_asked_for_twice_where_something_is_locked_and_once_where_something_is_opened(tmp_path: Path) -> None:
    for words, times in ((["build"], 2), (["check", "--write"], 2), (["check"], 1), (["doctor"], 1)):
        command = [*words, "--folder", str(tmp_path), "--password"]
        result = CliRunner().invoke(cli.main, command, input=f"{WORD}\n{WORD}\n" if times == 2 else f"{WORD}\n")
        assert result.output.count(":  \n") + result.output.count(": \n") == times, result.output
        assert "there is no readiness.yaml here" in result.output
        assert WORD not in result.output


def test_a_file_of_one_short_line_opens_what_somebody_else_locked(tmp_path: Path) -> None:
    (tmp_path / "word.txt").write_bytes(b"\xef\xbb\xbfshort\r\n")
    assert passwords.read_password(False, tmp_path / "word.txt", to_write=False) == Password("short")


@pytest.mark.slow
def test_workbooks_with_children_are_locked_and_nothing_tells_the_password(
    anyshire: Path, file: Path, run: Run
) -> None:
    output = anyshire / "output" / DAY
    output.mkdir(parents=True)
    (output / "annex_a_only_07.xlsx").write_bytes(b"PK of a run before")
    built = run("build", "--folder", anyshire, "--keep-store", "--password-file", file)
    assert built.exit_code == 0
    assert (
        f"{DAY}/case_data.duckdb holds children and cannot be locked with a password. Keep it where only you can read.\n"
        f"1 file from before may hold children and has no password: {DAY}/annex_a_only_07.xlsx. readiness purge lists it.\n"
    ) in built.stderr
    locked = {path.name for path in output.glob("*.xlsx") if is_locked(path.read_bytes())}
    assert locked == {"annex_a.xlsx", "data_quality.xlsx"}
    assert open_workbook(output / "annex_a.xlsx", Password(WORD)).sheets
    assert unlock((output / "data_quality.xlsx").read_bytes(), Password(WORD)).startswith(b"PK")

    explained = run("explain", "0001", "--folder", anyshire, "--password-file", file)
    changes = run("diff", "2026-10-20", DAY, "--folder", anyshire, "--password-file", file)
    for name in ("explained_child.xlsx", "list_changes_since_2026-10-20.xlsx"):
        assert is_locked((output / name).read_bytes()), name

    source = ("check", "--folder", anyshire, "--source", output / "annex_a.xlsx")
    plain = run("build", "annex-a", "--folder", anyshire)
    unlocked = anyshire / "unlocked.xlsx"
    unlocked.write_bytes((output / "annex_a.xlsx").read_bytes())
    run("build", "annex-a", "--folder", anyshire, "--password-file", file)
    read = run(*source, "--password-file", file)
    assert read.stdout == run("check", "--folder", anyshire, "--source", unlocked).stdout, read.stderr
    assert "is locked with a password. Save it without a password" in run(*source).stderr
    (file.parent / "other.txt").write_text("kangaroos do not either", encoding="utf-8")
    other = run(*source, "--password-file", file.parent / "other.txt")
    assert other.output.endswith(
        "annex_a.xlsx: is locked with another password than the one given. Give the one that it was saved with.\n"
        "\n1 mistake; nothing was written.\n"
    )

    record = (anyshire / "record.jsonl").read_text(encoding="utf-8")
    commands = [json.loads(line)["command"] for line in record.splitlines()]
    assert commands == [
        "build --keep-store --password-file",
        "explain CHILD --password-file",
        f"diff 2026-10-20 {DAY} --password-file",
        "build annex-a",
        "build annex-a --password-file",
    ]
    streams = "".join(result.output for result in (built, explained, changes, plain, read, other))
    manifest = (output / "manifest.json").read_text(encoding="utf-8")
    told = built.output + explained.output + plain.output + other.output + manifest + record
    assert shown(re.sub(r"[0-9a-f]{16,}", "", told), anyshire) <= {"2026-10-20"}, "a day that was asked for"
    for path in anyshire.rglob("*"):
        assert not path.is_file() or WORD.encode() not in path.read_bytes(), path
    assert WORD not in streams
