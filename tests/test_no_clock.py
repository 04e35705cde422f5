"""No test asks which machine it runs on: what waits for seconds, or measures them, stands here with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import GUARD, GUARD_MS

TESTS = Path(__file__).parent
CLOCKS = {"monotonic", "perf_counter", "process_time", "thread_time", "sleep", "qWait", "Timer", "timeit"}
BOUNDS = {"timeout", "deadline", "wait"}  # of a process, a signal, a join, Hypothesis
ALLOWED = {
    ("rigs/cancel.py", "monotonic"): "the long form measures, on a quiet machine",
    ("rigs/cancel.py", "process_time"): "the long form measures, on a quiet machine",
    ("rigs/cancel.py", "Timer"): "the long form stops at moments of the clock",
    ("rigs/deeds.py", "sleep"): "a planted bug stays where a kill shows it",
    ("rigs/editor.py", "monotonic"): "says when, for the long form; a planted bug waits three seconds",
    ("rigs/editor.py", "sleep"): "the pace of a user; the loss is counted in edits",
    ("rigs/kill.py", "monotonic"): "the long form measures, on a quiet machine",
    ("rigs/kill.py", "sleep"): "the moment of a kill, any of which will do",
    ("rigs/kill_deeds.py", "sleep"): "the moment of a kill, any of which will do",
    ("rigs/set_up.py", "sleep"): "the moment of a kill, and a pip that writes slowly enough to be killed",
    ("rigs/test_cancel.py", "process_time"): "a planted bug keeps the processor busy",
    ("rigs/test_set_up.py", "monotonic"): "the long form asks until when a set-up can be killed",
    ("rigs/window_editor.py", "monotonic"): "says when, for the long form",
}


def uses(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Lines that read a clock, sleep, or bound a wait by a number that is no guard, and what they use."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in CLOCKS:
            yield node.lineno, name
        for keyword in node.keywords:
            given = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
            if keyword.arg in BOUNDS and isinstance(given, int | float) and not isinstance(given, bool):
                in_ms = name.startswith(("wait", "assert"))
                if given < (GUARD_MS if in_ms else GUARD):
                    yield node.lineno, f"{keyword.arg}={given}"


def test_that_no_test_hangs_on_a_number_of_seconds() -> None:
    """Wait for what happens, or bound the work; see tests/patience.py for how."""
    found = []
    for file in sorted(TESTS.rglob("*.py")):
        name = file.relative_to(TESTS).as_posix()
        for line, what in uses(ast.parse(file.read_text(encoding="utf-8"))):
            if (name, what) not in ALLOWED:
                found.append(f"{name}:{line}: {what}")
    assert found == []


def test_that_every_exception_is_still_one() -> None:
    used = {
        (file.relative_to(TESTS).as_posix(), what)
        for file in TESTS.rglob("*.py")
        for _, what in uses(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert used >= set(ALLOWED)


@pytest.mark.parametrize(
    "line",
    [
        "time.sleep(0.1)",
        "assert time.monotonic() - started < 5",
        "QTest.qWait(200)",
        "threading.Timer(1.0, stop.set).start()",
        "subprocess.run(command, timeout=20)",
        "qtbot.waitUntil(claim, timeout=1000)",
        "with qtbot.assertNotEmitted(signal, wait=50): pass",
        "settings(deadline=200)",
    ],
)
def test_that_a_clock_is_seen(line: str) -> None:
    assert list(uses(ast.parse(line)))


@pytest.mark.parametrize("line", ["process.wait(timeout=GUARD)", "settings(deadline=None)", "waitUntil(claim)"])
def test_that_a_guard_is_none(line: str) -> None:
    assert not list(uses(ast.parse(line)))
