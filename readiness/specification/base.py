"""What every part of the specification has in common: frozen, no unknown keys, keys written with spaces in YAML."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Words = tuple[str, ...]


def _spaced(name: str) -> str:
    return name.rstrip("_").replace("_", " ")


class Piece(BaseModel):
    """Any part of the specification."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_spaced, populate_by_name=True)
