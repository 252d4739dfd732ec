"""The shape of what a performance surgery looks at: what may stand in a page of annex_a/surgery."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from readiness.specification.base import Piece, Words


class TrackedColumn(Piece):
    """One column of a tracker: its heading, and SQL for what it shows of a row."""

    heading: str
    shows: str


class SurgeryItem(Piece):
    """One thing that a surgery looks at, in the rows of a list or of the SQL beside the page, called ``this``.

    What is ``due`` rests on one rule, whose wrong rows are overdue, or on one indicator, whose rows that are not met
    are due; ``due`` is the last day on which it is not late, reckoned from ``last``, and ``rows`` narrows to what can
    still be done. A ``tracker`` shows ``columns`` of the ``rows``, the most of ``worst_first`` on top. A ``sample`` is
    a reason why an inspector might choose a child: a row that breaks the rule, or one of ``rows``. What no data hold
    says ``not_known_because``. Of rows that are no list's, ``whose`` they are, ``team`` and ``worker`` are SQL too.
    """

    kind: Literal["due", "tracker", "sample"]
    title: str
    about: str = ""
    needs: Words = ()
    rests_on: Words = ()
    whose: str = ""
    team: str = ""
    worker: str = ""
    rows: str = ""
    last: str = ""
    due: str = ""
    worst_first: str = ""
    columns: dict[str, TrackedColumn] = {}
    because: str = ""
    not_known_because: str = ""
    means: str
    basis: Annotated[str, Field(min_length=1)]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Every SQL text of the page."""
        shown = (column.shows for column in self.columns.values())
        texts = (self.whose, self.team, self.worker, self.rows, self.last, self.due, self.worst_first, *shown)
        return tuple(text for text in texts if text)
