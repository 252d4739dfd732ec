"""Text files with a row a line: their fingerprint, how they are encoded, what parts their values, their headings.

Whatever a report writer did is found out here, once for the whole file; what comes out is rows of text.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from readiness.files.headings import LOOK, find_headings
from readiness.foundation.errors import Refused
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import first_numbers

READ_AT_ONCE = 1 << 20
HEAD = 1 << 16
DELIMITERS = ",;\t|"
TEXTS = (".csv", ".txt", ".tsv")
BYTE_ORDER_MARK = "\ufeff"
STRAY = "windows-1252 where utf-8 fails"
OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
}


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """What stands for bytes that are no UTF-8: what they are in Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(STRAY, _as_windows)


@dataclass(frozen=True)
class Survey:
    """What one pass over a file's bytes tells. ``strays`` are lines of a UTF-8 file that are not UTF-8."""

    fingerprint: str
    head: bytes
    encoding: str
    strays: tuple[int, ...] = ()
    one_kind_of_line_end: bool = True


@dataclass(frozen=True)
class TextFile:
    """A text file as found. ``above`` rows stand above the ``header``, of which ``known`` headings are ours."""

    path: Path
    fingerprint: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    above: int = 0
    known: int = 0
    strays: tuple[int, ...] = ()
    is_plain: bool = field(default=True, compare=False)

    def rows(self) -> Iterator[list[str]]:
        """Every row, those above the headings among them. Raises Refused when the quotation marks are broken."""
        with self.path.open(encoding=self.encoding, newline="", errors=STRAY) as lines:
            csv.field_size_limit(READ_AT_ONCE)
            reader = csv.reader(_unmarked(lines), delimiter=self.delimiter, strict=True)
            try:
                yield from reader
            except csv.Error:
                wrong = f"line {reader.line_num}: a quotation mark is opened and not closed, or stands inside a value"
                raise Refused(f"cannot be read from {wrong}", "Export the file again or mend that line") from None

    def plain_copy(self, copy: Path) -> None:
        """Writes the headings and all below them as UTF-8 with commas and line feeds, which needs no finding out."""
        with copy.open("w", encoding="utf-8", newline="") as new:
            writer = csv.writer(new, lineterminator="\n")
            writer.writerows(islice(self.rows(), self.above, None))


def stamp_of(file: Path) -> tuple[int, int]:
    """The size of a file in bytes and when it was last written in nanoseconds: both the same means nobody wrote it."""
    about = file.stat()
    return about.st_size, about.st_mtime_ns


def read_text(file: Path, is_ours: Callable[[str], bool] = bool) -> TextFile:
    """Finds out how a text file is written; of several possible delimiters, the one with most headings that are ours.

    Raises Refused.
    """
    about = survey(file)
    if not about.head.strip(b"\x00\xef\xbb\xbf\xff\xfe \r\n\t"):
        raise Refused("is empty", "Export it again, or take it away if there is nothing to export")
    for sign, kind in OTHER_KINDS.items():
        if about.head.startswith(sign):
            raise Refused(f"is {kind} and not a CSV file", "Give it the ending that fits, or export it as CSV")
    if b"\x00" in about.head and not about.encoding.startswith("utf-16"):
        raise Refused("is text in an unknown encoding", "Save it as CSV UTF-8")
    text = about.head.decode(about.encoding, errors="ignore").removeprefix(BYTE_ORDER_MARK)
    first_rows = {delimiter: _first_rows(text, delimiter) for delimiter in DELIMITERS}
    places = {delimiter: find_headings(rows, is_ours) for delimiter, rows in first_rows.items()}

    def fitness(delimiter: str) -> tuple[int, int]:
        above, known = places[delimiter]
        return known, len(first_rows[delimiter][above]) if first_rows[delimiter] else 0

    delimiter = max(DELIMITERS, key=fitness)
    above, known = places[delimiter]
    header = first_rows[delimiter][above] if first_rows[delimiter] else []
    is_plain = about.encoding == "utf-8" and not (above or about.strays) and about.one_kind_of_line_end
    return TextFile(
        file, about.fingerprint, about.encoding, delimiter, tuple(header), above, known, about.strays, is_plain
    )


def told_of_strays(text: TextFile, place: str) -> Iterator[Finding]:
    """What is told of lines in another encoding than the rest of their file."""
    if text.strays:
        where = f"{place} {first_numbers('line', text.strays)}"
        wrong = "not UTF-8 as the rest of the file is; read as Windows-1252"
        yield Finding("warning", where, wrong, "Export the file again as CSV UTF-8", len(text.strays))


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return [*islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), LOOK)]
    except csv.Error:
        return [text.splitlines()[0].split(delimiter)]


def survey(file: Path) -> Survey:
    """The digest of a file, its first bytes, and how its text is encoded. Raises Refused when a line is endless."""
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    head, is_utf8, whole = b"", True, True  # whole: no sign of several bytes is begun and not ended
    feeds = pairs = returns = 0
    last = b""
    with file.open("rb") as content:
        while chunk := content.read(READ_AT_ONCE):
            head = head or chunk[:HEAD]
            digest.update(chunk)
            split = last == b"\r" and chunk.startswith(b"\n")
            if split or b"\r" in chunk:
                feeds += chunk.count(b"\n")
                returns += chunk.count(b"\r")
                pairs += chunk.count(b"\r\n") + split
            else:
                feeds += b"\n" in chunk  # how many does not matter: one alone is not what a pair is
            last = chunk[-1:]
            if len(chunk) == READ_AT_ONCE and b"\n" not in chunk and b"\r" not in chunk:
                raise Refused("has a line of more than a million characters", "Export the file again")
            if is_utf8 and not (chunk.isascii() and whole):
                try:
                    utf8.decode(chunk)
                    whole = not utf8.getstate()[0]
                except UnicodeDecodeError:
                    is_utf8 = False
    encoding, strays = _encoding(file, head, is_utf8)
    return Survey(digest.hexdigest(), head, encoding, strays, returns == pairs and pairs in (0, feeds))


def _encoding(file: Path, head: bytes, is_utf8: bool) -> tuple[str, tuple[int, ...]]:
    """How a file is encoded, and which lines of a UTF-8 file are not."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ()
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.8 * len(zeros):  # Latin letters in two bytes each, without a mark
            return encoding, ()
    if is_utf8:
        return "utf-8", ()
    strays, is_ours = [], head.startswith(codecs.BOM_UTF8)
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                is_ours |= len(line.decode("utf-8")) < len(line)
            except UnicodeDecodeError:
                strays.append(number)
    return ("utf-8", tuple(strays)) if is_ours else ("cp1252", ())


def _unmarked(lines: Iterator[str]) -> Iterator[str]:
    """The lines without the mark that says how the bytes of a file are ordered."""
    for number, line in enumerate(lines):
        yield line if number else line.removeprefix(BYTE_ORDER_MARK)
