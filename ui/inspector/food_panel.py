"""A food in the inspector: its tastes, what a portion holds, where it is in the plan, and why not where it is not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from planner.document.document import LOVE, NEVER, TASTES
from planner.editing.edits import as_decided
from planner.editing.plan_changes import Place
from planner.explain.one_portion import nutrient_sentence, too_much
from planner.foods.food import Food
from planner.foods.meals import read_templates
from planner.foods.nutrients import BY_KEY, ENERGY, MAGNESIUM, Nutrient
from planner.language.translate import _
from planner.plan.plan import counted
from ui.base.flow import Flow
from ui.base.left_out import left_out_because
from ui.base.look import GRID, Look
from ui.base.sentences import TASTE_WORDS, day_name, number, often
from ui.base.widgets import label, may_break, push_button, tool_button
from ui.workspace.screen_state import ScreenState

SAID = (MAGNESIUM, ENERGY, BY_KEY["carb_g"], BY_KEY["fiber_g"], BY_KEY["protein_g"], BY_KEY["fat_g"])
NAMED = 4  # meals named in one line


class FoodPanel(QWidget):
    """Draws one food.

    Signals:
        rated: the ids of the food, and a taste.
        why_wished, details_wished: the id of the food.
    """

    rated = Signal(object, str)
    why_wished = Signal(str)
    details_wished = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.food: Food | None = None
        self.name = label(weight="strong", wrap=True)
        self.tastes: dict[str, QToolButton] = {}
        row = Flow()
        for key, taste in enumerate(TASTES, start=1):
            self.tastes[taste] = button = tool_button(TASTE_WORDS[taste], TASTE_WORDS[taste])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setToolTip(_("Rate {taste}, key {key}").format(taste=TASTE_WORDS[taste].lower(), key=key))
            button.clicked.connect(lambda _checked, chosen=taste: self.rate(chosen))
            row.addWidget(button)
        self.reason = label(tone="problem", wrap=True)
        self.figures = label(wrap=True)
        self.where = label(tone="secondary", wrap=True)
        self.why = push_button(_("Why?"))
        self.details = push_button(_("All amounts and source"))
        self.why.clicked.connect(lambda: self.why_wished.emit(self._id()))
        self.details.clicked.connect(lambda: self.details_wished.emit(self._id()))
        buttons = Flow(gap=GRID)
        for one in (self.why, self.details):
            buttons.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.name)
        column.addLayout(row)
        for part in (self.reason, self.figures, self.where):
            column.addWidget(part)
        column.addLayout(buttons)
        look.changed.connect(self._recolour)
        self._recolour()

    def show_food(self, state: ScreenState, food: Food, place: Place | None) -> None:
        """Shows a food, in the amount of the portion at ``place`` where there is one."""
        self.food = food
        document = state.document
        self.name.setText(may_break(food.name))
        taste = document.taste(food.id)
        for word, button in self.tastes.items():
            button.setChecked(word == taste)
            button.setAccessibleName(_("{taste}: {food}").format(taste=TASTE_WORDS[word], food=food.name))
        limit = too_much(state.targets, food) if state.targets is not None else None
        reason = left_out_because(document, food)
        if not reason and limit is not None:
            reason = nutrient_sentence(document.profile, food, limit)
        self.reason.setText(may_break(reason))
        self.reason.setVisible(bool(reason))
        steps = self._steps(state, food, place)
        amounts = ", ".join(f"{nutrient.label} {_amount(food, steps, nutrient)}" for nutrient in SAID)
        self.figures.setText(_("In {portion}: {amounts}").format(portion=food.household(steps), amounts=amounts))
        self.where.setText(may_break(_where(state, food)))
        self.why.setAccessibleName(_("Why is {food} in the plan, or not?").format(food=food.name))
        self.details.setAccessibleName(_("All amounts and the source of {food}").format(food=food.name))

    def rate(self, taste: str) -> None:
        """Wishes this taste; the buttons show the document's, not that one was pressed."""
        if self.food is None:
            return
        for word, button in self.tastes.items():
            button.setChecked(word == taste)
        self.rated.emit([self.food.id], taste)

    def _steps(self, state: ScreenState, food: Food, place: Place | None) -> int:
        day = next((day for day in state.plan.days if place and day.number == place.day), None) if state.plan else None
        meal = day.meal(place.meal) if day and place else None
        portion = next((one for one in meal.portions if one.food.id == food.id), None) if meal else None
        if portion is None or place is None:
            return food.usual_steps
        return as_decided(state.document, place, portion).steps

    def _id(self) -> str:
        return self.food.id if self.food is not None else ""

    def _recolour(self) -> None:
        colours = self._look.colours
        tones = {NEVER: colours.over, LOVE: colours.accent}
        for taste, button in self.tastes.items():
            button.setIcon(self._look.icon(taste, tones.get(taste, colours.secondary)))


def _amount(food: Food, steps: int, nutrient: Nutrient) -> str:
    """Of a portion, "at least" where a part of a dish is unknown, and in words where all is."""
    amount = food.amount(nutrient, steps)
    if amount is None:
        return _("unknown")
    sign = "≥ " if nutrient in food.partial else ""
    return f"{sign}{number(amount)} {nutrient.unit}"


def _where(state: ScreenState, food: Food) -> str:
    """The meals that have the food, alone or in a dish, and how often it is wished."""
    document, templates = state.document, read_templates()
    found = [
        f"{day_name(document, day.number)} {templates.meal(meal.meal).name.lower()}"
        for day in (state.plan.days if state.plan and not state.stale else ())
        for meal in day.meals
        if food in counted(meal.portions)
    ]
    said: Sequence[str] = found
    if len(found) > NAMED:
        said = [*found[:NAMED], _("{count} more").format(count=len(found) - NAMED)]
    where = _("In the plan: {meals}.").format(meals=", ".join(said)) if found else ""
    if not found and state.plan is not None and not state.stale:
        where = _("Not in the plan.")
    times = document.wishes.get(food.id, 0)
    wished = _("Wished {often}.").format(often=often(times)) if times else ""
    return " ".join(part for part in (where, wished) if part)
