"""Mouse and keyboard."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

CONTROL = Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """One click with the left button, by default in the middle."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _NONE, place or widget.rect().center())


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
    QTest.keyClick(widget, key, modifier)


def write(widget: QWidget, text: str) -> None:
    QTest.keyClicks(widget, text)
