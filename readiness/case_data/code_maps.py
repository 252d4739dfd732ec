"""The authority's own spellings of codes: a CSV file or workbook a code set, with local spelling and accepted code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from readiness.files.headings import find_headings
from readiness.files.text import TEXTS, read_text
from readiness.files.workbook import WORKBOOKS, open_workbook
from readiness.foundation.errors import Mistake, Refused
from readiness.foundation.phrases import nearest
from readiness.specification.model import CodeSet

HEADINGS = ("local spelling", "accepted code")


def read_code_maps(folder: Path, known: Mapping[str, CodeSet]) -> tuple[dict[str, dict[str, str]], list[Mistake]]:
    """For each code set, local spelling -> accepted code as written; and every mistake in the files."""
    maps: dict[str, dict[str, str]] = {}
    mistakes: list[Mistake] = []
    try:
        files = sorted(folder.iterdir()) if folder.exists() else []
    except OSError:
        return {}, [Mistake(folder.name, "cannot be looked into", "Check that it is a folder and who may read it")]
    for file in files:
        place = f"{folder.name}/{file.name}"
        if file.name.startswith((".", "~$")) or file.stem.lower() == "readme":
            continue
        if file.stem not in known:
            hint = nearest(file.stem, known)
            mistakes.append(Mistake(place, "no code set has this name", hint or "See describe codes"))
            continue
        try:
            maps[file.stem] = _spellings(rows_of_map(file, HEADINGS), place, mistakes)
        except Refused as refusal:
            mistakes.append(Mistake(place, refusal.why, refusal.do))
        except OSError:
            mistakes.append(Mistake(place, "cannot be read", "Close it in Excel, and check who may read it"))
    return maps, mistakes


def rows_of_map(file: Path, headings: Collection[str]) -> Iterator[tuple[int, Sequence[str | None]]]:
    """The headings of a map and what stands below them, each row with its number. Raises Refused."""

    def is_heading(text: str) -> bool:
        return text.strip().lower() in headings

    if file.suffix.lower() in WORKBOOKS:
        sheets = open_workbook(file).sheets
        rows = [row for _, row in sheets[0].numbered()] if sheets else []
        above, _ = find_headings(rows, is_heading)
    elif file.suffix.lower() in TEXTS:
        text = read_text(file, is_heading)
        rows, above = [[*row] for row in text.rows()], text.above
    else:
        raise Refused("is neither a CSV file nor a workbook", "Save it as CSV UTF-8")
    return ((number, row) for number, row in enumerate(rows, start=1) if number > above)


def _spellings(rows: Iterable[tuple[int, Sequence[str | None]]], place: str, mistakes: list[Mistake]) -> dict[str, str]:
    spellings: dict[str, str] = {}
    has_headings = False
    for number, row in rows:
        local, accepted = ((cell or "").strip() for cell in (*row, "", "")[:2])
        if not has_headings:
            has_headings = (local.lower(), accepted.lower()) == HEADINGS
            if not has_headings:
                wrong = "the headings are not local spelling and accepted code"
                mistakes.append(Mistake(place, wrong, "Put them on row 1"))
                return {}
        elif local and accepted and spellings.setdefault(local, accepted) != accepted:
            wrong = "this spelling stands here twice with two codes"
            mistakes.append(Mistake(f"{place} row {number}", wrong, "Keep one"))
    return spellings
