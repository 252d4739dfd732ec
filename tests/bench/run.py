"""Prints how long a build takes, and where the time goes, for invented authorities of each size.

    python tests/bench/run.py [SIZE]... [--runs N]

Whole processes, start-up and all; medians of the runs, which take turns. Each stage stands beside its limit, measured
in the same run on the same bytes: reading beside reading the files whole, lists beside a copy of those bytes in memory,
checks beside a copy of the workbooks' XML, writing beside deflating the same XML. Two peers do a part of it in the same
run: Python's own csv module only reads the same files, openpyxl only writes the same cells. Seconds differ between
machines; the multiples differ less.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine

SIZES = ("village", "borough", "county")
STAGES = {"Reading": "read", "Making": "lists", "Checking": "check", "Writing": "write"}
COMMAND = [sys.executable, "-m", "readiness"]
HEADINGS = (
    "size", "raw rows", "whole s", "rows/s", "us/row", "peak MB", "start s",
    "read s", "x limit", "lists s", "x limit", "check s", "x limit", "write s", "x limit", "csv reads", "openpyxl writes",
)  # fmt: skip


def timed(*words: str, by_file: bool = False) -> tuple[dict[str, float], float]:
    """Seconds until the first stage, of each stage and of the whole; and the peak memory in MB, where it is told.

    Stages go by the first of their words, or ``by_file`` by all of them.
    """
    began = time.perf_counter()
    marks = [("start", began)]
    process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    for line in process.stderr:
        told = line.strip().removesuffix(" ...")
        stage = told if by_file else STAGES.get(told.split(" ")[0], "")
        if stage and line.strip() != told:
            marks.append((stage, time.perf_counter()))
    peak = 0.0
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    if process.wait() not in (0, 1):
        sys.exit(f"readiness {' '.join(words)} ended with {process.returncode}")
    ended = time.perf_counter()
    seconds: dict[str, float] = {"whole": ended - began}
    for (stage, at), (_, after) in zip(marks, [*marks[1:], ("end", ended)], strict=True):
        seconds[stage] = seconds.get(stage, 0.0) + after - at
    return seconds, peak


def quickest(work: Callable[[], object]) -> float:
    """Seconds of the quickest of five tries."""
    tries = []
    for _ in range(5):
        began = time.perf_counter()
        work()
        tries.append(time.perf_counter() - began)
    return min(tries)


def limits(folder: Path) -> tuple[int, dict[str, float]]:
    """Raw rows of the tables that lists read, and the least that each stage could take on these bytes."""
    output = next((folder / "output").iterdir())
    read = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["files read"].values()
    files = [folder / table["file"] for table in read]
    content = b"".join(file.read_bytes() for file in files)
    xml = []
    for workbook in output.glob("*.xlsx"):
        with zipfile.ZipFile(workbook) as parts:
            xml += [parts.read(name) for name in parts.namelist()]
    return sum(table["rows"] for table in read), {
        "read": quickest(lambda: [file.read_bytes() for file in files]),
        "lists": quickest(lambda: bytearray(content)),
        "check": quickest(lambda: b"".join(xml)),
        "write": quickest(lambda: [zlib.compress(part, 6) for part in xml]),
    }


def peers(folder: Path) -> tuple[float, float]:
    """Seconds in which the csv module reads the files that lists read, and openpyxl writes the workbooks' cells."""
    output = next((folder / "output").iterdir())
    read = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["files read"].values()
    began = time.perf_counter()
    for table in read:
        with (folder / table["file"]).open(encoding="utf-8-sig", newline="") as lines:
            for _ in csv.reader(lines):
                pass
    seconds = time.perf_counter() - began
    books = [python_calamine.load_workbook(file) for file in output.glob("*.xlsx")]
    sheets = [book.get_sheet_by_name(name).to_python() for book in books for name in book.sheet_names]
    began = time.perf_counter()
    written = openpyxl.Workbook(write_only=True)
    for rows in sheets:
        sheet = written.create_sheet()
        for row in rows:
            sheet.append(row)
    written.save(io.BytesIO())
    return seconds, time.perf_counter() - began


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("sizes", nargs="*", default=SIZES, metavar="SIZE")
    reading.add_argument("--runs", type=int, default=5)
    asked = reading.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folders = {size: Path(place) / size for size in asked.sizes}
        for size, folder in folders.items():
            seconds, peak = timed("example", str(folder), "--size", size, "--seed", "1")
            print(f"readiness example --size {size:<8} {seconds['whole']:6.1f} s {peak:6.0f} MB")
        runs: dict[str, list[tuple[dict[str, float], float]]] = {size: [] for size in folders}
        for _ in range(asked.runs):
            for size, folder in folders.items():
                runs[size].append(timed("build", "annex-a", "--folder", str(folder)))
        rows = [HEADINGS]
        for size, folder in folders.items():
            raw, least = limits(folder)
            median = {
                stage: statistics.median(seconds[stage] for seconds, _ in runs[size])
                for stage in ("start", *STAGES.values(), "whole")
            }
            stages = [
                cell
                for name in STAGES.values()
                for cell in (f"{median[name]:.2f}", f"{median[name] / least[name]:.0f}")
            ]
            whole, peak = median["whole"], max(peak for _, peak in runs[size])
            rows.append((
                size, f"{raw:,}", f"{whole:.2f}", f"{raw / whole:,.0f}", f"{whole / raw * 1e6:.2f}", f"{peak:.0f}",
                f"{median['start']:.2f}", *stages, *(f"{seconds:.2f}" for seconds in peers(folder)),
            ))  # fmt: skip
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
        print()
        for row in rows:
            print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
        helped = statistics.median(timed("--help")[0]["whole"] for _ in range(10))
        print(f"\nreadiness --help {helped:.3f} s   {os.cpu_count()} processors, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
