"""Another meal for a place of the plan: what fits, as it is found, and a field for what it should be."""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from planner.editing.edits import Kitchen
from planner.foods.food import Food
from planner.foods.meals import read_templates
from planner.foods.search import Search
from planner.language.phrases import inside
from planner.language.translate import _
from planner.needs.targets import TargetError
from planner.plan.plan import Meal
from ui.base.announce import announce
from ui.base.background import Background, Progress
from ui.base.choice_row import ChoiceRow
from ui.base.look import TARGET, Look
from ui.base.search_field import SearchField
from ui.base.widgets import label, list_of_rows, scaled
from ui.plan.portion_dialogs import AskDialog, RowList

if TYPE_CHECKING:  # it loads what is slow to load
    from planner.explain.other_meals import OtherMeal

WIDTH, HEIGHT = 560, 620  # [px]
MOST_FOUND = 30  # foods that are listed for what is typed
LINES = 5  # of that list


class AnotherMealDialog(AskDialog):
    """A few other meals, each with what it changes; they come while they are found, beside the window.

    Whoever knows what they want types it: then meals are made of that food or dish.

    Signals:
        taken: the meal that was chosen.
    """

    taken = Signal(object)

    def __init__(self, look: Look, kitchen: Kitchen, day: int, meal: str, where: str, parent: QWidget | None) -> None:
        super().__init__(_("Another {meal}").format(meal=where), parent, QSize(scaled(WIDTH), scaled(HEIGHT)))
        self._look, self._kitchen, self._day, self._meal = look, kitchen, day, meal
        self._meals = read_templates().meal(meal).name.lower()
        self._made_of: Food | None = None
        self._foods: Search | None = None
        self._found: list[OtherMeal] = []  # the worker puts them at its end
        self.search = SearchField()
        self.search.setPlaceholderText(_("Or type what it should be, such as lasagne or tofu"))
        self.search.setAccessibleName(_("What the meal should be"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(lambda _text: self._show_foods())
        self.search.went_on.connect(self._go_on)
        self.foods = list_of_rows(_("Foods and dishes found"))
        self.foods.setFixedHeight(LINES * scaled(TARGET))
        self.foods.itemActivated.connect(lambda _row: self._choose_food())
        self.foods.itemClicked.connect(lambda _row: self._choose_food())
        self.foods.hide()
        self.said = label(tone="secondary", wrap=True)
        self.list = RowList()
        for part in (self.search, self.foods, self.said):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)
        self._work = Background(self)
        self._work.progressed.connect(lambda _done, _of: self._show_found())
        self._work.answered.connect(self._end)
        self._work.failed.connect(lambda _error: self._say(_("Looking for other meals went wrong; nothing changed.")))
        self.finished.connect(lambda _code: self._work.close())
        QTimer.singleShot(0, self, self.look)

    @property
    def rows(self) -> list[ChoiceRow]:
        """The meals that may be taken."""
        return self.list.rows

    def look(self, made_of: Food | None = None) -> None:
        """Looks for meals, of a food where one is given; what was found before goes."""
        self._made_of = made_of
        self._found = found = []
        self.list.clear()
        if made_of is None:
            self._say(_("Looking for meals that fit the rest of the week …"))
        else:
            self._say(_("Looking for a {meal} of {food} …").format(meal=self._meals, food=inside(made_of.name)))
        kitchen, day, meal = self._kitchen, self._day, self._meal

        def work(stop: threading.Event, progress: Progress) -> object:
            from planner.explain.other_meals import MOST, other_meals, why_none  # slow to load

            known = kitchen.catalogue, kitchen.document, kitchen.plan, day
            if made_of is not None and (reason := why_none(*known, made_of)):
                return reason

            def tell(other: "OtherMeal") -> None:
                found.append(other)
                progress(len(found), MOST)

            try:
                other_meals(*known, meal, made_of=made_of.id if made_of is not None else "", stop=stop, found=tell)
            except TargetError as error:
                return str(error)
            return ""

        self._work.start(work)

    # What is asked for

    def _show_foods(self) -> None:
        typed = self.search.text().strip()
        self.foods.clear()
        self.foods.setVisible(bool(typed))
        if not typed:
            if self._made_of is not None:
                self.look()
            return
        if self._foods is None:
            from planner.explain.other_meals import foods_to_ask_for  # slow to load

            self._foods = Search(foods_to_ask_for(self._kitchen.catalogue, self._kitchen.document, self._meal))
        found = [one.food for one in self._foods.find(typed)]
        for food in sorted(found, key=lambda food: food.recipe is None)[:MOST_FOUND]:  # dishes first
            row = QListWidgetItem(food.name)
            row.setData(Qt.ItemDataRole.UserRole, food.id)
            self.foods.addItem(row)
        self.foods.setCurrentRow(0)
        if not found:
            said = _("No food that you may eat and that fits a {meal} has that name.")
            self._say(said.format(meal=self._meals))

    def _go_on(self) -> None:
        """From the field to the foods, where one alone is meant to it; without foods to the meals."""
        if self.foods.isVisible() and self.foods.count() == 1:
            self._choose_food()
        elif self.foods.isVisible() and self.foods.count():
            self.foods.setFocus()
        elif self.rows:
            self.rows[0].setFocus()

    def _choose_food(self) -> None:
        row = self.foods.currentItem()
        if row is None:
            return
        self.foods.hide()
        self.search.setFocus()
        self.look(self._kitchen.catalogue[str(row.data(Qt.ItemDataRole.UserRole))])

    # What is found

    def _show_found(self) -> None:
        for other in self._found[len(self.rows) :]:
            row = ChoiceRow(self._look, other.name, "", portions_in_words(other.meal), other.effect)
            row.clicked.connect(lambda _checked=False, chosen=other: self._take(chosen))
            self.list.add(row)

    def _end(self, reason: object) -> None:
        self._show_found()
        if reason:
            said = str(reason)
        elif self.rows:
            said = _("Each of these fits what you chose, with what it changes on that day. The one you take is locked.")
        elif self._made_of is not None:
            food = inside(self._made_of.name)
            said = _("No {meal} of {food} keeps your targets beside the other days.").format(
                meal=self._meals, food=food
            )
        else:
            said = _("No other {meal} keeps your targets beside the other days.").format(meal=self._meals)
        self._say(said)
        if self.rows and not self.foods.isVisible() and not self.search.text():
            self.rows[0].setFocus()

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        announce(self, sentence)

    def _take(self, other: "OtherMeal") -> None:
        self.accept()
        self.taken.emit(other)


def portions_in_words(meal: Meal) -> str:
    """What is on the plate: "Penne, cooked: 1 cup · Broccoli: ½ cup"."""
    return " · ".join(
        _("{food}: {measure}").format(food=portion.food.name, measure=portion.food.household(portion.steps))
        for portion in meal.portions
    )
