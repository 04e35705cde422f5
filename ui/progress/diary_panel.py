"""A score of tingling or pain and the weight of one day, each entered with one press or left out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from planner.document.diary import SCORES, DiaryDay
from planner.language.translate import _
from planner.language.units import kilograms, pounds
from planner.needs.profile import WEIGHTS
from ui.base.flow import Flow
from ui.base.look import GRID, Look
from ui.base.number_box import US, NumberEdit, out_of_range
from ui.base.widgets import label, tool_button


class DiaryPanel(QWidget):
    """Shows what is written down of a day.

    Signals:
        written: what is to be written down of that day instead.
    """

    written = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._day: DiaryDay | None = None
        self._units = US
        self.scores = [tool_button(str(score), _score_name(score)) for score in range(SCORES[0], SCORES[1] + 1)]
        self._group = QButtonGroup(self)
        for score, button in enumerate(self.scores, start=SCORES[0]):
            button.setCheckable(True)
            button.setProperty("bare", True)
            self._group.addButton(button, score)
        self._group.idClicked.connect(self._take_score)
        self.no_score = tool_button("", _("Take the score back"), quiet=True)
        self.no_score.clicked.connect(lambda: self._take_score(None))
        self.weight = NumberEdit(_("Weight"))
        self.weight.setMaximumWidth(120)
        self.weight.editingFinished.connect(self._take_weight)
        self.unit = label()
        self.problem = label(tone="problem", wrap=True)
        self._arrange()
        look.changed.connect(self._recolour)
        self._recolour()

    def _arrange(self) -> None:
        scores = Flow(gap=2)
        for button in (*self.scores, self.no_score):
            scores.addWidget(button)
        weight = QHBoxLayout()
        weight.setSpacing(GRID)
        for widget in (label(_("Weight")), self.weight, self.unit):
            weight.addWidget(widget)
        weight.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(label(_("Tingling or pain: 0 is none, 10 the worst imaginable"), wrap=True))
        layout.addLayout(scores)
        layout.addLayout(weight)
        layout.addWidget(self.problem)

    def show_day(self, day: DiaryDay | None, units: str) -> None:
        """Shows what is written down of a day; ``units`` are those of the document. None: no day is chosen."""
        self._day, self._units = day, units
        self.setVisible(day is not None)
        self.problem.hide()
        self.unit.setText(_("lb") if units == US else _("kg"))
        if day is None:
            return
        self._group.setExclusive(False)
        for score, button in enumerate(self.scores, start=SCORES[0]):
            button.setChecked(score == day.score)
        self._group.setExclusive(True)
        self.no_score.setEnabled(day.score is not None)
        self.weight.show_number(self._shown_weight(day))

    def _shown_weight(self, day: DiaryDay) -> float | None:
        if day.weight_kg is None or self._units != US:
            return day.weight_kg
        return pounds(day.weight_kg)

    def _take_score(self, score: int | None) -> None:
        if self._day is not None:
            self._write(DiaryDay(self._day.date, score, self._day.weight_kg))

    def _take_weight(self) -> None:
        day, typed = self._day, self.weight.number
        if day is None or (not self.weight.wrong and typed == self._shown_weight(day)):
            self.problem.hide()
            return
        kg = None if typed is None else kilograms(typed) if self._units == US else typed
        wrong = self.weight.wrong or ("" if kg is None or WEIGHTS[0] <= kg <= WEIGHTS[1] else self._out_of_range())
        self.problem.setText(wrong)
        self.problem.setVisible(bool(wrong))
        if not wrong:
            self._write(DiaryDay(day.date, day.score, kg))

    def _out_of_range(self) -> str:
        least, most = (round(pounds(end)) if self._units == US else end for end in WEIGHTS)
        return out_of_range(self.weight.text(), (least, most))

    def _write(self, day: DiaryDay) -> None:
        if day != self._day:
            self.written.emit(day)

    def _recolour(self) -> None:
        self.no_score.setIcon(self._look.icon("close"))


def _score_name(score: int) -> str:
    said = {SCORES[0]: _("{score}, none"), SCORES[1]: _("{score}, the worst imaginable")}
    return said.get(score, "{score}").format(score=score)
