"""Makes one Jinja template of a presentation: the XML of its slides in their order, with tags where authors put them.

A tag of its own in a paragraph takes the paragraph's place, one in a table's row the row's; one in the notes of a slide
is around the slide.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.opc.oxml import serialize_part_xml
from pptx.oxml.ns import qn

BEGIN, BETWEEN, END = '<readiness-slide n="%d">', "<readiness-notes/>", "</readiness-slide>"
FILLED_SLIDES = re.compile(rf"{BEGIN % 0}(.*?){BETWEEN}(.*?){END}".replace('"0"', r'"(\d+)"'), re.DOTALL)
CLOSED_BY = {"for": "endfor", "if": "endif"}
_TAG = re.compile(r"\{(?:\{.*?\}|%.*?%|#.*?#)\}", re.DOTALL)
_ALONE = re.compile(r"\{(?P<kind>[%#])(?P<around>slide|tr|p)\s(?P<words>.*?)(?P=kind)\}", re.DOTALL)
_MARKED = re.compile(r'<(?:\w+:)?\w+ readinessTag="(\d+)"\s*/>')
_BEFORE_A_PARAGRAPH = re.compile(r"<(a:p)(?=[ >])")
_TYPED = str.maketrans("“”‘’\xa0", "\"\"'' ")  # as programs write what people type


@dataclass(frozen=True)
class SlideSource:
    """A slide of the template: its number, its XML and that of its notes (empty without any), as Jinja reads them.

    ``around`` are the tags around it, the outermost first: "for x in y", "if z". Each of ``closed`` must end what it
    begins: the words of a paragraph, the tags between the paragraphs of a text, those between the rows of a table.
    """

    number: int
    slide: str
    notes: str
    around: tuple[str, ...]
    closed: tuple[str, ...]

    @property
    def text(self) -> str:
        """What becomes of the slide, with all that stands around it."""
        before = "".join(f"{{% {tag} %}}" for tag in self.around)
        after = "".join(
            f"{{% {CLOSED_BY[tag.split()[0]]} %}}" for tag in reversed(self.around) if tag.split()[0] in CLOSED_BY
        )
        return f"{before}{BEGIN % self.number}{self.notes}{BETWEEN}{self.slide}{END}{after}\n"


def slide_source(number: int, slide: Any, notes: Any) -> SlideSource:
    """A slide's source, out of its element and that of its notes, which are changed. ``notes`` may be None."""
    around = [*_taken_from_notes(notes)] if notes is not None else []
    closed: list[str] = []
    its_notes = "" if notes is None else _source(notes, closed)
    return SlideSource(number, _source(slide, closed), its_notes, tuple(around), tuple(closed))


def slide_at(sources: Sequence[SlideSource], line: int) -> int:
    """The number of the slide whose source stands at a line of all of them together."""
    for source in sources:
        line -= source.text.count("\n")
        if line <= 0:
            return source.number
    return sources[-1].number if sources else 0


def words_at(sources: Sequence[SlideSource], line: int) -> str:
    """The words of the paragraph at a line of all sources together."""
    lines = "".join(source.text for source in sources).split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def _taken_from_notes(notes: Any) -> Iterator[str]:
    """The tags around a slide, whose paragraphs are taken out of its notes."""
    for paragraph in [*notes.iter(qn("a:p"))]:
        _gather_tags(paragraph)
        alone = _ALONE.fullmatch(_text(paragraph).strip())
        if alone and alone["around"] == "slide":
            if alone["kind"] == "%":
                yield alone["words"].strip()
            _take_out(paragraph)


def _take_out(paragraph: Any) -> None:
    """Takes a paragraph out; the last one of its text stays, and is emptied."""
    around = paragraph.getparent()
    if len(around.findall(qn("a:p"))) > 1:
        around.remove(paragraph)
    else:
        for run in paragraph.findall(qn("a:r")):
            paragraph.remove(run)


def _source(root: Any, closed: list[str]) -> str:
    """The XML of a slide with its tags as Jinja reads them, each paragraph on a line of its own.

    What must end where it begins is added to ``closed``.
    """
    tags: list[str] = []
    between: dict[Any, str] = {}
    for paragraph in root.iter(qn("a:p")):
        _gather_tags(paragraph)
    for row in [*root.iter(qn("a:tr"))]:
        _mark(row, "tr", tags, between)
        for own in row.iterfind(".//{*}rowId"):  # an id of PowerPoint's own must not come again with every row
            around = own.getparent()
            around.getparent().remove(around)
    for paragraph in [*root.iter(qn("a:p"))]:
        _mark(paragraph, "p", tags, between)
    closed += [text for text in (*between.values(), *map(_text, root.iter(qn("a:p")))) if "{" in text]
    xml = re.sub(r"^<\?xml[^>]*\?>\s*", "", serialize_part_xml(root).decode()).replace("\n", " ")
    xml = _TAG.sub(lambda tag: html.unescape(tag[0]), xml)
    xml = _MARKED.sub(lambda mark: tags[int(mark[1])], xml)
    return _BEFORE_A_PARAGRAPH.sub(r"\n<\1", xml)


def _mark(element: Any, around: str, tags: list[str], between: dict[Any, str]) -> None:
    """Marks an element whose place a tag takes. The tag is kept in ``tags``, and ``between`` by what it stands in."""
    alone = _ALONE.fullmatch(_text(element).strip())
    if alone and alone["around"] == around:
        element.clear()
        element.set("readinessTag", str(len(tags)))
        kind = alone["kind"]
        tags.append(f"{{{kind} {alone['words']} {kind}}}")
        place = element.getparent()
        between[place] = between.get(place, "") + tags[-1]


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("a:t")))


def _gather_tags(paragraph: Any) -> None:
    """Puts each tag wholly into the run in which it begins, in the plain signs that Jinja knows."""
    texts = [*paragraph.iter(qn("a:t"))]
    ends, end = [], 0
    for text in texts:
        end += len(text.text or "")
        ends.append(end)
    said = "".join(text.text or "" for text in texts)
    if "{" not in said:
        return
    parts = ["" for _ in texts]
    at = 0
    for tag in (*_TAG.finditer(said), None):
        until = tag.start() if tag else len(said)
        while at < until:
            run = next(number for number, end in enumerate(ends) if at < end)
            upto = min(until, ends[run])
            parts[run] += said[at:upto]
            at = upto
        if tag:
            parts[next(number for number, end in enumerate(ends) if at < end)] += tag[0].translate(_TYPED)
            at = tag.end()
    for text, part in zip(texts, parts, strict=True):
        text.text = part
