"""Tells how a workbook that carries words lays out its rows, so that what people write in it can be read again."""

from __future__ import annotations

import re
from collections import defaultdict

from readiness.render.workbook_from_yaml.template import SheetTemplate, WorkbookTemplate
from readiness.surgery.model import SheetWords

_FIELD = re.compile(r"\{\{ *(\w+)\.(?:words\.)?(\w+) *\}\}")


def words_of(template: WorkbookTemplate) -> SheetWords:
    """The headings of the fields of its rows, of all tables that have words, and what its other sheets are called."""
    headings: dict[str, list[str]] = defaultdict(list)
    known: set[str] = set()
    taken: set[str] = set()
    for sheet in template.layout.sheets:
        if not sheet.for_each:
            taken.add(sheet.name)
        for table in sheet.tables if _holds_words(sheet) else ():
            for column in table.columns:
                known.add(column.heading)
                field = _FIELD.fullmatch(column.value.strip())
                if field and field[1] == table.as_ and column.heading not in headings[field[2]]:
                    headings[field[2]].append(column.heading)
    return SheetWords(template.layout.file, headings, frozenset(known), frozenset(taken))


def _holds_words(sheet: SheetTemplate) -> bool:
    return any(".words." in column.value for table in sheet.tables for column in table.columns)
