"""Boxes to tick and words to choose that are pressed anywhere in their row, and whose words wrap where they must."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QStyle, QStyleOptionButton

from ui.base.look import TARGET


class WideBox(QCheckBox):
    """A box to tick; where its row is narrower than its words, they stand in several lines. Qt itself cuts them."""

    def __init__(self, text: str, name: str = "") -> None:
        super().__init__(text)
        _prepare(self, name or text)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _height(self, width)

    def minimumSizeHint(self) -> QSize:
        return QSize(_least_width(self), TARGET)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint(self, option, QStyle.ControlElement.CE_CheckBox)


class WideButton(QRadioButton):
    """One word of several to choose from; as a ``WideBox`` it wraps."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        _prepare(self, name)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _height(self, width)

    def minimumSizeHint(self) -> QSize:
        return QSize(_least_width(self), TARGET)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint(self, option, QStyle.ControlElement.CE_RadioButton)


def _prepare(button: QAbstractButton, name: str) -> None:
    button.setAccessibleName(name)
    button.setMinimumHeight(TARGET)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # Qt's own is never narrower
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)


def _mark(button: QAbstractButton) -> int:
    """The width of the mark and the gap behind it [px]."""
    return button.sizeHint().width() - button.fontMetrics().horizontalAdvance(button.text())


def _least_width(button: QAbstractButton) -> int:
    """As wide as its longest word needs [px]."""
    metrics = button.fontMetrics()
    return _mark(button) + max((metrics.horizontalAdvance(word) for word in button.text().split()), default=0)


def _height(button: QAbstractButton, width: int) -> int:
    more = _lines(button.text(), button.fontMetrics(), width - _mark(button)).count("\n")
    return max(TARGET, button.sizeHint().height() + more * button.fontMetrics().lineSpacing())


def _paint(button: QAbstractButton, option: QStyleOptionButton, kind: QStyle.ControlElement) -> None:
    option.text = _lines(option.text, button.fontMetrics(), button.width() - _mark(button))
    button.style().drawControl(kind, option, QPainter(button), button)


def _lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """The words in lines of at most this width [px], as far as each word is no wider."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
