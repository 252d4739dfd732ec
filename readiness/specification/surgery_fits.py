"""Checks that what a surgery looks at fits the rest of the specification: each item rests on a rule or an indicator."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from readiness.foundation.errors import Mistake
from readiness.foundation.phrases import nearest
from readiness.specification.model import Annex
from readiness.specification.surgery import SurgeryItem
from readiness.specification.yaml_page import Page

Wrong = tuple[str, str, str]  # the key it is about, what is wrong, what to do


def surgery_misfits(annex: Annex, pages: Mapping[str, Page]) -> Iterator[Mistake]:
    """A mistake for everything in a page of a surgery that names nothing or cannot be worked out."""
    folder = pages["choices"].place.split("/")[0]
    titles: dict[str, str] = {}
    for name, item in annex.surgery.items():
        page = pages[f"surgery/{name}"]
        for key, wrong, do in (*_names(annex, item), *_lacks(annex, name, item), *_of_kind(annex, item)):
            yield Mistake(page.at(key) if key else page.at(), wrong, do)
        if item.kind == "due" and titles.setdefault(item.title, name) != name:
            wrong = f"{titles[item.title]} has the same title, by which what people write is carried on"
            yield Mistake(page.at("title"), wrong, "Give it its own")
        if name in {*annex.kpis, *annex.lists, *annex.rules, *(stem.split("/")[1] for stem in annex.rule_pages)}:
            yield Mistake(page.at(), f"{name} is the name of a list, a rule or an indicator too", "Give it its own")
    for name in annex.surgery_sql.keys() - annex.surgery.keys():
        place = f"{folder}/surgery/{name}.sql"
        yield Mistake(place, f"there is no {name}.yaml beside it", "Write the page that says what it is for")


def _names(annex: Annex, item: SurgeryItem) -> Iterator[Wrong]:
    """Names that stand for nothing."""
    if item.about:
        yield from _unknown("about", [item.about], annex.lists, "is not a list")
    yield from _unknown("needs", item.needs, annex.tables, "is not a table of case data")
    known = {*annex.rules, *annex.kpis}
    yield from _unknown("rests on", item.rests_on, known, "is no rule and no indicator")


def _unknown(key: str, words: Collection[str], known: Collection[str], is_not: str) -> Iterator[Wrong]:
    for word in words:
        if word not in known:
            yield key, f'"{word}" {is_not}', nearest(word, known) or "Check the name"


def _lacks(annex: Annex, name: str, item: SurgeryItem) -> Iterator[Wrong]:
    """Where its rows come from, and whose they are."""
    rows_of_indicator = bool(item.rests_on) and item.rests_on[0] in annex.kpi_sql
    if item.not_known_because:
        if item.conditions or name in annex.surgery_sql:
            yield "not known because", "says both that nobody can tell and how to tell", "Take one of the two out"
        return
    if not (item.about or name in annex.surgery_sql or rows_of_indicator):
        yield "", "does not say which rows it looks at", f'Say "about", or write {name}.sql beside it'
    elif not (item.about or item.whose):
        yield "", "does not say whose the rows are", 'Say "whose"'


def _of_kind(annex: Annex, item: SurgeryItem) -> Iterator[Wrong]:
    """What an item of its kind must say."""
    if item.not_known_because:
        return
    if item.kind == "due":
        if len(item.rests_on) != 1:
            yield "rests on", "what is due rests on one rule or one indicator", "Name it"
        elif item.rests_on[0] in annex.rules:
            rule = annex.rules[item.rests_on[0]]
            if not rule.when or rule.for_each or rule.of_the_whole or item.about not in rule.about:
                do = 'Name a rule with a "when" about the rows of that list'
                yield "rests on", f"{item.rests_on[0]} does not say which rows of {item.about or 'a list'} are late", do
        if "{{" in item.title:
            yield "title", "has a field, so that what people write would lose its place when it changes", "Write it out"
    elif item.kind == "tracker" and not (item.columns and item.rests_on):
        yield "", "a tracker has columns and rests on something", 'Say "columns" and "rests on"'
    elif item.kind == "sample" and not (item.about and item.because and (item.rests_on or item.rows)):
        wrong = "a reason to choose a child is about a list, says why, and rests on a rule or says which rows"
        yield "", wrong, 'Say "about", "because", and "rests on" or "rows"'
