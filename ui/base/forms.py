"""What the questions about a person are made of: a title, why it is asked, the answer, and what is wrong with it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.language.translate import _
from ui.base.flow import Even, Flow
from ui.base.look import GRID
from ui.base.number_box import NumberBox
from ui.base.wide_buttons import WideBox, WideButton
from ui.base.widgets import label

INDENT = 26  # [px] where the text of a check box begins


class QuestionBox(QWidget):
    """One question: its title, one sentence on why it is asked, the answer, and the sentence when it cannot stand."""

    def __init__(self, title: str, why: str, answer: QWidget | QLayout) -> None:
        super().__init__()
        self._problem = label(tone="problem", wrap=True)
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(label(title, weight="strong", wrap=True))
        if why:
            layout.addWidget(label(why, tone="secondary", wrap=True))
        if isinstance(answer, QWidget):
            layout.addWidget(answer)
        else:
            layout.addLayout(answer)
        layout.addWidget(self._problem)

    @property
    def problem(self) -> str:
        """The sentence that says why the answer cannot stand, or an empty text."""
        return self._problem.text()

    def say(self, problem: str) -> None:
        """Shows what is wrong, or with an empty text that nothing is."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))


class WordChoice(QWidget):
    """One of a few words, all of them in sight. Arrow keys go from one to the next.

    Signals:
        chosen: another word was chosen by hand.
    """

    chosen = Signal(str)

    def __init__(self, title: str, words: Mapping[str, str], columns: int = 1) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.buttons: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        inside = Even(self, columns)
        for word, shown in words.items():
            button = WideButton(shown, f"{title}: {shown}")
            button.clicked.connect(lambda *args, word=word: self.chosen.emit(word))
            group.addButton(button)
            inside.addWidget(button)
            self.buttons[word] = button

    @property
    def word(self) -> str:
        """The word that is chosen, or an empty text."""
        return next((word for word, button in self.buttons.items() if button.isChecked()), "")

    def focus_choice(self) -> None:
        """Gives the keyboard to the word that is chosen."""
        self.buttons[self.word].setFocus()

    def show_word(self, word: str) -> None:
        """Chooses a word."""
        self.buttons[word].setChecked(True)


class Boxes(QWidget):
    """Any of some words, each with a box to tick; under a word, what it means.

    Signals:
        changed: a box was ticked or cleared by hand.
    """

    changed = Signal()

    def __init__(self, title: str, words: Mapping[str, str], columns: int = 1, reasons: Mapping[str, str] = {}) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.boxes: dict[str, QCheckBox] = {}
        inside = Even(self, columns)
        for word, shown in words.items():
            box = WideBox(shown, f"{title}: {shown}")
            box.clicked.connect(self.changed)
            inside.addWidget(_explained(box, reasons[word]) if word in reasons else box)
            self.boxes[word] = box

    @property
    def words(self) -> frozenset[str]:
        """The words that are ticked."""
        return frozenset(word for word, box in self.boxes.items() if box.isChecked())

    def show_words(self, words: frozenset[str]) -> None:
        """Ticks these words and no others."""
        for word, box in self.boxes.items():
            box.setChecked(word in words)


class Form(QWidget):
    """Questions under one another.

    Signals:
        changed: an answer was changed by hand.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._questions: dict[str, QuestionBox] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self._layout.setSpacing(2 * GRID)
        self._layout.addStretch(1)  # not aligned to the top: Qt would squeeze words that wrap

    def ask(self, field: str, title: str, why: str, answer: QWidget | QLayout) -> QuestionBox:
        """Adds a question for this field; ``why`` is one sentence on why it is asked."""
        question = QuestionBox(title, why, answer)
        self._questions[field] = question
        self._layout.insertWidget(self._layout.count() - 1, question)
        return question

    def asks(self, field: str) -> bool:
        """Whether there is a question for this field."""
        return field in self._questions

    def say(self, field: str, problem: str) -> None:
        """Says at its question why the answer cannot stand."""
        self._questions[field].say(problem)

    @property
    def troubled(self) -> bool:
        """Whether an answer cannot stand."""
        return any(question.problem for question in self._questions.values())

    def say_nothing(self) -> None:
        """Takes away what is said at all questions."""
        for question in self._questions.values():
            question.say("")

    def problem(self, field: str) -> str:
        """What is said beside a field, or an empty text."""
        return self._questions[field].problem if field in self._questions else ""


class ProfileForm(Form):
    """Questions whose answers are fields of a profile."""

    def numbers(self) -> Mapping[NumberBox, str]:
        """The fields for numbers, each with the question it belongs to."""
        return {}

    def has_bad_number(self) -> bool:
        """Whether something that is no number was left in a field; it is said once, and the number before it stays."""
        bad = False
        for box, field in self.numbers().items():
            if said := box.take_refusal():
                Form.say(self, field, said)
                bad = True
        return bad

    def answers(self) -> Mapping[str, object]:
        """The fields that are asked here, as they are answered."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Gives the keyboard to the first question."""
        raise NotImplementedError


def page(form: QWidget, name: str) -> QScrollArea:
    """A form that scrolls when it is higher than its place; the keyboard's focus is always scrolled into sight."""
    area = QScrollArea()
    area.setWidget(form)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def indented(widget: QWidget) -> QWidget:
    """Under the text of a check box."""
    cell = QWidget()
    inside = QVBoxLayout(cell)
    inside.setContentsMargins(INDENT, 0, 0, GRID)
    inside.addWidget(widget)
    return cell


def _explained(box: QCheckBox, reason: str) -> QWidget:
    """A box to tick, and under its words what they mean."""
    box.setAccessibleDescription(reason)
    both = QWidget()
    inside = QVBoxLayout(both)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    inside.addWidget(box)
    inside.addWidget(indented(label(reason, tone="secondary", wrap=True)))
    return both


def row(widgets: Sequence[QWidget]) -> Flow:
    """Side by side from the left, in further lines where there is no room."""
    made = Flow(gap=GRID)
    for widget in widgets:
        made.addWidget(widget)
    return made


def optional(text: str) -> str:
    """A question that may be left out, with words that say so."""
    return _("{question} (optional)").format(question=text)
