"""readiness new: lays out an authority's folder, to fill or to try."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from readiness.authority.overlay import installed, own_over_installed
from readiness.authority.settings import Workspace, open_workspace
from readiness.files.deliver import UNFINISHED, owner_alone
from readiness.foundation.errors import Mistake, OutputError, UsageError
from readiness.register.initial_rows import DOCUMENTS, NewRows, checklist_rows, told_rows
from readiness.register.read import with_areas
from readiness.specification.frameworks import area_titles
from readiness.specification.model import Annex
from readiness.specification.read import read_annex
from readiness.specification.yaml_page import read_page

TellStage = Callable[[str], None]
STORY, TEXT_STORY = "register.yaml", "authors_text.yaml"


def lay_out(folder: Path, example: bool) -> None:
    """Makes a new authority's folder: ready to fill, or the invented authority's. Raises UsageError, OutputError."""
    with new_folder(folder) as unfinished:
        source = installed("examples") / ("anyshire" if example else "new")
        built = shutil.ignore_patterns("output")  # somebody may have built in a checkout's own example
        shutil.copytree(source, unfinished, ignore=built, copy_function=shutil.copyfile, dirs_exist_ok=True)
        annex = read_annex(own_over_installed("annex_a"))
        make_register(unfinished, annex)
        make_authors_text(unfinished, annex)


def make_register(folder: Path, annex: Annex, typed: NewRows | None = None) -> None:
    """Makes the register of a new folder, with the rows as typed or as its story says, else the checklist alone."""
    from readiness.register.new import new_register  # noqa: PLC0415 (takes a while, and other commands do not need it)

    workspace = open_workspace(folder)
    framework = annex.frameworks[workspace.settings.framework]
    sheets = with_areas(annex.register_sheets, annex.frameworks, workspace.settings.framework)
    rows: NewRows = told_rows(typed, sheets) if typed else {DOCUMENTS: checklist_rows(annex, framework)}
    story = folder / STORY
    if story.is_file():
        rows = told_rows(read_page(story, folder).content, sheets)
        story.unlink()
    (folder / workspace.settings.register_file).write_bytes(new_register(sheets, rows))


def make_authors_text(folder: Path, annex: Annex) -> None:
    """Makes the file that the authors of the self-evaluation write in: as its story says, if there is one."""
    workspace = open_workspace(folder)
    story = folder / TEXT_STORY
    told = read_page(story, folder).content if story.is_file() else {}
    workspace.authors_text.write_bytes(text_to_write_in(workspace, annex, told))
    story.unlink(missing_ok=True)


def text_to_write_in(workspace: Workspace, annex: Annex, told: Mapping[str, Any]) -> bytes:
    """The bytes of the file that authors write in, with what a story tells."""
    from readiness.render.word.authors_file import authors_file  # noqa: PLC0415 (as above)

    return authors_file(annex.authors_text, area_titles(annex.frameworks, workspace.settings.framework), told)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder beside the one wanted, which takes its place when everything is in it; until then there is none."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(Mistake(str(folder), "is there already and not empty", "Name a new folder"))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    except OSError:
        raise OutputError(Mistake(str(folder), "cannot be made", "Check that you may write there")) from None
    try:
        yield unfinished
        owner_alone(unfinished)
        if folder.exists():
            folder.rmdir()
        unfinished.replace(folder)
    except OSError:
        raise OutputError(Mistake(str(folder), "cannot be written", "Check the room on the disk")) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
