"""The values of an authority's case data, which no stream may show."""

from __future__ import annotations

import csv
import re
from pathlib import Path

DAY = "2026-11-20"


def values(folder: Path) -> set[str]:
    """Every cell of every CSV of case data but the codes anybody may read, and the days of dates with a time."""
    found: set[str] = set()
    for file in (folder / "case_data").glob("*.csv"):
        text = file.read_bytes().decode("utf-8", errors="replace")
        for row in [*csv.reader(text.splitlines())][1:]:
            found |= {*row, *(cell[:10] for cell in row if re.match(r"\d{4}-\d\d-\d\d ", cell))}
    return {value for value in found if len(value) >= 4 and value not in (DAY, "Adoption", "Eligible")}


def shown(said: str, folder: Path) -> set[str]:
    """The values that stand in what is said. Digests are passed over: any four figures may follow one another there."""
    words = re.sub(r"\b[0-9a-f]{16,}\b", "", said)
    return {value for value in values(folder) if value in words}
