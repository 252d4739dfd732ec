"""The shape of the Word file in which authors write: its headings and prompts, once and for each judgement area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from readiness.specification.base import Piece, Words


class TextPart(Piece):
    """A heading under which authors write. What stands in ``prompts`` counts as not written."""

    heading: str = Field(min_length=1)
    also_headed: Words = ()
    prompts: Words = Field(min_length=1)


class AuthorsTextPage(Piece):
    """The whole file, in its order: the parts ``before`` the judgement areas, those of each area, the parts ``after``.

    ``judgement`` is the part of an area in which a grade stands, and ``first`` the one that takes what is written
    between the area's heading and its first part. ``area_prompts`` say more for one area, by the keys of both.
    ``former_prompts`` are those of earlier versions, which count as not written too.
    """

    title: str
    guidance: Words
    before: dict[str, TextPart]
    each_area: dict[str, TextPart]
    after: dict[str, TextPart]
    judgement: str
    first: str
    area_prompts: dict[str, dict[str, Words]] = {}
    former_prompts: Words = ()

    @model_validator(mode="after")
    def _names_parts(self) -> Self:
        """Names only parts of areas. Raises ValueError."""
        named = {self.judgement, self.first, *(part for parts in self.area_prompts.values() for part in parts)}
        if strangers := named - self.each_area.keys():
            raise ValueError(f'no part of "each area" is called {", ".join(sorted(strangers))}')
        return self

    @property
    def whole(self) -> dict[str, TextPart]:
        """The parts that there are once."""
        return {**self.before, **self.after}

    def prompts_of(self, area: str, part: str) -> Words:
        """The prompts below the heading of a part, in an area."""
        return self.area_prompts.get(area, {}).get(part, ()) or self.each_area[part].prompts

    def not_written(self) -> Iterator[str]:
        """Every paragraph that stands in a new file, and in those of earlier versions."""
        yield from (self.title, *self.guidance, *self.former_prompts)
        for part in (*self.whole.values(), *self.each_area.values()):
            yield from part.prompts
        for parts in self.area_prompts.values():
            for prompts in parts.values():
                yield from prompts
