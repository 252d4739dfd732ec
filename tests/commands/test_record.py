"""readiness record shows who wrote what, and where the chain of lines is broken."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import pytest
from product import Run

from readiness.files.journal import BEFORE, DONE
from readiness.files.record import RECORD, append_line, read_record
from readiness.run import recording


@pytest.fixture
def folder(anyshire: Path, run: Run) -> Path:
    """The invented authority, whose register was brought up to date once."""
    (anyshire / "self_evaluation_text.docx").unlink()
    run("register", "--update", "--folder", anyshire)
    return anyshire


def test_a_run_that_writes_stands_in_it_and_one_that_looks_does_not(folder: Path, run: Run) -> None:
    run("describe", "lists", "--folder", folder)
    (line,) = read_record(folder)
    content = dict(line.content or {})
    assert content["command"] == "register --update"
    assert content["who"] == getpass.getuser()
    assert [*content["written"]] == ["self_evaluation_text.docx"]
    assert {len(content[key]) for key in ("register", "specification")} == {64}
    shown = run("record", "--folder", folder)
    when = content["when"][:16].replace("T", " ")
    assert shown.output.split() == [*when.split(), content["who"], "register", "--update", "written", "1", "file"]


def test_the_chain_is_walked_and_the_first_line_that_does_not_fit_is_told(folder: Path, run: Run) -> None:
    for number in range(3):
        append_line(folder, {"id": str(number), "command": "build", "when": "2026-11-20T09:00:00+00:00", "who": "anna"})
    fits = run("record", "--verify", "--folder", folder)
    assert fits.exit_code == 0
    assert fits.output.startswith("4 lines, each fitting the one before. The last has the digest ")
    there = (folder / RECORD).read_text(encoding="utf-8")
    (folder / RECORD).write_text(there.replace("anna", "bert", 1), encoding="utf-8")
    broken = run("record", "--verify", "--folder", folder)
    assert broken.exit_code == 1
    assert broken.output == (
        "record.jsonl line 3: does not fit the line before it: one of them was changed, or a line was put in or taken out "
        "between them. Compare the file with a copy of it.\n"
    )
    assert run("record", "--lines", "1", "--folder", folder).stdout.count("\n") == 1


def test_a_line_that_was_cut_off_is_told_and_stops_nothing(folder: Path, run: Run) -> None:
    with (folder / RECORD).open("ab") as record:
        record.write(b'{"before": "abc')
    told = run("record", "--verify", "--folder", folder)
    assert told.exit_code == 0
    assert told.stderr == (
        "record.jsonl line 2: was cut off while it was written, or is no line of a record. The run that it told of stands "
        "in the next line, if it was done.\n"
    )


def test_there_may_be_no_record_and_it_may_be_no_file(anyshire: Path, run: Run) -> None:
    assert run("record", "--verify", "--folder", anyshire).output == (
        "There is no record.jsonl yet. It begins with the next command that writes.\n"
    )
    (anyshire / RECORD).mkdir()
    unreadable = run("record", "--folder", anyshire)
    assert unreadable.exit_code == 3
    assert unreadable.output == (
        "record.jsonl: cannot be read. Check that you may read it, and close it in other programs.\n"
        "\n1 mistake; nothing was written.\n"
    )


def test_a_record_that_cannot_be_written_is_told_by_each_command_until_it_can(anyshire: Path, run: Run) -> None:
    (anyshire / RECORD).mkdir()
    (anyshire / "self_evaluation_text.docx").unlink()
    run("register", "--update", "--folder", anyshire)
    told = run("describe", "lists", "--folder", anyshire).stderr
    assert told.endswith(
        "anyshire/record.jsonl: cannot be written, so that a run does not stand in it yet. Close it in other programs, see "
        "that there is room and that you may write it, and run any readiness command.\n"
    )
    (anyshire / RECORD).rmdir()
    assert run("describe", "lists", "--folder", anyshire).stderr == ""
    assert [line.content["command"] for line in read_record(anyshire) if line.content] == ["register --update"]
    assert not (anyshire / BEFORE).exists()


def test_what_is_to_be_recorded_may_be_damaged(anyshire: Path, run: Run) -> None:
    (anyshire / BEFORE).mkdir()
    (anyshire / BEFORE / DONE).write_text("{", encoding="utf-8")
    told = run("describe", "lists", "--folder", anyshire).stderr
    assert told.endswith(
        "anyshire: what is to be recorded of a run is damaged in .as_it_was/done.json. Look into it, then delete it.\n"
    )


def test_somebody_may_be_known_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise OSError

    monkeypatch.setattr(recording.getpass, "getuser", unknown)
    assert recording.login_name() == "not known"


def test_a_record_is_json_line_by_line(folder: Path) -> None:
    assert [json.loads(line)["before"] for line in (folder / RECORD).read_text(encoding="utf-8").splitlines()] == [""]
