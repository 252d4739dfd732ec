"""What the stages of taking case data in share: the store, what is needed, what was found, and how findings are told.

The stages are load, repair, link and resolve_codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from readiness.case_data.column_mapping import Needed, Plan
from readiness.case_data.model import RawTable, Unmapped
from readiness.foundation.database import Store, sql_name
from readiness.foundation.findings import Finding, Severity
from readiness.foundation.phrases import listed
from readiness.specification.model import Annex

SHOWN = 3


@dataclass
class IngestState:
    """``raw`` holds the tables that are needed and there; ``rows`` and ``repeated`` their counts as found.

    ``read_elsewhere`` are columns, by table, that are blank in every row, so that another is read in their place.
    ``adrift`` are columns, as "table.column", of which some row names somebody who is not there.
    """

    store: Store
    annex: Annex
    needed: Needed
    raw: Mapping[str, RawTable]
    code_maps: Mapping[str, Mapping[str, str]]
    plans: dict[str, Plan] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    repeated: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unmapped: list[Unmapped] = field(default_factory=list)
    read_elsewhere: set[tuple[str, str]] = field(default_factory=set)
    adrift: set[str] = field(default_factory=set)

    def tell(self, severity: Severity, place: str, wrong: str, do: str, count: int) -> None:
        """Notes a finding."""
        self.findings.append(Finding(severity, place, wrong, do, count))

    def tell_rows(self, severity: Severity, at: tuple[str, str], rows: Sequence[int], wrong: str, do: str) -> None:
        """Notes a finding about rows, counted from nought as loaded, of a table and column: ``at``."""
        name, column = at
        numbers = tuple(row + self.raw[name].first_row for row in rows)
        place = self._rows_place(name, numbers, column)
        self.findings.append(Finding(severity, place, wrong, do, len(rows), rows=numbers))

    def column_place(self, name: str, column: str) -> str:
        """The file and the column, as people are told them."""
        return f"{self.raw[name].place}, {column}"

    def _rows_place(self, name: str, numbers: Sequence[int], column: str) -> str:
        """The file, the first of the rows and how many more, and the column."""
        more = [f"{len(numbers) - SHOWN:,} more"] if len(numbers) > SHOWN else []
        rows = listed([*numbers[:SHOWN], *more])
        return f"{self.raw[name].place} row{'s' if len(numbers) > 1 else ''} {rows}, {column}"

    def rows_where(self, name: str, test: str) -> list[int]:
        """The rows of a table, counted from nought as loaded, for which the test holds."""
        query = f"select rowid from {sql_name(name)} where {test} order by rowid"
        return [row for (row,) in self.store.rows(query)]
