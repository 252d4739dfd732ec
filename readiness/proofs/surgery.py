"""Runs the proofs of what surgeries look at: rows of lists or case data, drawn, and what is due, tracked or chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from readiness.checks.check import ListOrigin, broken_rules, set_up_rules
from readiness.foundation.database import Store
from readiness.proofs.lists import NO_ROWS
from readiness.proofs.rules import lists_drawn
from readiness.proofs.text_tables import Asked, Ground, draw, ingest_drawn
from readiness.specification.model import Annex, Proof
from readiness.specification.surgery import SurgeryItem
from readiness.surgery.ask import SurgeryScene
from readiness.surgery.due import ahead_of, due_of
from readiness.surgery.track import reason_of, tracker_of

SHOWN_OF_ROW = ("child", "team", "worker", "last", "due", "when")


def has_own_sql(item: SurgeryItem) -> bool:
    """Whether a page means something that is not proved with the rule it rests on already."""
    return not item.not_known_because and (item.kind != "sample" or bool(item.rows))


def surgery_proof(store: Store, drawn: Proof, ground: Ground, name: str) -> Asked:
    """Puts what is drawn into the store; what a surgery then shows can be asked of any wording of its page."""
    rules = ground.annex.rules
    rests_on = {rule: rules[rule] for rule in ground.annex.surgery[name].rests_on if rule in rules}
    only = ground.annex.model_copy(update={"rules": rests_on})
    if drawn.given:
        ingest_drawn(store, drawn, ground)
    read, remarks = lists_drawn(store, drawn, ground)
    set_up_rules(store, only, {})
    causes = broken_rules(store, only, ground.scope, ListOrigin(read, remarks=remarks))
    broken = {(cause.rule, cause.about): frozenset(cause.rows) for cause in causes}

    def differs(worded: Annex) -> Iterator[str]:
        as_worded = only.model_copy(update={"surgery": worded.surgery, "surgery_sql": worded.surgery_sql})
        scene = SurgeryScene(store, as_worded, ground.scope, broken)
        headings, rows = ([], []) if drawn.then.strip() == NO_ROWS else draw(drawn.then)
        expected = [" | ".join(cell or "" for cell in row) for row in rows]
        shown = [" | ".join(row.get(heading, "") for heading in headings) for row in _shown(scene, name)]
        for place, (wanted, found) in enumerate(zip_longest(expected, shown), start=1):
            if wanted != found:
                yield f"row {place} should be {wanted or 'none'}, and is {found if found is not None else 'none'}"

    return differs


def _shown(scene: SurgeryScene, name: str) -> list[Mapping[str, str]]:
    """What is shown of each row, by name: of what is due, by child and day; of a tracker, in its own order."""
    item = scene.annex.surgery[name]
    if item.kind == "due":
        due = due_of(scene, name, ahead_of(scene)).rows
        ordered = sorted(due, key=lambda row: (row.child, row.due or dt.date.min))
        return [{part: _text(getattr(row, part)) for part in SHOWN_OF_ROW} for row in ordered]
    if item.kind == "tracker":
        rows = tracker_of(scene, name).rows
        told = [dict(zip(item.columns, map(_text, row.cells), strict=True)) for row in rows]
        return [{"child": row.child, "team": row.team, "worker": row.worker, **cells}
                for row, cells in zip(rows, told, strict=True)]  # fmt: skip
    reason = reason_of(scene, name)
    people = reason[1] if isinstance(reason, tuple) else ()
    return [dict(zip(SHOWN_OF_ROW, person, strict=False)) for person in people]


def _text(value: object) -> str:
    return "" if value is None else str(value)
