"""readiness prove: runs the proofs named and tells how they came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import click

from readiness.authority.overlay import shelf
from readiness.foundation.errors import Mistake, UsageError
from readiness.foundation.phrases import nearest
from readiness.proofs.prove import Outcome, prove, read_proofs
from readiness.proofs.text_tables import rules_named
from readiness.specification.read import read_annex


def wanted_proofs(folder: Path, names: Sequence[str], progress: Callable[[str], None]) -> list[Outcome]:
    """Runs the proofs of what is named, or all. Raises UsageError, SpecificationError."""
    place = shelf("annex_a", folder)
    annex = read_annex(place)
    known = {*annex.lists, *(page.split("/")[-1] for page in annex.rule_pages), *annex.rules, *annex.kpis}
    unknown = [
        Mistake(name, "is no list, no rule and no indicator", nearest(name, known))
        for name in names
        if name not in known
    ]
    if unknown:
        raise UsageError(*unknown)
    proofs = [
        proof
        for proof in read_proofs(place, annex)
        if not names or proof.about in names or rules_named(proof.proof) & set(names)
    ]
    outcomes: list[Outcome] = []
    for page, of_page in groupby(proofs, key=lambda proof: proof.about):
        progress(f"Proving {page}")
        outcomes += [prove(proof, annex) for proof in of_page]
    return outcomes


def tell_proofs(outcomes: Sequence[Outcome]) -> None:
    """How many proofs hold, list by list, and how the others differ. Proofs hold invented values, so they are shown."""
    by_list: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_list.setdefault(outcome.proof.about, []).append(outcome)
    for name, of_page in by_list.items():
        click.echo(f"{name:<28} {sum(not outcome.differences for outcome in of_page):>3} of {len(of_page)} proofs hold")
    for outcome in outcomes:
        if outcome.differences:
            click.echo(f"\n{outcome.proof.place}: {outcome.proof.name}")
            for difference in outcome.differences:
                click.echo(f"    {difference}")
