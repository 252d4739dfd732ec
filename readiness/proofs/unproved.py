"""Tells what no proof shows: a list or an indicator with none, a rule that none shows broken or none shows kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readiness.checks.check import lists_of
from readiness.foundation.errors import Mistake
from readiness.proofs.prove import NamedProof, provable
from readiness.proofs.rules import shown_by
from readiness.proofs.text_tables import rules_named
from readiness.specification.layers import PROOFS
from readiness.specification.model import Annex, Proof


@dataclass(frozen=True)
class Unproved:
    """A thing that is not proved, the page it stands on, and what a person is told of it."""

    name: str
    page: str
    mistake: Mistake


def unproved(annex: Annex, proofs: Sequence[NamedProof]) -> Iterator[Unproved]:
    """Whatever means something and is not proved to."""
    proved = {proof.about for proof in proofs}
    for page in provable(annex):
        folder, name = page.split("/")
        if page not in annex.rule_pages and name not in proved:
            do = f"Draw what it means in annex_a/{folder}/{name}{PROOFS}"
            yield Unproved(name, name, Mistake(f"annex_a/{page}.yaml:1", "no proof shows what it means", do))
    yield from _rules(annex, proofs)


def _rules(annex: Annex, proofs: Sequence[NamedProof]) -> Iterator[Unproved]:
    naming: dict[str, list[Proof]] = defaultdict(list)
    for proof in proofs:
        for rule_name in rules_named(proof.proof):
            naming[rule_name].append(proof.proof)
    for name, rule in annex.rules.items():
        if rule.cannot_apply or rule.cannot_be_drawn:
            continue
        shown = [shown_by(proof, name, lists_of(rule, annex)) for proof in naming[name]]
        lacking = [
            words
            for words, is_shown in (
                ("broken", any(broken for broken, _ in shown)),
                ("kept", any(kept for _, kept in shown)),
            )
            if not is_shown
        ]
        if lacking:
            place = annex.rule_places[name]
            page = place.rpartition(":")[0].removesuffix(".yaml")
            wrong = f"no proof shows {name} {' or '.join(lacking)}"
            yield Unproved(name, page.rpartition("/")[2], Mistake(place, wrong, f"Draw rows that do in {page}{PROOFS}"))
