"""Prints how long it takes to read, check and write again an Annex A workbook of a county's size, clean and damaged.

    python tests/bench/workbook.py [--runs N]

Some 55,000 rows on eleven lists, made from the invented county; 2% of the filled cells of the second file are damaged
(see tests/support/dirty.py). Whole processes, start-up and all; medians of the runs, which take turns.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import run  # noqa: E402
from dirty import damage, sheets_of, write  # noqa: E402

MOST = {"List_1": 12_000, "List_4": 6_000}  # rows kept of the longest lists
HEADINGS = (
    "workbook",
    "rows",
    "cells",
    "whole s",
    "rows/s",
    "cells/s",
    "peak MB",
    "start s",
    "read s",
    "check s",
    "write s",
)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=5)
    runs = asked.parse_args().runs
    with tempfile.TemporaryDirectory() as scratch:
        county = Path(scratch) / "county"
        run.timed("example", str(county), "--size", "county", "--quiet")
        run.timed("build", "annex-a", "--folder", str(county), "--quiet")
        sheets = sheets_of(next(county.glob("output/*/annex_a.xlsx")))
        sheets = {name: rows[: MOST.get(name, len(rows)) + 2] for name, rows in sheets.items()}
        lists = {name: rows for name, rows in sheets.items() if name.startswith("List_")}
        rows = sum(len(its) - 2 for its in lists.values())
        cells = sum((len(its) - 2) * len(its[1]) for its in lists.values())
        files = {"clean": Path(scratch) / "clean.xlsx", "2% damaged": Path(scratch) / "damaged.xlsx"}
        write(sheets, files["clean"])
        damaged = sum(damage(sheets, 0.02, seed=1).values())
        write(sheets, files["2% damaged"])
        print(f"{damaged:,} cells damaged")
        print(" ".join(f"{heading:>10}" for heading in HEADINGS))
        taken: dict[str, list[tuple[dict[str, float], float]]] = {name: [] for name in files}
        for _ in range(runs):
            for name, file in files.items():
                taken[name].append(
                    run.timed("build", "annex-a", "data-quality", "--folder", str(county), "--source", str(file))
                )
        for name, its in taken.items():
            median = {stage: statistics.median(seconds[stage] for seconds, _ in its) for stage in its[0][0]}
            whole, peak = median["whole"], max(peak for _, peak in its)
            figures = [
                f"{rows:,}",
                f"{cells:,}",
                f"{whole:.2f}",
                f"{rows / whole:,.0f}",
                f"{cells / whole:,.0f}",
                f"{peak:.0f}",
            ]
            split = [f"{median[stage]:.2f}" for stage in ("start", "read", "check", "write")]
            print(" ".join(f"{text:>10}" for text in [name, *figures, *split]))


if __name__ == "__main__":
    main()
