"""Screens of a size that a test chooses: what a window asks for there, and what is out of reach."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QWidget

from ui.base import on_screen

SCREENS = {"1366 x 768": (1366, 768), "1920 x 1080 at 150 %": (1280, 720), "1280 x 720 at 200 %": (640, 360)}


def be_on(monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    """Whatever is shown from now on finds a screen of this size [px]."""
    monkeypatch.setattr(on_screen, "available", lambda screen: QRect(QPoint(0, 0), QPoint(size[0] - 1, size[1] - 1)))


def too_large(window: QWidget) -> str:
    """What of a window is not on its screen, in words; nothing where all is."""
    QApplication.processEvents()
    room, frame = on_screen.available(window.screen()), window.frameGeometry()
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    if not room.contains(QRect(room.topLeft(), frame.size())):
        return f"{window.windowTitle()} is {frame.width()} x {frame.height()}"
    if least.width() > window.width() or least.height() > window.height():
        return f"{window.windowTitle()} needs {least.width()} x {least.height()}"
    return ""


def is_in_reach(widget: QWidget) -> bool:
    """Whether all of a widget can be seen and pressed, without scrolling."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return (
        widget.isVisible() and window.rect().contains(place) and widget.visibleRegion().boundingRect() == widget.rect()
    )


def buttons_of(window: QWidget) -> list[QAbstractButton]:
    """The buttons at the foot of a dialog."""
    return [button for box in window.findChildren(QDialogButtonBox) for button in box.buttons() if button.isVisible()]
