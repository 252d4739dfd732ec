"""No wording of an authority's own reaches out of the store, wherever it stands and whichever command runs it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from product import ROOT, Run
from reaching_sql import SECRET, SOURCES, STATEMENTS, UNKNOWN, lay_bait, reaching_sql

from readiness.authority.overlay import own_over_installed
from readiness.foundation.database import Store
from readiness.foundation.errors import QueryRefused, SpecificationError
from readiness.indicators.count import RELATIONS
from readiness.proofs.prove import NamedProof, read_proofs, set_up
from readiness.proofs.text_tables import rules_named
from readiness.specification.model import Annex

WRONG = "the query reaches for a file, another database, an extension or a setting"
DO = "Ask only for what is in the store"


@pytest.fixture(scope="module")
def proofs(annex: Annex) -> list[NamedProof]:
    return read_proofs(own_over_installed("annex_a"), annex)


@pytest.fixture
def bait(tmp_path: Path) -> Iterator[Path]:
    """A folder with what is reached for; afterwards nothing more is in it."""
    folder = tmp_path / "bait"
    folder.mkdir()
    lay_bait(folder)
    before = {file: file.read_bytes() for file in folder.iterdir()}
    yield folder
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


def worded(annex: Annex, kind: str, name: str, sql: str) -> Annex:
    """The specification with another query of a list, a rule or an indicator."""
    if kind == "list":
        return annex.model_copy(update={"sql": {**annex.sql, name: sql}})
    if kind == "indicator":
        return annex.model_copy(update={"kpi_sql": {**annex.kpi_sql, name: sql}})
    rule = annex.rules[name].model_copy(update={"when": "", "rows": sql})
    return annex.model_copy(update={"rules": {**annex.rules, name: rule}})


def proved(kind: str, annex: Annex, proofs: list[NamedProof]) -> tuple[str, NamedProof]:
    """Something of that kind which has a query of its own, and a proof of it."""
    for proof in proofs:
        if kind == "list" and proof.about in annex.lists and proof.proof.then:
            return proof.about, proof
        if kind == "indicator" and proof.about in annex.kpi_sql:
            return proof.about, proof
        for rule in sorted(rules_named(proof.proof)) if kind == "rule" else ():
            if annex.rules[rule].rows:
                return rule, proof
    raise LookupError(kind)


def test_there_are_at_least_25_ways() -> None:
    assert len({*SOURCES, *STATEMENTS, *UNKNOWN}) >= 25


@pytest.mark.parametrize("kind", ["list", "rule", "indicator"])
def test_wherever_it_stands_it_is_refused_in_words(
    kind: str, bait: Path, annex: Annex, proofs: list[NamedProof]
) -> None:
    name, proof = proved(kind, annex, proofs)
    wordings = reaching_sql(bait)
    if kind != "list":  # the engine puts these into brackets, which the wording closes first
        rest = "" if kind == "rule" else "".join(f" cross join {relation}" for relation in RELATIONS)
        sql = annex.rules[name].rows if kind == "rule" else annex.kpi_sql[name]
        wordings = reaching_sql(bait, f"{sql}\n) as this {rest}", "select * from (select 1")
    with Store() as store:
        asked = set_up(store, proof, annex)
        for reach, sql in wordings.items():
            with pytest.raises(SpecificationError) as told:
                [*asked(worded(annex, kind, name, sql))]
            assert SECRET not in str(told.value)
            if reach not in UNKNOWN:
                assert isinstance(told.value, QueryRefused), reach
                assert str(told.value).endswith(f": {WRONG}. {DO}.")


@pytest.mark.parametrize("reach", [*SOURCES, *STATEMENTS, *UNKNOWN])
def test_a_store_that_nobody_closed_off_is_closed_before_a_query_of_the_specification(reach: str, bait: Path) -> None:
    with Store() as store, pytest.raises(SpecificationError):
        store.specified("annex_a/shared.sql", reach.format(folder=bait.as_posix()))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "reach"),
    [
        (("build",), SOURCES[2]),
        (("build", "--keep-store"), STATEMENTS[0]),
        (("check",), STATEMENTS[1]),
        (("explain", "0001"), SOURCES[8]),
        (("prove",), STATEMENTS[7]),
        (("prove", "list_01_contacts", "--mutate"), SOURCES[0]),
        (("diff", "2026-10-20", "2026-11-20"), SOURCES[7]),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_each_command_says_which_query_and_writes_nothing(
    words: tuple[str, ...], reach: str, bait: Path, anyshire: Path, run: Run
) -> None:
    name = "lists/list_01_contacts.sql"
    own = anyshire / "annex_a" / name
    own.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "annex_a" / name, own)
    own.write_text(reaching_sql(bait)[reach], encoding="utf-8")
    result = run(*words, "--folder", anyshire)
    assert result.exit_code == 4
    assert f"annex_a/{name}: {WRONG}. {DO}.\n\n1 mistake; nothing was written.\n" in result.stderr
    assert SECRET not in result.output + result.stderr
    assert not [file for file in anyshire.glob("output/**/*") if file.is_file()]
