"""A text is compiled once for all environments that make the same of it, and never for one that makes something else."""

from __future__ import annotations

import pytest
from jinja2.sandbox import SandboxedEnvironment

from readiness.foundation.placeholders import environment


def _shouting() -> SandboxedEnvironment:
    return environment(finalize=lambda value: str(value).upper())


def _plain() -> SandboxedEnvironment:
    return environment(finalize=lambda value: f"{value}")


def test_the_same_text_is_the_same_code() -> None:
    text = "{{ one_text_of_this_test }}"

    assert environment().compile(text) is environment().compile(text)


@pytest.mark.parametrize(
    ("made_of", "given"),
    [
        (environment, "a < b  a < b"),
        (lambda: environment(autoescape=True), "a &lt; b  a &lt; b"),
        (_shouting, "A < B  A < B"),
        (_plain, "a < b  a < b"),
    ],
)
def test_environments_that_print_otherwise_do_not_share_it(made_of: type, given: str) -> None:
    assert made_of().from_string("{{ 'a < b' }}  {{ text }}").render(text="a < b") == given


def test_nor_does_one_without_a_filter() -> None:
    without = environment()
    without.from_string("{{ text | upper }}").render(text="a")
    del without.filters["upper"]

    with pytest.raises(Exception, match="No filter named 'upper'"):
        without.from_string("{{ text | upper }}").render(text="a")
