"""A chart as stages give it and documents draw it: numbers by name, and what they say in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """One line, or one set of bars, with a value a category; None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """What a chart shows. ``key`` is its own in a document; ``words`` say what it shows to who does not see it.

    Written as a text, it is its key. How it looks is the template's.
    """

    key: str
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    words: str

    @property
    def has_line(self) -> bool:
        """Whether its first series has two values at least, which a line can join."""
        return sum(value is not None for value in self.series[0].values) > 1

    def __str__(self) -> str:
        return self.key
