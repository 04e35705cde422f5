"""What a command answers with: bytes, an exit code, and what is said beside them."""

import contextlib
import sys
from collections.abc import Callable
from dataclasses import dataclass

from planner.language.plain_text import plain
from planner.language.translate import _
from planner.output.sheets import Sheet

SOLVED, BAD_INPUT, INFEASIBLE, STOPPED = 0, 2, 3, 4


LEFT_OUT = 5  # of an import: something was left out, or must be asked


SECONDS = 30.0  # [s] of the search for better days, and of one solve for another person, where nothing is given


PAPERS = ("a4", "letter")


Painter = Callable[[Sheet, str], bytes]  # a sheet on paper of that size, as PDF


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes to the output, what is said beside it, and the exit code. Without content nothing is written."""

    content: bytes | None
    code: int = SOLVED
    said: str = ""
    report: bytes | None = None  # printed where the content goes to a file that was named, and nowhere else


class ProgressLine:
    """A line on a terminal's standard error that says what is being worked on, and is gone afterwards."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()

    def show_day(self, day: int, days: int) -> None:
        """The day of the plan that is being made; 0 while it is asked whether there is any plan."""
        said = _("Planning day {day} of {days} …").format(day=day, days=days)
        self._show(said if day else _("Looking whether there is a plan at all …"))

    def show_person(self, name: str, day: int) -> None:
        """The person and the day that portions are being found for."""
        self._show(_("Portions of {name}, day {day} …").format(name=name, day=day))

    def clear(self) -> None:
        """Takes the line away."""
        self._show("")

    def _show(self, said: str) -> None:
        if self._shown:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write(f"\r\x1b[K{plain(said)}")
                sys.stderr.flush()
