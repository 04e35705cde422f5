"""The medicines a person takes: typed, offered with a slip of the finger forgiven, and kept as they were written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.language.phrases import in_a_row
from planner.language.translate import _
from planner.needs import medicines
from planner.needs.profile import LONGEST_MEDICINE, MOST_MEDICINES
from planner.needs.profile_words import in_words
from ui.base.look import GRID, TARGET
from ui.base.widgets import label


class NameEdit(QLineEdit):
    """A name; Return adds it and does not press the dialog's button.

    Signals:
        entered: Return was pressed.
    """

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class MedicinesField(QWidget):
    """What is taken, each with what Magnolia knows of it; below, a field for one more and the names it may mean.

    Signals:
        changed: a medicine was added or taken off by hand.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Medicines"))
        self.names: tuple[str, ...] = ()
        self.rows: dict[str, QPushButton] = {}  # the button that takes each off
        self.offers: dict[str, QPushButton] = {}
        self.typed = NameEdit()
        self.typed.setAccessibleName(_("Add a medicine"))
        self.typed.setPlaceholderText(_("Name or brand"))
        self.typed.setMaxLength(LONGEST_MEDICINE)
        self.typed.setMinimumHeight(TARGET)
        self._said = label(tone="secondary", wrap=True)
        self._said.hide()
        self._taken, self._offered = QVBoxLayout(), QVBoxLayout()
        for column in (self._taken, self._offered):
            column.setSpacing(GRID // 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._taken)
        layout.addWidget(self.typed)
        layout.addWidget(self._said)
        layout.addLayout(self._offered)
        self.typed.textEdited.connect(lambda text: self._offer())
        self.typed.entered.connect(self._enter)

    @property
    def waiting(self) -> str:
        """What is typed and not yet added."""
        return " ".join(self.typed.text().split())

    def show_names(self, names: Sequence[str]) -> None:
        """Draws what is taken; what is being typed stays."""
        if tuple(names) != self.names or len(self.rows) != len(names):
            self.names = tuple(names)
            self._draw()

    def add(self, name: str) -> None:
        """Keeps one more medicine, unless it is there already."""
        self.typed.clear()
        self._offer()
        self.typed.setFocus()
        there = name.casefold() in {each.casefold() for each in self.names}
        if not there and len(self.names) < MOST_MEDICINES:
            self.names = (*self.names, name)
            self._draw()
            self.changed.emit()

    def _take_off(self, name: str) -> None:
        self.names = tuple(each for each in self.names if each != name)
        self._draw()
        self.typed.setFocus()
        self.changed.emit()

    def _enter(self) -> None:
        """Adds a name that is known; of another, goes on to what it may mean, and keeps it where that is nothing."""
        if not self.waiting:
            return
        if medicines.known(self.waiting) or not self.offers:
            self.add(self.waiting)
            return
        next(iter(self.offers.values())).setFocus()

    def _offer(self) -> None:
        """Names beside what is typed, and the typed one itself where it is unknown."""
        _clear(self._offered)
        self.offers = {}
        found = medicines.find(self.waiting)
        for name in found:
            self.offers[name] = self._button(name, _shown(name))
        known = bool(medicines.known(self.waiting))
        if self.waiting and not known and found:
            self.offers[self.waiting] = self._button(
                self.waiting, _("Keep “{name}” as it is").format(name=self.waiting)
            )
        elif self.waiting and self.waiting not in self.offers:
            self.offers[self.waiting] = self._button(self.waiting, _("Add “{name}”").format(name=self.waiting))
        said = _("Magnolia does not know this name. It can be kept, and stands on the clinician's page as not checked.")
        self._said.setText("" if known or found or not self.waiting else said)
        self._said.setVisible(bool(self._said.text()))

    def _button(self, name: str, shown: str) -> QPushButton:
        button = QPushButton(shown)
        button.setAccessibleName(shown)
        button.setAutoDefault(False)
        button.setMinimumHeight(TARGET)
        button.clicked.connect(lambda: self.add(name))
        self._offered.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _draw(self) -> None:
        _clear(self._taken)
        self.rows = {}
        for name in self.names:
            row = QWidget()
            inside = QHBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(GRID)
            inside.addWidget(label(_told(name), wrap=True), 1)
            button = QPushButton(_("Remove"))
            button.setAccessibleName(_("Remove {medicine}").format(medicine=name))
            button.setAutoDefault(False)
            button.setMinimumHeight(TARGET)
            button.clicked.connect(lambda *args, name=name: self._take_off(name))
            inside.addWidget(button)
            self._taken.addWidget(row)
            self.rows[name] = button


def _clear(column: QVBoxLayout) -> None:
    while (entry := column.takeAt(0)) is not None:
        if (widget := entry.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def _shown(name: str) -> str:
    return medicines.in_words(name)


def _told(name: str) -> str:
    """A medicine with the groups whose rules it turns on."""
    groups = [in_words(group) for group in medicines.GROUPS if group in medicines.groups_of((name,))]
    if not groups:
        return _("{medicine}: not checked. Magnolia does not know this name.").format(medicine=name)
    shown = medicines.in_words(name)
    named = {one.name for one in medicines.known(name)}
    about = [group for group in groups if group not in named]
    return _("{medicine}: {groups}").format(medicine=shown, groups=in_a_row(about)) if about else shown
