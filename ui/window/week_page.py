"""The page of the week: its commands, what the plan promises, and the plan."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.document.document import MAX_DAYS
from planner.language.translate import _, ngettext
from ui.base.date_field import DateField
from ui.base.flow import Flow
from ui.base.look import GRID, ICON, TARGET, Look
from ui.base.number_box import Combo
from ui.base.widgets import label, tool_button
from ui.plan.plan_view import PlanView


class WeekPage(QWidget):
    """Puts the commands of the week over its plan."""

    def __init__(self, look: Look, plan: PlanView) -> None:
        super().__init__()
        self._look = look
        self.again = QPushButton(_("Make plan"))
        self.again.setProperty("primary", True)
        self.again.setMinimumHeight(TARGET)
        self.days = Combo(_("Days to plan"))
        self.days.setMaxVisibleItems(14)
        for count in range(1, MAX_DAYS + 1):
            self.days.addItem(ngettext("{count} day", "{count} days", count).format(count=count), count)
        self.first_day = DateField(look, _("First day of the plan"))
        self.first_day.open_button.setEnabled(False)
        self.pin = tool_button("", _("Keep the foods beside the week"), quiet=True)
        self.pin.setCheckable(True)
        self.details = QPushButton(_("Details"))
        self.details.setAccessibleName(_("Details of what is chosen"))
        self.details.setMinimumHeight(TARGET)
        self.held_back = tool_button(
            _("Why not better?"), _("Which of your wishes holds this plan back the most"), quiet=True
        )
        self.held_back.hide()
        for button in (self.again, self.details):
            button.setIconSize(QSize(ICON, ICON))
        self.promise = label(tone="secondary", wrap=True)
        row = Flow(gap=GRID)
        for widget in (self.again, self.days, self._first_day(), self.details, plan.past_button):
            row.addWidget(widget)
        row.add_spring()
        for widget in (self.held_back, self.pin, plan.overview_button):
            row.addWidget(widget)
        head = QVBoxLayout()
        head.setContentsMargins(GRID, GRID, GRID, 0)
        head.setSpacing(GRID // 2)
        head.addLayout(row)
        head.addWidget(self.promise)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(plan, 1)
        look.changed.connect(self._recolour)
        self._recolour()

    def _first_day(self) -> QWidget:
        """The date with the word before it, which stay together where the row breaks."""
        box = QWidget()
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        inside = Flow(box)
        for widget in (label(_("from"), tone="secondary"), self.first_day, self.first_day.open_button):
            inside.addWidget(widget)
        return box

    def _recolour(self) -> None:
        self.pin.setIcon(self._look.icon("pin"))
        self.details.setIcon(self._look.icon("details"))
