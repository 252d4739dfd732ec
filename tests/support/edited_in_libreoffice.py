"""Edits the self-evaluation's template as an author does, or looks at what came of it.

    python tests/support/edited_in_libreoffice.py edit TEMPLATE     (then save TEMPLATE in LibreOffice, into templates/)
    python tests/support/edited_in_libreoffice.py look DOCUMENT

The edits: a table goes to another place, a paragraph is added, a field is added in the middle of it.
"""

from __future__ import annotations

import re
import sys
import zipfile

import docx
from docx.document import Document

SENTENCE = (
    "Written by hand: of {{ overview.standing.expected | length }} documents {{ overview.standing.ready }} are ready."
)
FILLED = re.compile(r"Written by hand: of 60 documents 54 are ready\.")
HEADING, MOVED = "Summary", "Indicators are as at"


def of(document: Document, text: str) -> int:
    """The place of a heading among the blocks of a document; its line in the contents is none."""
    for place, block in enumerate(document.element.body):
        words = "".join(each.text or "" for each in block.iter() if each.tag.endswith("}t"))
        if block.tag.endswith("}p") and words == text and (block.style or "").startswith("Heading"):
            return place
    sys.exit(f"there is no heading {text}")


def moved(document: Document) -> docx.table.Table:
    """The table of the cover."""
    return next(table for table in document.tables if len(table.rows) > 1 and table.cell(1, 0).text == MOVED)


def edit(file: str) -> None:
    document = docx.Document(file)
    heading = document.element.body[of(document, HEADING)]
    table = moved(document)._element
    heading.addnext(table)
    heading.addnext(document.add_paragraph(SENTENCE)._element)
    document.save(file)


def look(file: str) -> None:
    document = docx.Document(file)
    texts = [paragraph.text for paragraph in document.paragraphs]
    if not any(FILLED.fullmatch(text) for text in texts):
        sys.exit("the sentence that was added is not there, or is not filled in")
    if any("{{" in text or "{%" in text for text in texts):
        sys.exit("a tag was not filled in")
    body = [*document.element.body]
    if body.index(moved(document)._element) < of(document, HEADING):
        sys.exit("the table that was moved is where it was")
    with zipfile.ZipFile(file) as parts:
        charts = [name for name in parts.namelist() if re.fullmatch(r"word/charts/chart[^/]*\.xml", name)]
    if len(charts) < 5:
        sys.exit(f"there are {len(charts)} charts and should be more")
    print(f"the added sentence, the moved table and {len(charts)} charts are there")  # noqa: T201


if __name__ == "__main__":
    {"edit": edit, "look": look}[sys.argv[1]](sys.argv[2])
