"""The rows of a template's sheet, with their fields: read from it, filled, repeated, and put back into it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.placeholders import SEE_TEMPLATES, SLIPS, TOO_DEEP, environment, line_of, printed, slip
from readiness.render.workbook_from_excel.cells import Written, column_of, numbered, put, put_words, written_in
from readiness.render.workbook_from_excel.parts import SHEET, Element
from readiness.render.workbook_from_excel.row_map import LAST_ROW, RowMap, Stretch
from readiness.render.workbook_from_excel.styles import Heights, Look, Looks

FAULTS = (*SLIPS, AttributeError, LookupError)
MOST_ROWS = 100_000  # of a report that lists no child, far more than anybody reads
ENDS = {"endfor": "for", "endif": "if"}
TAGS = {"for", "if", "elif", "else", "set", *ENDS}


def told_of_template(error: Exception, place: str, fields: Mapping[str, Any]) -> Mistake:
    """The message for a slip in a field, one of ``FAULTS``."""
    if isinstance(error, TemplateSyntaxError):
        return Mistake(place, f"a tag cannot be read ({(error.message or '').rstrip('.')})", SEE_TEMPLATES)
    return slip(error, place, fields)


@dataclass
class _Made:
    """RowMap ``first`` to ``last`` of the template, which are to stand next; of a row with fields what they gave."""

    first: int
    last: int
    values: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


class SheetRows:
    """The rows of one sheet. ``strings`` are the texts that the workbook's cells share."""

    def __init__(self, root: Element, place: str, strings: Sequence[Element], looks: Looks) -> None:
        self.place = place
        self._strings, self._looks = strings, looks
        self._heights = Heights(root)
        self._data = root.find(f"{{{SHEET}}}sheetData")
        self._rows = dict(numbered(self._data))
        self._cells = {
            number: {str(cell.get("r")): written_in(cell, strings) for cell in row}
            for number, row in self._rows.items()
        }
        self._with_fields = {
            number: {ref: cell for ref, cell in cells.items() if cell.plain.strip()}
            for number, cells in self._cells.items()
            if any(cell.has_fields for cell in cells.values())
        }
        self._made: list[_Made] = []

    @property
    def has_fields(self) -> bool:
        return bool(self._with_fields)

    @property
    def text(self) -> str:
        """The rows as the one template that they are filled as. Raises SpecificationError."""
        return self._source().text if self.has_fields else ""

    def _source(self) -> _Source:
        source = _Source(self.place)
        for number, cells in self._with_fields.items():
            source.row(number, cells)
        source.end(max(self._rows))
        return source

    def fill(self, fields: Mapping[str, Any]) -> RowMap:
        """Fills and repeats the rows. Returns where each has come to stand. Raises SpecificationError."""
        source = self._source()
        known = {"_rows": self._take, "_begin": self._begin, "_cell": self._value, "_words": self._words}
        try:
            source.environment.from_string(source.text).render({**fields, **known})
        except FAULTS as error:
            raise SpecificationError(told_of_template(error, source.place_of(error), fields)) from None
        return self._put_back(source.loops)

    def _take(self, first: int, last: int) -> str:
        self._made.append(_Made(first, last))
        if len(self._made) > MOST_ROWS:
            wrong = f"repeats rows until there are more than {MOST_ROWS:,}"
            raise SpecificationError(Mistake(self.place, wrong, "Repeat fewer"))
        return ""

    def _begin(self, row: int) -> str:
        return self._take(row, row)

    def _value(self, ref: str, value: Any) -> str:
        if isinstance(value, Undefined):
            str(value)  # raises that nobody knows it
        self._made[-1].values[ref] = value
        return ""

    def _words(self, ref: str, text: str) -> str:
        self._made[-1].words[ref] = text
        return ""

    def _put_back(self, loops: Sequence[tuple[int, int]]) -> RowMap:
        """The rows that were made, in their order and with their numbers."""
        for row in self._rows.values():
            self._data.remove(row)
        stretches: list[Stretch] = []
        at = 1
        for made in self._made:
            stretches.append(Stretch(made.first, made.last, at))
            for number in self._rows if made.first < made.last else [made.first]:
                if made.first <= number <= made.last and number in self._rows:
                    self._append(number, at + number - made.first, made)
            at += made.last - made.first + 1
        after = max(self._rows) + 1
        return RowMap([*stretches, Stretch(after, LAST_ROW, at)], loops)

    def _append(self, number: int, to: int, made: _Made) -> None:
        if to <= LAST_ROW:
            self._data.append(self._copy(number, to, made))
        elif any(cell.plain for cell in self._cells[number].values()):
            do = "Move it up in the template"
            raise SpecificationError(Mistake(f"{self.place}, row {number}", "would be pushed off the sheet", do))

    def _copy(self, number: int, to: int, made: _Made) -> Element:
        row = copy.deepcopy(self._rows[number])
        row.set("r", str(to))
        for cell in row:
            ref = str(cell.get("r"))
            if ref in made.values:
                put(cell, made.values[ref], self._looks)
            elif ref in made.words:
                put_words(cell, made.words[ref], self._cells[number][ref].looks)
            cell.set("r", f"{ref.rstrip('0123456789')}{to}")
        if number in self._with_fields:
            its_own = row.get("customHeight") in ("1", "true")  # set by its author, who would not see a text cut off
            least = float(row.get("ht", 0)) if its_own else 0
            row.set("ht", f"{max(least, self._heights.of(self._seen(row))):g}")
        return row

    def _seen(self, row: Element) -> Iterator[tuple[int, Look, str]]:
        """The cells of a filled row as they are seen: a number in one line, a text in as many as it takes."""
        for cell in row:
            is_text = cell.get("t") in ("s", "inlineStr")
            text = written_in(cell, self._strings).plain if is_text else cell.findtext(f"{{{SHEET}}}v") and "0"
            yield column_of(cell.get("r")), self._looks.of(cell), text or ""


