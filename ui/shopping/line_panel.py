"""What can be done with one line of the list: what of it is at home, what it costs, where its aisle is."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from planner.document.document import Document
from planner.language.translate import _
from planner.shopping.list_text import left_text, need_text
from planner.shopping.shopping_list import OZ, Line
from ui.base.look import GRID, READABLE, TARGET, Look
from ui.base.number_box import NumberBox
from ui.base.widgets import label, may_break, tool_button
from ui.shopping.price_field import PriceField
from ui.shopping.shop_rows import ShopRow

MOST_AT_HOME = 20_000.0  # [g]
FIELD = 186  # [px] of the field for what is at home, at the smallest text


class LinePanel(QFrame):
    """Shows one line below the list; Esc closes it.

    Signals:
        had: so much of the line is at home [g].
        priced: the user's price [currency / kg], or None for the table's.
        removed: the own line should go.
        moved: its aisle should come so many places later.
        closed: nothing more is wished of a line.
        refused: a sentence that says why what was typed cannot stand.
    """

    had = Signal(float)
    priced = Signal(object)
    removed = Signal()
    moved = Signal(int)
    closed = Signal()
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._line: Line | None = None
        self._units = "us"
        self.name = label(weight="strong", wrap=True)
        self.detail = label(tone="secondary", wrap=True)
        self.at_home = NumberBox("")
        self.all_at_home = QPushButton(_("All at home"))
        self.price = PriceField()
        self.remove = QPushButton(_("Remove"))
        self.earlier, self.later = tool_button("", _("Aisle earlier")), tool_button("", _("Aisle later"))
        self.close_button = tool_button("", _("Close"), quiet=True)
        self._arrange()
        self._connect()
        look.changed.connect(self._recolour)
        self._recolour()
        self.hide()

    def show_line(self, row: ShopRow | None, document: Document, movable: bool) -> None:
        """Shows this line; ``movable`` says whether its aisle has a place in the shop."""
        line = self._line = row.line if row else None
        self._units = document.shopping.packs
        self.name.setText(may_break(line.name) if line else "")
        self.detail.setText(may_break(self._detail(row)) if row else "")
        self.setAccessibleName(line.name if line else _("Line"))
        own = line is None or line.own
        for widget in (self.at_home, self.all_at_home, self.price):
            widget.setVisible(not own)
        self.remove.setVisible(line is not None and line.own)
        for button in (self.earlier, self.later):
            button.setVisible(movable)
        self.price.show_line(line, document)
        with QSignalBlocker(self.at_home):
            self.at_home.setSuffix(" oz" if self._units == "us" else " g")
            self.at_home.setRange(0, MOST_AT_HOME / self._gram)
            self.at_home.setSingleStep(1 if self._units == "us" else 50)
            self.at_home.setValue(line.at_home_g / self._gram if line is not None else 0)

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        (self.remove if self._line is not None and self._line.own else self.at_home).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    @property
    def _gram(self) -> float:
        """[g] of the unit on screen"""
        return OZ if self._units == "us" else 1.0

    def _detail(self, row: ShopRow) -> str:
        line = row.line
        if line.own:
            return _("A line of your own.")
        foods = ", ".join(part.food.name for part in line.parts)
        cost = (row.price or _("no price is known")) if line.count else ""
        said = "; ".join(part for part in (need_text(line, self._units), left_text(line, self._units), cost) if part)
        first = _("{foods}: {said}.").format(foods=foods, said=said)
        meals = _("For {meals}.").format(meals=row.meals)
        return f"{first} {meals}" if row.meals else first

    def _arrange(self) -> None:
        self.at_home.setAccessibleName(_("At home"))
        self.at_home.setPrefix(_("At home: "))
        self.at_home.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.at_home.lineEdit().setTextMargins(GRID - 2, 0, 0, 0)
        self.at_home.setFixedWidth(round(FIELD * max(1.0, self.font().pointSizeF() / READABLE)))
        for wide in (self.all_at_home, self.remove):
            wide.setAccessibleName(wide.text())
            wide.setMinimumHeight(TARGET)
        head, home, cost = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.name, 1)
        for button in (self.earlier, self.later, self.close_button):
            head.addWidget(button)
        for widget in (self.at_home, self.all_at_home, self.remove):
            home.addWidget(widget)
        home.addStretch(1)
        cost.addWidget(self.price)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.detail)
        layout.addLayout(home)
        layout.addLayout(cost)

    def _connect(self) -> None:
        self.at_home.valueChanged.connect(lambda amount: self.had.emit(amount * self._gram))
        self.at_home.refused.connect(self.refused)
        self.all_at_home.clicked.connect(self._have_all)
        self.price.priced.connect(self.priced)
        self.price.refused.connect(self.refused)
        self.remove.clicked.connect(self.removed)
        self.earlier.clicked.connect(lambda: self.moved.emit(-1))
        self.later.clicked.connect(lambda: self.moved.emit(1))
        self.close_button.clicked.connect(self.closed)

    def _have_all(self) -> None:
        if self._line is not None:
            self.had.emit(self._line.bought_g)

    def _recolour(self) -> None:
        self.earlier.setIcon(self._look.icon("chevron_up"))
        self.later.setIcon(self._look.icon("chevron_down"))
        self.close_button.setIcon(self._look.icon("remove"))
