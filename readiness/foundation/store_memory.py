"""How much of the machine's memory the store may take."""

from __future__ import annotations

import re

MEBIBYTES = {"bytes": 2**-20, "KiB": 2**-10, "MiB": 1, "GiB": 2**10, "TiB": 2**20}
HALF_OF_ALL = 5 / 8  # the database offers four fifths of what there is
LEAST_MEMORY = 1024


def memory_to_use(offered: str) -> int:
    """How many MiB the store may take: half of the machine's memory, at least 1 GB, at most what is offered of it."""
    number, unit = re.fullmatch(r"([\d.]+) (\w+)", offered).groups()  # type: ignore[union-attr]
    mebibytes = float(number) * MEBIBYTES.get(unit, 1)
    return int(min(max(mebibytes * HALF_OF_ALL, LEAST_MEMORY), mebibytes))
