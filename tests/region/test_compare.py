"""Authorities side by side: who is compared, who is not and why, and that what is missing is never nought."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from readiness.foundation.errors import Mistake
from readiness.region.compare import region_of
from readiness.region.model import RegionFigure, RegionLine, RegionMember
from readiness.region.records import figure_records, members_of, record_of

DAY = dt.date(2026, 11, 20)
SEEN = RegionFigure(
    name="seen",
    ref="1.1",
    title="Children seen",
    unit="percent",
    direction="higher",
    as_at=DAY,
    basis="as at 20 November 2026",
    source="worked out from case data",
    definition="as shipped",
    value=Decimal(80),
    shown="80%",
    why_not="",
)


def a_member(folder: str, figure: RegionFigure | None = SEEN, day: dt.date | None = DAY) -> RegionMember:
    return RegionMember(folder, folder.title(), day=day, figures=(figure,) if figure else ())


def of(value: str, **said: object) -> RegionFigure:
    return replace(SEEN, value=Decimal(value), shown=f"{value}%", **said)


def missing(shown: str, why: str) -> RegionFigure:
    return replace(SEEN, value=None, shown=shown, why_not=why)


def the_line(*members: RegionMember) -> RegionLine:
    (line,) = region_of("east", members).lines
    return line


def test_the_middle_the_mean_and_each_ones_place() -> None:
    line = the_line(
        *(a_member(name, of(value)) for name, value in (("a", "70"), ("b", "90"), ("c", "90"), ("d", "61")))
    )
    assert (line.median, line.mean, line.lowest, line.highest, line.compared) == (80, 77.8, 61, 90, 4)
    assert [point.rank for point in line.standpoints] == ["3 of 4", "1= of 4", "1= of 4", "4 of 4"]


def test_where_less_is_better_the_lowest_comes_first() -> None:
    figures = [of("70", direction="lower"), of("20.5", direction="lower")]
    line = the_line(*map(a_member, ("a", "b"), figures))
    assert [point.rank for point in line.standpoints] == ["2 of 2", "1 of 2"]
    assert line.better == "lower is better"
    assert line.mean == 45.3, "halves go up, as people round"


APART = {
    "suppressed": (a_member("x", missing("suppressed", "it is too small to print")), "it is too small to print"),
    "no figure": (a_member("x", missing("not available", "there is no ssd_x")), "there is no ssd_x"),
    "nothing made": (a_member("x", None, day=None), "nothing was made of this authority"),
    "figures not told": (a_member("x", None), "its figures cannot be told"),
    "another indicator": (a_member("x", replace(SEEN, name="other")), "its specification has no such indicator"),
    "another day": (
        a_member("x", of("1", as_at=dt.date(2026, 10, 31)), dt.date(2026, 10, 31)),
        "its inspection day is another, 31 October 2026",
    ),
    "an older figure": (
        a_member("x", of("1", as_at=dt.date(2026, 9, 30))),
        "its figure is of another day, 30 September 2026",
    ),
    "its own way": (a_member("x", of("1", definition="own")), "it counts this in a way of its own"),
}


@pytest.mark.parametrize("what", APART)
def test_what_does_not_compare_is_left_out_and_says_why(what: str) -> None:
    other, why = APART[what]
    region = region_of("east", [a_member("a", of("70")), a_member("b", of("90")), other])
    line = next(line for line in region.lines if line.figure.name == "seen")
    assert (line.median, line.lowest, line.compared) == (80, 70, 2)
    assert [point.rank for point in line.standpoints] == ["2 of 2", "1 of 2", ""]
    assert [point.why_not for point in line.standpoints] == ["", "", why]
    assert line.standpoints[2].cell not in (0, "", None)
    assert (line, line.standpoints[2]) in region.apart


def test_a_count_is_never_compared() -> None:
    line = the_line(*(a_member(name, replace(SEEN, unit="count")) for name in "ab"))
    assert (line.compared, line.median) == (0, "nothing to compare")
    assert {point.why_not for point in line.standpoints} == {"a count grows with the authority, so it is not compared"}


def test_one_alone_has_no_middle_and_no_place() -> None:
    line = the_line(a_member("a"), a_member("b", missing("suppressed", "it is too small to print")))
    assert (line.compared, line.median, line.mean) == (1, "nothing to compare", "nothing to compare")
    assert [point.rank for point in line.standpoints] == ["", ""]
    assert [point.cell for point in line.standpoints] == [80, "suppressed"]


def test_the_day_is_the_latest_and_others_are_told() -> None:
    earlier = a_member("b", day=dt.date(2026, 10, 31))
    region = region_of("east", [a_member("a"), earlier])
    assert (region.day, region.of_other_days) == (DAY, (earlier,))


def test_those_of_one_name_are_told_apart() -> None:
    members = [replace(a_member(folder), authority="Anyborough") for folder in ("a", "b")]
    called = [member.called for member in region_of("east", [*members, a_member("c")]).members]
    assert called == ["Anyborough, folder a", "Anyborough, folder b", "C"]


def test_nothing_made_is_no_region() -> None:
    with pytest.raises(ValueError, match="no authority to compare"):
        region_of("east", [a_member("a", None, day=None)])


def test_records_come_back_as_they_were() -> None:
    whole = replace(a_member("b"), mistakes=(Mistake("register.xlsx", "cannot be read", "Save it anew"),), exit_code=3)
    members = (a_member("a", missing("suppressed", "it is too small to print")), whole)
    assert members_of(map(record_of, reversed(members))) == members
    assert record_of(whole)["mistakes"] == "register.xlsx: cannot be read. Save it anew."
    assert [(row["folder"], row["value"], row["shown"]) for row in figure_records(members)] == [
        ("a", None, "suppressed"),
        ("b", 80.0, "80%"),
    ]
