"""Small documents of an invented authority in Word, Excel and PDF: a title, a few lines, the day of their last change.

Says nothing of what stands in them. The same words give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from readiness.files.office import LANGUAGE, RELATIONS, TYPES, packed

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = "http://schemas.openxmlformats.org"
_PACKAGE = f"{_FORMATS}/package/2006"
_OFFICE = f"{_FORMATS}/officeDocument/2006/relationships"
_MAIN = f"{_FORMATS}/{{program}}/2006/main"
_CONTENT = "application/vnd.openxmlformats"
_PAGE_WIDTH = 84  # letters of the PDF's face that fit into a line


@dataclass(frozen=True)
class Paper:
    """What stands in a document, and when it was last changed."""

    title: str
    lines: Sequence[str]
    changed: dt.date


def paper_bytes(ending: str, paper: Paper) -> bytes:
    """The document as a file of that ending, such as ".docx". Raises KeyError for one that is not made."""
    return _MAKERS[ending](paper)


def _word(paper: Paper) -> bytes:
    language = f'<w:lang w:val="{LANGUAGE}"/>'
    heading = f'<w:rPr><w:b/><w:sz w:val="36"/>{language}</w:rPr>'
    looks = [heading, *[f"<w:rPr>{language}</w:rPr>"] * len(paper.lines)]
    paragraphs = "".join(
        f'<w:p><w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        for look, text in zip(looks, (paper.title, *paper.lines), strict=True)
    )
    body = f"<w:body>{paragraphs}</w:body>"
    main = f'<w:document xmlns:w="{_MAIN.format(program="wordprocessingml")}">{body}</w:document>'
    return _packed(paper, "word/document.xml", "wordprocessingml.document.main", {"word/document.xml": main})


def _excel(paper: Paper) -> bytes:
    texts = [paper.title, *paper.lines]
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c></row>'
        for number, text in enumerate(texts, start=1)
    )
    space = f'xmlns="{_MAIN.format(program="spreadsheetml")}"'
    width = '<cols><col min="1" max="1" width="100" customWidth="1"/></cols>'
    sheets = '<sheets><sheet name="Summary" sheetId="1" r:id="rId1"/></sheets>'
    parts = {
        "xl/workbook.xml": f'<workbook {space} xmlns:r="{_OFFICE}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": _relations((f"{_OFFICE}/worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f"<worksheet {space}>{width}<sheetData>{rows}</sheetData></worksheet>",
    }
    return _packed(paper, "xl/workbook.xml", "spreadsheetml.sheet.main", parts)


def _packed(paper: Paper, main: str, kind: str, parts: Mapping[str, str]) -> bytes:
    """An Office file of the parts, with what it says of itself."""
    types = {f"/{main}": f"{_CONTENT}-officedocument.{kind}+xml"}
    types |= {
        f"/{name}": f"{_CONTENT}-officedocument.spreadsheetml.worksheet+xml" for name in parts if "/worksheets/" in name
    }
    types["/docProps/core.xml"] = f"{_CONTENT}-package.core-properties+xml"
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items())
    defaults = (
        f'<Default Extension="rels" ContentType="{_CONTENT}-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    core = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(paper.title)}</dc:title><dc:language>{LANGUAGE}</dc:language>"
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{paper.changed}T10:00:00Z</dcterms:modified></cp:coreProperties>'
    )
    every = {
        TYPES: f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>',
        RELATIONS: _relations(
            (f"{_OFFICE}/officeDocument", main),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        **parts,
        "docProps/core.xml": core,
    }
    return packed((name, (_HEAD + part).encode()) for name, part in every.items())


def _relations(*targets: tuple[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _pdf(paper: Paper) -> bytes:
    """A page in a face that every reader has."""
    lines = [line for text in paper.lines for line in (*textwrap.wrap(text, _PAGE_WIDTH), "")]
    shown = [f"({_in_pdf(paper.title)}) Tj T* T*", *(f"({_in_pdf(line)}) Tj T*" for line in lines)]
    page = "\n".join(["BT /F1 11 Tf 16 TL 56 780 Td", *shown, "ET"])
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang ({LANGUAGE}) >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        "/Resources << /Font << /F1 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        f"<< /Title ({_in_pdf(paper.title)}) /ModDate (D:{paper.changed:%Y%m%d}100000Z) >>",
    ]
    content, places = "%PDF-1.4\n", []
    for number, what in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{what}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    ends = f"trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return f"{content}xref\n0 {size}\n0000000000 65535 f \n{table}{ends}".encode("latin-1")


def _in_pdf(text: str) -> str:
    """A text between brackets of a PDF, in the letters that one byte holds."""
    plain = text.encode("latin-1", "replace").decode("latin-1")
    return plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


_MAKERS: Mapping[str, Callable[[Paper], bytes]] = {".docx": _word, ".xlsx": _excel, ".pdf": _pdf}
