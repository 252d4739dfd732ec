"""How small a count may be that is published, and how counts are rounded before anything is worked out of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from readiness.authority.choices import Scope
from readiness.indicators.rating import RatingLimits

CALLED = {
    "least": "publication_least_count",
    "least_denominator": "publication_least_denominator",
    "base": "publication_rounding",
}


@dataclass(frozen=True)
class PublicationLimits:
    """The limits as an authority sets them. ``base`` is what counts are rounded to the nearest of.

    What is printed must stand for ``base`` different counts, all of which may be printed: so a limit that lies among
    the counts that are rounded alike moves up to where the next begin: of counts rounded to 5, a limit of 6 is 8.
    """

    least: int
    least_denominator: int
    base: int
    rating: RatingLimits = field(compare=False)

    @property
    def smallest(self) -> int:
        """The smallest count other than nought that is printed, before it is rounded."""
        return self._first_of_its_kind(self.least)

    @property
    def smallest_denominator(self) -> int:
        """The smallest denominator of which anything is printed, before it is rounded."""
        return self._first_of_its_kind(max(self.least, self.least_denominator))

    def _first_of_its_kind(self, limit: int) -> int:
        kinds = -(-(limit + self.base // 2) // self.base)
        return kinds * self.base - self.base // 2

    def nearest(self, count: Fraction) -> Fraction:
        """A count as it is printed, halves up."""
        return Fraction((count / self.base + Fraction(1, 2)).__floor__() * self.base)

    def stands_for(self, printed: Fraction) -> tuple[int, int]:
        """The least and the most that a printed count may stand for. Nought is nought: small counts are left out."""
        count = int(printed)
        return (count - self.base // 2, count + (self.base - 1) // 2) if count else (0, 0)

    @property
    def method(self) -> str:
        """The same in words, for readers of the document."""
        return (
            f"Counts are rounded to the nearest {self.base}, and everything else is worked out of the rounded counts, "
            "percentages to whole numbers; a rating or a direction is given only where every count that rounds to the "
            f"same has it. Counts below {self.smallest}, other than nought, and what would tell them are left out as "
            f"suppressed; so is what is worked out of fewer than {self.smallest_denominator}, or of nobody knows how "
            "many, a year to date of which a month is left out, and whatever an earlier edition left out."
        )


def limits_of(scope: Scope) -> PublicationLimits:
    """The limits as the authority sets them."""
    rating = RatingLimits(**{name: scope.limit(name) for name in RatingLimits.__dataclass_fields__})
    return PublicationLimits(**{name: scope.limit(called) for name, called in CALLED.items()}, rating=rating)
