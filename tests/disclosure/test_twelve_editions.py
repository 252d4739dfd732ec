"""Somebody who keeps twelve monthly editions and adds up gets nothing back; without a protection they would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from attacks import as_they_are, attack
from monthly_editions import Borough, a_borough
from publishable import LIMITS

from readiness.disclosure import figures, publishable, rounded
from readiness.disclosure.limits import PublicationLimits
from readiness.disclosure.publishable import for_publication
from readiness.indicators.model import Figure
from readiness.run.editions import Edition
from readiness.run.overview import Overview


@pytest.fixture(scope="module")
def boroughs() -> tuple[Borough, ...]:
    return tuple(a_borough(seed) for seed in (1, 2))


def published(editions: Sequence[Overview], limits: PublicationLimits, remembering: bool = True) -> list[Overview]:
    """The editions one after another, each with those before it remembered."""
    before: list[Edition] = []
    out = []
    for overview in editions:
        public = for_publication(overview, limits, before)
        out.append(public.overview)
        before += [public.edition] if remembering else []
    return out


def test_nothing_that_is_left_out_comes_back_over_twelve_editions(boroughs: tuple[Borough, ...]) -> None:
    left_out = recovered = 0
    for borough in boroughs:
        secret, back = attack(borough, published(as_they_are(borough), LIMITS), LIMITS.base, LIMITS.smallest)
        left_out, recovered = left_out + len(secret), recovered + len(back)
    assert left_out >= 500
    assert recovered == 0


def test_nor_where_each_edition_learns_late_of_what_the_one_before_did_not_know(boroughs: tuple[Borough, ...]) -> None:
    borough = boroughs[0]
    secret, back = attack(borough, published(as_they_are(borough, late=True), LIMITS), LIMITS.base, LIMITS.smallest)
    assert len(secret) > 250
    assert not back


@pytest.mark.parametrize("without", ["rounding", "memory", "sums", "rounding and sums", "rounded shares"])
def test_the_attacker_gets_something_back_where_a_protection_is_missing(
    without: str, boroughs: tuple[Borough, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = replace(LIMITS, base=1) if "rounding" in without else LIMITS
    monkeypatch.setattr(publishable, "given_back", lambda *_: [])
    if "sums" in without:
        monkeypatch.setattr(figures, "_holds_one_of", lambda *_: False)
    if "shares" in without:
        worked_out = rounded._value

        def exact(figure: Figure, of: Fraction, out_of: Fraction | None) -> Fraction | None:
            return figure.value if figure.unit == "percent" else worked_out(figure, of, out_of)

        monkeypatch.setattr(rounded, "_value", exact)
    publications = published(as_they_are(boroughs[0]), limits, remembering=without != "memory")
    _, back = attack(boroughs[0], publications, limits.base, limits.smallest)
    assert back
