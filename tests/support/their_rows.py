"""Whose every row of an extract is, worked out again in plain Python from the files and the pages of their tables."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from extracts import Row
from extracts import read as read_rows

from readiness.specification.model import Annex

At = tuple[str, int]


class Extract:
    """The CSV files of a folder by table, and each row by the values of its columns."""

    def __init__(self, folder: Path, annex: Annex) -> None:
        self.annex = annex
        names = [name for name in annex.tables if (folder / "case_data" / f"{name}.csv").is_file()]
        self.rows: dict[str, list[Row]] = {name: read_rows(folder / "case_data" / f"{name}.csv") for name in names}
        self.by_value: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
        for name, rows in self.rows.items():
            columns = self._naming(name) + [link[0] for link in self._links(name)]
            for number, row in enumerate(rows):
                for column in dict.fromkeys(columns):
                    self.by_value[name, column, row.get(column, "").removesuffix(".0")].append(number)
        self.legacy = {row["pers_person_id"]: row.get("pers_legacy_id", "") for row in self.rows["ssd_person"]}

    @property
    def children(self) -> list[str]:
        return [*self.legacy]

    def _naming(self, name: str) -> list[str]:
        columns = [column for column, about in self.annex.tables[name].columns.items() if about.refers_to]
        return ["pers_person_id"] if name == "ssd_person" else columns

    def _links(self, name: str) -> list[tuple[str, str, str]]:
        columns = self.annex.tables[name].columns.items()
        belongs = [(column, *about.belongs_to.split(".")) for column, about in columns if about.belongs_to]
        ways = [way for _, about in columns for way in about.found_through]
        return [*belongs, *((way.equals, way.take.split(".")[0], way.where) for way in ways)]  # type: ignore[list-item]

    def of(self, child: str) -> set[At]:
        """The rows of a child, each as a table and the row that a spreadsheet shows it on."""
        found: set[At] = set()
        for name in self.rows:
            for column in self._naming(name):
                known = [child]
                if self.annex.tables[name].columns[column].or_known_by:
                    known.append(self.legacy.get(child, ""))
                found |= {(name, number) for each in known if each for number in self.by_value[name, column, each]}
        while True:
            more = {at for name in self.rows for link in self._links(name) for at in self._hanging(name, link, found)}
            if more <= found:
                return {(name, number + 2) for name, number in found}
            found |= more

    def _hanging(self, name: str, link: tuple[str, str, str], found: set[At]) -> set[At]:
        column, there, where = link
        keys = {self.rows[there][number].get(where, "") for table, number in found if table == there} - {""}
        hanging = {number for key in keys for number in self.by_value[name, column, key.removesuffix(".0")]}
        naming = self._naming(name)
        return {(name, n) for n in hanging if not any(self.rows[name][n].get(each) for each in naming)}
