"""An authority's folder: what readiness.yaml says, and where everything in it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from readiness.files.password import Password
from readiness.files.text import TEXTS
from readiness.files.workbook import WORKBOOKS
from readiness.foundation.errors import Mistake, UsageError
from readiness.specification.base import Piece, Words
from readiness.specification.yaml_page import Page, read_page_as, shape

SETTINGS = "readiness.yaml"


class Neighbours(Piece):
    """The authority's statistical neighbours, as DfE's statistics call them, and the model that says so."""

    model: str = Field(min_length=1)
    authorities: Words = Field(min_length=1)


class Keep(Piece):
    """For how many days what was made is kept, and what of it holds children; None is for ever."""

    output: int | None = Field(default=None, ge=0)
    children: int | None = Field(default=None, ge=0)


class Settings(Piece):
    """What readiness.yaml may say. ``published_as`` is the authority's name in DfE's statistics, if it is another."""

    authority: str = Field(min_length=1)
    framework: str
    kind: str
    inspection_day: str = ""
    case_data: str = "case_data"
    source: Literal["case data", "annex a workbook"] = "case data"
    annex_a_workbook: str = "annex_a.xlsx"
    choices: dict[str, str] = {}
    thresholds: dict[str, str] = {}
    register_file: str = Field("register.xlsx", alias="register", pattern=r"^[^/\\:]+\.xlsx$")
    authors_text: str = Field("self_evaluation_text.docx", pattern=r"^[^/\\:]+\.docx$")
    documents: str = "documents"
    statistics: str = "statistics"
    region: str = ""
    published_as: str = ""
    statistical_neighbours: Neighbours | None = None
    call_day: str = ""
    lists_left_empty: Words = ()
    keep: Keep = Keep()


@dataclass(frozen=True)
class Workspace:
    """An authority's folder, read. The ``password`` is that of workbooks with children, read or written."""

    folder: Path
    settings: Settings
    page: Page
    source: Path | None = None
    password: Password | None = None

    @property
    def annex_a(self) -> Path | None:
        """The Annex A workbook that the lists are read from; None when they are made from case data."""
        if self.source or self.settings.source == "case data":
            return self.source
        return self.folder / self.settings.annex_a_workbook

    @property
    def kind_of_source(self) -> str:
        """What lists come from, in the words of the settings: only runs of one kind can be compared."""
        return self.settings.source if self.source is None else "annex a workbook"

    @property
    def case_data(self) -> Path:
        return self.folder / self.settings.case_data

    @property
    def codes(self) -> Path:
        return self.folder / "codes"

    @property
    def columns(self) -> tuple[Path, ...]:
        """The authority's own map of headings, columns.csv, if there is one; it may be a workbook."""
        kinds = (*TEXTS, *WORKBOOKS)
        return tuple(sorted(file for file in self.folder.glob("columns.*") if file.suffix.lower() in kinds))

    @property
    def register(self) -> Path:
        return self.folder / self.settings.register_file

    @property
    def authors_text(self) -> Path:
        """What the authors of the self-evaluation write in."""
        return self.folder / self.settings.authors_text

    @property
    def documents(self) -> Path:
        """Where the evidence files are that the register names."""
        return self.folder / self.settings.documents

    @property
    def statistics(self) -> Path:
        """Where the files of published statistics are."""
        return self.folder / self.settings.statistics

    @property
    def output(self) -> Path:
        return self.folder / "output"


def nearest_folder() -> Path:
    """The current folder or the nearest above it that has settings; the current folder when none has."""
    here = Path.cwd()
    up = (number for number, folder in enumerate((here, *here.parents)) if (folder / SETTINGS).is_file())
    return Path(*[".."] * next(up, 0))


def open_workspace(folder: Path, source: Path | None = None, password: Password | None = None) -> Workspace:
    """Reads the folder's settings. ``source`` is an Annex A workbook that comes before them. Raises UsageError."""
    file = folder / SETTINGS
    if not file.is_file():
        raise UsageError(
            Mistake(f"{folder}", f"there is no {SETTINGS} here", "Make a folder with readiness new, or say --folder")
        )
    page = read_page_as(SETTINGS, file)
    settings = shape(page, Settings) if not page.mistakes else None
    if settings is None:
        raise UsageError(*sorted(page.mistakes))
    return Workspace(folder, settings, page, source, password)


def decided_in(folder: Path) -> dict[str, str]:
    """What a folder's settings say of choices and thresholds, if it has settings. Raises UsageError."""
    if not (folder / SETTINGS).is_file():
        return {}
    settings = open_workspace(folder).settings
    return {**settings.choices, **settings.thresholds}
