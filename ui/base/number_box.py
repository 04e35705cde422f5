"""Fields for numbers and choices: both decimal signs are read, and no wheel of a mouse changes them in passing."""

import locale

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit, QWidget

from planner.document.list_choices import UNITS
from planner.foods.seasons import NORTH, SOUTH
from planner.language.numbers import HERE
from planner.language.read_number import may_become_number, third_text
from planner.language.read_number import read_number as planner_read_number
from planner.language.translate import _
from ui.base.look import GRID, TARGET

US, METRIC = UNITS
WIDTH = 180  # [px] a number, its unit, and the buttons for less and more


def write_like_the_planner() -> None:
    """Fields write the signs of the planner's sentences: "1.500" must not mean two things in one window.

    Qt knows some locales that the C library does not have; there the planner writes the English signs. And Qt sets the
    locale of the C library when it starts; its numbers go back to the point, which HiGHS and readers of files expect.
    """
    locale.setlocale(locale.LC_NUMERIC, "C")
    if QLocale().decimalPoint() != HERE.decimal == ".":
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def read_number(text: str, locale: QLocale | None = None) -> float | None:
    """The number a text says, or None; ``planner.language.read_number`` with the thousands of a locale."""
    return planner_read_number(text, (locale or QLocale()).groupSeparator())


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


def no_whole_number(text: str) -> str:
    """The sentence for a part where only whole ones count."""
    return _("“{text}” is no whole number.").format(text=text.strip()[:40])


def out_of_range(text: str, bounds: tuple[float, float]) -> str:
    """The sentence for a number that is too small or too large."""
    said = _("“{text}” is out of range. Write a number from {least} to {most}.")
    least, most = (write_number(bound) for bound in bounds)
    return said.format(text=text.strip()[:40], least=least, most=most)


class Combo(QComboBox):
    """One of several words. The wheel scrolls the page: it never changes an answer in passing.

    Every choice of the program is one, so that no page has one that the wheel turns.
    """

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(TARGET)
        self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NoWheel(QObject):
    """Keeps the wheel from a field that is a part of one of Qt's own widgets."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.Wheel


class NumberBox(QDoubleSpinBox):
    """A number with large buttons for less and more. What is typed is taken when the field is left.

    Its bounds are wide on purpose: what is out of range is said beside the field, never changed in silence;
    ``expected`` is what the sentence names then, where it is narrower. Without decimals it takes whole numbers only.
    The click that comes into the field selects all of it, so that typing replaces it.

    Signals:
        refused: why what was typed cannot be taken; the number before it stays. Empty: nothing is wrong any more.
    """

    refused = Signal(str)

    def __init__(
        self, unit: str, *, decimals: int = 1, most: float = 999.0, expected: tuple[float, float] | None = None
    ) -> None:
        super().__init__()
        self._expected = expected
        self._told = False  # something was refused and still is what was said last
        self._clicked_into = False
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
        self.lineEdit().textEdited.connect(self._forget_wrong)
        self.lineEdit().installEventFilter(self)
        self.valueChanged.connect(self._mended)  # before anybody else hears of the value
        self.editingFinished.connect(self._finished)

    def show_value(self, value: float) -> None:
        """Without telling anybody."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)

    def take_refusal(self) -> str:
        """What is in the field is taken now; why it cannot be, once, or nothing: the number before it stays."""
        self.interpretText()
        said, self.wrong = self.wrong, ""
        return said

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        typed = self._number_part(text)
        if not typed.strip() or not may_become_number(typed):
            state = QValidator.State.Invalid if typed.strip() else QValidator.State.Intermediate
            return state, text, position
        good = not self._refusal(typed)
        return (QValidator.State.Acceptable if good else QValidator.State.Intermediate), text, position

    def valueFromText(self, text: str) -> float:
        number = read_number(self._number_part(text), self.locale())
        return self.value() if number is None else number

    def fixup(self, text: str) -> str:
        """What is left in the field is no number that can be taken."""
        typed = self._number_part(text)
        if typed.strip():
            self.wrong = self._refusal(typed)
            self._told = True
            self.refused.emit(self.wrong)
        return text

    def _refusal(self, typed: str) -> str:
        """Why this cannot be taken, or nothing."""
        number = read_number(typed, self.locale())
        if number is None:
            return no_number(typed)
        if self.decimals() == 0 and number != round(number):
            return no_whole_number(typed)
        if not self.minimum() <= number <= self.maximum():
            return out_of_range(typed, self._expected or (self.minimum(), self.maximum()))
        return ""

    def _forget_wrong(self) -> None:
        """Another text is being typed: what was refused before is not what counts."""
        self.wrong = ""

    def _mended(self) -> None:
        self.wrong = ""
        if self._told:
            self._told = False
            self.refused.emit("")

    def _finished(self) -> None:
        if not self.wrong:
            self._mended()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._clicked_into = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and self._clicked_into:
            self._clicked_into = False
            if not self.lineEdit().hasSelectedText():  # else a part of it was marked by hand
                self.selectAll()
        return super().eventFilter(watched, event)

    def textFromValue(self, value: float) -> str:
        return write_number(value, self.decimals(), self.locale())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it scrolls the page instead

    def _number_part(self, text: str) -> str:
        """Without prefix and suffix, also where a part of their spaces was deleted."""
        text = text.removesuffix(self.suffix()).removesuffix(self.suffix().strip())
        return text.removeprefix(self.prefix()).removeprefix(self.prefix().strip())


