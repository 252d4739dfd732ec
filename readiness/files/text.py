"""Text files with a row a line: their fingerprint, how they are encoded, what parts their values, their headings."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from readiness.foundation.errors import Refused

READ_AT_ONCE = 1 << 20
HEAD = 1 << 16
DELIMITERS = ",;\t|"
TEXTS = (".csv", ".txt", ".tsv")
OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
}


@dataclass(frozen=True)
class TextFile:
    """A text file as found; ``header`` is its first row."""

    path: Path
    fingerprint: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]

    def rows(self) -> Iterator[list[str]]:
        """Every row, the headings among them. Raises Refused when the quotation marks are broken."""
        encoding = "utf-8-sig" if self.encoding == "utf-8" else self.encoding
        try:
            with self.path.open(encoding=encoding, newline="", errors="replace") as lines:
                yield from csv.reader(lines, delimiter=self.delimiter, strict=True)
        except csv.Error:
            raise Refused("has a row whose quotation marks do not close", "Export the file again") from None


def read_text(file: Path, is_ours: Callable[[str], bool] = bool) -> TextFile:
    """Finds out how a text file is written; of several possible delimiters, the one with most headings that are ours.

    Raises Refused.
    """
    fingerprint, head, encoding = survey(file)
    if not head.strip(b"\x00\xef\xbb\xbf\xff\xfe \r\n\t"):
        raise Refused("is empty", "Export it again, or take it away if there is nothing to export")
    for sign, kind in OTHER_KINDS.items():
        if head.startswith(sign):
            raise Refused(f"is {kind} and not a CSV file", "Give it the ending that fits, or export it as CSV")
    if b"\x00" in head and encoding != "utf-16":
        raise Refused("is text in an unknown encoding", "Save it as CSV UTF-8")
    text = head.decode(encoding, errors="ignore").lstrip("\ufeff")
    headers = {d: next(csv.reader(io.StringIO(text), delimiter=d), []) for d in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda d: (sum(map(is_ours, headers[d])), len(headers[d])))
    return TextFile(file, fingerprint, encoding, delimiter, tuple(headers[delimiter]))


def survey(file: Path) -> tuple[str, bytes, str]:
    """The digest of a file, its first bytes, and how its text is encoded."""
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    head, is_utf8 = b"", True
    with file.open("rb") as content:
        while chunk := content.read(READ_AT_ONCE):
            head = head or chunk[:HEAD]
            digest.update(chunk)
            if is_utf8:
                try:
                    utf8.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8" if is_utf8 else "cp1252"
    return digest.hexdigest(), head, encoding
