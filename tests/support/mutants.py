"""Changes one operator, join or boundary of a list's SQL at a time. A change no proof notices is a hole in the proofs.

Run it whole with ``python tests/support/mutants.py [NAME ...]``; it takes ten minutes on two cores. The tests try a sample.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache

from readiness.authority.overlay import own_over_installed
from readiness.proofs.prove import NamedProof, prove, read_proofs
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


def all_mutants(names: list[str]) -> list[Mutant]:
    annex, _ = specification()
    texts = {**annex.sql, SHARED: annex.shared}
    return [mutant for name, text in texts.items() if not names or name in names for mutant in mutants(name, text)]


def survives(mutant: Mutant) -> bool:
    """Whether every proof still holds with the change made."""
    annex, proofs = specification()
    changed = {"shared": mutant.text} if mutant.name == SHARED else {"sql": {**annex.sql, mutant.name: mutant.text}}
    mutated = annex.model_copy(update=changed)
    return not any(prove(proof, mutated).differences for proof in proofs if mutant.name in (SHARED, proof.about))


if __name__ == "__main__":
    tried = all_mutants(sys.argv[1:])
    with ProcessPoolExecutor() as pool:
        alive = [mutant for mutant, lives in zip(tried, pool.map(survives, tried, chunksize=4), strict=True) if lives]
    for mutant in alive:
        sys.stdout.write(f"{mutant.name}:{mutant.line}: {mutant.before}\n    {mutant.after}\n")
    sys.stdout.write(f"{len(tried)} changes, {len(alive)} unnoticed\n")
