"""What each claim goes by: the Ref that the register keeps for good, or a number for now where it keeps none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from readiness.files.cells import quoted
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import listed, many
from readiness.register.sheet_rows import StatementRow

_REF = re.compile(r"\s*C\s*(?P<area>\d+)\s*\.\s*(?P<number>\d+)\s*", re.IGNORECASE)


def claim_refs(rows: Sequence[StatementRow], areas: Sequence[str]) -> tuple[dict[int, str], tuple[Finding, ...]]:
    """The ref of the claim in each row, and what is wrong with refs. ``areas`` are keys in the framework's order.

    A number once used in an area is not given again while the register has a later one.
    """
    refs = {row.number: " ".join(row.ref.text.split()) for row in rows}
    findings = [*_twice(rows, refs)]
    used: Counter[int] = Counter()
    for ref in refs.values():
        if numbered := _REF.fullmatch(ref):
            area = int(numbered["area"])
            used[area] = max(used[area], int(numbered["number"]))
    unnumbered = [row for row in rows if not refs[row.number]]
    for row in unnumbered:
        area = 1 + (areas.index(row.area.key) if row.area.key in areas else len(areas) - 1)
        used[area] += 1
        refs[row.number] = f"C{area}.{used[area]}"
    if unnumbered:
        given = listed(refs[row.number] for row in unnumbered[:6]) + (" and so on" if len(unnumbered) > 6 else "")
        count = many(len(unnumbered), "claim")
        wrong = f"{count} without a {unnumbered[0].ref.heading}, numbered for now in the order of rows: {given}"
        do = "Run readiness register --update, which numbers them for good"
        findings.append(Finding("warning", unnumbered[0].place.rpartition(", row")[0], wrong, do))
    return refs, tuple(findings)


def _twice(rows: Sequence[StatementRow], refs: dict[int, str]) -> list[Finding]:
    first: dict[str, StatementRow] = {}
    findings = []
    for row in rows:
        ref = refs[row.number]
        if ref and first.setdefault(alike(ref), row) is not row:
            wrong = f"{quoted(ref)} stands in row {first[alike(ref)].number} too"
            findings.append(Finding("error", row.ref.place, wrong, "Give each claim a number of its own"))
    return findings
