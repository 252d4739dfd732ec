"""Which templates are filled for the documents that are asked for, and what they need of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from readiness.foundation.errors import Mistake, UsageError
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import listed, nearest
from readiness.render.template_fields import fields_asked, words_held
from readiness.render.templates import DocumentTemplate
from readiness.render.workbook_from_yaml.template import WorkbookTemplate
from readiness.run.needs import (
    DUE_FIELD,
    EACH_ROW,
    EVERYTHING,
    LISTS,
    NEEDED_BY_NAME,
    NO_NEEDS,
    SURGERY,
    Needs,
    needs_of,
)


@dataclass(frozen=True)
class WantedDocuments:
    """The templates that are filled, and every workbook, of which any may say where lists begin.

    Of each name in ``named`` a document is made or it is refused; one that has nothing to say is not made.
    """

    workbooks: Sequence[WorkbookTemplate]
    drafts: Sequence[DocumentTemplate]
    every_workbook: Sequence[WorkbookTemplate]
    named: frozenset[str] = frozenset()

    @property
    def carrying(self) -> WorkbookTemplate | None:
        """The workbook that carries words from run to run, where it is wanted."""
        return next((workbook for workbook in self.workbooks if workbook.layout.carries_words), None)

    @property
    def needs(self) -> Needs:
        """What the templates need of a run."""
        needs = LISTS if self.workbooks else NO_NEEDS
        needs |= EACH_ROW if any(workbook.layout.names_each_row for workbook in self.workbooks) else NO_NEEDS
        needs |= SURGERY if self.carrying else NO_NEEDS
        for draft in sorted(self.drafts, key=_quickly_read):
            by_name = words_held(draft, NEEDED_BY_NAME)
            if not needs >= EVERYTHING or by_name:
                fields = None if draft.about.for_publication else fields_asked(draft, "overview")
                needs |= EVERYTHING if fields is None else needs_of(fields)
            needs |= SURGERY if DUE_FIELD in by_name else NO_NEEDS
        return needs

    def without_drafts(self, named: bool) -> WantedDocuments:
        """The workbooks alone, which can be of some lists only. Raises UsageError when others were ``named``."""
        if not named and self.workbooks:
            return replace(self, drafts=())
        wholes = {document for draft in self.drafts for document in draft.documents}
        wholes |= {*self.carrying.documents} if self.carrying else set()
        if wholes:
            do = "Leave out --only, or name a workbook of lists"
            raise UsageError(*(Mistake(name, "rests on every list", do) for name in sorted(wholes)))
        return self


def _quickly_read(draft: DocumentTemplate) -> tuple[bool, bool]:
    """The order in which templates are asked what they need, since the rest need not be once one needs everything.

    Pages come first, which are read in no time, and what may not be made at all comes last.
    """
    return bool(draft.about.made_if), not draft.about.file.endswith(".html")


def wanted_documents(
    workbooks: Sequence[WorkbookTemplate], drafts: Sequence[DocumentTemplate], documents: Sequence[str]
) -> WantedDocuments:
    """The templates of the documents named, or all when none is. Underscores, hyphens and case make no difference."""
    templates: list[WorkbookTemplate | DocumentTemplate] = [*workbooks, *drafts]
    known = {alike(document): document for template in templates for document in template.documents}
    unknown = [name for name in documents if alike(name) not in known]
    if unknown:
        choice = f"Choose {listed(sorted(known.values()), 'or')}"
        raise UsageError(
            *(Mistake(name, "is not a document", nearest(name, known.values()) or choice) for name in unknown)
        )
    by_name_only = {name for template in workbooks if template.by_name_only for name in template.documents}
    by_name_only |= {name for draft in drafts if draft.about.only_by_name for name in draft.documents}
    named = {known[alike(name)] for name in documents} or {*known.values()} - by_name_only
    return WantedDocuments(
        [template for template in workbooks if named & {*template.documents}],
        [draft for draft in drafts if named & {*draft.documents}],
        workbooks,
        frozenset(named) if documents else frozenset(),
    )
