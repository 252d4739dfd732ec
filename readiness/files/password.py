"""A password of workbooks or of a database, which no message shows; and whether a workbook has one."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.files.office import LOCKED, OLE


@dataclass(frozen=True)
class Password:
    """A password. Whoever prints it, on purpose or in a trace, prints this word alone."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Passwords:
    """Those that a command is given: of workbooks with children, and of the database that case data are in."""

    workbooks: Password | None = None
    database: Password | None = None


NO_PASSWORDS = Passwords()


def is_locked(content: bytes) -> bool:
    """Whether it is what Office writes with a password."""
    return content.startswith(OLE) and LOCKED in content
