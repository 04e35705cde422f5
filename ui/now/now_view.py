"""What I eat now: usual days, where they stand, and the smallest changes of them that reach the target."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from planner.diary.guesses import Diary, read_with_guesses, with_days
from planner.document.document import Document
from planner.document.usual_days import UsualDay
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import CatalogueError
from planner.foods.meals import read_templates
from planner.language.translate import _
from planner.now.choices import Question
from planner.now.eaten import UnknownFoodError, days_of
from planner.now.entering import Finder
from planner.now.intake import Intake, intake_of
from planner.now.patient_page import patient_sheet
from planner.output.sheets import ClinicianSheet
from ui.base.background import Background
from ui.base.file_dialogs import file_dialog
from ui.base.look import GRID
from ui.base.reading_file import ReadingFile
from ui.base.tabs import Tabs
from ui.base.widgets import label
from ui.base.writing import Writing
from ui.now.changes_page import ChangesPage
from ui.now.days_page import DaysPage
from ui.now.diary_dialog import DiaryDialog
from ui.now.parts import beside, button
from ui.now.steps_page import StepsPage
from ui.now.supplements_page import SupplementsPage
from ui.workspace.workspace import Workspace

Paint = Callable[[ClinicianSheet, Document], bytes]  # a page as PDF, on the paper that goes with the document


class NowView(QWidget):
    """The whole of it. While it is not on screen it hears nothing, and draws what has changed when it is shown again.

    ``paint`` makes a PDF of the page for a clinician, in a worker.
    """

    def __init__(self, workspace: Workspace, paint: Paint) -> None:
        super().__init__()
        self._workspace, self._paint = workspace, paint
        self._finder: Finder | None = None
        self._foods: Catalogue | None = None  # those the finder knows, or will know soon
        self._waits = True  # what it draws has changed since it was on screen
        self._asked: Question | None = None
        self._unknown = ""  # the id of a food of a usual day that no table knows
        self._reading = Background(self)
        self._reading.answered.connect(self._take_finder)
        self._reading.failed.connect(self._not_read)
        workspace.closing.connect(self._reading.close)
        self.where = label(_("Reading the tables of foods …"), weight="strong", wrap=True)
        self.where.setAccessibleName(_("Where you stand"))
        self.notices = label(tone="secondary", wrap=True)
        self.days, self.changes = DaysPage(workspace), ChangesPage(workspace)
        self.steps, self.supplements = StepsPage(workspace), SupplementsPage(workspace)
        self.days.said.connect(self._say)
        self.days.file_wished.connect(self._ask_file)
        self.reading = ReadingFile(self, (CatalogueError,))
        self.reading.read.connect(self._show_diary)
        self.reading.failed.connect(self._file_not_read)
        workspace.closing.connect(self.reading.close)
        self.said = label(wrap=True)
        self.said.setAccessibleName(_("What was said last"))
        self.tabs = Tabs(_("What I eat now"))
        self.changes.agreed.connect(lambda: self.tabs.show_page(self.steps))
        self.tabs.add(self.days, _("Usual days"))
        self.tabs.add(self.changes, _("Smallest changes"))
        self.tabs.add(self.steps, _("One step a week"))
        self.tabs.add(self.supplements, _("Supplements"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.where)
        layout.addWidget(self.notices)
        self.page = button(_("Save a page for my clinician …"), self._ask_where)
        self._writing = Writing(workspace)
        self._writing.said.connect(self._say)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(beside(self.said, self.page, stretch=0))
        self._say("")
        workspace.document_changed.connect(self._document_changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waits:
            self._show()

    def _document_changed(self) -> None:
        if self.isVisible():
            self._show()
        else:
            self._waits = True

    def _read(self) -> None:
        """Has the foods made ready to be found, again when they are others: what is there answers until then."""
        catalogue = self._workspace.catalogue
        if catalogue is not None and catalogue is not self._foods:
            self._foods = catalogue
            self._reading.start(lambda stop, progress: Finder(catalogue))

    def _take_finder(self, finder: object) -> None:
        if isinstance(finder, Finder):
            self._finder = finder
            self.days.take_finder(finder)
            self._show()

    def _not_read(self, error: object) -> None:
        self.where.setText(_("The tables of foods cannot be read: {error}").format(error=error))

    def _show(self) -> None:
        self._waits = False
        self._say("")
        self._unknown = ""
        self._read()
        self.days.show_days()
        asked = self._ask()
        intake: Intake | None = None
        self.notices.hide()
        if self._finder is None:
            self.where.setText(_("Reading the tables of foods …"))
        elif self._workspace.targets is None:
            self.where.setText(_("The profile does not say yet what to reach."))
        elif self._unknown:
            said = _("A usual day has a food no table knows: {food}. Take it out to see where you stand.")
            self.where.setText(said.format(food=self._unknown))
        elif asked is None:
            self.where.setText(
                _("Enter one to seven days as you usually eat them. You then see how much magnesium they hold.")
            )
        else:
            meals = {meal.id: meal.name for meal in asked.templates.meals}
            intake = intake_of(asked.days, asked.targets, meals)
            self.where.setText(intake.sentence)
            self.notices.setText(" ".join(intake.notices))
            self.notices.setVisible(bool(intake.notices))
        self._asked = asked
        self.page.setEnabled(asked is not None)
        self.changes.show_question(asked)
        self.steps.show_steps(asked)
        self.supplements.show_lines(intake.mean if intake is not None else None, self._workspace.targets)

    def _ask(self) -> Question | None:
        """The question of the days as they are now; None before it can be asked."""
        catalogue, targets, document = self._workspace.catalogue, self._workspace.targets, self._workspace.document
        if self._finder is None or catalogue is None or targets is None:
            return None
        try:
            days = days_of(document, catalogue)
        except UnknownFoodError as error:
            self._unknown = str(error)
            return None
        heard = Document(  # what the changes depend on: an edit of anything else leaves what is proposed
            profile=document.profile,
            tastes=document.tastes,
            usual_days=document.usual_days,
            refused=document.refused,
            aims=document.aims,
        )
        return Question(days, catalogue, heard, targets, read_templates()) if days else None

    def _ask_file(self) -> None:
        dialog = file_dialog(self, _("What I ate, from a file"), "", _("Tables (*.csv *.tsv *.txt *.xlsx)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read_file(Path(path)))
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Reads a diary beside the window, then shows what its lines were taken for, or says why it cannot be used."""
        catalogue, finder = self._workspace.catalogue, self._finder
        if catalogue is not None and finder is not None:
            self.reading.start(path, partial(read_with_guesses, path, finder, catalogue))

    def _show_diary(self, found: object) -> None:
        catalogue, finder = self._workspace.catalogue, self._finder
        if not isinstance(found, Diary) or catalogue is None or finder is None:
            return
        dialog = DiaryDialog(found, finder, catalogue, len(self._workspace.document.usual_days), self, self._meals())
        dialog.chosen.connect(self._take_days)
        dialog.open()

    def _meals(self) -> tuple[str, ...]:
        """The meals of a day of the person; none where their targets cannot stand."""
        targets = self._workspace.targets
        if targets is None:
            return ()
        return read_templates().ids_for(targets.energy_kcal, targets.snacks)

    def _take_days(self, days: tuple[UsualDay, ...], behind: bool, said: str) -> None:
        document = with_days(self._workspace.document, days, behind=behind)
        self._workspace.edit_list(_("Take usual days from a file"), document)
        self._say(said)

    def _file_not_read(self, error: object) -> None:
        why = str(error) if isinstance(error, CatalogueError) else _("Reading went wrong.")
        self._say(_("Nothing was taken. {why}").format(why=why))

    def _ask_where(self) -> None:
        dialog = file_dialog(self, _("Save a page for my clinician"), "", _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("usual-days.pdf")
        dialog.fileSelected.connect(lambda path: self.save_page(Path(path)))
        dialog.open()

    def save_page(self, path: Path) -> None:
        """Has the page of usual intake, gaps and steps written as PDF, and says how it went when it is."""
        asked, document, answer = self._asked, self._workspace.document, self.changes.answer
        if asked is None:
            return
        sheet, paint = patient_sheet(asked, document, answer), self._paint
        self._say(self._writing.write(path, lambda: paint(sheet, document), self._workspace.own_files))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
