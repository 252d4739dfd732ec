"""Stops work that takes longer than it may. Knows only how to stop it, not what it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LOOKS = 20  # times within what is allowed that the watch looks
SELDOM = 1.0  # seconds between two looks, at the most


class OutOfTime(Exception):
    """What was watched was stopped."""


class TimeLimit:
    """Watches pieces of work, of any thread, from the first one on until it is ended."""

    def __init__(self, longest: float) -> None:
        self.longest = longest
        self._running: dict[object, tuple[float, Callable[[], None]]] = {}
        self._stopped: set[object] = set()
        self._over = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    @contextmanager
    def over(self, stop: Callable[[], None]) -> Iterator[None]:
        """Calls ``stop`` when what is done within takes too long. Raises OutOfTime in place of what that raises."""
        self._start()
        work = object()
        self._running[work] = (time.monotonic() + self.longest, stop)
        try:
            yield
        except Exception:
            if work in self._stopped:
                raise OutOfTime from None
            raise
        finally:
            self._running.pop(work, None)
            self._stopped.discard(work)

    def end(self) -> None:
        """Watches no longer."""
        self._over.set()

    def _start(self) -> None:
        if self._thread:
            return
        with self._starting:
            if not self._thread:
                self._thread = threading.Thread(target=self._look, daemon=True)
                self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(min(self.longest / LOOKS, SELDOM)):
            for work, (until, stop) in [*self._running.items()]:
                if time.monotonic() > until and work in self._running:
                    self._stopped.add(work)
                    stop()
