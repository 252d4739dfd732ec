"""Lays out authorities' folders: a new one to fill, the invented one to read, and invented ones of a size and seed.

The data of the last is made by the SQL in examples/synthetic, run in the order of its file names; nothing here knows
what it makes. Relations named like tables of case data become CSV files, "code_map" becomes the authority's own code
maps, and "faults" lists what was planted.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from readiness.errors import Mistake, OutputError, UsageError
from readiness.library import shelf, shelves
from readiness.preparing import DOCUMENTS, checklist_rows, told_rows
from readiness.register import with_areas
from readiness.render.drafts import read_templates
from readiness.sources.code_maps import HEADINGS
from readiness.spec.assemble import read_annex
from readiness.spec.model import Annex
from readiness.spec.reader import Page, read_page
from readiness.store import Store, quoted
from readiness.words import fill
from readiness.workspace import SETTINGS, open_workspace

Progress = Callable[[str], None]
SYNTHETIC = "synthetic"
STORY = "register.yaml"


def lay_out(folder: Path, example: bool) -> None:
    """Makes a new authority's folder: ready to fill, or the invented authority's. Raises UsageError, OutputError."""
    with _new_folder(folder) as unfinished:
        source = shelf("examples") / ("anyshire" if example else "new")
        built = shutil.ignore_patterns("output")  # somebody may have built in a checkout's own example
        shutil.copytree(source, unfinished, ignore=built, copy_function=shutil.copyfile, dirs_exist_ok=True)
        unfinished.chmod(0o700)
        _register(unfinished, read_annex(shelf("annex_a")))
        for draft in read_templates(shelves("templates"))[1]:
            if draft.about.laid_out:
                (unfinished / "templates").mkdir(exist_ok=True)
                shutil.copyfile(draft.path, unfinished / "templates" / draft.path.name)


def _register(folder: Path, annex: Annex) -> None:
    """Makes the register of a new folder: as its story says, if there is one, else with the checklist of documents."""
    from readiness.registering import new_register  # noqa: PLC0415 (takes a while, and other commands do not need it)

    workspace = open_workspace(folder)
    framework = annex.frameworks[workspace.settings.framework]
    sheets = with_areas(annex.register_sheets, annex.frameworks, workspace.settings.framework)
    rows: Mapping[str, Sequence[Mapping[str, object]]] = {DOCUMENTS: checklist_rows(annex, framework)}
    story = folder / STORY
    if story.is_file():
        rows = told_rows(read_page(story, folder).content, sheets)
        story.unlink()
    (folder / workspace.settings.register_file).write_bytes(new_register(sheets, rows))


def sizes() -> Page:
    """The page that says which sizes of authority can be invented, and what each holds."""
    folder = shelf("examples")
    return read_page(folder / SYNTHETIC / "sizes.yaml", folder)


def invent(folder: Path, size: str, seed: int, progress: Progress) -> None:
    """Makes an authority's folder with invented case data of a size; the same seed gives the same bytes.

    Raises UsageError, OutputError.
    """
    source = shelf("examples") / SYNTHETIC
    annex = read_annex(shelf("annex_a"))
    with _new_folder(folder) as unfinished, Store() as store:
        store.one_row("size", {name: int(value) for name, value in sizes().content[size].items()})
        store.one_row("seed", {"seed": seed})
        store.keep("bank_holiday", ["day"], [[day.isoformat()] for day in annex.holidays])
        for script in sorted(source.glob("*.sql")):
            progress(f"Inventing {script.stem.partition('_')[2].replace('_', ' ')}")
            store.specified(f"examples/{SYNTHETIC}/{script.name}", script.read_text(encoding="utf-8"))
        progress("Writing files")
        made = {name for (name,) in store.rows("select table_name from information_schema.tables")}
        (unfinished / "case_data").mkdir()
        for name in sorted(made & set(annex.tables)):
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
        _register(unfinished, annex)


def _copy(store: Store, name: str, file: Path) -> None:
    store.run(
        f"copy (select * from {quoted(name)} order by all) to '{str(file).replace(chr(39), chr(39) * 2)}' (header)"
    )


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder beside the one wanted, which takes its place when everything is in it; until then there is none."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(Mistake(str(folder), "is there already and not empty", "Name a new folder"))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder.parent))
    except OSError:
        raise OutputError(Mistake(str(folder), "cannot be made", "Check that you may write there")) from None
    try:
        yield unfinished
        if folder.exists():
            folder.rmdir()
        unfinished.replace(folder)
    except OSError:
        raise OutputError(Mistake(str(folder), "cannot be written", "Check the room on the disk")) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
