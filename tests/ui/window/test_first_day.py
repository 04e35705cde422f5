"""The first day of the plan: typed, chosen, kept, undone; and another plan with its list."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.store import load, save
from planner.plan.outcomes import Explanation, Infeasible, Stopped
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from planner.shopping.bought import read_bought
from planner.shopping.shopping_list import shopping_list
from tests.ui.clicks import press, write
from tests.ui.conftest import HeldPlanner, OpenWindow, OpenWorkspace, solved
from ui.base.date_field import read_date, write_date
from ui.window.app import Built
from ui.workspace.workspace import Workspace

TODAY = date(2026, 11, 30)
OLD = TODAY - timedelta(days=21)


@pytest.mark.parametrize("near", [date.min, date.max])
def test_that_dates_are_read_at_both_ends_of_the_calendar(near: date) -> None:
    assert read_date(write_date(near), near) == near
    assert read_date(f"{near.day} {near:%b}", near) == near
    for beyond in ("31 Dec 0000", "1 Jan 10000", "0000-01-01", "2026-02-30"):
        assert read_date(beyond, near) is None


def kept(path: Path, plan: Plan | None, document: Document) -> None:
    save(path, Stored(document, plan_to_fixed(plan) if plan else ()))


def opened(qtbot: QtBot, workspace: Workspace, plan: Plan) -> Workspace:
    qtbot.waitUntil(lambda: workspace.plan == plan and not workspace.stale)
    return workspace


def bought(plan: Plan) -> Document:
    """A plan whose list is bought: every line ticked, one at home."""
    document = Document(days=1, start=TODAY)
    lines = list(shopping_list(plan, document, read_bought()).lines)
    for line in lines:
        document = document.with_shopping(document.shopping.with_tick(line.key))
    return document.with_stock(lines[0].parts[0].food.id, lines[0].bought_g)


def test_that_another_plan_is_one_step_with_its_list(
    qtbot: QtBot,
    open_workspace: OpenWorkspace,
    held: HeldPlanner,
    document_path: Path,
    day_plan: Plan,
    other_plan: Plan,
) -> None:
    before = bought(day_plan)
    kept(document_path, day_plan, before)
    workspace = opened(qtbot, open_workspace(held, lambda: TODAY), day_plan)
    workspace.plan_again()
    assert workspace.document == Document(days=1, start=TODAY)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    with qtbot.waitSignal(workspace.notice) as told:
        held.calls[0].answer(solved(other_plan))
    assert told.args is not None
    assert told.args[0].startswith("Taken off what is at home, as eaten: ")
    assert not any(line.ticked for line in shopping_list(other_plan, workspace.document, read_bought()).lines)
    workspace.undo()
    assert (workspace.document, workspace.plan) == (before, day_plan)
    workspace.redo()
    assert (workspace.document.start, workspace.plan) == (TODAY, other_plan)


@pytest.mark.parametrize("end", ["esc", "stopped"])
def test_that_no_old_meal_stands_on_a_new_day_when_another_plan_does_not_come(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, day_plan: Plan, end: str
) -> None:
    before = bought(day_plan)
    kept(document_path, day_plan, before)
    workspace = opened(qtbot, open_workspace(held, lambda: TODAY), day_plan)
    workspace.plan_again()
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    with qtbot.waitSignal(workspace.notice):
        if end == "esc":
            workspace.cancel()
        else:
            held.calls[0].answer(Stopped(1.0))
    assert (workspace.document, workspace.plan, workspace.stale) == (before, day_plan, False)
    assert not workspace.planning


@pytest.mark.parametrize("answered", [False, True], ids=["planning", "impossible"])
def test_that_closing_meanwhile_keeps_no_old_meal_for_a_new_day(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, day_plan: Plan, answered: bool
) -> None:
    kept(document_path, day_plan, bought(day_plan))
    workspace = opened(qtbot, open_workspace(held, lambda: TODAY), day_plan)
    workspace.plan_again()
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    if answered:
        held.calls[0].answer(Infeasible(Explanation({}, ("It cannot be.",)), 0.1))
        qtbot.waitUntil(lambda: workspace.explanation is not None)
    workspace.close()
    assert load(document_path) == Stored(Document(days=1, start=TODAY))


def test_that_a_missing_plan_for_days_that_are_over_begins_today(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, None, Document(days=1, start=OLD))
    workspace = open_workspace(held, lambda: TODAY)
    workspace.plan_again()
    qtbot.waitUntil(lambda: any(call.document.start == TODAY for call in held.calls))
    held.calls[-1].answer(solved(day_plan))
    qtbot.waitUntil(lambda: workspace.plan is day_plan)
    assert workspace.document.start == TODAY


@pytest.mark.parametrize("start", [TODAY, TODAY + timedelta(days=400), date.max])
def test_that_another_plan_moves_no_day_of_a_plan_that_is_not_over(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, day_plan: Plan, start: date
) -> None:
    kept(document_path, day_plan, Document(days=1, start=start))
    workspace = opened(qtbot, open_workspace(held, lambda: TODAY), day_plan)
    workspace.plan_again()
    assert workspace.document.start == start


def test_that_edits_of_the_same_plan_keep_its_ticks(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    before = bought(day_plan)
    kept(document_path, day_plan, before)
    workspace = opened(qtbot, open_workspace(held, lambda: TODAY), day_plan)
    workspace.lock_meal(1, "lunch")
    workspace.set_start(TODAY + timedelta(days=1))
    workspace.rate(["almonds"], "love")
    assert (workspace.document.shopping, workspace.document.stock) == (before.shopping, before.stock)


def test_that_a_first_day_is_kept_and_undone_and_plans_nothing(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan, Document(days=1))
    workspace = opened(qtbot, open_workspace(held, lambda: TODAY), day_plan)
    with qtbot.waitSignal(workspace.notice) as told:
        workspace.set_start(TODAY)
    assert told.args == ["The plan begins on Monday, 30 November 2026 now; its meals stay.", True]
    assert (workspace.plan, workspace.stale, held.calls) == (day_plan, False, [])
    assert workspace.save()
    stored = load(document_path)
    assert stored is not None
    assert (stored.document.start, stored.plan) == (TODAY, plan_to_fixed(day_plan))
    assert workspace.history.undo_name == "Begin on Monday, 30 November 2026"
    workspace.undo()
    assert workspace.document.start is None


# The field

ENGLISH, US = QLocale("en_GB"), QLocale("en_US")
GERMAN, JAPANESE = QLocale("de_DE"), QLocale("ja_JP")


@pytest.mark.parametrize(
    ("text", "locale", "said"),
    [
        ("Mon 30 Nov 2026", ENGLISH, date(2026, 11, 30)),
        ("Monday, 30 November 2026", ENGLISH, date(2026, 11, 30)),
        ("Sun 1 dec 2026", ENGLISH, date(2026, 12, 1)),
        ("December 24, 2026", US, date(2026, 12, 24)),
        ("2026 March 3", US, date(2026, 3, 3)),
        ("2 jan", ENGLISH, date(2027, 1, 2)),  # the nearest
        ("29 feb", ENGLISH, None),  # no year near has it
        ("29 feb 2028", ENGLISH, date(2028, 2, 29)),
        ("2026-12-07", GERMAN, date(2026, 12, 7)),
        ("7.12.2026", GERMAN, date(2026, 12, 7)),
        ("07.12.26", GERMAN, date(2026, 12, 7)),
        ("7.12.", GERMAN, date(2026, 12, 7)),
        ("7. Dezember 2026", GERMAN, date(2026, 12, 7)),
        ("7 Dez", GERMAN, date(2026, 12, 7)),
        ("12/7/2026", US, date(2026, 12, 7)),
        ("7/12/2026", ENGLISH, date(2026, 12, 7)),
        ("2026/12/7", JAPANESE, date(2026, 12, 7)),
        ("9999-12-31", ENGLISH, date.max),
        ("32 Nov 2026", ENGLISH, None),
        ("2026-02-30", ENGLISH, None),
        ("0.0.0", GERMAN, None),
        ("1 Nov 99999", ENGLISH, None),
        ("20261130", ENGLISH, None),
        ("ju 1", ENGLISH, None),
        ("soon", ENGLISH, None),
        ("²", ENGLISH, None),
        ("", ENGLISH, None),
    ],
)
def test_that_a_date_is_read_as_people_write_it(text: str, locale: QLocale, said: date | None) -> None:
    assert read_date(text, TODAY, locale) == said


def test_that_every_date_that_is_written_can_be_read() -> None:
    for day in range(366):
        when = date(2028, 1, 1) + timedelta(days=day)
        for locale in (ENGLISH, US, GERMAN, JAPANESE):
            assert read_date(write_date(when), TODAY, locale) == when


def window_of(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, plan: Plan) -> Built:
    built = open_window(held, lambda: TODAY)
    opened(qtbot, built.workspace, plan)
    return built


def test_that_a_typed_day_names_the_days_and_a_wrong_one_changes_nothing(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan, Document(days=1, start=TODAY))
    built = window_of(qtbot, open_window, held, day_plan)
    field = built.window.first_day
    assert field.text() == "Mon 30 Nov 2026"
    field.selectAll()
    write(field, "1 Dec 2026")
    press(field, Qt.Key.Key_Return)
    assert built.workspace.document.start == date(2026, 12, 1)
    assert field.text() == "Tue 1 Dec 2026"
    assert built.window.plan.tiles[0].accessibleName().startswith("Tuesday")
    field.selectAll()
    write(field, "never")
    press(field, Qt.Key.Key_Return)
    assert built.window.notice.text == "“never” is no date. Write it like Mon 30 Nov 2026."
    assert field.text() == "Tue 1 Dec 2026"
    field.clear()
    press(field, Qt.Key.Key_Return)
    assert field.text() == "Tue 1 Dec 2026"
    built.workspace.undo()
    assert field.text() == "Mon 30 Nov 2026"
    assert not built.workspace.history.can_undo


def test_that_a_day_is_chosen_in_the_calendar(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan, Document(days=1))
    built = window_of(qtbot, open_window, held, day_plan)
    field = built.window.first_day
    assert field.text() == ""
    field.open_calendar()
    field.calendar.clicked.emit(QDate(2026, 12, 7))
    assert built.workspace.document.start == date(2026, 12, 7)
    assert not field.menu.isVisible()


def test_that_a_plan_begins_on_no_day_that_is_over(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan, Document(days=1, start=TODAY))
    built = window_of(qtbot, open_window, held, day_plan)
    field = built.window.first_day
    field.selectAll()
    write(field, "29 Nov 2026")
    press(field, Qt.Key.Key_Return)
    assert built.window.notice.text == "Sunday, 29 November 2026 is over: a plan begins today or later."
    assert (built.workspace.document.start, field.text()) == (TODAY, "Mon 30 Nov 2026")


@pytest.mark.parametrize("start", [date.min, date.max - timedelta(days=1), date.max], ids=["first", "last", "beyond"])
def test_that_the_ends_of_the_calendar_do_not_crash_the_window(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan, start: date
) -> None:
    (day,) = day_plan.days
    plan = Plan((day, replace(day, number=2)))
    kept(document_path, plan, Document(days=2, start=start))
    built = open_window(held, lambda: TODAY)
    if start == date.min:  # both days are over
        assert [day.date for day in built.workspace.document.recorded] == [date.min, date.min + timedelta(days=1)]
        assert built.workspace.document.start == TODAY
        said = [label.text() for label in built.window.plan.findChildren(QLabel) if label.isVisible()]
        assert "The days that were planned are over. “Make plan” plans from today on." in said
        return
    qtbot.waitUntil(lambda: built.workspace.plan == plan)
    built.window.plan.wish_overview(True)
    built.window.first_day.open_calendar()
    built.window.first_day.menu.close()
    name = built.window.plan.overview.heads[1].accessibleName()
    assert name.startswith("Day 2" if start == date.max else "Friday")


def test_that_the_bars_take_no_more_room_than_they_need(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan, Document(days=1, start=TODAY))
    window = window_of(qtbot, open_window, held, day_plan).window
    window.resize(1280, 720)
    promised = window.promise
    QApplication.processEvents()
    assert window.foot.height() <= 3 * promised.fontMetrics().lineSpacing()
    needed = promised.heightForWidth(promised.width())
    assert needed <= promised.height()
    text = window.first_day.fontMetrics().horizontalAdvance("Wed 30 Sep 2026")
    assert text < window.first_day.width() < 2 * text
