"""What a document needs of a run, by the fields of the overview that its template asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

Part = Literal["lists", "rows", "surgery", "standing", "counted", "indicators", "evaluation", "improvement", "week"]
Needs = frozenset[Part]

NO_NEEDS: Needs = frozenset()
LISTS: Needs = frozenset({"lists"})
EACH_ROW: Needs = frozenset({"lists", "rows"})  # each raw row that is not listed, which only some ask for
SURGERY: Needs = frozenset({"lists", "surgery"})  # what is due for each child, which is asked for by name
DUE_FIELD = "surgery"  # the field that rests on it; nothing else does, however much a document asks for
NEEDED_BY_NAME = frozenset({DUE_FIELD, "week"})  # fields that rest on more than everything else does
STANDING: Needs = frozenset({"standing"})
ONLY_COUNTED: Needs = frozenset(
    {"lists", "counted"}
)  # indicators as lists and case data give them, without the register
INDICATORS: Needs = frozenset({"lists", "indicators"})  # which are counted in the lists, among others
IMPROVEMENT: Needs = frozenset({"lists", "standing", "indicators", "improvement"})
WEEK: Needs = frozenset({"lists", "standing", "indicators", "evaluation", "improvement", "week"})
EVERYTHING: Needs = frozenset({"lists", "standing", "indicators", "evaluation", "improvement"})

_RESTS_ON: Mapping[str, Needs] = {
    **dict.fromkeys(("authority", "inspection", "framework", "framework_verified"), NO_NEEDS),
    **dict.fromkeys(("version", "for_publication"), NO_NEEDS),
    **dict.fromkeys(("fingerprint", "lists", "causes", "counts", "new", "gone", "since", "compared_with"), LISTS),
    **dict.fromkeys(("accepted", "accepted_ending", "accepted_soon"), LISTS),
    DUE_FIELD: SURGERY,
    "standing": STANDING,
    "scorecard": INDICATORS,
    "improvement": IMPROVEMENT,
    "verdict": EVERYTHING,
    "week": WEEK,  # whose lines of enquiry are proposed from all the rest
}


def needs_of(fields: Iterable[str]) -> Needs:
    """What the fields of an overview rest on. One that is not known here needs everything."""
    return NO_NEEDS.union(*(_RESTS_ON.get(name, EVERYTHING) for name in fields))
