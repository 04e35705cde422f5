"""Set before Qt starts: tests need no screen, and nobody's own plans are touched. And no test is a clock.

Time-outs are guards against hanging (tests/patience.py): whatever a test or the program asks for, a wait of pytest-qt
and a search of the planner get at least ``GUARD``, so that the answer is the same on any machine. A test of what is
said when time is over gives the search none, or a ``Clock`` of its own.
"""

import functools
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from tests.patience import GUARD, GUARD_MS, Quick
from tests.rigs import LONG

_home = tempfile.TemporaryDirectory(prefix="magnolia-tests-")  # removed when the tests end


def _folder(name: str) -> str:
    folder = Path(_home.name, name)
    folder.mkdir(mode=0o700)
    return str(folder)


_screen = Path(_home.name, "screen.json")  # windows are as large as they wish to be: none is larger than its screen
_screen.write_text(json.dumps({"screens": [{"name": "large", "x": 0, "y": 0, "width": 2560, "height": 1440}]}))
if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen}"
os.environ |= {"LANGUAGE": "", "LC_ALL": "C.UTF-8"}  # sentences and numbers are compared word for word
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = _folder(_name)
os.environ.setdefault("XDG_RUNTIME_DIR", _folder("XDG_RUNTIME_DIR"))  # Qt warns where there is none

hypothesis.settings.register_profile("no clock", deadline=None)
hypothesis.settings.load_profile("no clock")


class PatientBot(QtBot):
    """Waits for the event, however long the machine takes."""

    def waitUntil(self, callback: Any, *, timeout: int = 0) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=max(timeout, GUARD_MS))

    def waitSignal(self, signal: Any, *, timeout: int = 0, **options: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=max(timeout, GUARD_MS), **options)

    def waitSignals(self, signals: Any, *, timeout: int = 0, **options: Any) -> Any:  # noqa: N802
        return super().waitSignals(signals, timeout=max(timeout, GUARD_MS), **options)

    def assertNotEmitted(self, signal: Any, *, wait: int = 0) -> Any:  # noqa: N802
        """Asks a bot without patience: this one would wait the whole guard for what is not to come."""
        return QtBot(self._request).assertNotEmitted(signal, wait=wait)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True, scope="session")
def patient_planner() -> Iterator[None]:
    """No guard of a search is shorter than ``GUARD``; one of no time at all stays what it is."""
    if LONG:  # for a quiet machine; its guards keep a hard document from taking the night
        yield
        return
    from planner.optimise.clock import Clock

    usual = Clock.__init__

    def patiently(clock: Clock, seconds: float, stop: Any = None) -> None:
        may_end = seconds <= 0 or type(seconds) is Quick or type(clock) is not Clock
        usual(clock, seconds if may_end else max(seconds, GUARD), stop)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Clock, "__init__", patiently)
        yield


@pytest.fixture(autouse=True, scope="session")
def one_catalogue() -> Iterator[None]:
    """A food table is parsed once, however many windows open it; what is parsed can not be changed."""
    from planner.foods import foods_csv

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(foods_csv, "catalogue_from_text", functools.lru_cache(8)(foods_csv.catalogue_from_text))
        yield
