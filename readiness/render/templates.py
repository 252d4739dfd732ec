"""Templates that their owners edit as a whole, in Word, Excel or as a page, each with a few lines of YAML beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import Field

from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.placeholders import fill
from readiness.render.workbook_from_yaml.template import WorkbookTemplate, template_of
from readiness.specification.base import Piece, Words
from readiness.specification.yaml_page import Page, read_page, shape


class About(Piece):
    """What is said of a template: the documents it is part of, its own file, the file it makes and that one's title.

    One that ``holds_authors_text`` leaves out nothing of what the authors of the self-evaluation wrote; older pages say
    ``laid_out``, from when they wrote in the template. One that is ``for_publication`` is given no small numbers. One
    with ``made_if`` is made only where that field holds something; ``why_not`` and what to ``do`` are told whoever asks
    for it by name. One that is made ``only_by_name`` is not made by a build of everything. Of one with
    ``only_claims_that_hold`` people are told which claims it leaves out.
    """

    documents: Words
    template: str
    file: str = Field(pattern=r"^[a-z0-9_]+\.(docx|html|pptx|xlsx)$")
    title: str
    holds_authors_text: bool = False
    laid_out: bool = False
    for_publication: bool = False
    made_if: str = ""
    why_not: str = ""
    do: str = ""
    only_by_name: bool = False
    only_claims_that_hold: bool = False


class DocumentTemplate:
    """A whole template, and the installed one of its name, if there is one. Its fields hold no child."""

    def __init__(self, page: Page, about: About, path: Path, shipped: Path) -> None:
        self._page = page
        self.about = about
        self.path = path
        self.shipped = shipped
        self.place = f"{path.parent.name}/{path.name}"

    @property
    def documents(self) -> Words:
        return self.about.documents

    @property
    def authored(self) -> bool:
        """Whether all that authors wrote must be in it."""
        return self.about.holds_authors_text or self.about.laid_out

    def is_made(self, fields: Mapping[str, Any]) -> bool:
        """Whether there is something to say in it."""
        return not self.about.made_if or bool(fill(self.about.made_if, self._page.at("made if"), fields))

    def title(self, fields: Mapping[str, Any]) -> str:
        """The title of the document that it makes."""
        return str(fill(self.about.title, self._page.at("title"), fields))


def workbook_made_by(command: str, workbooks: Iterable[WorkbookTemplate]) -> WorkbookTemplate:
    """The workbook that is a command's own. Raises SpecificationError when no template is."""
    for workbook in workbooks:
        if workbook.layout.made_by == command:
            return workbook
    do = f'Take the line "made by: {command}" over from the installed template'
    raise SpecificationError(Mistake("templates", f"no workbook is made by {command}", do))


def first_row_of_lists(workbooks: Iterable[WorkbookTemplate], choice: Mapping[str, Any], layout: str) -> int:
    """The row of their sheets on which lists begin."""
    return 1 + max((workbook.heading_row(choice, layout) for workbook in workbooks), default=1)


def read_templates(folders: Sequence[Path]) -> tuple[list[WorkbookTemplate], list[DocumentTemplate]]:
    """Every template: those of workbooks, and whole ones. A file hides those of its name in later folders.

    Raises SpecificationError with every mistake.
    """
    workbooks: list[WorkbookTemplate] = []
    documents: list[DocumentTemplate] = []
    mistakes: list[Mistake] = []
    files = {file.name: file for folder in reversed(folders) for file in folder.iterdir() if file.is_file()}
    for _, file in sorted(files.items()):
        if file.suffix != ".yaml":
            continue
        page = read_page(file, file.parent)
        if isinstance(page.content, dict) and "template" in page.content:
            about: About | None = shape(page, About) if not page.mistakes else None
            if about and about.template not in files:
                wrong = f"there is no template {about.template} beside it"
                mistakes.append(Mistake(page.at("template"), wrong, "Put it there, or name another"))
            elif about:
                path = files[about.template]
                documents.append(DocumentTemplate(page, about, path, folders[-1] / path.name))
        elif template := template_of(page):
            workbooks.append(template)
        mistakes.extend(page.mistakes)
    if mistakes:
        raise SpecificationError(*sorted(mistakes))
    return workbooks, documents
