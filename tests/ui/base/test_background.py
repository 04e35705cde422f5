import logging
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.patience import GUARD
from ui.base.background import Background, Progress


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def test_that_an_answer_arrives_in_the_windows_thread(qtbot: QtBot, background: Background) -> None:
    seen: list[tuple[object, bool]] = []
    background.answered.connect(
        lambda value: seen.append((value, threading.current_thread() is threading.main_thread()))
    )
    background.start(lambda stop, progress: 42)
    qtbot.waitUntil(lambda: seen == [(42, True)])
    assert not background.busy


def test_that_the_answer_of_an_older_job_is_dropped(qtbot: QtBot, background: Background) -> None:
    """Even when the older job answers in spite of being stopped, and before the newer one."""
    release = threading.Event()
    answers: list[object] = []
    background.answered.connect(answers.append)

    def old(stop: threading.Event, progress: Progress) -> object:
        release.wait()
        progress(1, 1)
        return "old"

    background.start(old)
    background.start(lambda stop, progress: "new")
    release.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["new"]


def test_that_a_new_job_stops_the_older_one(qtbot: QtBot, background: Background) -> None:
    stopped: list[bool] = []
    background.start(lambda stop, progress: stopped.append(stop.wait(GUARD)))
    with qtbot.waitSignal(background.answered):
        background.start(lambda stop, progress: None)
    assert stopped == [True]


def test_that_a_cancelled_job_answers_nothing(qtbot: QtBot, background: Background) -> None:
    answers: list[object] = []
    background.answered.connect(answers.append)
    background.start(lambda stop, progress: stop.wait(GUARD))
    background.cancel()
    assert not background.busy
    with qtbot.waitSignal(background.answered):
        background.start(lambda stop, progress: "later")
    assert answers == ["later"]


def test_that_a_failure_is_logged_with_its_traceback_and_handed_on(
    qtbot: QtBot, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    def work(stop: threading.Event, progress: Progress) -> object:
        raise ValueError("broken")

    with qtbot.waitSignal(background.failed) as caught, caplog.at_level(logging.ERROR):
        background.start(work)
    assert caught.args is not None
    assert str(caught.args[0]) == "broken"
    assert "Traceback" in caplog.text
    assert not background.busy


def test_that_progress_of_the_newest_job_is_told(qtbot: QtBot, background: Background) -> None:
    with qtbot.waitSignal(background.progressed) as told:
        background.start(lambda stop, progress: progress(3, 7))
    assert told.args == [3, 7]


def test_that_close_waits_for_the_end_of_the_job(background: Background) -> None:
    ended: list[bool] = []

    def work(stop: threading.Event, progress: Progress) -> object:
        ended.append(stop.wait(GUARD))
        return None

    background.start(work)
    background.close()
    assert ended in ([True], [])  # stopped within, or before it began
    assert not any(thread.name.startswith("job ") for thread in threading.enumerate())
