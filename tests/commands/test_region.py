"""readiness region: each authority as if alone, one table without children, and what goes wrong stays where it is."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from product import Run
from values import shown

from readiness.cli import main
from readiness.commands import region as region_command
from readiness.commands.member import AskedOfEach, member_in
from readiness.files.record import read_record
from readiness.region.model import RegionMember

DAY = "2026-11-20"
DOCUMENTS = ("annex_a.xlsx", "data_quality.xlsx")


def named(folder: Path, name: str) -> None:
    settings = folder / "readiness.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"^authority: .*$", f"authority: {name}", text, flags=re.MULTILINE), encoding="utf-8")


def spoil(region: Path) -> None:
    """Each way in which an authority's folder fails."""
    (region / "broken_register" / "register.xlsx").write_bytes(b"no workbook")
    (region / "no_register" / "register.xlsx").unlink()
    (region / "missing_table" / "case_data" / "ssd_cp_plans.csv").unlink()
    (region / "no_settings" / "readiness.yaml").unlink()
    (region / "wrong_settings" / "readiness.yaml").write_text("authority: [\n", encoding="utf-8")
    (region / "own_page" / "annex_a").mkdir()
    (region / "own_page" / "annex_a" / "periods.yaml").write_text("nonsense: [", encoding="utf-8")
    held = region / "open_elsewhere" / "output" / DAY
    held.mkdir(parents=True)
    (held / ".~lock.annex_a.xlsx#").write_text("somebody", encoding="utf-8")


WAYS = (
    "broken_register",
    "missing_table",
    "no_register",
    "no_settings",
    "open_elsewhere",
    "own_page",
    "whole",
    "wrong_settings",
)


CALLED = (
    "Broken Register",
    "Missing Table",
    "No Register",
    "Open Elsewhere",
    "Own Page",
    "Anyshire (invented)",
    "wrong_settings",
)
AT_THE_END = """\

Broken Register (broken_register): made in part
  register.xlsx: is not an Excel workbook, whatever its ending says. If it is a CSV file, give it the ending .csv.

Missing Table (missing_table): not made
  case_data: there is no ssd_cp_plans, and list_06_children_in_need and list_07_child_protection cannot do without it. Add it, or name the lists under "lists left empty" in readiness.yaml.

No Register (no_register): made in part
  east/no_register: there is no register.xlsx here. Make one with readiness register --update, or build annex-a alone.

Open Elsewhere (open_elsewhere): not made
  output/2026-11-20/annex_a.xlsx: is open in another program. Close it there and run again.

Own Page (own_page): not made
  annex_a/periods.yaml:2: the line does not fit those around it. Begin it as far in as the lines it belongs to, with spaces.

wrong_settings (wrong_settings): not made
  readiness.yaml:2: the line does not fit those around it. Begin it as far in as the lines it belongs to, with spaces.

6 of 7 authorities with mistakes; for 4 of them nothing was written.
"""


