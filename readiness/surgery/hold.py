"""Holds a surgery: every item, tracker and reason of the specification, by team, with what was written before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from readiness.files.office import LONGEST_SHEET_NAME
from readiness.foundation.database import Store
from readiness.surgery.ask import SurgeryScene
from readiness.surgery.carry import carried
from readiness.surgery.due import DueOf, ahead_of, due_of
from readiness.surgery.earlier import EarlierSurgery
from readiness.surgery.model import NO_TEAM, DueRow, ItemCount, SheetWords, Surgery, TeamSheet, Tracker
from readiness.surgery.track import EACH, chosen, reason_of, tracker_of

RESERVED = "history"  # Excel keeps it for itself


def hold(scene: SurgeryScene, before: EarlierSurgery, layout: SheetWords) -> Surgery:
    """The surgery of the lists in the store. Raises SpecificationError."""
    ahead = ahead_of(scene)

    def look_at(own: Store, name: str) -> object:
        here = scene.on(own)
        look: dict[str, Callable[[], object]] = {
            "due": lambda: due_of(here, name, ahead),
            "tracker": lambda: tracker_of(here, name),
            "sample": lambda: reason_of(here, name),
        }
        return look[scene.annex.surgery[name].kind]()

    names = [*scene.annex.surgery]
    found = scene.store.side_by_side(look_at, names)
    items = [each for each in found if isinstance(each, DueOf)]
    reasons = [each for each in found if isinstance(each, tuple)]
    sample, chosen_from = chosen(reasons, scene.scope.limit(EACH))
    now = [row for item in items for row in item.rows]
    carry = carried(now, before, ahead.day, {item.count.key: not item.count.why_not for item in items})
    return Surgery(
        until=ahead.until,
        call_day=ahead.call_day,
        since=before.day,
        teams=tuple(by_team(carry.rows, layout.taken)),
        items=tuple(item.count for item in items),
        trackers=tuple(each for each in found if isinstance(each, Tracker)),
        sample=sample,
        chosen_from=chosen_from,
        untold=tuple(each for each in found if isinstance(each, ItemCount)),
        done=carry.done,
        findings=(*(finding for item in items for finding in item.findings), *before.findings, *carry.findings),
    )


def by_team(rows: Iterable[DueRow], taken: Collection[str]) -> Iterator[TeamSheet]:
    """A sheet for each team, in order; in it the child with the most urgent thing first, and those of no team last."""
    teams: dict[str, list[DueRow]] = defaultdict(list)
    for row in rows:
        teams[row.team].append(row)
    order = sorted(teams, key=lambda team: (team == NO_TEAM, team.casefold(), team))
    for team, sheet in zip(order, sheet_names(order, taken), strict=True):
        yield TeamSheet(team, sheet, tuple(_worst_first(teams[team])))


def _worst_first(rows: Iterable[DueRow]) -> list[DueRow]:
    of_child: dict[str, list[DueRow]] = defaultdict(list)
    for row in rows:
        of_child[row.child].append(row)
    for child_rows in of_child.values():
        child_rows.sort(key=lambda row: (-row.urgency[0], -row.urgency[1], row.item))
    worst = sorted(of_child, key=lambda child: (*(-part for part in of_child[child][0].urgency), child))
    return [row for child in worst for row in of_child[child]]


def sheet_names(teams: Iterable[str], taken: Collection[str]) -> list[str]:
    """A name for each team's sheet as Excel allows it: short enough, without its signs, and no two alike."""
    names: list[str] = []
    known = {RESERVED, *(name.casefold() for name in taken)}
    for team in teams:
        plain = "".join(" " if sign in r"[]:*?/\\" or not sign.isprintable() else sign for sign in team).strip("' ")
        name, number = plain[:LONGEST_SHEET_NAME].strip("' ") or NO_TEAM, 1
        while name.casefold() in known:
            number += 1
            ending = f" ({number})"
            name = f"{plain[: LONGEST_SHEET_NAME - len(ending)]}{ending}"
        known.add(name.casefold())
        names.append(name)
    return names
