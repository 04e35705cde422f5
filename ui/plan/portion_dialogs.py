"""The small windows that ask what for: which food instead, which food more, which meal."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.language.translate import _
from ui.base.choice_row import ChoiceRow
from ui.base.dialogs import Dialog
from ui.base.look import GRID, TARGET, Look
from ui.base.number_box import Combo
from ui.base.rows import fit_rows
from ui.base.widgets import label

if TYPE_CHECKING:  # it loads what is slow to load
    from planner.editing.swaps import Alternative

WIDTH = 460  # [px]


class AskDialog(Dialog):
    """A titled window with a way to leave it without an answer."""

    def __init__(self, title: str, parent: QWidget | None = None, wished: QSize | None = None) -> None:
        super().__init__(title, parent, wished)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        self.buttons = QDialogButtonBox()
        cancel = self.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setMinimumHeight(TARGET)
        cancel.setAccessibleName(_("Cancel"))
        cancel.setAutoDefault(False)  # Return in a list takes what is chosen there
        self.buttons.rejected.connect(self.reject)
        content, below = QVBoxLayout(), QVBoxLayout()
        content.setSpacing(2 * GRID)
        content.addWidget(label(title, weight="strong", wrap=True))
        content.addLayout(self.body, 1)
        below.addSpacing(GRID)
        below.addWidget(self.buttons)
        self.put(content, below)


class AlternativeRow(ChoiceRow):
    """One food to take instead: its name and portion, and what it changes."""

    def __init__(self, look: Look, alternative: "Alternative") -> None:
        measure = alternative.food.household(alternative.portion.steps)
        super().__init__(look, alternative.food.name, measure, alternative.effect)
        self.alternative = alternative


class RowList(QWidget):
    """Rows to press, scrolled where there are many; the arrows go from one to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ChoiceRow] = []
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(GRID // 2)
        self._list.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def clear(self) -> None:
        """Takes all rows away."""
        fit_rows(self._list, self.rows, 0)

    def add(self, row: ChoiceRow) -> None:
        """Puts a row below the others."""
        row.walked.connect(lambda down: self._walk(row, down))
        self._list.insertWidget(len(self.rows), row)
        self.rows.append(row)

    def _walk(self, row: ChoiceRow, down: int) -> None:
        to = self.rows.index(row) + down
        if 0 <= to < len(self.rows):
            self.rows[to].setFocus()
            self._area.ensureWidgetVisible(self.rows[to])


class SwapDialog(AskDialog):
    """Which food instead: a short list, each with what it changes; it fills when the answer comes.

    Signals:
        taken: the alternative that was chosen.
    """

    taken = Signal(object)

    def __init__(self, look: Look, food: str, meal: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Swap “{food}” at {meal}").format(food=food, meal=meal), parent, QSize(WIDTH, 520))
        self._look = look
        self.said = label(_("Looking for foods that keep the day as good …"), tone="secondary", wrap=True)
        self.list = RowList()
        self.body.addWidget(self.said)
        self.body.addWidget(self.list, 1)

    @property
    def rows(self) -> list[AlternativeRow]:
        """The foods that may be taken."""
        return [row for row in self.list.rows if isinstance(row, AlternativeRow)]

    def show_alternatives(self, found: Sequence["Alternative"]) -> None:
        """Shows the foods that may be taken instead, or says that there are none."""
        self.list.clear()
        for alternative in found:
            row = AlternativeRow(self._look, alternative)
            row.clicked.connect(lambda _checked=False, chosen=alternative: self._take(chosen))
            self.list.add(row)
        self.said.setText(
            _("Each of these fits what you chose, with what it changes on that day.")
            if found
            else _("No other food fits here while the rest of the day stays. You can remove this one instead.")
        )
        if self.rows:
            self.rows[0].setFocus()

    def say(self, sentence: str) -> None:
        """What is to be known while there is no list."""
        self.said.setText(sentence)

    def _take(self, alternative: "Alternative") -> None:
        self.accept()
        self.taken.emit(alternative)


class MoveDialog(AskDialog):
    """Which day and which meal; a meal that cannot take the food says why.

    ``refuses`` gives the reason for a day and a meal, or an empty text.

    Signals:
        taken: day and meal.
    """

    taken = Signal(int, str)

    def __init__(
        self,
        title: str,
        days: Sequence[tuple[int, str]],
        meals: Callable[[int], Sequence[tuple[str, str]]],
        refuses: Callable[[int, str], str],
        at: tuple[int, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, QSize(WIDTH, 0))
        self._meals, self._refuses = meals, refuses
        self.day, self.meal = Combo(), Combo()
        self.reason = label(tone="secondary", wrap=True)
        self.move_button = QPushButton(_("Move"))
        self.move_button.setProperty("primary", True)
        self.move_button.setDefault(True)
        self.buttons.addButton(self.move_button, QDialogButtonBox.ButtonRole.AcceptRole)
        for widget, name in ((self.day, _("Day")), (self.meal, _("Meal")), (self.move_button, _("Move"))):
            widget.setAccessibleName(name)
            widget.setMinimumHeight(TARGET)
        form = QFormLayout()
        form.setSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(label(_("Day")), self.day)
        form.addRow(label(_("Meal")), self.meal)
        self.reason.setMinimumHeight(3 * self.fontMetrics().height())
        self.body.addLayout(form)
        self.body.addWidget(self.reason)
        for number, name in days:
            self.day.addItem(name, number)
        first = self._first_able(at)
        self.day.setCurrentIndex(max(0, self.day.findData(first[0])))
        self._fill_meals(first[1])
        self.day.currentIndexChanged.connect(lambda _at: self._fill_meals(self.meal.currentData()))
        self.meal.currentIndexChanged.connect(lambda _at: self._show_reason())
        self.buttons.accepted.connect(self._take)

    def _first_able(self, at: tuple[int, str]) -> tuple[int, str]:
        """Where it can go: to the same meal of a later day, of an earlier one, to another meal; else where it is."""
        days = [int(self.day.itemData(place)) for place in range(self.day.count())]
        days = [*(day for day in days if day > at[0]), *(day for day in days if day < at[0]), at[0]]
        places = [(day, meal) for day in days for meal, _name in self._meals(day)]
        places.sort(key=lambda place: place[1] != at[1])
        return next((place for place in places if place != at and not self._refuses(*place)), at)

    def _fill_meals(self, chosen: str) -> None:
        day = self.day.currentData()
        self.meal.blockSignals(True)
        self.meal.clear()
        for meal, name in self._meals(day):
            self.meal.addItem(name, meal)
        able = [meal for meal, _name in self._meals(day) if not self._refuses(day, meal)]
        wanted = chosen if chosen in able or not able else able[0]
        self.meal.setCurrentIndex(max(0, self.meal.findData(wanted)))
        self.meal.blockSignals(False)
        self._show_reason()

    def _show_reason(self) -> None:
        reason = self._refuses(self.day.currentData(), self.meal.currentData())
        self.reason.setText(reason)
        self.move_button.setEnabled(not reason)

    def _take(self) -> None:
        day, meal = self.day.currentData(), self.meal.currentData()
        self.accept()
        self.taken.emit(day, meal)
