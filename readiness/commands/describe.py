"""Puts what the specification says of anything that has a name into plain text."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import decided_in
from readiness.checks.check import lists_of
from readiness.commands.describe_surgery import surgery_lines
from readiness.commands.other_names import known_as
from readiness.foundation.errors import Mistake, UsageError
from readiness.foundation.phrases import listed, nearest
from readiness.foundation.placeholders import fill
from readiness.specification.frameworks import Document
from readiness.specification.indicator import KpiPage
from readiness.specification.layers import FOLDERS, Layers, parted
from readiness.specification.model import Annex, CaseTable, Choice, CodeSet, Column, ListPage, Rule
from readiness.specification.read import read_annex, with_answers

WIDTH = 100
Lines = Iterator[str]


def describe(folder: Path, names: list[str]) -> str:
    """The text for the names given; for none, where the specification is and what it holds. Raises UsageError."""
    layers = Layers(own_over_installed("annex_a", folder))
    annex = read_annex(layers.folders)
    annex = with_answers(annex, {name: choice.default for name, choice in annex.choices.items()})
    if not names:
        return "\n".join(_contents(annex, layers))
    things = _things(annex, decided_in(folder))
    names = [meant for name in names for meant in ([name] if name in things else known_as(name, annex) or [name])]
    unknown = [name for name in names if name not in things]
    if unknown:
        mistakes = (Mistake(name, "is not in the specification", nearest(name, things)) for name in unknown)
        raise UsageError(*mistakes)
    texts = []
    for name in names:
        told = ["\n".join(tell()) for tell in things[name]]
        told[-1] = "\n".join([told[-1], *_own(name, annex, layers)])
        texts += told
    return "\n\n".join(texts)


def _own(name: str, annex: Annex, layers: Layers) -> Lines:
    """Which files that say what the name is are the authority's own."""
    own = [file for file in layers.own if _page_of(file) & _pages(name, annex)]
    if own:
        yield from _wrapped(f"Your own: {listed(f'{layers.name}/{file}' for file in own)}")


def _page_of(file: str) -> set[str]:
    """The page that a file is or belongs to, and its folder."""
    folder, stem, _ = parted(file)
    return {folder, f"{folder}/{stem}"} if folder else {stem}


def _pages(name: str, annex: Annex) -> set[str]:
    """The pages, or the folder of pages, that say what a name is, by their names below the specification."""
    pages = {name} & {*_kinds(annex)}
    for kind, things in _kinds(annex).items():
        if name in things:
            pages |= {f"{kind}/{name}"} if kind in FOLDERS else {kind}
    pages |= {f"case_codes/{name}"} if name in annex.codes else set()
    pages |= {f"kpis/{kpi}" for kpi, page in annex.kpis.items() if page.ref == name}
    holding = {f"lists/{page}" for page, listing in annex.lists.items() if name in listing.columns}
    pages |= {*holding, "columns"} if holding else set()
    if name in annex.rules:
        pages.add(annex.rule_places[name].rpartition(":")[0].partition("/")[2].removesuffix(".yaml"))
    return pages


def _kinds(annex: Annex) -> dict[str, dict[str, str]]:
    """What the specification holds, kind by kind: each thing's name and what it is."""
    return {
        "lists": {name: page.title for name, page in annex.lists.items()},
        "codes": {name: code_set.title for name, code_set in annex.codes.items()},
        "case_data": {name: table.rows_are or table.extension for name, table in annex.tables.items()},
        "choices": {name: choice.question for name, choice in annex.choices.items()},
        "kpis": {name: f"{page.ref} {page.title}" for name, page in _by_ref(annex)},
        "surgery": {name: f"{item.kind}: {item.title}" for name, item in annex.surgery.items()},
        "documents": {name: document.title for name, document in annex.documents.items()},
        "rules": {name: _rule_words(name, rule, annex) for name, rule in annex.rules.items()},
        "thresholds": {name: threshold.question for name, threshold in annex.thresholds.items()},
        "periods": {name: period.means for name, period in annex.periods.items()},
        "frameworks": {name: framework.title for name, framework in annex.frameworks.items()},
        "sources": {name: source.what for name, source in annex.sources.items()},
    }


def _by_ref(annex: Annex) -> list[tuple[str, KpiPage]]:
    return sorted(annex.kpis.items(), key=lambda item: item[1].order)


