"""What is wrong with a window as it stands: words that are cut, controls outside what holds them or over each other.

Measured by what each widget asks for, so that no picture has to be compared. Shared by the pictures of every screen
size (tools/pictures.py) and the tests of the layout.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from ui.base.wide_buttons import WideBox, WideButton

WORDED = (QLabel, QPushButton, QToolButton, QCheckBox, QRadioButton, QComboBox, QAbstractSpinBox)
ALONE = (QLabel, QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView)  # never over each other
BESIDE = {
    QPushButton: 8,
    QToolButton: 8,
    QCheckBox: 20,
    QRadioButton: 20,
    QComboBox: 30,
    QAbstractSpinBox: 72,
}  # [px] arrows and borders
SLACK = 2  # [px] a border that a style counts and does not draw


def faults(top: QWidget) -> list[str]:
    """Everything that is wrong in a window, in words; nothing where all can be read and pressed."""
    return [*clipped(top), *overlaps(top), *sideways(top)]


def clipped(top: QWidget) -> list[str]:
    """The words that have less room than they need, or stand outside what holds them."""
    found = []
    for widget in top.findChildren(QWidget):
        if _shown(widget, top) and isinstance(widget, WORDED) and (_is_cut(widget) or _outside(widget)):
            sizes = widget.size().toTuple(), widget.sizeHint().toTuple()
            found.append(f"{type(widget).__name__} “{_text(widget)[:60]}” {sizes}")
    return found


def overlaps(top: QWidget) -> list[str]:
    """The controls and words of one holder that stand over each other."""
    found = []
    for parent in (top, *top.findChildren(QWidget)):
        if not _shown(parent, top):
            continue
        beside = [one for one in parent.children() if isinstance(one, ALONE) and one.isVisible()]
        for place, one in enumerate(beside):
            for other in beside[place + 1 :]:
                both = one.geometry().intersected(other.geometry())
                if both.width() > SLACK and both.height() > SLACK:
                    found.append(f"{_said(one)} and {_said(other)} overlap by {both.width()} x {both.height()}")
    return found


def sideways(top: QWidget) -> list[str]:
    """What has to be scrolled sideways to be read; what is scrolled to the bottom is not wrong."""
    found = []
    for area in top.findChildren(QScrollArea):
        over = area.horizontalScrollBar().maximum()
        if _shown(area, top) and over > SLACK:
            found.append(f"{_said(area)} is {over} px wider than its room")
    return found


def _shown(widget: QWidget, top: QWidget) -> bool:
    return widget.isVisible() and widget.window() is top


def _said(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{(_text(widget) or widget.accessibleName())[:40]}”"


def _text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton | QAbstractSpinBox) else ""


def _is_cut(widget: QWidget) -> bool:
    if not _text(widget).strip():
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        room, need = widget.contentsRect(), _wrapped(widget)
        return need.height() > room.height() + SLACK or need.width() > room.width() + SLACK
    beside = next((width for kind, width in BESIDE.items() if isinstance(widget, kind)), 0)
    if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
        beside += widget.iconSize().width()
    if isinstance(widget, WideBox | WideButton):
        return (
            widget.minimumSizeHint().width() > widget.width() or widget.heightForWidth(widget.width()) > widget.height()
        )
    words = widget.fontMetrics().size(0, _text(widget))  # of all its lines
    return words.width() + beside > widget.width() or words.height() > widget.height()


def _wrapped(label: QLabel) -> QRect:
    """What the words need when they are wrapped to the label's width."""
    return label.fontMetrics().boundingRect(
        QRect(0, 0, max(1, label.contentsRect().width()), 100_000), Qt.TextFlag.TextWordWrap, label.text()
    )


def _outside(widget: QWidget) -> bool:
    """Whether a part of it lies outside what holds it, to the sides: below, one can scroll."""
    for parent in _holders(widget):
        left = widget.mapTo(parent, QPoint(0, 0)).x()
        if left < -SLACK or left + widget.width() > parent.width() + SLACK:
            return True
    return False


def _holders(widget: QWidget) -> Iterator[QWidget]:
    """What holds it, up to the window or to what is scrolled: that is told of by itself."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        around = parent.parentWidget()
        if isinstance(around, QAbstractScrollArea) and around.viewport() is parent:
            return
        yield parent
        parent = around
