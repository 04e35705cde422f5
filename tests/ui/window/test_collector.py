"""Garbage is collected in the window's thread, whoever makes it."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.window.collector import WHOLE, Collector


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    made = Collector(qapp)
    made.start()
    yield made
    made.stop()
    made.deleteLater()


def _leave_a_cycle(ended_in: list[int]) -> None:
    """A Qt object that only a collection finds."""
    left = QObject()
    left.itself = left  # type: ignore[attr-defined]
    weakref.finalize(left, lambda: ended_in.append(threading.get_ident()))


def _make_objects() -> None:
    """Far more than Python lets come together before it collects."""
    kept = [[number] for number in range(30 * gc.get_threshold()[0])]
    del kept


def test_that_a_qt_object_is_let_go_of_in_the_windows_thread(collector: Collector) -> None:
    ended_in: list[int] = []
    _leave_a_cycle(ended_in)
    worker = threading.Thread(target=_make_objects)
    worker.start()
    worker.join()
    assert ended_in == []  # Python's own collector would have found it there
    for _turn in range(3):
        gc.collect(0)
        collector.look()
    gc.collect()
    assert ended_in == [threading.get_ident()]


def test_that_a_look_collects_what_is_full(collector: Collector) -> None:
    ended_in: list[int] = []
    gc.collect()
    _leave_a_cycle(ended_in)
    _make_some = [[number] for number in range(2 * gc.get_threshold()[0])]
    collector.look()
    assert ended_in == [threading.get_ident()]
    assert _make_some


def test_that_what_stays_with_the_window_is_not_looked_through_again(collector: Collector) -> None:
    assert gc.get_freeze_count() > 0
    before, ended_in = gc.get_freeze_count(), list[int]()
    kept = [[number] for number in range(1000)]
    _leave_a_cycle(ended_in)
    collector._whole_at = -WHOLE
    for _turn in range(gc.get_threshold()[2] + 1):
        gc.collect(1)
    collector.look()
    assert ended_in == [threading.get_ident()]  # what is garbage by then is not kept
    assert gc.get_freeze_count() > before + len(kept) - 1


def test_that_python_collects_again_when_the_window_is_gone(qapp: QApplication) -> None:
    made = Collector(qapp)
    made.start()
    assert not gc.isenabled()
    made.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    made.deleteLater()
