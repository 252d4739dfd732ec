"""One authority of a region: its build as anybody else's, and what may be told of it, whatever goes wrong.

What is given and what comes back can be handed to another process or another machine that sees the same folders.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.commands.build import Built, Manner, build
from readiness.commands.exit_codes import UNEXPECTED, comes_of_a_stop, where_it_failed
from readiness.commands.options import undone_in
from readiness.commands.printing import failed, told_kept
from readiness.commands.reading import Reading
from readiness.files.password import Password, Passwords
from readiness.foundation.errors import Mistake, NotEnoughMemory, ReadinessError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import listed, many
from readiness.region.member import member_of_run
from readiness.region.model import RegionMember
from readiness.run.context import Progress, in_silence
from readiness.run.needs import ONLY_COUNTED


@dataclass(frozen=True)
class AskedOfEach:
    """What is asked of each authority: the lists and what the checks found in them, and ``documents`` beside.

    With a ``day``, that is the inspection day of all; else each has its own. ``command`` is what people asked for.
    """

    documents: tuple[str, ...] = ()
    day: dt.date | None = None
    password: Password | None = None
    command: str = ""


def member_in(
    folder: Path, asked: AskedOfEach, reading: Reading | None = None, progress: Progress = in_silence
) -> RegionMember:
    """Builds an authority's documents in its folder, and says what may be told of it.

    Raises nothing but KeyboardInterrupt, when somebody stops it: then nothing of this authority was written.
    """
    told: list[str] = []
    reading = reading or Reading()
    try:
        told += undone_in(folder)
        built = _built(folder, asked, reading, progress)
        if built.run is None:
            raise TypeError("a build says whose it is")
        member = member_of_run(folder, built.run, built.learned)
        told += _told(built)
        files = tuple(file.relative_to(folder).as_posix() for file in built.files)
        return replace(member, files=files, told=tuple(told), failed=failed(built))
    except MemoryError:
        wrong: ReadinessError = NotEnoughMemory()
    except ReadinessError as error:
        wrong = error
    except Exception as error:  # its text may hold a value, so only where it happened is told
        if comes_of_a_stop(error):
            raise KeyboardInterrupt from None
        wrong = _unexpected(folder, error)
    return RegionMember(
        folder=folder.name,
        authority=authority_in(folder),
        told=tuple(told),
        mistakes=tuple(wrong.mistakes),
        exit_code=wrong.exit_code,
    )


def _built(folder: Path, asked: AskedOfEach, reading: Reading, progress: Progress) -> Built:
    workbooks, _ = reading.templates(own_over_installed("templates", folder))
    of_lists = [name for workbook in workbooks if not workbook.by_name_only for name in workbook.documents]
    documents = tuple(dict.fromkeys((*of_lists, *asked.documents)))
    manner = Manner(
        passwords=Passwords(asked.password),
        progress=progress,
        also=ONLY_COUNTED,
        reading=reading,
        command=asked.command,
    )
    return build(folder, documents, asked.day, manner=manner)


def _unexpected(folder: Path, error: Exception) -> ReadinessError:
    do = "Please report this line; it holds no case data"
    unexpected = ReadinessError(Mistake(folder.name, where_it_failed(error), do))
    unexpected.exit_code = UNEXPECTED
    return unexpected


def authority_in(folder: Path) -> str:
    """Whose folder it is, where its settings can be read."""
    try:
        return open_workspace(folder).settings.authority
    except (ReadinessError, OSError):
        return ""


def _told(built: Built) -> Iterator[str]:
    """What people are told of a build beside what its workbooks say, a line each. Of the data, how much there is."""
    evaluation = built.learned.evaluation
    findings: list[Finding] = [*built.unreadable, *(evaluation.text.findings if evaluation else ()), *built.about_text]
    yield from (str(finding) for finding in findings if not finding.quiet)
    yield from told_kept(built)
    if evaluation and evaluation.approved_against:
        yield f"Self-evaluation: {evaluation.approved_against}"
    of_data = [finding.severity for finding in built.pack.findings if not finding.quiet] if built.pack else []
    counts = [many(count, word) for word in ("error", "warning") if (count := of_data.count(word))]
    if counts:
        yield f"{listed(counts)} about the data; its data-quality workbook lists them."
    yield from built.not_locked
