"""Finds a place in the self-evaluation for each paragraph of the authors' Word file, by the headings above it.

Nothing that was written is left out: what has no place is kept apart and told. Figures are left to figures_in_words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from readiness.evaluation.own_words import AreaWords, AuthorsText, OwnJudgement, OwnWords, Placed
from readiness.files.cells import quoted
from readiness.files.written import NotCarried, WordBlock, WrittenParagraph, WrittenTable
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import listed, many, nearest
from readiness.specification.authors_text import AuthorsTextPage, TextPart
from readiness.specification.base import Words
from readiness.specification.frameworks import EVERY_AREA

ELSEWHERE = "elsewhere"
TOP = "before the first heading"
_NUMBER = re.compile(r"^\s*(?:[A-Z]|[0-9]+)(?:[.)][0-9]*)*[.)]?\s+(?=\S)")
_GRADE = re.compile(r"^\s*(?:(?:our|own)\s+)*(?:grade|judgement)\s*[:=]?\s*", re.IGNORECASE)
Home = tuple[str, str]  # an area, or nothing, and a part


@dataclass(frozen=True)
class Outline:
    """The headings that are known: the page, what each judgement area goes by, and the framework's grades."""

    page: AuthorsTextPage
    areas: Mapping[str, Words]
    grades: Words

    @cached_property
    def titles(self) -> dict[str, str]:
        """The short title of each area, that of all areas last, whose key is empty."""
        return {**{key: titles[0] for key, titles in self.areas.items()}, "": EVERY_AREA}

    @cached_property
    def not_written(self) -> frozenset[str]:
        return frozenset(" ".join(text.split()) for text in self.page.not_written())

    @cached_property
    def area_named(self) -> dict[str, str]:
        named = {alike(title): key for key, titles in self.areas.items() for title in titles}
        return {**named, alike(EVERY_AREA): ""}

    @cached_property
    def whole_named(self) -> dict[str, str]:
        return _named(self.page.whole)

    @cached_property
    def part_named(self) -> dict[str, str]:
        return _named(self.page.each_area)


def _named(parts: Mapping[str, TextPart]) -> dict[str, str]:
    return {alike(heading): key for key, part in parts.items() for heading in (part.heading, *part.also_headed)}


def no_text(outline: Outline) -> AuthorsText:
    """The text of an authority whose authors have written nothing."""
    return _text_of(outline, {})


def authors_text(blocks: Sequence[WordBlock], file: str, outline: Outline) -> AuthorsText:
    """What a file says, by part. ``file`` is what messages call it."""
    sorting = _Sorting(outline, file)
    for block in blocks:
        sorting.take(block)
    text = _text_of(outline, sorting.parts)
    findings = [*sorting.told()]
    if text.written:
        findings += _ungraded(text, file, outline)
    return replace(text, findings=tuple(findings))


def _text_of(outline: Outline, parts: Mapping[Home, Sequence[Placed]]) -> AuthorsText:
    page = outline.page
    whole = {
        name: OwnWords(name, part.heading, part.prompts, tuple(parts.get(("", name), ())))
        for name, part in page.whole.items()
    }
    areas: dict[str, AreaWords] = {}
    judgements = {}
    for area, title in outline.titles.items():
        areas[area] = {
            name: OwnWords(
                f"{area or 'every area'}, {name}",
                f"{title}: {part.heading}",
                page.prompts_of(area, name),
                tuple(parts.get((area or EVERY_AREA, name), ())),
                level=2,
            )
            for name, part in page.each_area.items()
        }
        judgements[area] = _judgement(areas[area][page.judgement], outline.grades)
    apart = OwnWords(ELSEWHERE, "", (), tuple(parts.get((ELSEWHERE, ""), ())))
    return AuthorsText(whole, areas, apart, judgements)


