"""Every dialog and window fits its screen, keeps what was written, and has no field that the wheel turns."""

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDialog,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.diary.guesses import guessed
from planner.diary.table import read_diary
from planner.document.document import Document, Person
from planner.foods.catalogue import Catalogue
from planner.imports.foods import Import, import_from_bytes
from planner.imports.recipe_files import recipe_from_text
from planner.imports.recipes import drafts_of
from planner.needs.profile import Profile
from planner.now.entering import Finder
from tests.ui import test_accessibility as whole
from tests.ui.clicks import click, press, write
from tests.ui.conftest import HeldPlanner, OpenWindow
from tests.ui.small_screens import SCREENS, be_on, buttons_of, is_in_reach, too_large
from ui.base.dialogs import Dialog
from ui.base.number_box import Combo, NumberBox
from ui.base.reading_file import ReadingDialog
from ui.help.window import HelpWindow
from ui.imports.foods_dialog import FoodsDialog
from ui.imports.paste_dialog import PasteDialog
from ui.imports.recipes_dialog import RecipesDialog
from ui.now.diary_dialog import DiaryDialog
from ui.own.own_dish_dialog import OwnDishDialog
from ui.own.own_food_dialog import OwnFoodDialog
from ui.plan.add_food_dialog import AddFoodDialog
from ui.plan.portion_dialogs import SwapDialog
from ui.print.print_dialogs import PrintDialog
from ui.profile.people_page import PersonDialog
from ui.profile.profile_dialog import ProfileDialog
from ui.progress.delete_days import DeleteDaysDialog
from ui.window.app import Built
from ui.window.crash_dialog import show_sentence
from ui.window.documents import NameDialog
from ui.window.favourites import FavouriteDialog
from ui.window.lock_window import LockWindow
from ui.window.one_copy import Holder
from ui.window.window_state import PLACE_KEY, WHOLE_KEY

OTHER = Holder("other", None, here=False, alive=None)
UI = Path(__file__).parents[3] / "ui"
HOMES = {"QDialog": "dialogs.py", "QComboBox": "number_box.py", "QDoubleSpinBox": "number_box.py"}
NEVER = ("QSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QSlider", "QDial", "QFontComboBox", "QInputDialog")


def table_of_foods() -> Import:
    """A table that leaves all questions open."""
    text = b"name,kcal,fibre,magnesium (mg)\nSeeds,500,9,300\n"
    return import_from_bytes(text, "foods.csv", Catalogue({}, (), ()), Document())


def recipes_of(built: Built) -> RecipesDialog:
    """A recipe of which a line must be looked at."""
    assert built.workspace.catalogue is not None
    read = recipe_from_text("Soup\n\nIngredients\n250 g lentils\n1 dragon\n\nMethod\nBoil.")
    found = drafts_of(read, built.workspace.catalogue, Document())
    return RecipesDialog(found, built.workspace.catalogue, Document, built.window)


def diary_of(built: Built) -> DiaryDialog:
    """A diary of two days of which a line must be looked at."""
    catalogue = built.workspace.catalogue
    assert catalogue is not None
    finder = Finder(catalogue)
    text = b"day,meal,food,amount\n1,lunch,Bagel,105 g\n2,,Dragon wings,30 g\n"
    return DiaryDialog(guessed(read_diary(text, "eaten.csv"), finder, catalogue), finder, catalogue, 1, built.window)


DIALOGS: dict[str, Callable[[Built], object]] = {
    **whole.DIALOGS,
    "import": lambda built: FoodsDialog(table_of_foods(), None, built.window).open(),
    "favourite": lambda built: FavouriteDialog(set(), built.window).open(),
    "diary": lambda built: diary_of(built).open(),
    "paste": lambda built: PasteDialog(built.window).open(),
    "recipes": lambda built: recipes_of(built).open(),
    "reading": lambda built: ReadingDialog("foods.csv", built.window).open(),
    "person": lambda built: PersonDialog(Person("", Profile()), set(), {}, "us", built.window).open(),
    "swap": lambda built: SwapDialog(built.look, "Spinach", "lunch", built.window).open(),
    "delete days": lambda built: DeleteDaysDialog(
        built.look, lambda first, last: 1, (date(2026, 11, 1), date(2026, 11, 2)), date(2026, 11, 30), built.window
    ).open(),
    "name": lambda built: NameDialog("Name", "Anna Smith", "Save", built.window).open(),
    "lock": lambda built: LockWindow(built.workspace.document_path, OTHER, built.window).open(),
    "sentence": lambda built: show_sentence("Something went wrong. " * 40, "details", built.window),
}


