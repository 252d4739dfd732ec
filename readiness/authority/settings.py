"""An authority's folder: what readiness.yaml says, and where everything in it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from readiness.files.password import NO_PASSWORDS, Password, Passwords
from readiness.files.text import TEXTS
from readiness.files.workbook import WORKBOOKS
from readiness.foundation.errors import Mistake, UsageError
from readiness.specification.base import Piece, Words
from readiness.specification.yaml_page import Page, read_page_as, shape

SETTINGS = "readiness.yaml"
_HOLDS_PASSWORD = re.compile(r"(^|;)\s*(pwd|password)\s*=", re.IGNORECASE)


class Neighbours(Piece):
    """The authority's statistical neighbours, as DfE's statistics call them, and the model that says so."""

    model: str = Field(min_length=1)
    authorities: Words = Field(min_length=1)


class Keep(Piece):
    """For how many days what was made is kept, and what of it holds children; None is for ever."""

    output: int | None = Field(default=None, ge=0)
    children: int | None = Field(default=None, ge=0)


class DatabaseSource(Piece):
    """A database that case data are in. ``connection`` is what its ODBC driver is given, without a password.

    With a ``user`` the password is asked for. ``extension`` is the file that reads it, where none is installed.
    """

    kind: Literal["SQL Server", "PostgreSQL", "Oracle", "SQLite"]
    connection: str = Field(min_length=1)
    user: str = Field("", pattern=r"^[^;{}=]*$")  # which drivers take as it stands
    schema_: str = ""
    tables_begin_with: str = ""
    extension: str = ""


class Settings(Piece):
    """What readiness.yaml may say. ``published_as`` is the authority's name in DfE's statistics, if it is another."""

    authority: str = Field(min_length=1)
    framework: str
    kind: str
    inspection_day: str = ""
    case_data: str = "case_data"
    source: Literal["case data", "database", "annex a workbook"] = "case data"
    database: DatabaseSource | None = None
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
    """An authority's folder, read, and the passwords that were given."""

    folder: Path
    settings: Settings
    page: Page
    source: Path | None = None
    passwords: Passwords = NO_PASSWORDS

    @property
    def password(self) -> Password | None:
        """That of workbooks with children, read or written."""
        return self.passwords.workbooks

    @property
    def database(self) -> DatabaseSource | None:
        """The database that case data are in; None when they are in files, or lists come from a workbook."""
        return self.settings.database if self.settings.source == "database" and self.source is None else None

    @property
    def annex_a(self) -> Path | None:
        """The Annex A workbook that the lists are read from; None when they are made from case data."""
        if self.source or self.settings.source != "annex a workbook":
            return self.source
        return self.folder / self.settings.annex_a_workbook

    @property
    def kind_of_source(self) -> str:
        """What lists come from, in the words of the settings: only runs of one kind can be compared.

        Case data are case data, in files or in a database.
        """
        return "annex a workbook" if self.annex_a else "case data"

    @property
    def case_data(self) -> Path:
        return self.folder / self.settings.case_data

    @property
    def case_data_place(self) -> str:
        """Where case data are, as people are told it."""
        return "database" if self.database else self.case_data.name

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


def open_workspace(folder: Path, source: Path | None = None, passwords: Passwords = NO_PASSWORDS) -> Workspace:
    """Reads the folder's settings. ``source`` is an Annex A workbook that comes before them. Raises UsageError."""
    file = folder / SETTINGS
    if not file.is_file():
        raise UsageError(
            Mistake(f"{folder}", f"there is no {SETTINGS} here", "Make a folder with readiness new, or say --folder")
        )
    page = read_page_as(SETTINGS, file)
    settings = shape(page, Settings) if not page.mistakes else None
    if settings is not None:
        page.mistakes.extend(_of_database(page, settings))
    if settings is None or page.mistakes:
        raise UsageError(*sorted(page.mistakes))
    return Workspace(folder, settings, page, source, passwords)


def _of_database(page: Page, settings: Settings) -> list[Mistake]:
    """What is wrong with what is said of a database, without it."""
    if settings.source == "database" and settings.database is None:
        do = 'Say under "database" of which kind it is and how it is connected to'
        return [Mistake(page.at("source"), 'there is no "database" that says which', do)]
    if settings.database and _HOLDS_PASSWORD.search(settings.database.connection):
        wrong = "holds a password, which no file of settings may"
        do = 'Take it out, say who connects under "user", and you are asked. Use another password than that one'
        return [Mistake(page.at("database", "connection"), wrong, do)]
    return []


def decided_in(folder: Path) -> dict[str, str]:
    """What a folder's settings say of choices and thresholds, if it has settings. Raises UsageError."""
    if not (folder / SETTINGS).is_file():
        return {}
    settings = open_workspace(folder).settings
    return {**settings.choices, **settings.thresholds}
