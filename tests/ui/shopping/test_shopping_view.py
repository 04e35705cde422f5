"""The shopping list on screen: what a press or a key does to the document, and what is then shown."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Person
from planner.document.list_choices import ListChoices
from planner.foods.catalogue import Catalogue
from planner.needs.profile import BRANDS_DIFFER, Profile
from planner.plan.plan import Plan
from planner.shopping.shopping_list import AT_HOME, OWN_LINES
from tests.planner.plans import HOSTILE, random_plan
from tests.ui.clicks import click, press, write
from ui.base.look import TALL_ROW, TARGET, Look
from ui.base.table import Role
from ui.base.widgets import BREAK
from ui.shopping.shop_rows import IN_BASKET
from ui.shopping.shopping_view import ShoppingView
from ui.workspace.screen_state import ScreenState


class Desk:
    """The view, with a document that follows its wishes as the workspace would."""

    def __init__(self, look: Look, plan: Plan, document: Document) -> None:
        self.view = ShoppingView(look)
        self.plan, self.document = plan, document
        self.edits: list[str] = []
        self.view.edited.connect(self._edited)
        self.view.resize(430, 700)
        self.view.show()
        self.show()

    def show(self, plan: Plan | None = None) -> None:
        self.plan = plan or self.plan
        self.view.show_state(ScreenState(plan=self.plan, document=self.document))

    def _edited(self, name: str, document: Document) -> None:
        self.edits.append(name)
        self.document = document
        self.show()

    def choose(self, key: str) -> None:
        self.view.tree.setCurrentIndex(self.view.model.index_of(key))

    def open(self, key: str) -> None:
        """What can be done with a line, as Return opens it."""
        self.choose(key)
        press(self.view.tree, Qt.Key.Key_Return)

    def keys(self) -> list[str]:
        return [line.key for group in self.view.model.groups for line in group.rows]

    def days(self) -> list[int]:
        return list(self.view.days or ())

    def aisles(self) -> list[str]:
        return [group.title for group in self.view.model.groups]


@pytest.fixture(scope="module")
def look(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Look:
    path = tmp_path_factory.mktemp("look") / "settings.ini"
    return Look(qapp, QSettings(str(path), QSettings.Format.IniFormat))


@pytest.fixture
def desk(qtbot: QtBot, look: Look, catalogue: Catalogue) -> Desk:
    document = Document(days=7, start=date(2026, 11, 23))
    made = Desk(look, random_plan(catalogue, 2, days=7), document)
    qtbot.addWidget(made.view)
    return made


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_that_a_line_is_ticked_and_unticked(desk: Desk, by: str) -> None:
    QAbstractItemModelTester(desk.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal, desk.view)
    key = desk.keys()[2]
    for wanted in (True, False):
        index = desk.view.model.index_of(key)
        if by == "mouse":
            box = desk.view.tree.visualRect(index)
            click(desk.view.tree.viewport(), QPoint(box.left() + 12, box.center().y()))
        else:
            desk.choose(key)
            press(desk.view.tree, Qt.Key.Key_Space)
        assert (key in desk.document.shopping.ticked) is wanted
        state = desk.view.model.index_of(key).data(Role.CheckStateRole)
        assert Qt.CheckState(state) is (Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    assert [name.split()[0] for name in desk.edits] == ["Tick", "Untick"]


@pytest.mark.parametrize("share", [0.05, 0.4, 0.8])
def test_that_a_press_anywhere_on_a_row_ticks_it(desk: Desk, share: float) -> None:
    key = desk.keys()[1]
    box = desk.view.tree.visualRect(desk.view.model.index_of(key))
    assert box.height() >= TALL_ROW
    click(desk.view.tree.viewport(), QPoint(round(box.width() * share), box.center().y()))
    assert desk.document.shopping.ticked == {key}


def test_that_the_right_end_of_a_row_ticks_nothing_and_shows_more(desk: Desk) -> None:
    key = desk.keys()[1]
    box = desk.view.tree.visualRect(desk.view.model.index_of(key))
    click(desk.view.tree.viewport(), QPoint(box.right() - 12, box.center().y()))
    assert desk.edits == []
    line = desk.view.line()
    assert line is not None
    assert line.key == key
    assert desk.view.panel.isVisible()
    press(desk.view.panel.at_home, Qt.Key.Key_Escape)
    assert not desk.view.panel.isVisible()
    assert desk.view.tree.hasFocus()


def test_that_what_is_ticked_sinks_and_space_goes_down_the_list(desk: Desk) -> None:
    first, second, third = desk.keys()[:3]
    desk.choose(first)
    for _ in range(2):
        press(desk.view.tree, Qt.Key.Key_Space)
    assert desk.document.shopping.ticked == {first, second}
    line = desk.view.line()
    assert line is not None
    assert line.key == third
    basket = next(group for group in desk.view.model.groups if group.title == IN_BASKET)
    assert {row.key for row in basket.rows} == {first, second}
    assert desk.keys()[0] == third
    desk.choose(first)
    press(desk.view.tree, Qt.Key.Key_Space)
    assert desk.keys()[0] == first


def test_that_a_second_press_soon_after_ticks_no_other_row(desk: Desk) -> None:
    box = desk.view.tree.visualRect(desk.view.model.index_of(desk.keys()[1]))
    place = QPoint(box.left() + 90, box.center().y())
    viewport = desk.view.tree.viewport()
    click(viewport, place)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert len(desk.edits) == 1


def test_that_a_tick_leaves_the_list_where_the_eye_is(desk: Desk) -> None:
    bar = desk.view.tree.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    at = bar.value()
    assert at > 0
    middle = QPoint(60, desk.view.tree.viewport().height() // 2)
    if desk.view.model.row(desk.view.tree.indexAt(middle)) is None:
        middle += QPoint(0, TALL_ROW)
    click(desk.view.tree.viewport(), middle)
    assert len(desk.edits) == 1
    assert abs(bar.value() - at) <= TALL_ROW


def test_that_a_row_says_for_which_meals_and_at_which_price(desk: Desk) -> None:
    rows = [row for group in desk.view.model.groups for row in group.rows if row.line.parts]
    assert all(row.meals for row in rows)
    assert any(row.price.endswith(" each") for row in rows)
    for row in rows:
        assert row.meals in row.spoken
        assert (row.line.cost is None) is (row.price == "") or row.line.count == 0


def test_that_days_people_lines_and_cost_are_one_line(desk: Desk) -> None:
    said = desk.view.summary.text()
    assert said.startswith("Mon 23 Nov to Sun 29 Nov 2026 · for 1 person · ")
    assert f"{sum(row.line.count > 0 for group in desk.view.model.groups for row in group.rows)} lines to buy" in said
    assert "about US$ " in said


def test_that_more_than_five_lines_are_seen_on_a_small_screen(desk: Desk) -> None:
    """560 px are what a window of 720 px leaves the page; how many headings stand between the lines is the plan's."""
    desk.view.resize(400, 560)
    QApplication.processEvents()
    tree, first = desk.view.tree, desk.view.model.groups[0].rows[0]
    line = tree.visualRect(desk.view.model.index_of(first.key))
    assert line.top() >= 0
    assert tree.viewport().height() // line.height() > 6  # five lines and more, under a heading


def test_that_own_lines_are_added_ticked_and_removed(desk: Desk) -> None:
    write(desk.view.own, "Washing-up liquid")
    press(desk.view.own, Qt.Key.Key_Return)
    assert OWN_LINES in desk.aisles()
    assert desk.view.own.text() == ""
    desk.open("own:Washing-up liquid")
    assert desk.view.panel.remove.isVisible()
    assert not desk.view.panel.at_home.isVisible()
    click(desk.view.panel.remove)
    assert OWN_LINES not in desk.aisles()
    click(desk.view.add)
    assert desk.edits == ["Add “Washing-up liquid”", "Remove “Washing-up liquid”"]


def test_that_what_is_at_home_leaves_the_aisles(desk: Desk) -> None:
    key = desk.keys()[0]
    desk.open(key)
    line = desk.view.line()
    assert line is not None
    desk.view.panel.at_home.setValue(1.0)
    assert sum(desk.document.stock.values()) == pytest.approx(28.35, abs=0.01)
    desk.open(key)
    click(desk.view.panel.all_at_home)
    assert desk.view.model.groups[-1].title == AT_HOME
    assert [row.key for row in desk.view.model.groups[-1].rows] == [key]
    desk.open(key)
    desk.view.panel.at_home.setValue(0)
    assert dict(desk.document.stock) == {}
    assert AT_HOME not in desk.aisles()


def test_that_an_aisle_moves_and_the_choice_stays(desk: Desk) -> None:
    before = desk.aisles()
    key = desk.view.model.groups[1].rows[0].key
    desk.open(key)
    click(desk.view.panel.earlier)
    assert desk.aisles() == [before[1], before[0], *before[2:]]
    desk.open(key)
    click(desk.view.panel.later)
    assert desk.aisles() == before


def test_that_days_people_and_packs_change_the_list(desk: Desk) -> None:
    whole = len(desk.keys())
    desk.view.last.setCurrentIndex(1)
    desk.view.last.activated.emit(1)
    assert desk.days() == [1, 2]
    assert len(desk.keys()) < whole
    desk.view.first.setCurrentIndex(4)
    desk.view.first.activated.emit(4)
    assert desk.days() == [5], "the end that was not touched gives way"
    desk.view.people.setValue(3)
    assert desk.document.shopping.people == 3
    desk.view.packs.activated.emit(1)
    assert desk.document.shopping.packs == "metric"
    assert desk.view.packs.currentIndex() == 1
    desk.show(Plan(desk.plan.days[:3]))
    assert desk.days() == [1, 2, 3], "a plan without the chosen days is shopped for whole"


