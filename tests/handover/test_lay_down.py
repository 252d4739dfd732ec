"""A pack is put in place whole; what is no longer in it goes, and nothing that somebody changed is replaced."""

from __future__ import annotations

import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from given_files import put_in
from stops import in_the_open, stopped

from readiness.files.journal import undo_stopped
from readiness.files.record import RECORD, ToRecord, read_record
from readiness.foundation.errors import OutputError
from readiness.handover.lay_down import LaidDown, lay_down, refuse_foreign

DAY = "output/2026-11-20"
OLD = {"00 Index.xlsx": b"old index", "01 A plan.docx": b"old plan", "02 Gone.docx": b"gone later"}
NEW = {"00 Index.xlsx": b"new index", "01 A plan.docx": b"new plan"}
IN_PLACE = {"old": {f"{DAY}/pack/{name}": content for name, content in OLD.items()}} | {
    "new": {f"{DAY}/pack/{name}": content for name, content in NEW.items()}
}


def laid(folder: Path, files: dict[str, bytes], zipped: bytes | None) -> LaidDown:
    """A pack of the files, put into the folder of its day."""
    scratch = folder / "output" / ".unfinished-1"
    shutil.rmtree(scratch, ignore_errors=True)
    whole = {name: put_in(scratch, f"part_{at}", content) for at, (name, content) in enumerate(files.items())}
    archive = put_in(scratch, "zip", zipped) if zipped else None
    return lay_down(whole, archive, folder / DAY, lambda: ToRecord(folder, {"command": "pack"}))


def there(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in in_the_open(folder).items() if name != RECORD}


def test_a_new_pack_replaces_the_one_before_and_its_zip_file(tmp_path: Path) -> None:
    first = laid(tmp_path, OLD, b"old zip")
    assert (first.zipped, first.removed) == (tmp_path / DAY / "pack.zip", False)
    assert there(tmp_path) == {**IN_PLACE["old"], f"{DAY}/pack.zip": b"old zip"}
    refuse_foreign(tmp_path / DAY, tmp_path)
    second = laid(tmp_path, NEW, b"new zip")
    assert there(tmp_path) == {**IN_PLACE["new"], f"{DAY}/pack.zip": b"new zip"}
    assert not second.removed
    third = laid(tmp_path, NEW, None)
    assert (third.zipped, third.removed) == (None, True)
    assert there(tmp_path) == IN_PLACE["new"]


def test_the_record_has_the_digest_of_everything(tmp_path: Path) -> None:
    laid(tmp_path, NEW, b"new zip")
    lines = read_record(tmp_path)
    assert all(line.fits for line in lines)
    written = {name for line in lines for name in (line.content or {}).get("written", {})}
    assert written == {*IN_PLACE["new"], f"{DAY}/pack.zip"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights another way")
def test_a_pack_is_its_owners_alone(tmp_path: Path) -> None:
    down = laid(tmp_path, NEW, None)
    assert stat.S_IMODE(down.folder.stat().st_mode) == 0o700


CHANGED = "was changed since readiness pack put it there, or somebody else did. Move it to another place and run again."


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pack/01 A plan.docx", f"2026-11-20/pack/01 A plan.docx: {CHANGED}"),
        ("pack/Mine.docx", f"2026-11-20/pack/Mine.docx: {CHANGED}"),
        ("pack.zip", f"output/2026-11-20/pack.zip: {CHANGED}"),
        ("pack/~$ A plan.docx", "2026-11-20/pack/~$ A plan.docx: says that a file of the pack is open. Close it there and run again."),
    ],
)  # fmt: skip
def test_what_somebody_changed_or_put_there_stops_it(tmp_path: Path, name: str, told: str) -> None:
    laid(tmp_path, OLD, b"old zip")
    put_in(tmp_path / DAY, name, b"what a person wrote")
    with pytest.raises(OutputError) as refused:
        refuse_foreign(tmp_path / DAY, tmp_path)
    assert [str(mistake) for mistake in refused.value.mistakes] == [told]


def test_a_stop_at_any_step_leaves_one_pack_whole_and_no_zip_file_of_another(tmp_path: Path) -> None:
    laid(tmp_path / "counted", OLD, b"old zip")
    with stopped(tmp_path / "counted", 0, None) as counted:
        laid(tmp_path / "counted", NEW, b"new zip")
    assert counted.taken > 20
    met = set()
    for step in range(1, counted.taken + 1, 3):
        folder = tmp_path / f"at_{step}"
        laid(folder, OLD, b"old zip")
        with stopped(folder, step, KeyboardInterrupt(), for_good=True), suppress(BaseException):
            laid(folder, NEW, b"new zip")
        for place in (folder / DAY, folder / DAY / "pack"):
            undo_stopped(place)
        now = there(folder)
        zipped = now.pop(f"{DAY}/pack.zip", b"no zip")
        (which,) = (age for age, files in IN_PLACE.items() if files == now)
        assert zipped in (b"no zip", f"{which} zip".encode())
        met.add((which, zipped))
    assert met >= {("old", b"old zip"), ("old", b"no zip"), ("new", b"no zip")}
