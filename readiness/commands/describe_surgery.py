"""Puts what the specification says of a part of the performance surgery into plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from readiness.foundation.phrases import listed
from readiness.foundation.placeholders import fill
from readiness.specification.model import Annex
from readiness.specification.surgery import SurgeryItem

_WIDTH = 100
_KINDS = {"due": "what is due", "tracker": "a tracker", "sample": "a reason to choose a child"}


def surgery_lines(name: str, item: SurgeryItem, annex: Annex) -> Iterator[str]:
    """What it is, in which rows it looks, what it rests on, and how the day is reckoned."""
    limits = {"threshold": {limit: choice.default for limit, choice in annex.thresholds.items()}}
    place = f"annex_a/surgery/{name}.yaml"
    yield f"{name}: {_KINDS[item.kind]}, {item.title}"
    parts = {
        "means": str(fill(item.means, place, limits)),
        "because": str(fill(item.because, place, limits)),
        "rests on": listed(annex.kpis[rest].ref if rest in annex.kpis else rest for rest in item.rests_on),
        "looks at": item.about or listed(item.needs),
        "not known": item.not_known_because,
        "basis": item.basis,
    }
    for word, text in parts.items():
        if text:
            yield from textwrap.wrap(f"  {word:<10}{text}", _WIDTH, subsequent_indent=" " * 12, break_on_hyphens=False)
    for word, sql in {"rows": item.rows, "due": item.due, "last": item.last}.items():
        if sql:
            yield f"  {word:<10}{textwrap.indent(sql.strip(), ' ' * 12).strip()}"
