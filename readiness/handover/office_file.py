"""Looks through an Office file: what speaks against giving it away, what is worth knowing, how many pages it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from threading import Event

from readiness.files.office import EXCEL, POWERPOINT, WORD, Kind, damaged
from readiness.files.part_kinds import LINKED_KINDS, MACRO_KINDS, OBJECT_KINDS, PIVOT_KINDS
from readiness.files.safe_links import is_safe_link
from readiness.foundation.errors import Refused
from readiness.foundation.phrases import many
from readiness.foundation.time_limit import OutOfTime, TimeLimit
from readiness.handover.model import LookedThrough, Objection
from readiness.handover.office_faults import COUNTING
from readiness.handover.office_parts import (
    HAS_MACROS,
    OfficeParts,
    PartLink,
    behind_charts,
    is_behind_chart,
    links_of,
    parts_of,
    read_elements,
)

PROGRAMS: Mapping[str, Kind] = {".docx": WORD, ".xlsx": EXCEL, ".pptx": POWERPOINT}
LONGEST_LOOK = 60.0  # seconds that a file may take
TAKES_TOO_LONG = ("takes too long to look through", "Save it in parts, or hand it over by hand")
SPEAKS_AGAINST: Mapping[str, tuple[str, str]] = {
    "change": ("has tracked changes", "Accept or reject each under Review, and save it"),
    "comment": ("has comments", "Delete them under Review, and save it"),
    "hidden words": ("has hidden text", "Show it under Home, Font, take out or keep what is there, and save it"),
    "property shown": (
        "shows a property such as its author on its pages, and properties are taken out of the copy",
        "Right-click it, choose Remove Content Control, and save it",
    ),
    "hidden sheet": ("has a hidden sheet", "Right-click a sheet's tab, choose Unhide, delete it or keep it shown"),
    "hidden row": (
        "has hidden rows with something in them",
        "Clear the filter or unhide them, delete them or keep them shown",
    ),
    "hidden column": ("has hidden columns with something in them", "Unhide them, delete them or keep them shown"),
    "hidden slide": ("has a hidden slide", "Delete it, or choose Hide Slide again to show it"),
}
LINKED_FILE = ("shows something that is linked and not in it", "Insert it anew without a link, and save it")
FILE_WITHIN = ("has another program's file in it, with all that is in that", "Put a picture or its words in its place")
ROWS_BEHIND_PIVOT = (
    "has a pivot table, which keeps the rows that it was made of",
    "Copy it and paste its values in its place, and save it",
)
_NOT_READ = ("customXml/", "docProps/")
_HARMLESS_ELSEWHERE = ("hyperlink", "attachedTemplate")


def look_into_office(content: bytes, ending: str) -> LookedThrough:
    """Everything found in the bytes of a file with that ending. Raises Refused where they do not open."""
    limit, stopped = TimeLimit(LONGEST_LOOK), Event()
    try:
        with limit.over(stopped.set):
            return _looked(parts_of(content, PROGRAMS[ending]), ending, stopped)
    except (TimeoutError, OutOfTime):
        raise Refused(*TAKES_TOO_LONG) from None
    except Refused:
        raise
    except Exception:  # whatever a hostile or a broken file brings about
        broken = damaged("", PROGRAMS[ending])
        raise Refused(broken.wrong, broken.do) from None
    finally:
        limit.end()


def _looked(parts: OfficeParts, ending: str, stopped: Event) -> LookedThrough:
    links = links_of(parts, stopped)
    found = _count(parts, ending, stopped)
    objections = [Objection(*SPEAKS_AGAINST[what]) for what in SPEAKS_AGAINST if found[what]]
    objections += dict.fromkeys(_of_links(links, PROGRAMS[ending]))
    notes = [*_notes(links, found)]
    for name in behind_charts(parts, links):
        behind = _looked(parts_of(parts[name], EXCEL), ".xlsx", stopped)
        objections += [Objection(f"the workbook behind a chart {each.wrong}", each.do) for each in behind.objections]
    return LookedThrough(tuple(dict.fromkeys(objections)), tuple(notes), _pages(parts, links, ending, found, stopped))


def _count(parts: OfficeParts, ending: str, stopped: Event) -> Counter[str]:
    """How often each thing was found in the parts that people write."""
    found: Counter[str] = Counter()
    for name, content in parts.items():
        if name.casefold().endswith(".xml") and not name.startswith(_NOT_READ):
            read_elements(content, COUNTING[ending](found, name), stopped)
    return found


def _of_links(links: tuple[PartLink, ...], kind: Kind) -> Iterator[Objection]:
    """What speaks against what the parts refer to."""
    for link in links:
        if link.kind in MACRO_KINDS:
            yield Objection(HAS_MACROS, f"{kind.save}, which keeps none")
        elif link.kind in PIVOT_KINDS:
            yield Objection(*ROWS_BEHIND_PIVOT)
        elif (link.kind in OBJECT_KINDS and not is_behind_chart(link)) or link.kind == "aFChunk":
            yield Objection(*FILE_WITHIN)
        elif (link.kind in LINKED_KINDS and not (link.kind in ("audio", "video", "media") and not link.elsewhere)) or (
            link.elsewhere and link.kind not in _HARMLESS_ELSEWHERE
        ):
            yield Objection(*LINKED_FILE)


def _notes(links: tuple[PartLink, ...], found: Counter[str]) -> Iterator[str]:
    if found["note"]:
        yield f"{many(found['note'], 'slide')} with speaker's notes"
    away = sum(link.elsewhere and link.kind == "hyperlink" and not is_safe_link(link.target) for link in links)
    if away:
        yield f"{many(away, 'link')} to files that are not in the pack"


class _PagesSaid:
    """Reads how many pages a Word document says it has."""

    def __init__(self) -> None:
        self._within = False
        self.text = ""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        self._within = name == "Pages" and not attributes

    def end(self, _: str, /) -> None:
        self._within = False

    def words(self, text: str, /) -> None:
        if self._within:
            self.text += text


def _pages(
    parts: OfficeParts, links: tuple[PartLink, ...], ending: str, found: Counter[str], stopped: Event
) -> int | None:
    """How many slides there are, or pages as Word last counted them; None where nothing tells."""
    if ending == ".pptx":
        return found["slide"] or None
    if ending != ".docx":
        return None
    said = _PagesSaid()
    for link in links:
        if link.kind == "extended-properties" and link.target in parts:
            read_elements(parts[link.target], said, stopped)
    return int(said.text) if said.text.isdecimal() and int(said.text[:6]) > 0 else None
