"""Fields for numbers: they read what the locale writes, and no wheel of a mouse changes them in passing."""

import locale

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit

from planner.document.list_choices import UNITS
from planner.language.numbers import HERE
from planner.language.translate import _
from ui.base.look import GRID, TARGET

US, METRIC = UNITS
WIDTH = 180  # [px] a number, its unit, and the buttons for less and more
_PLAIN = QLocale.c()
_TYPED = set("0123456789.,' \u00a0\u202f’")


def write_like_the_planner() -> None:
    """Fields write the signs of the planner's sentences: "1.500" must not mean two things in one window.

    Qt knows some locales that the C library does not have; there the planner writes the English signs. And Qt sets the
    locale of the C library when it starts; its numbers go back to the point, which HiGHS and readers of files expect.
    """
    locale.setlocale(locale.LC_NUMERIC, "C")
    if QLocale().decimalPoint() != HERE.decimal == ".":
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def read_number(text: str, locale: QLocale | None = None) -> float | None:
    """The number a text says, or None: "1,5" where the locale has a decimal comma, "1.5" everywhere."""
    asked = text.strip()
    if not asked or not set(asked) <= _TYPED:
        return None
    for reader in (locale or QLocale(), _PLAIN):
        number, good = reader.toDouble(asked)
        if good:
            return number
    return None


def write_number(number: float, decimals: int = 2, locale: QLocale | None = None) -> str:
    """As short as it can be, in the locale's figures and without separators of thousands: "1.5", "1500"."""
    writer = QLocale(locale or QLocale())
    writer.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return writer.toString(float(number), "f", _decimals(number, decimals))


def amount_text(number: float, locale: QLocale | None = None) -> str:
    """An amount to be read: "1,004", "18.2", "0.86", in the locale's figures."""
    decimals = 0 if number >= 100 else 1 if number >= 10 else 2
    return QLocale(locale or QLocale()).toString(float(number), "f", _decimals(number, decimals))


def no_number(text: str) -> str:
    """The sentence for a text that says no number."""
    example = QLocale().toString(1.5, "f", 1)
    return _("“{text}” is no number. Write it like {example}.").format(text=text.strip()[:40], example=example)


class NumberBox(QDoubleSpinBox):
    """A number with large buttons for less and more. What is typed is taken when the field is left.

    Its bounds are wide on purpose: what is out of range is said beside the field, never changed in silence.

    Signals:
        refused: what was typed is no number, and why; the number before it stays.
    """

    refused = Signal(str)

    def __init__(self, unit: str, *, decimals: int = 1, most: float = 999.0) -> None:
        super().__init__()
        self.setRange(0.0, most)
        self.setDecimals(decimals)
        self.setSuffix(f" {unit}" if unit else "")
        self.setKeyboardTracking(False)
        self.setMinimumHeight(TARGET)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.wrong = ""  # what was refused, until somebody was told
        self.setMinimumWidth(WIDTH)
        self.lineEdit().setTextMargins(GRID - 2, 0, GRID - 2, 0)

    def show_value(self, value: float) -> None:
        """Without telling anybody."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        typed = self._number_part(text)
        if not typed.strip() or not set(typed) <= _TYPED:
            state = QValidator.State.Invalid if typed.strip() else QValidator.State.Intermediate
            return state, text, position
        number = read_number(typed, self.locale())
        good = number is not None and self.minimum() <= number <= self.maximum()
        return (QValidator.State.Acceptable if good else QValidator.State.Intermediate), text, position

    def valueFromText(self, text: str) -> float:
        number = read_number(self._number_part(text), self.locale())
        return self.value() if number is None else number

    def fixup(self, text: str) -> str:
        """What is left in the field is no number that can be taken."""
        typed = self._number_part(text)
        if typed.strip():
            self.wrong = no_number(typed)
            self.refused.emit(self.wrong)
        return text

    def textFromValue(self, value: float) -> str:
        return write_number(value, self.decimals(), self.locale())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it scrolls the page instead

    def _number_part(self, text: str) -> str:
        return text.removesuffix(self.suffix()).removesuffix(self.suffix().strip())


class NumberEdit(QLineEdit):
    """A number that may be left out. What is typed stays, whether or not it is a number."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumHeight(TARGET)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(40)

    @property
    def empty(self) -> bool:
        return not self.text().strip()

    @property
    def number(self) -> float | None:
        """None when it is empty, and when it is no number: ask ``wrong``."""
        return read_number(self.text())

    @property
    def wrong(self) -> str:
        """What is wrong with the text, or nothing."""
        return no_number(self.text()) if not self.empty and self.number is None else ""

    def show_number(self, number: float | None) -> None:
        self.setText("" if number is None else write_number(number, decimals=6))


def _decimals(number: float, most: int) -> int:
    """As many decimals as the number has, up to ``most``."""
    return next((count for count in range(most) if round(number, count) == round(number, most)), most)


def local_units() -> str:
    """The measures of the country the computer is set to; US ones where it names none."""
    here = QLocale()
    us = here.measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return US if us or here.language() == QLocale.Language.C else METRIC
