"""One step a week: the line from what was eaten to the target, and the step that is next."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.document.steps import Steps
from planner.foods.meals import read_templates
from planner.foods.nutrients import MAGNESIUM
from planner.language.numbers import figure
from planner.language.translate import _
from planner.now.choices import Question
from planner.now.steps import StepError, state_text, step_text, with_step_taken
from ui.base.look import GRID
from ui.base.widgets import label
from ui.now.parts import beside, button, rows
from ui.workspace.workspace import Workspace

HEIGHT = 150  # [px] of the line
DOT = 6.0  # [px] half the width of a dot
LINES = 3  # of the list that are seen at once, at least


@dataclass(frozen=True, slots=True)
class Stop:
    """A point of the line: what is eaten there, and whether the user is there or has been."""

    name: str
    magnesium_mg: float  # [mg / day]
    passed: bool


class StepsLine(QWidget):
    """A line from the beginning over each step; a broken line is the target. What is passed is filled."""

    def __init__(self) -> None:
        super().__init__()
        self._stops: tuple[Stop, ...] = ()
        self._target: float | None = None
        self.setMinimumHeight(HEIGHT)

    def show_stops(self, stops: tuple[Stop, ...], target: float | None) -> None:
        """``target`` [mg / day] is None where there is none."""
        self._stops, self._target = stops, target
        said = [
            _("{name}: {amount} mg").format(name=stop.name, amount=figure(stop.magnesium_mg, ",.0f")) for stop in stops
        ]
        if target is not None:
            said.append(_("Target: {amount} mg").format(amount=figure(target, ",.0f")))
        self.setAccessibleName(_("From here to the target"))
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60 * GRID, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._stops:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text, quiet = (self.palette().color(QPalette.ColorRole.WindowText) for _each in range(2))
        quiet.setAlphaF(0.6)
        accent, window = (self.palette().color(role) for role in (QPalette.ColorRole.Accent, QPalette.ColorRole.Window))
        line = self.fontMetrics().height()
        top, bottom = 2.0 * line + DOT, self.height() - 1.5 * line - DOT
        most = max([stop.magnesium_mg for stop in self._stops] + [self._target or 0.0])
        least = min([stop.magnesium_mg for stop in self._stops] + [self._target or most])
        wide = self.width() / len(self._stops)

        def place(number: int, amount: float) -> QPointF:
            high = (amount - least) / (most - least) if most > least else 1.0
            return QPointF((number + 0.5) * wide, bottom - high * (bottom - top))

        if self._target is not None:
            level = place(0, self._target).y()
            painter.setPen(QPen(quiet, 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(0, level), QPointF(self.width(), level))
            said = _("Target: {amount} mg").format(amount=figure(self._target, ",.0f"))
            painter.setPen(text)
            painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, said)
        places = [place(number, stop.magnesium_mg) for number, stop in enumerate(self._stops)]
        painter.setPen(QPen(accent, 2.0))
        painter.drawPolyline(places)
        for stop, at in zip(self._stops, places, strict=True):
            painter.setPen(QPen(accent, 2.0))
            painter.setBrush(accent if stop.passed else window)
            painter.drawEllipse(at, DOT, DOT)
            painter.setPen(text)
            middle = Qt.AlignmentFlag.AlignHCenter
            amount = _("{amount} mg").format(amount=figure(stop.magnesium_mg, ",.0f"))
            painter.drawText(QRectF(at.x() - wide / 2, at.y() - DOT - line - 2, wide, line), middle, amount)
            name = self.fontMetrics().elidedText(stop.name, Qt.TextElideMode.ElideRight, int(wide) - 4)
            painter.drawText(QRectF(at.x() - wide / 2, self.height() - line - 1, wide, line), middle, name)


class StepsPage(QWidget):
    """Taking a step changes the usual days; it is one edit that can be undone."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._question: Question | None = None
        self.why = label(tone="secondary", wrap=True)
        self.line = StepsLine()
        self.steps = rows(_("Steps"), LINES)
        self.take = button(_("I eat this now"), self._take, primary=True)
        self.leave = button(_("End these steps"), self._leave)
        self.problem = label(tone="problem", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.why)
        layout.addWidget(self.line)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self.problem)
        layout.addLayout(beside(self.take, self.leave, end=True))
        self.show_steps(None)

    def show_steps(self, question: Question | None) -> None:
        """The steps of the document; ``question`` is that of the days as they are now."""
        self._question = question
        self.problem.hide()
        steps, catalogue = self._workspace.document.steps, self._workspace.catalogue
        self.steps.clear()
        for widget in (self.line, self.steps, self.take, self.leave):
            widget.setVisible(bool(steps))
        self.take.setEnabled(steps.next is not None and question is not None)
        if not steps or catalogue is None:
            self.why.setText(
                _(
                    "Nothing need change at once. Find the smallest changes and press “One step a week”: each step is "
                    "kept here and proposed when its week has come."
                )
            )
            return
        today = self._workspace.today()
        for step in steps.steps:
            text = step_text(step, steps, catalogue, read_templates())
            self.steps.addItem(_("{state}: {step}").format(state=state_text(step, steps, today), step=text))
        done = sum(step.taken is not None for step in steps.steps)
        said = _("{done} of {count} steps are taken. There is no hurry: a week for each is a good pace.")
        self.why.setText(said.format(done=done, count=len(steps.steps)))
        target = self._workspace.targets.least(MAGNESIUM) if self._workspace.targets is not None else None
        self.line.show_stops(stops_of(steps), target)

    def _take(self) -> None:
        if self._question is None:
            return
        try:
            document = with_step_taken(self._workspace.document, self._question, self._workspace.today())
        except StepError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self._workspace.edit_list(_("Take a step"), document)

    def _leave(self) -> None:
        self._workspace.edit_list(_("End the steps"), self._workspace.document.with_steps(Steps()))


def stops_of(steps: Steps) -> tuple[Stop, ...]:
    """The points of the line: the beginning, which is passed, and each step."""
    made = [
        Stop(_("Step {number}").format(number=number), step.magnesium_mg, step.taken is not None)
        for number, step in enumerate(steps.steps, start=1)
    ]
    return (Stop(_("Beginning"), steps.begins_mg, True), *made)