def _things(annex: Annex, decided: Mapping[str, str]) -> Mapping[str, list[Callable[[], Lines]]]:
    """How to tell of everything that has a name. A name may stand for several things."""
    things: dict[str, list[Callable[[], Lines]]] = defaultdict(list)
    points = {**annex.choices, **annex.thresholds}
    in_force = {name: decided.get(name, choice.default) for name, choice in points.items()}
    for name, things_of_kind in _kinds(annex).items():
        told = {
            thing: f"{what} In force: {in_force[thing]}." if thing in in_force else what
            for thing, what in things_of_kind.items()
        }
        things[name].append(partial(_names_of_kind, told))
    for name, page in annex.lists.items():
        things[name].append(partial(_list, name, page))
    for column in dict.fromkeys(column for page in annex.lists.values() for column in page.columns):
        things[column].append(partial(_column_everywhere, column, annex))
    for name, code_set in annex.codes.items():
        things[name].append(partial(_codes, name, code_set, annex))
    for name, table in annex.tables.items():
        things[name].append(partial(_table, name, table, annex))
    for name, choice in points.items():
        things[name].append(partial(_choice, name, choice, in_force[name]))
    for name, document in annex.documents.items():
        things[name].append(partial(_document, name, document, annex))
    for name, kpi in annex.kpis.items():
        for known in dict.fromkeys((name, kpi.ref)):
            things[known].append(partial(_kpi, name, kpi, annex))
    for name, item in annex.surgery.items():
        things[name].append(partial(surgery_lines, name, item, annex))
    for name, rule in annex.rules.items():
        things[name].append(partial(_rule, name, rule, annex))
    return dict(things)


def _contents(annex: Annex, layers: Layers) -> Lines:
    yield f"The specification is in {layers.folders[-1]}. README.md there says how to change it."
    for name, things_of_kind in _kinds(annex).items():
        yield f"  {name:<12} {len(things_of_kind)}"
    if layers.own:
        yield "Your own files lie over it:"
    for file in layers.own:
        same = ", the same as the shipped one: take it out, and newer versions reach you"
        yield f"  {layers.name}/{file}{same if file in layers.copies else ''}"
    yield "Say readiness describe and one of these words, or the name of any list, column, code set, table or choice."
    yield "A rule goes by its number, such as AA-S20, and an indicator by its own, such as 3.3."


def _names_of_kind(things_of_kind: Mapping[str, str]) -> Lines:
    widest = max(map(len, things_of_kind))
    for name, what in things_of_kind.items():
        yield from _wrapped(f"{name:<{widest}}  {what}", widest + 2)


def _list(name: str, page: ListPage) -> Lines:
    yield f"{name}: List {page.number}, {page.title}"
    yield from _wrapped(page.asks)
    if page.leaves_out:
        yield from _wrapped(f"Left out: {'; '.join(page.leaves_out)}.")
    yield f"Made from {listed(page.rows_from)}. One row per {listed(page.one_row_per)}. Basis: {', '.join(page.basis)}."
    if page.needs:
        yield from _wrapped(f"Cannot do without {listed(page.needs)}.")
    for number, (column_name, column) in enumerate(page.columns.items(), start=1):
        yield f"  {number:>2}  {column_name:<28} {column.heading}"


def _column_everywhere(column_name: str, annex: Annex) -> Lines:
    """A column, told once for all lists in which it is the same."""
    same: dict[str, list[str]] = {}
    for name, page in annex.lists.items():
        if column_name in page.columns:
            same.setdefault("\n".join(_column(page.columns[column_name], annex)), []).append(name)
    for text, names in same.items():
        yield f"{column_name}, a column of {listed(names)}"
        yield text


def _column(column: Column, annex: Annex) -> Lines:
    yield f"  heading   {column.heading}"
    if column.also_headed:
        yield f"  also      {'; '.join(column.also_headed)}"
    of_codes = f"a code of {column.codes} ({annex.codes[column.codes].title})" if column.codes else ""
    yield f"  holds     {of_codes or column.type}"
    yield from _wrapped(f"  blank     {column.blank}", 12)
    if column.from_:
        yield from _wrapped(f"  from      {listed(column.from_)}", 12)
    if column.means:
        yield from _wrapped(f"  means     {column.means}", 12)
    yield f"  since     {column.since}"


def _codes(name: str, code_set: CodeSet, annex: Annex) -> Lines:
    used = [f"{n}.{c}" for n, page in annex.lists.items() for c, column in page.columns.items() if column.codes == name]
    yield f"{name}: {code_set.title}. Basis: {', '.join(code_set.basis)}."
    if used:
        yield from _wrapped(f"Used in {listed(used)}.")
    if code_set.note:
        yield from _wrapped(code_set.note)
    widest = max(len(code.code) for code in code_set.codes.values())
    for key, code in code_set.codes.items():
        remarks = [code.label, "" if code.status == "current" else code.status, code.since and f"since {code.since}"]
        yield f"  {key:<8} {code.code:<{min(widest, 48)}}  {'; '.join(filter(None, remarks))}"


def _table(name: str, table: CaseTable, annex: Annex) -> Lines:
    yield f"{name}: {table.rows_are or 'a table of the Standard Safeguarding Dataset'}. Key: {table.key}."
    if table.extension:
        yield from _wrapped(f"A table of our own. {table.extension}")
    needing = [list_name for list_name, page in annex.lists.items() if name in page.needs]
    if needing:
        yield from _wrapped(f"{listed(needing)} cannot do without it.")
    for column_name, column in table.columns.items():
        kind = f"code of {column.codes}" if column.codes else column.type
        yield f"  {column_name:<36} {kind:<34} {column.means}"


