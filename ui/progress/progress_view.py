"""Days that are over: pictures and tables of what was eaten and how it went, and what was said of their meals."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from planner.document.document import Document
from planner.editing.calendar import deleted_sentence, recorded_dates
from planner.language.translate import _
from planner.output.sheets import ClinicianSheet
from planner.output.spreadsheet import marked
from planner.progress.output import kept_sentence, progress_to_csv
from planner.progress.picture import picture_of
from planner.progress.recorded import Foods, Progress, progress_of
from planner.progress.sheet import progress_sheet
from ui.base.background import Background
from ui.base.file_dialogs import file_dialog
from ui.base.flow import Flow
from ui.base.look import GRID, Look
from ui.base.number_box import Combo
from ui.base.tabs import Tabs
from ui.base.widgets import label, push_button
from ui.base.writing import Writing
from ui.progress.days_tab import DaysTab
from ui.progress.delete_days import DeleteDaysDialog
from ui.progress.foods_table import FoodsTable
from ui.progress.picture_view import PictureView
from ui.progress.weeks_table import WeeksTable
from ui.workspace.workspace import Workspace

STRETCHES = ((_("7 days"), 7), (_("4 weeks"), 28), (_("12 weeks"), 84), (_("A year"), 365))
TABS = 380  # [px] the least height of the tables
Paint = Callable[[ClinicianSheet, Document], bytes]  # a page as PDF, on the paper that goes with the document


class ProgressView(QWidget):
    """Draws the days of a stretch that ends today. What is entered is kept at once, an edit that can be undone.

    Nothing is counted while it is not on screen.
    """

    def __init__(self, workspace: Workspace, look: Look, paint: Paint) -> None:
        super().__init__()
        self._workspace, self._look, self._paint = workspace, look, paint
        self.progress: Progress | None = None
        self._foods: Foods | None = None
        self._work = Background(self)
        self._work.answered.connect(self._take)
        workspace.closing.connect(self._work.close)
        self.stretch = Combo(_("How many days"))
        for name, days in STRETCHES:
            self.stretch.addItem(name, days)
        self.stretch.setCurrentIndex(1)
        self.stretch.activated.connect(lambda _place: self._ask())
        self.kept = label(wrap=True)
        self.save = push_button(_("Save as PDF …"), by_return=False)
        self.save.clicked.connect(lambda: self._ask_where("pdf"))
        self.table = push_button(_("Save as CSV …"), by_return=False)
        self.table.clicked.connect(lambda: self._ask_where("csv"))
        self.delete = push_button(_("Delete days …"), by_return=False)
        self.delete.clicked.connect(self.ask_delete)
        self.picture = PictureView(look)
        self.legend = label(tone="secondary", wrap=True)
        self.days = DaysTab(workspace, look)
        self.weeks = WeeksTable(look)
        self.foods = FoodsTable()
        for table in (self.weeks, self.foods):
            table.setMinimumHeight(TABS)
        self.tabs = Tabs(_("Days, weeks or foods"))
        for view, name in ((self.days, _("Days")), (self.weeks, _("Weeks")), (self.foods, _("Foods"))):
            self.tabs.add(view, name)
        self.said = label(tone="secondary", wrap=True)
        self.writing = Writing(self)
        self.writing.said.connect(self._say)
        self._arrange()
        workspace.document_changed.connect(self._changed)

    def _arrange(self) -> None:
        top = Flow(gap=GRID)
        for control in (self.stretch, self.save, self.table, self.delete):
            top.addWidget(control)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        for widget in (self.kept, self.picture, self.legend):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.said)
        self.said.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._changed()

    # Counting

    def _changed(self) -> None:
        if self.isVisible():
            self.days.show_chosen()
            self._ask()

    def _ask(self) -> None:
        """Counts the days by a worker: a year of them takes a moment, and none is counted twice."""
        catalogue, document = self._workspace.catalogue, self._workspace.document
        if catalogue is None:
            return
        if self._foods is None or self._foods.catalogue is not catalogue:
            self._foods = Foods(catalogue)
        foods, last, days = self._foods, self._workspace.today(), int(self.stretch.currentData())
        self._work.start(lambda stop, progress: progress_of(document, catalogue, last, days, foods))

    def _take(self, found: object) -> None:
        if not isinstance(found, Progress):
            return
        self.progress = found
        none = _("No day is recorded yet. A day of a plan is recorded when it is over.")
        self.kept.setText(kept_sentence(found) if found.days else none)
        picture = picture_of(found, self._workspace.document.shopping.packs)
        drawn = bool(found.days) or len(picture.strips) > 1
        for widget in (self.picture, self.legend):
            widget.setVisible(drawn)
        self.legend.setText(picture.legend)
        self.picture.show_picture(picture)
        self.days.show_progress(found)
        self.weeks.show_progress(found)
        self.foods.show_progress(found)
        for place in (1, 2):
            self.tabs.bar.setTabEnabled(place, bool(found.days))
        for button in (self.save, self.table, self.delete):
            button.setEnabled(drawn)

    # What is written and deleted

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def save_to(self, path: Path) -> None:
        """Has the stretch written as a page in PDF or as a table, by the ending, and says how it went when it is."""
        progress, document, paint = self.progress, self._workspace.document, self._paint
        if progress is None:
            return

        def content() -> bytes:
            if path.suffix.lower() == ".csv":
                return marked(progress_to_csv(progress))
            return paint(progress_sheet(progress, document, with_diary=True), document)

        self._say(self.writing.write(path, content, self._workspace.own_files))

    def _ask_where(self, ending: str) -> None:
        dialog = file_dialog(self, _("Save"), "", f"{ending.upper()} (*.{ending})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"progress.{ending}")
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()

    def ask_delete(self) -> None:
        """Asks which days are to be deleted."""
        if self.progress is None:
            return
        document, today = self._workspace.document, self._workspace.today()
        known = recorded_dates(document, self.progress.first, self.progress.last)
        stretch = (known[0], known[-1]) if known else (today - timedelta(days=1), today)
        dialog = DeleteDaysDialog(
            self._look, lambda first, last: len(recorded_dates(document, first, last)), stretch, today, self
        )
        dialog.wished.connect(self._delete)
        dialog.open()

    def _delete(self, first: date, last: date) -> None:
        count = len(recorded_dates(self._workspace.document, first, last))
        self._workspace.delete_recorded(first, last)
        self._say(deleted_sentence(count))
