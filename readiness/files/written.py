"""Words as people wrote them in a document: paragraphs with what is bold or italic, lists, simple tables. Frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ListKind = Literal["", "bullet", "number"]


@dataclass(frozen=True)
class WrittenRun:
    """Words that look alike."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class WrittenParagraph:
    """A paragraph. ``heading`` is its level, 0 for none; one of a list says of which kind, how deep and in which."""

    runs: tuple[WrittenRun, ...]
    heading: int = 0
    listed: ListKind = ""
    depth: int = 0
    of_list: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class WrittenCell:
    """A cell of a table, across so many columns."""

    paragraphs: tuple[WrittenParagraph, ...]
    across: int = 1


@dataclass(frozen=True)
class WrittenTable:
    rows: tuple[tuple[WrittenCell, ...], ...]

    @property
    def text(self) -> str:
        return "\n".join(words.text for row in self.rows for cell in row for words in cell.paragraphs)


@dataclass(frozen=True)
class NotCarried:
    """Something in a document that is not words."""

    what: str


WrittenBlock = WrittenParagraph | WrittenTable
WordBlock = WrittenBlock | NotCarried
