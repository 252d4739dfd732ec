"""A template that would go on for ever, or give more than any document holds, is told so, and what is in use is not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from readiness.foundation import template_limits
from readiness.foundation.errors import SpecificationError
from readiness.foundation.placeholders import environment, fill
from readiness.foundation.template_limits import GoesTooFar, TemplateLimits

SMALL = TemplateLimits(seconds=60, rounds=20_000, characters=200_000, worked_with=2_000_000, width=9_999)
TOO_MANY_ROUNDS = "goes round and round, more than 20,000 times"
TOO_LONG = "gives more than 200,000 characters"
TOO_MUCH = "makes texts of more than 2,000,000 characters on its way"
TOO_WIDE = "asks for a width or a number of more than 9,999"
TOO_FAR = "counts further than 100,000"
TOO_HUGE = "works with a number that is far too large"
TOO_DEEP = "goes round within itself, or stands deeper within tags than can be read"
LOOP = "{% for a in range(999) %}{% for b in range(999) %}"
ENDLESS = {
    "a loop within a loop": (LOOP + "{% endfor %}{% endfor %}", TOO_MANY_ROUNDS),
    "a loop that keeps no round": ("{% for a in range(99999) if a is none %}{% endfor %}", TOO_MANY_ROUNDS),
    "a loop that gives much": ("{% for a in range(999) %}{{ 'x' * 999 }}{% endfor %}", TOO_LONG),
    "a macro that gives much": (
        "{% macro m() %}{% for a in range(999) %}{{ 'x' * 999 }}{% endfor %}{% endmacro %}{{ m() | length }}",
        TOO_LONG,
    ),
    "a long count": ("{% for a in range(10 ** 9) %}{% endfor %}", TOO_FAR),
    "a count beyond any": ("{% for a in range(10 ** 30) %}{% endfor %}", TOO_FAR),
    "a macro that calls itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", TOO_DEEP),
    "a macro that calls itself twice": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}",
        TOO_MANY_ROUNDS,
    ),
    "a loop that calls itself": (
        "{% for a in [[]] recursive %}{{ loop([a]) }}{% endfor %}",
        TOO_DEEP,
    ),
    "a text repeated": ("{{ 'x' * 10 ** 9 }}", TOO_LONG),
    "a text repeated the other way": ("{{ 10 ** 9 * 'x' }}", TOO_LONG),
    "a list repeated": ("{{ ([1] * 10 ** 9) | length }}", TOO_LONG),
    "a text doubled": ("{% set n = namespace(x='x') %}{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}", TOO_LONG),
    "a text doubled by +": ("{% set n = namespace(x='x') %}{% for a in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}", TOO_LONG),
    "a list doubled": ("{% set n = namespace(x=[1]) %}{% for a in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}", TOO_LONG),
    "lists added up": ("{{ ([[1] * 999] * 999) | sum(start=[]) | length }}", TOO_MUCH),
    "a power": ("{{ 9 ** (9 ** 9) }}", TOO_HUGE),
    "a number multiplied": ("{% set n = namespace(x=9) %}{% for a in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}", TOO_HUGE),
    "a wide percent": ("{{ '%999999999d' % 1 }}", TOO_WIDE),
    "an exact percent": ("{{ '%.999999999f' | format(1) }}", TOO_WIDE),
    "a percent with a width given": ("{{ '%*d' % (10 ** 9, 1) }}", TOO_WIDE),
    "a wide filter": ("{{ '%(a)-999999999s' | format(a=1) }}", TOO_WIDE),
    "wide braces": ("{{ '{:>999999999}'.format(1) }}", TOO_WIDE),
    "braces with a width given": ("{{ '{:{}}'.format(1, 10 ** 9) }}", TOO_WIDE),
    "braces mapped": ("{{ '{a:999999999}'.format_map({'a': 1}) }}", TOO_WIDE),
    "centred": ("{{ 'x' | center(10 ** 9) }}", TOO_WIDE),
    "centred by method": ("{{ 'x'.center(10 ** 9) }}", TOO_WIDE),
    "filled with zeros": ("{{ 'x'.zfill(10 ** 9) }}", TOO_WIDE),
    "far in": ("{{ 'x' | indent(10 ** 9, true) }}", TOO_WIDE),
    "far in, by name": ("{{ 'x' | indent(width=10 ** 9, first=true) }}", TOO_WIDE),
    "in batches": ("{{ [1] | batch(10 ** 9, 'x') | list | length }}", TOO_WIDE),
    "in slices": ("{{ [1] | slice(10 ** 9) | list | length }}", TOO_WIDE),
    "rounded": ("{{ 1.5 | round(10 ** 9, 'floor') }}", TOO_WIDE),
    "every letter replaced": ("{{ ('x' * 9999) | replace('x', 'y' * 9999) }}", TOO_LONG),
    "every letter replaced by method": ("{{ ('x' * 9999).replace('x', 'y' * 9999) }}", TOO_LONG),
    "joined": ("{{ (['x' * 999] * 999) | join }}", TOO_LONG),
    "joined by method": ("{{ ''.join(['x' * 999] * 999) }}", TOO_LONG),
    "joined by much": ("{{ range(9999) | list | join('x' * 999) }}", TOO_LONG),
    "widened one by one": ("{{ range(9999) | map('string') | map('center', 9999) | list | length }}", TOO_MUCH),
    "encoded": ("{{ 'x'.encode() }}", "a field cannot be worked out (SecurityError)"),
    "in bytes": ("{{ (1).to_bytes(10 ** 9, 'big') }}", "a field cannot be worked out (SecurityError)"),
    "tabs": ("{{ '\t'.expandtabs(10 ** 9) }}", "a field cannot be worked out (SecurityError)"),
    "words made up": ("{{ lipsum(n=10 ** 9) }}", 'unknown field "lipsum"'),
    "another template": ("{% include 'other' %}", "a field cannot be worked out (TypeError)"),
    "brackets in brackets": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", TOO_DEEP),
    "loops in loops in loops": ("{% for a in [1] %}" * 30 + "{% endfor %}" * 30, TOO_DEEP),
}  # fmt: skip


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_limits, "TEMPLATE_LIMITS", SMALL)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("what", ENDLESS)
def test_what_does_not_end_is_told(what: str) -> None:
    text, wrong = ENDLESS[what]
    for template in (text, f"and {text}"):  # a field alone gives its value, and goes another way
        with pytest.raises(SpecificationError) as told:
            fill(template, "templates/own.yaml:7", {})
        assert str(told.value).startswith(f"templates/own.yaml:7: {wrong}")


def test_a_template_has_so_much_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_limits, "TEMPLATE_LIMITS", TemplateLimits(seconds=0.05))
    with pytest.raises(SpecificationError) as told:
        fill(LOOP.replace("999", "99999") + "{% endfor %}{% endfor %}", "here", {})
    assert str(told.value) == (
        "here: takes longer than 0.05 seconds to fill. Look for a loop, or a width, that is far too large."
    )


@pytest.mark.usefixtures("small")
def test_each_template_has_the_whole_of_it() -> None:
    sandbox = environment()
    template = sandbox.from_string("{% for a in range(15000) %}{% endfor %}done")
    assert [template.render() for _ in range(3)] == ["done"] * 3
    assert sandbox.meter.allowance is None


def test_templates_filled_at_the_same_time_do_not_count_for_each_other() -> None:
    sandbox = environment()
    template = sandbox.from_string("{% for a in [1, 2] %}{{ a | string }}{% endfor %}")
    sandbox.meter.is_compiling = True  # as while this thread compiles another
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(template.render).result(60) == "12"


@pytest.mark.usefixtures("small")
def test_a_template_that_failed_leaves_the_next_its_own() -> None:
    sandbox = environment()
    with pytest.raises(GoesTooFar):
        sandbox.from_string(LOOP + "{% endfor %}{% endfor %}").render()
    assert sandbox.meter.allowance is None


ORDINARY = {
    "{% for a in 'abc' %}{{ loop.index }}/{{ loop.length }}{{ a }}{{ ',' if not loop.last }}{% endfor %}": "1/3a,2/3b,3/3c",
    "{% for a in range(3) | map('string') %}{{ loop.revindex }}{{ a }}{% endfor %}": "302112",
    "{% for a, b in {'x': 1}.items() %}{{ a ~ b }}{% else %}none{% endfor %}": "x1",
    "{% for a in [] %}{% else %}none{% endfor %}": "none",
    "{% for a in range(5) if a % 2 %}{{ loop.index }}{{ a }}{% endfor %}": "1123",
    "{{ '%05.1f of %s' | format(2.25, 'x') }} {{ '{:>5,}'.format(1234) }} {{ '{:%Y}' }}": "002.2 of x 1,234 {:%Y}",
    "{{ 'x' | center(5) }}|{{ 'a b' | replace(' ', '-') }}|{{ [1, 2] | sum }}{{ [{'a': [1]}] | sum('a', []) }}|{{ [1, 2] | join(', ') }}": "  x  |a-b|3[1]|1, 2",
    "{{ 2 ** 10 * 3 }} {{ 'ab' * 2 }} {{ [1] + [2] }} {{ 10 ** 9 }} {{ 7 % 4 }}": "3072 abab [1, 2] 1000000000 3",
    "{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(1000000) }}{% set b %}c{% endset %}{{ b }}": "<1000000>c",
    "{% for a in [[1, [2]]] recursive %}{{ a if a is number else loop(a) }}{% endfor %}": "12",
    "{{ '{text}'.format(text=1) }}{{ '%(text)s' | format(text=2) }}{{ 3 | format }}": "123",
    "{{ 'call 0123456789 at %s' % 5 }}": "call 0123456789 at 5",
}  # fmt: skip


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_ordinary_is_as_it_was(text: str) -> None:
    assert environment().from_string(text).render() == ORDINARY[text]
