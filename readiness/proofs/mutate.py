"""Asks which proof notices a change of the specification. A change that none notices is a hole in the proofs."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from readiness.foundation.database import Store, words_in
from readiness.foundation.errors import Mistake, ReadinessError, SpecificationError
from readiness.proofs.mutants import SHARED_SQL, Mutant, Specified
from readiness.proofs.prove import NamedProof, prove, set_up
from readiness.proofs.text_tables import Asked, rules_named
from readiness.specification.model import Annex

TOLD_EVERY = 25  # changes between two words of progress


@dataclass(frozen=True)
class Noticed:
    """How many changes of something were tried, those that no proof noticed, and how many were passed over as known
    to change nothing."""

    about: str
    tried: int
    unnoticed: tuple[Mutant, ...]
    known: int = 0


class Watch:
    """The proofs that can notice a change of one thing, those first that noticed something last."""

    def __init__(self, specified: Specified, name: str) -> None:
        self._annex, self._name = specified.annex, name
        self._proofs = [proof for proof in specified.proofs if _can_notice(proof, name, specified)]
        self._asked: dict[str, Asked] = {}
        self._stores = ExitStack()

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *raised: object) -> None:
        self._stores.close()

    def notices(self, mutant: Mutant) -> bool:
        """Whether some proof fails with the change. Raises SpecificationError when one fails without it."""
        for proof in self._in_order(mutant):
            if self._fails(proof, mutant):
                self._proofs.remove(proof)
                self._proofs.insert(0, proof)
                return True
        return False

    def _in_order(self, mutant: Mutant) -> list[NamedProof]:
        """The cheapest way to a proof that notices: those that speak of what is changed come first."""
        if self._name in self._annex.lists:
            return sorted(self._proofs, key=lambda proof: mutant.at_fault not in proof.proof.then)
        if self._name not in SHARED_SQL:
            return [*self._proofs]
        near = _near(self._annex, mutant.at_fault)
        return sorted(self._proofs, key=lambda proof: not near & {proof.about, *rules_named(proof.proof)})

    def _fails(self, proof: NamedProof, mutant: Mutant) -> bool:
        asked = None if self._name in SHARED_SQL else self._asked.get(proof.place) or self._set_up(proof)
        try:
            if asked is None:
                return bool(prove(proof, mutant.annex).differences)
            return any(True for _ in asked(mutant.annex))
        except ReadinessError:
            return True

    def _set_up(self, proof: NamedProof) -> Asked:
        """What is drawn, in a store of its own that every change is then asked in."""
        asked = set_up(self._stores.enter_context(Store()), proof, self._annex)
        if any(True for _ in asked(self._annex)):
            raise SpecificationError(
                Mistake(proof.place, "the proof does not hold as it is, so it notices nothing", "Make it hold first")
            )
        self._asked[proof.place] = asked
        return asked


def _can_notice(proof: NamedProof, name: str, specified: Specified) -> bool:
    annex = specified.annex
    if name in annex.rules:
        return name in rules_named(proof.proof)
    of_rules = bool(proof.proof.lists or proof.proof.sheets or proof.about not in annex.lists)
    if name in annex.lists:
        return proof.about == name and not of_rules
    if name in annex.kpis or name in annex.surgery:
        return proof.about == name
    return name == "days" or (
        of_rules and proof.about not in annex.kpis if name == "checks" else bool(proof.proof.given)
    )


def _near(annex: Annex, statement: str) -> set[str]:
    """The lists, rules and indicators that use what a statement makes, by name, as far as their words tell."""
    made = set(re.findall(r"\bcreate (?:macro|table|view) (\w+)", statement))
    texts = {
        **annex.sql,
        **annex.kpi_sql,
        **{name: rule.when + rule.rows for name, rule in annex.rules.items()},
        **{name: f"{page.denominator} {page.numerator} {page.adds}" for name, page in annex.kpis.items()},
    }
    for other in (annex.days + annex.shared + annex.checks).split(";"):
        if made & words_in(other):
            made |= set(re.findall(r"\bcreate (?:macro|table|view) (\w+)", other))
    return {name for name, text in texts.items() if made & words_in(text)}


def unnoticed(specified: Specified, name: str, tell: Callable[[str], None]) -> Noticed:
    """Tries every change of what has that name. Raises SpecificationError when a proof does not hold without any."""
    mutants = [*specified.mutants(name)]
    known = sum(1 for _ in specified.all_mutants(name)) - len(mutants)
    alive: list[Mutant] = []
    with Watch(specified, name) as watch:
        for number, mutant in enumerate(mutants, start=1):
            if number % TOLD_EVERY == 1:
                tell(f"Changing {name}, {number} of {len(mutants)}")
            if not watch.notices(mutant):
                alive.append(mutant)
    return Noticed(name, len(mutants), tuple(alive), known)
