"""The panel of why and what if: what is known at once, questions to press, and their answers when they come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.explain.costliest import Costs
from planner.explain.what_if import Solving
from planner.language.translate import _
from planner.plan.outcomes import Repair
from ui.base.dialogs import Dialog
from ui.base.look import GRID
from ui.base.panels import SentenceButton
from ui.base.widgets import close_buttons, label

SIZE = (560, 520)  # [px]
PATIENCE = 300  # [ms] an answer that comes sooner shows no waiting


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """Something one may ask; ``answer`` gives the sentences, and maybe what helps, and runs beside the window."""

    words: str
    answer: Callable[[Solving], Sequence[str] | Costs]


class WhyPanel(Dialog):
    """Shows sentences, and asks for more of them; what was said once is not said again.

    Signals:
        asked: the question that was pressed.
        taken: the Repair that was pressed.
    """

    asked = Signal(AskedQuestion)
    taken = Signal(Repair)

    def __init__(
        self,
        title: str,
        said: Sequence[str],
        questions: Sequence[AskedQuestion],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Why and what if"), parent, QSize(*SIZE))
        self.title = label(title, weight="strong", wrap=True)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(GRID)
        self._said: list[QLabel] = []
        self._asking: AskedQuestion | None = None
        self._asked: dict[str, QLabel] = {}  # by the words of the question
        self.questions: list[SentenceButton] = []
        self.repairs: list[SentenceButton] = []
        self._waiting = label(_("Days are being planned to compare them. Esc ends this."), tone="secondary", wrap=True)
        self._line = QProgressBar()
        self._line.setRange(0, 0)
        self._line.setTextVisible(False)
        self._line.setAccessibleName(_("Planning"))
        for widget in (self._waiting, self._line):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # so that nothing moves when it comes
            widget.setSizePolicy(policy)
            widget.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._show_waiting)
        self._arrange(questions)
        if said:
            self._add("\n".join(said))

    @property
    def text(self) -> str:
        """Everything that is said."""
        return "\n".join(made.text() for made in self._said)

    @property
    def thinking(self) -> bool:
        """Whether a question waits for its answer."""
        return self._asking is not None

    def ask(self, question: AskedQuestion) -> None:
        """Asks a question; one at a time, each once."""
        if self._asking is not None or question.words in self._asked:
            return
        self._asking = question
        self._fit()
        self._patience.start()
        self.asked.emit(question)

    def answer(self, sentences: Sequence[str], repairs: Sequence[Repair] = ()) -> None:
        """Shows the answer to the question that was asked last, with a button for each change that helps."""
        question, self._asking = self._asking, None
        self._patience.stop()
        self._waiting.hide()
        self._line.hide()
        if question is not None:
            known = self.text
            new = [sentence for sentence in sentences if sentence not in known]
            self._asked[question.words] = self._add("\n".join(new or sentences), question.words)
        for repair in repairs:
            self._offer(repair)
        self._fit()

    def _arrange(self, questions: Sequence[AskedQuestion]) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addLayout(self._answers)
        self._more = label(_("What if?"), weight="strong", wrap=True)
        self._more.setVisible(bool(questions))
        column.addSpacing(GRID)
        column.addWidget(self._more)
        for question in questions:
            button = SentenceButton(question.words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda *args, chosen=question: self.ask(chosen))
            self.questions.append(button)
            column.addWidget(button)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setAccessibleName(_("Answers"))
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons, self.close_button = close_buttons(self.reject)
        content, below = QVBoxLayout(), QVBoxLayout()
        content.setSpacing(GRID)
        content.addWidget(self.title)
        content.addWidget(self.area, 1)
        content.addWidget(self._waiting)
        content.addWidget(self._line)
        below.addWidget(buttons)
        self.put(content, below)

    def _add(self, text: str, heading: str = "") -> QLabel:
        made = label(text, wrap=True)
        for one in (label(heading, weight="strong", wrap=True), made) if heading else (made,):
            self._answers.addWidget(one)
            self._said.append(one)
        QTimer.singleShot(0, made, lambda: self.area.ensureWidgetVisible(made))
        return made

    def _offer(self, repair: Repair) -> None:
        button = SentenceButton(repair.name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda *_, chosen=repair: self.taken.emit(chosen))
        self.repairs.append(button)
        self._answers.addWidget(button)

    def _show_waiting(self) -> None:
        self._waiting.show()
        self._line.show()

    def _fit(self) -> None:
        """What was asked cannot be asked again; while one question is answered no other can be."""
        for button in self.questions:
            button.setVisible(button.sentence not in self._asked)
            button.setEnabled(self._asking is None)
        self._more.setVisible(any(button.isVisibleTo(self) for button in self.questions))
