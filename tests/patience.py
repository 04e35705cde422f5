"""The one time-out of all tests: a guard against hanging, far from anything a slow machine needs.

No result may hang on it. A test waits for an event, or gives the program a limit of work; it never asks whether
something came within so many seconds, because that asks which machine it runs on.
"""

import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

GUARD = 600.0  # [s] raising it changes nothing but the time until something that hangs is given up
GUARD_MS = round(GUARD * 1000)  # [ms]
Answer = TypeVar("Answer")


class Quick(float):
    """A guard of a search [s] that may end it: the first plan will do. Only ``longer_and_longer`` makes one."""


def longer_and_longer(ask: Callable[[Quick], Answer], first: float, open_still: type[object]) -> Answer:
    """The first answer of another kind than ``open_still``, each time with thrice the time, from ``first`` [s] on."""
    seconds = first
    while isinstance(answer := ask(Quick(seconds)), open_still) and seconds < GUARD:
        seconds *= 3
    return answer


class Impatient(threading.Event):
    """A wish to stop that comes true when it has been asked after so often: a moment in the work, not on the clock."""

    def __init__(self, asks: int) -> None:
        super().__init__()
        self._asks = asks
        self.asked_after = 0  # how often it was asked after that

    def is_set(self) -> bool:
        if super().is_set():
            self.asked_after += 1
        else:
            self._asks -= 1
            if self._asks <= 0:
                self.set()
        return super().is_set()


def calls_of(work: Callable[[], object]) -> int:
    """How many functions of Python or C are called by ``work``: how long it takes, on any machine."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls
