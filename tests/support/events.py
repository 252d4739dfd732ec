"""What has been held and what is to come: an inspection, a visit with all that is known of it, others with next to nothing."""

from __future__ import annotations

import datetime as dt

from overviews import FORMULA, HOSTILE, MARKUP

from readiness.preparedness.events import EventStanding


def some_events() -> tuple[EventStanding, ...]:
    """The last inspection, then the others."""
    return (
        EventStanding("Inspection", dt.date(2024, 10, 21), "Good", "", is_inspection=True),
        EventStanding(
            "Focused visit",
            dt.date(2025, 9, 9),
            "Letter without grades",
            HOSTILE,
            until=dt.date(2025, 9, 10),
            team="Two inspectors",
            scope=FORMULA,
            strengths=("Workers stay", HOSTILE),
            to_develop=(MARKUP,),
            recommendations=2,
        ),
        EventStanding("Annual engagement meeting", dt.date(2027, 1, 14), "", ""),
        EventStanding("Peer review", None, "", MARKUP),
    )
