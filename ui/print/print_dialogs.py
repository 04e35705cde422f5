"""Asking what to print or export, and where to; everything that can go wrong there is one sentence."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.document.document import Document
from planner.files.own_files import NONE, OwnFiles
from planner.language.phrases import in_a_row
from planner.language.translate import _
from planner.output.formats import CLINICIAN, Format, Subject, offered
from planner.output.sheets import Sheet
from ui.base.dialogs import Dialog
from ui.base.file_dialogs import file_dialog
from ui.base.flow import Flow
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo
from ui.base.widgets import close_buttons, label
from ui.base.writing import Writing
from ui.print.compose import lies, print_sheet, to_pdf
from ui.print.page_marks import Paper

SHEETS = {
    "week": _("The week"),
    "list": _("Shopping list"),
    "recipes": _("Recipes"),
    "clinician": _("Page for a clinician"),
    "summary": _("One-page summary"),
    "handout": _("Handout: week, recipes and list"),
}
PAPERS = {Paper.A4: "A4", Paper.LETTER: _("Letter")}
NO_PRINTER = _("No printer is set up on this computer. Save a PDF instead and print it elsewhere.")


@dataclass(frozen=True, slots=True)
class Printable(Subject):
    """What there is to print or export."""

    own: OwnFiles = NONE  # what no export may take the place of

    @property
    def missing(self) -> str:
        """Whose portions are not among it, as a sentence; nothing where everybody's are."""
        there = {one.name for one, _plan in self.household.at_table}
        names = [person.name for person in self.document.people if person.name not in there]
        return _("Without {names}, whose portions are not known.").format(names=in_a_row(names)) if names else ""


EXPORTS = tuple(offered())


def exported(export: Format, wanted: Subject) -> bytes:
    """What goes into the file; a PDF is on the paper that goes with the measures."""
    return export.content(wanted, lambda sheet: to_pdf(sheet, paper_of(wanted.document)))


def paper_of(document: Document) -> Paper:
    """The paper of those who measure so: ounces and cups go on Letter, grams on A4."""
    return Paper.LETTER if document.shopping.packs == "us" else Paper.A4


def page_to_pdf(sheet: Sheet, document: Document) -> bytes:
    """A sheet as PDF, on the paper that goes with the document."""
    return to_pdf(sheet, paper_of(document))


