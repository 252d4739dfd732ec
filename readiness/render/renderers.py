"""Which renderer fills a whole template, by the kind of file that it makes.

Only those that are asked for are imported: each takes a while.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Write = Callable[[Path, str, Mapping[str, Any], str, dt.date], bytes]


@dataclass(frozen=True)
class Renderer:
    """Fills a kind of template. All of it are given the template, and the place that messages call it.

    ``write`` gives the document's bytes, of fields, title and day; ``texts`` those of the template that hold fields,
    each as it would be filled. Both raise SpecificationError.
    """

    write: Write
    texts: Callable[[Path, str], tuple[str, ...]]


def renderer_of(file: str) -> Renderer:
    """The renderer of documents that are called so."""
    if file.endswith(".docx"):
        from readiness.render.word.fill import word_texts, write_word  # noqa: PLC0415

        return Renderer(write_word, word_texts)
    if file.endswith(".xlsx"):
        from readiness.render.workbook_from_excel.fill import sheet_texts, write_sheets  # noqa: PLC0415

        return Renderer(write_sheets, sheet_texts)
    if file.endswith(".pptx"):
        from readiness.render.slides.fill import slide_texts, write_slides  # noqa: PLC0415

        return Renderer(write_slides, slide_texts)
    from readiness.render.html_page import page_texts, write_page  # noqa: PLC0415

    def write(template: Path, place: str, fields: Mapping[str, Any], _: str, day: dt.date) -> bytes:
        return write_page(template, place, fields, day)  # which writes its title itself

    return Renderer(write, lambda template, _: page_texts(template))
