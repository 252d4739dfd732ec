"""Turns what a command raises into messages and exit codes that show no value of case data."""

from __future__ import annotations

import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from readiness.foundation.errors import NotEnoughMemory, ReadinessError
from readiness.foundation.phrases import many

STOPPED = 130
UNEXPECTED = 70
ENDINGS = ("SIGTERM", "SIGHUP", "SIGBREAK")  # the system ends a run, or its window is closed; no system has all


@contextmanager
def ended_as_stopped() -> Iterator[None]:
    """Lets a run that the system ends put back what it has to, as one that somebody stops does."""
    here = threading.current_thread() is threading.main_thread()
    known = [getattr(signal, name) for name in ENDINGS if here and hasattr(signal, name)]
    heeded = [ending for ending in known if signal.getsignal(ending) not in (None, signal.SIG_IGN)]
    before = {ending: signal.signal(ending, signal.default_int_handler) for ending in heeded}
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)


class Commands(click.Group):
    """Runs a command and turns what it raises into messages and exit codes that show no value of case data."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            try:
                with ended_as_stopped():
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
            if comes_of_a_stop(error):
                _stopped(ctx)
            click.echo(f"{where_it_failed(error)}.", err=True)
            click.echo("Nothing was written. Please report this line; it holds no case data.", err=True)
            ctx.exit(UNEXPECTED)


def _stopped(ctx: click.Context) -> NoReturn:
    click.echo("Stopped. Nothing was written.", err=True)
    ctx.exit(STOPPED)


def where_it_failed(error: BaseException) -> str:
    """That the product has failed, and at which lines of it; not the error's own text, which may hold a value."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"readiness has failed ({type(error).__name__} at {places})"


def comes_of_a_stop(error: BaseException | None) -> bool:
    """Whether somebody stopped the run, and what was at work then failed in its own way."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
