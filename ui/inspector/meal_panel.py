"""A meal in the inspector: its card, what it holds beside magnesium, and what can be done with the chosen food."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.editing.plan_changes import Place, new_portions
from planner.foods.nutrients import BY_KEY
from planner.language.translate import _
from planner.plan.plan import Day, Meal, totals
from ui.base.look import GRID, Look
from ui.base.sentences import amount
from ui.base.widgets import label
from ui.inspector.food_panel import FoodPanel
from ui.plan.household_lines import lines_at
from ui.plan.meal_card import Marks, MealCard
from ui.plan.portion_row import PortionRow
from ui.workspace.screen_state import ScreenState

SAID = tuple(BY_KEY[key] for key in ("carb_g", "fiber_g", "protein_g", "fat_g"))


class MealPanel(QWidget):
    """Draws one meal; below its card the chosen food.

    Signals:
        stepped: to the same meal so many days on.
    """

    stepped = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.card = MealCard(look)
        self.card.walked.connect(self._walk)
        self.figures = label(tone="secondary", wrap=True)
        self.food = FoodPanel(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.card)
        column.addWidget(self.figures)
        column.addSpacing(GRID)
        column.addWidget(self.food)
        column.addStretch(1)

    def show_meal(self, state: ScreenState, day: Day, meal: Meal, place: Place | None) -> None:
        """Shows a meal of a day, with the portion at ``place`` chosen."""
        focused = next((row.place for row in self.card.portions if row.face.hasFocus()), None)
        at = next((number for number, row in enumerate(self.card.portions) if row.face.hasFocus()), 0)
        new = new_portions(state.marked_from, state.plan) if state.plan is not None else frozenset()
        others = lines_at(state.household, day.number, meal, state.document.shopping.packs)
        self.card.show_meal(day.number, meal, state.document, Marks(new), others, state.targets)
        self.card.show_mark(state.document.mark_of(day.number, meal.meal), day.number <= state.days_to_mark)
        sums = totals(meal.portions)
        self.figures.setText(", ".join(f"{one.label} {amount(sums[one], one)}" for one in SAID))
        chosen = None
        for row in self.card.portions:
            row.face.setChecked(row.place == place)
        if place is not None:
            chosen = next((one.food for one in meal.portions if one.food.id == place.food), None)
        self.food.setVisible(chosen is not None)
        if chosen is not None:
            self.food.show_food(state, chosen, place)
        if focused is not None and self.card.portions and self._row(focused) is None:
            self.focus_row(min(at, len(self.card.portions) - 1))

    def focus_row(self, number: int) -> None:
        """Gives the focus to the food in this place of the meal."""
        if 0 <= number < len(self.card.portions):
            self.card.portions[number].face.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, place: Place) -> PortionRow | None:
        return next((row for row in self.card.portions if row.place == place), None)

    def _walk(self, place: Place, right: int, down: int) -> None:
        if right:
            self.stepped.emit(right)
            return
        row = self._row(place)
        if row is not None:
            self.focus_row(self.card.portions.index(row) + down)


def title_of(meal_name: str, day: str) -> str:
    """What the inspector is called while it shows a meal."""
    return _("{day} {meal}").format(day=day, meal=meal_name.lower())
