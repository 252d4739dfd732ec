"""What authors wrote of the authority in their Word file, by the parts of the self-evaluation. Frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from readiness.files.written import WrittenBlock
from readiness.foundation.findings import Finding


@dataclass(frozen=True)
class Placed:
    """A block of the text, and where it stands: below which heading, and which of the paragraphs there."""

    block: WrittenBlock
    place: str


@dataclass(frozen=True)
class OwnWords:
    """What stands below one heading, word for word. ``prompts`` say what might stand there, ``level`` the heading's."""

    key: str
    heading: str
    prompts: tuple[str, ...] = ()
    placed: tuple[Placed, ...] = ()
    level: int = 1

    @property
    def written(self) -> bool:
        """Whether anybody has written anything there."""
        return bool(self.placed)

    @property
    def blocks(self) -> tuple[WrittenBlock, ...]:
        return tuple(one.block for one in self.placed)

    @property
    def text(self) -> str:
        """The words alone, a paragraph a line."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True)
class OwnJudgement:
    """One's own grade of an area, as the framework spells it, and why, in a sentence; each may be empty."""

    grade: str = ""
    sentence: str = ""


NO_JUDGEMENT = OwnJudgement()
AreaWords = Mapping[str, OwnWords]


@dataclass(frozen=True)
class AuthorsText:
    """The whole text: ``whole`` are the parts that there are once, ``areas`` those of each judgement area, by keys.

    ``elsewhere`` is what no heading gives a place. ``findings`` are for the authors.
    """

    whole: AreaWords
    areas: Mapping[str, AreaWords]
    elsewhere: OwnWords
    judgements: Mapping[str, OwnJudgement] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def every_part(self) -> Iterator[OwnWords]:
        """Everything that was written, in the order of the document."""
        yield from self.whole.values()
        for parts in self.areas.values():
            yield from parts.values()
        yield self.elsewhere

    @property
    def written(self) -> tuple[str, ...]:
        """Every paragraph that authors wrote, with the heading it stands below."""
        return tuple(f"{part.key}: {part.text}" for part in self.every_part() if part.written)
