"""The wheel holds what a run needs and nothing else, and works in a bare folder as the checkout does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from product import ROOT

pytestmark = pytest.mark.slow

BILL = "docs/reference/sbom.cdx.json"
SHELVES = ("annex_a", "templates", "examples")
LITTER = (
    "annex_a/lists/~$list_01_contacts.xlsx",
    "annex_a/codes/__pycache__/codes.cpython-311.pyc",
    "readiness/__pycache__/cli.cpython-311.pyc",
    "templates/.~lock.annex_a.xlsx#",
    "docs/pictures/drawn.png",
    "examples/anyshire/output/2026-11-20/annex_a.xlsx",
)
RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from readiness.cli import main; main()"
WHERE = "import sys; sys.path.insert(0, sys.argv.pop(1)); import readiness; print(readiness.__file__)"


def to_ship() -> set[str]:
    """The files of the engine and its three shelves that belong in a wheel, as in the checkout."""
    return {
        path.relative_to(ROOT).as_posix()
        for name in ("readiness", *SHELVES)
        for path in (ROOT / name).rglob("*")
        if path.is_file()
        and not {"__pycache__", "output"} & {*path.relative_to(ROOT).parts}
        and not path.name.startswith(("~$", ".~lock"))
    }


def copied(copy: Path) -> Path:
    """The checkout's files that a wheel is made of, in another folder, as new files."""
    for name in (".gitignore", "pyproject.toml", "README.md", "LICENSE", BILL, *to_ship()):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy / name)
    return copy


def wheel_of(copy: Path, folder: Path) -> Path:
    """The wheel that is built of a copy, in a folder."""
    hatch = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]  # as pip would; no network
    result = subprocess.run(hatch, cwd=copy, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the checkout in which people have worked: with locks, caches, pictures and output."""
    copy = copied(tmp_path_factory.mktemp("checkout"))
    for name in LITTER:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(b"litter")
    return wheel_of(copy, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def alone(unpacked: Path, code: str, *words: str, folder: Path) -> str:
    """What Python prints that sees the unpacked wheel first and takes nothing from its surroundings."""
    return subprocess.run(
        [sys.executable, "-I", "-c", code, str(unpacked), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_the_wheel_holds_the_engine_and_its_three_shelves_and_no_litter(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    shipped = {name if name.startswith("readiness/") else f"readiness/{name}" for name in to_ship()}
    assert {f"readiness/{shelf}" for shelf in SHELVES} <= {"/".join(name.split("/")[:2]) for name in held}
    assert held == shipped


def test_the_wheel_is_the_same_bytes_whoever_builds_it_and_when(wheel: Path, tmp_path: Path) -> None:
    copy = copied(tmp_path / "elsewhere")
    for path in copy.rglob("*.py"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o600)
    assert wheel_of(copy, tmp_path / "again").read_bytes() == wheel.read_bytes()


def test_the_wheel_carries_its_bill_of_materials(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (carried,) = (name for name in archive.namelist() if "/sboms/" in name)
        assert archive.read(carried) == (ROOT / BILL).read_bytes()


def test_every_byte_of_the_wheel_is_the_checkouts(unpacked: Path) -> None:
    for name in to_ship():
        there = unpacked / (name if name.startswith("readiness/") else f"readiness/{name}")
        assert there.read_bytes() == (ROOT / name).read_bytes(), name


def test_the_wheel_gives_a_command(unpacked: Path) -> None:
    (entries,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert "readiness = readiness.cli:main" in entries.read_text(encoding="utf-8")


def test_the_wheel_in_a_bare_folder_builds_what_the_checkout_builds(
    unpacked: Path, built: Path, tmp_path: Path
) -> None:
    assert Path(alone(unpacked, WHERE, folder=tmp_path).strip()).is_relative_to(unpacked)
    said = alone(unpacked, RUN, "describe", folder=tmp_path)
    assert str(unpacked) in said and str(ROOT) not in said
    alone(unpacked, RUN, "new", "here", "--example", folder=tmp_path)
    alone(unpacked, RUN, "build", "annex-a", "--folder", "here", folder=tmp_path)
    made = tmp_path / "here" / "output" / "2026-11-20"
    assert (made / "annex_a.xlsx").read_bytes() == (built / "annex_a.xlsx").read_bytes()
