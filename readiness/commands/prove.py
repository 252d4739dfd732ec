"""readiness prove: runs the proofs named, and tells how they came out, what is not proved and what they overlook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import click

from readiness.authority.overlay import own_over_installed
from readiness.foundation.errors import Mistake, UsageError
from readiness.foundation.phrases import many, nearest
from readiness.proofs.mutants import CHANGES_NOTHING, SHARED_SQL, Specified
from readiness.proofs.mutate import Noticed, unnoticed
from readiness.proofs.prove import Bench, Outcome, read_proofs
from readiness.proofs.text_tables import rules_named
from readiness.proofs.unproved import unproved
from readiness.specification.model import Annex
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


@dataclass(frozen=True)
class Tried:
    """What was changed, one thing at a time, and which changes no proof noticed."""

    of_each: tuple[Noticed, ...]

    @property
    def whole(self) -> bool:
        """Whether every change was noticed."""
        return not any(each.unnoticed for each in self.of_each)


def _named(folder: Path, names: Sequence[str]) -> tuple[tuple[Path, ...], Annex, tuple[str, ...]]:
    """The folders of the specification, what it says, and the names as it has them. Raises UsageError."""
    folders = tuple(own_over_installed("annex_a", folder))
    annex = read_annex(folders)
    bare = tuple(name.rpartition("/")[2] for name in names)
    known = {*annex.lists, *map(_stem, annex.rule_pages), *annex.rules, *annex.kpis, *annex.surgery, *SHARED_SQL}
    unknown = [
        Mistake(name, "is no list, no rule, no indicator and no part of a surgery", nearest(name, known))
        for name in bare
        if name not in known
    ]
    if unknown:
        raise UsageError(*unknown)
    return folders, annex, bare


def _stem(page: str) -> str:
    return page.rpartition("/")[2].partition(".")[0]


def wanted_proofs(folder: Path, names: Sequence[str], progress: Callable[[str], None]) -> Proved:
    """Runs the proofs of what is named, or all. Raises UsageError, SpecificationError."""
    folders, annex, names = _named(folder, names)
    proofs = read_proofs(folders, annex)
    wanted = [proof for proof in proofs if not names or proof.about in names or rules_named(proof.proof) & set(names)]
    outcomes: list[Outcome] = []
    with Bench(annex) as bench:
        for about, proofs_of_page in groupby(wanted, key=lambda proof: proof.about):
            progress(f"Proving {about}")
            outcomes += map(bench.prove, proofs_of_page)
    lacking = (thing for thing in unproved(annex, proofs) if not names or {thing.name, thing.page} & set(names))
    return Proved(tuple(outcomes), tuple(sorted(thing.mistake for thing in lacking)))


def tried_changes(folder: Path, names: Sequence[str], progress: Callable[[str], None]) -> Tried:
    """Changes what is named, or everything, one thing at a time. Raises UsageError, SpecificationError."""
    folders, annex, names = _named(folder, names)
    specified = Specified(folders, annex, read_proofs(folders, annex))
    page_of = {rule: _stem(place) for rule, place in annex.rule_places.items()}
    things = (*annex.lists, *annex.rules, *annex.kpis, *annex.surgery, *SHARED_SQL)
    wanted = [thing for thing in things if not names or {thing, page_of.get(thing)} & {*names}]
    return Tried(tuple(unnoticed(specified, name, progress) for name in wanted))


def tell_proved(proved: Proved | Tried) -> None:
    """How the proofs came out, or what they noticed."""
    if isinstance(proved, Tried):
        _tell_changes(proved)
    else:
        _tell_proofs(proved)


def _tell_changes(tried: Tried) -> None:
    """Each change that no proof notices: where, what stands there and what was put; then how many were tried."""
    for mutant in (mutant for each in tried.of_each for mutant in each.unnoticed):
        click.echo(f"{mutant.place}: no proof notices\n    stands  {mutant.stood}\n    put     {mutant.put}\n")
    for each in tried.of_each:
        if each.unnoticed:
            click.echo(f"{each.about:<28} {each.tried:>4} changes tried, {len(each.unnoticed)} unnoticed")
    things = many(sum(each.tried > 0 for each in tried.of_each), "thing")
    total, alive = sum(each.tried for each in tried.of_each), sum(len(each.unnoticed) for each in tried.of_each)
    click.echo(f"{many(total, 'change')} of {things} tried, {alive:,} unnoticed.")
    known = sum(each.known for each in tried.of_each)
    if known:
        click.echo(f"{known:,} more make no difference, and annex_a/{CHANGES_NOTHING} says why.")


def _tell_proofs(proved: Proved) -> None:
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
