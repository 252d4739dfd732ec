"""Loads one raw table into the store as typed columns, whatever kind of file it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.case_data.column_mapping import Plan
from readiness.case_data.model import RawTable
from readiness.case_data.values import typed_table
from readiness.foundation.database import Store, Unreadable, sql_name, sql_text
from readiness.foundation.errors import Refused


@dataclass(frozen=True)
class RawTexts:
    """What SQL selects the raw texts of a table from, as columns c0, c1 and so on; and the files that it names."""

    sql: str
    files: tuple[str, ...] = ()
    width: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(f"c{number}" for number in range(self.width))


def header_of(store: Store, raw: RawTable) -> tuple[str, ...]:
    """The headings of a raw table. Raises Unreadable."""
    if raw.kind != "parquet":
        return raw.header
    return tuple(name for name, *_ in store.read("describe select * from read_parquet(?)", as_glob(raw.path)))


def source_of(store: Store, raw: RawTable, header: Sequence[str], scratch: Path | None) -> RawTexts:
    """Where the texts of a raw table are to be had, row by row in the file's order. Raises Unreadable."""
    cells = [f"c{number}" for number in range(len(header))]
    if raw.kind == "csv":
        path, delimiter = _plain(raw, scratch)
        columns = ", ".join(f"{sql_text(cell)}: 'VARCHAR'" for cell in cells)
        sql = (
            f"read_csv(?, auto_detect = false, header = true, delim = {sql_text(delimiter)}, quote = '\"', "
            f"escape = '\"', columns = {{{columns}}})"
        )
        return RawTexts(sql, (as_glob(path),), len(cells))
    if raw.kind == "parquet":
        described = store.read("describe select * from read_parquet(?)", as_glob(raw.path))
        texts = (as_exported(name, kind) for name, kind, *_ in described)
        selected = ", ".join(f"{text} as {cell}" for text, cell in zip(texts, cells, strict=True))
        return RawTexts(f"(select {selected} from read_parquet(?))", (as_glob(raw.path),), len(cells))
    staged = f"raw rows of {raw.name}"
    store.keep(staged, cells, _even(raw, len(cells)))
    return RawTexts(sql_name(staged), width=len(cells))


def load(store: Store, raw: RawTable, source: RawTexts, plan: Plan) -> None:
    """Makes the table ``raw.name``, one row for each row of the file, in the file's order. Raises Unreadable."""
    store.read(typed_table(raw.name, source.sql, plan, raw.day_nought), *source.files)


def let_go(store: Store, raw: RawTable) -> None:
    """Drops what was only made to load a table."""
    store.run(f"drop table if exists {sql_name(f'raw rows of {raw.name}')}")


def as_glob(path: Path | None) -> str:
    """The path as the database takes it, which would else read every file that fits a path with stars in it."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def as_exported(name: str, kind: str) -> str:
    """A typed column as an export to text would write it: whole numbers without a point."""
    column = sql_name(name)
    if kind not in ("DOUBLE", "FLOAT") and not kind.startswith("DECIMAL"):
        return f"{column}::varchar"
    is_whole = f"{column} = round({column}) and abs({column}) < 1e15"
    return f"case when {is_whole} then {column}::bigint::varchar else {column}::varchar end"


def _even(raw: RawTable, width: int) -> Iterator[Sequence[str | None]]:
    for row in raw.rows() if raw.rows else ():
        yield (*row[:width], *[None] * (width - len(row)))


def _plain(raw: RawTable, scratch: Path | None) -> tuple[Path, str]:
    """The file and what parts its values; of one that needs it, a plain copy in the run's own folder.

    Raises Unreadable.
    """
    if raw.text is None:
        raise ValueError("a CSV file was found without being looked into")
    if raw.text.is_plain:
        return raw.text.path, raw.text.delimiter
    if scratch is None:
        raise ValueError("a file that is not plain needs a folder for its copy")
    copy = scratch / f"{raw.name}.csv"
    try:
        raw.text.plain_copy(copy)
    except Refused as refusal:
        raise Unreadable(refusal.why) from None
    return copy, ","
