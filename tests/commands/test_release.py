"""What inspectors are given is kept as it is given; what is not reviewed or holds children is refused; all is told."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from given_files import book_of, word_by_author
from product import Run
from registers import SHEETS

from readiness.commands import release as commands_release
from readiness.files.deliver import digest
from readiness.files.journal import BEFORE
from readiness.files.record import RECORD, read_record
from readiness.handover.model import RELEASES_FOLDER
from readiness.handover.released import releases_of
from readiness.register.new import new_register
from readiness.specification.model import Annex

READY = {"asked_by": "HMI Doe", "stage": "cleared", "reviewer": "B. Brown", "releaser": "A. Adams", "version": "2.1"}
REQUESTS = [
    {"ref": "12", "request": "Supervision policy", **READY},
    {"ref": "13", "request": "Audits", "stage": "found", "asked_by": "HMI Doe"},
    {"ref": "14", "request": "Rotas", **READY, "releaser": "b brown"},
    {"ref": "15", "request": "Rotas again", "stage": "withdrawn"},
    {"ref": "16", "request": "Twice", **READY},
    {"ref": "16", "request": "Twice", **READY},
    {"ref": "17", "request": "Nobody asked", **READY, "asked_by": "", "stage": "reviewed", "releaser": ""},
    {"ref": "18", "request": "Who runs it has reviewed it", **READY, "reviewer": "C. Clark"},
    {"ref": "19", "request": "Names a file", **READY, "file": "Rota v3.docx"},
]
SHEET = "register.xlsx, sheet Requests"
OR_SAY_WHY = 'Have it reviewed by somebody else, or say why not with --unreviewed "reason".'


@pytest.fixture
def folder(laid_out: Path, annex: Annex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with requests in its register, and a policy that answers one. The specification is read once for all."""
    monkeypatch.setattr(commands_release, "read_annex", lambda _: annex)
    folder = tmp_path / "anyshire"
    folder.mkdir()
    (folder / "readiness.yaml").write_bytes((laid_out / "readiness.yaml").read_bytes())
    (folder / "register.xlsx").write_bytes(new_register(SHEETS, {"requests": REQUESTS}))
    (folder / "policy.txt").write_bytes(b"what we do")
    monkeypatch.setattr(commands_release, "login_name", lambda: "c.clark")
    return folder


