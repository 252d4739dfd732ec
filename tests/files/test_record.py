"""Each line of the record holds the digest of the one before, so that whatever is changed among them shows."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path

import pytest

from readiness.files import record
from readiness.files.record import RECORD, append_line, last_digest, read_record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a record of five runs."""
    for number in range(5):
        assert append_line(tmp_path, {"id": str(number), "command": f"run {number}"})
    return tmp_path


def lines(folder: Path) -> list[bytes]:
    return (folder / RECORD).read_bytes().splitlines()


def put(folder: Path, *new: bytes) -> list[int]:
    """Writes these lines in the place of the record; the numbers of those that do not fit."""
    (folder / RECORD).write_bytes(b"\n".join(new) + b"\n")
    return [line.number for line in read_record(folder) if not line.fits]


def test_each_line_has_the_digest_of_the_one_before(folder: Path) -> None:
    there = lines(folder)
    assert [json.loads(line)["before"] for line in there] == [
        "",
        *(hashlib.sha256(line).hexdigest() for line in there[:-1]),
    ]
    assert last_digest(folder) == hashlib.sha256(there[-1]).hexdigest()
    assert stat.S_IMODE((folder / RECORD).stat().st_mode) & 0o077 == 0


def test_whatever_is_changed_put_in_taken_out_or_moved_shows_where(folder: Path) -> None:
    one, two, three, four, five = lines(folder)
    assert put(folder, one, two, three, four, five) == []
    assert put(folder, one, two.replace(b"run 1", b"run 7"), three, four, five) == [3]
    assert put(folder, one, two, four, five) == [3]
    assert put(folder, two, three, four, five) == [1]
    assert put(folder, one, two, two, three, four, five) == [3]
    assert put(folder, one, b"no line", two, three, four, five) == [3]
    assert put(folder, one, b"", two, three, four, five) == [3]
    assert put(folder, one, three, two, four, five) == [2, 3, 4]


def test_a_line_cut_off_by_a_power_loss_stays_and_the_next_chains_on_it(folder: Path) -> None:
    whole = (folder / RECORD).read_bytes()
    (folder / RECORD).write_bytes(whole[:-30])
    assert [(line.content is None, line.fits) for line in read_record(folder)][-1] == (True, True)
    assert append_line(folder, {"id": "4", "command": "run 4"})
    assert (folder / RECORD).read_bytes().startswith(whole[:-30] + b"\n")
    there = read_record(folder)
    assert all(line.fits for line in there)
    assert [line.number for line in there if line.content is None] == [5]
    assert there[-1].content
    assert there[-1].content["command"] == "run 4"


def test_a_run_is_recorded_once_however_often_it_is_tried(folder: Path) -> None:
    before = lines(folder)
    assert append_line(folder, {"id": "3", "command": "run 3"})
    assert lines(folder) == before


def test_a_run_waits_while_another_writes_its_line_and_then_leaves_it_to_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(record.time, "sleep", waits.append)
    before = lines(folder)
    with (folder / RECORD).open("r+b") as held:
        assert record._alone(held, folder / RECORD)
        assert not append_line(folder, {"id": "5", "command": "run 5"})
    assert len(waits) == record.TRIES
    assert lines(folder) == before
    assert append_line(folder, {"id": "5", "command": "run 5"})
    assert len(lines(folder)) == 6


def test_there_may_be_no_record_yet(tmp_path: Path) -> None:
    assert read_record(tmp_path) == ()
