"""Puts the specification together from its folder and checks that its parts fit each other.

The folder is the registry: a file's stem is its name. An authority's own files lie over the shipped ones, file by file.
Every mistake is told at once.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.placeholders import fill
from readiness.specification.authors_text import AuthorsTextPage
from readiness.specification.base import Piece
from readiness.specification.consistency import misfits, unknown_answers
from readiness.specification.enquiry import EnquiryPage
from readiness.specification.frameworks import Document, Framework, RegisterSheet
from readiness.specification.indicator import KpiPage
from readiness.specification.layers import PROOFS, Layers
from readiness.specification.model import Annex, Blanks, CaseTable, Choice, CodeSet, ListPage, Period, Rule, Source
from readiness.specification.surgery import SurgeryItem
from readiness.specification.yaml_page import Page, read_page_as, shape

CLOCKS = re.compile(
    r"\b(current_date|current_timestamp|now\s*\(|today\s*\(|localtime\w*|get_current_\w+)", re.IGNORECASE
)
P = TypeVar("P", bound=Piece)
NAME = re.compile(r"[a-z][a-z0-9_]*")


def read_annex(folders: Sequence[Path]) -> Annex:
    """The specification in folders of which the first hide files of the others, checked.

    Raises SpecificationError with every mistake found.
    """
    layers = Layers(folders)
    reading = _Reading(layers)
    annex = reading.annex()
    mistakes = [*reading.mistakes, *layers.misplaced()]
    if annex is not None and not mistakes:
        mistakes = [*misfits(annex, reading.pages), *unknown_answers(annex, layers)]
    if mistakes or annex is None:
        raise SpecificationError(*sorted(mistakes))
    return annex


def with_answers(annex: Annex, answers: Mapping[str, str | int]) -> Annex:
    """The specification as the authority's answers to its choices make it: codes and headings filled in."""
    fields = {"choice": answers}
    codes = {}
    for set_name, code_set in annex.codes.items():
        place = f"annex_a, codes {set_name}"
        filled = {key: _filled(code, "code", place, fields) for key, code in code_set.codes.items()}
        codes[set_name] = _with(code_set, codes={key: code for key, code in filled.items() if code.code})
    lists = {}
    for name, page in annex.lists.items():
        columns = {
            column_name: _filled(column, "heading", f"annex_a/lists/{name}.yaml", fields)
            for column_name, column in page.columns.items()
        }
        lists[name] = _with(page, columns=columns)
    return _with(annex, codes=codes, lists=lists)


def _filled(piece: P, text: str, place: str, fields: Mapping[str, Any]) -> P:
    """A piece with the fields in one of its texts filled in; itself, as are most, where there are none."""
    written = getattr(piece, text)
    new = fill(written, place, fields)
    return piece if new == written else _with(piece, **{text: new})


def _with(piece: P, **changes: Any) -> P:
    return piece.model_copy(update=changes)


