"""Nutrients by weeks: a table of shaded cells, each with its share of the target and a word."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from planner.language.dates import short_date
from planner.language.translate import _
from planner.progress.recorded import Progress, WeekProgress
from planner.progress.weeks import (
    ABOVE,
    BELOW,
    FAR_BELOW,
    REACHED,
    UNKNOWN,
    WITHIN,
    Cell,
    NutrientWeeks,
    nutrient_weeks,
    row_name,
)
from ui.base.look import GRID, Look
from ui.base.table import Index, Role

SHADES = {
    REACHED: ("accent", 0.22),
    WITHIN: ("accent", 0.1),
    BELOW: ("low", 0.16),
    FAR_BELOW: ("low", 0.38),
    ABOVE: ("over", 0.28),
}
_TOP = QModelIndex()


class WeeksModel(QAbstractTableModel):
    """A row for each nutrient, a column for each week, the oldest first."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._weeks: tuple[WeekProgress, ...] = ()
        self._rows: tuple[NutrientWeeks, ...] = ()
        look.changed.connect(self._recolour)

    def show_progress(self, progress: Progress) -> None:
        self.beginResetModel()
        self._weeks, self._rows = progress.weeks, nutrient_weeks(progress)
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._weeks)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if role != Role.DisplayRole or not 0 <= section < (len(self._weeks) if across else len(self._rows)):
            return None
        return short_date(self._weeks[section].first) if across else row_name(self._rows[section])

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, week = self._rows[index.row()], self._weeks[index.column()]
        cell = row.cells[index.column()]
        match role:
            case Role.DisplayRole:
                return f"{cell.figure}\n{cell.word}".strip()
            case Role.AccessibleTextRole | Role.ToolTipRole:
                said = _("{nutrient}, week of {date}: {figure} {word}")
                return said.format(
                    nutrient=row_name(row), date=short_date(week.first), figure=cell.figure, word=cell.word
                )
            case Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case Role.BackgroundRole:
                return self._shade(cell)
        return None

    def _shade(self, cell: Cell) -> QBrush | None:
        if cell.kind == UNKNOWN:
            return QBrush(self._look.colour("border"), Qt.BrushStyle.BDiagPattern)
        if cell.kind not in SHADES:
            return None
        name, share = SHADES[cell.kind]
        return QBrush(_mixed(self._look.colour(name), self._look.colour("surface"), share))

    def _recolour(self) -> None:
        if self._rows and self._weeks:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._weeks) - 1))


def _mixed(over: QColor, under: QColor, share: float) -> QColor:
    def part(above: int, below: int) -> int:
        return round(share * above + (1 - share) * below)

    return QColor(part(over.red(), under.red()), part(over.green(), under.green()), part(over.blue(), under.blue()))


class WeeksTable(QTableView):
    """The table; the newest week is in view."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.weeks = WeeksModel(look, self)
        self.setModel(self.weeks)
        self.setAccessibleName(_("Nutrients by weeks, in shares of the target"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        bar = self.horizontalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most))
        look.changed.connect(self._fit)
        self._fit()

    def show_progress(self, progress: Progress) -> None:
        self.weeks.show_progress(progress)
        self._fit()

    def _fit(self) -> None:
        """Cells as wide and high as two lines of their words."""
        metrics = self.fontMetrics()
        words: Sequence[str] = [_("≥ 100 %"), *(self._word(row, column) for row, column in self._places())]
        wide = max(metrics.horizontalAdvance(line) for word in words for line in word.split("\n"))
        for header, size in (
            (self.horizontalHeader(), wide + 3 * GRID),
            (self.verticalHeader(), 2 * metrics.height() + GRID),
        ):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultSectionSize(size)

    def _places(self) -> Sequence[tuple[int, int]]:
        return [(row, column) for row in range(self.weeks.rowCount()) for column in range(self.weeks.columnCount())]

    def _word(self, row: int, column: int) -> str:
        return str(self.weeks.data(self.weeks.index(row, column)))
