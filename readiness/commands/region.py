"""readiness region: the documents of every authority in a folder, and one table across them.

One that fails does not stop the others. Several may be at work at a time, each in a process of its own.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import readiness
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import SETTINGS
from readiness.commands.member import AskedOfEach, authority_in, member_in
from readiness.commands.reading import Reading
from readiness.commands.wanted import wanted_documents
from readiness.files.deliver import deliver, digest, scratch_folder
from readiness.files.record import ToRecord
from readiness.foundation.errors import Mistake, OutputError, Refused, SourceError, UsageError
from readiness.region.compare import region_of
from readiness.region.model import Region, RegionMember
from readiness.render.templates import workbook_made_by
from readiness.render.workbook_from_yaml.template import WorkbookTemplate
from readiness.render.workbook_from_yaml.write import write_workbook
from readiness.run.context import Progress, in_silence
from readiness.run.manifest import MANIFEST, Manifest, read_manifest, this_moment, write_manifest
from readiness.run.recording import login_name

OUTPUT = "output"


@dataclass(frozen=True)
class Watching:
    """Who is told what while it runs: which authority ``begins``, its ``stage``, and when one is ``done``."""

    begins: Progress = in_silence
    stage: Progress = in_silence
    done: Callable[[RegionMember], None] = lambda _: None


@dataclass(frozen=True)
class RegionMade:
    """What came of each authority, the table and its files; no table when it was stopped or nothing was made.

    ``kept`` are files that people had changed, by the name they are kept under. ``of`` is how many authorities there
    are, and ``wrong`` why the table could not be written.
    """

    members: tuple[RegionMember, ...]
    of: int
    region: Region | None = None
    files: tuple[Path, ...] = ()
    kept: Mapping[str, str] | None = None
    left_out: tuple[str, ...] = ()
    stopped: bool = False
    wrong: tuple[Mistake, ...] = ()


def build_region(folder: Path, asked: AskedOfEach, jobs: int = 1, watching: Watching = Watching()) -> RegionMade:
    """Builds every authority's documents and the table. Raises UsageError, SpecificationError, OutputError.

    When somebody stops it, the authorities that were finished stay so.
    """
    folders, left_out = authority_folders(folder)
    reading = Reading()
    _refuse_unknown(folders, asked, reading)
    table = table_template(folder, reading)
    members: list[RegionMember] = []
    each = _in_turn(folders, asked, reading, watching) if jobs == 1 else _side_by_side(folders, asked, jobs, watching)
    try:
        for member in each:
            members.append(member)
            watching.done(member)
    except KeyboardInterrupt:
        return RegionMade(tuple(members), len(folders), left_out=left_out, stopped=True)
    members.sort(key=lambda member: member.folder)
    if not any(member.made for member in members):
        return RegionMade(tuple(members), len(folders), left_out=left_out)
    region = region_of(folder.resolve().name, members, left_out)
    watching.begins("Comparing")
    try:
        files, kept = put_table(folder, region, asked.command, table)
    except OutputError as error:  # what was made of the authorities is there
        return RegionMade(tuple(members), len(folders), region, left_out=left_out, wrong=error.mistakes)
    return RegionMade(tuple(members), len(folders), region, files, kept, left_out)


def authority_folders(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """The authorities' folders in a folder, by name, and the names of other folders in it. Raises UsageError."""
    if not folder.is_dir():
        raise UsageError(Mistake(str(folder), "there is no such folder", "Name the one that holds the folders of all"))
    if (folder / SETTINGS).is_file():
        wrong = f"holds a {SETTINGS}, so it is one authority's folder"
        raise UsageError(Mistake(str(folder), wrong, "Name the folder that holds the folders of all"))
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    folders = [path for path in inside if (path / SETTINGS).is_file()]
    if not folders:
        wrong = f"there is no folder with a {SETTINGS} in it"
        raise UsageError(Mistake(str(folder), wrong, "Put each authority's folder into it"))
    return folders, tuple(path.name for path in inside if path not in folders and path.name != OUTPUT)


