"""The shape of annex_a/lines_of_enquiry.yaml, what inspectors may ask about, and whether it fits the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import Field

from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.phrases import nearest
from readiness.foundation.placeholders import fill
from readiness.specification.base import Piece, Words
from readiness.specification.frameworks import ALL
from readiness.specification.yaml_page import Page

if TYPE_CHECKING:
    from readiness.specification.model import Annex

SignalKind = Literal["claim", "impact", "red", "fall", "flag", "recommendation"]
SIGNALS: tuple[SignalKind, ...] = get_args(SignalKind)  # what weighs most first
EnquiryRisk = Literal["high", "medium", "low"]
PAGE = "lines_of_enquiry.yaml"


class EnquirySignal(Piece):
    """How a kind of signal is asked: a ``line`` with fields, its ``risk``, and the documents that may show it."""

    line: Annotated[str, Field(min_length=1)]
    risk: EnquiryRisk
    evidence: Words


class EnquiryTopic(Piece):
    """What many reports speak of. Any one of its ``words`` shows that a line or a claim is about it."""

    title: str
    reports: int
    question: Annotated[str, Field(min_length=1)]
    areas: Annotated[Words, Field(min_length=1)]
    evidence: Annotated[Words, Field(min_length=1)]
    words: Annotated[Words, Field(min_length=1)]


class EnquiryPage(Piece):
    """What inspectors may ask about. ``reports`` is how many were counted, ``counted_in`` says which and by whom."""

    signals: dict[SignalKind, EnquirySignal]
    reports: int
    counted_in: str
    risk_of_topics: EnquiryRisk
    topics: dict[str, EnquiryTopic]

    @property
    def by_count(self) -> tuple[tuple[str, EnquiryTopic], ...]:
        """The topics with their keys, those that most reports speak of first."""
        return tuple(sorted(self.topics.items(), key=lambda topic: -topic[1].reports))


def enquiry_misfits(annex: Annex, pages: Mapping[str, Page]) -> Iterator[Mistake]:
    """A mistake for everything in the lines of enquiry that names nothing or cannot be filled in."""
    page, about = pages[PAGE.removesuffix(".yaml")], annex.enquiry
    for kind in SIGNALS:
        if kind not in about.signals:
            yield Mistake(page.at("signals"), f'"{kind}" is missing', "Add it")
    for key, signal in about.signals.items():
        place = page.at("signals", key, "line")
        try:
            fill(signal.line, place, {"called": "", "ref": ""})
        except SpecificationError as error:
            yield from error.mistakes
        place = page.at("signals", key, "evidence")
        yield from _unknown(place, signal.evidence, annex.documents, "is not a document in documents.yaml")
    areas = {ALL, *(key for framework in annex.frameworks.values() for key in framework.judgements)}
    for name, topic in about.topics.items():
        at = ("topics", name)
        place = page.at(*at, "evidence")
        yield from _unknown(place, topic.evidence, annex.documents, "is not a document in documents.yaml")
        yield from _unknown(page.at(*at, "areas"), topic.areas, areas, "is not a judgement area in any framework")
        if not 0 < topic.reports <= about.reports:
            wrong = f"{topic.reports} of {about.reports} reports cannot be"
            yield Mistake(page.at(*at, "reports"), wrong, "Correct one of the two")


def _unknown(place: str, words: Collection[str], known: Collection[str], is_not: str) -> Iterator[Mistake]:
    for word in words:
        if word not in known:
            yield Mistake(place, f'"{word}" {is_not}', nearest(word, known) or "Check the name")
