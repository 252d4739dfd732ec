"""Words in, exit codes out. Decides nothing; imports what is heavy inside the commands, so that help is quick."""

from __future__ import annotations

import atexit
import datetime as dt
import gc
import sys
import time
from pathlib import Path
from typing import Any

import click

from readiness import __version__
from readiness.commands import housekeeping, inspection, regional
from readiness.commands.exit_codes import Commands
from readiness.commands.options import (
    CONTEXT,
    Day,
    from_source,
    in_folder,
    json_wanted,
    on_day,
    only_lists,
    quietly,
    since_day,
    timed,
    with_passwords,
)

OBJECTS = 50_000  # made before Python looks for unused ones; a run keeps nearly all it makes, so few looks are enough


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="readiness")
def main() -> None:
    """Everything an Ofsted ILACS inspection asks for, from case data and a register.

    \b
    readiness new here --example
    readiness build --folder here
    """
    gc.set_threshold(OBJECTS)
    atexit.register(gc.freeze)  # a process that ends gives its memory back as a whole, and need not look through it


@main.command(context_settings=CONTEXT)
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@in_folder
@quietly
@timed
@on_day
@from_source
@click.option("--layout", type=click.Choice(["official", "flat"]), help="Headings on row 2, as Ofsted's, or on row 1.")
@click.option("--keep-store", is_flag=True, help="Also write the database, for looking into a list with SQL.")
@since_day
@only_lists
@with_passwords()
def build(
    documents: tuple[str, ...], folder: Path, day: dt.date | None, source: Path | None, timings: bool, **manner: Any
) -> None:
    """Generates documents: all, or those named.

    \b
    readiness build annex-a --folder anyshire --day 2026-11-20
    """
    began = time.perf_counter()
    from readiness.commands.build import Manner
    from readiness.commands.build import build as generate
    from readiness.commands.printing import failed, tell_built
    from readiness.commands.progress import ProgressLine, tell_times

    with ProgressLine(manner.pop("quiet"), timings, began) as progress:
        how = Manner(progress=progress.stage, **{**manner, "layout": manner["layout"] or ""})
        built = generate(folder, documents, day, source, manner=how)
    tell_built(built)
    tell_times(progress)
    if failed(built):
        sys.exit(1)


@main.command(context_settings=CONTEXT)
@in_folder
@quietly
@timed
@on_day
@from_source
@click.option("--write", is_flag=True, help="Also write the data-quality workbook.")
@since_day
@only_lists
@json_wanted
@with_passwords(lambda options: bool(options["write"]))
def check(folder: Path, day: dt.date | None, source: Path | None, write: bool, as_json: bool, **manner: Any) -> None:
    """Checks the lists and counts what is wrong, list by list and rule by rule.

    \b
    readiness check --folder anyshire --source annex_a.xlsx
    """
    began = time.perf_counter()
    from readiness.commands.build import Manner
    from readiness.commands.check import check as examine
    from readiness.commands.check import checked_json
    from readiness.commands.printing import failed, tell_checked
    from readiness.commands.progress import ProgressLine, tell_times

    with ProgressLine(manner["quiet"], manner["timings"], began) as progress:
        how = Manner(progress=progress.stage, since=manner["since"], only=manner["only"], passwords=manner["passwords"])
        built = examine(folder, day, source, write, how)
    if as_json:
        click.echo(checked_json(built))
    else:
        tell_checked(built)
    tell_times(progress)
    if failed(built):
        sys.exit(1)


@main.command(context_settings=CONTEXT)
@click.argument("first", type=Day())
@click.argument("second", type=Day())
@in_folder
@quietly
@with_passwords()
def diff(first: dt.date, second: dt.date, folder: Path, quiet: bool, passwords: Any) -> None:
    """Tells who joined and left each list between two inspection days, and which cells changed, in a workbook.

    \b
    readiness diff 2026-10-20 2026-11-20 --folder anyshire
    """
    from readiness.commands.diff import compare_days, tell_changes
    from readiness.commands.progress import ProgressLine

    with ProgressLine(quiet) as progress:
        changed = compare_days(folder, first, second, progress.stage, passwords)
    tell_changes(changed)


@main.command(context_settings=CONTEXT)
@in_folder
@quietly
@on_day
@from_source
@json_wanted
@click.option("--write", is_flag=True, help="Also write a first columns.csv and first code maps, to fill in.")
@with_passwords(lambda _: False)
def doctor(folder: Path, day: dt.date | None, source: Path | None, write: bool, **manner: Any) -> None:
    """Looks at the data before a build, table by table, and says what to do first.

    \b
    readiness doctor --folder anyshire
    """
    from readiness.commands.doctor import diagnose, diagnosis_json, tell_examined
    from readiness.commands.first_maps import write_first_maps
    from readiness.commands.progress import ProgressLine

    with ProgressLine(manner["quiet"]) as progress:
        examined = diagnose(folder, day, source, progress.stage, manner["passwords"])
    click.echo(diagnosis_json(examined) if manner["as_json"] else tell_examined(examined))
    for line in write_first_maps(examined) if write else ():
        click.echo(line, err=True)
    if examined.exit_code:
        sys.exit(examined.exit_code)


