"""Values of the blood: a number, its unit and its date for each, all of which may be left out."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget

from planner.language.translate import _
from planner.needs.lab_values import LABS, LabValue, amount_text, in_order, newest, taken_text, wrong_value
from ui.base.date_field import read_date
from ui.base.flow import Flow
from ui.base.forms import row
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo, NumberEdit
from ui.base.widgets import label, scaled, tool_button

NUMBER, UNIT, DATE = 72, 140, 112  # [px] the widths of the three fields


class EarlierValues(QWidget):
    """The earlier values of one name, the newest first, each with a button that removes it.

    Signals:
        changed: one was removed.
    """

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.values: tuple[LabValue, ...] = ()
        self.buttons: list[QToolButton] = []
        self._layout = Flow(self)

    def show_values(self, values: Sequence[LabValue]) -> None:
        """Draws these values."""
        self.values = in_order(values)
        while (old := self._layout.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        self.buttons = []
        for value in reversed(self.values):
            said = f"{amount_text(value)} · {taken_text(value)}"
            button = tool_button(f"{said}  ×", said, quiet=True)
            button.setAccessibleName(_("Remove {value}: {said}").format(value=self._name, said=said))
            button.setToolTip(_("Remove this earlier value"))
            button.clicked.connect(partial(self._remove, value))
            self._layout.addWidget(button)
            self.buttons.append(button)
        self.setVisible(bool(self.values))

    def _remove(self, value: LabValue) -> None:
        self.show_values([each for each in self.values if each != value])
        self.changed.emit()


class LabValuesField(QWidget):
    """A name for each value, below it the number, the unit and the date of the newest, and then the earlier ones.

    The button behind a dated value keeps it among the earlier ones and clears the fields for a newer one.

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
        self.newer: dict[str, QToolButton] = {}
        self.earlier: dict[str, EarlierValues] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for name, lab in LABS.items():
            number = self.numbers[name] = NumberEdit(lab.label)
            number.setFixedWidth(scaled(NUMBER))
            unit = self.units[name] = Combo(_("{value}: unit").format(value=lab.label))
            unit.addItems([each.name for each in lab.units])
            unit.setFixedWidth(scaled(UNIT))
            taken = self.dates[name] = QLineEdit()
            taken.setAccessibleName(_("{value}: date").format(value=lab.label))
            taken.setPlaceholderText(_("date"))
            taken.setMinimumHeight(TARGET)
            taken.setFixedWidth(scaled(DATE))
            taken.setMaxLength(40)
            fixed = label(lab.units[0].name, tone="secondary")
            fixed.setFixedWidth(scaled(UNIT))
            keep = self.newer[name] = tool_button(_("Newer"), _("Enter a newer one"), quiet=True)
            keep.setAccessibleName(_("{value}: enter a newer one and keep this").format(value=lab.label))
            keep.setToolTip(_("Keep this value and enter a newer one"))
            keep.clicked.connect(partial(self._keep, name))
            column.addWidget(label(lab.label, wrap=True))
            column.addLayout(row([number, unit if len(lab.units) > 1 else fixed, taken, keep]))
            earlier = self.earlier[name] = EarlierValues(lab.label)
            earlier.changed.connect(self.changed)
            column.addWidget(earlier)
            number.editingFinished.connect(self._edited)
            taken.editingFinished.connect(self._edited)
            unit.activated.connect(lambda _place: self.changed.emit())
        self._fit()

    @property
    def values(self) -> tuple[LabValue, ...]:
        """What is typed, of the values that have a number, and what was kept before."""
        typed = [self._value(name) for name, edit in self.numbers.items() if edit.number is not None]
        kept = [value for earlier in self.earlier.values() for value in earlier.values]
        return in_order([*kept, *typed])

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
            before = [each.taken for each in self.earlier[name].values]
            if before and (value.taken is None or value.taken in before):
                said = _("{value} needs a date of its own, because there are earlier values: the newest one counts.")
                return said.format(value=LABS[name].label)
        return ""

    def show_values(self, values: Sequence[LabValue]) -> None:
        """Draws the values; what is as it was typed stays."""
        if tuple(values) == self.values and not self.wrong():
            return
        known = {value.name: value for value in newest(values)}
        for name, earlier in self.earlier.items():
            earlier.show_values([value for value in values if value.name == name and value != known[name]])
        for name, edit in self.numbers.items():
            value = known.get(name)
            edit.show_number(value.value if value else None)
            self.units[name].setCurrentText(value.unit if value else LABS[name].units[0].name)
            self.dates[name].setText(taken_text(value) if value else "")
        self._fit()

    def _keep(self, name: str) -> None:
        """Keeps what stands in a row among the earlier values, and clears the row for a newer one."""
        earlier = self.earlier[name]
        earlier.show_values([*earlier.values, self._value(name)])
        self.numbers[name].show_number(None)
        self.dates[name].setText("")
        self._fit()
        self.numbers[name].setFocus()

    def _edited(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Only a value with a number and a date of its own can be kept as an earlier one."""
        for name, button in self.newer.items():
            whole = self.numbers[name].number is not None and not self.numbers[name].wrong
            taken = self._date(name)
            button.setEnabled(whole and taken is not None and taken not in [e.taken for e in self.earlier[name].values])

    def _value(self, name: str) -> LabValue:
        return LabValue(name, self.numbers[name].number or 0.0, self.units[name].currentText(), self._date(name))

    def _date(self, name: str) -> date | None:
        return read_date(self.dates[name].text(), self._today())