class _Source:
    """A sheet's rows as one template: which rows to take, and what is in the cells of those with fields."""

    def __init__(self, place: str) -> None:
        self.environment: SandboxedEnvironment = environment(finalize=printed)
        self.loops: list[tuple[int, int]] = []
        self._place = place
        self._lines: list[str] = []
        self._cells: list[str] = []  # the cell that each line is about
        self._open: list[tuple[str, str, int]] = []  # tags that are not ended yet: each with its cell and row
        self._mistakes: list[Mistake] = []
        self._done = 0

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def _add(self, line: str, ref: str) -> None:
        lines = line.split("\n")
        self._lines += lines
        self._cells += [ref] * len(lines)

    def _wrong(self, ref: str, wrong: str, do: str = "") -> None:
        self._mistakes.append(Mistake(f"{self._place}, cell {ref}", wrong, do))

    def row(self, number: int, cells: Mapping[str, Written]) -> None:
        """The rows above that are not there yet, and a row with fields."""
        (first, cell), *others = cells.items()
        if number > self._done + 1:
            self._add(f"{{{{ _rows({self._done + 1}, {number - 1}) }}}}", first)
        self._done = number
        if cell.plain.strip().startswith("{%tr"):
            self._tag(first, number, cell.plain.strip())
            for ref, _ in others:
                self._wrong(ref, "stands in a row that vanishes with its tag", "Move it to another row")
            return
        self._add(f"{{{{ _begin({number}) }}}}", first)
        for ref, its in cells.items():
            if its.has_fields:
                self._cell(ref, its)

    def _tag(self, ref: str, row: int, text: str) -> None:
        """A row that is nothing but a tag."""
        inside = text.removeprefix("{%tr").removesuffix("%}").strip()
        word = inside.split(maxsplit=1)[0] if inside else ""
        if not text.endswith("%}") or "%}" in inside:
            self._wrong(
                ref, "a tag that repeats or keeps rows stands alone in its cell", "Move the rest to another row"
            )
        elif word not in TAGS:
            self._wrong(ref, f'a tag cannot be read (there is no row tag "{word}")', SEE_TEMPLATES)
        elif word in ENDS and (not self._open or self._open[-1][0] != ENDS[word]):
            self._wrong(ref, "ends what no row above it begins", "Take it out, or put a row above that begins it")
        elif word in ENDS:
            _, _, begun = self._open.pop()
            if word == "endfor":
                self.loops.append((begun, row))
        elif word in ENDS.values():
            self._open.append((word, ref, row))
        self._add(f"{{% {inside} %}}", ref)

    def _cell(self, ref: str, cell: Written) -> None:
        if "{%tr" in cell.plain:
            self._wrong(
                ref, "a tag that repeats or keeps rows comes first in its row, and alone in its cell", SEE_TEMPLATES
            )
            return
        text = cell.plain.strip()
        try:
            body = self.environment.parse(text).body
            self.environment.compile(cell.text)
        except (TemplateSyntaxError, *TOO_DEEP) as error:
            self._mistakes.append(told_of_template(error, f"{self._place}, cell {ref}", {}))
            return
        whole = text.startswith("{{") and text.endswith("}}") and text.count("{{") == 1 and "{#" not in text
        if whole and len(body) == 1 and isinstance(body[0], nodes.Output) and len(body[0].nodes) == 1:
            expression = text[2:-2].removeprefix("-").removesuffix("-")
            self._add(f'{{{{ _cell("{ref}", ({expression})) }}}}', ref)
        else:
            self._add(f'{{% set _text %}}{cell.text}{{% endset %}}{{{{ _words("{ref}", _text) }}}}', ref)

    def end(self, last: int) -> None:
        """The rows below the last with fields. Raises SpecificationError with all that is wrong."""
        for word, ref, _ in self._open:
            self._wrong(ref, "is never ended", f"Put a row with {{%tr end{word} %}} below the rows that it is for")
        if self._mistakes:
            raise SpecificationError(*self._mistakes)
        if last > self._done:
            self._add(f"{{{{ _rows({self._done + 1}, {last}) }}}}", "A1")

    def place_of(self, error: Exception) -> str:
        """Where an error was made that the whole raised: its sheet and cell."""
        line = line_of(error)
        return f"{self._place}, cell {self._cells[line - 1]}" if 0 < line <= len(self._cells) else self._place
