"""A real borough's highlight report of March 2023, as its people would have entered it in their register."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

DAY = dt.date(2023, 3, 31)
LAST_YEAR = dt.date(2022, 3, 31)
MONTH_ENDS = {
    "oct22": dt.date(2022, 10, 31),
    "nov22": dt.date(2022, 11, 30),
    "dec22": dt.date(2022, 12, 31),
    "jan23": dt.date(2023, 1, 31),
    "feb23": dt.date(2023, 2, 28),
    "mar23": DAY,
}
PERIODS = {"Snapshot": "snapshot", "YTD": "year_to_date", "Rolling Year": "rolling_year"}


def lines() -> list[dict[str, str]]:
    """The 17 lines of the report."""
    file = Path(__file__).with_name("borough_report_2023.csv")
    with file.open(encoding="utf-8", newline="") as rows:
        return [*csv.DictReader(rows)]


def inputs() -> Iterator[dict[str, object]]:
    """The rows of the sheet KPI inputs. A month of a year to date was reported alone."""
    for line in lines():
        period = PERIODS[line["period"]]
        count = not line["den"]
        shared = {"indicator": line["ref"], "source": "Highlight report of March 2023"}
        yield {**shared, "as_at": LAST_YEAR, "period": period, **_value(line["prev_2021_22"], count)}
        current = _value(line["current"], count) if count else {"numerator": line["num"], "denominator": line["den"]}
        yield {**shared, "as_at": DAY, "period": period, **current}
        alone = "month" if period == "year_to_date" else period
        for month, end in MONTH_ENDS.items():
            if (end, alone) != (DAY, period):
                yield {**shared, "as_at": end, "period": alone, **_value(line[month], count)}


def _value(text: str, count: bool) -> dict[str, object]:
    return {"numerator" if count else "value": text}
