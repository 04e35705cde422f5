"""Deleting what is recorded from one day to another."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from planner.language.translate import _, ngettext
from ui.base.date_field import DateField
from ui.base.dialogs import Dialog
from ui.base.look import GRID, Look
from ui.base.widgets import keep_buttons, label


class DeleteDaysDialog(Dialog):
    """Asks for the first and the last day.

    Signals:
        wished: the first and the last day to delete.
    """

    wished = Signal(object, object)

    def __init__(
        self,
        look: Look,
        count: Callable[[date, date], int],
        stretch: tuple[date, date],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        """``count`` says of how many days from one date to another anything is recorded."""
        super().__init__(_("Delete days"), parent, QSize(480, 0))
        self._count = count
        self.first, self.last = DateField(look, _("First day")), DateField(look, _("Last day"))
        self._days = list(stretch)
        self.said = label(wrap=True)
        self.problem = label(tone="problem", wrap=True)
        self.problem.hide()
        buttons = keep_buttons(_("Delete"), self._delete, self.reject)
        self.delete = buttons.button(QDialogButtonBox.StandardButton.Ok)
        for place, field in enumerate((self.first, self.last)):
            field.show_date(stretch[place], today)
            field.chosen.connect(lambda when, place=place: self._choose(place, when))
            field.refused.connect(self._refuse)
        content, below = QVBoxLayout(), QHBoxLayout()
        content.setSpacing(GRID)
        hint = _("Meals, marks, scores and weights of these days are deleted. One Undo brings them back.")
        content.addWidget(label(hint, wrap=True))
        for title, field in ((_("First day"), self.first), (_("Last day"), self.last)):
            row = QHBoxLayout()
            row.setSpacing(GRID)
            row.addWidget(label(title), 1)
            row.addWidget(field)
            row.addWidget(field.open_button)
            content.addLayout(row)
        content.addWidget(self.said)
        content.addWidget(self.problem)
        below.addWidget(buttons)
        self.put(content, below)
        self._show()

    def _choose(self, place: int, when: date) -> None:
        self._days[place] = when
        self.problem.hide()
        self._show()

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _show(self) -> None:
        first, last = self._days
        found = self._count(first, last) if first <= last else 0
        said = ngettext("{count} day is recorded there.", "{count} days are recorded there.", found)
        late = _("The first day is after the last one.")
        self.said.setText(late if first > last else said.format(count=found))
        self.delete.setEnabled(found > 0)

    def _delete(self) -> None:
        first, last = self._days
        self.accept()
        self.wished.emit(first, last)
