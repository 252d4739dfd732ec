"""What no proof shows is told with its file and line: a rule, a list, an indicator."""

from __future__ import annotations

from pathlib import Path

import pytest
from product import Run

from readiness.authority.overlay import own_over_installed
from readiness.proofs.prove import read_proofs
from readiness.proofs.unproved import unproved
from readiness.specification.read import read_annex

RULE = """# Ours.
OURS-1:
  severity: warning
  about: [list_01_contacts]
  points at: [contact_date]
  when: contact_date is null
  wrong: the contact has no date
  do: Enter it
  why: Nobody can tell how long the child waited.
  seen: proposed
  basis: ours
"""
PROOF = """OURS-1 a contact has a date:
  inspection day: 2026-11-20
  lists:
    list_01_contacts: |
      child_id | contact_date | finds
      A        |              | OURS-1
"""


@pytest.fixture
def rules(anyshire: Path) -> Path:
    folder = anyshire / "annex_a" / "rules"
    folder.mkdir(parents=True)
    (folder / "ours.yaml").write_text(RULE, encoding="utf-8")
    return folder


def test_everything_shipped_is_proved() -> None:
    folders = own_over_installed("annex_a")
    annex = read_annex(folders)
    assert not [*unproved(annex, read_proofs(folders, annex))]


def test_an_authoritys_own_rule_must_be_shown_broken_and_kept(anyshire: Path, rules: Path, run: Run) -> None:
    place, do = "annex_a/rules/ours.yaml:2", "Draw rows that do in annex_a/rules/ours.proof.yaml."
    result = run("prove", "OURS-1", "--quiet", "--folder", anyshire)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == f"{place}: no proof shows OURS-1 broken or kept. {do}"
    (rules / "ours.proof.yaml").write_text(PROOF, encoding="utf-8")
    result = run("prove", "ours", "--quiet", "--folder", anyshire)
    assert result.exit_code == 1
    assert "1 of 1 proofs hold" in result.stdout
    assert result.stdout.splitlines()[-1] == f"{place}: no proof shows OURS-1 kept. {do}"
    (rules / "ours.proof.yaml").write_text(f"{PROOF}      B        | 2026-10-01   |\n", encoding="utf-8")
    result = run("prove", "OURS-1", "--quiet", "--folder", anyshire)
    assert result.exit_code == 0
    assert "Not proved" not in result.stdout


def test_a_rule_that_cannot_be_drawn_says_so_and_is_not_told(anyshire: Path, rules: Path, run: Run) -> None:
    (rules / "ours.yaml").write_text(f"{RULE}  cannot be drawn: a proof has no colours\n", encoding="utf-8")
    assert run("prove", "OURS-1", "--quiet", "--folder", anyshire).exit_code == 0


def test_only_what_is_named_is_told(anyshire: Path, rules: Path, run: Run) -> None:
    assert rules.is_dir()
    assert run("prove", "AA-S02", "--quiet", "--folder", anyshire).exit_code == 0
