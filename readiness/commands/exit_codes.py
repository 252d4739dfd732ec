"""Turns what a command raises into messages and exit codes that show no value of case data."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any, NoReturn

import click

from readiness.foundation.errors import NotEnoughMemory, ReadinessError
from readiness.foundation.phrases import many

STOPPED = 130
UNEXPECTED = 70


class Commands(click.Group):
    """Runs a command and turns what it raises into messages and exit codes that show no value of case data."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            try:
                return super().invoke(ctx)
            except MemoryError:
                raise NotEnoughMemory from None
        except ReadinessError as error:
            for mistake in error.mistakes:
                click.echo(str(mistake), err=True)
            click.echo(f"\n{many(len(error.mistakes), 'mistake')}; nothing was written.", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            _stopped(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click knows what to do with each, also with a reader who has read enough
        except Exception as error:  # its text may hold a value, so only where it happened is told
            if _comes_of_a_stop(error):
                _stopped(ctx)
            places = [
                f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
            ]
            click.echo(f"readiness has failed ({type(error).__name__} at {' > '.join(places[-4:])}).", err=True)
            click.echo("Nothing was written. Please report this line; it holds no case data.", err=True)
            ctx.exit(UNEXPECTED)


def _stopped(ctx: click.Context) -> NoReturn:
    click.echo("Stopped. Nothing was written.", err=True)
    ctx.exit(STOPPED)


def _comes_of_a_stop(error: BaseException | None) -> bool:
    """Whether somebody stopped the run, and what was at work then failed in its own way."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
