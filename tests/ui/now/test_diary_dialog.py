"""A diary from a file in the window: looked at, put right, taken as usual days, undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.document.usual_days import MOST_DAYS
from tests.patience import GUARD_MS
from tests.planner.diary.test_diary import CRONOMETER
from tests.ui.clicks import click, press, write
from tests.ui.now.entering import enter
from ui.now.diary_dialog import DiaryDialog
from ui.now.now_view import NowView
from ui.window.app import Built

TEXT = """day,meal,food,amount
1,breakfast,Bagel,105 g
1,,Xyzzy plugh,30 g
2,lunch,Xyzzy plugh,60 g
2,lunch,Bagel with cress,105 g
"""


def read(qtbot: QtBot, view: NowView, path: Path) -> DiaryDialog:
    view.read_file(path)
    qtbot.waitUntil(lambda: bool(view.findChildren(DiaryDialog)), timeout=GUARD_MS)
    (dialog,) = view.findChildren(DiaryDialog)
    return dialog


@pytest.fixture
def dialog(qtbot: QtBot, view: NowView, tmp_path: Path) -> DiaryDialog:
    path = tmp_path / "eaten.csv"
    path.write_text(TEXT, encoding="utf-8")
    return read(qtbot, view, path)


def shown(dialog: DiaryDialog) -> list[str]:
    return [dialog.lines.item(at).text() for at in range(dialog.lines.count())]


def test_that_nothing_counts_before_it_was_looked_at(built: Built, view: NowView, dialog: DiaryDialog) -> None:
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled()
    assert dialog.problem.text() == "3 lines are to be looked at."
    assert shown(dialog)[0] == "? Xyzzy plugh: 30 g → no food"
    assert shown(dialog)[-1] == "Bagel: 105 g → Bagel, 105 g"
    dialog.lines.setCurrentRow(0)
    dialog.search.clear()
    write(dialog.search, "chicken wing")
    assert dialog.grams.number == 30.0
    click(dialog.right)
    (wings,) = {guess.name for guess in dialog.diary.guesses if guess.first.name == "Xyzzy plugh"}
    assert "wing" in wings.lower(), "the other amount of the same name has the same food"
    assert dialog.problem.text() == "1 line is to be looked at."
    click(dialog.accept_all)
    assert dialog.problem.text() == ""
    dialog.meal.setCurrentIndex(dialog.meal.findData("dinner"))
    click(dialog.buttons.button(dialog.buttons.StandardButton.Ok))
    days = built.workspace.document.usual_days
    assert [[(entry.meal, entry.grams) for entry in day] for day in days] == [
        [("breakfast", 105.0), ("dinner", 30.0)],
        [("lunch", 60.0), ("lunch", 105.0)],
    ]
    assert view.said.text() == "2 usual days were added."
    assert "mg of magnesium" in view.where.text()
    built.workspace.undo()
    assert built.workspace.document.usual_days == ()


def test_that_what_is_left_out_is_said_and_days_can_stand_behind_those_there_are(
    qtbot: QtBot, built: Built, view: NowView, tmp_path: Path
) -> None:
    enter(view, "lunch", "bagel")
    path = tmp_path / "eaten.csv"
    path.write_text(TEXT, encoding="utf-8")
    dialog = read(qtbot, view, path)
    click(dialog.leave)
    click(dialog.leave_rest)
    dialog.place.setCurrentIndex(1)
    click(dialog.buttons.button(dialog.buttons.StandardButton.Ok))
    assert [len(day) for day in built.workspace.document.usual_days] == [1, 1]
    assert view.said.text() == "2 usual days were added. 3 lines are left out."


def test_that_seven_days_of_a_long_file_are_ticked_and_no_more_can_be_taken(qtbot: QtBot, view: NowView) -> None:
    dialog = read(qtbot, view, CRONOMETER)
    assert len(dialog.wanted) == MOST_DAYS
    click(dialog.leave_rest)
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert ok.isEnabled()
    dialog.days.item(0).setCheckState(Qt.CheckState.Checked)
    assert not ok.isEnabled()
    assert dialog.problem.text() == "There is room for 7 days. Take a tick away."
    dialog.days.item(19).setCheckState(Qt.CheckState.Unchecked)
    click(dialog.leave_rest)
    assert (ok.isEnabled(), ok.text()) == (True, "Take 7 days")


def test_that_a_weight_that_cannot_be_is_refused_in_words(dialog: DiaryDialog) -> None:
    for wrong in ("", "much", "0", "20000"):
        dialog.grams.setText(wrong)
        press(dialog.right, Qt.Key.Key_Space)
        assert dialog.ask.text() != ""
        assert not dialog.diary.guesses[dialog.diary.on(dialog.wanted)[0]].sure


def test_that_a_file_that_is_no_diary_is_refused_in_words(qtbot: QtBot, view: NowView, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("Date,Calories\n2026-11-02,420\n", encoding="utf-8")
    view.read_file(path)
    qtbot.waitUntil(lambda: view.said.text().startswith("Nothing was taken. other.csv: no column"), timeout=GUARD_MS)
