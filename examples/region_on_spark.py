"""The table across a region's authorities with each built by a worker of Spark, as docs/how-to/region.md says.

Give it the region's folder, which every worker must see under that path, and the address of a Spark Connect server.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow
from pyspark.sql import SparkSession

from readiness.commands.member import AskedOfEach, member_in
from readiness.commands.reading import Reading
from readiness.commands.region import RegionMade, authority_folders, put_table, table_template
from readiness.commands.tell_region import exit_code_of, tell_region
from readiness.region.compare import region_of
from readiness.region.records import RECORD_SCHEMA, members_of, record_of


def built(asked: AskedOfEach) -> Any:
    """What a worker does with the folders it is handed: the same as on a laptop, and a record of each."""

    def of_batches(batches: Iterable[Any]) -> Iterator[Any]:
        reading = Reading()
        kinds = {"string": pyarrow.string(), "date": pyarrow.date32(), "boolean": pyarrow.bool_()}
        schema = pyarrow.schema(
            [(name, kinds[kind]) for name, kind in (field.split() for field in RECORD_SCHEMA.split(", "))]
        )
        for batch in batches:
            for folder in batch.column("folder").to_pylist():
                record = record_of(member_in(Path(folder), asked, reading))
                yield pyarrow.RecordBatch.from_pylist([record], schema=schema)

    return of_batches


def main(folder: Path, server: str, day: dt.date | None = None) -> int:
    folders, left_out = authority_folders(folder)
    spark = SparkSession.builder.remote(server).getOrCreate()
    rows = spark.createDataFrame([(str(each.resolve()),) for each in folders], "folder string").repartition(
        len(folders)
    )
    records = rows.mapInArrow(built(AskedOfEach(day=day)), RECORD_SCHEMA).collect()
    members = members_of(record.asDict() for record in records)
    made = RegionMade(members, len(folders), left_out=left_out)
    if any(member.made for member in members):
        region = region_of(folder.resolve().name, members, left_out)
        files, kept = put_table(folder, region, "region_on_spark.py", table_template(folder, Reading()))
        made = RegionMade(members, len(folders), region, files, kept, left_out)
    tell_region(made)
    return exit_code_of(made)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], dt.date.fromisoformat(sys.argv[3]) if len(sys.argv) > 3 else None))
