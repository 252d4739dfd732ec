"""Moves everything along that is about the rows of a sheet, once these were filled and repeated.

Rules, sparklines, merged cells, breaks and views of the sheet itself; its drawings, notes and tables; charts and names.
"""

from __future__ import annotations

import copy

from readiness.render.workbook_from_excel.parts import Element
from readiness.render.workbook_from_excel.row_map import (
    LOST,
    Base,
    Moves,
    RowMap,
    corners,
    everywhere,
    moved,
    over_all,
    per_copy,
    written,
)

RULES = ("conditionalFormatting", "dataValidation", "protectedRange", "ignoredError")
FORMULAS = ("{*}formula", "{*}formula1", "{*}formula2", "{*}f")
MOST_BREAKS = 1_023


def move_sheet(root: Element, moves: Moves, name: str) -> None:
    """What a sheet's own part says of its rows."""
    rows = moves[name]
    for element in [*root.iter("{*}mergeCell", "{*}hyperlink")]:
        _repeat(element, rows)
        if location := element.get("location"):
            element.set("location", moved(location, moves, name, one_row=True))
    for element in [*root.iter(*(f"{{*}}{rule}" for rule in RULES))]:
        _move_rule(element, moves, name)
    for element in [*root.iter("{*}sparkline")]:
        _repeat_sparkline(element, moves, name)
    for element in [*root.iter("{*}sparklineGroup")]:
        for dates in element.iterchildren("{*}f"):
            dates.text = moved(dates.text or "", moves, name)
        if next(element.iter("{*}sparkline"), None) is None:
            _take_out(element)
    for element in [*root.iter("{*}autoFilter", "{*}sortState", "{*}sortCondition", "{*}dimension")]:
        area = over_all(element.get("ref"), rows)
        element.set("ref", area) if area else _take_out(element)
    for element in [*root.iter("{*}rowBreaks")]:
        _move_breaks(element, rows)
    _move_views(root, rows)


def _repeat(element: Element, rows: RowMap) -> None:
    """An element about an area of cells, once a copy of it."""
    areas = [*per_copy(element.get("ref"), rows)]
    for area in areas[1:][::-1]:
        another = copy.deepcopy(element)
        another.set("ref", area)
        for key in [key for key in another.attrib if key.endswith("}uid")]:
            del another.attrib[key]
        element.addnext(another)
    if areas:
        element.set("ref", areas[0])
        _count(element.getparent())
    else:
        _take_out(element)


def _take_out(element: Element) -> None:
    """Takes an element out, and what holds nothing without it."""
    parent = element.getparent()
    parent.remove(element)
    if len(parent) or parent.getparent() is None:
        _count(parent)
    else:
        _take_out(parent)


def _count(parent: Element) -> None:
    if parent.get("count") is not None:
        parent.set("count", str(len(parent)))


def _move_rule(element: Element, moves: Moves, name: str) -> None:
    """A rule about cells: the cells, wherever they are now, and its formulas, which count from the first of them."""
    rows = moves[name]
    inside = next(element.iterchildren("{*}sqref"), None)
    before = str(element.get("sqref") if inside is None else inside.text).split()
    after = everywhere(before, rows)
    if not after:
        _take_out(element)
        return
    if inside is None:
        element.set("sqref", " ".join(after))
    else:
        inside.text = " ".join(after)
    base = Base(min(corners(area)[1] for area in before), min(corners(area)[1] for area in after), rows)
    for formula in element.iter(*FORMULAS):
        formula.text = moved(formula.text or "", moves, name, base)
    for value in element.iter("{*}cfvo"):
        if value.get("type") == "formula":
            value.set("val", moved(value.get("val", ""), moves, name, base))


def _repeat_sparkline(element: Element, moves: Moves, name: str) -> None:
    """A sparkline, once a copy of its cell, each with its own copy of the cells that it draws. None of none."""
    cell, drawn = next(element.iterchildren("{*}sqref")), next(element.iterchildren("{*}f"))
    column, row, _, _ = corners(cell.text)
    images = moves[name].images(row)
    before = drawn.text
    for number, image in enumerate(images):
        cell.text, drawn.text = f"{column}{image}", _drawn(before, moves, name, number, len(images))
        if LOST not in drawn.text:
            element.addprevious(copy.deepcopy(element))
    _take_out(element)


