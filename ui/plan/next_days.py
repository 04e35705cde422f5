"""The quiet line that offers the next days when the planned ones run out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from planner.editing.calendar import few_days_left, next_days_in_words
from planner.language.dates import date_after, short_date
from planner.language.translate import _
from ui.base.look import GRID, TARGET
from ui.base.widgets import label
from ui.workspace.screen_state import ScreenState


class NextDays(QWidget):
    """Says that the planned days end, with a button that plans the next ones behind them.

    Signals:
        wished: the next days are to be planned.
    """

    wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = label(tone="secondary", wrap=True)
        self.button = QPushButton()
        self.button.setMinimumHeight(TARGET)
        self.button.clicked.connect(lambda: self.wished.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.button)
        self.hide()

    def show_state(self, state: ScreenState) -> None:
        """Offers the next days where few are left; while a plan is made, it waits."""
        offered = state.complete and not state.planning and few_days_left(state.document, state.plan)
        if offered:
            first = date_after(state.document.start, state.document.days + 1)
            said = _("Nothing is planned from {day} on.")
            self.said.setText(said.format(day=short_date(first)) if first is not None else "")
            words = next_days_in_words(state.document)
            self.button.setText(words)
            self.button.setAccessibleName(words)
        self.setVisible(offered)
