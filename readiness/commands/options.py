"""The options that several commands take, and what their words may be. Light, so that help is quick."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day written as 2026-01-31 or 31/01/2026."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        from readiness.foundation.dates import read_day

        day = value if isinstance(value, dt.date) else read_day(str(value))
        if day is None:
            self.fail("not a date. Write it as 2026-01-31 or 31/01/2026.", param, ctx)
        return day


class Moment(click.ParamType):  # type: ignore[type-arg]
    """A moment written as 2026-01-31 14:30."""

    name = '"YYYY-MM-DD HH:MM"'

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        from readiness.files.cells import read_moment

        moment = value if isinstance(value, dt.datetime) else read_moment(str(value))
        if moment is None:
            self.fail('not a moment. Write it as "2026-01-31 14:30".', param, ctx)
        return moment


def _folder(_: click.Context, __: click.Parameter, value: Path | None) -> Path:
    """The folder that was given; else the current one, or the nearest above it that has settings.

    A run that was cut off while it put files there is undone, and that is told.
    """
    from readiness.authority.settings import nearest_folder

    folder = nearest_folder() if value is None else value
    for line in undone_in(folder):
        click.echo(line, err=True)
    return folder


def undone_in(folder: Path) -> Iterator[str]:
    """Undoes what a run that was cut off left in an authority's folder, and tells of it."""
    from readiness.files.journal import undo_stopped
    from readiness.handover.model import PACK, RELEASES_FOLDER

    days = sorted(folder.glob("output/*"))
    for place in (folder, folder / RELEASES_FOLDER, folder / "output", *days, *(day / PACK for day in days)):
        yield from undo_stopped(place)


in_folder = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    callback=_folder,
    help="The authority's folder [the current one, or the nearest above it with a readiness.yaml].",
)
on_day = click.option("--day", type=Day(), help="The inspection day, instead of the one in readiness.yaml.")
from_source = click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="An Annex A workbook, or a folder of its lists as CSV files, to read instead of case data.",
)
quietly = click.option("--quiet", is_flag=True, help="Print no progress.")
timed = click.option("--timings", is_flag=True, help="Print in the end how long each stage took.")
since_day = click.option("--since", type=Day(), help="Compare with the run for this day, not the latest before.")
only_lists = click.option("--only", multiple=True, metavar="LIST", help="This list alone, such as 7; may be repeated.")
json_wanted = click.option("--json", "as_json", is_flag=True, help="Print everything as JSON, for other programs.")


def with_password(to_write: Callable[[Mapping[str, Any]], bool] = lambda _: True) -> Callable[[Any], Any]:
    """The two ways to give a password; the command is given it as ``password``.

    ``to_write`` says of the options of a command whether it locks something with it.
    """
    from readiness.commands.passwords import ASK_FOR_IT, read_password, refuse_value

    def given(command: Callable[..., Any]) -> Callable[..., Any]:
        @click.option(
            "--password",
            is_flag=False,
            flag_value=ASK_FOR_IT,
            metavar="",
            callback=refuse_value,
            help="Ask for the password of workbooks with children. Put it last.",
        )
        @click.option(
            "--password-file",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="The file that holds the password, and nothing else.",
        )
        @functools.wraps(command)
        def asked(*, password: bool, password_file: Path | None, **options: Any) -> Any:
            return command(password=read_password(password, password_file, to_write(options)), **options)

        return asked

    return given


def with_passwords(to_write: Callable[[Mapping[str, Any]], bool] = lambda _: True) -> Callable[[Any], Any]:
    """The same for a command that reads case data, and the way to give the password of a database that they are in.

    The command is given both as ``passwords``.
    """
    from readiness.commands.passwords import read_database_password
    from readiness.files.password import Passwords

    def given(command: Callable[..., Any]) -> Callable[..., Any]:
        @with_password(to_write)
        @click.option(
            "--database-password-file",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="The file that holds the password of the database's user; else it is asked for.",
        )
        @functools.wraps(command)
        def asked(*, password: Any, database_password_file: Path | None, **options: Any) -> Any:
            of_database = read_database_password(options["folder"], options.get("source"), database_password_file)
            return command(passwords=Passwords(password, of_database), **options)

        taking: Callable[..., Any] = asked
        return taking

    return given