def test_that_twenty_edits_between_plan_changes_keep_ticks_and_own_lines(desk: Desk, catalogue: Catalogue) -> None:
    ticked: set[str] = set()
    own: list[str] = []
    for step in range(20):
        desk.show(random_plan(catalogue, step, days=5))
        shown = [row.line for group in desk.view.model.groups for row in group.rows]
        assert {line.key for line in shown if line.ticked} == ticked & {line.key for line in shown}
        assert [line.name for line in shown if line.own] == own
        if step % 3:
            key = next(line.key for line in shown[step:] if not line.ticked)
            desk.choose(key)
            press(desk.view.tree, Qt.Key.Key_Space)
            ticked.add(key)
        else:
            own.append(f"Line {step}")
            desk.view.own.setText(own[-1])
            desk.view.add.click()
    assert desk.document.shopping.ticked == ticked
    assert desk.document.shopping.own == tuple(own)
    desk.view.untick.click()
    assert not desk.document.shopping.ticked
    assert not desk.view.untick.isEnabled()


def test_that_hostile_names_stay_plain_text(desk: Desk) -> None:
    desk.document = desk.document.with_shopping(ListChoices(own=HOSTILE))
    desk.show()
    shown = {row.name for group in desk.view.model.groups for row in group.rows if row.line.own}
    assert shown == set(HOSTILE)
    desk.open(f"own:{HOSTILE[0]}")
    assert HOSTILE[0] in desk.view.panel.name.text().replace(BREAK, "")
    assert desk.view.panel.name.textFormat() == Qt.TextFormat.PlainText
    assert not desk.view.grab().isNull()


def test_that_a_name_of_300_characters_is_shown_whole(desk: Desk) -> None:
    desk.document = desk.document.with_shopping(ListChoices(own=("x" * 300, "Soap")))
    desk.show()
    tall = [desk.view.tree.visualRect(desk.view.model.index_of(f"own:{name}")).height() for name in ("x" * 300, "Soap")]
    assert tall[0] > 4 * tall[1] >= 4 * TARGET


def test_that_the_list_is_copied_as_text(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.view.said):
        click(desk.view.copy)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Shopping list: Mon 23 Nov to Sun 29 Nov 2026\n")
    assert copied.count("[ ]") == len(desk.keys())


def test_that_print_and_export_are_wishes(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignals([desk.view.print_wished, desk.view.export_wished]):
        click(desk.view.print)
        click(desk.view.export)


def test_that_without_a_plan_the_view_says_what_is_missing(desk: Desk) -> None:
    desk.view.show_state(ScreenState(plan=None, document=desk.document))
    assert desk.view.empty.isVisible()
    assert not desk.view.tree.isVisible()
    assert desk.view.shopping is None
    assert desk.view.days is None


def test_that_every_control_has_a_name_and_is_large_enough(desk: Desk) -> None:
    desk.open(desk.keys()[0])
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox)
    controls = [each for kind in kinds for each in desk.view.findChildren(kind) if each.isVisible()]
    inside: set[QWidget] = {box.lineEdit() for box in desk.view.findChildren(QAbstractSpinBox)}
    checked = [each for each in controls if each not in inside]
    assert len(checked) > 12
    for control in checked:
        assert control.accessibleName(), control
        assert control.height() >= TARGET
        assert control.width() >= TARGET
        if isinstance(control, QAbstractButton) and control.text():
            assert control.width() >= control.sizeHint().width(), control.text()
    spoken = desk.view.model.index_of(desk.keys()[0]).data(Role.AccessibleTextRole)
    assert "need" in spoken


def test_that_the_view_fits_beside_foods_and_nutrition(desk: Desk) -> None:
    assert desk.view.minimumSizeHint().width() <= 430


def test_that_a_house_with_an_allergy_is_told_to_read_labels(desk: Desk) -> None:
    assert BRANDS_DIFFER not in desk.view.note.text()
    desk.document = replace(desk.document, people=(Person("Ben", Profile(allergens=frozenset({"milk"}))),))
    desk.show()
    assert not desk.view.note.isHidden()
    assert desk.view.note.text().startswith(BRANDS_DIFFER)
    desk.view.show_state(ScreenState(plan=None, document=desk.document))
    assert desk.view.note.isHidden()


@pytest.mark.parametrize("units", ["us", "metric"])
@pytest.mark.parametrize("typed", ["10,5", "10.5"])
def test_that_what_is_at_home_is_typed_with_either_decimal_sign(desk: Desk, units: str, typed: str) -> None:
    desk.document = desk.document.with_shopping(desk.document.shopping.with_packs(units))
    desk.show()
    desk.open(desk.keys()[2])
    desk.view.panel.at_home.selectAll()
    write(desk.view.panel.at_home, typed)
    press(desk.view.panel.at_home, Qt.Key.Key_Return)
    (grams,) = desk.document.stock.values()
    assert grams == pytest.approx(10.5 * (28.349523125 if units == "us" else 1))


def test_that_what_is_no_amount_at_home_is_said_and_changes_nothing(desk: Desk) -> None:
    said: list[str] = []
    desk.view.said.connect(said.append)
    desk.open(desk.keys()[2])
    desk.view.panel.at_home.selectAll()
    write(desk.view.panel.at_home, "10,5,5")
    press(desk.view.panel.at_home, Qt.Key.Key_Return)
    assert said[0].startswith("“10,5,5” is no number.")
    assert not desk.document.stock
