"""columns.csv: an authority's own headings, and what it does not record."""

from __future__ import annotations

from pathlib import Path

import pytest
from damaged import in_folder, outcome, run_context

from readiness.authority.settings import open_workspace
from readiness.case_data.own_columns import read_own_columns
from readiness.run.context import RunContext
from readiness.specification.model import Annex


def mistakes(annex: Annex, folder: Path, *rows: str) -> list[str]:
    (folder / "columns.csv").write_text("\n".join(("table,heading,column", *rows, "")), encoding="utf-8")
    return [*map(str, read_own_columns(open_workspace(folder).columns, annex.tables)[1])]


def rename(folder: Path, table: str, column: str, heading: str) -> None:
    file = folder / "case_data" / f"{table}.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(column, heading, 1), encoding="utf-8")


@pytest.fixture
def run(anyshire: Path, tmp_path: Path) -> RunContext:
    return in_folder(run_context(anyshire, tmp_path), anyshire)


def test_a_heading_nobody_knows_is_offered_and_then_known(run: RunContext, anyshire: Path) -> None:
    before = outcome(run)
    rename(anyshire, "ssd_contacts", "cont_person_id", "child_ref")
    refused = outcome(run)
    assert refused.code == 3
    assert refused.said == (
        "case_data/ssd_contacts.csv: there is no cont_person_id, which says whom a row is about; "
        'perhaps "child_ref" is it: say so in columns.csv.'
    )
    with (anyshire / "columns.csv").open("a", encoding="utf-8") as own:
        own.write("ssd_contacts,Child Ref,cont_person_id\n")
    assert outcome(run) == before


def test_what_is_not_recorded_is_not_told_aloud(run: RunContext, anyshire: Path) -> None:
    own = (anyshire / "columns.csv").read_text(encoding="utf-8")
    (anyshire / "columns.csv").unlink()
    told = outcome(run)
    assert told.code == 1
    assert '"Date application approved" of List 11 goes blank or wrong' in told.said
    (anyshire / "columns.csv").write_text(own + "ssd_contacts,old_name,cont_contact_date\n", encoding="utf-8")
    note = 'columns.csv row 8: no file of ssd_contacts has the heading "old_name". Take the row out if it is old.'
    assert (outcome(run).code, outcome(run).said) == (0, note)


def test_mistakes_name_the_row_and_the_nearest_name(annex: Annex, anyshire: Path) -> None:
    wrong = ("ssd_contact,a,cont_person_id", "ssd_contacts,a,cont_persn_id", "ssd_person,pers_dob,pers_sex")
    assert mistakes(annex, anyshire, *wrong) == [
        'columns.csv row 2: there is no table "ssd_contact". Did you mean "ssd_contacts"?',
        'columns.csv row 3: ssd_contacts has no column "cont_persn_id". Did you mean "cont_person_id"?',
        'columns.csv row 4: the heading "pers_dob" is itself a column of ssd_person. '
        "If the file means pers_sex by it, rename it there.",
    ]
    twice = mistakes(annex, anyshire, "ssd_person,x,pers_sex", "ssd_person,X,pers_dob")
    assert twice == ['columns.csv row 3: the heading "X" stands here for another column already. Keep one.']