@main.command(context_settings=CONTEXT)
@click.argument("child", nargs=-1, metavar="CHILD")
@in_folder
@quietly
@on_day
@from_source
@with_passwords()
def explain(child: tuple[str, ...], folder: Path, day: dt.date | None, source: Path | None, **manner: Any) -> None:
    """Writes a workbook with every row of a child and what became of it.

    \b
    readiness explain 0001 --folder anyshire
    """
    from readiness.commands.explain import explain_child, tell_explained
    from readiness.commands.progress import ProgressLine
    from readiness.foundation.errors import Mistake, UsageError

    if len(child) != 1:  # what is written there is not repeated, as the program for arguments would
        raise UsageError(Mistake("explain", "takes one child", "Give its identifier, in quotes if it has spaces"))
    with ProgressLine(manner["quiet"]) as progress:
        explained, file = explain_child(folder, child[0], day, source, progress.stage, manner["passwords"])
    tell_explained(explained, file)


@main.command(context_settings=CONTEXT)
@in_folder
@on_day
@json_wanted
def status(folder: Path, day: dt.date | None, as_json: bool) -> None:
    """Tells whether all is ready, on what that rests, who owns what is not and what is next.

    \b
    readiness status --folder anyshire
    """
    from readiness.commands.printing import tell_findings
    from readiness.commands.status import as_json as json_of
    from readiness.commands.status import status as take_stock
    from readiness.commands.status import tell_status

    taken = take_stock(folder, day)
    tell_findings(taken.unreadable)
    click.echo(json_of(taken) if as_json else tell_status(taken))
    if not taken.verdict.is_ready:
        sys.exit(1)


@main.command(context_settings=CONTEXT)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--example", is_flag=True, help="With the invented authority Anyshire in it, ready to build.")
def new(folder: Path, example: bool) -> None:
    """Lays out an authority's folder.

    \b
    readiness new here --example
    """
    from readiness.commands.new import lay_out
    from readiness.foundation.phrases import as_typed

    lay_out(folder, example)
    click.echo(f"{folder} is ready. Next: readiness build --folder {as_typed(folder)}")


@main.command(context_settings=CONTEXT)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--size", type=click.Choice(["village", "borough", "county"]), default="village", help="How large [village]."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, help="Another number invents other children [1].")
@quietly
def example(folder: Path, size: str, seed: int, quiet: bool) -> None:
    """Lays out a folder with an invented extract and a filled register.

    \b
    readiness example big --size borough --seed 1
    """
    from readiness.commands.example import invent
    from readiness.commands.progress import ProgressLine
    from readiness.foundation.phrases import as_typed

    with ProgressLine(quiet) as progress:
        invent(folder, size, seed, progress.stage)
    click.echo(f"{folder} is ready. Next: readiness build --folder {as_typed(folder)}")


@main.command(context_settings=CONTEXT)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@in_folder
@click.option("--mutate", is_flag=True, help="Change one thing at a time instead, and tell which no proof notices.")
@quietly
def prove(names: tuple[str, ...], folder: Path, mutate: bool, quiet: bool) -> None:
    """Runs the proofs of lists, rules and indicators: all, or those of the pages named.

    \b
    readiness prove list_07_child_protection
    readiness prove --mutate list_07_child_protection
    """
    from readiness.commands.progress import ProgressLine
    from readiness.commands.prove import tell_proved, tried_changes, wanted_proofs

    with ProgressLine(quiet) as progress:
        proved = (tried_changes if mutate else wanted_proofs)(folder, names, progress.stage)
    tell_proved(proved)
    if not proved.whole:
        sys.exit(1)


@main.command(context_settings=CONTEXT)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@in_folder
def describe(names: tuple[str, ...], folder: Path) -> None:
    """Prints what a list, column, code set, case table, indicator, document, rule or choice is.

    \b
    readiness describe list_07_child_protection epo_or_police
    """
    from readiness.commands.describe import describe as tell

    click.echo(tell(folder, [*names]))


main.add_command(inspection.week)
main.add_command(inspection.pack)
main.add_command(inspection.release)
main.add_command(regional.region)
main.add_command(housekeeping.register)
main.add_command(housekeeping.purge)
main.add_command(housekeeping.record)
