"""What is told of a file that is not given, word for word: what is wrong, then what to do."""

from __future__ import annotations

from readiness.handover import office_file, pack, pdf_file
from readiness.handover.clean_copy import NOT_CLEAN
from readiness.handover.model import Objection
from readiness.handover.office_parts import NEEDS_PASSWORD

TOLD = """
Has tracked changes. Accept or reject each under Review, and save it.
Has comments. Delete them under Review, and save it.
Has hidden text. Show it under Home, Font, take out or keep what is there, and save it.
Shows a property such as its author on its pages, and properties are taken out of the copy. Right-click it, choose Remove Content Control, and save it.
Has a hidden sheet. Right-click a sheet's tab, choose Unhide, delete it or keep it shown.
Has hidden rows with something in them. Clear the filter or unhide them, delete them or keep them shown.
Has hidden columns with something in them. Unhide them, delete them or keep them shown.
Has a hidden slide. Delete it, or choose Hide Slide again to show it.
Shows something that is linked and not in it. Insert it anew without a link, and save it.
Has another program's file in it, with all that is in that. Put a picture or its words in its place.
Has a pivot table, which keeps the rows that it was made of. Copy it and paste its values in its place, and save it.
Takes too long to look through. Save it in parts, or hand it over by hand.
Is locked with a password, so that it cannot be looked into. Give its password with --password-file, or save it without one.
Has properties that cannot be taken out here. Take them out under File, Info, Inspect Document, and save it.
Is not a PDF, whatever its ending says. Save it as a PDF again.
Is damaged and cannot be read. Save it as a PDF again and replace it.
Is protected with a password or against changes. Save it without protection.
Has comments or marks on its pages. Delete them, or print it to a new PDF without them.
Has a script or starts something when it is opened. Print it to a new PDF.
Has other files in it. Take them out, or print it to a new PDF.
Is signed, and a signature does not outlive that its properties are taken out. Print it to a new PDF.
May hold children, and has no password. Give one with --password or --password-file.
May hold children, and cannot be locked with a password. Hand it over by hand, in a safe way.
"""


def test_each_says_what_is_wrong_and_what_to_do() -> None:
    each = [
        *office_file.SPEAKS_AGAINST.values(),
        office_file.LINKED_FILE,
        office_file.FILE_WITHIN,
        office_file.ROWS_BEHIND_PIVOT,
        office_file.TAKES_TOO_LONG,
        NEEDS_PASSWORD,
        NOT_CLEAN,
        pdf_file.NO_PDF,
        pdf_file.BROKEN_PDF,
        pdf_file.PROTECTED,
        pdf_file.COMMENTED,
        pdf_file.RUNS,
        pdf_file.FILES_WITHIN,
        pdf_file.SIGNED,
        pack.CHILDREN_BARE,
        pack.CANNOT_LOCK,
    ]
    assert [str(Objection(*one)) for one in each] == TOLD.strip().splitlines()
