"""Runs the proofs that stand beside the lists: drawn tables in, drawn rows out. For the command and for the tests.

Values in proofs are invented by their authors, so a proof that fails may show them. Proofs of lists, of rules and of
indicators have homes of their own; here they are only read and sent there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from readiness.case_data.column_mapping import needed_columns
from readiness.foundation.database import Store
from readiness.foundation.errors import Mistake, NotEnoughMemory, QueryRefused, ReadinessError, SpecificationError
from readiness.foundation.phrases import nearest
from readiness.proofs.ground_store import GroundStore
from readiness.proofs.indicators import indicator_proof
from readiness.proofs.lists import NO_ROWS, list_proof
from readiness.proofs.rules import lay_rules, rule_proof
from readiness.proofs.surgery import SHOWN_OF_ROW, has_own_sql, surgery_proof
from readiness.proofs.text_tables import FINDS, Asked, Ground, draw, ground_of, lay, lay_empty, rules_named
from readiness.specification.layers import PROOFS, Layers
from readiness.specification.model import Annex, Proof
from readiness.specification.yaml_page import Page, read_page_as, shape


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
    looked_at = (f"surgery/{name}" for name, item in annex.surgery.items() if has_own_sql(item))
    lists = (f"lists/{name}" for name in annex.lists)
    return (*lists, *annex.rule_pages, *(f"kpis/{name}" for name in counted), *looked_at)


def read_proofs(folders: Sequence[Path], annex: Annex) -> list[NamedProof]:
    """Every proof of lists, rules, indicators and surgeries. Raises SpecificationError with every mistake in them."""
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


class Bench:
    """Where proofs are run one after the other, each on nothing but what it draws.

    Those that draw the same kinds of tables share a store, in which everything lies as it is where nothing is drawn.
    """

    def __init__(self, annex: Annex) -> None:
        self._annex = annex
        self._needed = needed_columns(annex)
        self._stores = ExitStack()
        self._grounds: dict[str, Ground] = {}
        self._laid: dict[tuple[bool, ...], GroundStore] = {}

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *raised: object) -> None:
        self._stores.close()

    def prove(self, proof: NamedProof) -> Outcome:
        """Runs one proof. Raises QueryRefused and NotEnoughMemory."""
        try:
            ground = self._ground(proof.proof)
            with self._store(proof, ground).undone() as own:
                lay(own, ground)
                return Outcome(proof, tuple(_asked(own, proof, ground)(self._annex)))
        except (QueryRefused, NotEnoughMemory):
            raise
        except ReadinessError:
            return prove(proof, self._annex)  # which tells what is wrong as a run would

    def _ground(self, drawn: Proof) -> Ground:
        settings = repr((drawn.inspection_day, drawn.choices, drawn.thresholds, drawn.codes))
        if settings not in self._grounds:
            self._grounds[settings] = ground_of(drawn, self._annex, self._needed)
        return self._grounds[settings]

    def _store(self, proof: NamedProof, ground: Ground) -> GroundStore:
        """The store in which everything lies as it is where such a proof draws nothing."""
        drawn, asks_rules = proof.proof, _asks_rules(proof, self._annex)
        kind = (bool(drawn.given), bool(drawn.lists or drawn.sheets), asks_rules)
        if kind not in self._laid:
            store = GroundStore()
            self._stores.enter_context(store)
            lay(store, ground)
            lay_empty(store, ground, drawn)
            if asks_rules:
                lay_rules(store, ground)
            self._laid[kind] = store
        return self._laid[kind]


def prove(proof: NamedProof, annex: Annex) -> Outcome:
    """Runs one proof from raw text to written codes, as a run on case data would.

    Raises QueryRefused and NotEnoughMemory: such a query is not only wrong, and is not tried again on the next proof.
    """
    try:
        with Store() as store:
            return Outcome(proof, tuple(set_up(store, proof, annex)(annex)))
    except (QueryRefused, NotEnoughMemory):
        raise
    except ReadinessError as error:
        return Outcome(proof, tuple(map(str, error.mistakes)))


def set_up(store: Store, proof: NamedProof, annex: Annex) -> Asked:
    """Puts what a proof draws into the store; it can then be asked of any wording of the specification.

    What lists and rules share, and all else that is run by then, stays as it is worded in ``annex``.
    """
    ground = ground_of(proof.proof, annex)
    lay(store, ground)
    return _asked(store, proof, ground)


def _asked(store: Store, proof: NamedProof, ground: Ground) -> Asked:
    drawn, annex = proof.proof, ground.annex
    if proof.about in annex.kpis:
        return indicator_proof(store, drawn, ground, proof.about)
    if proof.about in annex.surgery:
        return surgery_proof(store, drawn, ground, proof.about)
    if _asks_rules(proof, annex):
        return rule_proof(store, drawn, ground)
    return list_proof(store, drawn, ground, proof.about)


def _asks_rules(proof: NamedProof, annex: Annex) -> bool:
    """Whether rules are asked of what a proof draws: of any lists but those that indicators are counted in."""
    if proof.about in annex.kpis:
        return False
    return bool(proof.proof.lists or proof.proof.sheets) or proof.about not in annex.lists


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
        of_surgery = about in annex.surgery
        known = {*SHOWN_OF_ROW, *annex.surgery[about].columns} if of_surgery else annex.lists[about].columns.keys()
        for heading in draw(proof.then)[0]:
            if heading not in known:
                hint = nearest(heading, known)
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
