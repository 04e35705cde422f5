"""What somebody drinks every day beside the meals, set once."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from planner.document.document import MAX_STEPS, MOST_DRINKS
from planner.foods.food import Food, household
from planner.language.translate import _
from ui.base.forms import Form
from ui.base.look import GRID
from ui.base.number_box import NumberEdit
from ui.base.widgets import label, scaled

FIELD = 72  # [px] a number
FIRST = ("water", "coffee", "tea_black", "milk_2pct", "orange_juice")  # what is drunk most stands first


class DrinksPage(Form):
    """A number beside each drink, in its household measure; empty is none."""

    def __init__(self, drinks: Mapping[str, int], foods: Sequence[Food]) -> None:
        super().__init__()
        place = {food: number for number, food in enumerate(FIRST)}
        order = sorted(foods, key=lambda food: (food.id not in drinks, place.get(food.id, len(FIRST)), food.name))
        self._foods = order
        self._others = {food: steps for food, steps in drinks.items() if food not in {each.id for each in order}}
        self.amounts: dict[str, NumberEdit] = {}
        rows = QGridLayout()
        rows.setHorizontalSpacing(GRID)
        rows.setVerticalSpacing(GRID // 2)
        rows.setColumnStretch(2, 1)
        for row, food in enumerate(order):
            unit = household(1.0, food.measure)
            edit = NumberEdit(_("{food}, {measure}, a day").format(food=food.name, measure=unit))
            edit.setFixedWidth(scaled(FIELD))
            edit.show_number(drinks[food.id] * food.step if food.id in drinks else None)
            self.amounts[food.id] = edit
            rows.addWidget(edit, row, 0)
            rows.addWidget(label(_("× {measure}").format(measure=unit)), row, 1)
            rows.addWidget(label(food.name, wrap=True), row, 2, Qt.AlignmentFlag.AlignVCenter)
        self.ask(
            "drinks",
            _("What you drink every day"),
            _(
                "It counts in energy and in every amount, and stands on the plan as one line. Meals are planned around"
                " it. Leave empty what you do not drink every day."
            ),
            rows,
        )

    def read(self) -> dict[str, int] | None:
        """The drinks in steps of each food, or None when an answer cannot stand, which is said."""
        self.say_nothing()
        found = dict(self._others)
        for food in self._foods:
            edit = self.amounts[food.id]
            number = edit.number
            if edit.wrong:
                self.say("drinks", edit.wrong)
                return None
            steps = 0.0 if number is None else number / food.step
            if abs(steps - round(steps)) > 1e-6 or not 0 <= steps <= MAX_STEPS:
                said = _("{food}: enter a multiple of {step}, at most {most}.")
                self.say("drinks", said.format(food=food.name, step=food.household(1), most=food.household(MAX_STEPS)))
                return None
            if round(steps):
                found[food.id] = round(steps)
        if len(found) > MOST_DRINKS:
            self.say("drinks", _("These are more than {most} drinks.").format(most=MOST_DRINKS))
            return None
        return found

    @property
    def typed(self) -> tuple[str, ...]:
        """What stands in the fields, whether or not it can stand."""
        return tuple(edit.text() for edit in self.amounts.values())
