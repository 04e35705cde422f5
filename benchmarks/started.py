"""A child process for ``first_paint`` and ``first_plan``: starts a window and says on standard output how far it is.

Run as ``-m benchmarks.started empty`` for an empty PySide6 window, or ``-m benchmarks.started magnolia`` for Magnolia
as it starts in its home, for the first time where that is empty.
"""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

PAINTED, DAY, WHOLE = "painted", "day", "whole"


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def empty() -> None:
    """The least a PySide6 program can do: a main window, painted once."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, painted)

    def painted() -> None:
        say(PAINTED)
        app.quit()

    app = QApplication([])
    window = Window()
    window.resize(1280, 800)
    window.show()
    app.exec()


def magnolia() -> None:
    """Magnolia by its own entry, closed when its first plan is whole; its home is where the document is not."""
    import main
    from ui.window import start

    show_opening = start.show_opening

    def shown(app: "QApplication") -> start.OpeningWindow:
        opening = show_opening(app)
        say(PAINTED)
        watch()
        return opening

    start.show_opening = shown
    main.main([])


def watch() -> None:
    """Says when there are plans, and closes the window then."""
    from ui.window import app

    build = app.build

    def watched(*args: Any, **kwargs: Any) -> app.Built:
        built = build(*args, **kwargs)
        told: set[str] = set()

        def changed(plan: object, stale: bool) -> None:
            word = WHOLE if not stale else DAY
            if plan is not None and word not in told:
                told.add(word)
                built.window.repaint()
                say(word)
            if WHOLE in told:
                built.window.close()

        built.workspace.plan_changed.connect(changed)
        return built

    app.build = watched


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        empty()
    else:
        magnolia()
