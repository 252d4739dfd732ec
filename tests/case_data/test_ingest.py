"""Text becomes typed values by rules a person could follow by hand, for any text."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readiness.case_data.column_mapping import needed_columns
from readiness.case_data.ingest import ingest
from readiness.case_data.model import CaseDataAccount, RawTable
from readiness.foundation.database import Store
from readiness.specification.model import Annex

FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d-%b-%Y", "%Y%m%d", "%Y/%m/%d"]
TIMES = ["", " 00:00:00", " 23:59", " 14:05:59.123"]


def take(
    annex: Annex, table: str, header: Sequence[str], rows: Sequence[Sequence[str | None]]
) -> tuple[CaseDataAccount, list[tuple[object, ...]]]:
    """Takes in one table, and gives its columns back in file order."""
    raw = RawTable(table, f"case_data/{table}.csv", "rows", tuple(header), rows=lambda: iter(rows))
    with Store() as store:
        intake = ingest(store, annex, needed_columns(annex), [raw], {}, None)
        return intake, store.rows(f"select {', '.join(header)} from {table} order by rowid")


@pytest.mark.slow
@given(st.dates(dt.date(1900, 1, 2), dt.date(2100, 12, 31)), st.sampled_from(FORMATS), st.sampled_from(TIMES))
@settings(max_examples=60, deadline=None)
def test_a_day_written_in_any_usual_way_is_that_day(annex: Annex, day: dt.date, written: str, time: str) -> None:
    text = f"{day:{written}}" + (time if written in FORMATS[:1] else "")
    intake, rows = take(annex, "ssd_contacts", ["cont_contact_date"], [[text]])
    assert rows == [(day,)]
    assert not intake.findings


@pytest.mark.slow
@given(st.text(string.digits + "/-. :TJan", min_size=1, max_size=12))
@example("0/0/00")
@settings(max_examples=80, deadline=None)
def test_a_text_is_a_day_of_our_times_or_it_is_told(annex: Annex, text: str) -> None:
    intake, rows = take(annex, "ssd_contacts", ["cont_contact_id", "cont_contact_date"], [["1", text]])
    day = rows[0][1]
    reasons = ("not a date", "the year has two figures")
    told = any(reason in finding.wrong for finding in intake.findings for reason in reasons)
    blank = text.strip() in ("", "-1") or text.strip().startswith(("1900", "9999"))
    assert isinstance(day, dt.date) or told or blank
    if isinstance(day, dt.date):
        assert dt.date(1900, 1, 2) <= day <= dt.date(2100, 12, 31)
        assert not told


@pytest.mark.slow
@given(
    st.lists(
        st.text(string.ascii_uppercase + "0123-_", min_size=1, max_size=3).filter(lambda key: key != "-1"),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=40, deadline=None)
def test_keys_come_out_once_and_every_row_is_kept_or_counted(annex: Annex, keys: list[str]) -> None:
    rows = [[key, str(number)] for number, key in enumerate(keys)]
    intake, kept = take(annex, "ssd_contacts", ["cont_contact_id", "cont_person_id"], rows)
    account = intake.tables[0]
    assert len({key for key, _ in kept}) == len(kept) == account.rows_kept
    assert account.rows_in_file == len(keys)
    assert dict(kept) == {key: str(number) for number, key in reversed([*enumerate(keys)])}


@pytest.mark.parametrize("blank", ["", "   ", "SSD_PH", "ssd_ph", "-1", "NULL", "\t", "\u00a0"])
def test_what_means_nothing_is_nothing(annex: Annex, blank: str) -> None:
    header = ["cont_contact_id", "cont_person_id", "cont_contact_date", "cont_contact_source_code"]
    intake, rows = take(annex, "ssd_contacts", header, [["1", blank, blank, blank]])
    if blank.strip(" "):
        blank = blank.strip()
    assert rows[0][:3] == ("1", None, None)
    assert not [
        finding
        for finding in intake.findings
        if finding.severity == "error" and "not a date" in finding.wrong and blank.strip()
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("00123", "00123"),
        ("123.0", "123"),
        ("123.5", "123.5"),
        ("A-12", "A-12"),
        (" 12 ", "12"),
        ("\u00a012\t", "12"),
        ("1e5", "1e5"),
    ],
)
def test_identifiers_stay_as_they_are_but_for_what_excel_did(annex: Annex, written: str, kept: str) -> None:
    assert take(annex, "ssd_contacts", ["cont_contact_id"], [[written]])[1] == [(kept,)]


@pytest.mark.parametrize(
    ("written", "number"),
    [("2", 2), ("2.0", 2), ("1,200", 1200), ("", None), ("two", None), ("2.5", None), ("1e99", None)],
)
def test_whole_numbers_are_whole_or_told(annex: Annex, written: str, number: int | None) -> None:
    intake, rows = take(annex, "ext_adopters", ["adop_adopter_id", "adop_children_placed"], [["1", written]])
    assert rows == [("1", number)]
    assert bool(intake.findings) == (number is None and written != "")


def test_rows_with_a_key_missing_get_one_and_empty_rows_go(annex: Annex) -> None:
    rows: list[list[str | None]] = [[None, "A"], [None, None], [None, "B"], ["row 2", "C"]]  # a key may look like a row
    intake, kept = take(annex, "ssd_contacts", ["cont_contact_id", "cont_person_id"], rows)
    assert [child for _, child in kept] == ["A", "B", "C"]
    assert len({key for key, _ in kept}) == 3
    assert [str(finding) for finding in intake.findings if finding.severity == "note"] == [
        "case_data/ssd_contacts.csv: 1 empty row passed over. Nothing needs doing."
    ]


def test_a_parent_with_two_children_gives_neither(annex: Annex, tmp_path: Path) -> None:
    episodes = [["1", "A", "P"], ["2", "B", "P"], ["3", "C", "Q"]]
    raw = [
        RawTable(
            "ssd_cla_episodes",
            "e",
            "rows",
            ("clae_cla_episode_id", "clae_person_id", "clae_cla_id"),
            rows=lambda: iter(episodes),
        ),
        RawTable(
            "ssd_cla_reviews",
            "r",
            "rows",
            ("clar_cla_review_id", "clar_cla_id"),
            rows=lambda: iter([["1", "P"], ["2", "Q"]]),
        ),
    ]
    with Store() as store:
        ingest(store, annex, needed_columns(annex), raw, {}, tmp_path)
        assert store.rows("select clar_cla_person_id from ssd_cla_reviews order by rowid") == [(None,), ("C",)]


def test_only_columns_that_the_sql_names_are_read(annex: Annex) -> None:
    needed = needed_columns(annex)
    assert "ssd_address" not in needed
    assert "pers_forename" not in needed["ssd_person"]
    assert {"pers_legacy_id", "pers_person_id"} <= set(needed["ssd_person"])
    assert set(needed["ssd_cin_visits"]) >= {"cinv_cin_plan_id", "cinv_person_id"}
