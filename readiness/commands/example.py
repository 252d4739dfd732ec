"""readiness example: invents an authority of a size and a seed, with a register in keeping with its data."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from readiness.authority.overlay import installed, own_over_installed
from readiness.authority.settings import SETTINGS, open_workspace
from readiness.case_data.code_maps import HEADINGS
from readiness.commands.example_register import Invented, fill_register
from readiness.commands.new import TEXT_STORY, TellStage, make_authors_text, make_register, new_folder
from readiness.foundation.database import Store, sql_name
from readiness.foundation.placeholders import fill
from readiness.specification.read import read_annex
from readiness.specification.yaml_page import Page, read_page

SYNTHETIC = "synthetic"


def sizes() -> Page:
    """The page that says which sizes of authority can be invented, and what each holds."""
    folder = installed("examples")
    return read_page(folder / SYNTHETIC / "sizes.yaml", folder)


def invent(folder: Path, size: str, seed: int, progress: TellStage) -> None:
    """Makes an authority's folder with invented case data of a size and a filled register.

    The same seed gives the same bytes.

    Raises UsageError, OutputError.
    """
    source = installed("examples") / SYNTHETIC
    annex = read_annex(own_over_installed("annex_a"))
    with new_folder(folder) as unfinished, Store() as store:
        numbers = {name: int(value) for name, value in sizes().content[size].items()}
        store.one_row("size", numbers)
        store.one_row("seed", {"seed": seed})
        store.keep("bank_holiday", ["day"], [[day.isoformat()] for day in annex.holidays])
        for script in sorted(source.glob("*.sql")):
            progress(f"Inventing {script.stem.partition('_')[2].replace('_', ' ')}")
            store.run(script.read_text(encoding="utf-8"))  # installed, nobody's own, and followed by writing files
        progress("Writing files")
        tables = {name for (name,) in store.rows("select table_name from information_schema.tables")}
        (unfinished / "case_data").mkdir()
        for name in sorted(tables & set(annex.tables)):
            _copy(store, name, unfinished / "case_data" / f"{name}.csv")
        _copy(store, "faults", unfinished / "faults.csv")
        (unfinished / "codes").mkdir()
        for (name,) in store.rows("select distinct code_set from code_map order by 1"):
            spellings = store.rows(
                "select local_spelling, accepted_code from code_map where code_set = ? order by all", name
            )
            with (unfinished / "codes" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([HEADINGS, *spellings])
        settings = (source / SETTINGS).read_text(encoding="utf-8")
        text = str(fill(settings, f"examples/{SYNTHETIC}/{SETTINGS}", {"size": size, "seed": seed}))
        (unfinished / SETTINGS).write_text(text, encoding="utf-8")
        progress("Filling the register")
        authority = open_workspace(unfinished).settings.authority
        kept = source / "register"
        rows = fill_register(unfinished, kept, Invented(authority, size, numbers, seed))
        make_register(unfinished, annex, rows)
        shutil.copyfile(kept / TEXT_STORY, unfinished / TEXT_STORY)
        make_authors_text(unfinished, annex)


def _copy(store: Store, name: str, file: Path) -> None:
    store.run(
        f"copy (select * from {sql_name(name)} order by all) to '{str(file).replace(chr(39), chr(39) * 2)}' (header)"
    )
