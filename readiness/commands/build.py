"""readiness build and check: which documents are wanted, and their files. What is learned for them is left to run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.commands.as_asked import as_asked
from readiness.commands.children_locked import children_in, told_not_locked, with_lock
from readiness.commands.other_names import lists_named
from readiness.commands.reading import Reading
from readiness.commands.wanted import WantedDocuments, wanted_documents
from readiness.disclosure.limits import limits_of
from readiness.disclosure.publishable import Publication, for_publication
from readiness.files.deliver import scratch_folder
from readiness.files.password import NO_PASSWORDS, Password, Passwords
from readiness.foundation.errors import Mistake, UsageError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import first_numbers, many
from readiness.render.csv_list import write_csv
from readiness.render.renderers import renderer_of
from readiness.render.templates import DocumentTemplate, first_row_of_lists
from readiness.render.workbook_from_yaml.template import WorkbookTemplate
from readiness.render.workbook_from_yaml.words_in_rows import words_of
from readiness.render.workbook_from_yaml.write import write_workbook
from readiness.run.context import Progress, RunContext, in_silence
from readiness.run.delivery import put_out
from readiness.run.earlier_runs import earlier_runs, sought_by
from readiness.run.editions import EDITION_FILE, read_editions, write_editions
from readiness.run.model import Learned, Pack
from readiness.run.needs import LISTS, NO_NEEDS, Needs
from readiness.run.overview import Overview, overview_of
from readiness.run.stages import learn
from readiness.specification.read import with_answers


@dataclass(frozen=True)
class Built:
    """What a run learned, the files it made (none when it only looked), and what of earlier runs cannot be read.

    ``kept`` are files that people had changed since they were written, each with the name it is kept under.
    ``about_text`` is what became of authors' words that a template gives no place. When the run made no list, what it
    says of them is of the run made ``lists_from``. With ``doubt`` nobody knows whether the files kept had been changed.
    ``not_locked`` tells of files with children that have no password although one was given. The ``run`` is what knew
    whose it was and what was asked for; its temporary files are gone.
    """

    learned: Learned
    files: tuple[Path, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    unreadable: tuple[Finding, ...] = ()
    about_text: tuple[Finding, ...] = ()
    lists_from: str = ""
    doubt: bool = False
    not_locked: tuple[str, ...] = ()
    run: RunContext | None = None

    @property
    def pack(self) -> Pack | None:
        return self.learned.pack


@dataclass(frozen=True)
class Manner:
    """How a run goes, whatever it finds: the layout that templates are told of, and whether the database is kept.

    ``since`` is the inspection day to compare with, if not the latest before. ``only`` are the lists wanted, as people
    call them, if not all. With a password workbooks with children are locked, and one that is read is unlocked.
    The inspection week is seen from the moment ``at``, if not from the morning of the inspection day. ``also`` is what
    the caller wants learned beside what the documents need. Who builds for many gives them one ``reading``; and says
    the ``command`` that people gave where it is not known here.
    """

    layout: str = ""
    keep_store: bool = False
    progress: Progress = in_silence
    since: dt.date | None = None
    only: tuple[str, ...] = ()
    passwords: Passwords = NO_PASSWORDS
    at: dt.datetime | None = None
    also: Needs = NO_NEEDS
    reading: Reading | None = None
    command: str = ""


def build(
    folder: Path,
    documents: Sequence[str] = (),
    day: dt.date | None = None,
    source: Path | None = None,
    write: bool = True,
    manner: Manner = Manner(),
) -> Built:
    """Generates the documents of an authority's folder, all or those named; or, without ``write``, only checks lists.

    ``source`` is an Annex A workbook to read instead of what the settings say. Raises ReadinessError, and then nothing
    was written.
    """
    workspace = open_workspace(folder, source, manner.passwords)
    reading = manner.reading or Reading()
    wanted = wanted_documents(*reading.templates(own_over_installed("templates", workspace.folder)), documents)
    annex = reading.annex(own_over_installed("annex_a", workspace.folder))
    asked = scope_of(workspace, annex, day)
    day = asked.inspection.day
    before = earlier_runs(workspace.output, sought_by(workspace, day, manner.since))
    if only := lists_named(manner.only, annex):
        wanted, asked = wanted.without_drafts(bool(documents)), asked.with_lists(only, annex.lists)
        before = replace(before, base=before.base.only(only))
    needs = (wanted.needs if write else LISTS) | manner.also
    with scratch_folder(workspace.output) as scratch:
        run = RunContext(
            workspace=workspace,
            annex=with_answers(annex, asked.answers),
            scope=asked,
            scratch=scratch,
            before=before,
            needs=needs | LISTS if manner.keep_store else needs,
            first_row=first_row_of_lists(wanted.every_workbook, asked.answers, manner.layout),
            keep_store=manner.keep_store,
            progress=manner.progress,
            only=only,
            command=manner.command or as_asked(),
            words_in=words_of(wanted.carrying) if wanted.carrying else None,
            at=manner.at,
        )
        learned = learn(run)
        if not write:
            return Built(learned, unreadable=before.findings, run=run)
        rendered = _rendered(run, learned, wanted, manner.layout)
        files = {run.file_name(name): content for name, content in rendered.files.items()}
        put = put_out(run, Learned() if only else learned, files, rendered.editions)
        since = "" if learned.pack else before.listed
        about_text = tuple(rendered.findings)
        not_locked = told_not_locked(workspace, children_in(wanted.every_workbook, annex), put.files)
        return Built(learned, put.files, put.kept, before.findings, about_text, since, put.doubt, not_locked, run)


@dataclass(frozen=True)
class _Rendered:
    """The bytes of every document, by file name, and what was found when they were made.

    ``editions`` are what later runs must know of what is published, by file name.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    editions: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def _rendered(run: RunContext, learned: Learned, wanted: WantedDocuments, layout: str) -> _Rendered:
    rendered = _Rendered()
    if learned.pack:
        fields = {"pack": learned.pack, "choice": learned.pack.choice, "layout": layout}
        for template in (workbook.over(fields) for workbook in wanted.workbooks):
            run.progress(f"Writing {template.layout.file}")
            rendered.files.update(_workbook(template, learned.pack, run.workspace.password))
    overview = overview_of(run, learned) if wanted.drafts else None
    public = None
    if any(draft.about.for_publication for draft in wanted.drafts):
        public = _public(run, overview, rendered.editions)
    not_made: list[DocumentTemplate] = []
    made_of: set[str] = set()
    for draft in wanted.drafts:
        given: dict[str, object] = {"overview": public if draft.about.for_publication else overview}
        if not draft.is_made(given):
            not_made.append(draft)
            continue
        made_of.update(draft.documents)
        run.progress(f"Writing {draft.about.file}")
        rendered.findings.extend(_left_out(draft, overview))
        if draft.authored and draft.about.file.endswith(".docx"):
            from readiness.render.word.authored import authored  # noqa: PLC0415 (takes a while)

            made, findings = authored(draft, given, run.scope.inspection.day)
            rendered.findings.extend(findings)
        else:
            write = renderer_of(draft.about.file).write
            made = write(draft.path, draft.place, given, draft.title(given), run.scope.inspection.day)
        rendered.files[draft.about.file] = made
    for draft in not_made:
        if (named := wanted.named & {*draft.documents}) and not named & made_of:
            raise UsageError(Mistake(draft.documents[0], draft.about.why_not, draft.about.do))
    return rendered


