"""Values of the blood: a number, its unit and its date for each, all of which may be left out."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from planner.language.translate import _
from planner.needs.lab_values import LABS, LabValue, taken_text, wrong_value
from ui.base.date_field import read_date
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo, NumberEdit
from ui.base.widgets import label

NUMBER, UNIT, DATE = 72, 140, 112  # [px] the widths of the three fields


class LabValuesField(QWidget):
    """A name for each value, and below it the number, the unit and the date.

    Signals:
        changed: a number, a unit or a date was changed by hand.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._today = today
        self.setAccessibleName(_("Values of your blood"))
        self.numbers: dict[str, NumberEdit] = {}
        self.units: dict[str, Combo] = {}
        self.dates: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        for row, (name, lab) in enumerate(LABS.items()):
            number = self.numbers[name] = NumberEdit(lab.label)
            number.setFixedWidth(NUMBER)
            unit = self.units[name] = Combo(_("{value}: unit").format(value=lab.label))
            unit.addItems([each.name for each in lab.units])
            unit.setFixedWidth(UNIT)
            taken = self.dates[name] = QLineEdit()
            taken.setAccessibleName(_("{value}: date").format(value=lab.label))
            taken.setPlaceholderText(_("date"))
            taken.setMinimumHeight(TARGET)
            taken.setFixedWidth(DATE)
            taken.setMaxLength(40)
            grid.addWidget(label(lab.label, wrap=True), 2 * row, 0, 1, 4)
            grid.addWidget(number, 2 * row + 1, 0)
            if len(lab.units) > 1:
                grid.addWidget(unit, 2 * row + 1, 1)
            else:
                grid.addWidget(label(lab.units[0].name, tone="secondary"), 2 * row + 1, 1)
            grid.addWidget(taken, 2 * row + 1, 2)
            number.editingFinished.connect(self.changed)
            taken.editingFinished.connect(self.changed)
            unit.activated.connect(lambda _place: self.changed.emit())
        grid.setColumnStretch(3, 1)

    @property
    def values(self) -> tuple[LabValue, ...]:
        """What is typed, of the values that have a number."""
        return tuple(self._value(name) for name, edit in self.numbers.items() if edit.number is not None)

    def wrong(self) -> str:
        """What cannot stand: no number, no date, a date to come, or a value that nobody at home has."""
        for name, edit in self.numbers.items():
            said = self.dates[name].text().strip()
            if edit.wrong:
                return edit.wrong
            if said and self._date(name) is None:
                example = taken_text(LabValue(name, 0.0, "", self._today()))
                return _("“{text}” is no date. Write it like {example}.").format(text=said, example=example)
            if said and edit.empty:
                return _("{value} has a date and no number.").format(value=LABS[name].label)
            if edit.number is None:
                continue
            value = self._value(name)
            if value.taken is not None and value.taken > self._today():
                return _("The date of {value} is still to come.").format(value=LABS[name].label)
            if wrong := wrong_value(value):
                return wrong
        return ""

    def show_values(self, values: Sequence[LabValue]) -> None:
        """Draws the values; what is as it was typed stays."""
        if tuple(values) == self.values and not self.wrong():
            return
        known = {value.name: value for value in values}
        for name, edit in self.numbers.items():
            value = known.get(name)
            edit.show_number(value.value if value else None)
            self.units[name].setCurrentText(value.unit if value else LABS[name].units[0].name)
            self.dates[name].setText(taken_text(value) if value else "")

    def _value(self, name: str) -> LabValue:
        return LabValue(name, self.numbers[name].number or 0.0, self.units[name].currentText(), self._date(name))

    def _date(self, name: str) -> date | None:
        return read_date(self.dates[name].text(), self._today())
