"""What an invented authority keeps by hand: its register, the documents that names, and a page on what is planted.

The words are in examples/synthetic/register. The seed decides whose names are drawn and how much figures waver.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any

from readiness.commands.example_papers import Paper, paper_bytes
from readiness.foundation.dates import read_day
from readiness.foundation.placeholders import fill
from readiness.indicators.model import tenths
from readiness.register.initial_rows import DOCUMENTS, NewRows
from readiness.register.rows import new_row, sheet_of
from readiness.register.sheet_rows import InputRow
from readiness.specification.yaml_page import Page, read_page

PAGES = ("names", "figures", "documents", "sheets")
ABOUT = "README.md"
WAVERS = Fraction(6, 100)  # by how much a number of cases may differ from that of the inspection day, up or down


@dataclass(frozen=True)
class Invented:
    """Which authority is invented: its name, its size with what that holds, and its seed."""

    authority: str
    size: str
    numbers: Mapping[str, int]
    seed: int

    def luck(self, *about: object) -> Fraction:
        """A number from 0 up to but not including 1 that belongs to a thing, the same on every machine."""
        digest = hashlib.sha256("|".join(map(str, (self.seed, *about))).encode()).digest()
        return Fraction(int.from_bytes(digest[:8], "big"), 1 << 64)


def fill_register(folder: Path, source: Path, invented: Invented) -> NewRows:
    """The rows of the register by sheet, as people would type them.

    Puts the documents that they name, and a page that says what is planted, into the authority's folder.
    """
    names, figures, documents, sheets = (read_page(source / f"{name}.yaml", source) for name in PAGES)
    people = _people(names.content, invented)
    entered, shares = _figures(figures.content, invented)
    fields = {
        "authority": invented.authority,
        "who": people,
        "share": shares,
        "times": int(figures.content["times"][invented.size]),
    }
    rows: dict[str, list[dict[str, Any]]] = {DOCUMENTS: documents.content["rows"], **sheets.content}
    rows[sheet_of(InputRow)] = entered
    filled = {
        sheet: [{name: _filled(cell, sheets.place, fields) for name, cell in row.items()} for row in its_rows]
        for sheet, its_rows in rows.items()
    }
    filled[DOCUMENTS] = [_with_file(folder, documents, row, fields) for row in filled[DOCUMENTS]]
    about = (source / ABOUT).read_text(encoding="utf-8")
    (folder / ABOUT).write_text(str(fill(about, ABOUT, fields)), encoding="utf-8", newline="\n")
    return filled


def _people(names: Mapping[str, Sequence[str]], invented: Invented) -> dict[str, str]:
    """A name for each of the people, by what they go by."""
    given, family = (sorted(names[kind], key=lambda word: invented.luck(kind, word)) for kind in ("given", "family"))
    return {key: f"{given[place]} {family[place]}" for place, key in enumerate(names["people"])}


def _filled(cell: Any, place: str, fields: Mapping[str, Any]) -> Any:
    """A cell with its fields filled in; what somebody goes by becomes the name."""
    return fields["who"].get(cell) or fill(cell, place, fields)


def _figures(page: Mapping[str, Any], invented: Invented) -> tuple[list[dict[str, object]], dict[str, str]]:
    """The rows of what is entered for indicators, and the last percentage of each by its number."""
    rows: list[dict[str, object]] = []
    shares: dict[str, str] = {}
    for series in page["series"]:
        name, twelfths = series["row"]["indicator"], Fraction(series.get("twelfths", "12"))
        for day, per_cent in zip(series.get("days", page["days"]), series["per cent"], strict=True):
            wavers = 0 if day == page["days"][-1] else (invented.luck(name, day) - Fraction(1, 2)) * 2 * WAVERS
            part = twelfths / 12 * (1 + wavers)
            out_of = max(1, round(_number(series["out of"], invented) * part))
            of = round(_number(series["numerator of"], invented) * part) if "numerator of" in series else out_of
            met = round(of * Fraction(per_cent) / 100)
            cells = new_row(InputRow, as_at=day, numerator=str(met), denominator=str(out_of))
            rows.append({**series["row"], **cells})
            shares[name] = str(tenths(Fraction(100 * met, out_of)))
    return rows, shares


def _number(names: str | Sequence[str], invented: Invented) -> int:
    """How many there are of one thing, or of several together, as the sizes have them."""
    return sum(invented.numbers[name] for name in ([names] if isinstance(names, str) else names))


def _with_file(folder: Path, page: Page, row: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the documents; the file that it names is made, if the row has words for it."""
    cells = {name: cell for name, cell in row.items() if name != "says"}
    if "says" in row:
        known = {**fields, "row": row}
        each = page.content["each file"]
        title, changed, *lines = (
            str(fill(text, page.place, known)) for text in (each["title"], each["last changed"], *each["lines"])
        )
        name, day = PurePosixPath(row["file"]), read_day(changed)
        if day is None:
            raise ValueError(f"{name}: {changed} is no day")
        file = folder / "documents" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(paper_bytes(name.suffix, Paper(title, lines, day)))
    return cells
