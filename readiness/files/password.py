"""A password of workbooks, which no message shows; and whether a workbook has one."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.files.office import LOCKED, OLE


@dataclass(frozen=True)
class Password:
    """A password. Whoever prints it, on purpose or in a trace, prints this word alone."""

    text: str = field(repr=False)


def is_locked(content: bytes) -> bool:
    """Whether it is what Office writes with a password."""
    return content.startswith(OLE) and LOCKED in content
