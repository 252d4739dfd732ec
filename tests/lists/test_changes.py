"""What became of a list between two days: everybody is told once, whatever repeats, and the counts add up."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.lists.changes import NOT_THERE, KeyedList, ListChanges, list_changes
from readiness.lists.model import ColumnResult, ListResult, Row

COLUMNS = {"person": "Unique ID", "": "Status", "worker": "Worker"}
KEYS = st.sampled_from(["k1", "k2", "k3", None])
ROWS = st.lists(st.tuples(KEYS, st.tuples(*[st.sampled_from(["a", "b", None])] * 3)), max_size=8)


def column(stands_for: str, heading: str) -> ColumnResult:
    return ColumnResult(
        name=heading,
        heading=heading,
        kind="text",
        codes="",
        means="",
        may_be_blank="",
        since="2019",
        seen_officially=True,
        sources=(),
        sources_missing=(),
        sources_filled=True,
        blank=0,
        not_accepted=0,
        stands_for=stands_for,
    )


def a_list(rows: list[tuple[str | None, Row]], reasons: dict[Row, tuple[str, ...]] | None = None) -> KeyedList:
    """A list of keys and cells."""
    result = ListResult(
        name="a_list",
        number=1,
        title="A list",
        short_title="List",
        inclusion="",
        columns=tuple(column(*about) for about in COLUMNS.items()),
        rows=tuple(cells for _, cells in rows),
        tables=(),
        rows_in_files=len(rows),
    )
    return KeyedList(result, tuple((key,) for key, _ in rows), reasons or {})


def test_who_joined_who_left_and_what_changed() -> None:
    gone, stays, comes = ("A", "open", "Ada"), ("B", "open", "Bo"), ("C", "open", "Cy")
    before = a_list([("1", gone), ("2", stays)], {("3",): ("after the inspection day",)})
    after = a_list([("2", ("B", "closed", "Di")), ("3", comes)], {("1",): ("ended before the window", "no child")})
    changes = list_changes(before, after)
    (left,), (joined,) = changes.left, changes.joined
    assert (left.person, left.key, left.worker, left.why) == ("A", "1", "Ada", "ended before the window; no child")
    assert (joined.person, joined.key, joined.team, joined.why) == ("C", "3", None, "after the inspection day")
    assert changes.changed == 1
    assert [(cell.person, cell.heading, cell.before, cell.after) for cell in changes.cells] == [
        ("B", "Status", "open", "closed"),
        ("B", "Worker", "Bo", "Di"),
    ]


def test_what_no_reason_is_known_for_is_said() -> None:
    (left,) = list_changes(a_list([("1", ("A", "open", None))]), a_list([])).left
    assert left.why == NOT_THERE


def test_rows_that_share_a_key_are_told_apart_by_what_they_say() -> None:
    one, other = ("A", "open", "Ada"), ("A", "closed", "Ada")
    changes = list_changes(a_list([("1", one), ("1", other)]), a_list([("1", other)]))
    assert len(changes.left) == 1
    assert not changes.cells
    twice = list_changes(a_list([("1", one), ("1", one)]), a_list([("1", one), ("1", other), ("1", other)]))
    assert (len(twice.joined), len(twice.left), twice.changed) == (1, 0, 1)


@given(ROWS, ROWS)
def test_nobody_is_lost_and_the_counts_add_up(
    before: list[tuple[str | None, Row]], after: list[tuple[str | None, Row]]
) -> None:
    earlier, later = a_list(before), a_list(after)
    changes = list_changes(earlier, later)
    assert changes.before + len(changes.joined) - len(changes.left) == changes.after == len(after)
    assert changes.before == len(before)
    keys_then, keys_now = (Counter(str(key or "") for key, _ in rows) for rows in (before, after))
    assert Counter(row.key for row in changes.left) == keys_then - keys_now
    assert Counter(row.key for row in changes.joined) == keys_now - keys_then
    alike = sum((Counter(before) & Counter(after)).values())
    assert alike + changes.changed == sum((keys_then & keys_now).values())
    back = list_changes(later, earlier)
    assert (len(back.joined), len(back.left)) == (len(changes.left), len(changes.joined))
    assert not list_changes(earlier, earlier).cells


def test_counts_that_do_not_add_up_are_not_given_out() -> None:
    result = a_list([]).result
    with pytest.raises(ArithmeticError, match="the rows of a_list do not add up"):
        ListChanges(list=result, before=3, joined=(), left=(), after=2, changed=0, cells=())
