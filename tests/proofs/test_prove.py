"""Every proof beside the lists holds; and a proof that is wrong does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from readiness.authority.overlay import own_over_installed
from readiness.proofs.prove import Bench, NamedProof, prove, read_proofs
from readiness.proofs.text_tables import draw
from readiness.specification.read import read_annex

ANNEX = read_annex(own_over_installed("annex_a"))
PROOFS = read_proofs(own_over_installed("annex_a"), ANNEX)


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: f"{proof.about}: {proof.name}")
def test_proof_holds(proof: NamedProof) -> None:
    assert not prove(proof, ANNEX).differences


def test_there_are_well_over_a_hundred_and_some_for_every_list() -> None:
    assert len(PROOFS) > 200
    assert {proof.about for proof in PROOFS} >= set(ANNEX.lists)


def test_a_wrong_proof_says_what_differs() -> None:
    proof = next(proof for proof in PROOFS if proof.name.startswith("a contact on the first day"))
    wrong = proof.proof.model_copy(
        update={"then": "child_id | age\nA | 15\n", "left_out": "reason | rows\nbefore the window | 2\n"}
    )
    outcome = prove(NamedProof(proof.about, proof.name, proof.place, wrong), ANNEX)
    assert outcome.differences == (
        "should be listed and is not: A | 15",
        "is listed and should not be: A | 14",
        "left out should be before the window | 2, and is before the window | 1",
    )


@pytest.mark.parametrize("name", [*ANNEX.lists])
def test_proofs_notice_every_output_column_shifted_or_forced(name: str) -> None:
    """A column that is drawn with two values, one of them no blank, can be neither shifted nor forced unnoticed."""
    drawn: dict[str, set[str | None]] = {column: set() for column in ANNEX.lists[name].columns}
    for proof in PROOFS:
        headings, rows = draw(proof.proof.then) if proof.about == name else ([], [])
        for row in rows:
            for heading, value in zip(headings, row, strict=True):
                drawn[heading].add(value)
    assert not [column for column, values in drawn.items() if len(values - {None}) < 2]


def test_proofs_on_one_bench_come_out_as_each_alone_and_leave_nothing_to_the_next() -> None:
    of_list = [proof for proof in PROOFS if proof.about == "list_01_contacts"]
    wrong_sql = ANNEX.model_copy(update={"sql": {**ANNEX.sql, "list_01_contacts": "select nothing from nowhere"}})
    drawn = next(proof for proof in of_list if proof.proof.given and len(proof.proof.given) > 1)
    less = dict([*drawn.proof.given.items()][:1])
    without = NamedProof(drawn.about, drawn.name, drawn.place, drawn.proof.model_copy(update={"given": less}))
    assert prove(without, ANNEX).differences
    for annex in (ANNEX, wrong_sql):
        with Bench(annex) as bench:
            for proof in (drawn, without, drawn, of_list[0]):
                assert bench.prove(proof) == prove(proof, annex)


def test_proofs_of_every_kind_come_out_on_one_bench_as_each_alone() -> None:
    """On their own day, a year later, when much of what they draw is out of time, and on their own day again."""

    def kind(proof: NamedProof) -> tuple[bool, ...]:
        drawn = proof.proof
        return proof.about in ANNEX.kpis, proof.about in ANNEX.surgery, proof.about in ANNEX.lists, bool(drawn.given)

    def later(proof: NamedProof) -> NamedProof:
        day = proof.proof.inspection_day + dt.timedelta(400)
        return replace(proof, proof=proof.proof.model_copy(update={"inspection_day": day}))

    of_each_kind = [*{kind(proof): proof for proof in PROOFS}.values()]
    with Bench(ANNEX) as bench:
        for proof in (*of_each_kind, *map(later, of_each_kind), *of_each_kind):
            assert bench.prove(proof) == prove(proof, ANNEX)
        assert sum(bool(bench.prove(later(proof)).differences) for proof in of_each_kind) > 2
