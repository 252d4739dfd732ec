"""The name under which a file that is given is kept: when, for which request, which version, and its own name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from itertools import count
from pathlib import Path

from readiness.foundation.normalise import visible

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')  # of files on Windows
LONGEST_NAME, LONGEST_MARK, LONGEST_ENDING = 100, 24, 12  # bytes


def kept_name(name: str, request: str, version: str, when: dt.datetime, taken: Collection[str]) -> str:
    """The name in the folder of releases: safe on every system, and none of those ``taken``, in small letters."""
    ending = Path(name).suffix if len(Path(name).suffix.encode()) <= LONGEST_ENDING else ""
    words = ["request", _safe(request, LONGEST_MARK)]
    if version:
        words.append(_safe(f"v{version}" if version[0].isdigit() else version, LONGEST_MARK))
    words.append(_safe(name.removesuffix(ending), LONGEST_NAME))
    begin = " ".join((f"{when:%Y-%m-%d %H%M}", *filter(None, words)))
    names = (f"{begin}{f' ({number})' if number > 1 else ''}{_safe(ending, LONGEST_ENDING)}" for number in count(1))
    return next(name for name in names if name.casefold() not in taken)


def _safe(text: str, longest: int) -> str:
    """A part of a name without what no name may hold, and not longer than that."""
    words = " ".join(_NOT_IN_NAMES.sub("_", " ".join(visible(text).split())).split())
    return words.encode()[:longest].decode(errors="ignore").rstrip(" .")
