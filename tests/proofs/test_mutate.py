"""The proofs notice what is changed; what they do not see is told with its place."""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.authority.overlay import own_over_installed
from readiness.cli import main
from readiness.commands.new import lay_out
from readiness.foundation.errors import SpecificationError
from readiness.proofs.mutants import SHARED_SQL, Mutant, Specified
from readiness.proofs.mutate import Watch
from readiness.proofs.prove import read_proofs
from readiness.specification.layers import Layers
from readiness.specification.read import read_annex

ANNEX = read_annex(own_over_installed("annex_a"))
LAYERS = Layers(own_over_installed("annex_a"))
NAMES = [*ANNEX.lists, *ANNEX.rules, *ANNEX.kpis, *SHARED_SQL]
SAMPLE = [*[*ANNEX.lists][::10], *[*ANNEX.kpis][::9], *[*ANNEX.rules][::60]]
SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in ANNEX.lists if name not in SAMPLE]


@cache
def specified() -> Specified:
    return Specified(own_over_installed("annex_a"), ANNEX, read_proofs(own_over_installed("annex_a"), ANNEX))


@pytest.mark.parametrize("name", [*SAMPLE, *SLOW])
def test_a_change_is_noticed(name: str) -> None:
    """Two changes of each, from the middle; ``readiness prove --mutate`` tries them all."""
    mutants = [*specified().mutants(name)]
    with Watch(specified(), name) as watch:
        assert not [
            mutant for mutant in mutants[len(mutants) // 3 :: len(mutants) // 2 + 1] if not watch.notices(mutant)
        ]


def test_every_change_stands_in_the_line_that_is_told() -> None:
    wrong = [mutant.place for name in NAMES for mutant in specified().all_mutants(name) if not stands_there(mutant)]
    assert not wrong


def stands_there(mutant: Mutant) -> bool:
    """Whether the word that is changed is on that line; an indicator's period and a list's column are told whole."""
    file, _, line = mutant.place.partition("/")[2].rpartition(":")
    pairs = enumerate(zip(f"{mutant.stood} ", f"{mutant.put}  ", strict=False))
    same = next(at for at, (one, other) in pairs if one != other)
    begins = mutant.stood.rfind(" ", 0, same) + 1
    return mutant.stood[begins:].split()[0] in lines_of(file)[int(line) - 1]


@cache
def lines_of(file: str) -> list[str]:
    return LAYERS.file(file).read_text(encoding="utf-8").splitlines()


def test_what_is_known_to_change_nothing_is_something_that_could_be_changed_and_says_why() -> None:
    for name, known in specified().known.items():
        there = {(" ".join(m.stood.split()), " ".join(m.put.split())) for m in specified().all_mutants(name)}
        for each in known:
            assert (" ".join(each.stood.split()), " ".join(each.put.split())) in there, (name, each)
            assert len(each.because) > len("it does not")


def test_a_list_of_which_proofs_are_taken_away_is_told_with_the_place_and_what_was_put(tmp_path: Path) -> None:
    lay_out(tmp_path / "anyshire", example=True)
    own = tmp_path / "anyshire" / "annex_a" / "lists"
    own.mkdir(parents=True)
    first = next(iter(LAYERS.files("lists", "*.proof.yaml")))
    title = '"one contact within, of a child with a name in the table":\n'
    (own / first.name).write_text(
        title
        + "  inspection day: 2026-11-20\n  given:\n"
        + "    ssd_person: |\n      pers_person_id | pers_dob\n      A | 2012-04-01\n"
        + "    ssd_contacts: |\n      cont_contact_id | cont_person_id | cont_contact_date\n      1 | A | 2026-08-03\n"
        + "  then: |\n    child_id | contact_date\n    A | 2026-08-03\n",
        encoding="utf-8",
    )
    told = CliRunner().invoke(
        main, ["prove", "--mutate", "--quiet", "list_01_contacts", "--folder", str(tmp_path / "anyshire")]
    )
    assert told.exit_code == 1
    told_of_a_line = (
        "annex_a/lists/list_01_contacts.sql:15: no proof notices\n"
        "    stands  when contact.cont_contact_date > inspection.day then 'after the inspection day'\n"
        "    put     when contact.cont_contact_date >= inspection.day then 'after the inspection day'\n"
    )
    assert told_of_a_line in told.stdout
    assert told.stderr == ""
    assert told.stdout.endswith("33 changes of 4 things tried, 28 unnoticed.\n")


def test_a_rule_whose_proofs_see_everything_ends_well() -> None:
    told = CliRunner().invoke(main, ["prove", "--mutate", "rules/caseloads"])
    assert told.exit_code == 0
    assert told.stdout == ("13 changes of 1 thing tried, 0 unnoticed.\n")
    assert told.stderr == "Changing AA-X05, 1 of 13 ...\n"


def test_a_proof_that_does_not_hold_notices_nothing_and_is_told() -> None:
    name = next(iter(ANNEX.kpi_sql))
    proofs = [
        proof if proof.about != name else type(proof)(proof.about, proof.name, proof.place, wrong)
        for proof in specified().proofs
        for wrong in [proof.proof.model_copy(update={"gives": "777"})]
    ]
    broken = Specified(own_over_installed("annex_a"), ANNEX, proofs)
    with Watch(broken, name) as watch, pytest.raises(SpecificationError, match="notices nothing"):
        watch.notices(next(islice(broken.mutants(name), 1)))
