"""The status page as its readers meet it: the answer first, safe to open, readable by everybody, the same each time."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from overviews import DAY, FORMULA, HOSTILE, LONG, MARKUP, bare_overview, green_verdict, some_overview
from product import GOLDEN, ROOT
from reading_html import Element, Reader, dump

from readiness.foundation.errors import SpecificationError
from readiness.render.html_page import write_page
from readiness.run.overview import Overview

TEMPLATE = ROOT / "templates" / "status_page.html"
PLACE = "templates/status_page.html"
KEPT = GOLDEN / "status_page.txt"
DARK = "@media screen and (prefers-color-scheme: dark)"
BOTH = pytest.mark.parametrize("overview", [some_overview(), bare_overview()], ids=["some", "bare"])


def written(overview: Overview) -> bytes:
    return write_page(TEMPLATE, PLACE, {"overview": overview}, DAY)


def read(overview: Overview) -> Element:
    reader = Reader()
    reader.feed(written(overview).decode())
    assert len(reader.open) == 1, "an element is not closed"
    return reader.open[0]


def found(page: Element, id_: str) -> Element:
    return next(element for element in page.all() if element.has.get("id") == id_)


def answer(overview: Overview) -> str:
    page = read(overview)
    return next(element.text for element in page.all("p") if element.has.get("class") == "word")


def test_the_page_is_as_kept(request: pytest.FixtureRequest) -> None:
    """To keep a new one after a change you mean: pytest --keep."""
    text = "\n".join(dump(read(some_overview()))) + "\n"
    if request.config.getoption("--keep"):
        KEPT.write_text(text, encoding="utf-8")
    assert text == KEPT.read_text(encoding="utf-8")


@BOTH
def test_the_same_overview_gives_the_same_bytes(overview: Overview) -> None:
    assert written(overview) == written(overview)
    assert b"\r" not in written(overview)


def test_the_page_says_whose_for_which_day_from_which_data_and_made_by_what() -> None:
    text = read(some_overview()).text
    for said in ("Anyshire & <Borough> (invented)", "20 November 2026", "0123456789abcdef", "readiness 0.1.0"):
        assert said in text
    assert "(not verified against Ofsted’s text)" in text


def test_it_never_says_ready_when_it_is_not() -> None:
    some, green = some_overview(), green_verdict()
    amber = replace(green, claims=replace(green.claims, state="amber"))
    unknown = replace(amber, people=replace(green.people, state="not known"))
    for verdict, said, tone in (
        (some.verdict, "Not ready", "not-started"),
        (unknown, "Not yet known", "in-development"),
        (amber, "Nearly ready", "in-development"),
        (green, "Ready", "ready"),
    ):
        overview = replace(some, verdict=verdict)
        assert answer(overview) == said
        box = next(part for part in read(overview).all("section") if part.has.get("aria-labelledby") == "answer")
        assert box.has["class"] == f"top answer {tone}"
    assert answer(bare_overview()) == "Not yet known"


def test_each_light_says_its_state_why_and_on_what_it_rests() -> None:
    page = read(some_overview())
    rows = [*found(page, "verdict").all("tr")][1:]
    assert [next(row.all("th")).text for row in rows] == [light.name for light in some_overview().verdict.lights]
    cells = [[" ".join(cell.text.split()) for cell in row.all("td")] for row in rows]
    assert cells[1] == ["Amber", "0 errors; 2 accepted.", "Rests on 4 lists of case data, as at 20 November 2026."]
    assert cells[3] == ["Not known", "Nothing is claimed.", ""]


def test_what_needs_somebody_comes_first_by_owner_with_what_to_do() -> None:
    page = read(some_overview())
    order = [section.has.get("id") for section in page.all("section")]
    assert order[:3] == [None, "now", "verdict"], "the answer, and what needs somebody, before any table"
    blocks = [part for part in found(page, "now").all("div") if part.has.get("class") == "of-owner"]
    by_owner = {block.has["data-owner"]: block.text for block in blocks}
    assert next(iter(by_owner)) == "", "what is nobody's comes first"
    assert "Nobody named" in by_owner[""]
    assert "Threshold document" in by_owner[""]
    assert "Put it in place, or change the status." in by_owner["Ada Archer"]
    for kind in ("Action overdue", "Red", "Review due"):
        assert kind in found(page, "now").text


def test_each_owner_can_be_linked_to_without_a_script() -> None:
    page = read(some_overview())
    ids = {part.has["data-owner"]: part.has["id"] for part in page.all("div") if "data-owner" in part.has}
    assert ids["Ada Archer"] == "owner-ada-archer"
    (owners,) = (part for part in page.all("ul") if part.has.get("class") == "owners")
    assert [link.has["href"][1:] for link in owners.all("a")] == [*ids.values()]
    some = some_overview()
    alike = (replace(some.standing.actions[0], owner=name, overdue=3) for name in ("A. B", "A? B"))
    standing = replace(some.standing, actions=tuple(alike))
    twice = [part.has["id"] for part in read(replace(some, standing=standing)).all("div") if "data-owner" in part.has]
    assert len(twice) == len(set(twice))


def test_paper_has_every_document_asked_for_by_its_state() -> None:
    overview = some_overview()
    (states,) = (part for part in read(overview).all("div") if part.has.get("class") == "on-paper states")
    assert sorted(item.text for item in states.all("li")) == sorted(one.title for one in overview.standing.expected)


def test_every_state_is_told_in_words_and_the_unverified_is_marked() -> None:
    overview = some_overview()
    rows = {
        next(row.all("th")).has["data-value"]: row
        for row in list(found(read(overview), "documents-table").all("tr"))[1:]
    }
    assert set(rows) == {document.title for document in overview.standing.documents}
    for document in overview.standing.documents:
        text = rows[document.title].text
        assert document.state.capitalize() in text
        assert ("Unverified" in text) == (document.basis in ("seen in published sources", "our own suggestion"))


def test_bars_fill_their_width_and_say_their_figures_in_words() -> None:
    page = read(some_overview())
    for bar in (svg for svg in page.all("svg") if svg.has.get("role") == "img"):
        widths = [float(part.has["width"].rstrip("%")) for part in bar.all("rect")]
        assert not widths or sum(widths) == pytest.approx(100, abs=0.01)
    assert "4 documents: 1 ready, 1 review due, 1 in development and 1 contradicted." in page.text


def test_without_a_call_day_there_is_no_timetable_and_a_first_run_is_compared_with_nothing() -> None:
    some = some_overview()
    first = replace(some, since="", standing=replace(some.standing, call_day=None, since="", changes=()))
    ids = {element.has.get("id") for element in read(first).all()}
    assert not {"timetable", "changes"} & ids
    assert "no earlier day to compare with" in read(first).text
    assert {"timetable", "changes"} <= {element.has.get("id") for element in read(some).all()}


def test_what_people_wrote_is_printed_as_they_wrote_it_and_does_nothing() -> None:
    page = read(some_overview())
    assert len(list(page.all("script"))) == 1
    for text in (HOSTILE, FORMULA, MARKUP, LONG.strip(), "Anyshire & <Borough> (invented)"):
        assert text in page.text
    assert FORMULA in {row.has.get("data-owner") for row in page.all("tr")}
    assert not [name for element in page.all() for name in element.has if name.startswith("on") or name == "style"]


@BOTH
def test_the_page_asks_for_nothing_and_obeys_only_its_own_style_and_script(overview: Overview) -> None:
    page = read(overview)
    (style,), (script,) = page.all("style"), page.all("script")
    (policy,) = (meta.has["content"] for meta in page.all("meta") if "http-equiv" in meta.has)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for kind, own in (("style", style), ("script", script)):
        print_ = base64.b64encode(hashlib.sha256("".join(map(str, own.inside)).encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{print_}'" in policy
    leading = [element.has[name] for element in page.all() for name in ("href", "src", "action") if name in element.has]
    ids = {element.has.get("id") for element in page.all()}
    assert all(link[0] == "#" and link[1:] in ids for link in leading)
    assert not re.search(r"https?:|url\(|@import|fetch|XMLHttp|[\"'(=] *//", style.text + script.text)


@BOTH
def test_headings_landmarks_tables_and_drawings_can_be_told_without_seeing_them(overview: Overview) -> None:
    page = read(overview)
    assert next(page.all("html")).has["lang"] == "en-GB"
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [len(list(page.all(tag))) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    ids = [element.has["id"] for element in page.all() if "id" in element.has]
    assert len(ids) == len(set(ids))
    for element in page.all():
        for name in ("aria-labelledby", "for"):
            assert set(element.has.get(name, "").split()) <= set(ids)
    labelled = {label.has["for"] for label in page.all("label")}
    assert all(control.has["id"] in labelled for control in page.all("select", "input", "textarea"))
    for table in page.all("table"):
        assert next(table.all("caption")).text
        assert all(heading.has["scope"] in ("col", "row") and heading.text for heading in table.all("th"))
    for svg in page.all("svg"):
        named = svg.has.get("role") == "img" and next(svg.all("title")).text and next(svg.all("desc")).text
        assert named or svg.has["aria-hidden"] == "true"


def test_on_a_narrow_screen_every_cell_has_the_name_of_its_column() -> None:
    for table in read(some_overview()).all("table"):
        rows = list(table.all("tr"))
        headings = [heading.text for heading in rows[0].all("th")]
        for row in rows[1:]:
            cells = [cell for cell in row.inside if isinstance(cell, Element)]
            assert len(cells) == len(headings)
            for heading, cell in zip(headings, cells, strict=True):
                assert cell.has.get("data-label", heading) == heading
                assert cell.tag == "th" or "data-label" in cell.has or not cell.text or any(cell.all("svg"))


def contrast(one: str, two: str) -> float:
    """The contrast of two colours, as the Web Content Accessibility Guidelines reckon it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_text_stands_out_from_what_is_behind_it() -> None:
    style = TEMPLATE.read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", part)) for part in style.split(DARK))
    assert light.keys() == dark.keys()
    for colours in (light, dark):
        stand_out(colours, style)


