"""What people call things that the specification knows by a shorter name: "List 6", a heading, a title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from readiness.foundation.errors import Mistake, UsageError
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import nearest
from readiness.specification.model import Annex


def known_as(words: str, annex: Annex) -> list[str]:
    """The names that the words may stand for, in the specification's order; none when nothing is called so."""
    names: dict[str, list[str]] = defaultdict(list)
    for title, name in _titles(annex):
        if title:
            names[alike(title)].append(name)
    return list(dict.fromkeys(names.get(alike(words), ())))


def lists_named(words: Sequence[str], annex: Annex) -> tuple[str, ...]:
    """The lists that people mean by "7", "List 7", a title or a name, in order. Raises UsageError."""
    names: set[str] = set()
    mistakes = []
    for word in words:
        meant = [name for known in (word, f"list {word}") for name in known_as(known, annex) if name in annex.lists]
        if not meant:
            hint = nearest(word, annex.lists) or "Choose a number or a name that readiness describe lists gives"
            mistakes.append(Mistake(f"--only {word}", "is not a list", hint))
        names.update(meant)
    if mistakes:
        raise UsageError(*mistakes)
    return tuple(name for name in annex.lists if name in names)


def _titles(annex: Annex) -> Iterator[tuple[str, str]]:
    for name, page in annex.lists.items():
        for title in (f"list {page.number}", page.title, page.short_title, *page.also_titled, name):
            yield title, name
        for column_name, column in page.columns.items():
            for heading in (column.heading, *column.also_headed, column_name):
                yield heading, column_name
    yield from ((code_set.title, name) for name, code_set in annex.codes.items())
    yield from ((document.title, name) for name, document in annex.documents.items())
    yield from ((kpi.title, name) for name, kpi in annex.kpis.items())
    yield from ((framework.title, name) for name, framework in annex.frameworks.items())
    for things in (annex.codes, annex.documents, annex.kpis, annex.tables, annex.choices, annex.thresholds):
        yield from ((name, name) for name in things)
    yield from ((name, name) for name in annex.rules)
