"""Small Word, Excel and PowerPoint files made part by part, with whatever is to be put into them where it is to be put."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:x="urn:nobody-knows"'
)
OUTSIDE = ' TargetMode="External"'
MAIN = {"word": "document.xml", "xl": "workbook.xml", "ppt": "presentation.xml"}
TYPE = {
    "word": "wordprocessingml.document.main",
    "xl": "spreadsheetml.sheet.main",
    "ppt": "presentationml.presentation.main",
}
STORIES = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments"}
Relation = tuple[str, str, bool]  # the last word of its kind, its target, whether that is elsewhere


def relations(*each: Relation) -> str:
    """The part that says what another refers to."""
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"{OUTSIDE if elsewhere else ""}/>'
        for number, (kind, target, elsewhere) in enumerate(each)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def package(parts: Mapping[str, str | bytes], folder: str = "word", more: tuple[Relation, ...] = ()) -> bytes:
    """A file of the parts. Its main part refers to ``more``."""
    main = f"{folder}/{MAIN[folder]}"
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{TYPE[folder]}+xml"/></Types>'
    )
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations(("officeDocument", main, False)),
        f"{folder}/_rels/{MAIN[folder]}.rels": relations(*more),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in {**whole, **parts}.items():
            archive.writestr(name, part)
    return content.getvalue()


def document(inside: str) -> str:
    return f"<w:document {SPACES}><w:body>{inside}</w:body></w:document>"


def paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def complex_field(*pieces: str) -> str:
    """A field cut into runs."""
    return BEGIN + "".join(map(run, pieces)) + SEPARATE + "<w:r><w:t>shown</w:t></w:r>" + END


def simple_field(told: str) -> str:
    return f'<w:fldSimple w:instr="{told}"><w:r><w:t>shown</w:t></w:r></w:fldSimple>'


def box(runs: str) -> str:
    """A text box, as newer programs read it and as older ones do."""
    words = f"<w:txbxContent>{paragraph(runs)}</w:txbxContent>"
    newer = f"<w:drawing><wps:wsp><wps:txbx>{words}</wps:txbx></wps:wsp></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox>{words}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{newer}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def in_body(runs: str) -> bytes:
    return package({"word/document.xml": document(paragraph(runs))})


def in_story(story: str, runs: str) -> bytes:
    """The words in a header, a footer, a footnote, an endnote or a comment."""
    inside = paragraph(runs)
    if story not in ("header", "footer"):
        one = story.removesuffix("s")
        inside = f'<w:{one} w:id="1">{inside}</w:{one}>'
    part = f"<w:{STORIES[story]} {SPACES}>{inside}</w:{STORIES[story]}>"
    parts = {"word/document.xml": document(paragraph("")), f"word/{story}1.xml": part}
    return package(parts, more=((story, f"{story}1.xml", False),))


def in_building_blocks(runs: str) -> bytes:
    blocks = f"<w:docParts><w:docPart><w:docPartBody>{paragraph(runs)}</w:docPartBody></w:docPart></w:docParts>"
    part = f"<w:glossaryDocument {SPACES}>{blocks}</w:glossaryDocument>"
    parts = {"word/document.xml": document(paragraph("")), "word/glossary/document.xml": part}
    return package(parts, more=(("glossaryDocument", "glossary/document.xml", False),))


def behind_a_chart(content: bytes) -> bytes:
    """A document with a chart, whose numbers a file holds."""
    parts = {
        "word/document.xml": document(paragraph("")),
        "word/charts/chart1.xml": f"<x:chartSpace {SPACES}/>",
        "word/charts/_rels/chart1.xml.rels": relations(("package", "../embeddings/a.xlsx", False)),
        "word/embeddings/a.xlsx": content,
    }
    return package(parts, more=(("chart", "charts/chart1.xml", False),))
