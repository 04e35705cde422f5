"""Meals that are not planned on some days of the week: one row for each, with its days, the meal, and what it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.document.away_json import MOST_AWAY
from planner.document.document import AwayMeal
from planner.foods.away import GUESSES
from planner.foods.meals import read_templates
from planner.language.dates import WEEKDAYS
from planner.language.translate import _
from ui.base.flow import Flow
from ui.base.forms import row
from ui.base.look import GRID
from ui.base.number_box import Combo
from ui.base.rows import remove_row
from ui.base.sentences import number
from ui.base.widgets import push_button

USUAL_GUESS = 700  # [kcal]


def guess_in_words(kcal: int) -> str:
    """What becomes of a meal that is not planned."""
    return _("Eaten out, about {kcal} kcal").format(kcal=number(kcal)) if kcal else _("No meal")


class AwayRow(QWidget):
    """One meal that is not planned, with a button that plans it again."""

    def __init__(self, away: AwayMeal) -> None:
        super().__init__()
        self.days = _combo(_("Days"), _stretches(away.weekdays), away.weekdays)
        meals = {meal.id: meal.name for meal in read_templates().meals}
        self.meal = _combo(_("Meal"), meals, away.meal)
        guesses = sorted({0, *GUESSES, away.kcal})
        self.what = _combo(_("What it is"), {kcal: guess_in_words(kcal) for kcal in guesses}, away.kcal)
        self.remove = push_button(_("Remove"), _("Remove: plan this meal again"))
        line = Flow(self)
        for widget in (self.days, self.meal, self.what, self.remove):
            line.addWidget(widget)

    @property
    def away(self) -> AwayMeal:
        """As it is answered."""
        return AwayMeal(tuple(self.days.currentData()), self.meal.currentData(), self.what.currentData())


class AwayFields(QWidget):
    """The rows, and a button that adds one."""

    def __init__(self, away: Sequence[AwayMeal]) -> None:
        super().__init__()
        self.rows: list[AwayRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(GRID // 2)
        self.add = push_button(_("Add a meal"))
        self.add.clicked.connect(lambda: self._show(AwayMeal((0, 1, 2, 3, 4), "lunch", USUAL_GUESS)).days.setFocus())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(self._column)
        layout.addLayout(row([self.add]))
        for each in away:
            self._show(each)

    @property
    def away(self) -> tuple[AwayMeal, ...]:
        """All of them, as they are answered."""
        return tuple(shown.away for shown in self.rows)

    def _show(self, away: AwayMeal) -> AwayRow:
        shown = AwayRow(away)
        shown.remove.clicked.connect(lambda: self._remove(shown))
        self.rows.append(shown)
        self._column.addWidget(shown)
        self.add.setEnabled(len(self.rows) < MOST_AWAY)
        return shown

    def _remove(self, shown: AwayRow) -> None:
        self.rows.remove(shown)
        remove_row(self._column, shown)
        self.add.setEnabled(True)
        self.add.setFocus()


def _combo(title: str, words: Mapping[Any, str], chosen: object) -> Combo:
    made = Combo(title)
    for value, said in words.items():
        made.addItem(said, value)
    made.setCurrentIndex(list(words).index(chosen))
    return made


def _stretches(weekdays: tuple[int, ...]) -> dict[tuple[int, ...], str]:
    """Days of the week that go together, in words; ``weekdays`` are among them."""
    words: dict[tuple[int, ...], str] = {
        tuple(range(7)): _("Every day"),
        tuple(range(5)): _("Monday to Friday"),
        (5, 6): _("Saturday and Sunday"),
    }
    words |= {(day,): name for day, name in enumerate(WEEKDAYS)}
    if weekdays not in words:
        words[weekdays] = ", ".join(WEEKDAYS[day] for day in weekdays)
    return words