def stand_out(colours: Mapping[str, str], style: str) -> None:
    assert set(re.findall(r"var\((--[a-z-]+)\)", style)) == set(colours)
    pairs = [(on, on.replace("-on-bar", "-bar")) for on in colours if on.endswith("-on-bar")]
    for ink in (name for name in colours if name.endswith("ink")):
        own = ink.replace("-ink", "-paper")
        pairs += [(ink, own)] if own in colours else [(ink, "--paper"), (ink, "--wash-paper")]
    pairs.append(("--not-started-ink", "--paper"))  # words about what is late
    faint = [(one, two) for one, two in pairs if contrast(colours[one], colours[two]) < 4.5]
    assert not faint
    shapes = [name for name in colours if name in ("--edge", "--focus") or re.fullmatch(r"--(?!.*-on-).*-bar", name)]
    assert not {shape for shape in shapes if contrast(colours[shape], colours["--paper"]) < 3}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ overview.authorty }}", ':1: unknown field "authorty". Did you mean "authority"?'),
        ("\n\n{{ overveiw.authority }}", ':3: unknown field "overveiw". Did you mean "overview"?'),
        ("<p>\n{% for x in overview.standing.dokuments %}{% endfor %}", ':2: unknown field "dokuments". Did you mean'),
        ("{{ made_for | dya }}", ':1: unknown filter "dya". Did you mean "day"?'),
        ("<p>\n{% if overview %}\n", ":2: not readable as a template: "),
        ("{% include 'other.html' %}", ":1: a field cannot be worked out (TypeError)."),
        ("{{ overview.counts['none'].x }}", ':1: unknown field "none".'),
        ("{{ overview.lists[0].__class__.__mro__ }}", ":1: a field cannot be worked out (SecurityError)."),
    ],
)
def test_a_slip_in_a_template_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    template = tmp_path / "status_page.html"
    template.write_text(text, encoding="utf-8")
    with pytest.raises(SpecificationError) as told:
        write_page(template, PLACE, {"overview": some_overview()}, DAY)
    assert str(told.value).startswith(PLACE + said)


def test_a_template_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SpecificationError, match="cannot be read"):
        write_page(tmp_path / "none.html", PLACE, {}, DAY)
    (tmp_path / "page.html").write_bytes("é".encode("cp1252"))
    with pytest.raises(SpecificationError, match="is not UTF-8 text"):
        write_page(tmp_path / "page.html", PLACE, {}, DAY)
