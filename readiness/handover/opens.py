"""Whether a file opens and may be given as it is, by its kind, and the copy of it that is given."""

from __future__ import annotations

from pathlib import PurePosixPath

from readiness.files.office import OLE
from readiness.files.password import is_locked
from readiness.foundation.errors import Refused
from readiness.handover.clean_copy import clean_copy
from readiness.handover.model import LookedThrough, Objection
from readiness.handover.office_file import PROGRAMS, look_into_office
from readiness.handover.office_parts import HAS_MACROS

PLAIN_TEXTS = (".csv", ".txt")
OLDER = {
    **dict.fromkeys((".doc", ".rtf", ".odt", ".dot", ".dotx"), ".docx"),
    **dict.fromkeys((".xls", ".xlsb", ".ods", ".xlt", ".xltx"), ".xlsx"),
    **dict.fromkeys((".ppt", ".odp", ".pps", ".ppsx", ".pot", ".potx"), ".pptx"),
}
WITH_MACROS = {".docm": ".docx", ".xlsm": ".xlsx", ".pptm": ".pptx"}


def look_through_file(content: bytes, ending: str) -> LookedThrough:
    """What is found in a file whose name has that ending. Raises Refused where it is not, or cannot be, looked into."""
    if ending in PROGRAMS:
        return look_into_office(content, ending)
    if ending == ".pdf":
        from readiness.handover.pdf_file import look_into_pdf  # noqa: PLC0415 (takes a while, and not all have one)

        return look_into_pdf(content)
    if ending in PLAIN_TEXTS:
        _refuse_no_text(content)
        return LookedThrough()
    if ending in WITH_MACROS:
        raise Refused(HAS_MACROS, f"Save it as {WITH_MACROS[ending]}, which keeps none")
    if ending in OLDER:
        raise Refused(f"is of a kind that is not looked into ({ending})", f"Save it as {OLDER[ending]}")
    kind = ending if PurePosixPath(f"a{ending}").suffix == ending and ending.isascii() else "no ending"
    raise Refused(
        f"is of a kind that is not looked into ({kind or 'no ending'})", "Save it as .docx, .xlsx, .pptx or .pdf"
    )


def objections_to(content: bytes, ending: str) -> tuple[Objection, ...]:
    """What speaks against giving a file with that ending; what is locked cannot be looked into."""
    if is_locked(content):
        return ()
    try:
        return look_through_file(content, ending).objections
    except Refused as refused:
        return (Objection(refused.why, refused.do),)


def as_given(content: bytes, ending: str) -> bytes:
    """The bytes of a file as they go into the pack. Raises Refused."""
    if ending in PROGRAMS:
        return clean_copy(content, ending)
    if ending == ".pdf":
        from readiness.handover.pdf_file import clean_pdf  # noqa: PLC0415 (as above)

        return clean_pdf(content)
    return content


def _refuse_no_text(content: bytes) -> None:
    """Refuses what is no text. UTF-16, as Excel saves "Unicode text", is one."""
    wrong = "is not a text file, whatever its ending says"
    if content.startswith((OLE, b"PK\x03\x04", b"%PDF")):
        raise Refused(wrong, "Give it the ending that it should have, or save it again")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if b"\0" in content:
        raise Refused(wrong, "Save it again as text")
