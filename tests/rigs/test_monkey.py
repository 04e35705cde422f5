"""A monkey on the real window: no exception, no warning of Qt, no leak, and undo leads back to the start."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.rigs import LONG
from tests.rigs.kill import ROOT

SEED = 20261122
ACTIONS = 20_000 if LONG else 500
LEAST_EDITS = 1 / 25  # of the actions: with every page more, more of them only look
PLANTED_ACTIONS = 500
GROWTH = 20.0  # [MB] after the warm-up


def monkey(folder: Path, actions: int, plant: str = "") -> dict[str, Any]:
    """What the monkey found in a process, a folder and a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "MAGNOLIA"))}
    own = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en"}
    command = [sys.executable, "-m", "tests.rigs.monkey", str(SEED), str(actions), *([plant] if plant else [])]
    done = subprocess.run(command, cwd=folder, env=kept | own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    if LONG:
        sys.stderr.write(f"\n{actions} actions {plant}: {found}\n")
    return found


def growth(found: dict[str, Any]) -> float:
    """How much memory grew after the first rounds, in which everything is loaded once [MB].

    What is on screen when a round ends makes 10 MB: the least of some rounds is compared.
    """
    rounds: list[float] = found["memory_mb"]
    warm, some = max(1, len(rounds) // 4), max(1, len(rounds) // 20)
    return min(rounds[-some:]) - min(rounds[warm : warm + some])


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        ("exception", "ZeroDivisionError: planted"),
        ("warning", "Qt says: planted"),
        ("lost step", "does not lead back to the start"),
    ],
)
def test_that_the_monkey_finds_a_planted_bug(tmp_path: Path, plant: str, words: str) -> None:
    found = monkey(tmp_path, PLANTED_ACTIONS, plant)
    assert any(words in each for each in found["wrong"])


def test_that_the_monkey_finds_a_planted_leak(tmp_path: Path) -> None:
    assert growth(monkey(tmp_path, PLANTED_ACTIONS, "leak")) > GROWTH


def test_that_nothing_a_monkey_does_breaks_the_window(tmp_path: Path) -> None:
    found = monkey(tmp_path, ACTIONS)
    assert found["wrong"] == []
    assert sum(found["done"].values()) == ACTIONS
    assert found["edits"] > ACTIONS * LEAST_EDITS
    assert growth(found) < GROWTH
