"""What a reader meets in a Word document, as text: paragraphs after their styles, tables row by row."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.table import Table


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def one_line(text: str) -> str:
    return text.replace("\n", " / ").replace("\t", " ... ")


def dump(document: Document) -> list[str]:
    """A document as lines of text: each paragraph after its style, each row of a table with its cells apart by a bar.

    Of a drawing it gives the alternative text.
    """
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines.append(f"[{block.style.name}]")
            lines += [" | ".join(one_line(cell.text) for cell in row.cells).rstrip(" |") for row in block.rows]
        elif block.text:
            lines.append(f"{block.style.name}: {one_line(block.text)}")
        lines += [f"chart: {one_line(text)}" for text in block._element.xpath(".//wp:docPr/@descr")]
    return [*lines, *(f"footer: {one_line(line.text)}" for line in document.sections[0].footer.paragraphs)]


def tables(document: Document, first: str) -> list[Table]:
    """The tables whose first heading this is."""
    return [table for table in document.tables if table.cell(0, 0).text == first]


def column(table: Table, heading: str) -> list[str]:
    """What stands below a heading."""
    headings, *rows = ([cell.text for cell in row.cells] for row in table.rows)
    return [row[headings.index(heading)] for row in rows]
