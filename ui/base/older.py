"""One home for what the window says of a plan from before the last edit: it is gone, or dimmed, at once."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.base.look import Look
from ui.base.panels import Veil


class Older(QObject):
    """Every place of the window that speaks of the plan.

    A place is either dimmed, because what it shows can still be read and pressed while the next plan is made, or
    emptied, because its sentence would stand beside newer facts as if it were true of them. A new place that speaks
    of the plan is named here, or a test that walks the window turns red.
    """

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.veils: dict[QWidget, Veil] = {}  # by what they dim
        self._empties: list[Callable[[], None]] = []

    def dim(self, *places: QWidget) -> None:
        """These are veiled while the plan is an older one."""
        for place in places:
            self.veils[place] = Veil(self._look, place)

    def empty(self, *clear: Callable[[], None]) -> None:
        """These take a sentence away when the plan becomes an older one."""
        self._empties += clear

    @property
    def dimmed(self) -> tuple[QWidget, ...]:
        """The places that are veiled now."""
        return tuple(place for place, veil in self.veils.items() if not veil.isHidden())

    def show(self, older: bool, there: bool = True) -> None:
        """Tells every place whether the plan is from before the last edit, and whether it is ``there`` to be dimmed."""
        for veil in self.veils.values():
            veil.setVisible(older and there)
            veil.raise_()
        if older:
            for clear in self._empties:
                clear()