def refused(run: Run, folder: Path, *words: object) -> list[str]:
    """What is told of a release that is refused, which leaves nothing behind."""
    before = sorted(folder.rglob("*"))
    result = run("release", *words, "--folder", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sorted(folder.rglob("*")) == before
    *told, _, last = result.stderr.splitlines()
    assert last == f"{len(told)} mistake{'s' if len(told) > 1 else ''}; nothing was written."
    return told


def test_a_file_is_kept_as_it_is_given_and_stands_in_the_record(folder: Path, run: Run) -> None:
    result = run("release", folder / "policy.txt", "--request", "12", "--folder", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    release = releases_of(folder)[0]
    assert result.stdout == (
        f"policy.txt is kept as {release.kept_as}, for request 12, to HMI Doe.\n"
        f"  SHA-256 {digest(b'what we do')}\n"
        "Send or upload what is kept there. Then write into the register that it is released.\n"
    )
    when = f"{release.when.astimezone():%Y-%m-%d %H%M}"
    assert release.kept_as == f"{RELEASES_FOLDER}/{when} request 12 v2.1 policy.txt"
    assert (folder / release.kept_as).read_bytes() == b"what we do"
    assert not [*folder.rglob(BEFORE)]
    lines = [line.content or {} for line in read_record(folder)]
    assert [line["command"] for line in lines] == ["release [FILE]... --request 12"]
    assert lines[0]["written"] == {release.kept_as: digest(b"what we do")}
    assert lines[0]["released"] == {
        "request": "12",
        "version": "2.1",
        "to": "HMI Doe",
        "releaser": "A. Adams",
        "reviewer": "B. Brown",
        "files": {release.kept_as: {"name": "policy.txt", "size": 10, "source": "policy.txt"}},
    }
    shown = run("release", "--folder", folder)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout == (
        f"{release.when.astimezone():%Y-%m-%d %H:%M}  request 12: policy.txt (2.1), as given\n"
        f"{'':18}to HMI Doe, by A. Adams (logged in as {release.login}), reviewed by B. Brown\n"
    )
    assert run("release", "--folder", folder, "--request", "13").stdout == "Nothing has been released yet.\n"


def test_the_same_for_the_same_request_is_kept_once_and_for_another_again(folder: Path, run: Run) -> None:
    words = ("release", folder / "policy.txt", "--folder", folder, "--request")
    run(*words, "12")
    again = run(*words, "12")
    kept = releases_of(folder)[0].kept_as
    told = f"policy.txt is what stands in {kept} already, for the same request; it is not kept again.\n"
    assert (again.exit_code, again.stdout) == (0, told)
    assert len(read_record(folder)) == 1
    run(*words, "12", "--to", "HMI Roe")
    run(*words, "17", "--to", "HMI Doe")
    assert [(release.request, release.to, release.by) for release in releases_of(folder)] == [
        ("12", "HMI Doe", "A. Adams"),
        ("12", "HMI Roe", "A. Adams"),
        ("17", "HMI Doe", releases_of(folder)[2].login),
    ]


def test_files_of_one_name_given_at_once_are_both_kept(folder: Path, run: Run) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "policy.txt").write_bytes(b"what they do")
    (folder / "copy.txt").write_bytes(b"what we do")
    files = [folder / "policy.txt", folder / "other" / "policy.txt", folder / "copy.txt"]
    result = run("release", *files, "--request", "12", "--folder", folder)
    first, second = releases_of(folder)
    assert second.kept_as == first.kept_as.replace("policy.txt", "policy (2).txt")
    assert (folder / second.kept_as).read_bytes() == b"what they do"
    assert f"copy.txt is what stands in {first.kept_as} already" in result.stdout
    assert len(read_record(folder)) == 1


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (
            "13",
            [
                f"{SHEET}, row 3, Reviewer: request 13 has no reviewer.",
                'row 3, Stage: request 13 is not reviewed yet: its stage is "Found".',
            ],
        ),
        ("14", [f"{SHEET}, row 4, Releaser: reviewer and releaser of request 14 are one person."]),
        ("18", [f"{SHEET}, row 9, Reviewer: the reviewer of request 18 is who is logged in."]),
    ],
)
def test_what_nobody_else_has_reviewed_is_refused_unless_somebody_says_why(
    number: str, told: list[str], folder: Path, run: Run
) -> None:
    words = (folder / "policy.txt", "--request", number)
    wrong = refused(run, folder, *words)
    assert len(wrong) == len(told)
    for line, begin in zip(wrong, told, strict=True):
        assert line.endswith(f"{begin} {OR_SAY_WHY}")
    assert refused(run, folder, *words, "--unreviewed", " ")[-1] == (
        "--unreviewed: says no reason. Write it after the option, in quotation marks."
    )
    result = run("release", *words, "--unreviewed", "asked for\nat 5 pm", "--folder", folder)
    assert result.exit_code == 0
    release = releases_of(folder)[0]
    assert (release.unreviewed, release.reviewed_by) == ("asked for at 5 pm", "")
    shown = run("release", "--folder", folder)
    assert shown.exit_code == 0
    assert shown.stdout.endswith("not reviewed: asked for at 5 pm\n")
    assert shown.stderr == (
        f"{release.kept_as}: which was given {release.in_words}, was not reviewed: asked for at 5 pm.\n"
    )


def test_what_cannot_be_said_of_a_request_is_refused(folder: Path, run: Run) -> None:
    def told(*words: str) -> list[str]:
        return refused(run, folder, folder / "policy.txt", *words)

    every = "There are 12, 13, 14, 15, 16, 17, 18 and 19"
    assert told("--request", "2") == [f'{SHEET}: "2" is the number of no request. {every}.']
    assert told("--request", "16") == [
        f'{SHEET}: "16" stands in row 6 and row 7. Give each request a number of its own.'
    ]
    withdrawn = "request 15 is withdrawn. Change its stage if it is asked for after all."
    assert told("--request", "15", "--unreviewed", "why") == [f"{SHEET}, row 5, Stage: {withdrawn}"]
    who = "it is not said who is given it. Say --to NAME, or write there who asked."
    assert told("--request", "17") == [f"{SHEET}, row 8, Asked by: {who}"]
    assert told("--request", "12", "--unreviewed", "why") == [
        "--unreviewed: request 12 is reviewed. Leave the option out."
    ]
    assert told() == ["--request: it is not said which request is answered. Give its number."]
    assert refused(run, folder, "--to", "HMI Doe") == [
        "readiness release: there is no file to release. Name it before the options."
    ]


