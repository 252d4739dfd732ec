"""Runs the proofs that stand beside the lists: drawn tables in, drawn rows out. For the command and for the tests.

Values in proofs are invented by their authors, so a proof that fails may show them. Proofs of rules and of indicators
have homes of their own; here they are only read and sent there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.foundation.database import Store
from readiness.foundation.errors import Mistake, ReadinessError, SpecificationError
from readiness.foundation.phrases import nearest
from readiness.lists.make import make_list, set_scene
from readiness.lists.model import ListResult
from readiness.proofs.indicators import gives_differs
from readiness.proofs.rules import rules_differ
from readiness.proofs.text_tables import FINDS, code_maps, draw, ingest_drawn, proof_scope, rules_named
from readiness.specification.layers import PROOFS, Layers
from readiness.specification.model import Annex, Proof
from readiness.specification.read import with_answers
from readiness.specification.yaml_page import Page, read_page_as, shape

NO_ROWS = "no rows"
NONE_LEFT_OUT = "-"


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


def provable(annex: Annex) -> tuple[str, ...]:
    """The pages whose meaning is proved beside them, by name: lists/list_01, rules/care, kpis/re_referrals."""
    counted = (name for name, page in annex.kpis.items() if not page.entered_because)
    return (*(f"lists/{name}" for name in annex.lists), *annex.rule_pages, *(f"kpis/{name}" for name in counted))


def read_proofs(folders: Sequence[Path], annex: Annex) -> list[NamedProof]:
    """Every proof of the lists, rules and indicators. Raises SpecificationError with every mistake in them."""
    layers = Layers(folders)
    proofs: list[NamedProof] = []
    mistakes: list[Mistake] = []
    for name in provable(annex):
        file = layers.file(f"{name}{PROOFS}")
        if not file.is_file():
            continue  # what is not proved is told by ``unproved``
        page = read_page_as(layers.place(file), file)
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
        drawn_scope = proof_scope(drawn, annex)
        drawn_annex = with_answers(annex, drawn_scope.answers)
        with Store() as store:
            maps = code_maps(drawn)
            set_scene(store, drawn_annex, drawn_scope, maps)
            intake = ingest_drawn(store, drawn_annex, drawn, maps)
            result = make_list(store, drawn_annex, proof.about, drawn_scope, intake)
    except ReadinessError as error:
        return Outcome(proof, tuple(map(str, error.mistakes)))
    return Outcome(proof, (*_rows_differ(drawn.then, result), *_reasons_differ(drawn.left_out, result)))


def _rows_differ(then: str, result: ListResult) -> Iterator[str]:
    """Rows drawn and not listed, and rows listed and not drawn; only the drawn columns are compared."""
    if not then:
        return
    headings, drawn = ([], []) if then.strip() == NO_ROWS else draw(then)
    names = [column.name for column in result.columns]
    positions = [names.index(heading) for heading in headings]
    expected = sorted([*map(_shown, drawn)])
    if not headings:
        if result.rows:
            yield f"there are {len(result.rows)} rows and should be none"
        return
    listed = sorted(_shown([row[position] for position in positions]) for row in result.rows)
    for row in expected:
        if expected.count(row) > listed.count(row):
            yield f"should be listed and is not: {row}"
    for row in listed:
        if listed.count(row) > expected.count(row):
            yield f"is listed and should not be: {row}"


def _reasons_differ(left_out: str, result: ListResult) -> Iterator[str]:
    if not left_out:
        return
    expected = sorted(_shown(row) for row in draw(left_out)[1])
    given = sorted(_shown([reason.reason, reason.rows]) for reason in result.left_out)
    if expected != given:
        yield f"left out should be {'; '.join(expected) or NONE_LEFT_OUT}, and is {'; '.join(given) or NONE_LEFT_OUT}"


def _shown(row: object) -> str:
    cells = ["" if cell is None else cell.isoformat() if isinstance(cell, dt.date) else str(cell) for cell in row]  # type: ignore[attr-defined]
    return " | ".join(cells)


def _unknown(page: Page, title: str, proof: Proof, annex: Annex, about: str) -> Iterator[Mistake]:
    """Names in a proof that the specification does not know."""
    yield from _unknown_given(page, title, proof, annex)
    for name in {*proof.lists, *proof.of_lists} - {*annex.lists}:
        place = page.at(title, "lists" if name in proof.lists else "of lists", name)
        yield Mistake(place, f'"{name}" is not a list', nearest(name, annex.lists))
    for name in proof.lists.keys() & annex.lists.keys():
        for heading in {*draw(proof.lists[name])[0]} - {*annex.lists[name].columns, FINDS}:
            place = page.at(title, "lists", name)
            yield Mistake(place, f'"{heading}" is not a column of {name}', nearest(heading, annex.lists[name].columns))
    for rule in rules_named(proof) - set(annex.rules):
        yield Mistake(page.at(title), f'"{rule}" is not a rule', nearest(rule, annex.rules))
    if about in annex.kpis and not proof.gives:
        do = 'Say "gives: 2 of 3", "gives: 4" or "gives: nothing"'
        yield Mistake(page.at(title), "does not say what it gives", do)
    if proof.then and proof.then.strip() != NO_ROWS:
        for heading in draw(proof.then)[0]:
            if heading not in annex.lists[about].columns:
                hint = nearest(heading, annex.lists[about].columns)
                yield Mistake(page.at(title, "then"), f'"{heading}" is not a column of the list', hint)


def _unknown_given(page: Page, title: str, proof: Proof, annex: Annex) -> Iterator[Mistake]:
    """Tables and columns of drawn case data that the specification does not know."""
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
