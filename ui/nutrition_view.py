"""The nutrition of the chosen day: magnesium first, then every nutrient against what is needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QSpacerItem,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from planner import nutrients
from planner.document import Document
from planner.nutrients import MAGNESIUM, Nutrient
from planner.plan import Day, Total, totals
from planner.targets import Targets
from planner.templates import read_templates
from ui.look import GRID, Look
from ui.sentences import amount, day_name, listed, number, percent, reached
from ui.table import Column, Group, Index, Role, TableModel
from ui.widgets import Notes, RowDelegate, label

SOURCES_SHOWN = 4
ROW_ROLE = Role.UserRole
HIDDEN = frozenset({"folate_total_ug"})  # the equivalents (DFE) are what the target counts
BAR_WIDTH = 84  # [px]


@dataclass(frozen=True, slots=True)
class NutrientRow:
    """One nutrient of one day against its target."""

    nutrient: Nutrient
    total: Total
    least: float | None  # [nutrient.unit / day]
    most: float | None  # [nutrient.unit / day]

    @property
    def state(self) -> str:
        """The name of the colour that fits: reached, too low, too high, or nothing to compare with."""
        if self.most is not None and self.total.amount > self.most * (1 + 1e-6):
            return "over"
        if self.least is not None:
            return "low" if self.total.amount < self.least * (1 - 1e-6) else "accent"
        return "accent" if self.most is not None else "faint"

    @property
    def full(self) -> float:
        """What the whole length of the bar stands for [nutrient.unit]."""
        full = max(self.total.amount * 1.1, 1.5 * (self.least or 0.0), 1e-9)
        if self.most is not None and self.most < 2 * full:
            full = max(full, self.most * 1.1)
        return full

    @property
    def spoken(self) -> str:
        """What a screen reader says in place of the bar."""
        parts = [f"{self.nutrient.label} {amount(self.total, self.nutrient)}"]
        if self.least is not None:
            parts.append(f"{percent(self.total.amount, self.least)} of {number(self.least)} {self.nutrient.unit}")
        if self.most is not None:
            parts.append(f"limit {number(self.most)} {self.nutrient.unit}")
        if self.state == "over":
            parts.append("above the limit")
        return ", ".join(parts)


def paint_bar(painter: QPainter, look: Look, box: QRectF, row: NutrientRow) -> None:
    """The amount as a bar, a tick at the recommended amount, a darker one at the limit."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = box.height() / 2
    painter.setBrush(look.colour("track"))
    painter.drawRoundedRect(box, radius, radius)
    filled = QRectF(box)
    filled.setWidth(max(box.height(), box.width() * min(1.0, row.total.amount / row.full)))
    if row.total.amount > 0:
        painter.setBrush(look.colour(row.state))
        painter.drawRoundedRect(filled, radius, radius)
    for value, tone, reach in ((row.least, "text", 3.0), (row.most, "over", 3.0)):
        if value is not None and 0 < value <= row.full:
            x = box.left() + box.width() * value / row.full
            painter.setPen(QPen(look.colour(tone), 2))
            painter.drawLine(round(x), round(box.top() - reach), round(x), round(box.bottom() + reach))


