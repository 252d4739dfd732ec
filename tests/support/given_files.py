"""Files as councils have them, each with one thing in it that is not for others' eyes or that names its author."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import openpyxl
import pypdf
from packages import W
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

AUTHOR = "Josephine Quillfeather"
PAGE = f'<w:document xmlns:w="{W}"><w:body>{{}}</w:body></w:document>'
WORDS = "<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"
INSERTED = f'<w:p><w:ins w:id="1" w:author="{AUTHOR}"><w:r><w:t>more</w:t></w:r></w:ins></w:p>'
COMMENT = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="{AUTHOR}"/></w:comments>'


def rewritten(content: bytes, change: Callable[[dict[str, bytes]], Mapping[str, bytes]]) -> bytes:
    """An Office file with other parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    new = io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in change(parts).items():
            archive.writestr(name, part)
    return new.getvalue()


def with_text(content: bytes, part: str, old: str, new: str) -> bytes:
    """An Office file in which one text of a part is another."""

    def change(parts: dict[str, bytes]) -> Mapping[str, bytes]:
        assert old.encode() in parts[part], part
        return {**parts, part: parts[part].replace(old.encode(), new.encode(), 1)}

    return rewritten(content, change)


def with_parts(content: bytes, more: Mapping[str, str]) -> bytes:
    """An Office file with more parts, or other ones."""
    return rewritten(content, lambda parts: {**parts, **{name: part.encode() for name, part in more.items()}})


def word_by_author() -> bytes:
    """A Word document whose properties name its author."""
    document, content = docx.Document(), io.BytesIO()
    document.add_paragraph("Words.")
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = "A plan", AUTHOR, AUTHOR, f"by {AUTHOR}"
    document.save(content)
    return content.getvalue()


def book_of(*fill: Callable[[openpyxl.Workbook], object]) -> bytes:
    """A workbook whose properties name its author, with whatever is put into it."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR
    book.active["A1"], book.active["B2"] = "Heading", 7
    for each in fill:
        each(book)
    book.save(content)
    return content.getvalue()


def pdf_by_author(*change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    """A PDF of two pages whose properties name its author, in both ways that there are."""
    writer, content = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "A plan", "/Author": AUTHOR, "/Creator": "Word"})
    stream = pypdf.generic.StreamObject()
    stream.set_data(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{AUTHOR}</x:xmpmeta>".encode())
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    for each in change:
        each(writer)
    writer.write(content)
    return content.getvalue()


def noted(writer: pypdf.PdfWriter) -> None:
    """Puts a note on a page of a PDF."""
    note = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text")})
    note[NameObject("/T")] = TextStringObject(AUTHOR)
    writer.pages[0][NameObject("/Annots")] = pypdf.generic.ArrayObject([writer._add_object(note)])


def says(content: bytes, words: str) -> bool:
    """Whether words stand in any part of a file, packed or not."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(says(archive.read(name), words) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        with_streams = [content]
        for thing in pypdf.PdfWriter(clone_from=io.BytesIO(content))._objects:
            with_streams += [thing.get_data()] if hasattr(thing, "get_data") else []
        content = b"".join(with_streams)
    return words.encode() in content or words.encode("utf-16-be") in content


def put_in(folder: Path, name: str, content: bytes) -> Path:
    """A file in a folder."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file
