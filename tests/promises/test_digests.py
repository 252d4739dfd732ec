"""Who has the output alone cannot find out by trying which child a finding is about; who has the key can."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from product import Run
from registers import put

from readiness.checks.compare import APART
from readiness.files.digest_key import KEY_FILE
from readiness.specification.model import Annex

ROW = {"reason": "Before the court", "accepted_by": "B. Bell", "accepted_on": "2026-11-01", "until": "2027-03-01"}
Digest = Callable[[bytes, int], str]


def unkeyed(text: bytes, size: int) -> str:
    return hashlib.blake2b(text, digest_size=size).hexdigest()


def keyed(key: bytes) -> Digest:
    return lambda text, size: hashlib.blake2b(text, key=key, digest_size=size).hexdigest()


def every_text(content: object) -> Iterator[str]:
    """Every text in a page of JSON, any of which could be a key."""
    if isinstance(content, dict):
        for name, part in content.items():
            yield name
            yield from every_text(part)
    elif isinstance(content, list):
        for part in content:
            yield from every_text(part)
    elif isinstance(content, str):
        yield content


def recovered(found: object, ids: Iterable[str], columns: Iterable[str], how: Iterable[Digest]) -> set[str]:
    """The children whose digest is in a page, by trying every identifier with every choice of columns."""
    kept = {*every_text(found)}
    tried = itertools.product({*ids}, {*columns}, how)
    return {child for child, those, digest in tried if digest(f"{those}{APART}{child}".encode(), 6) in kept}


def test_no_child_is_recovered_from_the_output_alone(built: Path, annex: Annex) -> None:
    folder = built.parents[1]
    with (folder / "case_data" / "ssd_person.csv").open(encoding="utf-8", newline="") as opened:
        ids = {row["pers_person_id"] for row in csv.DictReader(opened)}
    columns = {APART.join(rule.points_at) for rule in annex.rules.values()}
    columns |= {column for page in annex.lists.values() for column in page.columns}
    found = json.loads((built / "checks.json").read_text(encoding="utf-8"))
    kept = [text for file in built.glob("*.json") for text in every_text(json.loads(file.read_text(encoding="utf-8")))]
    keys = {text.encode() for text in kept if len(text) == 64} | {found["key"].encode(), bytes.fromhex(found["key"])}
    assert recovered(found, ids, columns, [unkeyed, *map(keyed, keys)]) == set()
    secret = bytes.fromhex((folder / KEY_FILE).read_text(encoding="ascii"))
    assert len(recovered(found, ids, columns, [keyed(secret)])) > len(ids) / 3, "who has the key can"


def test_the_key_is_in_no_file_of_the_output(built: Path) -> None:
    secret = (built.parents[1] / KEY_FILE).read_text(encoding="ascii").strip()
    for file in built.iterdir():
        content = file.read_bytes()
        assert secret.encode() not in content and bytes.fromhex(secret) not in content, file.name


def test_what_is_accepted_is_missed_once_when_the_key_is_lost(anyshire: Path, run: Run) -> None:
    put(anyshire / "register.xlsx", "accepted_findings", 2, **{**ROW, "rule": "AA-N16", "child": "0017"})
    assert run("check", "--write", "--quiet", "--folder", anyshire).exit_code == 0
    assert "accepted.json" not in run("check", "--quiet", "--folder", anyshire).stderr
    (anyshire / KEY_FILE).unlink()
    lost = run("check", "--write", "--quiet", "--folder", anyshire)
    assert (
        "output/2026-11-20/accepted.json: rests on the readiness.key of its time, which is not there, so nobody can tell "
        "whether what was accepted has changed since. Put it back from a copy; without one, what this run finds is known "
        "again by the next."
    ) in lost.stderr
    assert "accepted.json" not in run("check", "--quiet", "--folder", anyshire).stderr
