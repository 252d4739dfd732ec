"""What tests share: the specification as shipped, the invented authority's folder, and the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from product import Run

from readiness.authority.overlay import own_over_installed
from readiness.cli import main
from readiness.commands.new import lay_out
from readiness.specification.model import Annex
from readiness.specification.read import read_annex, with_answers


@pytest.fixture(scope="session")
def annex() -> Annex:
    """The specification as shipped, with every choice at its default."""
    whole = read_annex(own_over_installed("annex_a"))
    return with_answers(whole, {name: choice.default for name, choice in whole.choices.items()})


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented authority's folder as it is laid out, register and all, to be copied."""
    folder = tmp_path_factory.mktemp("laid_out") / "anyshire"
    lay_out(folder, example=True)
    return folder


@pytest.fixture
def anyshire(laid_out: Path, tmp_path: Path) -> Path:
    """A copy of the invented authority's folder."""
    return Path(shutil.copytree(laid_out, tmp_path / "anyshire"))


@pytest.fixture
def run() -> Run:
    """Runs a command as a person would, and gives its exit code and what it printed on each stream."""

    def command(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    return command


@pytest.fixture(scope="session")
def built(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of one build of the invented authority, for tests that only look."""
    folder = tmp_path_factory.mktemp("built") / "anyshire"
    shutil.copytree(laid_out, folder)
    result = CliRunner().invoke(main, ["build", "--folder", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder / "output" / "2026-11-20"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep", action="store_true", help="keep what is produced now as what is expected")
