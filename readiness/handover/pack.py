"""What goes into an upload pack: which documents, in which order, by which number and name, and why others do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from readiness.files.deliver import digest
from readiness.files.encryption import lock, unlock
from readiness.files.journal import write_whole
from readiness.files.password import Password, is_locked
from readiness.foundation.errors import Refused
from readiness.foundation.phrases import many, printable
from readiness.handover.evidence_file import bytes_of, evidence_bytes
from readiness.handover.model import FileCheck, LookedThrough, NotPacked, Objection, PackedFile
from readiness.handover.office_file import PROGRAMS
from readiness.handover.office_parts import NEEDS_PASSWORD
from readiness.handover.opens import as_given, look_through_file
from readiness.preparedness.model import DocumentStanding
from readiness.specification.frameworks import Document

LONGEST_NAME = 100
CHILDREN_BARE = ("may hold children, and has no password", "Give one with --password or --password-file")
CANNOT_LOCK = ("may hold children, and cannot be locked with a password", "Hand it over by hand, in a safe way")
NOT_FOR_PUBLICATION, HAS_A_PASSWORD = "Not for publication", "Locked with a password"
UNSEEN_LOCKED = "Locked with a password; not looked into, but as readiness made it"
CHANGED_BY_HAND = "Changed since readiness made it"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')


@dataclass(frozen=True)
class MadeHere:
    """A file that this product makes of a document, whether or not it is there.

    One ``checked`` was checked when it was made for the day; one ``changed`` is no longer as it was made.
    """

    file: Path
    children: bool
    checked: bool
    changed: bool


@dataclass(frozen=True)
class Sources:
    """Where files are taken from, and where their copies go. ``made`` is by what the specification calls a document."""

    documents: Mapping[str, Document]
    folder: Path
    made: Mapping[str, MadeHere]
    scratch: Path
    kind: str
    password: Password | None = None


@dataclass
class Gathered:
    """What has been gathered so far; ``files`` are the copies, by their names in the pack."""

    packed: list[PackedFile] = field(default_factory=list)
    others: list[NotPacked] = field(default_factory=list)
    checks: list[FileCheck] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class _Given:
    """The bytes of a file as they are given, and what is worth knowing of it."""

    content: bytes
    looked: LookedThrough
    locked: bool = False


class _NotGiven(Exception):
    """A file that is there is not given, and why."""

    def __init__(self, *objections: Objection) -> None:
        self.objections = objections
        super().__init__()


def gather(standings: Sequence[DocumentStanding], sources: Sources) -> Gathered:
    """Every document in its order. The number of one is its place in the checklist, whether or not others are there."""
    gathered = Gathered()
    digits = max(2, len(str(len(standings))))
    for place, standing in enumerate(standings, start=1):
        _take(f"{place:0{digits}}", standing, sources, gathered)
    return gathered


def name_in_pack(number: str, title: str, ending: str) -> str:
    """A name that every system takes: the number, the title without signs that Windows refuses, the ending."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", printable(title)).split())
    room = LONGEST_NAME - len(number) - len(ending) - 1
    return f"{number} {plain[:room].rstrip(' .') or 'Document'}{ending}"


def _take(number: str, standing: DocumentStanding, sources: Sources, gathered: Gathered) -> None:
    document = sources.documents.get(standing.key)
    made = sources.made.get(document.made_here) if document and not standing.file else None
    reasons = [*_not_in_order(standing, sources, made)]
    if reasons:
        wanted = standing.expected and standing.state != "not applicable"
        there = wanted and standing.state == "contradicted" and _is_there(standing, sources, made)
        planned = standing.state != "contradicted"
        gathered.others.append(
            NotPacked(
                number=number,
                title=standing.title,
                reasons=tuple(reasons),
                wanted=wanted,
                left_out=there,
                plan=standing.plan if planned else "",
                due=standing.due if planned else None,
            )
        )
        return
    ending = made.file.suffix.lower() if made else PurePosixPath(standing.file.replace("\\", "/")).suffix.lower()
    try:
        given = _given(standing, sources, made, ending)
    except _NotGiven as left:
        gathered.others.append(NotPacked(number, standing.title, left.objections, left_out=True))
        gathered.checks.append(FileCheck(number, standing.title, False, tuple(map(str, left.objections))))
        return
    name = name_in_pack(number, standing.title, ending)
    gathered.files[name] = sources.scratch / f"of_pack_{number}"
    write_whole(gathered.files[name], given.content)
    notes = (*_notes(standing, document, made, given), *given.looked.notes)
    gathered.checks.append(FileCheck(number, standing.title, True, notes))
    gathered.packed.append(
        PackedFile(
            number=number,
            title=standing.title,
            file=name,
            version=standing.version,
            approved_by=standing.approved_by,
            approved_on=standing.approved_on,
            areas=standing.areas,
            pages=given.looked.pages,
            sha256=digest(given.content),
            notes=notes,
            locked=given.locked,
        )
    )


