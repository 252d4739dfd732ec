"""The authority's own spellings of codes: one CSV a code set, two columns, local spelling and accepted code."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from readiness.foundation.errors import Mistake
from readiness.foundation.phrases import nearest
from readiness.specification.model import CodeSet

HEADINGS = ("local spelling", "accepted code")


def read_code_maps(folder: Path, known: Mapping[str, CodeSet]) -> tuple[dict[str, dict[str, str]], list[Mistake]]:
    """For each code set, local spelling -> accepted code as written; and every mistake in the files."""
    maps: dict[str, dict[str, str]] = {}
    mistakes: list[Mistake] = []
    for file in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        place = f"{folder.name}/{file.name}"
        if file.stem not in known:
            hint = nearest(file.stem, known)
            mistakes.append(Mistake(place, "no code set has this name", hint or "See describe codes"))
            continue
        try:
            maps[file.stem] = _read(file, place, mistakes)
        except (OSError, UnicodeDecodeError, csv.Error):
            mistakes.append(Mistake(place, "cannot be read", "Save it as CSV UTF-8 and close it in Excel"))
    return maps, mistakes


def _read(file: Path, place: str, mistakes: list[Mistake]) -> dict[str, str]:
    try:
        content = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        content = file.read_text(encoding="cp1252")
    lines = [*csv.reader(io.StringIO(content, newline=""))]
    if not lines or tuple(heading.strip().lower() for heading in lines[0][:2]) != HEADINGS:
        mistakes.append(Mistake(place, "the headings are not local spelling and accepted code", "Put them on row 1"))
        return {}
    spellings: dict[str, str] = {}
    for number, row in enumerate(lines[1:], start=2):
        local, accepted = (cell.strip() for cell in (*row, "", "")[:2])
        if not local or not accepted:
            continue
        if spellings.setdefault(local, accepted) != accepted:
            mistakes.append(
                Mistake(f"{place} row {number}", "this spelling stands here twice with two codes", "Keep one")
            )
    return spellings