class CountBox(NumberBox):
    """A whole number within fixed bounds: portions, servings, minutes, people."""

    def __init__(self, name: str, bounds: tuple[int, int], value: int) -> None:
        super().__init__("", decimals=0, most=bounds[1])
        self.setMinimum(bounds[0])
        self.setValue(value)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.lineEdit().setTextMargins(GRID - 2, 0, 0, 0)

    @property
    def count(self) -> int:
        """The number in the field."""
        return round(self.value())


class NumberEdit(QLineEdit):
    """A number that may be left out. What is typed stays, whether or not it is a number."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._clicked_into = False
        self.setAccessibleName(name)
        self.setMinimumHeight(TARGET)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(40)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._clicked_into = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The click that comes into the field selects all of it, so that typing replaces it."""
        super().mouseReleaseEvent(event)
        if self._clicked_into and not self.hasSelectedText():
            self.selectAll()
        self._clicked_into = False

    @property
    def empty(self) -> bool:
        """Whether nothing is written in the field."""
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
        """Writes a number into the field, or nothing for None."""
        self.setText("" if number is None else write_number(number, decimals=6))

    def show_quantity(self, number: float | None) -> None:
        """As ``show_number``, with thirds as the fraction they are."""
        self.show_number(number)
        if number is not None and (third := third_text(number)):
            self.setText(third)


def _decimals(number: float, most: int) -> int:
    """As many decimals as the number has, up to ``most``."""
    return next((count for count in range(most) if round(number, count) == round(number, most)), most)


# Where most people live south of the equator, by ISO 3166.
_SOUTHERN = frozenset(
    {
        *("AO", "AR", "AU", "BO", "BR", "BW", "BI", "CL", "CD", "CG", "FJ", "ID"),
        *("LS", "MG", "MW", "MU", "MZ", "NA", "NC", "NZ", "PG", "PY", "PE", "RE"),
        *("RW", "SZ", "TZ", "UY", "VU", "ZA", "ZM", "ZW"),
    }
)


def local_season() -> str:
    """On which half of the earth the language settings of this computer are at home."""
    country = QLocale.territoryToCode(QLocale().territory())
    return SOUTH if country in _SOUTHERN else NORTH


def local_units() -> str:
    """The measures of the country the computer is set to; US ones where it names none."""
    here = QLocale()
    us = here.measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return US if us or here.language() == QLocale.Language.C else METRIC