def _not_in_order(standing: DocumentStanding, sources: Sources, made: MadeHere | None) -> Iterator[Objection]:
    """Why a document is not to be handed over, whatever its file holds."""
    if not standing.expected:
        yield Objection(f"is not asked for in a {sources.kind[:1].lower()}{sources.kind[1:]}", "")
    elif standing.state == "not applicable":
        yield Objection("is not applicable", standing.notes or standing.plan)
    elif standing.state in ("not started", "in development"):
        yield Objection(f"is {standing.state}", "")
    elif standing.state == "contradicted" and not (made and made.checked and made.file.is_file()):
        wrong = [problem for problem in standing.problems if problem.severity == "error"]
        yield from (Objection(problem.wrong, problem.do) for problem in wrong)


def _is_there(standing: DocumentStanding, sources: Sources, made: MadeHere | None) -> bool:
    """Whether there is a file, although it is not to be handed over."""
    if made or not standing.file:
        return bool(made and made.file.is_file())
    try:
        return bool(evidence_bytes(sources.folder, standing.file))
    except Refused:
        return False


def _given(standing: DocumentStanding, sources: Sources, made: MadeHere | None, ending: str) -> _Given:
    """The file as it is given. Raises _NotGiven."""
    try:
        content = _content(standing, sources, made)
        children = bool(made and made.children) or _holds_lists(standing, sources)
        locked = is_locked(content)
        if locked and sources.password is None and made and not made.changed:
            return _Given(content, LookedThrough(notes=(UNSEEN_LOCKED,)), locked=True)
        if locked and sources.password is None:
            raise Refused(*NEEDS_PASSWORD)
        if locked and sources.password:
            content = unlock(content, sources.password)
        if (children or locked) and ending not in PROGRAMS:
            raise Refused(*CANNOT_LOCK)
        if children and sources.password is None:
            raise Refused(*CHILDREN_BARE)
        looked = look_through_file(content, ending)
        if looked.objections:
            raise _NotGiven(*looked.objections)
        copy = as_given(content, ending)
        if sources.password and (children or locked):
            return _Given(_locked(copy, sources.password), looked, locked=True)
        return _Given(copy, looked)
    except Refused as refused:
        raise _NotGiven(Objection(refused.why, refused.do)) from None


def _locked(content: bytes, password: Password) -> bytes:
    try:
        return lock(content, password)
    except (Refused, ValueError):  # as of a file that is hardly any, which does not open again as it was
        raise Refused(*CANNOT_LOCK) from None


def _content(standing: DocumentStanding, sources: Sources, made: MadeHere | None) -> bytes:
    if made is None:
        return evidence_bytes(sources.folder, standing.file)
    try:
        return bytes_of(made.file)
    except OSError:
        raise Refused("cannot be read", "Run readiness build, and close it in other programs") from None


def _holds_lists(standing: DocumentStanding, sources: Sources) -> bool:
    """Whether the authority's own file stands in for one that holds children."""
    document = sources.documents.get(standing.key)
    stands_in_for = sources.made.get(document.made_here) if document else None
    return bool(stands_in_for and stands_in_for.children)


def _notes(
    standing: DocumentStanding, document: Document | None, made: MadeHere | None, given: _Given
) -> Iterator[str]:
    """What is worth knowing of a file in the pack, beside what was found in it."""
    if document and document.confidential:
        yield NOT_FOR_PUBLICATION
    if given.locked and UNSEEN_LOCKED not in given.looked.notes:
        yield HAS_A_PASSWORD
    if made and made.changed:
        yield CHANGED_BY_HAND
    if standing.state == "review due":
        yield f"Its review is overdue by {many(standing.days_overdue or 0, 'day')}"
    elif standing.state == "contradicted":
        wrongs = [problem.wrong for problem in standing.problems if problem.severity == "error"]
        yield from (f"{wrong[:1].upper()}{wrong[1:]}" for wrong in wrongs)
