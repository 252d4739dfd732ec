"""Whatever a command writes is its owner's alone, also where the system would let everybody read it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from product import Run

pytestmark = pytest.mark.slow  # builds an authority of its own


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_nobody_else_may_read_what_is_written(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "anyshire"
    before = os.umask(0)
    try:
        run("new", folder, "--example")
        (folder / "columns.csv").unlink(missing_ok=True)
        for spellings in (folder / "codes").glob("*.csv"):
            spellings.unlink()
        (folder / "codes").rmdir()
        (folder / "register.xlsx").unlink()
        assert "Written: codes/" in run("doctor", "--quiet", "--write", "--folder", folder).stderr
        run("register", "--update", "--folder", folder)
        run("check", "--quiet", "--write", "--folder", folder)
        run("example", tmp_path / "village")
    finally:
        os.umask(before)
    written = [*tmp_path.rglob("*")]
    assert {"register.xlsx", "codes", "ssd_person.csv"} <= {path.name for path in written}
    assert [path for path in written if path.stat().st_mode & 0o077] == []
