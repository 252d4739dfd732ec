"""Finds the specification, the templates and the examples: the authority's own copy, else the installed one.

In a checkout the three folders stand beside the package; in an installed wheel they stand inside it.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def shelf(name: str, own: Path | None = None) -> Path:
    """The folder of that name: in the authority's folder ``own`` if it is there, else as installed."""
    return shelves(name, own)[0]


def shelves(name: str, own: Path | None = None) -> tuple[Path, ...]:
    """The folders of that name: the authority's if it is there, then the installed one."""
    installed = next((place for place in (PACKAGE / name, PACKAGE.parent / name) if place.is_dir()), None)
    if installed is None:
        raise FileNotFoundError(f"this installation has no folder {name}")
    return (own / name, installed) if own is not None and (own / name).is_dir() else (installed,)
