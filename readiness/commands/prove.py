"""readiness prove: runs the proofs named, and tells how they came out and what is not proved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import click

from readiness.authority.overlay import own_over_installed
from readiness.foundation.errors import Mistake, UsageError
from readiness.foundation.phrases import nearest
from readiness.proofs.prove import Outcome, prove, read_proofs
from readiness.proofs.text_tables import rules_named
from readiness.proofs.unproved import unproved
from readiness.specification.read import read_annex


@dataclass(frozen=True)
class Proved:
    """How proofs came out, and what no proof shows."""

    outcomes: tuple[Outcome, ...]
    unproved: tuple[Mistake, ...]

    @property
    def whole(self) -> bool:
        """Whether everything is proved and every proof holds."""
        return not self.unproved and not any(outcome.differences for outcome in self.outcomes)


def wanted_proofs(folder: Path, names: Sequence[str], progress: Callable[[str], None]) -> Proved:
    """Runs the proofs of what is named, or all. Raises UsageError, SpecificationError."""
    folders = own_over_installed("annex_a", folder)
    annex = read_annex(folders)
    known = {*annex.lists, *(page.split("/")[-1] for page in annex.rule_pages), *annex.rules, *annex.kpis}
    unknown = [
        Mistake(name, "is no list, no rule and no indicator", nearest(name, known))
        for name in names
        if name not in known
    ]
    if unknown:
        raise UsageError(*unknown)
    proofs = read_proofs(folders, annex)
    wanted = [proof for proof in proofs if not names or proof.about in names or rules_named(proof.proof) & set(names)]
    outcomes: list[Outcome] = []
    for about, proofs_of_page in groupby(wanted, key=lambda proof: proof.about):
        progress(f"Proving {about}")
        outcomes += [prove(proof, annex) for proof in proofs_of_page]
    lacking = (thing for thing in unproved(annex, proofs) if not names or {thing.name, thing.page} & set(names))
    return Proved(tuple(outcomes), tuple(sorted(thing.mistake for thing in lacking)))


def tell_proofs(proved: Proved) -> None:
    """How many proofs hold, page by page, how the others differ, and what is not proved.

    Proofs hold invented values, so they are shown.
    """
    by_page: dict[str, list[Outcome]] = {}
    for outcome in proved.outcomes:
        by_page.setdefault(outcome.proof.about, []).append(outcome)
    for name, outcomes in by_page.items():
        holding = sum(not outcome.differences for outcome in outcomes)
        click.echo(f"{name:<28} {holding:>3} of {len(outcomes)} proofs hold")
    for outcome in proved.outcomes:
        if outcome.differences:
            click.echo(f"\n{outcome.proof.place}: {outcome.proof.name}")
            for difference in outcome.differences:
                click.echo(f"    {difference}")
    if proved.unproved:
        click.echo("\nNot proved:")
    for mistake in proved.unproved:
        click.echo(str(mistake))
