"""Python's garbage is collected in the window's thread: a Qt object must not be deleted in another one."""

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000  # [ms] between two looks; a longer time lets more garbage wait, a shorter one looks for nothing
WHOLE = 20.0  # [s] at least between two collections of everything


class Collector(QObject):
    """Collects in place of Python, which collects in whatever thread happens to make an object.

    Widgets with signals stand in cycles, so they are let go of by a collection. In a worker thread that ends in a
    crash: https://doc.qt.io/qt-6/threads-qobject.html asks to delete a QObject in its own thread.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._whole_at = time.monotonic()
        self._settled = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on Python itself collects nothing, and nobody looks at what is there already.

        Modules and views stay as long as the window does. Looking through them took a tenth of a second each time.
        """
        gc.disable()
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Gives collecting back to Python, of all there is."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def look(self) -> None:
        """Collects the youngest generations that are full, as Python would; everything only now and then."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        if counts[2] > thresholds[2] and time.monotonic() - self._whole_at >= WHOLE:
            gc.collect()
            if not self._settled:  # the foods and the first model are there by now, and stay
                gc.freeze()
                self._settled = True
            self._whole_at = time.monotonic()
        elif counts[1] > thresholds[1]:
            gc.collect(1)
        elif counts[0] > thresholds[0]:
            gc.collect(0)
