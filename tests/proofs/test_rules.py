"""Every rule can be shown to find what it says and nothing else, and says what it rests on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from product import ROOT, Run

from readiness.authority.overlay import own_over_installed
from readiness.checks.check import lists_of
from readiness.lists import find_in_workbook as annex_a
from readiness.lists.model import NO_SOURCE
from readiness.proofs.prove import read_proofs
from readiness.proofs.rules import shown_by
from readiness.proofs.text_tables import rules_named
from readiness.specification.read import read_annex

ANNEX = read_annex(own_over_installed("annex_a"))
PROOFS = [proof.proof for proof in read_proofs(own_over_installed("annex_a"), ANNEX)]


def test_the_published_rules_are_all_here_and_ours_are_told_apart() -> None:
    families = Counter(re.match(r"AA-[A-Z]|RD", name)[0] for name in ANNEX.rules)  # type: ignore[index]
    assert sum(count for family, count in families.items() if family != "RD") == 257
    assert families["AA-S"] == 24
    assert families["AA-L"] == 57
    severities = Counter(rule.severity for name, rule in ANNEX.rules.items() if name.startswith("AA-"))
    assert severities == {"error": 129, "warning": 80, "practice": 46, "auto-fix": 2}


@pytest.mark.parametrize("name", [name for name, rule in ANNEX.rules.items() if not rule.cannot_apply])
def test_a_rule_is_shown_broken_and_kept(name: str) -> None:
    rule = ANNEX.rules[name]
    if rule.cannot_be_drawn:
        return
    shown = [shown_by(proof, name, lists_of(rule, ANNEX)) for proof in PROOFS if name in rules_named(proof)]
    assert any(broken for broken, _ in shown), "no proof in which it fires"
    assert any(kept for _, kept in shown), "no proof in which it does not"


def test_only_what_no_drawn_table_holds_is_proved_elsewhere_and_says_where() -> None:
    rules = ANNEX.rules.items()
    elsewhere = {rule.told_on_reading or name: rule.cannot_be_drawn for name, rule in rules if rule.cannot_be_drawn}
    assert {*elsewhere} == {"formula", "merged cells", NO_SOURCE, "RD-15"}
    for kind, why in elsewhere.items():
        (test,) = re.findall(r"tests/[\w/.]+", why)
        assert kind.split()[0] in (ROOT / test).read_text(encoding="utf-8")


def test_a_rule_that_cannot_be_checked_says_why() -> None:
    cannot = {name: rule.cannot_apply for name, rule in ANNEX.rules.items() if rule.cannot_apply}
    assert len(cannot) <= 5
    assert all(len(why) > 40 for why in cannot.values())


def test_whatever_the_reader_of_workbooks_tells_has_a_rule() -> None:
    told = set()
    for module in ("lists/find_in_workbook.py", "lists/read_workbook.py"):
        text = (Path(annex_a.__file__).parent.parent / module).read_text(encoding="utf-8")
        told |= set(re.findall(r'Remark\("([a-z ]+)"', text)) | set(re.findall(r'kind = "([a-z ]+)" if', text))
        told |= set(re.findall(r'else "([a-z ]+ heading missing|[a-z]+ heading missing)"', text))
    assert told | {NO_SOURCE} == {rule.told_on_reading for rule in ANNEX.rules.values() if rule.told_on_reading}


def test_the_words_of_rules_are_fit_to_be_read() -> None:
    for name, rule in ANNEX.rules.items():
        for words in (rule.wrong, rule.do, rule.why):
            assert words.strip(), name
            assert not words.startswith(" "), name
        assert not rule.wrong.endswith("."), name
        first = rule.wrong.split()[0]
        assert first[0].islower() or first.isupper() or first in ("List", "Excel") or not first.isalpha(), name


def test_describe_lists_every_rule_with_its_basis(run: Run) -> None:
    said = " ".join(run("describe", "rules").stdout.split())
    for name, rule in ANNEX.rules.items():
        assert f"{name} " in said
        assert " ".join(rule.basis.split()) in said
