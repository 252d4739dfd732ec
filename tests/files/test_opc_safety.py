"""Whatever runs, fetches or reads is refused wherever it stands in an Office file, and what is harmless is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from packages import (
    BEGIN,
    END,
    SEPARATE,
    SPACES,
    behind_a_chart,
    box,
    complex_field,
    document,
    in_body,
    in_building_blocks,
    in_story,
    package,
    paragraph,
    run,
    simple_field,
)
from packages import W as MAIN_SPACE
from product import ROOT

from readiness.files.office import EXCEL, WORD, template_bytes
from readiness.files.opc_safety import unsafe
from readiness.files.word_text import read_word_text
from readiness.foundation.errors import SourceError, SpecificationError

INSTEAD = "Turn it into words (Ctrl+Shift+F9), or take it out."
NOBODY = f"has a field whose kind nobody can tell. {INSTEAD}"
AWAY = "has a link that leads to neither a web page nor an e-mail address. Let it begin with https://, http:// or mailto:, or take it off."
LINKED = "shows or refers to something that is linked and not in it. Insert it anew without a link, and save it."
OBJECT = "has a control or another program's object in it. Take it out."
MACROS = "has macros. Save it anew, which keeps none."
TRACKED = "has a field that tracked changes alter. Accept or reject them."
TAG = "has a tag within a field of Word. Put the tag outside of the field."
STRANGE = "has a part of a kind that no report needs. Copy what you need into a new file."
CHUNK = "has another document in it. Copy its words into this one."
SERVED = "rests on a template that is kept on a server or on the web. Attach Normal.dotm instead, under Developer, Document Template."
FETCHES = "has a formula that may fetch something from elsewhere. Take it out."


def named(field: str) -> str:
    return f"has the field {field}, which may run, fetch or read something. {INSTEAD}"


def told_of(content: bytes, only_read: bool = False) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [str(mistake) for mistake in unsafe(archive, "t", "Save it anew", only_read)]


UNSAFE_FIELDS = {
    f"{word} {rest}": named(word)
    for word, rest in {
        "DDE": "cmd /c", "DDEAUTO": r"c:\\cmd.exe x", "INCLUDEPICTURE": "http://x.test/a.png", "INCLUDETEXT": "a.docx",
        "INCLUDE": "a.docx", "IMPORT": "a.png", "DATABASE": r"\d x.mdb", "LINK": "Excel.Sheet.8 a.xlsx", "EMBED": "Package",
        "RD": "a.docx", "MERGEFIELD": "Name", "MERGEREC": "", "NEXT": "", "NEXTIF": "1 = 1", "SKIPIF": "1 = 1",
        "ADDRESSBLOCK": "", "GREETINGLINE": "", "MACROBUTTON": "Run now", "GOTOBUTTON": "x y", "ASK": "x y", "FILLIN": "x",
        "AUTOTEXT": "x", "AUTOTEXTLIST": "x", "USERNAME": "", "USERADDRESS": "", "USERINITIALS": "", "PRIVATE": "",
        "ADDIN": "x", "CONTROL": "Forms.TextBox.1", "HTMLCONTROL": "x", "HTMLACTIVEX": "x", "PRINT": "x", "SET": "a b",
        "INFO": "filename", "BARCODE": "x", "DISPLAYBARCODE": "x", "MERGEBARCODE": "x", "FORMTEXT": "", "TEMPLATE": r"\p",
        "SHAPE": "x", "DATA": "a.docx", "GLOSSARY": "x", "FTNREF": "x", "DOCVARIABLE": "x", "SOMETHINGNEW": "x",
    }.items()
} | {f"HYPERLINK {where}": AWAY for where in (
    "&quot;file:///c:/windows/calc.exe&quot;", "&quot;javascript:alert(1)&quot;", r"&quot;\\\\server\\share\\a.docx&quot;",
    r"\l here &quot;file:///a&quot;", "evidence.docx", r"\o tip c:\\a.exe", "&quot;ms-word:ofe|u|http://x&quot;",
    "&quot;search-ms:query=a&quot;", "&quot;vbscript:x&quot;", "&quot;data:text/html,x&quot;", "&quot;ftp://x/y&quot;",
)} | {"{{ overview.authority }}": TAG, "DDE{# #}AUTO x": TAG, "PAGE {% if 1 %}": TAG, "&quot;DDE&quot; x": NOBODY, "PAGE-DDE x": NOBODY}  # fmt: skip
SAFE_FIELDS = (
    "PAGE", " page \\* MERGEFORMAT ", "NUMPAGES", "SECTIONPAGES", r"TOC \o &quot;1-3&quot; \h \z \u", r"PAGEREF _Toc1 \h",
    "DATE \\@ &quot;d MMMM yyyy&quot;", "TITLE", "STYLEREF &quot;Heading 1&quot;", r"REF here \h", "SEQ Figure \\* ARABIC",
    "HYPERLINK &quot;https://example.org/a?b=c&quot;", "HYPERLINK mailto:a@example.org", r"HYPERLINK \l &quot;here&quot;",
    r"HYPERLINK &quot;http://example.org&quot; \l &quot;here&quot; \o &quot;c:\\tip&quot; \t &quot;_blank&quot;", "= 1 + 2", "",
)  # fmt: skip

Place = Callable[[str], bytes]
PLACES: dict[str, tuple[Place, str]] = {
    "body": (in_body, "t"),
    "table": (
        lambda runs: package(
            {"word/document.xml": document(f"<w:tbl><w:tr><w:tc>{paragraph(runs)}</w:tc></w:tr></w:tbl>")}
        ),
        "t",
    ),
    "text box": (lambda runs: in_body(box(runs)), "t"),
    "content control": (lambda runs: in_body(f"<w:sdt><w:sdtContent>{runs}</w:sdtContent></w:sdt>"), "t"),
    "put in by a tracked change": (lambda runs: in_body(f"<w:ins>{runs}</w:ins>"), "t"),
    "what another field shows": (lambda runs: in_body(f"{BEGIN}{run('PAGE')}{SEPARATE}{runs}{END}"), "t"),
    "header": (lambda runs: in_story("header", runs), "t, header"),
    "footer": (lambda runs: in_story("footer", runs), "t, footer"),
    "text box in a header": (lambda runs: in_story("header", box(runs)), "t, header"),
    "footnote": (lambda runs: in_story("footnotes", runs), "t, footnotes"),
    "endnote": (lambda runs: in_story("endnotes", runs), "t, endnotes"),
    "comment": (lambda runs: in_story("comments", runs), "t, comments"),
    "building block": (in_building_blocks, "t, building blocks"),
}
WRITTEN: dict[str, Callable[[str], str]] = {
    "whole": complex_field,
    "simple": simple_field,
    "letter by letter": lambda told: complex_field(*_letters(told)),
}


def _letters(told: str) -> list[str]:
    """A text cut between its letters, with what XML writes for one letter left whole."""
    return [piece.replace("\0", "&quot;") for piece in told.replace("&quot;", "\0")]


@pytest.mark.parametrize("place", PLACES)
def test_each_unsafe_field_is_refused_in_each_place(place: str) -> None:
    put, where = PLACES[place]
    for how, write in WRITTEN.items():
        for field, message in UNSAFE_FIELDS.items():
            assert told_of(put(write(field))) == [f"{where}: {message}"], (field, how)


@pytest.mark.parametrize("place", PLACES)
def test_harmless_fields_pass_in_each_place(place: str) -> None:
    put, _ = PLACES[place]
    assert [(field, how) for how in WRITTEN for field in SAFE_FIELDS if told_of(put(WRITTEN[how](field)))] == []


HIDDEN = {
    "a field that gives the kind of another": (
        BEGIN + complex_field("QUOTE &quot;DDEAUTO&quot;") + run(" cmd") + SEPARATE + END, NOBODY),
    "a field that gives the middle of a kind": (BEGIN + run("DDE") + complex_field("PAGE") + run("AUTO x") + SEPARATE + END, NOBODY),
    "a simple field within one that tells": (BEGIN + simple_field("QUOTE D") + run("DE cmd") + SEPARATE + END, NOBODY),
    "a link to where another field says": (BEGIN + run("HYPERLINK ") + complex_field("REF a") + SEPARATE + END, AWAY),
    "words that newer programs read before": (
        BEGIN + f'<mc:AlternateContent><mc:Choice Requires="x">{run("PAGE ")}</mc:Choice></mc:AlternateContent>'
        + run("DDEAUTO cmd") + SEPARATE + END, NOBODY),
    "words in what nobody knows": (BEGIN + f"<x:a>{run('PAGE ')}</x:a>" + run("DDEAUTO cmd") + SEPARATE + END, NOBODY),
    "words that a tracked change takes out": (
        BEGIN + "<w:del><w:r><w:delInstrText>PAGE </w:delInstrText></w:r></w:del>" + run("DDEAUTO cmd") + SEPARATE + END, TRACKED),
    "words that a tracked change puts in": (BEGIN + f"<w:ins>{run('PAGE ')}</w:ins>" + run("DDEAUTO x") + SEPARATE + END, TRACKED),
    "a comment of XML": (BEGIN + "<w:r><w:instrText>DD<!-- x -->E<?x y?>AUTO cmd</w:instrText></w:r>" + SEPARATE + END, named("DDEAUTO")),
    "letters written as numbers": (complex_field("&#68;DE&#x41;UTO cmd"), named("DDEAUTO")),
    "text that is not parsed": (complex_field("<![CDATA[DDEAUTO cmd]]>"), named("DDEAUTO")),
    "small letters": (complex_field("ddeauto cmd"), named("DDEAUTO")),
    "a field that never ends": (BEGIN + run("DDEAUTO cmd"), named("DDEAUTO")),
    "words of a field that nothing begins": (run("DDEAUTO cmd"), NOBODY),
}  # fmt: skip


@pytest.mark.parametrize("how", HIDDEN)
def test_a_field_that_hides_is_found(how: str) -> None:
    runs, message = HIDDEN[how]
    assert f"t: {message}" in told_of(in_body(runs))


GONE = (
    "image", "oleObject", "frame", "subDocument", "aFChunk", "header", "footer", "chart", "package", "externalLinkPath",
    "mailMergeSource", "video", "audio", "media", "slide", "customXml", "styles", "theme", "webSettings", "transform",
)  # fmt: skip
FOLDERS = ("word", "xl", "ppt")
ADDRESSES = ("https://x.test/a", "file:///c:/a", r"\\server\share\a", "a.docx")
BAD_LINKS = (
    "file:///c:/a.exe", "file://server/a", r"\\server\a", "//server/a", "javascript:alert(1)", "JaVaScRiPt:x", "vbscript:x",
    "ms-msdt:/id", "search-ms:a", "data:text/html,x", "ftp://x/a", "evidence.docx", "../a.docx", "C:\\a", "http:a", "https:\\\\x",
    "mailto", "java&#9;script:x", "{{ overview.link }}", "about:blank", "res://a", "tel:1", "http:///c:/a",
)  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_kept_elsewhere_is_refused_wherever(folder: str) -> None:
    for kind in GONE:
        for address in ADDRESSES:
            told = told_of(package({}, folder, ((kind, address, True),)))
            assert len(told) == 1, (kind, address)
            assert told[0] in (f"t: {LINKED}", f"t: {OBJECT}", f"t: {CHUNK}")


@pytest.mark.parametrize("folder", FOLDERS)
def test_links_lead_to_web_pages_and_addresses_alone(folder: str) -> None:
    for link in BAD_LINKS:
        assert told_of(package({}, folder, (("hyperlink", link, True),))) == [f"t: {AWAY}"], link
    for link in ("https://example.org/a", "HTTP://example.org", "mailto:a@example.org?subject=b", "#here"):
        assert told_of(package({}, folder, (("hyperlink", link, True),))) == [], link


KINDS = {
    **dict.fromkeys(("vbaProject", "wordVbaData", "xlMacrosheet", "extensibility"), MACROS),
    **dict.fromkeys(("oleObject", "control", "activeXControlBinary", "webextension", "package"), OBJECT),
    **dict.fromkeys(("externalLink", "connections", "queryTable", "xmlMaps", "volatileDependencies", "recipientData"), LINKED),
    "aFChunk": CHUNK,
    "nobodyKnows": STRANGE,
}  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS)
def test_parts_of_a_kind_that_is_not_known_to_be_harmless_are_refused(folder: str) -> None:
    for kind, message in KINDS.items():
        assert told_of(package({f"{folder}/x.bin": b"x"}, folder, ((kind, "x.bin", False),))) == [f"t: {message}"], kind


ELEMENTS = {
    '<w:mailMerge><w:connectString w:val="DSN=x"/></w:mailMerge>': "is set up for a mail merge, which reads from elsewhere. "
    "Set it to Normal Word Document under Mailings, Start Mail Merge.",
    '<w:altChunk r:id="a"/>': CHUNK,
    '<w:subDoc r:id="a"/>': LINKED,
    '<o:OLEObject Type="Link"/>': OBJECT,
    "<w:objectEmbed/>": OBJECT,
    '<w:control w:name="a"/>': OBJECT,
    '<v:imagedata src="http://x.test/a.png"/>': LINKED,
    r'<v:fill src="\\server\a.png"/>': LINKED,
    '<v:shape href="file:///a"/>': AWAY,
    '<v:shape href="{{ overview.link }}"/>': AWAY,
    '<a:hlinkClick action="ppaction://program?program=calc.exe"/>': AWAY,
    '<a:hlinkClick action="ppaction://macro?name=a"/>': AWAY,
    '<a:hlinkClick invalidUrl="file:///a"/>': AWAY,
    '<w:ffData><w:entryMacro w:val="a"/></w:ffData>': MACROS,
    '<x:sp macro="[0]!a"/>': MACROS,
    "<x:ClientData><x:FmlaMacro>[0]!a</x:FmlaMacro></x:ClientData>": MACROS,
    "<x:script>a</x:script>": MACROS,
    "<x:f>[1]Sheet1!$A$1</x:f>": FETCHES,
    r"<x:f>'C:\[a.xlsx]Sheet1'!$A$1</x:f>": FETCHES,
    "<x:f>cmd|'/c calc'!A1</x:f>": FETCHES,
    '<x:f>WEBSERVICE("http://x.test")</x:f>': FETCHES,
    '<x:sp textlink="[1]a!b"/>': FETCHES,
}


@pytest.mark.parametrize("element", ELEMENTS)
def test_elements_that_need_no_relation_to_reach_out_are_refused(element: str) -> None:
    assert told_of(in_body(element)) == [f"t: {ELEMENTS[element]}"]
    assert told_of(in_story("header", element)) == [f"t, header: {ELEMENTS[element]}"]
    slide = package(
        {"ppt/slides/a.xml": f"<x:sld {SPACES}>{element}</x:sld>"}, "ppt", (("slide", "slides/a.xml", False),)
    )
    assert told_of(slide) == [f"t: {ELEMENTS[element]}"]


def test_the_template_that_a_document_was_written_with_may_be_on_its_authors_computer_alone() -> None:
    for path in ("file:///C:/Users/ada/a.dotx", r"C:\a.dotm", "Normal.dotm", r"file:///C:\Users\ada\a.dotx"):
        assert told_of(package({}, more=(("attachedTemplate", path, True),))) == []
    for path in ("https://x.test/a.dotm", r"file:///\\server\a.dotm", r"\\server\a.dotm", "//server/a.dotm", "http:a"):
        assert told_of(package({}, more=(("attachedTemplate", path, True),))) == [f"t: {SERVED}"]


def test_the_workbook_behind_a_chart_is_looked_at_too() -> None:
    def book(inside: str, *more: tuple[str, str, bool]) -> bytes:
        return package({"xl/workbook.xml": f"<x:workbook {SPACES}>{inside}</x:workbook>"}, "xl", more)

    where = "t, workbook behind a chart"
    assert told_of(behind_a_chart(book("<x:f>SUM(A1:A3)</x:f>"))) == []
    assert told_of(behind_a_chart(book('<x:f>WEBSERVICE("a")</x:f>'))) == [f"{where}: {FETCHES}"]
    assert told_of(behind_a_chart(book("", ("connections", "c.xml", False)))) == [f"{where}: {LINKED}"]
    assert told_of(behind_a_chart(book("", ("package", "c.xlsx", False)))) == [f"{where}: {OBJECT}"]
    assert told_of(behind_a_chart(b"MZ")) == [f"{where}: {OBJECT}"]
    with_macros = package({"xl/workbook.xml": "<a/>", "xl/vbaProject.bin": b""}, "xl")
    assert told_of(behind_a_chart(with_macros)) == [f"{where}: {MACROS}"]


def test_two_parts_of_one_name_are_refused() -> None:
    twice = "t: has two parts of one name in it. Do not open it; ask where it came from."
    assert told_of(package({"word/document.xml": document(""), "WORD/Document.xml": document("")})) == [twice]


def test_the_same_in_the_strict_form_is_refused() -> None:
    strict = document(paragraph(complex_field("DDE a"))).replace(
        MAIN_SPACE, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert told_of(package({"word/document.xml": strict})) == [
        "t: is saved in a form that few programs read. Save it anew."
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_part_is_read_whatever_its_name_and_its_letters(encoding: str) -> None:
    part = document(paragraph(complex_field("DDEAUTO cmd"))).encode(encoding)
    assert told_of(package({"word/body.dat": part})) == [f"t: {named('DDEAUTO')}"]


def test_of_an_authors_text_only_what_runs_is_refused(tmp_path: Path) -> None:
    links = (("hyperlink", r"\\server\evidence.docx", True), ("oleObject", "x.bin", False))
    assert told_of(package({"word/x.bin": b""}, more=links), only_read=True) == []
    file = tmp_path / "text.docx"
    file.write_bytes(in_body(complex_field("INCLUDETEXT a")))
    with pytest.raises(SourceError) as told:
        read_word_text(file)
    assert str(told.value) == f"text.docx: {named('INCLUDETEXT')}"


def test_the_templates_and_the_examples_pass() -> None:
    for kind, ending in ((WORD, "*.docx"), (EXCEL, "*.xlsx")):
        for file in (*(ROOT / "templates").glob(ending), *(ROOT / "examples").rglob(ending)):
            template_bytes(file, "t", kind)


def test_a_template_that_is_unsafe_is_no_template(tmp_path: Path) -> None:
    (file := tmp_path / "t.docx").write_bytes(in_body(complex_field("DDE a")))
    with pytest.raises(SpecificationError, match="t: has the field DDE, which"):
        template_bytes(file, "t", WORD)
