"""Prints how long every document of an invented borough takes, beside what its lists take by themselves.

    python tests/bench/documents.py [SIZE] [--runs N]

Whole processes, start-up and all; medians of the runs, in which a build of Annex A alone and one of everything take
turns. A stage is told as the command tells it; the last lines say what everything takes beyond the lists.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from run import SIZES, timed


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("size", nargs="?", default="borough", choices=SIZES)
    reading.add_argument("--runs", type=int, default=5)
    asked = reading.parse_args()
    alone, everything, peaks = [], [], []
    with tempfile.TemporaryDirectory() as place:
        folder = str(Path(place) / asked.size)
        timed("example", folder, "--size", asked.size, "--seed", "1")
        for _ in range(asked.runs):
            alone.append(timed("build", "annex-a", "--folder", folder, by_file=True)[0])
            seconds, peak = timed("build", "--folder", folder, by_file=True)
            everything.append(seconds)
            peaks.append(peak)
    stages = [stage for stage in everything[0] if stage != "whole"]
    print(f"{asked.size}, {asked.runs} runs, medians in seconds\n")
    for stage in stages:
        print(f"{stage:<40} {statistics.median(seconds[stage] for seconds in everything):6.2f}")
    whole = statistics.median(seconds["whole"] for seconds in everything)
    lists = statistics.median(seconds["whole"] for seconds in alone)
    print(f"\n{'everything':<40} {whole:6.2f}   {max(peaks):.0f} MB")
    print(f"{'Annex A and data quality alone':<40} {lists:6.2f}")
    print(f"{'beyond them':<40} {whole - lists:6.2f}")


if __name__ == "__main__":
    main()