class PrintDialog(Dialog):
    """What to print, on which paper, with what it will look like."""

    def __init__(self, printable: Printable, kind: str = "week", parent: QWidget | None = None) -> None:
        super().__init__(_("Print"), parent, QSize(760, 720))
        self._printable = printable
        self._printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        self.kind, self.paper = Combo(_("What to print")), Combo(_("Paper"))
        for word, title in SHEETS.items():
            self.kind.addItem(title, word)
        self.kind.setCurrentIndex(self.kind.findData(kind))
        for paper, title in PAPERS.items():
            self.paper.addItem(title, paper.value)
        self.paper.setCurrentIndex(self.paper.findData(paper_of(printable.document).value))
        self.diary = QCheckBox(_("With scores, weight and values of the blood"))
        self.diary.setMinimumHeight(TARGET)
        self.preview = QPrintPreviewWidget(self._printer)
        self.preview.setAccessibleName(_("Preview"))
        self.preview.setViewMode(QPrintPreviewWidget.ViewMode.SinglePageView)
        self.problem = label(printable.missing, tone="secondary", wrap=True)
        self.writing = Writing(parent)
        self.writing.said.connect(self.problem.setText)
        self.save, self.print = QPushButton(_("Save as PDF …")), QPushButton(_("Print …"))
        self.before, self.after = QPushButton(_("Previous page")), QPushButton(_("Next page"))
        self._arrange()
        self._set_paper()

    @property
    def sheet(self) -> Sheet:
        """The sheet that is chosen."""
        wanted = replace(self._printable, with_diary=self.diary.isChecked())
        return wanted.sheet(str(self.kind.currentData()))

    def save_to(self, path: Path) -> None:
        """Has the sheet written as PDF, and says how it went when it is."""
        paper = Paper(str(self.paper.currentData()))
        sheet, own = self.sheet, self._printable.own
        self.problem.setText(self.writing.write(path, lambda: to_pdf(sheet, paper), own))

    def _arrange(self) -> None:
        buttons, close = close_buttons(self.reject)
        for button in (self.save, self.print, self.before, self.after, close):
            button.setAccessibleName(button.text().removesuffix(" …"))
            button.setMinimumHeight(TARGET)
            button.setAutoDefault(False)
        top, bottom = Flow(gap=GRID), Flow(gap=GRID)
        for widget in (self.kind, self.paper, self.before, self.after):
            top.addWidget(widget)
        bottom.add_spring()
        bottom.addWidget(self.save)
        bottom.addWidget(self.print)
        bottom.addWidget(buttons)
        content, always = QVBoxLayout(), QVBoxLayout()
        content.setSpacing(GRID)
        content.addLayout(top)
        content.addWidget(self.diary)
        content.addWidget(self.preview, 1)
        always.addWidget(self.problem)
        always.addLayout(bottom)
        self.put(content, always)
        self.kind.currentIndexChanged.connect(self._set_paper)
        self.diary.toggled.connect(lambda _wanted: self._set_paper())
        self.paper.currentIndexChanged.connect(self._set_paper)
        self.preview.paintRequested.connect(lambda printer: print_sheet(self.sheet, printer))
        self.preview.previewChanged.connect(self._pages_changed)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.save.clicked.connect(self._ask_where)
        self.print.clicked.connect(self._ask_printer)

    def _set_paper(self) -> None:
        self.diary.setVisible(self.kind.currentData() == CLINICIAN)
        paper = Paper(str(self.paper.currentData()))
        orientation = QPageLayout.Orientation.Landscape if lies(self.sheet) else QPageLayout.Orientation.Portrait
        self._printer.setPageSize(paper.page_size)
        self._printer.setPageOrientation(orientation)
        self.preview.updatePreview()
        self.preview.setCurrentPage(1)
        self._pages_changed()

    def _turn(self, by: int) -> None:
        self.preview.setCurrentPage(self.preview.currentPage() + by)
        self._pages_changed()

    def _pages_changed(self) -> None:
        self.before.setEnabled(self.preview.currentPage() > 1)
        self.after.setEnabled(self.preview.currentPage() < self.preview.pageCount())

    def _ask_where(self) -> None:
        dialog = _save_dialog(self, _("Save as PDF"), f"{self.kind.currentData()}.pdf", _("PDF (*.pdf)"), "pdf")
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()

    def _ask_printer(self) -> None:
        if not QPrinterInfo.availablePrinterNames():
            self.problem.setText(NO_PRINTER)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(self._printer.pageLayout().pageSize())
        printer.setPageOrientation(self._printer.pageLayout().orientation())
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._print_on(printer))
        QDialog.open(dialog)

    def _print_on(self, printer: QPrinter) -> None:
        done = print_sheet(self.sheet, printer)
        self.problem.setText(
            _("Sent to the printer.") if done else _("The printer did not take it. Save a PDF instead.")
        )


class ExportDialog(Dialog):
    """Which file to write."""

    def __init__(self, printable: Printable, parent: QWidget | None = None) -> None:
        super().__init__(_("Export"), parent, QSize(440, 0))
        self._printable = printable
        self.kind = Combo(_("What to export"))
        for place, export in enumerate(EXPORTS):
            self.kind.addItem(export.title, place)
        self.problem = label(printable.missing, tone="secondary", wrap=True)
        self.writing = Writing(parent)
        self.writing.said.connect(self.problem.setText)
        self.problem.setMinimumHeight(2 * TARGET)
        self.save = QPushButton(_("Save …"))
        self.save.setProperty("primary", True)
        buttons, close = close_buttons(self.reject)
        for button in (self.save, close):
            button.setAccessibleName(button.text().removesuffix(" …"))
            button.setMinimumHeight(TARGET)
        row = Flow(gap=GRID)
        row.add_spring()
        row.addWidget(self.save)
        row.addWidget(buttons)
        content = QVBoxLayout()
        content.setSpacing(2 * GRID)
        content.addWidget(self.kind)
        content.addWidget(self.problem)
        self.put(content, row)
        self.save.clicked.connect(self._ask_where)

    @property
    def export(self) -> Format:
        """What is chosen."""
        return EXPORTS[self.kind.currentIndex()]

    def save_to(self, path: Path) -> None:
        """Has the chosen file written, and says how it went when it is."""
        export, wanted = self.export, self._printable
        self.problem.setText(self.writing.write(path, lambda: exported(export, wanted), wanted.own))

    def _ask_where(self) -> None:
        ending = self.export.ending
        dialog = _save_dialog(self, _("Export"), f"magnolia.{ending}", f"{ending.upper()} (*.{ending})", ending)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()


def _save_dialog(parent: QWidget, title: str, name: str, kinds: str, ending: str) -> QFileDialog:
    dialog = file_dialog(parent, title, "", kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(name)
    return dialog
