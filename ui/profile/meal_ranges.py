"""How much carbohydrate each meal may hold: two ends for each meal, all of which may be left out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from planner.foods.meals import read_templates
from planner.language.translate import _
from planner.needs.profile import LARGEST_MEAL, MealRange
from ui.base.look import GRID, TARGET
from ui.base.number_box import NumberEdit, out_of_range
from ui.base.widgets import label, scaled

WIDTH = 90  # [px] of a field


class MealRanges(QWidget):
    """A row for each meal of a day.

    Signals:
        changed: an end was typed and left.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Carbohydrate for each meal"))
        self.ends: dict[str, tuple[NumberEdit, NumberEdit]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        meals = read_templates()
        for row, meal in enumerate(meals.in_order(meals.meal_ids)):
            names = (_("{meal}: at least, grams"), _("{meal}: at most, grams"))
            least, most = (NumberEdit(name.format(meal=meal.name)) for name in names)
            grid.addWidget(label(meal.name), row, 0)
            for place, (word, edit) in enumerate(((_("at least"), least), (_("at most"), most))):
                edit.setFixedWidth(scaled(WIDTH))
                edit.setMinimumHeight(TARGET)
                edit.editingFinished.connect(self.changed)
                grid.addWidget(label(word, tone="secondary"), row, 3 * place + 1)
                grid.addWidget(edit, row, 3 * place + 2)
                grid.addWidget(label("g", tone="secondary"), row, 3 * place + 3)
            self.ends[meal.id] = (least, most)
        grid.setColumnStretch(7, 1)

    @property
    def ranges(self) -> tuple[MealRange, ...]:
        """What is typed, of the meals that have a number."""
        typed = ((meal, least.number, most.number) for meal, (least, most) in self.ends.items())
        return tuple(
            MealRange(meal, least, most) for meal, least, most in typed if least is not None or most is not None
        )

    def wrong(self) -> str:
        """What cannot stand: a text that is no number, or one far too large."""
        for edit in (edit for ends in self.ends.values() for edit in ends):
            if edit.wrong:
                return edit.wrong
            if edit.number is not None and not 0 <= edit.number <= LARGEST_MEAL:
                return out_of_range(edit.text(), (0, LARGEST_MEAL))
        return ""

    def show_ranges(self, ranges: Sequence[MealRange]) -> None:
        """Draws the ranges; what is as it was typed stays."""
        if tuple(ranges) == self.ranges and not self.wrong():
            return
        known = {each.meal: each for each in ranges}
        for meal, (least, most) in self.ends.items():
            shown = known.get(meal)
            least.show_number(shown.least if shown else None)
            most.show_number(shown.most if shown else None)
