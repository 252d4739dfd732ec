"""Runs the proofs that stand beside the lists: drawn tables in, drawn rows out. For the command and for the tests.

Values in proofs are invented by their authors, so a proof that fails may show them. Proofs of rules and of indicators
have homes of their own; here they are only read and sent there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readiness.foundation.database import Store
from readiness.foundation.errors import Mistake, ReadinessError, SpecificationError
from readiness.foundation.phrases import nearest
from readiness.lists.make import make_list, set_scene
from readiness.lists.model import ListResult
from readiness.proofs.indicators import gives_differs
from readiness.proofs.rules import rules_differ
from readiness.proofs.text_tables import FINDS, code_maps, draw, proof_brief, rules_named, take_in_drawn
from readiness.specification.model import Annex, Proof
from readiness.specification.read import PROOFS, answered
from readiness.specification.yaml_page import Page, read_page, shape

NO_ROWS = "no rows"
NOTHING = "-"


@dataclass(frozen=True)
class NamedProof:
    """A proof, the list it is about, and where it stands."""

    about: str
    name: str
    place: str
    proof: Proof


@dataclass(frozen=True)
class Outcome:
    """How a proof came out; ``differences`` is empty when it holds."""

    proof: NamedProof
    differences: tuple[str, ...]


def read_proofs(folder: Path, annex: Annex) -> list[NamedProof]:
    """Every proof of the folder's lists, rules and indicators. Raises SpecificationError with every mistake in them."""
    proofs, mistakes = [], []
    kpis = (f"kpis/{name}" for name, page in annex.kpis.items() if not page.entered_because)
    for name in [*(f"lists/{name}" for name in annex.lists), *annex.rule_pages, *kpis]:
        file = folder / f"{name}{PROOFS}"
        if not file.is_file():
            mistakes.append(Mistake(f"{folder.name}/{name}{PROOFS}", "is missing", "Prove what it means"))
            continue
        page = read_page(file, folder)
        about = name.split("/")[1]
        for title, content in page.content.items():
            proof = shape(page, Proof, content, (title,))
            if proof:
                mistakes.extend(_unknown(page, title, proof, annex, about))
                proofs.append(NamedProof(about, title, page.at(title), proof))
        mistakes.extend(page.mistakes)
    if mistakes:
        raise SpecificationError(*sorted(mistakes))
    return proofs


def prove(proof: NamedProof, annex: Annex) -> Outcome:
    """Runs one proof from raw text to written codes, as a run on case data would."""
    drawn = proof.proof
    if proof.about in annex.kpis:
        return Outcome(proof, tuple(gives_differs(drawn, annex, proof.about)))
    if drawn.lists or drawn.sheets or proof.about not in annex.lists:
        return Outcome(proof, tuple(rules_differ(drawn, annex)))
    try:
        its_brief = proof_brief(drawn, annex)
        its_annex = answered(annex, its_brief.answers)
        with Store() as store:
            maps = code_maps(drawn)
            set_scene(store, its_annex, its_brief, maps)
            intake = take_in_drawn(store, its_annex, drawn, maps)
            made = make_list(store, its_annex, proof.about, its_brief, intake)
    except ReadinessError as error:
        return Outcome(proof, tuple(map(str, error.mistakes)))
    return Outcome(proof, (*_rows_differ(drawn.then, made), *_reasons_differ(drawn.left_out, made)))


def _rows_differ(then: str, made: ListResult) -> Iterator[str]:
    """Rows drawn and not listed, and rows listed and not drawn; only the drawn columns are compared."""
    if not then:
        return
    headings, drawn = ([], []) if then.strip() == NO_ROWS else draw(then)
    names = [column.name for column in made.columns]
    positions = [names.index(heading) for heading in headings]
    expected = sorted([*map(_shown, drawn)])
    if not headings:
        if made.rows:
            yield f"there are {len(made.rows)} rows and should be none"
        return
    listed = sorted(_shown([row[position] for position in positions]) for row in made.rows)
    for row in expected:
        if expected.count(row) > listed.count(row):
            yield f"should be listed and is not: {row}"
    for row in listed:
        if listed.count(row) > expected.count(row):
            yield f"is listed and should not be: {row}"


def _reasons_differ(left_out: str, made: ListResult) -> Iterator[str]:
    if not left_out:
        return
    expected = sorted(_shown(row) for row in draw(left_out)[1])
    found = sorted(_shown([reason.reason, reason.rows]) for reason in made.left_out)
    if expected != found:
        yield f"left out should be {'; '.join(expected) or NOTHING}, and is {'; '.join(found) or NOTHING}"


def _shown(row: object) -> str:
    cells = ["" if cell is None else cell.isoformat() if isinstance(cell, dt.date) else str(cell) for cell in row]  # type: ignore[attr-defined]
    return " | ".join(cells)


def _unknown(page: Page, title: str, proof: Proof, annex: Annex, about: str) -> Iterator[Mistake]:
    """Names in a drawn table that the specification does not know."""
    for name, text in proof.lists.items():
        place = page.at(title, "lists", name)
        if name not in annex.lists:
            yield Mistake(place, f'"{name}" is not a list', nearest(name, annex.lists))
            continue
        for heading in {*draw(text)[0]} - {*annex.lists[name].columns, FINDS}:
            yield Mistake(place, f'"{heading}" is not a column of {name}', nearest(heading, annex.lists[name].columns))
    for rule in rules_named(proof) - set(annex.rules):
        yield Mistake(page.at(title), f'"{rule}" is not a rule', nearest(rule, annex.rules))
    for table, text in proof.given.items():
        place = page.at(title, "given", table)
        if table not in annex.tables:
            yield Mistake(place, f'"{table}" is not a table of case data', nearest(table, annex.tables))
            continue
        columns = annex.tables[table].columns
        known = {other for name, column in columns.items() for other in (name, *column.also_called)}
        for heading in draw(text)[0]:
            if heading not in known:
                yield Mistake(place, f'"{heading}" is not a column of {table}', nearest(heading, known))
    if about in annex.kpis and not proof.gives:
        do = 'Say "gives: 2 of 3", "gives: 4" or "gives: nothing"'
        yield Mistake(page.at(title), "does not say what it gives", do)
    if proof.then and proof.then.strip() != NO_ROWS:
        for heading in draw(proof.then)[0]:
            if heading not in annex.lists[about].columns:
                hint = nearest(heading, annex.lists[about].columns)
                yield Mistake(page.at(title, "then"), f'"{heading}" is not a column of the list', hint)
