"""Finds the specification, the templates and the examples: the authority's own copy, else the installed one.

In a checkout the three folders stand beside the package; in an installed wheel they stand inside it.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def shelf(name: str, own: Path | None = None) -> Path:
    """The folder of that name: in the authority's folder ``own`` if it is there, else as installed."""
    places = [PACKAGE / name, PACKAGE.parent / name]
    if own is not None:
        places.insert(0, own / name)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"this installation has no folder {name}")
