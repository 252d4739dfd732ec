"""Templates that their owners edit as a whole, in Word or as a page, each with a few lines of YAML beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from readiness.errors import Mistake, SpecificationError
from readiness.render.layout import Template, template_of
from readiness.spec.piece import Piece, Words
from readiness.spec.reader import Page, read_page, shape
from readiness.words import fill


class About(Piece):
    """What is said of a template: the documents it is part of, its own file, the file it makes and that one's title."""

    documents: Words
    template: str
    file: str = Field(pattern=r"^[a-z0-9_]+\.(docx|html)$")
    title: str


class Draft:
    """A whole template. Its fields hold no child."""

    def __init__(self, page: Page, about: About, folder: Path) -> None:
        self._page = page
        self.about = about
        self.path = folder / about.template
        self.place = f"{folder.name}/{about.template}"

    @property
    def documents(self) -> Words:
        return self.about.documents

    def title(self, fields: Mapping[str, Any]) -> str:
        """The title of the document that it makes."""
        return str(fill(self.about.title, self._page.at("title"), fields))


def read_templates(folder: Path) -> tuple[list[Template], list[Draft]]:
    """Every template in a folder: those of workbooks, and whole ones. Raises SpecificationError with every mistake."""
    workbooks: list[Template] = []
    drafts: list[Draft] = []
    mistakes: list[Mistake] = []
    for file in sorted(folder.glob("*.yaml")):
        page = read_page(file, folder)
        if isinstance(page.content, dict) and "template" in page.content:
            about: About | None = shape(page, About) if not page.mistakes else None
            if about:
                drafts.append(Draft(page, about, folder))
        elif template := template_of(page):
            workbooks.append(template)
        mistakes.extend(page.mistakes)
    for draft in drafts:
        if not draft.path.is_file() or draft.path.parent != folder:
            mistakes.append(Mistake(draft.place, "is missing", "Put the template there"))
    if mistakes:
        raise SpecificationError(*sorted(mistakes))
    return workbooks, drafts
