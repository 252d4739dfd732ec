"""Words in Excel templates: looks, headers and footers, and any text that people write, which stays a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from scorecards import AS_AT
from sheets import ITEMS, a_template, as_is, cells, filled, found, opened, part, replaced, rewritten
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from readiness.foundation.normalise import visible


def test_words_in_a_cell_keep_the_look_that_each_has(tmp_path: Path) -> None:
    def make(book: Workbook, sheet: Worksheet) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(
            "A1", bold, "As at: ", "{{ day }}", bold, "{% for n in items %}", "<{{ n }}> ", "{% endfor %}"
        )
        sheet.write_rich_string("A2", "{", bold, "{ day | day or “no day” }", "}")

    made = filled(a_template([], make), tmp_path, ITEMS | {"day": AS_AT})
    assert cells(made) == [["As at: 31 March 2023<a> <b> <c> "], ["31 March 2023"]]
    assert len(found("<r><rPr>.{0,20}<b/>.*?<t[^>]*>As at: </t></r>", made)) == 1


def test_headers_and_footers_are_filled(tmp_path: Path) -> None:
    def make(_: Workbook, sheet: Worksheet) -> None:
        sheet.set_header("&L{{ name }}")
        sheet.set_footer("&CPage &P, {{ day }}")

    made = filled(a_template([["x"]], make), tmp_path, {"name": "A & B <C> &P", "day": AS_AT})
    sheet = opened(made)["Report"]
    assert (sheet.oddHeader.left.text, sheet.oddFooter.center.text) == ("A && B <C> &&P", "Page &P, 31 March 2023")
    made = filled(a_template([["x"]], make), tmp_path, {"name": "&" * 300, "day": AS_AT})
    assert len(found("<oddHeader>(.*?)</oddHeader>", made)[0].replace("&amp;", "&")) <= 255


def test_what_excel_keeps_of_its_own_and_of_an_author_goes_no_further(tmp_path: Path) -> None:
    path = b'<mc:AlternateContent xmlns:mc="m"><mc:Choice><x15ac:absPath xmlns:x15ac="x" url="C:\\Users\\ada\\"/></mc:Choice></mc:AlternateContent>'
    kind = b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'
    related = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    template = a_template([["{{ title }}"]])
    for name, before, after in (
        ("xl/workbook.xml", b"<workbookPr", path + b"<workbookPr"),
        ("[Content_Types].xml", b"</Types>", kind),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", related),
    ):
        template = rewritten(template, replaced(name, before, after))
    made = filled(rewritten(template, as_is, {"xl/calcChain.xml": b"<calcChain/>"}), tmp_path, {"title": "T"})
    everywhere = "".join(
        part(made, name) for name in ("xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels")
    )
    assert "ada" not in everywhere
    assert "calcChain" not in everywhere
    assert cells(made) == [["T"]]


@pytest.fixture(scope="module")
def one_field(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Path]:
    return a_template([["{{ text }}", "“{{ text }}”"]]), tmp_path_factory.mktemp("text")


@settings(deadline=None)
@given(
    text=st.text(
        st.one_of(st.sampled_from("{}%#_<>&\"'=+-@x0041 "), st.characters(exclude_categories=["Cc", "Cs"])), max_size=60
    )
)
def test_any_text_comes_out_as_a_text_as_it_is(one_field: tuple[bytes, Path], text: str) -> None:
    made = filled(*one_field, {"text": text})
    first, second = opened(made)["Report"][1]
    clean = visible(text).replace("\ufffe", "").replace("\uffff", "")
    assert unescape(first.value or "") == clean
    assert unescape(second.value) == f"“{clean}”"
    assert first.data_type == ("s" if clean else "n")


def test_characters_that_no_workbook_may_hold_are_left_out(one_field: tuple[bytes, Path]) -> None:
    assert cells(filled(*one_field, {"text": "a\x00\x01\x07\x0c\x1bb\ud800\r\nc"})) == [["ab\nc", "“ab\nc”"]]
    assert len(cells(filled(*one_field, {"text": "a" * 40_000}))[0][0]) == 32_767
