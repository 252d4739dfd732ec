"""What authors write in Word, for tests: the shipped page of headings, texts made of blocks, files made of paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from product import ROOT

from readiness.evaluation.authors_text import Outline, authors_text
from readiness.evaluation.own_words import AuthorsText
from readiness.files.written import WordBlock, WrittenParagraph, WrittenRun
from readiness.specification.authors_text import AuthorsTextPage
from readiness.specification.yaml_page import read_page_as, shape

FILE = "self_evaluation_text.docx"
GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
KEYS = ("leaders", "help_and_protection", "children_in_care", "care_leavers")
TITLES = ("Impact of leaders", "Help and protection", "Children in care", "Care leavers")
KEY_OF = dict(zip(TITLES, KEYS, strict=True))
PARTS = ("What we know", "How we know it", "What comes next")


@lru_cache
def the_page() -> AuthorsTextPage:
    file = ROOT / "annex_a" / "authors_text.yaml"
    page = shape(read_page_as("annex_a/authors_text.yaml", file), AuthorsTextPage)
    assert page
    return page


def an_outline(areas: Mapping[str, str] | None = None) -> Outline:
    titles = areas or dict(zip(KEYS, TITLES, strict=True))
    return Outline(the_page(), {key: (title,) for key, title in titles.items()}, GRADES)


def words(text: str, **look: bool) -> WrittenParagraph:
    return WrittenParagraph((WrittenRun(text, **look),))


def heading(text: str, level: int = 1) -> WrittenParagraph:
    return WrittenParagraph((WrittenRun(text),), heading=level)


def a_text_of(*blocks: WordBlock) -> AuthorsText:
    return authors_text(blocks, FILE, an_outline())


def everywhere(paragraphs: Sequence[str]) -> list[WordBlock]:
    """One paragraph below each heading of the file, in turn: once for the whole, and for each area."""
    page, rest = the_page(), iter(paragraphs)
    blocks: list[WordBlock] = []
    for part in page.before.values():
        blocks += [heading(part.heading), words(next(rest))]
    for title in TITLES:
        blocks.append(heading(title))
        for part in [*page.each_area.values()][1:]:
            blocks += [heading(part.heading, 2), words(next(rest))]
    for part in page.after.values():
        blocks += [heading(part.heading), words(next(rest))]
    blocks.append(heading("Something else"))
    blocks += [words(text) for text in rest]
    return blocks
