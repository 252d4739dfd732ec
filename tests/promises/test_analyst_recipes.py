"""What an analyst does without opening a Python file: add a column, a code, a list, a table; and what slips are told."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from product import ROOT, Run

DAY = "2026-11-20"
LIST_PAGE = (
    "number: 12\ntitle: Adults\nasks: Everybody of 18 and over.\n"
    "inclusion: People of 18 and over on {{ inspection.day | day }}.\none row per: [child_id]\n"
    "rows from: [ssd_person]\nneeds: [ssd_person]\nbasis: [OFST19]\ncolumns:\n  child_id:\n  age:\n"
)


@pytest.fixture
def own(anyshire: Path) -> Path:
    """Where the authority's own files of the specification lie over the shipped ones: none yet."""
    for name in ("case_data", "codes", "kpis", "lists"):
        (anyshire / "annex_a" / name).mkdir(parents=True)
    return anyshire / "annex_a"


def take(own: Path, name: str) -> Path:
    """The authority's own copy of one file of the specification."""
    return Path(shutil.copyfile(ROOT / "annex_a" / name, own / name))


def change(file: Path, before: str, after: str) -> None:
    """Changes a file; one of the specification is first copied, that one only."""
    if not file.exists():
        own = next(folder for folder in file.parents if folder.name == "annex_a")
        take(own, file.relative_to(own).as_posix())
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, (file.name, text.count(before))
    file.write_text(text.replace(before, after), encoding="utf-8")


