"""Puts figures into authors' sentences where they stand as references: [5.11], [5.11 last year]."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from readiness.evaluation.own_words import AuthorsText, OwnWords, Placed
from readiness.files.cells import quoted
from readiness.files.written import WrittenBlock, WrittenCell, WrittenParagraph, WrittenRun, WrittenTable
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import nearest
from readiness.indicators.model import Figure, Indicator, Scorecard

_REFERENCE = re.compile(r"\[\s*(?P<ref>[^\[\]\n]{1,40}?)(?P<before>\s+last\s+year)?\s*\]", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\d+(?:\.\d+)+|[A-Z]\.\d+)[a-z]?", re.IGNORECASE)


def with_figures(text: AuthorsText, scorecard: Scorecard) -> AuthorsText:
    """The text with its references as the scorecard has them today; what cannot be put in stands as it was written."""
    filling = _Filled({alike(indicator.ref): indicator for indicator in scorecard.indicators if indicator.ref})
    filled = replace(
        text,
        whole={key: filling.words(part) for key, part in text.whole.items()},
        areas={area: {key: filling.words(part) for key, part in parts.items()} for area, parts in text.areas.items()},
        elsewhere=filling.words(text.elsewhere),
        judgements={
            area: replace(judgement, sentence=filling.text(judgement.sentence))
            for area, judgement in text.judgements.items()
        },
    )
    return replace(filled, findings=(*text.findings, *filling.findings))


class _Filled:
    """One filling of a text, and what was found on the way."""

    def __init__(self, known: Mapping[str, Indicator]) -> None:
        self.known = known
        self.findings: list[Finding] = []

    def words(self, part: OwnWords) -> OwnWords:
        return replace(part, placed=tuple(Placed(self._block(one.block, one.place), one.place) for one in part.placed))

    def text(self, text: str) -> str:
        """A text without its looks, of which all has been told already."""
        for match in reversed([*_REFERENCE.finditer(text)]):
            figure, _ = self._figure(match)
            if figure:
                text = f"{text[: match.start()]}{figure.shown}{text[match.end() :]}"
        return text

    def _block(self, block: WrittenBlock, place: str) -> WrittenBlock:
        if isinstance(block, WrittenParagraph):
            return self._paragraph(block, place)
        return WrittenTable(
            tuple(
                tuple(
                    WrittenCell(tuple(self._paragraph(words, place) for words in cell.paragraphs), cell.across)
                    for cell in row
                )
                for row in block.rows
            )
        )

    def _paragraph(self, paragraph: WrittenParagraph, place: str) -> WrittenParagraph:
        changes: dict[int, tuple[int, str]] = {}
        for match in _REFERENCE.finditer(paragraph.text):
            figure, wrong = self._figure(match)
            if figure:
                changes[match.start()] = match.end(), figure.shown
            elif wrong:
                refs = [indicator.ref for indicator in self.known.values()]
                do = nearest(match["ref"], refs) or "Use the numbers of the highlight report, such as [3.3]"
                do = do if "no figure" not in wrong else "Say it without the figure, or find the figure"
                self.findings.append(Finding("warning", place, f"{quoted(match[0])} {wrong}", do))
        return replace(paragraph, runs=tuple(_changed(paragraph.runs, changes))) if changes else paragraph

    def _figure(self, match: re.Match[str]) -> tuple[Figure | None, str]:
        """The figure that a reference stands for, or what is wrong with it; neither, if it is none."""
        indicator = self.known.get(alike(match["ref"]))
        if indicator is None:
            looks_like_one = match["before"] or _NUMBERED.fullmatch(match["ref"].strip())
            return None, "is no indicator, and stands as it was written" if looks_like_one else ""
        figure = indicator.last_year if match["before"] else indicator.current
        if figure.value is None and not figure.suppressed:
            return None, "has no figure, and stands as it was written"
        return figure, ""


def _changed(runs: tuple[WrittenRun, ...], changes: Mapping[int, tuple[int, str]]) -> Iterator[WrittenRun]:
    """The runs with some of their words changed, which then look as their first letter did."""
    at, until = 0, 0
    for run in runs:
        text = ""
        for letter in run.text:
            if at in changes:
                until, words = changes[at]
                text += words
            if at >= until:
                text += letter
            at += 1
        if text:
            yield replace(run, text=text)
