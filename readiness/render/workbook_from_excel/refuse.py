"""What no template of an Excel report may hold: formulas, macros, links to elsewhere, and figures of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.files.formulas import reaches_out
from readiness.foundation.errors import Mistake
from readiness.render.workbook_from_excel.parts import SHEET, Element, Parts

_CALLS = re.compile(r"[\w.]\(")
_QUOTED = re.compile(r"'[^']*'")
_FIELDS = ("{{", "{%")
_RUN_ON_OPENING = "_xlnm.auto_"
NO_FORMULA = "Reports hold none: put a field or a text there"


def refused(parts: Parts, book: Element, sheets: dict[str, str], place: str) -> Iterator[Mistake]:
    """Everything that must be taken out of a workbook. ``sheets`` are the parts of its sheets, by name."""
    for name in book.iter(f"{{{SHEET}}}definedName"):
        its = f'{place}, name "{name.get("name")}"'
        if str(name.get("name")).casefold().startswith(_RUN_ON_OPENING):
            yield Mistake(its, "runs when the workbook is opened", "Delete it")
        elif _CALLS.search(_QUOTED.sub("", name.text or "")):
            yield Mistake(its, "holds a formula", "Let it name cells, or delete it")
        elif reaches_out(name.text or ""):
            yield Mistake(its, "refers to something that is not in the workbook", "Let it name cells, or delete it")
    for sheet, part in sheets.items():
        yield from _refused_on_sheet(parts, part, f"{place}, sheet {sheet}")


def _refused_on_sheet(parts: Parts, part: str, place: str) -> Iterator[Mistake]:
    root = parts.look(part)
    for cell in root.iter(f"{{{SHEET}}}c"):
        if cell.find(f"{{{SHEET}}}f") is not None:
            yield Mistake(f"{place}, cell {cell.get('r')}", "holds a formula", NO_FORMULA)
    rules = root.iter("{*}formula", "{*}formula1", "{*}formula2", "{*}f")
    if any(reaches_out("".join(rule.itertext())) for rule in rules if rule.tag != f"{{{SHEET}}}f"):
        yield Mistake(place, "has a rule that fetches something from elsewhere", "Take it out")
    for drawing in parts.related(part, "drawing"):
        drawn = [drawing, *parts.related(drawing, "chart", "chartEx")]
        texts = ["".join(text.text or "" for text in each.iter("{*}t")) for each in map(parts.look, drawn)]
        if any(field in text for text in texts for field in _FIELDS):
            wrong = "has a field in a text box or a chart, where none is filled"
            yield Mistake(place, wrong, "Put it in a cell, and let the box or the title show that cell")
    for table in map(parts.look, parts.related(part, "table")):
        if any(field in name.get("name", "") for name in table.iter("{*}tableColumn") for field in _FIELDS):
            wrong = f'has a field in a heading of the table "{table.get("displayName")}"'
            yield Mistake(place, wrong, "Write the heading out, or make the table a plain range")
