"""Proving runs an authority's own wording, and no wording reaches a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.authority.overlay import own_over_installed
from readiness.proofs.prove import prove, read_proofs
from readiness.specification.read import read_annex

SECRET = "what no query may read"
REACHES = {
    "reads a text": "select content as child_id from read_text('{file}')",
    "reads a table": "select * from read_csv('{file}')",
    "reads a file by its name": "select * from '{file}'",
    "looks into a folder": "select file as child_id from glob('{folder}/*')",
}


@pytest.mark.parametrize("how", REACHES)
def test_a_proof_of_wording_that_reaches_for_a_file_fails_in_words(how: str, tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text(f"child_id\n{SECRET}\n", encoding="utf-8")
    folders = own_over_installed("annex_a")
    annex = read_annex(folders)
    name = next(iter(annex.lists))
    sql = REACHES[how].format(file=file.as_posix(), folder=tmp_path.as_posix())
    own = annex.model_copy(update={"sql": {**annex.sql, name: sql}})
    proof = next(proof for proof in read_proofs(folders, annex) if proof.about == name)
    differences = prove(proof, own).differences
    assert differences
    assert SECRET not in "".join(differences)
    assert [*tmp_path.iterdir()] == [file]
