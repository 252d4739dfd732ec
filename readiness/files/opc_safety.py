"""What makes a Word, Excel or PowerPoint file unsafe to fill or to read: whatever in it runs, fetches or reads.

What is known to be harmless passes, and nothing else: kinds of parts, links, fields, formulas.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from readiness.files.formulas import reaches_out
from readiness.files.part_kinds import LINKED_KINDS, MACRO_KINDS, OBJECT_KINDS, PASSIVE, PIVOT_KINDS, harmless_kind
from readiness.files.safe_links import is_safe_link
from readiness.files.word_fields import LEADS_AWAY, Fault, W, unsafe_fields
from readiness.foundation.errors import Mistake
from readiness.foundation.phrases import each_word

LINKED = ("shows or refers to something that is linked and not in it", "Insert it anew without a link, and save it")
OBJECT = ("has a control or another program's object in it", "Take it out")
DOCUMENT_WITHIN = ("has another document in it", "Copy its words into this one")
PIVOT = ("has a pivot table, which keeps figures of its own", "Put fields in its place")
MERGE = (
    "is set up for a mail merge, which reads from elsewhere",
    "Set it to Normal Word Document under Mailings, Start Mail Merge",
)
SERVED = (
    "rests on a template that is kept on a server or on the web",
    "Attach Normal.dotm instead, under Developer, Document Template",
)
TWICE = ("has two parts of one name in it", "Do not open it; ask where it came from")
STRANGE = ("has a part of a kind that no report needs", "Copy what you need into a new file")
FETCHES = ("has a formula that may fetch something from elsewhere", "Take it out")
_ELEMENTS = {
    **dict.fromkeys(("mailMerge", "odso"), MERGE),
    "altChunk": DOCUMENT_WITHIN,
    **dict.fromkeys(
        each_word("OLEObject oleObj oleObject objectEmbed objectLink control ocx contentPart webextensionref"), OBJECT
    ),
    **dict.fromkeys(
        each_word("subDoc frameset externalReference ddeLink oleLink webPublishItem dataRef sourceFileName"),
        LINKED,
    ),
}
_RUNS = frozenset(("entryMacro", "exitMacro", "FmlaMacro", "script", "scriptAnchor", "xlm"))
_FORMULAS = each_word("f formula formula1 formula2 definedName calculatedColumnFormula totalsRowFormula")
_ON_SHEETS = ("worksheet", "chartsheet", "workbook")  # whose formulas are told by sheet and name
_SHOWS = re.compile(r"(ppaction://(noaction|hlinksldjump|hlinkshowjump\?.*))?", re.IGNORECASE)
_ON_THIS_COMPUTER = re.compile(r"(file:/{2,3})?[A-Za-z]:[\\/].*|[^/\\:]+")
_ELSEWHERE = re.compile(r"[^/]*:|//|.*\\")
_STRICT = "{http://purl.oclc.org/ooxml/"  # in which the same things have other names
_LEAD = ("href", "althref", "invalidUrl")
_MACRO = ("has macros", "")
_PIECES_OF_FIELDS = tuple(f"{W}{name}" for name in ("fldChar", "instrText", "delInstrText", "fldSimple"))
_PLACES = {
    "header": "header", "footer": "footer", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
}  # fmt: skip
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class _Relation:
    """What a part refers to: by the last word of its kind, and where; ``of`` is the part that does."""

    of: str
    kind: str
    target: str
    elsewhere: bool


def unsafe(archive: zipfile.ZipFile, place: str, save: str, only_read: bool = False) -> Iterator[Mistake]:
    """Everything unsafe in a file. ``save`` says how to save it so that it keeps no macros.

    Of a file of which words are ``only_read``, links and other programs' objects stay where they are, and are no
    fault. Raises ValueError where a part is broken.
    """
    names = [name.lower().replace("\\", "/") for name in archive.namelist()]
    parts = {name: archive.read(name) for name in archive.namelist()}
    found = [("", TWICE)] if len(set(names)) < len(names) else []
    found += _in_parts(parts, save)
    passed = (LEADS_AWAY, OBJECT, DOCUMENT_WITHIN) if only_read else ()
    told = dict.fromkeys((where, fault) for where, fault in found if fault not in passed)
    yield from (Mistake(f"{place}, {where}" if where else place, *fault) for where, fault in told)


def is_on_this_computer(target: str) -> bool:
    """Whether the template that a document was written with is a file of its author's, which goes no further."""
    return bool(_ON_THIS_COMPUTER.fullmatch(target))


def _in_parts(parts: Mapping[str, bytes], save: str, behind: str = "") -> Iterator[tuple[str, Fault]]:
    """The place and the fault of everything unsafe. ``behind`` is what the file is embedded in."""
    trees = {name: _tree(name, content) for name, content in parts.items()}
    relations = [each for name, root in trees.items() if root is not None for each in _relations(name, root)]
    kinds: dict[str, set[str]] = {}
    for each in relations:
        kinds.setdefault(each.target.casefold(), set()).add(each.kind)
        for fault in _of_relation(each, save):
            yield behind or _where(each.of), fault
        if each.kind == "package" and not each.elsewhere and "/charts/" in each.of:
            yield from _behind_chart(parts, each.target, save)
    for name, root in trees.items():
        its = kinds.get(name.casefold(), set())
        if root is not None and not name.lower().endswith(".rels") and not (its and its <= PASSIVE):
            for where, fault in _in_tree(root, save, bool(behind)):
                yield behind or where or _where(name), fault


