"""An authority keeps its own copy of the file it changes, and only that: by the recipes of the guide to annex_a."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest
from product import ROOT, Run

pytestmark = pytest.mark.slow  # each case builds or reads an authority of its own

GUIDE = (ROOT / "annex_a" / "README.md").read_text(encoding="utf-8")
CONTACTS = "case_data/ssd_contacts.yaml"
ALIAS = "contact_made_on"


def copied(anyshire: Path, name: str, to: str = "") -> Path:
    """The authority's own copy of one file."""
    own = anyshire / "annex_a" / (to or name)
    own.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(ROOT / "annex_a" / name, own))


@pytest.fixture
def with_alias(anyshire: Path) -> Path:
    """The authority's folder with one file over the specification: a page with the alias that the guide adds."""
    (after,) = re.findall(rf"(?:^ {{4}}.*\n)+(?<={ALIAS}\]\n)", GUIDE, re.MULTILINE)
    after = textwrap.indent(textwrap.dedent(after), "  ")
    before = "".join(line for line in after.splitlines(keepends=True) if ALIAS not in line)
    page = copied(anyshire, CONTACTS)
    text = page.read_text(encoding="utf-8")
    assert text.count(before) == 1
    page.write_text(text.replace(before, after), encoding="utf-8")
    return anyshire


def test_an_extract_with_the_alias_gives_the_same_list(with_alias: Path, run: Run) -> None:
    extract = with_alias / "case_data" / "ssd_contacts.csv"
    text = extract.read_text(encoding="utf-8")
    assert text.count("cont_contact_date") == 1
    extract.write_text(text.replace("cont_contact_date", ALIAS), encoding="utf-8")
    result = run("build", "annex-a", "--quiet", "--folder", with_alias)
    assert result.exit_code == 0
    assert ALIAS not in result.output


def test_describe_tells_which_files_are_the_authoritys_own(with_alias: Path, run: Run) -> None:
    copied(with_alias, "codes/gender.yaml")
    told = run("describe", "--folder", with_alias).stdout.splitlines()
    start = told.index("Your own files lie over it:")
    assert told[start + 1 : start + 3] == [
        f"  annex_a/{CONTACTS}",
        "  annex_a/codes/gender.yaml, the same as the shipped one: take it out, and newer versions reach you",
    ]
    assert run("describe", "ssd_contacts", "--folder", with_alias).stdout.endswith(f"\nYour own: annex_a/{CONTACTS}\n")
    assert "Your own" not in run("describe", "ssd_person", "list_01_contacts", "--folder", with_alias).stdout
    assert "Your own" not in run("describe").stdout


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("lists/list_01_contacts.sql", ["list_01_contacts", "contact_date", "lists"]),
        ("columns.yaml", ["ethnicity"]),
        ("kpis/re_referrals.proof.yaml", ["re_referrals", "kpis"]),
        ("rules/identity.yaml", ["AA-I01", "rules"]),
        ("thresholds.yaml", ["quiet_working_days", "thresholds"]),
        ("case_codes/flag.yaml", ["flag"]),
    ],
)
def test_whatever_an_own_file_says_is_told_to_be_the_authoritys(
    anyshire: Path, run: Run, file: str, names: list[str]
) -> None:
    copied(anyshire, file)
    for name in names:
        assert run("describe", name, "--folder", anyshire).stdout.endswith(f"\nYour own: annex_a/{file}\n"), name


def test_a_list_begins_as_copies_of_another(anyshire: Path, run: Run) -> None:
    section = GUIDE.split("## To add a list\n")[1].split("\n## ")[0]
    assert "`number`" in section and "take its `rules` out" in section
    for ending in ("yaml", "sql", "proof.yaml"):
        copied(anyshire, f"lists/list_01_contacts.{ending}", f"lists/list_12_private_fostering.{ending}")
    page = anyshire / "annex_a" / "lists" / "list_12_private_fostering.yaml"
    text = page.read_text(encoding="utf-8").split("\nrules:")[0].replace("number: 1\n", "number: 12\n")
    page.write_text(f"{text}\n", encoding="utf-8")
    (command,) = re.findall(r"`readiness (prove .*?) --folder anyshire`", section)
    result = run(*command.split(), "AA-S01", "--quiet", "--folder", anyshire)
    assert result.exit_code == 0, result.stdout


def test_a_file_that_is_nothing_stops_a_build(anyshire: Path, run: Run) -> None:
    copied(anyshire, CONTACTS, "case_data/ssd_contact.yaml")
    result = run("build", "--quiet", "--folder", anyshire)
    assert result.exit_code == 4
    assert result.stderr.splitlines()[0] == (
        "annex_a/case_data/ssd_contact.yaml: is new, and nothing in the specification names it. "
        f'Did you mean "annex_a/{CONTACTS}"?'
    )
