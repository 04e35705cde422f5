"""How much carbohydrate each meal may hold: two ends for each meal, all of which may be left out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.foods.meals import read_templates
from planner.language.translate import _
from planner.needs.profile import LARGEST_MEAL, MealRange
from ui.base.forms import row
from ui.base.look import GRID, TARGET
from ui.base.number_box import NumberEdit, out_of_range
from ui.base.widgets import label, scaled

WIDTH = 90  # [px] of a field
NAME = 112  # [px] the name of a meal


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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        meals = read_templates()
        for meal in meals.in_order(meals.meal_ids):
            names = (_("{meal}: at least, grams"), _("{meal}: at most, grams"))
            least, most = (NumberEdit(name.format(meal=meal.name)) for name in names)
            title = label(meal.name)
            title.setFixedWidth(scaled(NAME))
            column.addLayout(row([title, self._end(_("at least"), least), self._end(_("at most"), most)]))
            self.ends[meal.id] = (least, most)

    def _end(self, word: str, edit: NumberEdit) -> QWidget:
        """A field with its word and unit, which stay together."""
        edit.setFixedWidth(scaled(WIDTH))
        edit.setMinimumHeight(TARGET)
        edit.editingFinished.connect(self.changed)
        end = QWidget()
        inside = QHBoxLayout(end)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID)
        for widget in (label(word, tone="secondary"), edit, label("g", tone="secondary")):
            inside.addWidget(widget)
        return end

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
