"""Puts filled slides in place of a template's, each with what it refers to, and takes off what is only its author's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.parts.slide import NotesSlidePart, SlidePart

from readiness.files.office import LANGUAGE
from readiness.foundation.phrases import printable
from readiness.render.slides.charts import rename

LONGEST_TITLE = 255
AUTHORS_ONLY = ("/comments", "/commentAuthors", "/authors", "/tags", "/thumbnail", "/extended-properties")
LINKS_TO_SLIDES = ("a:hlinkClick", "a:hlinkHover")


@dataclass(frozen=True)
class FilledSlide:
    """A slide as it is filled: the number of the template's that it is made like, its element, that of its notes."""

    number: int
    slide: Any
    notes: Any


def place_slides(presentation: Any, filled: Sequence[FilledSlide]) -> list[tuple[int, Any]]:
    """Takes the template's slides off and puts filled ones there. Gives their numbers there and their new parts."""
    main, package = presentation.part, presentation.part.package
    ids = presentation.slides._sldIdLst
    old = [main.related_part(each.rId) for each in ids]
    made = []
    for at, each in enumerate(filled, start=1):
        name = PackURI(f"/ppt/slides/slide{at}.xml")
        made.append((each.number, SlidePart(name, CONTENT_TYPE.PML_SLIDE, package, each.slide)))
    first = dict(reversed(made))
    for at, (each, (number, part)) in enumerate(zip(filled, made, strict=True), start=1):
        look = old[number - 1]
        others = {old[there - 1].partname: part for there, part in first.items()}
        _relate(part, look, others)
        if each.notes is not None and _says_anything(each.notes):
            _add_notes(part, look, each.notes, at)
    for each in [*ids]:
        ids.remove(each)
        main.drop_rel(each.rId)
    for _, part in made:
        ids.add_sldId(main.relate_to(part, RELATIONSHIP_TYPE.SLIDE))
    return made


def _relate(part: Any, look: Any, slides: Mapping[str, Any]) -> None:
    """Refers to what the template's slide refers to; to other ``slides`` as they are filled, if they are there."""
    keys = {}
    for key, relation in look.rels.items():
        if relation.reltype == RELATIONSHIP_TYPE.NOTES_SLIDE or relation.reltype.endswith(AUTHORS_ONLY):
            continue
        if relation.is_external:
            keys[key] = part.relate_to(relation.target_ref, relation.reltype, is_external=True)
        elif relation.reltype != RELATIONSHIP_TYPE.SLIDE:
            keys[key] = part.relate_to(relation.target_part, relation.reltype)
        elif relation.target_part.partname in slides:
            keys[key] = part.relate_to(slides[relation.target_part.partname], relation.reltype)
        else:
            _unlink(part._element, key)
    rename(part._element, keys)


def _unlink(root: Any, key: str) -> None:
    for link in [*root.iter(*map(qn, LINKS_TO_SLIDES))]:
        if link.get(qn("r:id")) == key:
            link.getparent().remove(link)


def _add_notes(part: Any, look: Any, element: Any, at: int) -> None:
    its_notes = look.part_related_by(RELATIONSHIP_TYPE.NOTES_SLIDE)
    name = PackURI(f"/ppt/notesSlides/notesSlide{at}.xml")
    made = NotesSlidePart(name, CONTENT_TYPE.PML_NOTES_SLIDE, part.package, element)
    keys = {}
    for key, relation in its_notes.rels.items():
        if relation.is_external:
            keys[key] = made.relate_to(relation.target_ref, relation.reltype, is_external=True)
        else:
            own = relation.reltype == RELATIONSHIP_TYPE.SLIDE
            keys[key] = made.relate_to(part if own else relation.target_part, relation.reltype)
    rename(element, keys)
    part.relate_to(made, RELATIONSHIP_TYPE.NOTES_SLIDE)


def _says_anything(notes: Any) -> bool:
    """Whether there are words in notes, beside the number of the slide."""
    return any((text.text or "").strip() for run in notes.iter(qn("a:r")) for text in run.iter(qn("a:t")))


def drop_unused_charts(part: Any) -> None:
    """Takes off the charts of the template whose places are drawn anew."""
    used = {element.get(qn("r:id")) for element in part._element.iter(qn("c:chart"))}
    for key, relation in [*part.rels.items()]:
        if relation.reltype == RELATIONSHIP_TYPE.CHART and key not in used:
            part.rels.pop(key)


def take_authors_off(presentation: Any) -> None:
    """Takes off comments' authors, the picture and the list of the template's slides, its sections and custom shows."""
    for rels in (presentation.part.rels, presentation.part.package._rels):
        for key, relation in [*rels.items()]:
            if relation.reltype.endswith(AUTHORS_ONLY):
                rels.pop(key)
    root = presentation.part._element
    for element in [*root.iterchildren(qn("p:custShowLst"), qn("p:extLst"))]:
        root.remove(element)


def set_properties(presentation: Any, title: str, day: dt.date) -> None:
    """The properties of the file: its title, its language, its day, and nobody's name."""
    properties = presentation.core_properties
    properties.title = printable(title)[:LONGEST_TITLE]
    properties.language = LANGUAGE
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = dt.datetime.combine(day, dt.time())
    properties.last_printed = dt.datetime.combine(day, dt.time())
    properties.revision = 1