class _Reading:
    """One reading of the specification: the pages read, by the name of what they hold, and the mistakes met."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.pages: dict[str, Page] = {}
        self.mistakes: list[Mistake] = []

    def annex(self) -> Annex | None:
        parts: dict[str, Any] = {
            "sources": self._one("sources.yaml", dict[str, Source]),
            "blanks": self._one("blanks.yaml", Blanks),
            "periods": self._one("periods.yaml", dict[str, Period]),
            "choices": self._one("choices.yaml", dict[str, Choice]),
            "thresholds": self._one("thresholds.yaml", dict[str, Choice]),
            "frameworks": self._one("frameworks.yaml", dict[str, Framework]),
            "documents": self._one("documents.yaml", dict[str, Document]),
            "authors_text": self._one("authors_text.yaml", AuthorsTextPage),
            "enquiry": self._one("lines_of_enquiry.yaml", EnquiryPage),
            "register_sheets": self._one("register.yaml", dict[str, RegisterSheet]),
            "codes": {**self._each("codes", CodeSet), **self._each("case_codes", CodeSet)},
            "tables": self._each("case_data", CaseTable),
            "lists": dict(self._lists()),
            "sql": {file.stem: self._sql(file) for file in self._files("lists", "*.sql")},
            "days": self._sql(self.layers.file("days.sql")),
            "shared": self._sql(self.layers.file("shared.sql")),
            "checks": self._sql(self.layers.file("checks.sql")),
            "kpis": self._each("kpis", KpiPage),
            "kpi_sql": {file.stem: self._sql(file) for file in self._files("kpis", "*.sql")},
            "surgery": self._each("surgery", SurgeryItem),
            "surgery_sql": {file.stem: self._sql(file) for file in self._files("surgery", "*.sql")},
            "holidays": self._holidays(),
        }
        parts["register_places"] = self._places_in("register", "columns")
        rules = self._each_rules()
        for page in self.pages.values():
            self.mistakes.extend(page.mistakes)
        if self.mistakes:
            return None
        # Every part is a checked page already; only the rules are still to come.
        annex = Annex.model_construct(**parts, rules={}, rule_places={}, rule_pages=tuple(rules))
        return _with(annex, **self._rules(annex, rules))

    def _files(self, folder: str, pattern: str) -> Iterator[Path]:
        for file in self.layers.files(folder, pattern):
            if not NAME.fullmatch(file.name.split(".")[0]):
                self.mistakes.append(
                    Mistake(self.layers.place(file), "the name is not lower case words joined by _", "Rename it")
                )
            else:
                yield file

    def _page(self, file: Path) -> Page:
        if not file.is_file():
            self.mistakes.append(Mistake(self.layers.place(file), "is missing", "Put it back"))
        place = self.layers.place(file)
        page = read_page_as(place, file) if file.is_file() else Page(place, "")
        self.pages[self.layers.name_of(file).removesuffix(".yaml")] = page
        return page

    def _one(self, name: str, model: Any) -> Any:
        page = self._page(self.layers.file(name))
        return shape(page, model) if not page.mistakes else None

    def _each(self, folder: str, model: Any) -> dict[str, Any]:
        things = {}
        for file in self._files(folder, "*.yaml"):
            if file.name.endswith(PROOFS):
                continue
            page = self._page(file)
            things[file.stem] = shape(page, model) if not page.mistakes else None
        return things

    def _places_in(self, name: str, inner: str) -> dict[tuple[str, ...], str]:
        """Where a page, each of its parts and each thing ``inner`` to a part stands, by the keys that lead there."""
        page = self.pages[name]
        parts = page.content.items() if isinstance(page.content, dict) else ()
        places: dict[tuple[str, ...], str] = {(): page.at()}
        for part, content in parts:
            things = content.get(inner) if isinstance(content, dict) else None
            places[part,] = page.at(part, inner)
            places |= {(part, thing): page.at(part, inner, thing) for thing in (things if things else ())}
        return places

    def _each_rules(self) -> dict[str, dict[str, Rule] | None]:
        """The rules that span lists, by the page they stand on."""
        files = [file for file in self._files("rules", "*.yaml") if not file.name.endswith(PROOFS)]
        pages = {f"rules/{file.stem}": self._page(file) for file in files}
        return {name: shape(page, dict[str, Rule]) if not page.mistakes else None for name, page in pages.items()}

    def _rules(self, annex: Annex, spanning: Mapping[str, dict[str, Rule] | None]) -> dict[str, Any]:
        """Every rule by its name and where it stands. A rule on a list's own page is about that list."""
        rules: dict[str, Rule] = {}
        places: dict[str, str] = {}
        own = {f"lists/{name}": {r: _with(rule, about=(name,)) for r, rule in page.rules.items()}
               for name, page in annex.lists.items()}  # fmt: skip
        for page, rules_of_page in {**own, **spanning}.items():
            for name, rule in (rules_of_page or {}).items():
                place = self.pages[page].at(*(("rules", name) if page in own else (name,)))
                if name in rules:
                    self.mistakes.append(Mistake(place, f"{name} stands in {places[name]} too", "Give it its own name"))
                rules[name], places[name] = rule, place
        return {"rules": dict(sorted(rules.items())), "rule_places": places}

    def _lists(self) -> Iterator[tuple[str, ListPage | None]]:
        """Each list, its columns completed from those that lists share."""
        shared = self._page(self.layers.file("columns.yaml")).content
        for file in self._files("lists", "*.yaml"):
            if file.name.endswith(PROOFS):
                continue
            page = self._page(file)
            columns = page.content.get("columns") if isinstance(page.content, dict) else None
            if isinstance(columns, dict):
                page.content["columns"] = {name: _completed(name, column, shared) for name, column in columns.items()}
            yield file.stem, shape(page, ListPage) if not page.mistakes else None

    def _sql(self, file: Path) -> str:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self.mistakes.append(Mistake(self.layers.place(file), "cannot be read as UTF-8 text", "Save it as UTF-8"))
            return ""
        for number, line in enumerate(text.splitlines(), start=1):
            if CLOCKS.search(line.split("--")[0]):
                self.mistakes.append(
                    Mistake(
                        f"{self.layers.place(file)}:{number}",
                        "reads the clock, so a list could not be made again for its day",
                        "Take days from the relation inspection",
                    )
                )
        return text

    def _holidays(self) -> frozenset[dt.date]:
        file = self.layers.file("bank_holidays.csv")
        days = set()
        try:
            with file.open(encoding="utf-8", newline="") as lines:
                for number, row in enumerate(csv.DictReader(lines), start=2):
                    try:
                        days.add(dt.date.fromisoformat(row["day"]))
                    except (KeyError, ValueError, TypeError):
                        place = f"{self.layers.place(file)} row {number}"
                        self.mistakes.append(Mistake(place, "not a date", "Write days as 2026-12-25"))
        except (OSError, UnicodeDecodeError):
            self.mistakes.append(Mistake(self.layers.place(file), "cannot be read", "Put it back"))
        return frozenset(days)


def _completed(name: str, column: Any, shared: Mapping[str, Any]) -> Any:
    """A column with what lists share of it filled in; one of which nothing is said is wholly the shared one."""
    if isinstance(column, dict):
        return {**shared.get(name, {}), **column}
    return dict(shared.get(name, {})) if column == "" else column