@pytest.fixture(scope="module")
def made(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A region in which all but one authority fail, each in a way of its own, and what its run said."""
    region = tmp_path_factory.mktemp("made") / "east"
    for way in WAYS:
        shutil.copytree(laid_out, region / way)
        if way != "whole":
            named(region / way, way.replace("_", " ").title())
    spoil(region)
    return region, CliRunner().invoke(main, ["region", str(region)], catch_exceptions=False)


def cells(region: Path, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet's table, by heading."""
    rows = [*openpyxl.load_workbook(region / "output" / DAY / "region.xlsx")[sheet].iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(rows) if row[0] in ("Authority", "Ref"))
    headings = [str(cell) for cell in rows[start]]
    return [dict(zip(headings, row, strict=False)) for row in rows[start + 1 :]]


def written(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("output/**/*") if path.is_file()}


@pytest.mark.slow
def test_each_is_as_if_it_were_alone(made: tuple[Path, Result], built: Path) -> None:
    region, _ = made
    for name in DOCUMENTS:
        assert (region / "whole" / "output" / DAY / name).read_bytes() == (built / name).read_bytes(), name
    for way in ("broken_register", "no_register"):
        assert written(region / way) >= {*DOCUMENTS}


@pytest.mark.slow
def test_one_that_fails_writes_nothing_and_stops_no_other(made: tuple[Path, Result]) -> None:
    region, result = made
    assert result.exit_code == 3
    for way in ("missing_table", "own_page", "wrong_settings", "no_settings"):
        assert written(region / way) == set(), way
    assert written(region / "open_elsewhere") == {".~lock.annex_a.xlsx#"}
    assert {row["Folder"]: row["What came of it"] for row in cells(region, "Authorities")} == {
        "broken_register": "made in part",
        "missing_table": "not made",
        "no_register": "made in part",
        "open_elsewhere": "not made",
        "own_page": "not made",
        "whole": "made",
        "wrong_settings": "not made",
    }


@pytest.mark.slow
def test_what_is_not_known_is_never_nought_or_blank(made: tuple[Path, Result]) -> None:
    region, _ = made
    of = {row["Folder"]: row for row in cells(region, "Authorities")}
    assert isinstance(of["whole"]["Documents ready"], int)
    for way in ("broken_register", "no_register", "missing_table"):
        assert of[way]["Documents ready"] == "not known"
    assert of["missing_table"]["Errors a thousand rows"] == "not known"
    for row in cells(region, "Indicators"):
        assert None not in row.values(), row["Ref"]
        assert row["Missing Table"] == "not made"


@pytest.mark.slow
def test_mistakes_are_told_as_they_come_and_again_at_the_end_by_authority(made: tuple[Path, Result]) -> None:
    region, result = made
    stderr = result.stderr.replace(str(region), "east")
    first, middle, last = stderr.partition("Left out, since there is no readiness.yaml in it: no_settings.\n")
    assert middle
    assert last == AT_THE_END
    for line in re.findall("^  (.+)$", last, re.MULTILINE):
        assert re.search(f"^[A-Za-z_ ]+: {re.escape(line)}$", first, re.MULTILINE)
    begun = [f"{at} of 7: {name}" for at, name in enumerate(CALLED, start=1)]
    assert [line.removesuffix(" ...") for line in first.splitlines() if " of 7: " in line] == begun
    assert result.stdout.endswith(f"3 of 7 made.\n{region / 'output' / DAY / 'region.xlsx'}\n")


@pytest.mark.slow
def test_no_child_and_no_small_number_is_in_the_table_or_on_the_screen(made: tuple[Path, Result]) -> None:
    region, result = made
    book = openpyxl.load_workbook(region / "output" / DAY / "region.xlsx")
    said = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    in_a_title = {"Social worker"}  # the role in a table, and the words that an indicator's title begins with
    assert shown(said + result.stdout + result.stderr, region / "whole") <= in_a_title
    counts = {row["Ref"] for row in cells(region, "Indicators") if row["Unit"] == "count"}
    figures = [str(row["Figure"]) for row in cells(region, "Figures") if row["Ref"] in counts]
    assert counts
    assert not [figure for figure in figures if figure.isdecimal() and 0 < int(figure) < 8]


@pytest.mark.slow
def test_what_people_changed_in_the_table_is_kept_and_the_record_says_who_ran_it(
    made: tuple[Path, Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = tmp_path / "east"
    shutil.copytree(made[0] / "output", region / "output")
    shutil.copytree(made[0] / "whole", region / "whole")
    known = member_in(region / "whole", AskedOfEach())
    monkeypatch.setattr(region_command, "member_in", lambda *_: known)
    table = region / "output" / DAY / "region.xlsx"
    again = CliRunner().invoke(main, ["region", str(region), "--quiet"], catch_exceptions=False)
    assert (again.exit_code, again.stderr) == (0, "")
    table.write_bytes(b"mine")
    again = CliRunner().invoke(main, ["region", str(region), "--quiet"], catch_exceptions=False)
    kept = "region.xlsx had been changed since it was written; as it was, it is kept as region_changed_1.xlsx.\n"
    assert again.stderr == kept
    assert (table.parent / "region_changed_1.xlsx").read_bytes() == b"mine"
    lines = [line.content for line in read_record(region)]
    assert [line and line["command"] for line in lines] == ["region"] * 2


@pytest.mark.slow
def test_several_processes_give_the_same(laid_out: Path, built: Path, tmp_path: Path, run: Run) -> None:
    for name in ("one", "other"):
        shutil.copytree(laid_out, tmp_path / name)
    result = run("region", tmp_path, "--jobs", 2)
    assert result.exit_code == 0, result.stderr
    for name in ("one", "other"):
        for document in DOCUMENTS:
            assert (tmp_path / name / "output" / DAY / document).read_bytes() == (built / document).read_bytes()
    assert {line.split(":")[0] for line in result.stderr.splitlines() if " of 2: " in line} == {"1 of 2", "2 of 2"}


def test_a_stop_leaves_whole_what_is_whole(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "readiness.yaml").write_text("authority: Any\n", encoding="utf-8")

    def one(folder: Path, *_: object) -> RegionMember:
        if folder.name == "b":
            raise KeyboardInterrupt
        return RegionMember(folder.name, "Any")

    monkeypatch.setattr(region_command, "member_in", one)
    result = run("region", tmp_path, "--quiet")
    assert result.exit_code == 130
    assert result.stderr == "Stopped. 1 of 3 were done and stay; 2 were not, and there is no table.\n"
    assert not (tmp_path / "output").exists()


def test_a_table_that_is_open_elsewhere_is_told_and_no_other_is_lost(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "readiness.yaml").write_text("authority: Any\n", encoding="utf-8")
    held = tmp_path / "output" / DAY
    held.mkdir(parents=True)
    (held / "~$region.xlsx").write_text("somebody", encoding="utf-8")
    made = RegionMember("a", "Any", day=dt.date.fromisoformat(DAY))
    monkeypatch.setattr(region_command, "member_in", lambda *_: made)
    result = run("region", tmp_path, "--quiet")
    assert result.exit_code == 5
    assert result.stderr == (
        f"output/{DAY}/region.xlsx: is open in another program. Close it there and run again.\n"
        "The table was not written; the authorities' own documents were.\n"
    )


def test_a_process_that_ended_is_told_of_its_authority(tmp_path: Path) -> None:
    done: Future[RegionMember] = Future()
    done.set_exception(BrokenExecutor())
    member = region_command._outcome(done, tmp_path / "a")
    assert (member.state, member.exit_code) == ("not made", 3)
    assert [str(mistake) for mistake in member.mistakes] == [
        "a: a process at work ended, so nobody knows whether this was made. "
        "Run it again with fewer --jobs: there may not be enough memory for so many."
    ]


REFUSED = {
    "a folder that is not there": (
        None,
        (),
        "east: there is no such folder. Name the one that holds the folders of all.",
    ),
    "an authority's own folder": (
        ("readiness.yaml",),
        (),
        "east: holds a readiness.yaml, so it is one authority's folder. Name the folder that holds the folders of all.",
    ),
    "a folder without any": (
        (),
        (),
        "east: there is no folder with a readiness.yaml in it. Put each authority's folder into it.",
    ),
    "a document that nobody has": (
        ("a/readiness.yaml", "b/readiness.yaml"),
        ("planing-pack",),
        'planing-pack: is not a document. Did you mean "planning-pack"?',
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_done_is_told_once(what: str, tmp_path: Path, run: Run) -> None:
    files, words, wrong = REFUSED[what]
    if files is not None:
        (tmp_path / "east").mkdir()
    for file in files or ():
        (tmp_path / "east" / file).parent.mkdir(exist_ok=True)
        (tmp_path / "east" / file).write_text("authority: Any\n", encoding="utf-8")
    result = run("region", tmp_path / "east", *words)
    assert result.exit_code == 2
    assert result.stderr.replace(str(tmp_path / "east"), "east") == f"{wrong}\n\n1 mistake; nothing was written.\n"
