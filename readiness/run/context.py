"""What every stage of one run is given: whose it is, what is asked for, and what is known from before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from readiness.authority.choices import Scope
from readiness.authority.settings import Workspace
from readiness.case_data.find import Found
from readiness.foundation.phrases import SO_FAR
from readiness.register.initial_rows import sheets_of
from readiness.register.read import Register, read_register
from readiness.run.earlier_runs import NO_RUNS, EarlierRuns
from readiness.run.needs import EVERYTHING, Needs
from readiness.specification.frameworks import TimetableLine
from readiness.specification.model import Annex
from readiness.surgery.model import SheetWords

STORE = "store.duckdb"
Progress = Callable[[str], None]


def in_silence(_: str) -> None:
    """Progress that nobody is told of."""


@dataclass
class ReadOnce:
    """What a command has read of a database, so that whatever asks again is given the same rows."""

    found: Found | None = None


@dataclass(frozen=True)
class RunContext:
    """One run of one authority. ``needs`` is what its documents ask for: a stage that none of them needs is left out.

    Temporary files go to the folder ``scratch``, and the database too when it is kept. ``first_row`` is where lists
    begin on the sheets to be written. ``only`` are the lists that are wanted, if not all of them. ``command`` is
    what was asked for, as the record tells it. ``words_in`` is how the workbook lays out its rows that carries what
    people wrote from run to run; None when it is not asked for. ``at`` is the moment that the inspection week is seen
    from, if not the morning of the inspection day.
    """

    workspace: Workspace
    annex: Annex
    scope: Scope
    scratch: Path
    before: EarlierRuns = NO_RUNS
    needs: Needs = EVERYTHING
    first_row: int = 2
    keep_store: bool = False
    progress: Progress = in_silence
    only: tuple[str, ...] = ()
    command: str = ""
    words_in: SheetWords | None = None
    at: dt.datetime | None = None
    read: ReadOnce = field(default_factory=ReadOnce)

    @cached_property
    def register(self) -> Register:
        """The register as people keep it, read once. Raises SourceError with every mistake in it."""
        return read_register(self.workspace.register, sheets_of(self.annex, self.scope))

    def so_far(self, words: str) -> None:
        """Tells how far the stage is."""
        self.progress(f"{SO_FAR}{words}")

    def file_name(self, name: str) -> str:
        """What a file is called: where only some lists are wanted, so that it never passes for that of all."""
        if not self.only:
            return name
        numbers = "_".join(f"{self.annex.lists[wanted].number:02}" for wanted in self.only)
        return f"{Path(name).stem}_only_{numbers}{Path(name).suffix}"

    @property
    def timetable(self) -> Sequence[TimetableLine]:
        """What comes when in the kind of inspection that is prepared for."""
        inspection = self.scope.inspection
        return self.annex.frameworks[inspection.framework].kinds[inspection.kind].timetable

    @property
    def store(self) -> Path | None:
        """The database's file; None when it is kept in memory alone."""
        return self.scratch / STORE if self.keep_store else None