def _drawn(text: str, moves: Moves, name: str, number: int, of: int) -> str:
    """The cells that one of several copies of a sparkline draws: its own where each has some, or else all of them."""
    sheet, mark, area = text.rpartition("!")
    left, top, right, bottom = corners(area)
    home = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet or name
    blocks = moves[home].blocks(top, bottom) if home in moves else []
    if len(blocks) == of:
        return f"{sheet}{mark}{written(left, blocks[number][0], right, blocks[number][1])}"
    return moved(text, moves, name)


def _move_breaks(breaks: Element, rows: RowMap) -> None:
    """Page breaks, each below its row, once a copy."""
    for element in [*breaks]:
        images = rows.images(int(element.get("id")))
        for image in images:
            another = copy.deepcopy(element)
            another.set("id", str(image))
            element.addprevious(another)
        breaks.remove(element)
    for element in [*breaks][MOST_BREAKS:]:
        breaks.remove(element)
    breaks.set("count", str(len(breaks)))
    breaks.set("manualBreakCount", str(len(breaks)))
    if not len(breaks):
        breaks.getparent().remove(breaks)


def _move_views(root: Element, rows: RowMap) -> None:
    """RowMap that stay in view stay so; what was selected and at the top of the window is again."""
    for element in root.iter("{*}sheetView", "{*}pane", "{*}selection"):
        for key in ("topLeftCell", "activeCell"):
            if cell := element.get(key):
                column, row, _, _ = corners(cell)
                element.set(key, f"{column}{rows.place(row)}")
        if element.get("sqref"):
            element.set("sqref", element.get("activeCell", "A1"))
        if element.tag.endswith("}pane") and element.get("state", "").startswith("frozen"):
            frozen = int(float(element.get("ySplit", "0")))
            if frozen:
                element.set("ySplit", str(rows.place(frozen + 1) - 1))


def move_drawing(root: Element, rows: RowMap) -> None:
    """Pictures and charts over cells: each stays beside the row that it began at, and keeps its height in rows."""
    for anchor in root.iter("{*}twoCellAnchor", "{*}oneCellAnchor"):
        top, bottom = (anchor.find(f"{{*}}{end}/{{*}}row") for end in ("from", "to"))
        by = _by(int(top.text), rows)
        for element in (top, bottom):
            if element is not None:
                element.text = str(int(element.text) + by)


def _by(row: int, rows: RowMap) -> int:
    """How many rows further down what stands in a row is now; rows counted from nought."""
    return rows.place(row + 1) - (row + 1)


def move_notes(root: Element, rows: RowMap) -> None:
    """Notes and what is said in threads below them, each with its cell."""
    for element in root.iter("{*}comment", "{*}threadedComment"):
        column, row, _, _ = corners(element.get("ref"))
        element.set("ref", f"{column}{rows.place(row)}")


def move_note_boxes(root: Element, rows: RowMap) -> None:
    """The boxes in which notes are shown. Their places count columns and rows from nought."""
    for box in root.iter("{*}ClientData"):
        row, anchor = box.find("{*}Row"), box.find("{*}Anchor")
        if row is None:
            continue
        by = _by(int(row.text), rows)
        row.text = str(int(row.text) + by)
        if anchor is not None:
            ends = [int(each) for each in anchor.text.split(",")]
            ends[2] += by
            ends[6] += by
            anchor.text = ", ".join(map(str, ends))


def move_table(root: Element, rows: RowMap) -> bool:
    """A table over all copies of its rows. Returns whether it has a row left under its headings, as every one must."""
    for element in [root, *root.iter("{*}autoFilter", "{*}sortState", "{*}sortCondition")]:
        area = over_all(element.get("ref"), rows)
        if area is None:
            return False
        element.set("ref", area)
    _, top, _, bottom = corners(root.get("ref"))
    return bottom - top >= int(root.get("headerRowCount", "1")) + int(root.get("totalsRowCount", "0"))


def move_chart(root: Element, moves: Moves) -> None:
    """What a chart draws. It keeps no copy of the figures that it drew before."""
    for element in root.iter("{*}f"):
        element.text = moved(element.text or "", moves, one_row=True)
    for element in [*root.iter("{*}numCache", "{*}strCache", "{*}multiLvlStrCache")]:
        element.getparent().remove(element)
    for element in [*root.iter("{*}lvl")]:
        element.getparent().remove(element)


def move_names(book: Element, moves: Moves) -> None:
    """The names of a workbook: what is printed of a sheet, which rows on every page, and those that people gave."""
    for element in [*book.iter("{*}definedName")]:
        text = moved(element.text or "", moves)
        if LOST in text and LOST not in (element.text or ""):
            _take_out(element)
        else:
            element.text = text
