"""What a reader meets on a page, as text: headings marked, a row of a table a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "input", "link", "img", "hr"}


LINES = {"h1", "h2", "h3", "p", "li", "caption", "tr", "dt", "dd", "title", "label", "option", "desc", "small"}


@dataclass
class Element:
    """An element of a page, with its attributes and what is inside it."""

    tag: str
    has: dict[str, str] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element of these tags inside this one, in the order of the page; of any tag when none is named."""
        for part in self.inside:
            if isinstance(part, Element):
                if not tags or part.tag in tags:
                    yield part
                yield from part.all(*tags)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.inside).strip()


class Reader(HTMLParser):
    """Reads a page into elements, and refuses one whose elements do not close in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag} says an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def dump(element: Element) -> Iterator[str]:
    """A page as lines of text: headings marked, a table's row a line, its cells apart by a bar."""
    if element.tag == "tr":
        cells = (" ".join(" / ".join(dump(cell)).split()) for cell in element.inside if isinstance(cell, Element))
        yield " | ".join(cells)
        return
    line = ""
    for part in element.inside:
        if isinstance(part, str) or (part.tag not in LINES and not any(part.all(*LINES))):
            line += part if isinstance(part, str) else part.text if part.tag not in ("style", "script") else ""
        else:
            yield from filter(None, [" ".join(line.split())])
            line = ""
            marks = {"h1": "= ", "h2": "\n== ", "h3": "\n=== ", "li": "- ", "caption": "~ "}.get(part.tag, "")
            for number, inner in enumerate(dump(part)):
                yield inner if number else marks + inner
    yield from filter(None, [" ".join(line.split())])
