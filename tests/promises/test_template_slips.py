"""What an author slips on in a template is told with the field and the line, and no template reaches out of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from product import ROOT, Run


def change(file: Path, before: str, after: str) -> None:
    """Changes an authority's own copy of a template."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.slow
def test_a_template_with_a_slip_names_the_field_and_the_line(anyshire: Path, run: Run) -> None:
    own = Path(shutil.copytree(ROOT / "templates", anyshire / "templates", dirs_exist_ok=True))
    change(
        own / "annex_a.yaml", "cells: [Authority, '{{ pack.authority }}']", "cells: [Authority, '{{ pack.authorty }}']"
    )
    result = run("build", "annex-a", "--quiet", "--folder", anyshire)
    assert result.exit_code == 4
    assert 'unknown field "authorty". Did you mean "authority"?' in result.stderr
    assert "templates/annex_a.yaml:" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("field", ["{{ pack.__class__.__mro__ }}", "{{ ''.__class__ }}", "{% import 'os' as os %}"])
def test_a_template_cannot_reach_out(field: str, anyshire: Path, run: Run) -> None:
    own = Path(shutil.copytree(ROOT / "templates", anyshire / "templates", dirs_exist_ok=True))
    change(own / "annex_a.yaml", "cells: [Annex A child-level data]", f'cells: ["{field}"]')
    assert run("build", "annex-a", "--quiet", "--folder", anyshire).exit_code == 4


@pytest.mark.slow
def test_a_template_that_gives_far_too_much_is_told_and_nothing_is_written(anyshire: Path, run: Run) -> None:
    own = Path(shutil.copytree(ROOT / "templates", anyshire / "templates", dirs_exist_ok=True))
    change(own / "annex_a.yaml", "cells: [Annex A child-level data]", "cells: [\"{{ 'x' * 10 ** 9 }}\"]")
    result = run("build", "annex-a", "--quiet", "--folder", anyshire)
    assert result.exit_code == 4
    assert ": gives more than 50,000,000 characters. Look for a loop, or a width, that is far too" in result.stderr
    assert not [file for file in anyshire.glob("output/**/*") if file.is_file()]
