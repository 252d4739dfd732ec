"""An authority's part of the table as plain records, for engines that hand rows about, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import TypeAdapter

from readiness.region.model import RegionMember

Record = dict[str, str | float | bool | None]
RECORD_SCHEMA = (
    "folder string, authority string, day date, made boolean, mistakes string, member string"  # as engines say
)
_MEMBER = TypeAdapter(RegionMember)


def record_of(member: RegionMember) -> Mapping[str, object]:
    """One row: who it is, what came of it, its mistakes in words, and all the rest as one text."""
    return {
        "folder": member.folder,
        "authority": member.authority,
        "day": member.day,
        "made": member.made,
        "mistakes": "\n".join(map(str, member.mistakes)),
        "member": _MEMBER.dump_json(member).decode(),
    }


def members_of(records: Iterable[Mapping[str, object]]) -> tuple[RegionMember, ...]:
    """The authorities of such rows, by folder."""
    members = (_MEMBER.validate_json(str(record["member"])) for record in records)
    return tuple(sorted(members, key=lambda member: member.folder))


def figure_records(members: Iterable[RegionMember]) -> list[Record]:
    """Every figure as a row of a long table. One without a number has none, and says why."""
    return [
        {
            "folder": member.folder,
            "authority": member.authority,
            "inspection_day": member.day.isoformat() if member.day else "",
            "ref": figure.ref,
            "indicator": figure.title,
            "unit": figure.unit,
            "basis": figure.basis,
            "source": figure.source,
            "value": None if figure.value is None else float(figure.value),
            "shown": figure.shown,
            "why_not": figure.why_not,
        }
        for member in members
        for figure in member.figures
    ]
