"""Two editions that are really built and read back from their files: exact numbers stand in none of them."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import openpyxl
import pytest
from product import Run

from readiness.foundation.dates import month_ends

pytestmark = pytest.mark.slow
MONTHS = month_ends(dt.date(2026, 10, 31), 7)
COUNTS = (
    (10139, 11317),
    (4, 12071),
    (10994, 12013),
    (11018, 11097),
    (9127, 10183),
    (11032, 12424),
    (10373, 11518),
)
ALONE = "That month alone"
MARKED = "documents: [{name}]\ntemplate: {template}\nfile: {name}.{ending}\ntitle: T\nfor publication: yes\n"
PAGE = """<!doctype html><html lang="en"><title>T</title>
{% for each in overview.scorecard.indicators %}{% for figure in (each.current, each.last_year) + each.months %}
<p>{{ figure.value }} {{ figure.number }} {{ figure }} {{ figure.counts }} {{ each.chart.words }}</p>
{% endfor %}{% endfor %}</html>"""


@pytest.fixture
def publishing(anyshire: Path) -> Path:
    """An authority that publishes a report of every kind, with a month in its year of which few were counted."""
    templates = anyshire / "templates"
    templates.mkdir(exist_ok=True)
    (templates / "page.html").write_text(PAGE, encoding="utf-8")
    for template in ("highlight_report.docx", "highlight_report.xlsx", "self_evaluation.docx", "page.html"):
        name, ending = template.split(".")
        said = MARKED.format(name=f"{name}_{ending}_public", template=template, ending=ending)
        (templates / f"{name}_{ending}_public.yaml").write_text(said, encoding="utf-8")
    book = openpyxl.load_workbook(anyshire / "register.xlsx")
    sheet = book["KPI inputs"]
    heading = {cell.value: cell.column for cell in sheet[1]}
    for row in range(sheet.max_row, 1, -1):
        if sheet.cell(row, heading["Indicator"]).value == "2.1":
            sheet.delete_rows(row)
    at = sheet.max_row
    for number, end in enumerate(MONTHS):
        so_far = tuple(sum(counts[which] for counts in COUNTS[: number + 1]) for which in (0, 1))
        for period, (of, out_of) in ((ALONE, COUNTS[number]), ("Year to date", so_far)):
            at += 1
            row = {"Indicator": "2.1", "As at": end, "Period": period, "Numerator": of, "Denominator": out_of}
            for called, value in row.items():
                sheet.cell(at, heading[called], value)
    book.save(anyshire / "register.xlsx")
    return anyshire


def build(run: Run, folder: Path, day: str) -> Path:
    names = [file.stem.replace("_", "-") for file in sorted((folder / "templates").glob("*_public.yaml"))]
    result = run("build", "--folder", folder, "--day", day, *names)
    assert result.exit_code in (0, 1), result.stderr  # made, also where claims do not hold
    return folder / "output" / day


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Everything that is written in a file, also in workbooks within documents."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.namelist():
                yield from texts(f"{name}/{part}", parts.read(part))
    else:
        yield name, re.sub(r"<[^>]*>", "|", content.decode("utf-8", "replace"))  # no places and sizes of a drawing


def written_in(folder: Path) -> dict[str, str]:
    """What is written in each part of each file that is published."""
    files = [file for file in folder.iterdir() if file.stem.endswith("_public")]
    assert len(files) == 4
    return dict(part for file in files for part in texts(file.name, file.read_bytes()))


def numbers_in(book: Path) -> list[float]:
    """Every number in every cell of a workbook."""
    cells = [cell.value for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows() for cell in row]
    return [value for value in cells if isinstance(value, (int, float))]


def test_exact_numbers_stand_in_no_file_and_what_is_left_out_stays_so(publishing: Path, run: Run) -> None:
    second = None
    for day in ("2026-09-30", "2026-10-31"):
        made = build(run, publishing, day)
        written = written_in(made)
        exact = {f"{number:,}" for counts in COUNTS[:1] + COUNTS[2:] for number in counts}
        exact |= {number.replace(",", "") for number in exact}
        found = re.compile(rf"(?<![\d.])(?:{'|'.join(sorted(exact))})(?![\d.])")
        assert {part: found.findall(text) for part, text in written.items() if found.search(text)} == {}
        assert "10,995 of 12,015" in " ".join(written.values()), "June is printed, and rounded"
        numbers = numbers_in(made / "highlight_report_xlsx_public.xlsx")
        assert {10995, 12015, 92} <= {*numbers}
        assert all(round(number, 1) == number for number in numbers)
        remembered = json.loads((made / "published.json").read_text(encoding="utf-8"))
        told = {
            (one["place"]["of"], one["place"]["day"], one["place"]["period"]): one for one in remembered[-1]["told"]
        }
        contacts = {key[1:]: one for key, one in told.items() if key[0] == "contacts_decided_in_1_day"}
        assert contacts["2026-05-31", "month"]["left_out"]
        assert contacts["2026-06-30", "month"]["numerator"] == [10993, 10997]
        assert contacts[day, "year to date"]["left_out"], "May is in it"
        second = made
    assert second
    before = {file.name: file.read_bytes() for file in second.iterdir() if "manifest" not in file.name}
    build(run, publishing, "2026-10-31")
    assert {name: (second / name).read_bytes() for name in before} == before, "the same edition can be made again"


def test_an_edition_that_gives_back_is_refused_whole_and_says_which_figure(publishing: Path, run: Run) -> None:
    settings = publishing / "readiness.yaml"
    strict = settings.read_text(encoding="utf-8") + "thresholds: {publication_least_count: 100}\n"
    lax = settings.read_text(encoding="utf-8")
    settings.write_text(strict, encoding="utf-8")
    build(run, publishing, "2026-09-30")
    settings.write_text(lax, encoding="utf-8")
    copy = copytree(publishing / "output", publishing / "as_it_was")
    result = run("build", "--folder", publishing, "--day", "2026-10-31")
    assert result.exit_code == 2
    assert (
        "2.1 Contacts decided within one working day, July 2026 alone: the edition of 30 September 2026 left it out, and "
        "this one would print it."
    ) in " ".join(result.stderr.split())
    assert sorted(file.name for file in (publishing / "output").iterdir()) == [file.name for file in copy.iterdir()]
    (publishing / "output" / "2026-09-30" / "published.json").write_text("{", encoding="utf-8")
    result = run("build", "--folder", publishing, "--day", "2026-10-31")
    assert result.exit_code == 2
    assert "published.json: is damaged, so nobody can tell what that edition left out." in result.stderr
