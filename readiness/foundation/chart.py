"""A chart as stages give it and documents draw it: numbers by name, and what they say in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from readiness.foundation.phrases import printable

LEAST_SLOPE = 20  # a change of less than a twentieth of the axis looks flat


@dataclass(frozen=True)
class Series:
    """One line, or one set of bars, with a value a category; None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """What a chart shows. ``key`` is its own in a document; ``words`` say what it shows to who does not see it.

    ``highest`` is what no value can be above, such as 100 of percentages, which then begin at nought; None where there
    is no such end. Written as a text, it is its key. How it looks is the template's.
    """

    key: str
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    words: str
    highest: float | None = None

    @property
    def has_line(self) -> bool:
        """Whether its first series has two values at least, which a line can join."""
        return sum(value is not None for value in self.series[0].values) > 1

    @property
    def axis_end(self) -> float | None:
        """Where the axis of values ends: at the highest there can be, unless all are below the half of it."""
        return self.highest if self.highest is not None and 2 * self._top > self.highest else None

    @property
    def has_slope(self) -> bool:
        """Whether that line rises or falls by so much that an eye can see it, on an axis that begins at nought."""
        line = [value for value in self.series[0].values if value is not None]
        return self.has_line and max(line) - min(line) >= (self.axis_end or self._top) / LEAST_SLOPE

    @property
    def _top(self) -> float:
        return max((value for series in self.series for value in series.values if value is not None), default=0)

    def __str__(self) -> str:
        return self.key


def printable_chart(chart: Chart) -> Chart:
    """The chart with no character that a document has no place for."""
    return replace(
        chart,
        title=printable(chart.title),
        categories=tuple(map(printable, chart.categories)),
        series=tuple(Series(printable(each.name), each.values) for each in chart.series),
        words=printable(chart.words),
    )