def _tree(name: str, content: bytes) -> Any:
    """A part taken apart; None of one that is no XML. Raises ValueError."""
    begins = content
    for mark in _MARKS:
        begins = begins.removeprefix(mark)
    if not begins.lstrip(b"\0 \t\r\n").startswith(b"<"):
        if name.lower().endswith((".xml", ".rels")):
            raise ValueError("a part is no XML")
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise ValueError("a part is broken") from None
    if root.getroottree().docinfo.doctype:
        raise ValueError("a part declares a document type")
    return root


def _relations(name: str, root: Any) -> Iterator[_Relation]:
    if not name.lower().endswith(".rels"):
        return
    folder, file = posixpath.split(name)
    base = posixpath.dirname(folder)
    of = posixpath.join(base, file[: -len(".rels")])
    for element in root.iter("{*}Relationship"):
        target = element.get("Target", "")
        elsewhere = element.get("TargetMode", "").casefold() == "external" or bool(_ELSEWHERE.match(target))
        if not elsewhere:
            target = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
        yield _Relation(of, element.get("Type", "").rsplit("/", 1)[-1], target, elsewhere)


def _of_relation(each: _Relation, save: str) -> Iterator[Fault]:
    if each.elsewhere and each.kind == "hyperlink":
        if not is_safe_link(each.target):
            yield LEADS_AWAY
    elif each.elsewhere and each.kind == "attachedTemplate":
        if not is_on_this_computer(each.target):
            yield SERVED
    elif each.kind in MACRO_KINDS:
        yield "has macros", f"{save}, which keeps none"
    elif each.kind in PIVOT_KINDS:
        yield PIVOT
    elif each.kind in OBJECT_KINDS and not (each.kind == "package" and "/charts/" in each.of):
        yield OBJECT
    elif each.kind == "aFChunk":
        yield DOCUMENT_WITHIN
    elif each.elsewhere or each.kind in LINKED_KINDS:
        yield LINKED
    elif each.kind != "package" and not harmless_kind(each.kind):
        yield STRANGE


def _behind_chart(parts: Mapping[str, bytes], target: str, save: str) -> Iterator[tuple[str, Fault]]:
    """What is unsafe in the workbook that holds a chart's numbers."""
    behind = "workbook behind a chart"
    content = next((part for name, part in parts.items() if name.casefold() == target.casefold()), b"")
    if not content:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        yield behind, OBJECT
        return
    if any(name.lower().endswith("vbaproject.bin") for name in inside):
        yield behind, ("has macros", f"{save}, which keeps none")
    yield from _in_parts(inside, save, behind)


def _in_tree(root: Any, save: str, embedded: bool) -> Iterator[tuple[str, Fault]]:
    on_a_sheet = _name(root) in _ON_SHEETS and not embedded
    for element in root.iter():
        name = _name(element)
        if str(element.tag).startswith(_STRICT):
            yield "", ("is saved in a form that few programs read", save)
        elif name in _ELEMENTS:
            yield "", _ELEMENTS[name]
        elif name in _RUNS:
            yield "", ("has macros", f"{save}, which keeps none")
        elif name in _FORMULAS and not on_a_sheet and reaches_out("".join(element.itertext())):
            yield "", FETCHES
        for key, value in element.attrib.items():
            fault = _of_attribute(name, str(key).rpartition("}")[2], str(value)) if value else None
            if fault:
                yield "", (fault[0], f"{save}, which keeps none") if fault == _MACRO else fault
    if root.tag.startswith(W) and next(root.iter(*_PIECES_OF_FIELDS), None) is not None:
        for fault in unsafe_fields(root):
            yield "", fault


def _of_attribute(element: str, name: str, value: str) -> Fault | None:
    """What is wrong with a filled attribute of an element, which may lead somewhere without being a relation."""
    leads_away = (
        (name in _LEAD and not (is_safe_link(value) or value.startswith("data:image/")))
        or (name == "action" and element.startswith("hlink") and not _SHOWS.fullmatch(value))
        or (name == "location" and element == "hyperlink" and ("[" in value or "|" in value))
    )
    of_a_macro = name in ("vbProcedure", "xlm", "function") and element == "definedName" and value not in ("0", "false")
    if name == "macro" or of_a_macro:
        return _MACRO
    if leads_away:
        return LEADS_AWAY
    if name == "src":
        return LINKED
    return FETCHES if name == "textlink" and reaches_out(value) else None


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _where(part: str) -> str:
    """Where in a document a part stands, as people call it; empty of its body and of what they do not see."""
    if "/glossary/" in part:
        return "building blocks"
    stem = posixpath.basename(part).partition(".")[0].rstrip("0123456789")
    return _PLACES.get(stem, "chart" if "/charts/" in part else "")
