"""What a page is made of is never a window of its own for a moment: that flashes, and takes the keyboard away."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.base.tabs import Tabs
from ui.window.app import Built


class Watch(QObject):
    """Remembers each window that comes on screen."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt calls it
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_that_no_page_of_the_window_passes_as_a_window(built: Built) -> None:
    app, watch = QApplication.instance(), Watch()
    assert app is not None
    app.installEventFilter(watch)
    for page in built.window.frame.pages:
        built.window.frame.choose(page)
        QApplication.processEvents()
    app.removeEventFilter(watch)
    assert built.window.now.view is not None
    assert not watch.seen


def test_that_only_the_first_page_of_tabs_is_shown(qtbot: QtBot) -> None:
    tabs, first, second = Tabs("pages"), QWidget(), QWidget()
    qtbot.addWidget(tabs)
    tabs.add(first, "first")
    tabs.add(second, "second")
    assert (first.isVisibleTo(tabs), second.isVisibleTo(tabs)) == (True, False)
