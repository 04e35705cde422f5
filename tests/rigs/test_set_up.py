"""A set-up that was killed is never taken for complete, and the next one ends well."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.rigs import LONG
from tests.rigs.set_up import kill_set_ups, make

KILLS = 300 if LONG else 20
REAL_KILLS = 60  # with a venv and pip, some seconds each
SECONDS = 0.5  # [s] about what one takes without them

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")


def told(what: str, kills: int, ended: int, damage: list[str]) -> None:
    sys.stderr.write(f"\n{what}: {kills} kills, {ended} more went to their end, damage {damage}\n")


def test_that_a_killed_set_up_is_never_believed_and_the_next_one_ends_well(tmp_path: Path) -> None:
    make(tmp_path)
    damage, ended = kill_set_ups(tmp_path, KILLS, SECONDS, really=False)
    if LONG:
        told("set-up", KILLS, ended, damage)
    assert damage == []
    assert ended > 1


@pytest.mark.skipif(not LONG, reason="makes a venv with pip some sixty times")
def test_that_the_same_holds_with_a_venv_and_pip(tmp_path: Path) -> None:
    make(tmp_path / "timed")
    started = time.monotonic()
    subprocess.run([sys.executable, "run.py", "plan"], cwd=tmp_path / "timed", capture_output=True, check=True)
    longest = time.monotonic() - started
    make(tmp_path / "killed")
    damage, ended = kill_set_ups(tmp_path / "killed", REAL_KILLS, longest, really=True)
    told("set-up with a venv and pip", REAL_KILLS, ended, damage)
    assert damage == []


def test_that_the_rig_finds_a_mark_that_is_set_too_early(tmp_path: Path) -> None:
    make(tmp_path)
    damage, _ = kill_set_ups(tmp_path, 60, SECONDS, really=False, bug="mark first")
    assert damage
