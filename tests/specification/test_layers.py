"""An authority's own files lie over the shipped ones, one by one; what they hide nothing of is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from product import ROOT

from readiness.foundation.errors import SpecificationError
from readiness.specification.layers import Layers
from readiness.specification.read import read_annex

SHIPPED = ROOT / "annex_a"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "anyshire" / "annex_a"
    for name in ("case_data", "codes", "kpis", "lists", "rules"):
        (folder / name).mkdir(parents=True)
    return folder


def copied(own: Path, name: str, before: str = "", after: str = "", to: str = "") -> None:
    """The authority's own copy of one file, changed."""
    text = (SHIPPED / name).read_text(encoding="utf-8")
    assert before in text
    (own / (to or name)).write_text(text.replace(before, after, 1), encoding="utf-8")


def mistakes(*folders: Path) -> list[str]:
    with pytest.raises(SpecificationError) as error:
        read_annex(folders)
    return str(error.value).splitlines()


def test_an_alias_is_one_small_file_and_the_next_version_of_everything_else_arrives(own: Path, tmp_path: Path) -> None:
    copied(
        own,
        "case_data/ssd_contacts.yaml",
        "    means: Date of Contact\n",
        "    means: Date of Contact\n    also called: [contact_made_on]\n",
    )
    next_version = Path(shutil.copytree(SHIPPED, tmp_path / "next" / "annex_a"))
    for name, before, after in (
        ("lists/list_01_contacts.yaml", "title: ", "title: Newer "),
        ("case_data/ssd_person.yaml", "means: Date of Birth", "means: Born on"),
    ):
        text = (next_version / name).read_text(encoding="utf-8")
        (next_version / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    annex = read_annex((own, next_version))
    assert annex.tables["ssd_contacts"].columns["cont_contact_date"].also_called == ("contact_made_on",)
    assert annex.lists["list_01_contacts"].title.startswith("Newer ")
    assert annex.tables["ssd_person"].columns["pers_dob"].means == "Born on"


def test_each_of_the_three_files_of_a_list_may_be_the_authoritys_own(own: Path) -> None:
    copied(own, "lists/list_01_contacts.sql", "select", "-- ours\nselect")
    shipped, laid_over = read_annex((SHIPPED,)), read_annex((own, SHIPPED))
    assert "-- ours" in laid_over.sql["list_01_contacts"]
    assert laid_over.lists == shipped.lists
    assert laid_over.model_copy(update={"sql": shipped.sql}) == shipped


def test_a_copy_of_the_whole_specification_says_the_same(tmp_path: Path) -> None:
    whole = Path(shutil.copytree(SHIPPED, tmp_path / "annex_a"))
    assert read_annex((whole, SHIPPED)) == read_annex((SHIPPED,))
    assert Layers((whole, SHIPPED)).copies == Layers((whole, SHIPPED)).own


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lists/list_01_contacts.yml", 'is no file of the specification. Did you mean "annex_a/lists/list_01_contacts.yaml"?'),
        ("threshold.yaml", 'is no file of the specification. Did you mean "annex_a/thresholds.yaml"?'),
        ("our notes.docx", "is no file of the specification. Take it out, or name it as a file in annex_a is named."),
        ("List/list_01_contacts.sql", 'is no file of the specification. Did you mean "annex_a/lists/list_01_contacts.sql"?'),
        ("lists/list_01_contact.proof.yaml", 'there is no list_01_contact.yaml beside it. Did you mean "annex_a/lists/list_01_contacts.proof.yaml"?'),
        ("kpis/re_referral.sql", 'there is no re_referral.yaml beside it. Did you mean "annex_a/kpis/re_referrals.sql"?'),
        ("codes/gendr.yaml", 'is new, and nothing in the specification names it. Did you mean "annex_a/codes/gender.yaml"?'),
    ],
)  # fmt: skip
def test_a_file_that_is_nothing_is_told_with_the_nearest_name(own: Path, name: str, told: str) -> None:
    (own / name).parent.mkdir(exist_ok=True)
    copied(own, "codes/gender.yaml", to=name)
    assert f"annex_a/{name}: {told}" in mistakes(own, SHIPPED)


def test_a_page_under_a_wrong_name_is_told_by_what_it_repeats(own: Path) -> None:
    copied(own, "lists/list_01_contacts.yaml", to="lists/list_01_contact.yaml")
    copied(own, "lists/list_01_contacts.sql", to="lists/list_01_contact.sql")
    told = "annex_a/lists/list_01_contacts.yaml:35: AA-C01 stands in annex_a/lists/list_01_contact.yaml:35 too. Give it its own name."
    assert told in mistakes(own, SHIPPED)
    page = (own / "lists" / "list_01_contact.yaml").read_text(encoding="utf-8")
    (own / "lists" / "list_01_contact.yaml").write_text(page.split("\nrules:")[0] + "\n", encoding="utf-8")
    told = "annex_a/lists/list_01_contacts.yaml:1: 1 is the number of list_01_contact too. Give it its own."
    assert mistakes(own, SHIPPED) == [told]


def test_what_the_machine_leaves_in_a_folder_is_passed_over(own: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "lists/~$list_01_contacts.yaml"):
        (own / name).write_text("", encoding="utf-8")
    assert Layers((own, SHIPPED)).own == ()
    assert read_annex((own, SHIPPED)) == read_annex((SHIPPED,))


def test_a_code_set_that_a_column_names_may_be_new(own: Path) -> None:
    copied(own, "codes/gender.yaml", to="codes/genders.yaml")
    copied(own, "columns.yaml", "codes: gender\n", "codes: genders\n")
    assert read_annex((own, SHIPPED)).lists["list_01_contacts"].columns["gender"].codes == "genders"


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("rules/workbook.yaml", "threshold.quiet_working_days", "threshold.quiet_working_dayz", 'there is no threshold quiet_working_dayz. Did you mean "quiet_working_days"? If not, add it to annex_a/thresholds.yaml.'),
        ("lists/list_01_contacts.sql", "select", "select choice.xyzzy,", "there is no choice xyzzy. Add it to annex_a/choices.yaml."),
    ],
)  # fmt: skip
def test_a_limit_or_choice_that_nobody_can_set_is_told_with_its_line(
    own: Path, name: str, before: str, after: str, told: str
) -> None:
    copied(own, name, before, after)
    line = next(n for n, text in enumerate((own / name).read_text(encoding="utf-8").splitlines(), 1) if after in text)
    assert mistakes(own, SHIPPED) == [f"annex_a/{name}:{line}: {told}"]


def test_a_comment_may_speak_of_a_limit_that_is_gone(own: Path) -> None:
    copied(own, "rules/workbook.yaml", "# What is wrong", "# Not threshold.gone any more. What is wrong")
    copied(own, "lists/list_01_contacts.sql", "select", "-- not choice.gone any more\nselect")
    assert read_annex((own, SHIPPED)) is not None