def _choice(name: str, choice: Choice, in_force: str) -> Lines:
    yield f"{name}: {choice.question}"
    yield from _wrapped(choice.why)
    for option, meaning in choice.options.items():
        yield from _wrapped(f"  {option}{' (default)' if option == choice.default else ''}: {meaning}", 4)
    if choice.whole_number:
        limits = choice.whole_number
        yield f"  a whole number from {limits.at_least} to {limits.at_most}; default {choice.default}"
    if choice.words:
        yield f"  {choice.words}; default: {choice.default}"
    yield from _wrapped(f"  In force here: {in_force}", 4)


def _kpi(name: str, page: KpiPage, annex: Annex) -> Lines:
    yield f"{name}: {page.ref}, {page.title}"
    yield from _wrapped(f"{page.question} {page.why_it_matters}")
    per = {"percent": "a percentage", "count": "a count", "rate": "a rate per 10,000", "average": "an average"}
    better = {"higher": "more is better", "lower": "less is better", "neither": "neither more nor less is better"}
    yield f"  is         {per[page.unit]}, {page.period}; {better[page.direction]}"
    yield from _wrapped(f"  numerator  {page.numerator_is}", 13)
    if page.denominator_is:
        yield from _wrapped(f"  out of     {page.denominator_is}", 13)
    from_sql = f"case data ({listed(page.needs)})" if page.needs else "case data"
    entered = f"entered in the register: {page.entered_because}"
    counted = page.counts_rows_of or (from_sql if name in annex.kpi_sql else entered)
    yield from _wrapped(f"  counted in {counted}", 13)
    if page.minimum is not None:
        yield from _wrapped(f"  targets    minimum {page.minimum}, upper {page.upper}. {page.targets_from}", 13)
    if page.approximates:
        yield from _wrapped(f"  near only  {page.approximates}", 13)
    if page.comparator:
        alike = "like for like" if page.comparator.like_for_like else "not like for like"
        yield from _wrapped(f"  beside     {page.comparator.measure}: {alike}. {page.comparator.why}", 13)
        if statistics := page.comparator.published:
            held = "; or ".join(release.held_in for release in statistics.releases)
            yield from _wrapped(f"  in DfE's   {statistics.dataset}*.csv, {held}", 13)
    yield from _wrapped(f"  basis      {page.basis}", 13)


def _document(name: str, document: Document, annex: Annex) -> Lines:
    newest = [*annex.frameworks.values()][-1].judgements
    areas = [newest[area].short_title for area in document.areas if area in newest] or ["every judgement area"]
    yield f"{name}: {document.title}"
    yield f"  owner     {document.usual_owner}, as a rule; {document.cycle}"
    if document.freshness:
        yield from _wrapped(f"  fresh     {document.freshness}", 12)
    yield from _wrapped(f"  asked     in a {listed(document.expected_in, 'or')}; for {listed(areas)}", 12)
    yield from _wrapped(f"  basis     {document.basis}: {document.source}", 12)
    if document.note:
        yield from _wrapped(document.note)


def _rule_words(name: str, rule: Rule, annex: Annex) -> str:
    """One line on a rule: how bad it is, what is wrong, what that rests on, and whether it cannot be checked."""
    cannot = " Cannot be checked." if rule.cannot_apply else ""
    return f"{rule.severity}: {_filled(rule.wrong, name, annex)}. {rule.basis}.{cannot}"


def _filled(words: str, name: str, annex: Annex) -> str:
    """The words of a rule with the limits and choices that hold when nothing is decided, and days in words."""
    defaults = {key: choice.default for key, choice in {**annex.choices, **annex.thresholds}.items()}
    means = {name: period.means[:1].lower() + period.means[1:] for name, period in annex.periods.items()}
    days = {"day": "the inspection day", **means}
    return str(fill(words, annex.rule_places[name], {"threshold": defaults, "choice": defaults, "inspection": days}))


def _rule(name: str, rule: Rule, annex: Annex) -> Lines:
    yield f"{name}: {rule.severity}. In {annex.rule_places[name]}"
    yield from _wrapped(f"  wrong     {_filled(rule.wrong, name, annex)}", 12)
    yield from _wrapped(f"  do        {_filled(rule.do, name, annex)}", 12)
    yield from _wrapped(f"  why       {rule.why}", 12)
    if rule.cannot_apply:
        yield from _wrapped(f"  cannot be checked: {rule.cannot_apply}", 12)
    else:
        about = lists_of(rule, annex)
        of_columns = f", each column of kind {rule.for_each}" if rule.for_each not in ("", "column") else ""
        yield from _wrapped(f"  about     {listed(about) or 'the workbook'}{of_columns}", 12)
    if rule.points_at:
        yield from _wrapped(f"  columns   {listed(rule.points_at)}", 12)
    yield from _wrapped(f"  basis     {rule.basis}", 12)
    if rule.when:
        yield f"  when      {textwrap.indent(rule.when.strip(), ' ' * 12).strip()}"


def _wrapped(text: str, indent: int = 0) -> Lines:
    yield from textwrap.wrap(text, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)
