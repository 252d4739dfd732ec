"""Packs the parts of an Office file, so that nothing in it says when or on which kind of computer it was made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The file that holds the parts, each with its name, in their order."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts:
            timeless = zipfile.ZipInfo(name)
            timeless.create_system = 0
            archive.writestr(timeless, part, zipfile.ZIP_DEFLATED)
    return content.getvalue()
