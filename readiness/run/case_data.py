"""Where a run's case data are: in files, looked through each time, or in a database, read once for all that ask."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.case_data.column_mapping import Needed
from readiness.case_data.find import Found, find_tables
from readiness.case_data.from_database import Wanted, find_in_database
from readiness.run.context import RunContext
from readiness.specification.model import CaseTable


def find_case_data(run: RunContext, known: Mapping[str, CaseTable], needed: Needed, whole: bool = False) -> Found:
    """The raw tables; those that are needed, or the ``whole`` of all that are known, can be read."""
    workspace = run.workspace
    if workspace.database is None:
        return find_tables(workspace.case_data, known, known if whole else needed)
    if run.read.found is None:
        run.progress("Reading the database")
        wanted = Wanted(known, needed, whole)
        password, scratch = workspace.passwords.database, run.scratch / "database"
        run.read.found = find_in_database(workspace.database, password, workspace.folder, wanted, scratch)
    return run.read.found
