"""What no template of an Excel report may hold: formulas, macros, links to elsewhere, and figures of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.files.office import EXCEL
from readiness.foundation.errors import Mistake
from readiness.render.workbook_from_excel.parts import SHEET, Element, Parts

_MACROS = ("has macros", f"{EXCEL.save}, which keeps none")
_ELSEWHERE = ("shows or refers to something that is linked and not in it", "Insert it anew without a link, and save it")
_PIVOT = ("has a pivot table, which keeps figures of its own", "Put fields in its place")
_OBJECTS = ("has a control or another program's object in it", "Take it out")
_REFUSED = {
    **dict.fromkeys(("vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"), _MACROS),
    **dict.fromkeys(("externalLink", "externalLinkPath", "connections", "queryTable", "powerPivotData"), _ELSEWHERE),
    **dict.fromkeys(("pivotTable", "pivotCacheDefinition", "slicer", "slicerCache"), _PIVOT),
    **dict.fromkeys(("oleObject", "package", "control", "ctrlProp", "activeXControlBinary"), _OBJECTS),
}
_CALLS = re.compile(r"[\w.]\(")
_QUOTED = re.compile(r"'[^']*'")
_FETCHES = re.compile(r"\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER|REGISTER\.ID)\(", re.IGNORECASE)
_FIELDS = ("{{", "{%")
NO_FORMULA = "Reports hold none: put a field or a text there"


def refused(parts: Parts, book: Element, sheets: dict[str, str], place: str) -> Iterator[Mistake]:
    """Everything that must be taken out of a workbook. ``sheets`` are the parts of its sheets, by name."""
    found = dict.fromkeys(
        _REFUSED.get(kind, _ELSEWHERE if elsewhere and kind != "hyperlink" else None)
        for _, kind, _, elsewhere in parts.every_relation()
    )
    yield from (Mistake(place, *fault) for fault in found if fault)
    for name in book.iter(f"{{{SHEET}}}definedName"):
        if _CALLS.search(_QUOTED.sub("", name.text or "")):
            yield Mistake(f'{place}, name "{name.get("name")}"', "holds a formula", "Let it name cells, or delete it")
    for sheet, part in sheets.items():
        yield from _refused_on_sheet(parts, part, f"{place}, sheet {sheet}")


def _refused_on_sheet(parts: Parts, part: str, place: str) -> Iterator[Mistake]:
    root = parts.look(part)
    for cell in root.iter(f"{{{SHEET}}}c"):
        if cell.find(f"{{{SHEET}}}f") is not None:
            yield Mistake(f"{place}, cell {cell.get('r')}", "holds a formula", NO_FORMULA)
    rules = root.iter("{*}formula", "{*}formula1", "{*}formula2", "{*}f")
    if any(_FETCHES.search(rule.text or "") for rule in rules):
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