@dataclass
class _Sorting:
    """One walk through the file: where it is, and what has been found so far."""

    outline: Outline
    file: str
    parts: dict[Home, list[Placed]] = field(default_factory=dict)
    lost: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[tuple[str, int, str]] = field(default_factory=list)  # a heading, its blocks, what to do
    area: str | None = None
    home: Home | None = None
    level: int = 0
    under: str = ""
    count: int = 0

    def take(self, block: WordBlock) -> None:
        if isinstance(block, NotCarried):
            self.lost.setdefault(block.what, []).append(self.place)
        elif isinstance(block, WrittenTable):
            self.count += 1
            if block.text.strip():
                self._put(block)
        elif block.text.strip():
            known = " ".join(block.text.split()) in self.outline.not_written
            if known:
                self.count += 1
            elif block.heading:
                self._heading(block)
            else:
                self.count += 1
                self._put(block)

    @property
    def place(self) -> str:
        where = quoted(self.under) if self.under else TOP
        return f"{self.file}, {where}" + (f", paragraph {self.count}" if self.count else "")

    def _put(self, block: WrittenParagraph | WrittenTable) -> None:
        if self.home is None:
            if not self.unknown:
                self.unknown.append(("", 0, "Put it below one of the headings"))
            heading, count, do = self.unknown[-1]
            self.unknown[-1] = (heading, count + 1, do)
        self.parts.setdefault(self.home or (ELSEWHERE, ""), []).append(Placed(block, self.place))

    def _heading(self, block: WrittenParagraph) -> None:
        outline, page = self.outline, self.outline.page
        for words in dict.fromkeys((block.text, _NUMBER.sub("", block.text, count=1))):
            name = alike(words)
            if name in outline.area_named:
                self.area = outline.area_named[name]
                self._at((self.area or EVERY_AREA, page.first), outline.titles[self.area], block.heading + 1)
            elif self.area is not None and name in outline.part_named:
                part = outline.part_named[name]
                title = f"{outline.titles[self.area]}: {page.each_area[part].heading}"
                self._at((self.area or EVERY_AREA, part), title, block.heading)
            elif name in outline.whole_named:
                self.area, part = None, outline.whole_named[name]
                self._at(("", part), page.whole[part].heading, block.heading)
            else:
                continue
            return
        if 0 < self.level < block.heading:  # a smaller heading of the authors' own stays with the words around it
            self._put(block)
            return
        if self.area is not None and block.heading < self.level:
            self.area = None
        self.home, self.level, self.under, self.count = None, block.heading, " ".join(block.text.split()), 0
        self.unknown.append((self.under, 0, self._meant(block.text)))
        self.parts.setdefault((ELSEWHERE, ""), []).append(Placed(block, self.place))

    def _at(self, home: Home, under: str, level: int) -> None:
        self.home, self.under, self.level, self.count = home, under, level, 0

    def _meant(self, words: str) -> str:
        outline = self.outline
        known = [*outline.whole_named, *outline.area_named, *(outline.part_named if self.area is not None else ())]
        return nearest(alike(words), known) or "Use a heading of the self-evaluation, or a smaller one below it"

    def told(self) -> Iterator[Finding]:
        """What has no place, and what could not be carried over."""
        for heading, count, do in self.unknown:
            what = many(count, "paragraph")
            at_end = f"{'stand' if count != 1 else 'stands'} at the end of the document"
            if not heading:
                yield Finding("warning", f"{self.file}, {TOP}", f"{what} without a place {at_end}", do)
            else:
                wrong = f"is no heading of the self-evaluation, so {what} below it {at_end}"
                yield Finding("warning", f"{self.file}, {quoted(heading)}", wrong, do)
        for what, places in self.lost.items():
            if what.startswith("a text box") or "which stands" in what:
                wrong, do = f"there is {what}", "See that they are in their place"
            else:
                wrong, do = f"there is {what}, which is not carried over", "Say it in words, or hand it over apart"
            yield from (Finding("warning", place, wrong, do) for place in dict.fromkeys(places))


def _judgement(words: OwnWords, grades: Words) -> OwnJudgement:
    """One's own grade, which stands alone in a paragraph, and the other words of its part."""
    grade, sentences = "", []
    for block in words.blocks:
        found = _grade(block.text, grades) if not grade else ""
        grade = grade or found
        if not found:
            sentences.append(block.text)
    return OwnJudgement(grade, "\n".join(sentences))


def _grade(text: str, grades: Words) -> str:
    """The grade that a paragraph names, whole or by words that begin one alone; empty when it names none."""
    said = alike(_GRADE.sub("", text, count=1))
    begun = [grade for grade in grades if said and f"{alike(grade)} ".startswith(f"{said} ")]
    return begun[0] if len(begun) == 1 else ""


def _ungraded(text: AuthorsText, file: str, outline: Outline) -> Iterator[Finding]:
    """Areas without a judgement of one's own, or with one that the framework does not have."""
    page = outline.page
    offered = listed(outline.grades, "or")
    for area, judgement in text.judgements.items():
        part = text.areas[area][page.judgement]
        place = f"{file}, {quoted(part.heading)}"
        graded = [block.text for block in part.blocks if _GRADE.match(block.text)]
        if not judgement.grade and graded:
            wrong = f"{quoted(_GRADE.sub('', graded[0], count=1).strip())} is no grade of the framework"
            yield Finding("error", place, wrong, f"Write {offered}, alone in a paragraph")
        elif not judgement.grade and (area or part.written):
            wrong = "there is no grade"
            yield Finding("warning", place, wrong, f"Write {offered}, alone in a paragraph")
        if judgement.grade and not judgement.sentence:
            yield Finding("warning", place, "the grade stands alone", "Say why in a sentence")
