"""The file that teaches DuckDB to read other databases: where it is, and that it is one of those that were tried.

It is DuckDB's own extension odbc_scanner (MIT licence), signed by its makers, as a package on PyPI carries it. That
package asks for another version of DuckDB, so readiness cannot ask for it; the file itself fits every version.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from readiness.foundation.errors import Refused

READS_DATABASES = "duckdb-extension-odbc-scanner"
TRIED = {  # the digests of what the package holds
    "aa87179946c6b0edaf8bb77688ad90d54471c73de50370ba78f5176fa9a66212": "1.5.5 for Windows",
    "cc697bee3a1581a4e7ebbc3ab7c3b2f2d645e354a64d760fdbd0fdf338a12271": "1.5.5 for Linux",
    "fea7818570cf73bbd32b6fb994743eafb7980abbc6a182b5e3041f50f7c28efa": "1.5.5 for Linux on ARM",
    "13305db5f0f58eb897cf95bd35090692136065b4e2b36b304c4ca293f8ab249a": "1.5.5 for macOS on ARM",
    "6025b8877ca06368e5de1996e748e4fc62ef2775ca9f7918cd78757e611c61e9": "1.5.5 for macOS",
}
GET_IT = (
    f"Install it with pip install --no-deps {READS_DATABASES}==1.5.5, or put its file here and name it under extension"
)


def odbc_file(named: Path | None) -> Path:
    """The file: the one that is named, else that of the installed package. Raises Refused."""
    file = named or _installed()
    if file is None:
        raise Refused("what reads databases is not installed", GET_IT)
    try:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        raise Refused(f"the extension {file.name} is not there or cannot be read", GET_IT) from None
    if digest not in TRIED:
        raise Refused(f"the extension {file.name} is none of those that were tried, and is not loaded", GET_IT)
    return file


def _installed() -> Path | None:
    try:
        inside = files(READS_DATABASES) or ()
    except PackageNotFoundError:
        return None
    return next((Path(str(path.locate())) for path in inside if path.suffix == ".duckdb_extension"), None)
