"""Which stage a command is in and how long each took, on the error stream. Light, so that a quick command stays so."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType

import click
from rich.console import Console
from rich.status import Status

from readiness.foundation.phrases import SO_FAR


class ProgressLine:
    """Says which stage a run is in: a moving line on a terminal, one line a stage elsewhere, nothing when quiet.

    With ``timings`` it knows in the end how long each stage took: from when it was told of to when the next one was,
    the first from the moment ``began``, if it is given.
    """

    def __init__(self, quiet: bool, timings: bool = False, began: float | None = None) -> None:
        self._quiet = quiet
        self._timings = timings
        self._ended = 0.0
        self._stages = [("Getting ready", time.perf_counter() if began is None else began)]
        console = Console(stderr=True)
        self._status: Status | None = console.status("") if console.is_terminal and not quiet else None

    def __enter__(self) -> ProgressLine:
        if self._status:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()
        self._ended = time.perf_counter()

    @property
    def times(self) -> list[str]:
        """How long each stage took, a line each; none when nobody asked for it."""
        return time_lines(self._stages, self._ended) if self._timings else []

    def stage(self, words: str) -> None:
        """A stage begins; or, where the words say so, how far it is, which is shown on a terminal alone."""
        if words.startswith(SO_FAR):
            if self._status:
                self._status.update(f"{self._stages[-1][0]}{words}")
            return
        self._stages.append((words, time.perf_counter()))
        if self._status:
            self._status.update(words)
        elif not self._quiet:
            click.echo(f"{words} ...", err=True)

    def detail(self, words: str) -> None:
        """What would be too much where every stage is a line."""
        if self._status:
            self._status.update(words)


def tell_times(progress: ProgressLine) -> None:
    """How long each stage took on the error stream, where somebody asked for it."""
    for line in progress.times:
        click.echo(line, err=True)


def time_lines(stages: Sequence[tuple[str, float]], ended: float) -> list[str]:
    """How long each stage took, given when each began, with its share; and all of them together."""
    ends = [*(began for _, began in stages[1:]), ended]
    took = [(words, end - began) for (words, began), end in zip(stages, ends, strict=True)]
    whole = ended - stages[0][1]
    width = max(len(words) for words, _ in took)
    shares = [f"{words:<{width}} {seconds:8.2f} s {seconds / whole:5.0%}" for words, seconds in took]
    return [*shares, f"{'In all':<{width}} {whole:8.2f} s"]
