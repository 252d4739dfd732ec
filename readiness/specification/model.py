"""The shape of the specification: what may stand in the YAML of annex_a. Typed, frozen, no behaviour of its own.

Keys are written with spaces in YAML and with underscores here. A key that is not here is refused.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from readiness.specification.authors_text import AuthorsTextPage
from readiness.specification.base import Piece, Words
from readiness.specification.enquiry import EnquiryPage
from readiness.specification.frameworks import Document, Framework, RegisterSheet
from readiness.specification.indicator import KpiPage
from readiness.specification.surgery import SurgeryItem

FIRST_EDITION = "2019-08"  # of Ofsted's template, the oldest whose text was read


def _empty_is_nothing(value: object) -> object:
    return {} if value == "" else value


class Source(Piece):
    """Where facts come from; named by its tag."""

    kind: str
    what: str


class Code(Piece):
    """One accepted answer. ``code`` is the string as Annex A wants it; its key stands for it everywhere else."""

    code: str
    label: str
    group: str = ""
    status: str = "current"
    since: str = ""
    until: str = ""
    also_written: Words = ()
    basis: Words = ()
    note: str = ""


class CodeSet(Piece):
    """The accepted answers to one question, by key. An open set accepts others once the authority names them."""

    title: str
    basis: Words
    note: str = ""
    open: bool = False
    codes: dict[str, Code]


class FoundThrough(Piece):
    """How to find a missing value: ``take`` it from the row of another table ``where`` equals my ``equals``."""

    take: str
    where: str
    equals: str


class CaseColumn(Piece):
    """One column of case data: its meaning, how its text is read, and what to do when it is not there.

    A row ``belongs_to`` a row of another table where only that one says whom it is about.
    A date that is ``no event``, such as a birth, does not say how far an extract goes.
    """

    means: str
    type: Literal["id", "text", "date", "whole number", "decimal"] = "text"
    codes: str = ""
    also_called: Words = ()
    written_as: dict[str, str] = {}
    besides: str = ""
    otherwise: str = ""
    refers_to: str = ""
    or_known_by: str = ""
    found_through: tuple[FoundThrough, ...] = ()
    belongs_to: str = ""
    seen: str = ""
    no_event: bool = False


class CaseTable(Piece):
    """One table of case data. ``key`` identifies a row; ``extension`` says why a table of ours is needed."""

    rows_are: str = ""
    key: str
    also_called: Words = ()
    extension: str = ""
    placeholder: bool = False
    note: str = ""
    columns: dict[str, CaseColumn]


class Blanks(Piece):
    """Texts and dates that mean that nothing is recorded: in case data, and in the cells of a list."""

    texts: Words
    texts_in_lists: Words
    dates: tuple[dt.date, ...]


class Rule(Piece):
    """One check. ``when`` is plain SQL that holds for a wrong row; ``about`` are the lists whose rows it looks at.

    A rule that asks about many lists at once gives the wrong ``rows`` instead: a query for list and row_no, which is
    null for a list as a whole. One ``about_case_data`` gives the table for the list and its rowid for the row_no, and
    with them whose row it is, and what it says.
    Without ``about`` a rule is about every list that has the columns it points at, or, ``for each`` kind of column,
    about every such column, of lists that were read from a workbook alone if it is ``only of what was read``. A rule
    ``of the whole`` list is asked once. One that is ``told on reading`` a workbook
    names what the reader tells. One that ``cannot apply`` says why; so does one that ``cannot be drawn``
    in a proof.
    """

    severity: Literal["error", "warning", "practice", "auto-fix"]
    about: Words = ()
    about_case_data: Words = ()
    points_at: Words = ()
    for_each: Literal["", "column", "code", "date", "whole number", "text", "id", "postcode"] = ""
    except_for: Words = ()
    of_the_whole: bool = False
    only_of_what_was_read: bool = False
    told_on_reading: str = ""
    cannot_apply: str = ""
    cannot_be_drawn: str = ""
    when: str = ""
    rows: str = ""
    wrong: str
    do: str
    why: str
    seen: Literal["seen", "partly seen", "proposed"]
    basis: str


class Column(Piece):
    """One column of a list. ``from`` names the case data it needs; without any of them it has no source.

    ``tells`` names columns of the query that are true of some rows, and says in words what is told of so many of them.
    A date that is ``no event``, such as a birth, does not say how far a list goes.
    """

    heading: str
    also_headed: Words = ()
    type: Literal["id", "text", "date", "whole number", "postcode"] = "text"
    codes: str = ""
    blank: str
    at_least: int | None = None
    at_most: int | None = None
    longest: int | None = None
    since: str = FIRST_EDITION
    basis: Words = ()
    means: str = ""
    tells: dict[str, str] = {}
    from_: Words = ()
    stands_for: Literal["", "person", "team", "worker"] = ""
    no_event: bool = False


class ListPage(Piece):
    """One list of Annex A. ``one_row_per`` is its grain; ``rows_from`` the tables whose rows it accounts for.

    ``selected_by`` are the columns of case data that decide which rows are listed: no list without them. ``decided_by``
    names, by reason for which a row is not listed, the choices of the authority that decide it.
    """

    number: int
    title: str
    short_title: str = ""
    also_titled: Words = ()
    asks: str
    leaves_out: Words = ()
    inclusion: str
    one_row_per: Annotated[Words, Field(min_length=1)]
    rows_from: Annotated[Words, Field(min_length=1)]
    needs: Words
    selected_by: Words = ()
    decided_by: dict[str, Words] = {}
    basis: Words
    columns: dict[str, Column]
    rules: dict[str, Rule] = {}


class Period(Piece):
    """A day reckoned back from the inspection, by whole months or by working days."""

    means: str
    months: int | None = None
    months_from_choice: str = ""
    working_days: int | None = None
    holidays_unless: dict[str, str] = {}


class WholeNumber(Piece):
    """A choice answered by a number."""

    at_least: int
    at_most: int


class Choice(Piece):
    """A point the authority decides: one of ``options``, a whole number, or words of its own."""

    question: str
    about: Words = ()
    options: dict[str, str] = {}
    whole_number: WholeNumber | None = None
    words: str = ""
    default: str
    why: str


class Proof(Piece):
    """Drawn tables in, drawn rows out.

    ``given`` draws case data and ``then`` the list made of it. ``lists`` draws rows of lists, each with the rules it
    breaks under "finds"; ``sheets`` draws sheets as a workbook holds them; ``finds`` says how many rows break a rule.
    Where ``of_lists`` names lists, only what is found in them counts, so that one more list changes nothing.
    ``gives`` is an indicator's figure: "2 of 3", "4", or "nothing"; ``not_recorded`` says of how many rows nothing that
    could decide is recorded. ``tells`` says of how many listed rows a column tells what it tells. Of what a surgery
    looks at, ``then`` draws whose it is, when it is due and what is shown of it.
    """

    inspection_day: dt.date
    choices: dict[str, str] = {}
    thresholds: dict[str, str] = {}
    lists: dict[str, str] = {}
    sheets: dict[str, str] = {}
    last_run: dict[str, int] = {}
    finds: dict[str, int] = {}
    of_lists: Words = ()
    without: Words = ()
    given: Annotated[dict[str, str], BeforeValidator(_empty_is_nothing)] = {}
    codes: dict[str, str] = {}
    then: str = ""
    gives: str = ""
    not_recorded: int | None = None
    tells: dict[str, int] = {}
    left_out: str = ""


class Annex(Piece):
    """The whole specification. ``sql`` holds the text of each list's query, ``shared`` what they share.

    ``days`` is what every query may use to reckon with days. ``rules`` are those of every page, each about lists by
    name; ``rule_places`` says where each stands, and ``register_places`` where sheets and their columns do. ``checks``
    is what the conditions of rules share. ``kpi_sql`` holds the queries of those ``kpis`` that no list holds, and
    ``surgery_sql`` of what a ``surgery`` looks at.
    """

    sources: dict[str, Source]
    blanks: Blanks
    periods: dict[str, Period]
    choices: dict[str, Choice]
    thresholds: dict[str, Choice]
    frameworks: dict[str, Framework]
    documents: dict[str, Document]
    authors_text: AuthorsTextPage
    enquiry: EnquiryPage
    register_sheets: dict[str, RegisterSheet]
    register_places: dict[tuple[str, ...], str]
    codes: dict[str, CodeSet]
    tables: dict[str, CaseTable]
    lists: dict[str, ListPage]
    sql: dict[str, str]
    days: str
    shared: str
    rules: dict[str, Rule]
    rule_places: dict[str, str]
    rule_pages: Words
    kpis: dict[str, KpiPage]
    kpi_sql: dict[str, str]
    surgery: dict[str, SurgeryItem]
    surgery_sql: dict[str, str]
    checks: str
    holidays: frozenset[dt.date]

    def __repr__(self) -> str:
        return f"<specification of {len(self.lists)} lists>"