# One home


def uses(name: str) -> set[str]:
    """The modules of the window that make something of a class of Qt's, or make a class of it."""
    found = set()
    for path in UI.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            asked = node.bases if isinstance(node, ast.ClassDef) else [node.func] if isinstance(node, ast.Call) else []
            if any(isinstance(each, ast.Name) and each.id == name for each in asked):
                found.add(path.name)
    return found


@pytest.mark.parametrize("name", HOMES)
def test_that_dialogs_choices_and_numbers_have_one_home(name: str) -> None:
    """Else one of them could be larger than the screen, lose what was written, or turn with the wheel."""
    assert uses(name) == {HOMES[name]}


@pytest.mark.parametrize("name", NEVER)
def test_that_no_field_of_another_kind_is_used(name: str) -> None:
    assert uses(name) == set()


def test_that_every_dialog_is_walked_here() -> None:
    """A new dialog is opened by the tests below, too."""

    def all_of(kind: type[Dialog]) -> set[str]:
        return {kind.__name__}.union(*(all_of(each) for each in kind.__subclasses__()))

    assert HelpWindow.__mro__[1] is Dialog  # loaded only when it is opened
    assert all_of(Dialog) == {
        "Dialog", "PagesDialog", "AskDialog", "LineDialog",  # what others are made of
        "ProfileDialog", "PersonDialog", "AddFoodDialog", "MoveDialog", "SwapDialog", "OwnFoodDialog", "OwnDishDialog",
        "PrintDialog", "ExportDialog", "HelpWindow", "WhyPanel", "FoodDetails", "FoodsDialog", "ReadingDialog",
        "RecipesDialog", "PasteDialog", "LockWindow", "DiaryDialog", "FavouriteDialog", "NameDialog", "VersionDialog",
        "OtherMealDialog", "DeleteDaysDialog", "AnotherMealDialog", "FindDialog",
    }  # fmt: skip


# The wheel


def turn(widget: QWidget) -> None:
    """One notch of the wheel over a field."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(widget.rect().center())),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def of_a_calendar(field: QWidget) -> bool:
    """Whether a field is a part of Qt's own calendar, such as its year."""
    parent = field.parentWidget()
    while parent is not None and not isinstance(parent, QCalendarWidget):
        parent = parent.parentWidget()
    return parent is not None


