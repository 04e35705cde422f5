"""Errors nobody caught: one sentence, a log without anything about the user, and work goes on."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from planner.needs.profile import Profile
from ui.window.crash import (
    HARD,
    LOG,
    LOG_BYTES,
    SENTENCE,
    Crashes,
    places,
)
from ui.window.crash_dialog import show_sentence

ROOT = Path(__file__).parents[3]
SECRETS = ("pregnan", "-17", "weigh", "liver", "peanut", "spinach", "Anna")


@pytest.fixture
def crashes(tmp_path: Path) -> Iterator[Crashes]:
    """Errors are taken, as in the running program; the hooks of the tests come back afterwards."""
    made = Crashes(tmp_path / "logs")
    made._hard, hard = None, made._hard  # the tests have a faulthandler of their own
    if hard is not None:
        hard.close()
    made.install()
    yield made
    made.close()


def log_of(tmp_path: Path) -> str:
    return (tmp_path / "logs" / LOG).read_text(encoding="utf-8")


def fail() -> None:
    Profile(age_years=-17)


def soon(qtbot: QtBot, crashes: Crashes, times: int = 1) -> list[tuple[str, str]]:
    """Lets a slot fail so many times, and gives what the user was told."""
    told: list[tuple[str, str]] = []
    crashes.told.connect(lambda sentence, copied: told.append((sentence, copied)))
    done: list[int] = []

    def slot() -> None:
        done.append(1)
        fail()

    for _ in range(times):
        QTimer.singleShot(0, slot)
    qtbot.waitUntil(lambda: len(done) == times and bool(told))
    QApplication.processEvents()
    return told


def test_that_an_error_in_a_slot_is_one_sentence_and_work_goes_on(qtbot: QtBot, crashes: Crashes) -> None:
    told = soon(qtbot, crashes)
    assert [sentence for sentence, _ in told] == [SENTENCE]
    assert "ProfileError" in told[0][1]
    assert "planner/needs/profile.py" in told[0][1]


def test_that_forty_errors_of_one_place_are_one_sentence_and_a_short_log(
    qtbot: QtBot, crashes: Crashes, tmp_path: Path
) -> None:
    assert len(soon(qtbot, crashes, 40)) == 1
    assert log_of(tmp_path).count("ProfileError") <= 4
    assert "32 times" in log_of(tmp_path)


def test_that_an_error_in_a_thread_is_told_too(qtbot: QtBot, crashes: Crashes) -> None:
    with qtbot.waitSignal(crashes.told) as told:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert told.args is not None
    assert "ProfileError" in told.args[1]


def test_that_the_end_of_a_thread_is_no_error(qtbot: QtBot, crashes: Crashes) -> None:
    with qtbot.assertNotEmitted(crashes.told):
        thread = threading.Thread(target=sys.exit)
        thread.start()
        thread.join()
        QApplication.processEvents()  # what the thread left for this one


def test_that_log_and_details_hold_nothing_the_user_entered(qtbot: QtBot, crashes: Crashes, tmp_path: Path) -> None:
    log = logging.getLogger("ui.somewhere")
    try:
        try:
            raise KeyError("Anna loves spinach")
        except KeyError as inner:
            raise ValueError("pregnant, 92 kg, peanut") from inner
    except ValueError as error:
        log.error("job %d failed", 17, exc_info=error)
        log.error("not saved: %s", OSError(28, "liver of Anna"))
        log.error("%s weighs %s", "Anna", 92)
    told = soon(qtbot, crashes)
    written = log_of(tmp_path) + "".join(copied for _, copied in told)
    assert "not saved: %s [OSError]" in written
    assert "which came from\n" in written
    for secret in SECRETS:
        assert secret not in written.replace("weighs %s", "")
    assert str(Path.home()) not in written.replace(str(ROOT), "")


def test_that_places_name_no_folder_of_the_user() -> None:
    try:
        os.stat("/no such folder")
    except OSError as error:
        said = places(error)
    assert (
        said
        == f"  tests/ui/window/test_crash.py:{said.split(':')[1].split()[0]} in {sys._getframe().f_code.co_name}\n"
        + ("FileNotFoundError 2")
    )


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_that_every_log_can_be_read_by_its_owner_only(crashes: Crashes, tmp_path: Path) -> None:
    for _ in range(1000):
        logging.getLogger("ui.somewhere").error("a line " + "x" * 500)
    assert len(list((tmp_path / "logs").iterdir())) > 3
    assert (tmp_path / "logs").stat().st_mode & 0o777 == 0o700
    for file in (tmp_path / "logs").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600


def test_that_the_log_does_not_grow_for_ever(crashes: Crashes, tmp_path: Path) -> None:
    log = logging.getLogger("ui.somewhere")
    for number in range(3000):
        log.error("a line " + "x" * 500, extra={"places": str(number)})
    files = list((tmp_path / "logs").glob(f"{LOG}*"))
    assert len(files) == 4
    assert all(file.stat().st_size <= LOG_BYTES for file in files)


def test_that_a_folder_that_takes_no_log_is_no_reason_not_to_start(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be", encoding="utf-8")
    crashes = Crashes(tmp_path / "logs")
    crashes.install()
    told = soon(qtbot, crashes)
    crashes.close()
    assert len(told) == 1


def test_that_a_hard_crash_leaves_its_places_and_is_told_at_the_next_start(qapp: QApplication, tmp_path: Path) -> None:
    program = (
        "import faulthandler, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "from ui.window.crash import Crashes; app = QCoreApplication([]); crashes = Crashes(Path(sys.argv[1]))\n"
        "print(crashes.ended_hard); crashes.install(); sys.stdout.flush()\n"
        "if len(sys.argv) > 2: faulthandler._sigsegv()\n"
        "crashes.close()"
    )

    def run(*arguments: str) -> str:
        command = [sys.executable, "-c", program, str(tmp_path / "logs"), *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    assert run("crash") == "False"
    assert "Segmentation fault" in (tmp_path / "logs" / HARD).read_text(encoding="utf-8")
    assert run() == "True"
    assert run() == "False"
    log = log_of(tmp_path)
    assert "Segmentation fault" in log
    assert str(ROOT) not in log


def test_that_the_dialog_copies_the_details_and_stays_out_of_the_way(qtbot: QtBot) -> None:
    dialog = show_sentence("Something <b>went</b> wrong.", "details")
    qtbot.addWidget(dialog)
    assert not dialog.isModal()
    assert [label.textFormat() for label in dialog.findChildren(QLabel)] == [Qt.TextFormat.PlainText]
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy details")
    copy.click()
    assert QApplication.clipboard().text() == "details"
    assert dialog.isVisible()


def test_that_a_sentence_without_details_has_nothing_to_copy(qtbot: QtBot) -> None:
    dialog = show_sentence("document.json is gone.")
    qtbot.addWidget(dialog)
    assert [button.text() for button in dialog.findChildren(QPushButton)] == ["Close"]


def test_that_closing_gives_every_hook_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook, len(logging.getLogger("ui").handlers))
    crashes = Crashes(tmp_path / "logs")
    crashes.close()
    crashes.close()
    assert before == (
        sys.excepthook,
        threading.excepthook,
        sys.unraisablehook,
        len(logging.getLogger("ui").handlers),
    )


def test_that_without_a_log_folder_no_value_reaches_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("a file in the way of the folder")
    made = Crashes(tmp_path / "logs")
    try:
        try:
            raise ValueError("Weight is -17 kg, pregnancy week 20")
        except ValueError as error:
            logging.getLogger("ui.base.background").error("job %d failed", 3, exc_info=error)
            logging.getLogger("planner.x").error("not saved: %s", error)
    finally:
        made.close()
    said = capfd.readouterr().err
    assert "ValueError" in said
    assert not any(secret in said for secret in SECRETS)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk to write to")
def test_that_a_log_on_a_full_disk_lets_no_value_reach_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made = Crashes(tmp_path / "logs")
    assert isinstance(made._handler, logging.StreamHandler)
    before = made._handler.setStream(open("/dev/full", "w", encoding="utf-8"))  # noqa: SIM115 - the handler closes it
    assert before is not None
    before.close()
    logging.getLogger("ui.x").error("not saved: %s", "peanut")
    made.close()
    assert capfd.readouterr().err == ""
