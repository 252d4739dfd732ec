"""Which indicator people mean when they write its number or its title in the register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from readiness.files.cells import quoted
from readiness.foundation.errors import Mistake
from readiness.foundation.normalise import plain
from readiness.foundation.phrases import nearest
from readiness.register.sheet_rows import IndicatorRow
from readiness.specification.indicator import KpiPage

_WORD_BEFORE = re.compile(r"^(?:kpi|indicator|measure|ref|reference|number|no) (?=\d)")
_DECIMAL = re.compile(r"\d+\.\d+")


_Row = TypeVar("_Row", bound=IndicatorRow)


class RefAndTitle(Protocol):
    """Whatever has an indicator's number and title: its page, or the indicator on a scorecard."""

    @property
    def ref(self) -> str: ...

    @property
    def title(self) -> str: ...


def find_kpi(text: str, kpis: Mapping[str, RefAndTitle]) -> str | None:
    """The name of the indicator that a text names: by number, by title, by both, or by its own name.

    None when there is none, or when several would fit. A number that a spreadsheet took for a decimal has lost its
    last noughts: where there is no 5.1, it is 5.10.
    """
    words = _WORD_BEFORE.sub("", plain(text))
    for known in (_exactly, _without_last_noughts):
        fits = {name for name, page in kpis.items() if words and words in known(name, page)}
        if fits:
            return fits.pop() if len(fits) == 1 else None
    return None


def rows_by_kpi(rows: Iterable[_Row], kpis: Mapping[str, KpiPage], mistakes: list[Mistake]) -> dict[str, list[_Row]]:
    """The rows of a sheet by the indicator they are about; a mistake for each that is about none."""
    by_kpi: dict[str, list[_Row]] = {}
    for row in rows:
        name = find_kpi(row.indicator.text, kpis)
        if name:
            by_kpi.setdefault(name, []).append(row)
        else:
            mistakes.append(not_a_kpi(row.indicator.place, row.indicator.text, kpis))
    return by_kpi


def not_a_kpi(place: str, text: str, kpis: Mapping[str, KpiPage]) -> Mistake:
    """The mistake that a text there names no indicator, with the nearest one."""
    known = [words for page in kpis.values() for words in (page.ref, page.title)]
    hint = nearest(text.strip(), known) or "Write its number or its title, as the highlight report gives them"
    return Mistake(place, f"{quoted(text)} is not an indicator", hint)


def _exactly(name: str, page: RefAndTitle) -> set[str]:
    ref, title = plain(page.ref), plain(page.title)
    return {plain(name), ref, title, f"{ref} {title}", f"{title} {ref}"}


def _without_last_noughts(_: str, page: RefAndTitle) -> set[str]:
    return {plain(page.ref.rstrip("0"))} if _DECIMAL.fullmatch(page.ref) else set()