class BarDelegate(RowDelegate):
    """Paints a nutrient's bar; the row speaks for it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = index.data(ROW_ROLE)
        if isinstance(row, NutrientRow) and row.state != "faint":
            rect = QRectF(option.rect)
            painter.save()
            paint_bar(painter, self._look, QRectF(rect.left() + 4, rect.center().y() - 4, rect.width() - 8, 8), row)
            painter.restore()


class MagnesiumBar(QWidget):
    """Magnesium against its target, divided into the meals it comes from."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row: NutrientRow | None = None
        self._parts: tuple[float, ...] = ()
        self.setMinimumHeight(24)

    def show_amounts(self, row: NutrientRow, parts: tuple[float, ...]) -> None:
        self._row, self._parts = row, parts
        self.setAccessibleName(row.spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._row is None:
            return
        painter = QPainter(self)
        box = QRectF(0, (self.height() - 12) / 2, self.width(), 12)
        paint_bar(painter, self._look, box, self._row)
        painter.setPen(QPen(self._look.colour("surface"), 2))
        x = box.left()
        for part in self._parts[:-1]:
            x += box.width() * part / self._row.full
            painter.drawLine(round(x), round(box.top()), round(x), round(box.bottom()))


class NutritionView(QFrame):
    """Draws the nutrition of the day it is given."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("column")
        self._look = look
        self._title = label("Nutrition", tone="secondary")
        self._amount = label(scale="large")
        self._goal = label(tone="secondary", wrap=True)
        self._bar = MagnesiumBar(look)
        self._spread = label(tone="secondary", scale="small", wrap=True)
        self._sources = label(tone="secondary", scale="small", wrap=True)
        self.notes = Notes("Notes on the plan")
        self.model: TableModel[NutrientRow] = TableModel(self._columns(), lambda row: row.nutrient.key, self)
        self.tree = self._make_tree()
        headline = QHBoxLayout()
        headline.setSpacing(GRID)
        headline.addWidget(self._amount, 0, Qt.AlignmentFlag.AlignBottom)
        headline.addWidget(self._goal, 1, Qt.AlignmentFlag.AlignBottom)
        top = QVBoxLayout()
        top.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, 0)
        top.setSpacing(GRID // 2)
        for part in (self._title, headline, self._bar, self._spread, self._sources):
            if isinstance(part, QHBoxLayout):
                top.addLayout(part)
            else:
                top.addWidget(part)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        bottom.addWidget(self.notes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        middle = QVBoxLayout()
        middle.setContentsMargins(GRID + GRID // 2, 0, 0, 0)
        middle.addWidget(self.tree)
        layout.addLayout(middle, 1)
        layout.addLayout(bottom)
        layout.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding))
        look.changed.connect(self._recolour)
        self.show_day(None, Document(), None)

    def show_day(
        self, day: Day | None, document: Document, targets: Targets | None, notices: tuple[str, ...] = ()
    ) -> None:
        """Draws a day; ``notices`` are the sentences said beside it."""
        shown = day is not None and targets is not None
        for part in (self._amount, self._bar, self._spread, self._sources, self.tree):
            part.setVisible(shown)
        self.notes.setVisible(shown and bool(notices))
        if day is None or targets is None:
            self._title.setText("Nutrition")
            self._goal.setText("The nutrition of a day stands here as soon as there is a plan.")
            return
        sums = totals(day.portions)
        row = _row(MAGNESIUM, sums[MAGNESIUM], targets)
        self._title.setText(f"Magnesium on {day_name(document, day.number, long=True)}")
        self._amount.setText(f"{number(round(row.total.amount))} mg")
        goal = "" if row.least is None else f"of {number(row.least)} mg  ·  {percent(row.total.amount, row.least)}"
        self._goal.setText(f"{'at least; ' if row.total.at_least else ''}{goal}")
        self._show_spread(day, row)
        self.notes.show_sentences(notices)
        self.model.show(_groups(sums, targets))
        self.tree.expandAll()

    def _show_spread(self, day: Day, row: NutrientRow) -> None:
        templates = read_templates()
        meals = {meal.meal: totals(meal.portions)[MAGNESIUM].amount for meal in day.meals}
        self._bar.show_amounts(row, tuple(meals.values()))
        self._spread.setText(
            " · ".join(f"{templates.meal(meal).name} {number(round(part))}" for meal, part in meals.items())
        )
        parts: dict[str, float] = {}
        for portion in day.portions:
            part = portion.food.amount(MAGNESIUM, portion.steps) or 0.0
            parts[portion.food.name] = parts.get(portion.food.name, 0.0) + part
        best = sorted(parts.items(), key=lambda pair: -pair[1])[:SOURCES_SHOWN]
        self._sources.setText(f"Most from {listed(f'{name} ({number(round(part))})' for name, part in best)}.")

    def _columns(self) -> tuple[Column[NutrientRow], ...]:
        def tone(row: NutrientRow) -> object:
            return self._look.colour(row.state if row.state in ("low", "over") else "secondary")

        spoken: dict[int, Callable[[NutrientRow], object]] = {Role.AccessibleTextRole: lambda row: row.spoken}
        return (
            Column("Nutrient", lambda row: row.nutrient.label, more=spoken),
            Column("Bar", lambda row: "", more={**spoken, ROW_ROLE: lambda row: row}),
            Column("Amount", _amount_text, right=True, more={Role.ForegroundRole: tone}),
        )

    def _make_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self.model)
        tree.setAccessibleName("Nutrients of the day")
        tree.setItemDelegate(RowDelegate(tree))
        tree.setItemDelegateForColumn(1, BarDelegate(self._look, tree))
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setRootIsDecorated(False)
        tree.setIndentation(0)
        tree.setItemsExpandable(False)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setAllColumnsShowFocus(True)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        metrics = self.fontMetrics()
        header = tree.header()
        header.setStretchLastSection(False)
        widths = (
            max(metrics.horizontalAdvance(nutrient.label) for nutrient in nutrients.ALL) + GRID,
            BAR_WIDTH,
            metrics.horizontalAdvance("≥ 2,000 of 2,600 mg") + GRID,
        )
        for column, width in enumerate(widths):
            mode = QHeaderView.ResizeMode.Stretch if column == 1 else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
            header.resizeSection(column, width)
        return tree

    def _recolour(self) -> None:
        self.model.repaint()
        self._bar.update()


def _amount_text(row: NutrientRow) -> str:
    return reached(row.total, row.least, row.most, row.nutrient.unit)


def _nerve_order(nutrient: Nutrient) -> int:
    """The vitamins before the fatty acids and the minerals."""
    order = (nutrients.VITAMINS, nutrients.FATTY_ACIDS, nutrients.MINERALS)
    return (2 * order.index(nutrient.group)) + (nutrient.key == "vit_e_mg")


def _row(nutrient: Nutrient, total: Total, targets: Targets) -> NutrientRow:
    return NutrientRow(nutrient, total, targets.least(nutrient), targets.most(nutrient))


def _groups(sums: Mapping[Nutrient, Total], targets: Targets) -> list[Group[NutrientRow]]:
    """Nerve nutrients first, then the rest by group; magnesium stands above all of them."""
    shown = [nutrient for nutrient in nutrients.ALL if nutrient.key not in HIDDEN and nutrient != MAGNESIUM]
    order = (nutrients.MINERALS, nutrients.VITAMINS, nutrients.ENERGY_GROUP, nutrients.MACRONUTRIENTS)
    parts = [("For the nerves", sorted((nutrient for nutrient in shown if nutrient.nerve), key=_nerve_order))]
    parts += [
        (group, [nutrient for nutrient in shown if nutrient.group == group and not nutrient.nerve]) for group in order
    ]
    made = []
    for title, members in parts:
        rows = tuple(_row(nutrient, sums[nutrient], targets) for nutrient in members)
        if rows:
            made.append(Group(title, rows))
    return made