def _refuse_unknown(folders: Sequence[Path], asked: AskedOfEach, reading: Reading) -> None:
    """Tells a document that nobody has once, and not once an authority. Their own templates may make others."""
    if not any((folder / "templates").is_dir() for folder in folders):
        wanted_documents(*reading.templates(own_over_installed("templates")), asked.documents)


def _in_turn(
    folders: Sequence[Path], asked: AskedOfEach, reading: Reading, watching: Watching
) -> Iterator[RegionMember]:
    for number, folder in enumerate(folders, start=1):
        which = f"{number} of {len(folders)}: {authority_in(folder) or folder.name}"
        watching.begins(which)
        yield member_in(folder, asked, reading, partial(_stage, watching, which))


def _stage(watching: Watching, which: str, words: str) -> None:
    watching.stage(f"{which}: {words}")


def _side_by_side(folders: Sequence[Path], asked: AskedOfEach, jobs: int, watching: Watching) -> Iterator[RegionMember]:
    """The same with several processes. One that is at work when somebody stops this finishes its authority."""
    spawn = multiprocessing.get_context("spawn")  # the same on every system
    with ProcessPoolExecutor(min(jobs, len(folders)), mp_context=spawn, initializer=_at_work) as pool:
        work = {pool.submit(_member_there, folder, asked): folder for folder in folders}
        waiting = dict(work)
        try:
            for each in as_completed(work):
                member = _outcome(each, waiting.pop(each))
                watching.begins(f"{len(work) - len(waiting)} of {len(work)}: {member.called}")
                yield member
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            yield from (_outcome(each, waiting[each]) for each in waiting if not each.cancelled())
            raise


def _outcome(done: Future[RegionMember], folder: Path) -> RegionMember:
    """What a process gave, or that it ended before it could, as the system ends one when memory runs out."""
    try:
        return done.result()
    except BrokenExecutor:
        do = "Run it again with fewer --jobs: there may not be enough memory for so many"
        ended = Mistake(folder.name, "a process at work ended, so nobody knows whether this was made", do)
        return RegionMember(folder.name, authority_in(folder), mistakes=(ended,), exit_code=SourceError.exit_code)


_reading = Reading()  # of a process at work: what it has read for the authorities before


def _at_work() -> None:
    """Leaves it to the process that gave the work to heed a stop: what is begun is finished, and nothing is begun."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _member_there(folder: Path, asked: AskedOfEach) -> RegionMember:
    return member_in(folder, asked, _reading)


def table_template(folder: Path, reading: Reading) -> WorkbookTemplate:
    """How the table looks: the region's own template over the installed one. Raises SpecificationError."""
    workbooks, _ = reading.templates(own_over_installed("templates", folder))
    return workbook_made_by("region", workbooks)


def put_table(
    folder: Path, region: Region, command: str, template: WorkbookTemplate
) -> tuple[tuple[Path, ...], Mapping[str, str]]:
    """Writes the table into the region's folder, and what people changed in the one before beside it.

    Raises SpecificationError, OutputError.
    """
    content = write_workbook(template.over({"region": region}), region.day)
    name = template.layout.file
    output = folder / OUTPUT
    target = output / region.day.isoformat()
    try:
        there = read_manifest(target)
        written = {name: there.files_written.get(name, "")} if there else {}
    except Refused:  # whatever is there may be somebody's work
        written = {name: ""}
    manifest = Manifest(
        made=this_moment(),
        readiness=readiness.__version__,
        inspection_day=region.day.isoformat(),
        files_written={name: digest(content)},
    )
    about = {"when": this_moment(), "who": login_name(), "command": command, "readiness": readiness.__version__}
    record = ToRecord(folder, {key: value for key, value in about.items() if value})
    files = {name: content, MANIFEST: write_manifest(manifest)}
    with scratch_folder(output) as scratch:
        delivered = deliver(files, scratch, target, written, record=record)
    return delivered.files[:1], delivered.kept
