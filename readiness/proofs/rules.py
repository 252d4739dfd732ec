"""Runs the proofs of rules: rows of lists drawn as a workbook holds them, each with the rules it breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from readiness.checks.check import ListOrigin, broken_rules, set_up_rules
from readiness.checks.model import BrokenRule
from readiness.foundation.database import Store
from readiness.foundation.phrases import listed
from readiness.lists.in_store import keep_list
from readiness.lists.model import Remark
from readiness.proofs.text_tables import (
    Asked,
    Ground,
    drawn_rows,
    ingest_drawn,
    rules_named,
    settle_drawn,
)
from readiness.specification.model import Annex, Proof


def shown_by(proof: Proof, rule: str, about: Sequence[str]) -> tuple[bool, bool]:
    """Whether the proof shows the rule broken, and whether it shows it kept by a row of the lists it is ``about``."""
    if rule in proof.finds:
        return proof.finds[rule] > 0, proof.finds[rule] == 0
    rows = [rules for name, _, rules in drawn_rows(proof) if name in about]
    return any(rule in rules for rules in rows), any(rule not in rules for rules in rows)


def lay_rules(store: Store, ground: Ground) -> None:
    """Makes what conditions of rules may use, of lists without rows."""
    for name, page in ground.annex.lists.items():
        keep_list(store, name, page)
    set_up_rules(store, ground.annex, {})


def rule_proof(store: Store, drawn: Proof, ground: Ground) -> Asked:
    """Puts what is drawn into the store; what the rules then find can be asked of any wording of them.

    Asked of another wording, the rules that are worded as they were are not asked again.
    """
    named = rules_named(drawn)
    if drawn.given:
        ingest_drawn(store, drawn, ground)
    read, remarks = lists_drawn(store, drawn, ground)
    set_up_rules(store, ground.annex, drawn.last_run)

    def differs(worded: Annex) -> Iterator[str]:
        asked = {name for name in named if worded.rules[name] is not ground.annex.rules[name]} or named
        as_worded = ground.annex.model_copy(update={"rules": {name: worded.rules[name] for name in asked}})
        causes = broken_rules(store, as_worded, ground.scope, ListOrigin(read, remarks=remarks))
        yield from _counts_differ(drawn, causes, asked)
        broken = {(cause.about, row, cause.rule) for cause in causes for row in cause.rows}
        for name, row, rules in drawn_rows(drawn):
            expected = rules & asked
            broken_here = {rule for about, number, rule in broken if (about, number) == (name, row)} - set(drawn.finds)
            if broken_here != expected:
                yield f"{name} row {row + 1} should break {_in_words(expected)}, and breaks {_in_words(broken_here)}"

    return differs


def lists_drawn(store: Store, drawn: Proof, ground: Ground) -> tuple[tuple[str, ...], Sequence[Remark]]:
    """The lists as drawn; where only case data are drawn, lists without rows."""
    if drawn.lists or drawn.sheets:
        return settle_drawn(store, drawn, ground)
    for name, page in ground.annex.lists.items():
        keep_list(store, name, page)
    return (), ()


def _counts_differ(drawn: Proof, causes: Sequence[BrokenRule], asked: Collection[str]) -> Iterator[str]:
    counted: Counter[str] = Counter()
    for cause in causes:
        if not drawn.of_lists or cause.about in drawn.of_lists:
            counted[cause.rule] += cause.count
    for rule, count in drawn.finds.items():
        if rule in asked and counted[rule] != count:
            yield f"{rule} should be found {count} times, and is {counted[rule]} times"


def _in_words(rules: set[str]) -> str:
    return listed(sorted(rules)) or "no rule"
