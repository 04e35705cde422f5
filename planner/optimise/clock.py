"""The guard of a search: its time, and whether anybody still waits for it."""

import threading
import time


class CancelledError(Exception):
    """Nobody waits for what was being worked on any more. It never leaves the planner."""


class Clock:
    """When to stop: a time guard and the user's wish, asked from within the solver."""

    def __init__(self, seconds: float, stop: threading.Event | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._stop = stop

    def anew(self, seconds: float) -> "Clock":
        """The same wish to stop, with a time of its own."""
        return Clock(seconds, self._stop)

    @property
    def left(self) -> float:
        """[s]"""
        return max(0.0, self._end - time.monotonic())

    @property
    def over(self) -> bool:
        return self.left == 0.0 or self.cancelled

    @property
    def cancelled(self) -> bool:
        return self._stop is not None and self._stop.is_set()

    def check(self) -> None:
        """For long work outside the solver.

        Raises:
            CancelledError: if the user wishes to stop.
        """
        if self.cancelled:
            raise CancelledError
