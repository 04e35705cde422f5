"""The cells of the week: a meal, and the head of a day."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout

from planner.document.document import Document
from planner.foods.meals import read_templates
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.language.dates import date_after
from planner.language.translate import _
from planner.needs.meal_limits import CARBOHYDRATE
from planner.plan.carbohydrate import carbohydrate_text
from planner.plan.meal_names import meal_name
from planner.plan.plan import Meal, total
from ui.base.look import GRID, MEAL_COLOURS, TARGET, Look
from ui.base.sentences import day_name, mark_in_words, number
from ui.base.widgets import label, may_break

DOT = 3.0  # [px] radius of the dot of what changed
LOCK = 14  # [px]
MEAL = "application/x-magnolia-meal"  # what is dragged: a day and a meal
EDGE = 3.0  # [px] the edge in the colour of the meal
_STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def short_date(document: Document, day: int) -> str:
    """The weekday and the day of the month where the document says when it starts."""
    when = date_after(document.start, day)
    return day_name(document, day) if when is None else f"{day_name(document, day)} {when.day}"


class Cell(QAbstractButton):
    """A place in the week that is chosen by a press, and left by arrow keys.

    Signals:
        walked: an arrow key was pressed: days to the right, rows down.
        opened: Return was pressed, or it was pressed twice: what it shows is to be gone into.
    """

    walked = Signal(int, int)
    opened = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.day = 0
        self.changed = False
        self.target = False  # whether something is dragged over it that can be dropped
        self.tone = ""  # the colour of its edge, if it has one
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def nextCheckState(self) -> None:
        """Which cell is chosen is for the plan to say."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key in _STEPS:
            self.walked.emit(*_STEPS[key])
        elif plain and key in _OPENS:
            self.click()
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object) -> None:
        super().mouseDoubleClickEvent(event)  # type: ignore[arg-type]
        self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = "accent" if self.hasFocus() or chosen or self.target else "border"
        fill = "accent_soft" if chosen or self.target else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(look.colour(edge), 2 if self.hasFocus() or self.target else 1))
        painter.setBrush(look.colour(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if self.tone:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(self.tone))
            painter.drawRoundedRect(QRectF(2, 6, EDGE, self.height() - 12), EDGE / 2, EDGE / 2)
        if self.changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(QPointF(self.width() - 8, 8), DOT, DOT)


class MealCell(Cell):
    """One meal of a day, named by its food, with its magnesium and energy.

    It can be dragged onto another one; what stands for that by keys is in its menu.

    Signals:
        menu_wished: where the menu of all that can be done with it is to open.
        dropped: day and meal that were dragged onto it.
    """

    menu_wished = Signal(object)
    dropped = Signal(int, str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.meal = ""
        self._figures: tuple[str, ...] = ()
        self._name, self._amount = label(wrap=True), label(tone="secondary", wrap=True)
        self._name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._lock = label()
        self._lock.setFixedWidth(LOCK)
        below = QHBoxLayout()
        below.setSpacing(GRID // 2)
        below.addWidget(self._amount, 1)
        below.addWidget(self._lock)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2 + 2, GRID // 2, GRID // 2 + 2)
        layout.setSpacing(0)
        layout.addWidget(self._name, 1)
        layout.addLayout(below)
        for part in (self._name, self._amount, self._lock):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._pressed: QPoint | None = None  # where a drag may begin
        self.setAcceptDrops(True)

    # Dragging, and the menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse where it is, by the key below the meal."""
        self.setFocus()
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.menu_wished.emit(event.globalPos() if by_mouse else self.mapToGlobal(self.rect().bottomLeft()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._pressed = None  # it was released elsewhere: over a menu or a dialog that opened meanwhile
        far = self._pressed is not None and (event.position().toPoint() - self._pressed).manhattanLength()
        if far and far >= QApplication.startDragDistance():
            self._pressed = None
            self.setDown(False)
            self.start_drag()
            return
        super().mouseMoveEvent(event)

    def start_drag(self) -> None:
        """Takes the meal under the pointer, until it is dropped."""
        carried = QMimeData()
        carried.setData(MEAL, f"{self.day} {self.meal}".encode())
        drag = QDrag(self)
        drag.setMimeData(carried)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._carried(event) is not None:
            event.acceptProposedAction()
            self.target = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.target = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self.target = False
        self.update()
        carried = self._carried(event)
        if carried is not None:
            event.acceptProposedAction()
            self.dropped.emit(*carried)

    def _carried(self, event: QDropEvent) -> tuple[int, str] | None:
        """The meal that is dragged over this one; None where it is no other meal of this window."""
        words = bytes(event.mimeData().data(MEAL).data()).decode(errors="replace").split(" ")
        if not isinstance(event.source(), MealCell) or len(words) != 2 or not words[0].isdecimal():
            return None
        place = int(words[0]), words[1]
        return None if place == (self.day, self.meal) else place

    @property
    def name(self) -> str:
        """What the meal is called here."""
        return self._name.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Both figures in a line where they fit, else below each other."""
        line = " · ".join(self._figures)
        room = self.width() - 2 * GRID - (LOCK if self._lock.isVisibleTo(self) else 0)
        fits = self.fontMetrics().horizontalAdvance(line) <= room
        text = line if fits else "\n".join(self._figures)
        if text != self._amount.text():
            self._amount.setText(text)

    def show_meal(self, day: int, meal: Meal, document: Document, changed: bool) -> None:
        """Shows a meal of a day; ``changed`` puts a dot on it."""
        self.day, self.meal, self.changed = day, meal.meal, changed
        self.tone = MEAL_COLOURS.get(meal.meal, "")
        where = f"{day_name(document, day, long=True)} {read_templates().meal(meal.meal).name.lower()}"
        name = meal_name(meal)
        amount, energy = (number(round(total(meal.portions, one).amount)) for one in (MAGNESIUM, ENERGY))
        locked = meal.meal in document.whole_meals(day)
        self._name.setText(may_break(name))
        mark = document.mark_of(day, meal.meal)
        self._lock.setVisible(locked or mark is not None)
        self._figures = (_("{amount} mg").format(amount=amount), _("{energy} kcal").format(energy=energy))
        if carbohydrate_text(meal.portions, document.profile):
            grams = number(round(total(meal.portions, CARBOHYDRATE).amount))
            self._figures = (*self._figures, _("{grams} g carbs").format(grams=grams))
        if mark is not None:
            self._figures = (mark_in_words(replace(mark, note="")),)
        self._fit()
        if mark is not None:
            icon = self._look.icon("reached", self._look.colours.accent)
            self._lock.setPixmap(icon.pixmap(LOCK, LOCK))
        elif locked:
            self._lock.setPixmap(self._look.icon("lock", self._look.colours.secondary).pixmap(LOCK, LOCK))
        said = _("{where}: {name}, {amount} mg magnesium, {energy} kcal").format(
            where=where, name=name, amount=amount, energy=energy
        )
        if carbohydrate := carbohydrate_text(meal.portions, document.profile):
            said = f"{said}, {carbohydrate}"
        marks = [mark_in_words(mark)] * (mark is not None) + [_("locked")] * locked + [_("new")] * changed
        self.setAccessibleName(", ".join([said, *marks]))
        self.update()


class DayHead(Cell):
    """The head of a day: its name, and a dot where the last edit changed it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._name = label(weight="strong", wrap=True)
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        layout.addWidget(self._name)

    def show_day(self, day: int, document: Document, said: str, changed: bool, today: date | None = None) -> None:
        """Shows a day; ``said`` are its figures in words."""
        self.day, self.changed = day, changed
        is_today = today is not None and date_after(document.start, day) == today
        self._name.setText(_("Today") if is_today else short_date(document, day))
        self.tone = "accent" if is_today else ""
        name = f"{day_name(document, day, long=True)}, {said}"
        name = _("Today, {day}").format(day=name) if is_today else name
        self.setAccessibleName(_("{day}; changed by your last edit").format(day=name) if changed else name)
        self.setToolTip(self.accessibleName())
        self.update()
