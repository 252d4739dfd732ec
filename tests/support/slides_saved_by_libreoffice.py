"""Looks at slides that were filled in a template which LibreOffice has saved.

    python tests/support/slides_saved_by_libreoffice.py PRESENTATION

Every field is filled, every slide has a title, and the chart of ratings is drawn with the day's numbers.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reading_slides import dump, opened


def look(file: str) -> None:
    lines = dump(opened(Path(file).read_bytes()))
    if any("{{" in line or "{%" in line for line in lines):
        sys.exit("a tag was not filled in")
    titles = [line.partition(": ")[2] for line in lines if line.startswith("slide ")]
    if len(titles) < 12 or not all(titles):
        sys.exit("a slide or its title is missing")
    if not any(line.startswith("chart: Indicators by rating: ") for line in lines):
        sys.exit("no chart was drawn in the look of the template")


if __name__ == "__main__":
    look(sys.argv[1])
