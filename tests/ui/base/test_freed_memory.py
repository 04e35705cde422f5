import subprocess
import sys

import pytest

from ui.base import background, freed_memory
from ui.base.background import Background

HEAP = """
import sys
from benchmarks.month import resident
from ui.base.freed_memory import give_back

pieces = [bytes(2_000) for _ in range(100_000)]
kept = pieces[::1_000] + pieces[-1:]
del pieces
before = resident()
give_back()
print(before - resident())
"""


def test_that_what_is_free_between_pieces_that_are_kept_is_given_back() -> None:
    """In a process of its own, whose heap nobody else fills."""
    if freed_memory._malloc_trim() is None:
        pytest.skip("this C library has no malloc_trim")
    done = subprocess.run([sys.executable, "-c", HEAP], capture_output=True, text=True, check=True)
    assert float(done.stdout) > 100  # [MB] of some 190


def test_that_memory_is_given_back_after_each_job(qtbot: object, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bool] = []
    monkeypatch.setattr(background, "give_back", lambda: given.append(True))
    worker = Background()
    for work in (lambda stop, progress: 1, lambda stop, progress: 1 / 0):
        worker.start(work)
        assert worker._thread is not None
        worker._thread.join()
    assert len(given) == 2


def test_that_a_library_without_it_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    freed_memory._malloc_trim.cache_clear()
    freed_memory.give_back()
    assert freed_memory._malloc_trim() is None
    monkeypatch.undo()
    freed_memory._malloc_trim.cache_clear()
