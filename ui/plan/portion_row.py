"""One portion on its card: a row to choose, and for a dish how it is made."""

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.editing.plan_changes import Place
from planner.foods.away import is_away
from planner.language.translate import _, ngettext
from planner.language.units import millilitres
from planner.plan.plan import Portion
from planner.shopping.list_text import weight_text
from ui.base.look import GRID, TARGET, Look
from ui.base.widgets import label, may_break, tool_button

DOT = 3.0  # [px] radius of the dot of what changed
LOCK = 14  # [px]
_STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def cooking(portion: Portion, units: str) -> str:
    """What a portion of a dish is made of and how it is cooked, as lines of text; empty for any other food."""
    recipe = portion.food.recipe
    if recipe is None:
        return ""
    parts = (f"{weight_text(part.grams, units)}  {part.food.name}" for part in portion.food.made_of(portion.steps))
    makes = ngettext("Makes {count} serving", "Makes {count} servings", recipe.servings).format(count=recipe.servings)
    minutes = ngettext("{count} minute", "{count} minutes", recipe.minutes).format(count=recipe.minutes)
    steps = (f"{place}. {step}" for place, step in enumerate(recipe.method, start=1))
    return "\n".join((_("In this portion, weighed ready to eat:"), *parts, "", f"{makes} · {minutes}", *steps))


def measure_text(portion: Portion, units: str) -> str:
    """The household measure, and beside it grams, or millilitres of what is poured, where the document is metric."""
    food = portion.food
    if units != "metric" or food.measure in ("g", "ml") or is_away(food):
        return portion.household
    volume = millilitres(portion.steps * food.step, food.measure) if food.metric == "ml" else None
    return f"{portion.household} · {weight_text(portion.grams, units) if volume is None else f'{volume:.0f} ml'}"


class PortionFace(QAbstractButton):
    """The row itself: name and measure, a dot when it is new, a lock when it stays. All of it can be pressed.

    Signals:
        chosen: it was pressed or the focus came to it.
        walked: an arrow key was pressed: columns to the right, rows down.
        menu_wished: its actions are asked for, here.
    """

    chosen = Signal()
    walked = Signal(int, int)
    menu_wished = Signal(object)  # a global QPoint

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.new = self.tinted = self.locked = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name, self.measure = label(wrap=True), label(tone="secondary")
        self._lock = label()
        self._lock.setFixedWidth(LOCK)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID + GRID // 2, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID)
        for part in (self.name, self._lock, self.measure):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part, 1 if part is self.name else 0)
        self.clicked.connect(self.chosen)

    def show_portion(
        self, portion: Portion, units: str, *, locked: bool, new: bool, tinted: bool, going: bool, meal: str
    ) -> None:
        """``going`` is what the user took out of a plan that is still on screen; ``meal`` is said of where it is."""
        self.locked, self.new, self.tinted = locked, new, tinted
        font = self.name.font()
        font.setStrikeOut(going)
        self.name.setFont(font)
        self.name.setText(may_break(portion.food.name))
        self.measure.setText(measure_text(portion, units))
        self._lock.setVisible(locked)
        if locked:
            self._lock.setPixmap(self._look.icon("lock", self._look.colours.secondary).pixmap(LOCK, LOCK))
        marks = [_("locked")] * locked + [_("new")] * new + [_("taken out")] * going
        self.setAccessibleName(", ".join([portion.food.name, portion.household, *marks]))
        self.setAccessibleDescription(meal)
        self.update()

    def show_tint(self, tinted: bool) -> None:
        """Tints the row, or takes the tint away."""
        if tinted != self.tinted:
            self.tinted = tinted
            self.update()

    def nextCheckState(self) -> None:
        """Which row is chosen is for the plan to say."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key in _STEPS:
            self.walked.emit(*_STEPS[key])
        elif plain and key in _OPENS:
            self._ask_menu()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.setFocus()
        self._ask_menu()

    def _ask_menu(self) -> None:
        self.menu_wished.emit(self.mapToGlobal(self.rect().bottomLeft()))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        fill = "accent_soft" if self.tinted else "hover" if chosen or self.underMouse() else None
        edge = "accent" if self.hasFocus() else "outline" if chosen else None
        painter.setPen(QPen(look.colour(edge), 2 if self.hasFocus() else 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        if self.new:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            first_line = GRID // 2 + self.name.fontMetrics().height() / 2
            top = max(first_line, 0) if self.height() > 2 * TARGET - GRID else self.height() / 2
            painter.drawEllipse(QPointF(7, top), DOT, DOT)


class PortionRow(QWidget):
    """A portion on its card: the row and, for a dish, a button that opens how it is made.

    Signals:
        chosen, walked, menu_wished: those of its face, with the place of the portion.
    """

    chosen = Signal(object)
    walked = Signal(object, int, int)
    menu_wished = Signal(object, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.place = Place(0, "", "")
        self._opened: set[str] = set()  # ids of the dishes opened at this place
        self.face = PortionFace(look)
        self.name, self.measure = self.face.name, self.face.measure
        self.face.chosen.connect(lambda: self.chosen.emit(self.place))
        self.face.walked.connect(lambda right, down: self.walked.emit(self.place, right, down))
        self.face.menu_wished.connect(lambda where: self.menu_wished.emit(self.place, where))
        self.button = tool_button("", _("How it is made"), quiet=True)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggled)
        self.recipe = label(tone="secondary", wrap=True)
        self.recipe.setContentsMargins(GRID + GRID // 2, 0, GRID, GRID)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.face, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)  # what another says of this portion goes below the line
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.recipe)

    def show_portion(
        self,
        place: Place,
        portion: Portion,
        units: str,
        *,
        locked: bool = False,
        new: bool = False,
        tinted: bool = False,
        going: bool = False,
        meal: str = "",
    ) -> None:
        """Shows a portion and what is special about it."""
        self.place = place
        text = cooking(portion, units)
        self.face.show_portion(portion, units, locked=locked, new=new, tinted=tinted, going=going, meal=meal)
        self.recipe.setText(may_break(text))
        self.button.setVisible(bool(text))
        self.button.setAccessibleDescription(text)
        with QSignalBlocker(self.button):
            self.button.setChecked(bool(text) and place.food in self._opened)
        self._show()

    def _toggled(self, opened: bool) -> None:
        if opened:
            self._opened.add(self.place.food)
        else:
            self._opened.discard(self.place.food)
        self._show()

    def _show(self) -> None:
        opened = self.button.isChecked()
        said = _("Hide how {food} is made") if opened else _("Show how {food} is made")
        self.button.setAccessibleName(said.format(food=self.name.text()))
        self.button.setToolTip(_("Hide how it is made") if opened else _("Show how it is made"))
        tone = self._look.colours.accent if opened else self._look.colours.secondary
        self.button.setIcon(self._look.icon("close_recipe" if opened else "open_recipe", tone))
        self.recipe.setVisible(opened)
