"""The user's own price of a line: typed in the locale's figures, taken back, refused in words, minded by a budget."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Habits, Stored
from planner.document.list_choices import ListChoices
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from planner.shopping.bought import read_bought
from planner.shopping.shopping_list import Line, Part
from tests.planner.plans import random_plan
from tests.planner.tiny_foods import food
from tests.ui.clicks import press, write
from tests.ui.conftest import HeldPlanner, OpenWindow
from ui.base.look import TARGET, Look
from ui.shopping.price_field import PriceField
from ui.shopping.shopping_view import ShoppingView
from ui.window.app import Built
from ui.workspace.screen_state import ScreenState


class Desk:
    """The list, with a document that follows its wishes as the workspace would."""

    def __init__(self, look: Look, plan: Plan, document: Document) -> None:
        self.view = ShoppingView(look)
        self.plan, self.document = plan, document
        self.edits: list[str] = []
        self.said: list[str] = []
        self.view.edited.connect(self._edited)
        self.view.said.connect(self.said.append)
        self.view.resize(430, 700)
        self.view.show()
        self.view.show_state(ScreenState(plan=plan, document=document))

    def _edited(self, name: str, document: Document) -> None:
        self.edits.append(name)
        self.document = document
        self.view.show_state(ScreenState(plan=self.plan, document=document))

    def choose_priced(self) -> str:
        """The name of a line with a usual price, which is then chosen."""
        assert self.view.shopping is not None
        bought = (line for line in self.view.shopping.lines if line.count and line.key == line.parts[0].food.id)
        line = next(line for line in bought if line.cost and not line.estimated)
        self.view.tree.more_wished.emit(self.view.model.index_of(line.key))
        return line.name

    @property
    def pack_kg(self) -> float:
        """[kg] of one pack of the chosen line, which the price is of."""
        line = self.view.line()
        assert line is not None
        assert line.pack is not None
        return line.pack.grams / 1000

    def type(self, text: str) -> None:
        edit = self.view.panel.price.edit
        edit.setFocus()
        edit.clear()
        write(edit, text)
        press(edit, Qt.Key.Key_Return)


@pytest.fixture
def look(qapp: QApplication, settings: QSettings) -> Iterator[Look]:
    made = Look(qapp, settings)
    yield made
    made.deleteLater()


@pytest.fixture
def desk(qtbot: QtBot, look: Look, catalogue: Catalogue) -> Desk:
    document = Document(days=7, shopping=ListChoices(packs="metric"))
    made = Desk(look, random_plan(catalogue, 2, days=7), document)
    qtbot.addWidget(made.view)
    return made


@pytest.fixture
def comma() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


def test_that_a_price_is_typed_kept_and_taken_back(desk: Desk) -> None:
    name = desk.choose_priced()
    line, field = desk.view.line(), desk.view.panel.price
    assert line is not None
    assert field.isEnabled()
    assert field.edit.text() == ""
    assert field.edit.placeholderText().startswith("usually ")
    assert field.edit.height() >= TARGET
    assert name in field.edit.accessibleName()
    usual = line.cost
    desk.type("12.5")
    assert desk.edits == [f"Price of “{name}”"]
    assert desk.document.shopping.prices[line.key] == pytest.approx(12.5 / desk.pack_kg)
    line = desk.view.line()
    assert line is not None
    assert line.cost == pytest.approx(12.5 * line.count)
    assert field.edit.text() == "12.5"
    desk.type("")
    assert desk.edits[1:] == [f"Usual price of “{name}”"]
    assert desk.document.shopping.prices == {}
    line = desk.view.line()
    assert line is not None
    assert line.cost == pytest.approx(usual)


def test_that_a_decimal_comma_is_read_where_the_locale_has_one(comma: None, desk: Desk) -> None:
    desk.choose_priced()
    line = desk.view.line()
    assert line is not None
    desk.type("3,25")
    assert desk.document.shopping.prices[line.key] == pytest.approx(3.25 / desk.pack_kg)
    assert desk.view.panel.price.edit.text() == "3,25"


def test_that_a_price_is_of_the_pack_on_the_shelf(qtbot: QtBot, look: Look, catalogue: Catalogue) -> None:
    desk = Desk(look, random_plan(catalogue, 2, days=7), Document(days=7))
    qtbot.addWidget(desk.view)
    desk.choose_priced()
    line = desk.view.line()
    assert line is not None
    desk.type("2.00")
    assert desk.document.shopping.prices[line.key] == pytest.approx(2.0 / desk.pack_kg)
    assert desk.view.panel.price.edit.text() == "2"
    assert line.pack is not None
    one = "one" if line.pack.name == "each" else line.pack.name.removesuffix(", each")
    assert one in desk.view.panel.price.edit.accessibleName()


@pytest.mark.parametrize(("packs", "grams", "unit"), [("us", 453.59237, "a pound"), ("metric", 1000.0, "a kilogram")])
def test_that_what_has_no_pack_is_priced_by_weight(
    qtbot: QtBot, look: Look, packs: str, grams: float, unit: str
) -> None:
    field = PriceField()
    qtbot.addWidget(field)
    line = Line("own_thing", "Thing", "Other", (Part(food("own_thing", "snack"), 100.0, 100.0),), count=10)
    field.show_line(line, Document(shopping=ListChoices(packs=packs)))
    assert unit in field.edit.accessibleName()
    priced: list[float] = []
    field.priced.connect(priced.append)
    write(field.edit, "2")
    press(field.edit, Qt.Key.Key_Return)
    assert priced == [pytest.approx(2.0 * 1000 / grams)]


def test_that_what_is_no_price_is_said_and_stays_in_the_field(desk: Desk) -> None:
    desk.choose_priced()
    for text in ("cheap", "-1"):
        desk.type(text)
        assert desk.said[-1].startswith(f"“{text}” is no number.")
        assert desk.view.panel.price.edit.text() == text
    desk.type("10001")
    assert desk.said[-1].startswith("A price is a number from 0 to ")
    assert desk.edits == []


def test_that_a_heading_and_an_own_line_have_no_price(desk: Desk) -> None:
    desk.document = desk.document.with_shopping(desk.document.shopping.with_own("Soap"))
    desk.view.show_state(ScreenState(plan=desk.plan, document=desk.document))
    desk.view.tree.setCurrentIndex(desk.view.model.index_of("own:Soap"))
    assert desk.view.panel.price.isHidden()
    assert desk.view.panel.price.edit.placeholderText() == ""


def test_that_leaving_the_field_untouched_is_no_edit(desk: Desk) -> None:
    desk.choose_priced()
    desk.view.panel.price.edit.setFocus()
    desk.view.own.setFocus()
    assert desk.edits == []


def opened(open_window: OpenWindow, held: HeldPlanner, path: object, plan: Plan, habits: Habits) -> Built:
    document = Document(days=1, habits=habits)
    save(path, Stored(document, plan_to_fixed(plan)))  # type: ignore[arg-type]
    return open_window(held)


def set_price(built: Built, price_per_kg: float) -> str:
    """Gives some line of the list a price, and says which food that is of."""
    view = built.window.shopping
    assert view.shopping is not None
    line = next(line for line in view.shopping.lines if line.cost and line.parts[0].food.id in read_bought())
    view.tree.setCurrentIndex(view.model.index_of(line.key))
    view.panel.price.priced.emit(price_per_kg)
    return line.key


def test_that_a_price_leaves_the_plan_as_it_is_and_can_be_undone(
    open_window: OpenWindow, held: HeldPlanner, document_path: object, day_plan: Plan
) -> None:
    built = opened(open_window, held, document_path, day_plan, Habits())
    key = set_price(built, 9.0)
    assert built.workspace.document.shopping.prices[key] == 9.0
    assert not built.workspace.stale
    built.workspace.undo()
    assert built.workspace.document.shopping.prices == {}


def test_that_a_price_makes_another_plan_where_there_is_a_budget(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: object, day_plan: Plan
) -> None:
    built = opened(open_window, held, document_path, day_plan, Habits(budget=500.0))
    key = set_price(built, 9.0)
    assert built.workspace.stale
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    assert held.calls[0].document.shopping.prices[key] == 9.0


def test_that_the_notes_say_what_of_wishes_and_budget_is_not_kept(
    open_window: OpenWindow, held: HeldPlanner, document_path: object, day_plan: Plan, catalogue: Catalogue
) -> None:
    food = next(food for food in catalogue if not day_plan.steps(food.id))
    document = Document(days=1, habits=Habits(budget=0.07, most_foods=10)).with_wish(food.id, 7)
    save(document_path, Stored(document, plan_to_fixed(day_plan)))  # type: ignore[arg-type]
    built = open_window(held)
    text = built.window.nutrition.notes.text
    assert f"{food.name} is not in this plan; you wished for it on at least 7 days a week." in text
    assert "more than US$ 0.01, the share of your budget of US$ 0.07 a week." in text
    assert "more than the 10 you want at most." in text
    built.workspace.rate([next(iter(day_plan.days[0].portions)).food.id], "never")
    assert "you want at most" not in built.window.nutrition.notes.text  # of a plan that is no longer yours