def turned(top: QWidget) -> list[str]:
    """The fields that one notch of the wheel changes."""
    wrong = []
    fields: list[QComboBox | QAbstractSpinBox] = [*top.findChildren(QComboBox), *top.findChildren(QAbstractSpinBox)]
    for field in fields:
        if type(field).__module__.startswith("PySide6") and not of_a_calendar(field):
            wrong.append(f"{type(field).__name__} is Qt's own")
        if field.focusPolicy() & Qt.FocusPolicy.WheelFocus == Qt.FocusPolicy.WheelFocus:
            wrong.append(f"the wheel gives the keyboard to {field.accessibleName()}")
        for setting in range(2):
            before = field.currentText() if isinstance(field, QComboBox) else field.text()
            turn(field)
            after = field.currentText() if isinstance(field, QComboBox) else field.text()
            if after != before:
                wrong.append(f"{field.accessibleName()}: {before} to {after}")
            if not setting and isinstance(field, NumberBox):
                field.show_value((field.minimum() + field.maximum()) // 2)
    return wrong


def test_that_no_wheel_changes_a_field_of_the_window(built: Built) -> None:
    assert len(built.window.findChildren(Combo)) >= 4
    assert {view: found for view in whole.views(built) if (found := turned(built.window))} == {}


@pytest.mark.parametrize("name", DIALOGS)
def test_that_no_wheel_changes_a_field_of_a_dialog_and_unchanged_it_closes_at_once(
    qtbot: QtBot, built: Built, name: str
) -> None:
    DIALOGS[name](built)
    dialog = whole.dialog_of(built)
    assert turned(dialog) == []
    QDialog.reject(dialog)
    QApplication.processEvents()
    DIALOGS[name](built)
    dialog = whole.dialog_of(built)
    with qtbot.waitSignal(dialog.finished):
        press(dialog, Qt.Key.Key_Escape)


# The screen


@pytest.mark.parametrize("name", DIALOGS)
def test_that_every_dialog_fits_its_screen_with_its_buttons(
    built: Built, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for screen, size in SCREENS.items():
        be_on(monkeypatch, size)
        DIALOGS[name](built)
        dialog = whole.dialog_of(built)
        assert isinstance(dialog, Dialog)
        assert (screen, too_large(dialog)) == (screen, "")
        buttons = buttons_of(dialog)
        if isinstance(dialog, PrintDialog):
            buttons += [dialog.save, dialog.print]
        assert buttons
        assert (screen, [button.text() for button in buttons if not is_in_reach(button)]) == (screen, [])
        QDialog.reject(dialog)
        QApplication.processEvents()


def put_on(monkeypatch: pytest.MonkeyPatch, window: QWidget, screen: str) -> None:
    window.hide()
    be_on(monkeypatch, SCREENS[screen])
    window.show()


def test_that_the_window_fits_its_screen_in_every_view(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    window = built.window
    for screen in SCREENS:
        put_on(monkeypatch, window, screen)
        for view in whole.views(built):
            assert (screen, view, too_large(window)) == (screen, view, "")
            assert is_in_reach(window.foot), (screen, view)
            assert is_in_reach(window.again_button) or not window.week.isVisible(), (screen, view)
        window.leave_first_start()


@pytest.mark.parametrize("screen", ["1366 x 768", "1920 x 1080 at 150 %"])
def test_that_the_first_questions_can_be_answered_on_a_usual_screen(
    built: Built, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    window = built.window
    put_on(monkeypatch, window, screen)
    window.open_first_start()
    questions = window.first_start
    for _step in range(questions.stack.count()):
        QApplication.processEvents()
        for button in (questions.later, questions.next):
            assert is_in_reach(button)
        assert is_in_reach(window.foot)
        if questions.forms.health.isVisible():
            questions.forms.health.conditions.boxes["kidney disease"].click()  # asks to be confirmed, above the buttons
            QApplication.processEvents()
            assert questions.forms.confirmations.isVisible()
            assert is_in_reach(questions.next)
        click(questions.next)
    assert not questions.isVisible()


PLACES = ["0 0 99999 99999", "2000 900 1800 1200", "-4000 -4000 1280 800", "0 0 1280 800", "500 300 1000 700"]


@pytest.mark.parametrize("place", PLACES)
def test_that_a_window_kept_on_a_larger_or_absent_screen_fits_this_one(
    monkeypatch: pytest.MonkeyPatch, open_window: OpenWindow, held: HeldPlanner, settings: QSettings, place: str
) -> None:
    be_on(monkeypatch, SCREENS["1366 x 768"])
    settings.setValue(PLACE_KEY, place)
    window = open_window(held).window
    QApplication.processEvents()
    assert too_large(window) == ""
    assert QRect(0, 0, 1366, 768).contains(window.frameGeometry())


def test_that_a_window_kept_over_the_whole_of_a_larger_screen_fits_when_it_is_not(
    monkeypatch: pytest.MonkeyPatch, open_window: OpenWindow, held: HeldPlanner, settings: QSettings
) -> None:
    be_on(monkeypatch, SCREENS["1366 x 768"])
    settings.setValue(PLACE_KEY, "0 0 3800 2100")
    settings.setValue(WHOLE_KEY, "true")
    window = open_window(held).window
    window.showNormal()
    QApplication.processEvents()
    assert too_large(window) == ""


def test_that_a_dialog_is_as_large_as_it_wishes_where_there_is_room(built: Built) -> None:
    built.window.own.open_food()
    assert whole.dialog_of(built).size().toTuple() == (1120, 720)


# What was written


def shown(qtbot: QtBot, dialog: Dialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog, before_close_func=Dialog.remember)
    with qtbot.waitExposed(dialog):
        dialog.show()


def asked(dialog: QDialog) -> QMessageBox | None:
    return next((box for box in dialog.findChildren(QMessageBox) if box.isVisible()), None)


def answer(dialog: QDialog, words: str) -> None:
    """Presses a button of the question whether to leave."""
    box = asked(dialog)
    assert box is not None
    (button,) = (each for each in box.findChildren(QPushButton) if each.text() == words)
    click(button)


def dish() -> OwnDishDialog:
    return OwnDishDialog(lambda own: (), {})


def food() -> OwnFoodDialog:
    return OwnFoodDialog(lambda own: ())


def person() -> PersonDialog:
    return PersonDialog(Person("", Profile()), set(), {}, "us")


def profile() -> ProfileDialog:
    return ProfileDialog(Document(), {}, lambda document: None)


WRITTEN: dict[str, tuple[Callable[[], Dialog], Callable[[Dialog], object]]] = {
    "name of a dish": (dish, lambda dialog: write(dialog.name, "Soup")),  # type: ignore[attr-defined]
    "steps of a dish": (dish, lambda dialog: write(dialog.method, "Boil it.")),  # type: ignore[attr-defined]
    "servings of a dish": (dish, lambda dialog: dialog.servings.setValue(6)),  # type: ignore[attr-defined]
    "kind of a dish": (dish, lambda dialog: dialog.kind.setCurrentIndex(2)),  # type: ignore[attr-defined]
    "name of a food": (food, lambda dialog: write(dialog.name, "Oat bar")),  # type: ignore[attr-defined]
    "figure of a food": (
        food,
        lambda dialog: write(dialog.figures.figures["magnesium_mg"].edit, "21"),  # type: ignore[attr-defined]
    ),
    "allergen of a food": (food, lambda dialog: dialog.has.boxes["milk"].click()),  # type: ignore[attr-defined]
    "taste of a food": (food, lambda dialog: dialog.loved.click()),  # type: ignore[attr-defined]
    "name of a person": (person, lambda dialog: write(dialog.name, "Anna")),  # type: ignore[attr-defined]
    "age in the profile": (
        profile,
        lambda dialog: dialog.person.you.age.setValue(68),  # type: ignore[attr-defined]
    ),
}
LEAVE: dict[str, Callable[[Dialog], object]] = {
    "Esc": lambda dialog: press(dialog, Qt.Key.Key_Escape),
    "Alt+F4": lambda dialog: dialog.close(),
}


@pytest.mark.parametrize("way", ["Esc", "Alt+F4"])
@pytest.mark.parametrize("name", WRITTEN)
def test_that_nothing_written_is_thrown_away_without_a_question(qtbot: QtBot, name: str, way: str) -> None:
    make, change = WRITTEN[name]
    dialog = make()
    shown(qtbot, dialog)
    change(dialog)
    before = dialog.answers()
    LEAVE[way](dialog)
    assert dialog.isVisible()
    answer(dialog, dialog.stay_word)
    qtbot.waitUntil(lambda: asked(dialog) is None)
    assert dialog.isVisible()
    assert dialog.answers() == before
    LEAVE[way](dialog)
    answer(dialog, dialog.leave_word)
    qtbot.waitUntil(lambda: not dialog.isVisible())


@pytest.mark.parametrize("way", ["Esc", "Alt+F4"])
def test_that_esc_on_the_question_keeps_what_was_written(qtbot: QtBot, way: str) -> None:
    dialog = dish()
    shown(qtbot, dialog)
    write(dialog.name, "Soup")
    LEAVE[way](dialog)
    box = asked(dialog)
    assert box is not None
    press(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: asked(dialog) is None)
    assert dialog.isVisible()
    assert dialog.name.text() == "Soup"


def test_that_esc_clears_a_search_before_it_closes_the_dialog(qtbot: QtBot, built: Built) -> None:
    built.window.editing.ask_add(1, "lunch")
    dialog = whole.dialog_of(built)
    assert isinstance(dialog, AddFoodDialog)
    write(dialog.search, "bean")
    press(dialog.search, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.search.text() == ""
    with qtbot.waitSignal(dialog.finished):
        press(dialog.search, Qt.Key.Key_Escape)


def test_that_what_is_typed_in_a_field_of_the_window_is_taken_when_it_is_closed(
    qtbot: QtBot, built: Built, settings: QSettings
) -> None:
    built.window.open_first_start()
    age = built.window.first_start.forms.you.age
    age.setFocus()
    qtbot.waitUntil(age.hasFocus)
    age.selectAll()
    write(age, "68")  # and neither Return nor Tab
    built.window.close()
    assert built.workspace.document.profile.age_years == 68
