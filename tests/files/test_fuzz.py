"""Damaged workbooks and text files end in a result or in a sentence, whatever the damage. Seeded, so that it repeats."""

from __future__ import annotations

import io
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from product import TESTS

from readiness.case_data.column_mapping import needed_columns
from readiness.case_data.find import find_tables
from readiness.case_data.ingest import ingest
from readiness.files.text import read_text
from readiness.files.workbook import open_workbook
from readiness.foundation.database import Store
from readiness.foundation.errors import ReadinessError, Refused, SourceError
from readiness.lists.find_in_workbook import find_lists
from readiness.specification.model import Annex

TABLE, FORMATS = "ssd_contacts", TESTS / "support" / "formats"
HEADINGS = ("cont_contact_id", "cont_person_id", "cont_contact_date", "cont_contact_source_code")
ROWS = [HEADINGS] + [(f"{n:04}", f"José {n}", f"2026-06-{n % 28 + 1:02}", "1A") for n in range(40)]
Change = Callable[[bytes, random.Random], bytes]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.append((1, 2.5, "=1+1", "#N/A"))
    book.create_sheet("Second").append(("a", True, None))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def flipped(content: bytes, chance: random.Random) -> bytes:
    new = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        new[chance.randrange(len(new))] ^= 1 << chance.randrange(8)
    return bytes(new)


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def repeated(content: bytes, chance: random.Random) -> bytes:
    first, second = sorted(chance.sample(range(len(content)), 2))
    return content[:second] + content[first:second] + content[second:]


def without(content: bytes, chance: random.Random) -> bytes:
    first, second = sorted(chance.sample(range(len(content)), 2))
    return content[:first] + content[second:]


def with_signs(content: bytes, chance: random.Random) -> bytes:
    new = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(new))
        new[at : at + 1] = chance.choice([b'"', b"\x00", b"\r", b"\n\n", b";", b"\xff\xfe", b"<", b"&", b"99999999999"])
    return bytes(new)


def encoded(content: bytes, chance: random.Random) -> bytes:
    kinds = ("utf-16", "utf-16-be", "utf-16-le", "cp1252", "cp500", "utf-32")
    return content.decode("utf-8", errors="replace").encode(chance.choice(kinds), errors="replace")


BYTES: list[Change] = [flipped, cut, repeated, without, with_signs]


def part_changed(content: bytes, chance: random.Random) -> bytes:
    """The workbook with one of its parts damaged, or left out, and the zip around it whole."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            if name != chosen:
                archive.writestr(name, old.read(name))
            elif len(old.read(name)) > 1 and chance.random() < 0.9:
                archive.writestr(name, chance.choice(BYTES)(old.read(name), chance))
    return new.getvalue()


def read_everything(file: Path, annex: Annex) -> None:
    """Reads a file in each way in which the product reads it: as it is, as a table of case data, as lists of Annex A."""
    if file.suffix == ".csv":
        list(read_text(file).rows())
    elif file.suffix != ".parquet":
        for sheet in open_workbook(file).sheets:
            list(sheet.numbered())
            sheet.cells()
    with suppress(ReadinessError):
        find_lists(file, annex.lists)
    needed = {TABLE: needed_columns(annex)[TABLE]}
    found = find_tables(file.parent, annex.tables, needed)
    if found.mistakes:
        raise SourceError(*found.mistakes)
    with Store() as store:
        ingest(store, annex, needed, found.tables, {}, file.parent.parent)


def ends(folder: Path, annex: Annex, mutants: int, seed: int) -> Counter[str]:
    """How reading so many mutants ended: in a result, a sentence, or a kind of failure."""
    chance, ended = random.Random(seed), Counter[str]()
    whole = {file.suffix: file.read_bytes() for file in FORMATS.glob(f"{TABLE}.*")} | {".xlsx": workbook()}
    whole[".csv"] = "\n".join(map(",".join, ROWS)).encode()
    for number in range(mutants):
        ending = chance.choice([".csv", ".csv", ".xlsx", ".xlsx", *sorted(whole)])
        changes = [*BYTES, encoded] if ending == ".csv" else BYTES
        if ending in (".xlsx", ".ods"):
            changes = [*BYTES, part_changed, part_changed, part_changed]
        file = folder / str(number) / f"{TABLE}{ending}"
        file.parent.mkdir()
        file.write_bytes(chance.choice(changes)(whole[ending], chance))
        try:
            read_everything(file, annex)
            ended["result"] += 1
        except (Refused, ReadinessError):
            ended["sentence"] += 1
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            ended[f"{ending} {type(error).__name__} at mutant {number}: {error}"] += 1
    return ended


def test_100_damaged_files_end_in_a_result_or_a_sentence(tmp_path: Path, annex: Annex) -> None:
    ended = ends(tmp_path, annex, 100, 1)
    assert ended.keys() == {"result", "sentence"}, ended


@pytest.mark.slow
def test_500_damaged_files_end_in_a_result_or_a_sentence(tmp_path: Path, annex: Annex) -> None:
    ended = ends(tmp_path, annex, 500, 2)
    assert ended.keys() == {"result", "sentence"}, ended
