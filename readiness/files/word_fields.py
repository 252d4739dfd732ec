"""Which fields of a Word document may run, fetch or read something: all but those that are known to be harmless.

A field may be cut into runs, stand within another, or be hidden in what one program shows and another does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from readiness.files.safe_links import is_safe_link
from readiness.foundation.phrases import each_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
HARMLESS_FIELDS = each_word(
    "= AUTONUM AUTONUMLGL AUTONUMOUT AUTHOR BIBLIOGRAPHY CITATION COMMENTS CREATEDATE DATE DOCPROPERTY "
    "EDITTIME EQ FILENAME HYPERLINK IF INDEX KEYWORDS LASTSAVEDBY LISTNUM NOTEREF NUMCHARS NUMPAGES "
    "NUMWORDS PAGE PAGEREF PRINTDATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SUBJECT "
    "SYMBOL TC TIME TITLE TOA TOC XE"
)
_UNTOLD = "\0"  # stands for what another field gives, which nobody can tell beforehand
_KIND = re.compile(r"\s*(=|[A-Za-z]+(?=[\s\\\"]|$))")
_NAME = re.compile(r"[A-Za-z]{2,20}")
_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')
_TAGS = ("{{", "{%", "{#")
_TAKES_A_WORD = ("\\l", "\\o", "\\t")
_TRACKED = ("ins", "moveTo", "moveFrom", "del")
_STORIES = ("footnote", "endnote", "comment", "docPart", "txbxContent")
WORDS_INSTEAD = "Turn it into words (Ctrl+Shift+F9), or take it out"
TAG_WITHIN = ("has a tag within a field of Word", "Put the tag outside of the field")
ALTERED = ("has a field that tracked changes alter", "Accept or reject them")
NOBODY_CAN_TELL = ("has a field whose kind nobody can tell", WORDS_INSTEAD)
LEADS_AWAY = (
    "has a link that leads to neither a web page nor an e-mail address",
    "Let it begin with https://, http:// or mailto:, or take it off",
)
Fault = tuple[str, str]


@dataclass
class _Open:
    """A field that has begun: what tells it so far, whether that has ended, and the tracked changes it stands in."""

    told: list[str] = field(default_factory=list)
    is_told: bool = False
    tracked: set[str] = field(default_factory=set)


def unsafe_fields(root: Any) -> Iterator[Fault]:
    """What is wrong with the fields in a part, and what to do; nothing of those that are harmless."""
    yield from _Story().read(root)


class _Story:
    """Words that follow one another, such as a body or those in one text box: each field begins and ends in one."""

    def __init__(self) -> None:
        self.open: list[_Open] = []

    def read(self, element: Any) -> Iterator[Fault]:
        yield from self._walk(element, "", in_words=True)
        for begun in self.open:
            yield from _faults(begun)

    def _walk(self, parent: Any, tracked: str, in_words: bool) -> Iterator[Fault]:
        for element in parent:
            space, _, name = str(element.tag).rpartition("}")
            if (space + "}" == W and name in _STORIES) or (space + "}" == _MC and name in ("Choice", "Fallback")):
                if self.open and next(element.iter(f"{W}instrText", f"{W}fldChar"), None) is not None:
                    self._within()
                yield from _Story().read(element)
            elif space + "}" != W:
                yield from self._walk(element, tracked, in_words and space + "}" == _MC)
            elif name in ("fldChar", "instrText", "delInstrText"):
                yield from self._piece(element, name, tracked) if in_words else (NOBODY_CAN_TELL,)
            else:
                if name == "fldSimple":
                    self._within()
                    yield from _faults(_Open([element.get(f"{W}instr", "")]))
                yield from self._walk(element, name if name in _TRACKED else tracked, in_words)

    def _within(self) -> None:
        """Another field stands within the one that is open."""
        if self.open and not self.open[-1].is_told:
            self.open[-1].told.append(_UNTOLD)

    def _piece(self, element: Any, name: str, tracked: str) -> Iterator[Fault]:
        if name == "delInstrText":
            yield ALTERED
        elif name == "instrText":
            if not self.open or self.open[-1].is_told:
                yield NOBODY_CAN_TELL
            else:
                self.open[-1].told.append("".join(element.itertext()))
                self.open[-1].tracked.add(tracked)
        else:
            kind = element.get(f"{W}fldCharType", "")
            if kind == "begin":
                self._within()
                self.open.append(_Open())
            elif self.open and kind == "separate":
                self.open[-1].is_told = True
            elif self.open and kind == "end":
                yield from _faults(self.open.pop())


def _faults(begun: _Open) -> Iterator[Fault]:
    told = "".join(begun.told)
    if any(tag in told for tag in _TAGS):
        yield TAG_WITHIN
        return
    if len(begun.tracked) > 1:
        yield ALTERED
    kind = _KIND.match(told)
    name = kind[1].upper() if kind else ""
    if not told.strip():
        return
    if name not in HARMLESS_FIELDS:
        if _NAME.fullmatch(name):
            yield f"has the field {name}, which may run, fetch or read something", WORDS_INSTEAD
        else:
            yield NOBODY_CAN_TELL
    elif name == "HYPERLINK" and not all(map(is_safe_link, _targets(told[len(kind[0]) if kind else 0 :]))):
        yield LEADS_AWAY


def _targets(told: str) -> Iterator[str]:
    """Where a link leads: every word of it that is not an option or what an option takes."""
    taken = False
    for found in _WORD.finditer(told):
        quoted, bare = found.groups()
        word = quoted if bare is None else bare
        if not taken and not (bare and bare.startswith("\\") and len(bare) == 2):
            yield word.replace("\\\\", "\\")
        taken = not taken and bare is not None and bare.casefold() in _TAKES_A_WORD
