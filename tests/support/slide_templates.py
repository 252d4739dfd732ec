"""Small templates of slides for tests, made as an author makes them: a title, paragraphs, a table, a chart, notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pptx
from overviews import DAY
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from readiness.render.slides.fill import write_slides

PLACE = "templates/deck.pptx"


class Deck:
    """A presentation to which slides are added, to be filled."""

    def __init__(self) -> None:
        self.presentation: Any = pptx.Presentation()
        self.presentation.core_properties.author = "Ada Archer"

    def slide(self, title: str, lines: Sequence[str | Sequence[str]] = (), notes: Sequence[str] = ()) -> Any:
        """A slide with paragraphs, of runs where there is more than one text, and its notes."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[1])
        slide.shapes.title.text = title
        frame = slide.placeholders[1].text_frame
        for at, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            for text in [line] if isinstance(line, str) else line:
                paragraph.add_run().text = text
        if notes:
            slide.notes_slide.notes_text_frame.text = "\n".join(notes)
        return slide

    def table(self, slide: Any, rows: Sequence[Sequence[str]]) -> None:
        size = (Inches(1), Inches(4), Inches(6), Inches(0.4) * len(rows))
        table = slide.shapes.add_table(len(rows), len(rows[0]), *size).table
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text_frame.text = text

    def chart(self, slide: Any, alternative: str, series: str = "A series") -> None:
        numbers = CategoryChartData()
        numbers.categories = ["East", "West"]
        numbers.add_series(series, (1, 2))
        size = (Inches(1), Inches(2), Inches(6), Inches(4))
        frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *size, numbers)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alternative)

    def saved(self, folder: Path) -> Path:
        content = io.BytesIO()
        self.presentation.save(content)
        file = folder / "deck.pptx"
        file.write_bytes(content.getvalue())
        return file

    def filled(self, folder: Path, **fields: object) -> bytes:
        return write_slides(self.saved(folder), PLACE, fields, "A title", DAY)
