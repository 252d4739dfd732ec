"""What a reader meets in a presentation, as text: slide by slide its title, its words, its tables, its charts, its notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pptx

FOOTERS = ("SLIDE_NUMBER", "FOOTER", "DATE")


def opened(content: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(content))


def one_line(text: str) -> str:
    return text.replace("\n", " / ").replace("\v", " / ").replace("\t", " ... ")


def is_footer(shape: Any) -> bool:
    return bool(shape.is_placeholder) and any(kind in str(shape.placeholder_format.type) for kind in FOOTERS)


def alternative_text(shape: Any) -> str:
    return str(shape._element._nvXxPr.cNvPr.get("descr", ""))


def dump(presentation: Any) -> list[str]:
    """A presentation as lines of text, each shape in the order in which it is read out."""
    lines = []
    for number, slide in enumerate(presentation.slides, start=1):
        lines.append(f"slide {number}: {one_line(slide.shapes.title.text_frame.text)}")
        for shape in slide.shapes:
            if shape != slide.shapes.title:
                lines += _shape(shape)
        if slide.has_notes_slide:
            lines += [f"notes: {one_line(line)}" for line in notes(slide)]
    return lines


def notes(slide: Any) -> list[str]:
    return [line.text for line in slide.notes_slide.notes_text_frame.paragraphs if line.text]


def _shape(shape: Any) -> Iterator[str]:
    if is_footer(shape):
        yield f"footer: {one_line(shape.text_frame.text)}"
    elif shape.has_text_frame:
        yield from (f"{'- ' * (line.level + 1)}{one_line(line.text)}" for line in shape.text_frame.paragraphs)
    elif shape.has_table:
        yield f"table: {alternative_text(shape)}"
        yield from (" | ".join(one_line(cell.text_frame.text) for cell in row.cells) for row in shape.table.rows)
    elif shape.has_chart:
        yield f"chart: {alternative_text(shape)}"
        yield from chart_lines(shape.chart)


def chart_lines(chart: Any) -> Iterator[str]:
    plot = chart.plots[0]
    for series in chart.series:
        yield f"{series.name}: {', '.join(f'{c} {v}' for c, v in zip(plot.categories, series.values, strict=True))}"


def tables(presentation: Any, heading: str) -> list[Any]:
    """The tables that have a heading."""
    every = (shape.table for slide in presentation.slides for shape in slide.shapes if shape.has_table)
    return [table for table in every if heading in [cell.text_frame.text for cell in table.rows[0].cells]]


def rows(table: Any) -> list[dict[str, str]]:
    """The rows of a table, by its headings."""
    headings, *rest = ([cell.text_frame.text for cell in row.cells] for row in table.rows)
    return [dict(zip(headings, row, strict=True)) for row in rest]
