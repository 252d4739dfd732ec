"""Changes one operator, join, boundary or output column of a list's SQL at a time. A change no proof notices is a hole.

Run it whole with ``python tests/support/mutants.py [--columns] [NAME ...]``, with ``--columns`` for output columns alone;
it takes ten minutes on two cores. The tests try a sample, and every output column.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache

from readiness.authority.overlay import own_over_installed
from readiness.foundation.database import sql_text
from readiness.proofs.prove import NamedProof, prove, read_proofs
from readiness.proofs.text_tables import draw
from readiness.specification.model import Annex
from readiness.specification.read import read_annex

SHARED = "shared"
CHANGES = [
    (r"<=", "<"),
    (r">=", ">"),
    (r"(?<![<>=])<(?![=>])", "<="),
    (r"(?<![<>=-])>(?!=)", ">="),
    (r"<>", "="),
    (r"\bleft join\b", "join"),
    (r" = (?=')", " <> "),
    (r" = (?=[a-z_0-9]+\.[a-z_0-9]+)", " <> "),
    (r"\bmax\(", "min("),
    (r"\bmin\(", "max("),
    (r"\bmax_by\(", "min_by("),
    (r"\bmin_by\(", "max_by("),
    (r" desc\b", " asc"),
    (r"\bis null\b", "is not null"),
    (r"\bis not null\b", "is null"),
    (r"events_from", "six_months_before + 1"),
    (r"\band\b", "or"),
    (r"twelve_months_before", "six_months_before"),
    (r"adoption_from", "six_months_before"),
    (r"between (?=\S+ and)", "not between "),
    (r", 12\)", ", 11)"),
    (r"coalesce\(([^,()]+), '([A-Z])'\)", r"\1"),
    (r"known\(([a-z_0-9.]+), inspection\.day\)", r"\1"),
    (r"\bmonth\(born\)", "month(as_at)"),
]
# What changes nothing: both sides of these say the same.
EQUIVALENT = [
    "partition by child_id, reason is null",  # rows with a reason keep it whatever their place
    "partition by adop_family_id, reason is null",
]


@dataclass(frozen=True)
class Mutant:
    """One changed line of one file."""

    name: str
    line: int
    before: str
    after: str
    text: str


@cache
def specification() -> tuple[Annex, list[NamedProof]]:
    annex = read_annex(own_over_installed("annex_a"))
    return annex, read_proofs(own_over_installed("annex_a"), annex)


def mutants(name: str, text: str) -> Iterator[Mutant]:
    """Every change to every line, one at a time."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        code, comment, remark = line.partition("--")
        for pattern, replacement in CHANGES:
            for match in re.finditer(pattern, code):
                new = code[: match.start()] + match.expand(replacement) + code[match.end() :] + comment + remark
                if new != line and not any(same in line and "is null" in pattern for same in EQUIVALENT):
                    changed = "\n".join([*lines[:number], new, *lines[number + 1 :]])
                    yield Mutant(name, number + 1, line.strip(), new.strip(), changed)


def column_mutants(name: str) -> Iterator[Mutant]:
    """Every output column of a list shifted by one, or forced to one of the values that the proofs draw in it."""
    annex, proofs = specification()
    drawn = [draw(each.proof.then) for each in proofs if each.about == name and each.proof.then]
    for column, page in annex.lists[name].columns.items():
        values = {row[headings.index(column)] for headings, rows in drawn if column in headings for row in rows}
        changes = [f"{column} + 1"] if page.type in ("date", "whole number") and not page.codes else []
        kind = {"date": "date", "whole number": "integer"}.get("" if page.codes else page.type, "varchar")
        forced = sorted(filter(None, values))[:1] + sorted(filter(None, values))[-1:]
        changes += [f"{sql_text(value)}::{kind}" for value in dict.fromkeys(forced)] + [f"null::{kind}"]
        for change in changes:
            text = f"select * replace ({change} as {column}) from (\n{annex.sql[name]}\n)"
            yield Mutant(name, 0, column, change, text)


def all_mutants(names: list[str]) -> list[Mutant]:
    annex, _ = specification()
    texts = {**annex.sql, SHARED: annex.shared}
    return [mutant for name, text in texts.items() if not names or name in names for mutant in mutants(name, text)]


def survives(mutant: Mutant) -> bool:
    """Whether every proof still holds with the change made."""
    annex, proofs = specification()
    changed = {"shared": mutant.text} if mutant.name == SHARED else {"sql": {**annex.sql, mutant.name: mutant.text}}
    mutated = annex.model_copy(update=changed)
    asked = (proof for proof in proofs if mutant.name in (SHARED, proof.about) and not proof.proof.lists)
    # The proofs that draw the column are asked first.
    asked_first = sorted(asked, key=lambda proof: mutant.before not in proof.proof.then)
    return not any(prove(proof, mutated).differences for proof in asked_first)


if __name__ == "__main__":
    asked_for = [name for name in sys.argv[1:] if name != "--columns"]
    lists = [name for name in specification()[0].lists if not asked_for or name in asked_for]
    tried = [mutant for name in lists for mutant in column_mutants(name)]
    tried += [] if "--columns" in sys.argv else all_mutants(asked_for)
    with ProcessPoolExecutor() as pool:
        alive = [mutant for mutant, lives in zip(tried, pool.map(survives, tried, chunksize=4), strict=True) if lives]
    for mutant in alive:
        sys.stdout.write(f"{mutant.name}:{mutant.line}: {mutant.before}\n    {mutant.after}\n")
    sys.stdout.write(f"{len(tried)} changes, {len(alive)} unnoticed\n")
