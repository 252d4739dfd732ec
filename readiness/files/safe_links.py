"""Where a link may lead: to a web page, an e-mail address or another place in the same document, and nowhere else."""

from __future__ import annotations

import re

_SAFE = re.compile(r"(?:https?://[^/\\\x00-\x20]|mailto:[^\x00-\x1f])", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[\x00-\x1f\x7f]")


def is_safe_link(target: str) -> bool:
    """Whether a link leads to one of them. What stands for something that nobody can tell beforehand does not."""
    if not target.strip() or target.startswith("#"):
        return "\0" not in target
    return bool(_SAFE.match(target.strip()) and not _NOT_WORDS.search(target))
