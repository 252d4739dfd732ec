"""What was given is what the record tells, and each file is held against what stands there today."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from readiness.files.deliver import digest, scratch_folder
from readiness.files.record import RECORD, ToRecord, append_line, read_record
from readiness.foundation.errors import OutputError
from readiness.handover.given_files import copies_of
from readiness.handover.keep_release import KeptRelease, keep_release
from readiness.handover.model import RELEASES_FOLDER
from readiness.handover.released import ReleaseLine, released_so_far, releases_of

WHEN = "2026-11-24T14:30:09+00:00"
COPY = "Put it back from a copy of the folder."
COMPARE = "Compare the file with a copy of it; readiness record --verify tells whether its lines fit."


def give(folder: Path, *names: str, request: str = "12", unreviewed: str = "") -> tuple[KeptRelease, ...]:
    """Gives files of the folder for a request."""
    said = ReleaseLine(request=request, to="HMI Doe", unreviewed=unreviewed, files={})
    record = ToRecord(folder, {"when": WHEN, "who": "aadams", "command": "release"})
    with scratch_folder(folder) as scratch:
        given = copies_of([folder / name for name in names], folder, scratch, ())
        return keep_release(folder, scratch, given, said, record)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.docx").write_bytes(b"a plan")
    (tmp_path / "rota.docx").write_bytes(b"a rota")
    give(tmp_path, "plan.docx", "rota.docx")
    return tmp_path


def told(folder: Path) -> list[str]:
    return [str(finding) for finding in released_so_far(folder).told]


def kept(folder: Path, name: str = "plan.docx") -> Path:
    return folder / next(release.kept_as for release in releases_of(folder) if release.name == name)


def test_each_file_is_a_release_of_its_own(folder: Path) -> None:
    plan, rota = releases_of(folder)
    assert (plan.request, plan.name, plan.digest, plan.size) == ("12", "plan.docx", digest(b"a plan"), 6)
    assert (plan.when, plan.to, plan.by, plan.reviewed_by) == (dt.datetime.fromisoformat(WHEN), "HMI Doe", "aadams", "")
    assert (plan.state, plan.source, plan.source_changed) == ("as given", "plan.docx", False)
    assert (rota.name, rota.state) == ("rota.docx", "as given")
    assert told(folder) == []
    assert releases_of(folder / "nowhere") == ()


def changed(folder: Path) -> list[str]:
    kept(folder).write_bytes(b"a pLan")
    return [
        f"{RELEASES_FOLDER}/{kept(folder).name}: which was given for request 12 on 24 November 2026, has changed since. {COPY}"
    ]


def gone(folder: Path) -> list[str]:
    kept(folder).unlink()
    return [
        f"{RELEASES_FOLDER}/{kept(folder).name}: which was given for request 12 on 24 November 2026, is gone. {COPY}"
    ]


def not_known(folder: Path) -> list[str]:
    (folder / RELEASES_FOLDER / "notes.docx").write_bytes(b"notes")
    (folder / RELEASES_FOLDER / "Thumbs.db").write_bytes(b"of the system")
    (folder / RELEASES_FOLDER / "~$notes.docx").write_bytes(b"of Word")
    wrong = f"stands in no line of {RECORD}, so nobody knows whether it was given"
    return [f"{RELEASES_FOLDER}/notes.docx: {wrong}. Move it elsewhere."]


def source_changed(folder: Path) -> list[str]:
    (folder / "plan.docx").write_bytes(b"a better plan")
    wrong = "has changed since it was released for request 12 on 24 November 2026"
    return [f"plan.docx: {wrong}. Release it again if inspectors are to have it as it is now."]


@pytest.mark.parametrize("damage", [changed, gone, not_known, source_changed])
def test_what_is_no_longer_as_it_was_given_is_told(damage: Callable[[Path], list[str]], folder: Path) -> None:
    assert damage(folder) == told(folder)


def test_a_file_that_cannot_be_read_is_not_called_as_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: Path) -> str:
        raise PermissionError

    monkeypatch.setattr("readiness.handover.released.digest_of", never)
    assert {release.state for release in releases_of(folder)} == {"cannot be read"}
    assert not any(release.source_changed for release in releases_of(folder))
    assert told(folder)[0].endswith("cannot be read. Close it in other programs, and check that you may read it.")


def test_a_source_given_again_as_it_is_now_has_not_changed_since(folder: Path) -> None:
    source_changed(folder)
    give(folder, "plan.docx", request="13")
    assert [release.source_changed for release in releases_of(folder)] == [True, False, False]
    give(folder, "plan.docx")
    assert [release.source_changed for release in releases_of(folder)] == [False] * 4
    (folder / "plan.docx").unlink()
    assert not any(release.source_changed for release in releases_of(folder))


def test_a_source_from_elsewhere_is_found_again(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "note.txt"
    elsewhere.write_bytes(b"a note")
    give(folder, str(elsewhere))
    elsewhere.write_bytes(b"another note")
    assert [release.name for release in releases_of(folder) if release.source_changed] == ["note.txt"]


def test_a_line_that_was_edited_is_told(folder: Path) -> None:
    give(folder, "plan.docx", request="13")
    record = folder / RECORD
    record.write_bytes(record.read_bytes().replace(b"HMI Doe", b"HMI Roe", 1))
    assert releases_of(folder)[0].to == "HMI Roe"
    wrong = "does not fit the line before it, so that it is not sure what was released"
    assert told(folder) == [f"{RECORD} line 2: {wrong}. {COMPARE}"]


@pytest.mark.parametrize(
    "damage",
    [
        {"written": {}},
        {"when": "yesterday"},
        {"when": None},
        {"who": None, "released": {"request": "12"}},
        {"released": "all of it"},
        {"released": {"request": "12", "to": "x", "files": {"../secret": {"name": "x", "size": 1}}}},
        {"released": {"request": "12", "to": "x", "files": {"released/../secret": {"name": "x", "size": 1}}}},
    ],
)
def test_a_line_that_says_nothing_clear_is_told_and_the_rest_read(damage: dict[str, object], folder: Path) -> None:
    line = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    given = {**line, "id": "another", **damage}
    append_line(folder, {key: value for key, value in given.items() if key != "before"})
    assert len(releases_of(folder)) == 2
    assert told(folder) == [f"{RECORD} line 2: cannot be read, so that what it tells of releases is lost. {COMPARE}"]


def test_a_record_that_was_cut_off_is_told_and_its_files_are_not_known(folder: Path) -> None:
    record = folder / RECORD
    record.write_bytes(record.read_bytes()[:-20])
    first, *others = told(folder)
    assert first == f"{RECORD} line 1: cannot be read, so that what it tells of releases is lost. {COMPARE}"
    assert len(others) == 2
    assert releases_of(folder) == ()


def test_a_release_that_was_not_reviewed_is_told_each_time(folder: Path) -> None:
    give(folder, "rota.docx", request="13", unreviewed="asked for at once")
    place = next(release.kept_as for release in releases_of(folder) if release.request == "13")
    wrong = "which was given for request 13 on 24 November 2026, was not reviewed: asked for at once"
    assert told(folder) == told(folder) == [f"{place}: {wrong}."]


def test_nothing_is_ever_kept_over_another_file(folder: Path) -> None:
    kept(folder).rename(kept(folder).with_name("x"))
    before = {path.name: path.read_bytes() for path in (folder / RELEASES_FOLDER).iterdir()}
    for content in (b"one", b"two", b"three"):
        (folder / "plan.docx").write_bytes(content)
        give(folder, "plan.docx")
    there = {path.name: path.read_bytes() for path in (folder / RELEASES_FOLDER).iterdir()}
    assert before.items() <= there.items()
    assert sorted(there.values()) == [b"a plan", b"a rota", b"one", b"three", b"two"]
    assert all(line.fits for line in read_record(folder))


def test_a_folder_of_releases_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"a plan")
    (tmp_path / RELEASES_FOLDER).write_bytes(b"a file")
    with pytest.raises(OutputError, match="released: is no folder"):
        give(tmp_path, "plan.docx")
