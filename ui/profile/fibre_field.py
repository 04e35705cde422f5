"""Whether fibre is to rise slowly: a box to tick, and how much of it is eaten now."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.language.translate import _
from planner.needs.fibre_ramp import FROM, USUAL, FibreRamp
from ui.base.forms import indented, row
from ui.base.number_box import NumberBox
from ui.base.wide_buttons import WideBox
from ui.base.widgets import label


class FibreField(QWidget):
    """The amount is asked only where the box is ticked; the day it was ticked is when fibre begins to rise.

    Signals:
        changed: the box or the amount was changed by hand.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._today = today
        self._since: date | None = None
        self.setAccessibleName(_("Fibre"))
        self.box = WideBox(_("I eat little fibre now: let it rise slowly"))
        self.grams = NumberBox(_("g a day now"), decimals=0, expected=FROM)
        self.grams.setAccessibleName(_("Fibre you eat now, grams a day"))
        self.grams.show_value(USUAL)
        self._said = label(tone="secondary", wrap=True)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.addLayout(row([self.grams]))
        below.addWidget(self._said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(indented(self._below))
        self.box.clicked.connect(self._ticked)
        self.grams.valueChanged.connect(lambda _value: self._changed())
        self._fit()

    @property
    def ramp(self) -> FibreRamp | None:
        """What is answered; None where fibre need not rise slowly."""
        if not self.box.isChecked():
            return None
        return FibreRamp(self.grams.value(), self._since or self._today())

    def show_ramp(self, ramp: FibreRamp | None) -> None:
        """Draws the answer."""
        if ramp == self.ramp:
            return
        self.box.setChecked(ramp is not None)
        self._since = ramp.since if ramp is not None else None
        if ramp is not None:
            self.grams.show_value(ramp.from_g)
        self._fit()

    def _ticked(self) -> None:
        self._since = self._today() if self.box.isChecked() else None
        self._changed()

    def _changed(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        ramp = self.ramp
        self._below.setVisible(ramp is not None)
        self._said.setText(_("It rises from {ramp}.").format(ramp=ramp.text) if ramp is not None else "")
