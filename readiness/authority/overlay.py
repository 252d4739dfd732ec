"""Finds the specification, the templates and the examples: as installed, and the authority's own files over them.

In a checkout the three folders stand beside the package; in an installed wheel they stand inside it.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def installed(name: str) -> Path:
    """The installed folder of that name."""
    folder = next((place for place in (PACKAGE / name, PACKAGE.parent / name) if place.is_dir()), None)
    if folder is None:
        raise FileNotFoundError(f"this installation has no folder {name}")
    return folder


def own_over_installed(name: str, own: Path | None = None) -> tuple[Path, ...]:
    """The folders of that name, those first whose files hide the others': the one in the authority's folder ``own``,
    if it is there, then the installed one. In a checkout they may be the same.
    """
    shipped = installed(name)
    has_own = own is not None and (own / name).is_dir() and not (own / name).samefile(shipped)
    return (own / name, shipped) if own is not None and has_own else (shipped,)