def _left_out(draft: DocumentTemplate, overview: Overview | SimpleNamespace | None) -> Iterator[Finding]:
    """What people are told of claims that a document leaves out, since they do not hold."""
    if draft.about.only_claims_that_hold and isinstance(overview, Overview) and overview.briefing.left_out:
        left_out = overview.briefing.left_out
        rows = first_numbers("row", [claim.row for claim in left_out])
        wrong = f"leaves out {many(len(left_out), 'claim')} that {'does' if len(left_out) == 1 else 'do'} not hold"
        do = "The planning pack says why, under What does not hold"
        yield Finding("warning", draft.place, f"{wrong}: {rows} of the register's statements", do)


def _workbook(template: WorkbookTemplate, pack: Pack, password: Password | None) -> dict[str, bytes]:
    """The bytes of a workbook, locked if there is a password, and of what goes with it, by file name."""
    files = {template.layout.file: with_lock(write_workbook(template, pack.inspection.day), password)}
    if template.text(template.layout.lists_also_as_csv, template.fields, "lists also as csv"):
        files |= {f"{result.name}.csv": write_csv(result) for result in pack.lists}
    return files


def _public(run: RunContext, overview: Overview | SimpleNamespace | None, editions: dict[str, bytes]) -> Overview:
    """The overview that documents for publication are given, and what is remembered of it beside the others of its day.

    Raises UsageError when it would give back what an earlier edition left out.
    """
    if not isinstance(overview, Overview):
        raise TypeError("only a whole overview can be made fit for publication")
    earlier = read_editions(run.workspace.output, overview.authority)
    public: Publication = for_publication(overview, limits_of(run.scope), earlier)
    of_the_day = [edition for edition in earlier if edition.day == public.edition.day]
    new = [] if public.edition in of_the_day else [public.edition]
    editions[EDITION_FILE] = write_editions([*of_the_day, *new])
    return public.overview