def test_another_file_than_the_sheet_names_is_told(folder: Path, run: Run) -> None:
    result = run("release", folder / "policy.txt", "--request", "19", "--folder", folder)
    do = "Look whether the right file was given, and correct the cell if it was."
    told = f"{SHEET}, row 10, File: names another file for request 19. {do}\n"
    assert (result.exit_code, result.stderr) == (1, told)
    (folder / "rota V3.docx").write_bytes(word_by_author())
    assert run("release", folder / "rota V3.docx", "--request", "19", "--folder", folder).exit_code == 0


def test_mistakes_on_other_sheets_do_not_hold_up_a_release(folder: Path, run: Run) -> None:
    rows = {"requests": REQUESTS, "interviews": [{"day": "never"}]}
    (folder / "register.xlsx").write_bytes(new_register(SHEETS, rows))
    assert run("register", "--folder", folder).exit_code == 3
    assert run("release", folder / "policy.txt", "--request", "12", "--folder", folder).exit_code == 0


def test_what_holds_children_is_refused_and_so_are_the_folders_own_papers(folder: Path, run: Run) -> None:
    (folder / "list.csv").write_text("Child ID,Team\nX,Y\n", encoding="utf-8")
    lock = "Save it in Excel with a password under File, Info, Protect Workbook, and release that."
    assert refused(run, folder, folder / "list.csv", "--request", "12") == [
        f"list.csv: has a column that says which child each row is about, and no password. {lock}"
    ]
    (folder / "columns.csv").write_text("table,heading,column\nssd_contacts,Swift,cont_person_id\n", encoding="utf-8")
    (folder / "list.csv").write_text("Swift,Team\nX,Y\n", encoding="utf-8")
    assert refused(run, folder, folder / "list.csv", "--request", "12")[0].startswith("list.csv: has a column that")
    (folder / RECORD).write_bytes(b"{}")
    for name in ("register.xlsx", RECORD):
        do = "Copy what is asked for into a file of its own."
        told = f"{name}: is this folder's own and nobody else's. {do}"
        assert refused(run, folder, folder / name, "--request", "12") == [told]


def test_what_is_found_in_a_file_is_told_and_the_file_given_as_it_is(folder: Path, run: Run) -> None:
    def with_notes(book: openpyxl.Workbook) -> None:
        book.create_sheet("Workings").sheet_state = "hidden"

    book = book_of(with_notes)
    (folder / "policy.xlsx").write_bytes(book)
    result = run("release", folder / "policy.xlsx", "--request", "12", "--folder", folder)
    assert result.exit_code == 1
    assert "policy.xlsx: has a hidden sheet" in result.stderr
    (kept,) = (folder / "released").glob("*.xlsx")
    assert kept.read_bytes() == book


def test_a_line_that_cannot_be_written_yet_is_told(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bool:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("readiness.files.journal.append_line", never)
        result = run("release", folder / "policy.txt", "--request", "12", "--folder", folder)
    assert result.exit_code == 1
    assert f"anyshire/{RECORD}: cannot be written, so that a run does not stand in it yet." in result.stderr
    assert [release.name for release in releases_of(folder)] == []
    assert run("release", "--folder", folder).exit_code == 0
    assert [release.name for release in releases_of(folder)] == ["policy.txt"]


def test_what_is_wrong_with_releases_ends_with_exit_code_1(folder: Path, run: Run) -> None:
    run("release", folder / "policy.txt", "--request", "12", "--folder", folder)
    release = releases_of(folder)[0]
    (folder / release.kept_as).write_bytes(b"another")
    shown = run("release", "--folder", folder)
    assert shown.exit_code == 1
    assert "policy.txt (2.1), changed\n" in shown.stdout
    do = "Put it back from a copy of the folder."
    assert shown.stderr == f"{release.kept_as}: which was given {release.in_words}, has changed since. {do}\n"


def test_the_record_holds_what_json_can_hold(folder: Path, run: Run) -> None:
    (folder / "Größe & ‘Maß’.txt").write_bytes(b"words")
    run("release", folder / "Größe & ‘Maß’.txt", "--request", "12", "--folder", folder)
    line = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    assert [file["name"] for file in line["released"]["files"].values()] == ["Größe & ‘Maß’.txt"]
