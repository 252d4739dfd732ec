"""What was given to inspectors, as the record tells it, held against what stands in the folder of it today.

The lines of the record are the register of releases; there is no other. Every file is hashed each time it is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from readiness.files.journal import digest_of
from readiness.files.record import RECORD, RecordLine, read_record
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day
from readiness.handover.model import RELEASES_FOLDER

ReleaseState = Literal["as given", "changed", "gone", "cannot be read"]
_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")
_OF_ANOTHER_PROGRAM = (".", "~$")
_COMPARE = "Compare the file with a copy of it; readiness record --verify tells whether its lines fit"


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class FileOfRelease(_Told):
    """A file as it was named when it was given, how large it was and where it lay; below the folder, or in full."""

    name: str
    size: int
    source: str = ""


class ReleaseLine(_Told):
    """What a line of the record says of a release; ``files`` go by the names below the folder that they are kept under.

    The rest of it stands in the line as in any other: when, who was logged in, and the digest of each file.
    """

    request: str
    version: str = ""
    to: str
    releaser: str = ""
    reviewer: str = ""
    unreviewed: str = ""
    files: Mapping[str, FileOfRelease]


@dataclass(frozen=True)
class ReleasedFile:
    """One file that was given. ``kept_as`` is its name below the folder, ``state`` that of the file there today.

    ``releaser`` is who let it go by the sheet of requests, ``login`` who was logged in. One that nobody had reviewed
    was ``unreviewed`` for a reason. With ``source_changed`` the file it was copied from says something else by now,
    and was not given for the same request since.
    """

    request: str
    name: str
    version: str
    digest: str
    size: int
    when: dt.datetime
    to: str
    releaser: str
    login: str
    reviewed_by: str
    unreviewed: str
    kept_as: str
    source: str
    state: ReleaseState = "as given"
    source_changed: bool = False

    @property
    def by(self) -> str:
        """Who gave it: by the sheet of requests if that names somebody, else who was logged in."""
        return self.releaser or self.login

    @property
    def in_words(self) -> str:
        """What was given for which request, and when."""
        return f"for request {self.request} on {day(self.when.astimezone().date())}"


@dataclass(frozen=True)
class ReleasedSoFar:
    """Everything that was given, in that order, and what is to be told of it."""

    releases: tuple[ReleasedFile, ...]
    told: tuple[Finding, ...]


def releases_of(folder: Path) -> tuple[ReleasedFile, ...]:
    """Every file that was given to inspectors, in that order, with its state today. Raises SourceError."""
    return released_so_far(folder).releases


def released_so_far(folder: Path) -> ReleasedSoFar:
    """The same, with what is to be told of releases, of their files and of the record itself. Raises SourceError."""
    try:
        lines = read_record(folder)
        there = _kept_files(folder)
    except OSError:
        do = "Check that you may read it, and close it in other programs"
        raise SourceError(Mistake(f"{RECORD} or {RELEASES_FOLDER}", "cannot be read", do)) from None
    releases: list[ReleasedFile] = []
    told: list[Finding] = []
    for line in lines:
        place = f"{RECORD} line {line.number}"
        if not line.fits:
            wrong = "does not fit the line before it, so that it is not sure what was released"
            told.append(Finding("error", place, wrong, _COMPARE))
        try:
            releases += _of_line(line, folder)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            told.append(Finding("error", place, "cannot be read, so that what it tells of releases is lost", _COMPARE))
    today = tuple(_today(releases, folder))
    told += [finding for release in today for finding in _told_of(release)]
    unknown = sorted(there - {release.kept_as for release in releases})
    wrong, do = f"stands in no line of {RECORD}, so nobody knows whether it was given", "Move it elsewhere"
    told += [Finding("error", name, wrong, do) for name in unknown]
    return ReleasedSoFar(today, tuple(told))


def _kept_files(folder: Path) -> set[str]:
    """What stands in the folder of releases, by its name below the authority's folder."""
    place = folder / RELEASES_FOLDER
    names = [path.name for path in place.iterdir()] if place.is_dir() else []
    return {
        f"{RELEASES_FOLDER}/{name}"
        for name in names
        if not name.startswith(_OF_ANOTHER_PROGRAM) and name.lower() not in _OF_THE_SYSTEM
    }


def _of_line(line: RecordLine, folder: Path) -> Iterator[ReleasedFile]:
    """What a line says was given. Raises ValueError, KeyError, TypeError or AttributeError for one that is damaged."""
    if line.content is None:
        raise ValueError
    if RELEASES_FOLDER not in line.content:
        return
    said = ReleaseLine.model_validate(line.content[RELEASES_FOLDER])
    for kept_as, file in said.files.items():
        if (folder / kept_as).parent != folder / RELEASES_FOLDER:
            raise ValueError
        yield ReleasedFile(
            request=said.request,
            name=file.name,
            version=said.version,
            digest=str(line.content["written"][kept_as]),
            size=file.size,
            when=dt.datetime.fromisoformat(line.content["when"]),
            to=said.to,
            releaser=said.releaser,
            login=str(line.content["who"]),
            reviewed_by=said.reviewer,
            unreviewed=said.unreviewed,
            kept_as=kept_as,
            source=file.source,
        )


def _today(releases: Iterable[ReleasedFile], folder: Path) -> Iterator[ReleasedFile]:
    """The releases with the state of their files."""
    given = [*releases]
    since = {(alike(release.request), release.source, release.digest) for release in given}
    for release in given:
        now = _digest_now(folder / release.kept_as)
        state: ReleaseState = "cannot be read" if now is None else "gone" if not now else "changed"
        source = (release.source and _digest_now(folder / release.source)) or ""
        changed = bool(source) and (alike(release.request), release.source, source) not in since
        yield replace(release, state="as given" if now == release.digest else state, source_changed=changed)


def _digest_now(file: Path) -> str | None:
    """The digest of a file; empty when there is none, None when it cannot be read."""
    try:
        return digest_of(file)
    except (OSError, ValueError):
        return None


def _told_of(release: ReleasedFile) -> Iterator[Finding]:
    """What is to be told of a release whenever releases are."""
    what = f"which was given {release.in_words},"
    if release.state == "changed":
        yield Finding("error", release.kept_as, f"{what} has changed since", "Put it back from a copy of the folder")
    elif release.state == "gone":
        yield Finding("error", release.kept_as, f"{what} is gone", "Put it back from a copy of the folder")
    elif release.state == "cannot be read":
        do = "Close it in other programs, and check that you may read it"
        yield Finding("error", release.kept_as, f"{what} cannot be read", do)
    if release.source_changed:
        do = "Release it again if inspectors are to have it as it is now"
        yield Finding("warning", release.name, f"has changed since it was released {release.in_words}", do)
    if release.unreviewed:
        yield Finding("warning", release.kept_as, f"{what} was not reviewed: {release.unreviewed}", "")