def sheet(folder: Path, name: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(folder / "output" / DAY / "annex_a.xlsx")
    return [*book[name].iter_rows(min_row=2, values_only=True)]


@pytest.mark.slow
def test_a_column_is_added(anyshire: Path, own: Path, run: Run) -> None:
    lists = own / "lists"
    change(
        lists / "list_01_contacts.yaml",
        "  contact_source:\n",
        (
            "  nationality:\n    heading: Country of Origin\n    type: text\n    blank: may\n"
            "    from: [ssd_person.pers_nationality]\n  contact_source:\n"
        ),
    )
    change(
        lists / "list_01_contacts.sql",
        "    child.age,\n",
        (
            "    child.age,\n    (select p.pers_nationality from ssd_person as p where p.pers_person_id = child.child_id) as nationality,\n"
        ),
    )
    with take(own, "lists/list_01_contacts.proof.yaml").open("a", encoding="utf-8") as proofs:
        proofs.write(
            "\nthe country of origin is told:\n  inspection day: 2026-11-20\n  given:\n    ssd_person: |\n"
            "      pers_person_id | pers_nationality\n      A | Wales\n    ssd_contacts: |\n"
            "      cont_person_id | cont_contact_date\n      A | 2026-10-01\n  then: |\n    child_id | nationality\n    A | Wales\n"
        )
    person = anyshire / "case_data" / "ssd_person.csv"
    heading, *rows = person.read_text(encoding="utf-8").splitlines()
    person.write_text("\n".join([f"{heading},pers_nationality", *(f"{row},Wales" for row in rows)]), encoding="utf-8")
    assert run("prove", "list_01_contacts", "--folder", anyshire).exit_code == 0
    assert run("build", "annex-a", "--folder", anyshire).exit_code == 0
    headings, first, *_ = sheet(anyshire, "List_1")
    assert headings[6] == "Country of Origin"
    assert first[6] == "Wales"


@pytest.mark.slow
def test_a_code_is_added(anyshire: Path, own: Path, run: Run) -> None:
    codes = take(own, "codes/contact_referral_source.yaml")
    codes.write_text(
        codes.read_text(encoding="utf-8")
        + "  '11':\n    code: 'v) 11: Drones'\n    label: Drones\n    since: 2026-12\n",
        encoding="utf-8",
    )
    contacts = anyshire / "case_data" / "ssd_contacts.csv"
    change(contacts, "C01,0001,2026-06-03 09:15:00,6", "C01,0001,2026-06-03 09:15:00,11")
    assert run("build", "annex-a", "--folder", anyshire).exit_code == 0
    assert sheet(anyshire, "List_1")[1][6] == "v) 11: Drones"


@pytest.mark.slow
def test_a_list_is_added(anyshire: Path, own: Path, run: Run) -> None:
    lists = own / "lists"
    (lists / "list_12_adults.yaml").write_text(LIST_PAGE, encoding="utf-8")
    (lists / "list_12_adults.sql").write_text(
        "-- Everybody of 18 and over.\nselect child_id, age, case when age is null or age < 18 then 'under 18' end as left_out,\n"
        "    child_id as raw_key\nfrom child\n",
        encoding="utf-8",
    )
    (lists / "list_12_adults.proof.yaml").write_text(
        "a birthday makes an adult:\n  inspection day: 2026-11-20\n  given:\n    ssd_person: |\n"
        "      pers_person_id | pers_dob\n      A | 2008-11-20\n      B | 2008-11-21\n  then: |\n    child_id | age\n    A | 18\n",
        encoding="utf-8",
    )
    assert run("prove", "list_12_adults", "AA-S01", "--folder", anyshire).exit_code == 0
    assert run("build", "annex-a", "--folder", anyshire).exit_code == 0
    assert [row[0] for row in sheet(anyshire, "List_12")[1:]] == ["0022", "0023", "0026"]


@pytest.mark.slow
def test_a_table_of_ones_own_is_added(anyshire: Path, own: Path, run: Run) -> None:
    (own / "case_data" / "ext_private_fostering.yaml").write_text(
        "rows are: one arrangement\nextension: Ours.\nkey: prfo_id\ncolumns:\n"
        "  prfo_id: {means: Arrangement, type: id}\n  prfo_person_id: {means: Child, type: id}\n"
        "  prfo_start_date: {means: Start, type: date}\n",
        encoding="utf-8",
    )
    change(
        own / "lists" / "list_01_contacts.sql",
        "left join child on",
        (
            "left join (select prfo_person_id from ext_private_fostering where prfo_start_date is not null) as fostered\n"
            "    on fostered.prfo_person_id = contact.cont_person_id\nleft join child on"
        ),
    )
    change(
        own / "lists" / "list_01_contacts.sql",
        "    end as left_out,",
        "        when fostered.prfo_person_id is not null then 'fostered'\n    end as left_out,",
    )
    (anyshire / "case_data" / "ext_private_fostering.csv").write_text(
        "prfo_id,prfo_person_id,prfo_start_date\n1,0002,2026-01-01\n", encoding="utf-8"
    )
    assert run("build", "annex-a", "--folder", anyshire).exit_code == 0
    assert "0002" not in [row[0] for row in sheet(anyshire, "List_1")]


def blocks(heading: str) -> list[str]:
    """What a section of the guide to annex_a says to write into files."""
    text = (ROOT / "annex_a" / "README.md").read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    found = re.findall(r"(?:^ {7}.*\n|^\n(?= {7}))+", text, re.MULTILINE)
    return [textwrap.dedent(block).strip() + "\n" for block in found]


@pytest.mark.slow
def test_an_indicator_is_added_by_one_page_and_its_proof(anyshire: Path, own: Path, run: Run) -> None:
    page, proof = blocks("To add an indicator")
    (own / "kpis" / "fostering_visits.yaml").write_text(page, encoding="utf-8")
    result = run("prove", "fostering_visits", "--quiet", "--folder", anyshire)
    assert result.exit_code == 1
    told = "annex_a/kpis/fostering_visits.yaml:1: no proof shows what it means. Draw what it means in annex_a/kpis/fostering_visits.proof.yaml."
    assert told in result.stdout.splitlines()
    (own / "kpis" / "fostering_visits.proof.yaml").write_text(proof, encoding="utf-8")
    result = run("prove", "fostering_visits", "--quiet", "--folder", anyshire)
    assert result.exit_code == 0
    assert "1 of 1 proof" in result.stdout
    assert run("build", "highlight-report", "--quiet", "--folder", anyshire).exit_code == 0
    book = openpyxl.load_workbook(anyshire / "output" / DAY / "highlight_report.xlsx")
    rows = [[cell.value for cell in row] for row in book["All indicators"].iter_rows() if row[1].value == "V.4"]
    assert "Foster carers visited in the last six weeks" in rows[0]
    (own / "kpis" / "fostering_visits.proof.yaml").write_text(proof.replace("1 of 2", "2 of 2"), encoding="utf-8")
    result = run("prove", "fostering_visits", "--quiet", "--folder", anyshire)
    assert result.exit_code == 1
    assert "should give 2 of 2, and gives 1 of 2" in result.stdout


def test_slips_on_a_page_of_an_indicator_are_told(anyshire: Path, own: Path, run: Run) -> None:
    page, _ = blocks("To add an indicator")
    slips = {
        "list_08_children_in_care": ("list_08_children_in_car", 'list "list_08_children_in_car" is not a file in annex_a/lists.'),
        "ref: V.4": ("ref: '3.3'", '"3.3" is the ref of children_in_need_seen_in_4_weeks too. Give it its own.'),
        "minimum: 90": ("minimum: 99", "minimum and upper are the wrong way round"),
        "area: children_in_care": ("area: children_in_cre", 'judgement area "children_in_cre" is not in any framework.'),
        "counts rows of: list_08_children_in_care\n": ("", 'must have one of "counts rows of", a file fostering_visits.sql'),
    }  # fmt: skip
    for before, (after, message) in slips.items():
        assert page.count(before) == 1
        (own / "kpis" / "fostering_visits.yaml").write_text(page.replace(before, after), encoding="utf-8")
        result = run("describe", "--folder", anyshire)
        assert result.exit_code == 4
        assert message in result.stderr, result.stderr


SLIPS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a code set that is not there": (
        lambda own: change(
            own / "lists" / "list_07_child_protection.yaml",
            "    heading: Initial Category of Abuse\n    codes: abuse_category",
            "    heading: Initial Category of Abuse\n    codes: abuse",
        ),
        'annex_a/lists/list_07_child_protection.yaml:33: code set "abuse" is not a file in annex_a/codes. Did you mean "abuse_category"?',
    ),
    "a key twice": (
        lambda own: change(own / "columns.yaml", "  codes: ethnicity\n", "  codes: ethnicity\n  codes: gender\n"),
        'annex_a/columns.yaml:20: "codes" stands here twice. Keep one of them.',
    ),
    "a key nobody knows": (
        lambda own: change(own / "lists" / "list_01_contacts.yaml", "one row per:", "one row pr:"),
        'annex_a/lists/list_01_contacts.yaml:9: "one row pr" is not a key here. Did you mean "one row per"?',
    ),
    "a clock": (
        lambda own: change(own / "lists" / "list_01_contacts.sql", "> inspection.day", "> current_date"),
        "annex_a/lists/list_01_contacts.sql:15: reads the clock, so a list could not be made again for its day. Take days from the relation inspection.",
    ),
    "a column the query does not give": (
        lambda own: change(own / "lists" / "list_01_contacts.sql", " as contact_date,", " as contact_day,"),
        'annex_a/lists/list_01_contacts.sql: gives no column "contact_date". Select it, or take it from annex_a/lists/list_01_contacts.yaml.',
    ),
    "a slip of SQL": (
        lambda own: change(
            own / "lists" / "list_01_contacts.sql",
            "contact.cont_contact_date as contact_date",
            "contact.cont_contact_dte as contact_date",
        ),
        'annex_a/lists/list_01_contacts.sql:9: table "contact" does not have a column named "cont_contact_dte". Correct the query.',
    ),
    "rows that are dropped": (
        lambda own: change(
            own / "lists" / "list_01_contacts.sql",
            "cross join inspection",
            "cross join inspection\nwhere contact.cont_contact_date <= inspection.day",
        ),
        "annex_a/lists/list_01_contacts.sql: gives 13 rows for 14 raw rows of ssd_contacts. Give every raw row once, with a reason in left_out when it is not listed.",
    ),
    "a row that does not say which it is": (
        lambda own: change(own / "lists" / "list_01_contacts.sql", ",\n    contact.cont_contact_id as raw_key", ""),
        'annex_a/lists/list_01_contacts.sql: gives no column "raw_key". Select the key of the raw row that is judged under this name.',
    ),
    "a row that says it is another": (
        lambda own: change(
            own / "lists" / "list_01_contacts.sql",
            "contact.cont_contact_id as raw_key",
            "min(contact.cont_contact_id) over () as raw_key",
        ),
        "annex_a/lists/list_01_contacts.sql: raw_key is not the key of a row of ssd_contacts, each of them once. Select the key of the row that is judged.",
    ),
    "rows that are doubled": (
        lambda own: change(
            own / "lists" / "list_01_contacts.sql",
            "left join child on child.child_id = contact.cont_person_id",
            "left join child on true",
        ),
        "annex_a/lists/list_01_contacts.sql: gives 275 rows too many: there must be one row per contact_id. Look for a join that meets several rows.",
    ),
    "a time where a date should be": (
        lambda own: change(
            own / "lists" / "list_01_contacts.sql",
            "contact.cont_contact_date as contact_date",
            "contact.cont_contact_date - interval 1 month as contact_date",
        ),
        'annex_a/lists/list_01_contacts.sql: gives "contact_date" as timestamp and not as date. Cast it.',
    ),
    "a field nobody knows": (
        lambda own: change(
            own / "lists" / "list_01_contacts.yaml",
            "dated {{ inspection.events_from | day }}",
            "dated {{ inspection.event_from | day }}",
        ),
        'annex_a/lists/list_01_contacts.yaml: unknown field "event_from". Did you mean "events_from"?',
    ),
    "a list without its query": (
        lambda own: (own / "lists" / "list_12_adults.yaml").write_text(LIST_PAGE, encoding="utf-8"),
        "annex_a/lists/list_12_adults.yaml:1: there is no list_12_adults.sql beside it. Write the query of the list.",
    ),
    "bad YAML": (
        lambda own: change(own / "periods.yaml", "  months: 6\n", "  months: [6\n"),
        "annex_a/periods.yaml:7: a bracket is opened and not closed. Close it, and put a comma between what is in it.",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_slips_in_the_specification_are_told_with_file_and_line(slip: str, anyshire: Path, own: Path, run: Run) -> None:
    make, message = SLIPS[slip]
    make(own)
    result = run("build", "annex-a", "--quiet", "--folder", anyshire)
    assert result.exit_code == 4
    assert message in result.stderr.splitlines()
    assert not [*anyshire.glob("output/*")]


def test_a_proof_with_a_slip_is_told(anyshire: Path, own: Path, run: Run) -> None:
    with take(own, "lists/list_02_early_help.proof.yaml").open("a", encoding="utf-8") as proofs:
        proofs.write(
            "\nwrong names:\n  inspection day: 2026-11-20\n  given:\n    ssd_persn: |\n      a\n      1\n  then: |\n    child\n    A\n"
        )
    result = run("prove", "--quiet", "--folder", anyshire)
    assert result.exit_code == 4
    assert 'ssd_persn" is not a table of case data. Did you mean "ssd_person"?' in result.stderr
    assert '"child" is not a column of the list. Did you mean "child_id"?' in result.stderr
