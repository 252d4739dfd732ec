"""A template of any kind that does not end, or gives too much, is told by its name and, where it is known, its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from overviews import DAY
from sheets import a_template as a_workbook

from readiness.foundation import template_limits
from readiness.foundation.errors import SpecificationError
from readiness.foundation.template_limits import TemplateLimits
from readiness.render.html_page import write_page
from readiness.render.templates import read_templates
from readiness.render.word.fill import write_word
from readiness.render.workbook_from_excel.fill import write_sheets
from readiness.render.workbook_from_yaml.write import write_workbook

ENDLESS = "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}"
REPEATED = "{{ 'x' * 10 ** 9 }}"
DO = "Look for a loop, or a width, that is far too large."
ROUNDS = f"goes round and round, more than 20,000 times. {DO}"
CHARACTERS = f"gives more than 200,000 characters. {DO}"
LAYOUT = """\
documents: [report]
file: report.xlsx
title: A report
styles: {}
sheets:
  - name: One
    lines:
      - cells: ["BEFORE"]
"""


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_limits, "TEMPLATE_LIMITS", TemplateLimits(rounds=20_000, characters=200_000))


def page(text: str, folder: Path) -> None:
    file = folder / "own.html"
    file.write_text(f"<p>\n{text}</p>", encoding="utf-8")
    write_page(file, "templates/own.html", {}, DAY)


def document(text: str, folder: Path) -> None:
    file = folder / "own.docx"
    own = docx.Document()
    own.add_paragraph("above")
    own.add_paragraph(text)
    own.save(str(file))
    write_word(file, "templates/own.docx", {}, "Own", DAY)


def workbook(text: str, folder: Path) -> None:
    file = folder / "own.xlsx"
    file.write_bytes(a_workbook([["above"], [text]]))
    write_sheets(file, "templates/own.xlsx", {}, "Own", DAY)


def layout(text: str, folder: Path) -> None:
    (folder / "own.yaml").write_text(LAYOUT.replace("BEFORE", text), encoding="utf-8")
    (template,), _ = read_templates([folder])
    write_workbook(template.over({}), DAY)


def title(text: str, folder: Path) -> None:
    page_of = f'documents: [own]\ntemplate: own.html\nfile: own.html\ntitle: "{text}"\n'
    (folder / "own.html").write_text("", encoding="utf-8")
    (folder / "own.yaml").write_text(page_of, encoding="utf-8")
    _, (draft,) = read_templates([folder])
    draft.title({})


@pytest.mark.parametrize(("text", "wrong"), [(ENDLESS, ROUNDS), (REPEATED, CHARACTERS)], ids=["rounds", "characters"])
@pytest.mark.parametrize(
    ("write", "place"),
    [
        (page, "templates/own.html:2"),
        (document, "templates/own.docx, near “{text}”"),
        (workbook, "templates/own.xlsx, sheet Report, cell A2"),
        (layout, "{folder}/own.yaml:8"),
        (title, "{folder}/own.yaml:4"),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_it_is_told_with_its_place(
    text: str, wrong: str, write: Callable[[str, Path], None], place: str, tmp_path: Path
) -> None:
    shown = text if len(text) <= 60 else f"{text[:60]} ..."
    with pytest.raises(SpecificationError) as told:
        write(text, tmp_path)
    assert str(told.value) == f"{place.format(text=shown, folder=tmp_path.name)}: {wrong}"


def test_a_layout_that_makes_sheets_without_end_is_told(tmp_path: Path) -> None:
    made = LAYOUT.replace("- name: One", '- name: "{{ each }}"\n    for each: "{{ range(1001) }}"')
    (tmp_path / "own.yaml").write_text(made, encoding="utf-8")
    (template,), _ = read_templates([tmp_path])
    with pytest.raises(SpecificationError) as told:
        write_workbook(template.over({}), DAY)
    assert str(told.value) == f"{tmp_path.name}/own.yaml:7: makes more than 1,000 sheets. Make fewer."
