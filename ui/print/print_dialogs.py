"""Asking what to print or export, and where to; everything that can go wrong there is one sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QMargins, QSize
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.document.document import Document, Stored
from planner.document.document_json import stored_to_text
from planner.files.own_files import NONE, OwnFiles
from planner.files.store import StoreError
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.language.translate import _
from planner.needs.targets import Targets
from planner.output import exports
from planner.output.icalendar_file import plan_to_ics
from planner.output.sheets import Sheet, clinician_sheet, recipes_sheet, titled, week_sheet
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Plan, plan_to_fixed
from planner.shopping.shopping_list import ShoppingList, read_bought, shopping_list
from ui.base.dialogs import Dialog
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo
from ui.base.sentences import listed
from ui.base.widgets import close_buttons, label
from ui.print.compose import lies, print_sheet, to_pdf
from ui.print.page_marks import Paper

SHEETS = {
    "week": _("The week"),
    "list": _("Shopping list"),
    "recipes": _("Recipes"),
    "clinician": _("Page for a clinician"),
}
PAPERS = {Paper.A4: "A4", Paper.LETTER: _("Letter")}
NO_PRINTER = _("No printer is set up on this computer. Save a PDF instead and print it elsewhere.")


@dataclass(frozen=True, slots=True)
class Printable:
    """What there is to print or export."""

    plan: Plan
    document: Document
    targets: Targets
    catalogue: Catalogue
    list_days: tuple[int, ...] | None = None  # the days the list on screen is for
    household: Household = NOBODY  # what the others eat of it
    own: OwnFiles = NONE  # what no export may take the place of

    @property
    def missing(self) -> str:
        """Whose portions are not among it, as a sentence; nothing where everybody's are."""
        there = {one.name for one, _plan in self.household.at_table}
        names = [person.name for person in self.document.people if person.name not in there]
        return _("Without {names}, whose portions are not known.").format(names=listed(names)) if names else ""

    def sheet(self, kind: str) -> Sheet:
        """One of ``SHEETS``."""
        templates = read_templates()
        match kind:
            case "week":
                return week_sheet(self.plan, self.document, templates, self.household)
            case "recipes":
                return recipes_sheet(self.plan, self.document, templates, self.household)
            case "clinician":
                return clinician_sheet(self.plan, self.document, self.targets, self.catalogue)
            case _:
                return self.shopping

    @property
    def shopping(self) -> ShoppingList:
        """What to buy for the days of the list."""
        found = shopping_list(self.plan, self.document, read_bought(), self.list_days, self.household)
        return titled(found, self.document)


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file: its title, the ending of its name, and what is in it."""

    title: str
    ending: str
    content: Callable[[Printable], bytes]


def _list(turn: Callable[..., str]) -> Callable[[Printable], bytes]:
    return lambda wanted: turn(wanted.shopping).encode()


def _pdf(kind: str) -> Callable[[Printable], bytes]:
    return lambda wanted: to_pdf(wanted.sheet(kind), Paper.A4)


def _calendar(wanted: Printable) -> bytes:
    now = datetime.now(UTC)
    return plan_to_ics(wanted.plan, wanted.document, read_templates(), date.today(), now, wanted.household).encode()


def _figures(wanted: Printable) -> bytes:
    return exports.plan_to_csv(wanted.plan, wanted.document, read_templates(), wanted.household).encode()


def _copy(wanted: Printable) -> bytes:
    return stored_to_text(Stored(wanted.document, plan_to_fixed(wanted.plan))).encode()


EXPORTS = (
    Export(_("Shopping list as plain text"), "txt", _list(exports.list_to_text)),
    Export(_("Shopping list as Markdown"), "md", _list(exports.list_to_markdown)),
    Export(_("Shopping list for a spreadsheet"), "csv", _list(exports.list_to_csv)),
    Export(_("Shopping list as PDF"), "pdf", _pdf("list")),
    Export(_("The week as calendar events"), "ics", _calendar),
    Export(_("Plan and totals for a spreadsheet"), "csv", _figures),
    Export(_("A copy of everything, for another Magnolia"), "json", _copy),
)


def write_export(path: Path, content: Callable[[], bytes], own: OwnFiles) -> str:
    """Writes a file whole or not at all, unless it is one of the ``own``, and says in a sentence how it went."""
    try:
        own.refuse(path)
        made = content()
        own.write(path, lambda file: file.write(made))
    except StoreError as error:
        return _("Nothing was written. {error}.").format(error=error)
    return _("Written: {path}.").format(path=path.name)


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
        self.preview = QPrintPreviewWidget(self._printer)
        self.preview.setAccessibleName(_("Preview"))
        self.preview.setViewMode(QPrintPreviewWidget.ViewMode.SinglePageView)
        self.problem = label(printable.missing, tone="secondary", wrap=True)
        self.save, self.print = QPushButton(_("Save as PDF …")), QPushButton(_("Print …"))
        self.before, self.after = QPushButton(_("Page before")), QPushButton(_("Page after"))
        self._arrange()
        self._set_paper()

    @property
    def sheet(self) -> Sheet:
        """The sheet that is chosen."""
        return self._printable.sheet(str(self.kind.currentData()))

    def save_to(self, path: Path) -> None:
        """Writes the sheet as PDF and says how it went."""
        paper = Paper(str(self.paper.currentData()))
        self.problem.setText(write_export(path, lambda: to_pdf(self.sheet, paper), self._printable.own))

    def _arrange(self) -> None:
        buttons, close = close_buttons(self.reject)
        for button in (self.save, self.print, self.before, self.after, close):
            button.setAccessibleName(button.text().removesuffix(" …"))
            button.setMinimumHeight(TARGET)
            button.setAutoDefault(False)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for widget in (self.kind, self.paper, self.before, self.after):
            top.addWidget(widget)
        top.addStretch(1)
        for widget in (self.save, self.print):
            bottom.addWidget(widget)
        bottom.addStretch(1)
        bottom.addWidget(buttons)
        content, always = QVBoxLayout(), QVBoxLayout()
        content.setSpacing(GRID)
        content.addLayout(top)
        content.addWidget(self.preview, 1)
        always.addWidget(self.problem)
        always.addLayout(bottom)
        self.put(content, always)
        self.kind.currentIndexChanged.connect(self._set_paper)
        self.paper.currentIndexChanged.connect(self._set_paper)
        self.preview.paintRequested.connect(lambda printer: print_sheet(self.sheet, printer))
        self.preview.previewChanged.connect(self._pages_changed)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.save.clicked.connect(self._ask_where)
        self.print.clicked.connect(self._ask_printer)

    def _set_paper(self) -> None:
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
        self.problem.setMinimumHeight(2 * TARGET)
        self.save = QPushButton(_("Save …"))
        self.save.setProperty("primary", True)
        buttons, close = close_buttons(self.reject)
        for button in (self.save, close):
            button.setAccessibleName(button.text().removesuffix(" …"))
            button.setMinimumHeight(TARGET)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(buttons)
        content = QVBoxLayout()
        content.setSpacing(2 * GRID)
        content.addWidget(self.kind)
        content.addWidget(self.problem)
        self.put(content, row, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))
        self.save.clicked.connect(self._ask_where)

    @property
    def export(self) -> Export:
        """Asks where to, and writes the chosen file there."""
        return EXPORTS[self.kind.currentIndex()]

    def save_to(self, path: Path) -> None:
        """Writes the chosen file and says how it went."""
        wanted = self._printable
        self.problem.setText(write_export(path, lambda: self.export.content(wanted), wanted.own))

    def _ask_where(self) -> None:
        ending = self.export.ending
        dialog = _save_dialog(self, _("Export"), f"magnolia.{ending}", f"{ending.upper()} (*.{ending})", ending)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()


def _save_dialog(parent: QWidget, title: str, name: str, kinds: str, ending: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(name)
    return dialog
