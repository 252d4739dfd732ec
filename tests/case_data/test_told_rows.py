"""What is told of an extract names every row it is about, and of a file that somebody is writing nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.case_data import ingest as module
from readiness.case_data.column_mapping import needed_columns
from readiness.case_data.find import find_tables
from readiness.case_data.load import RawTexts
from readiness.case_data.model import CaseDataAccount, RawTable
from readiness.foundation.database import Store
from readiness.foundation.errors import SourceError
from readiness.specification.model import Annex

CONTACTS = "cont_contact_id,cont_person_id,cont_contact_date\n"


def read(folder: Path, annex: Annex) -> CaseDataAccount:
    """Takes in a folder of extracts."""
    needed = needed_columns(annex)
    found = find_tables(folder, annex.tables, needed)
    assert not found.mistakes
    with Store() as store:
        return module.ingest(store, annex, needed, found.tables, {}, folder.parent)


def test_the_place_names_the_first_rows_and_the_finding_all(tmp_path: Path, annex: Annex) -> None:
    rows = [f"{number},A,{'soon' if number % 5 < 3 else '2026-01-31'}\n" for number in range(2, 17)]
    (tmp_path / "ssd_contacts.csv").write_text(CONTACTS + "".join(rows), encoding="utf-8")
    (found,) = (finding for finding in read(tmp_path, annex).findings if "not a date" in finding.wrong)
    assert found.place.endswith("ssd_contacts.csv rows 2, 5, 6 and 6 more, cont_contact_date")
    assert found.every_row == "2, 5 to 7, 10 to 12, 15 to 16"
    assert found.count == len(found.rows) == 9


def test_rows_of_somebody_who_is_not_there_are_all_named(tmp_path: Path, annex: Annex) -> None:
    (tmp_path / "ssd_person.csv").write_text("pers_person_id,pers_dob\nA,2012-01-01\n", encoding="utf-8")
    rows = [f"{number},{'A' if number == 4 else 'B'},2026-01-31\n" for number in range(2, 8)]
    (tmp_path / "ssd_contacts.csv").write_text(CONTACTS + "".join(rows), encoding="utf-8")
    (found,) = (finding for finding in read(tmp_path, annex).findings if "somebody who is not in" in finding.wrong)
    assert found.every_row == "2 to 3, 5 to 7"


@pytest.mark.parametrize("change", ["written", "taken away"])
def test_a_file_that_changes_while_it_is_read_is_not_believed(
    change: str, tmp_path: Path, annex: Annex, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ssd_contacts.csv"
    file.write_text(CONTACTS + "1,A,2026-01-31\n", encoding="utf-8")
    load = module.load

    def then_changed(store: Store, raw: RawTable, source: RawTexts, *others: object) -> None:
        load(store, raw, source, *others)  # type: ignore[arg-type]
        if change == "taken away":
            file.unlink()
        else:
            file.write_text(CONTACTS + "1,A,2026-01-31\n2,A,2026-01-31\n", encoding="utf-8")

    monkeypatch.setattr(module, "load", then_changed)
    with pytest.raises(SourceError) as told:
        read(tmp_path, annex)
    assert [str(mistake) for mistake in told.value.mistakes] == [
        f"{tmp_path.name}/ssd_contacts.csv: changed while it was being read. Run the command again when nothing is "
        "writing it; nothing of this reading is kept."
    ]


def test_very_many_spellings_of_one_column_are_summed_up(tmp_path: Path, annex: Annex) -> None:
    rows = [f"{number},A,2026-01-31,odd {number}\n" for number in range(30_000)]
    text = CONTACTS.replace("\n", ",cont_contact_source_code\n") + "".join(rows)
    (tmp_path / "ssd_contacts.csv").write_text(text, encoding="utf-8")
    account = read(tmp_path, annex)
    assert len(account.unmapped) == 1_000
    (found,) = (finding for finding in account.findings if "not in the code set" in finding.wrong)
    assert found.count == 30_000
    assert found.wrong.startswith("30,000 spellings in 30,000 rows")
