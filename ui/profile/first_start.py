"""The first questions, in a panel beside the plan: each answer moves the plan, and "Later" is always there."""

from dataclasses import replace

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from planner.document.document import Document
from planner.language.translate import _
from ui.base.forms import page
from ui.base.look import GRID
from ui.base.widgets import label, push_button
from ui.profile.body import BodyForm
from ui.profile.effort_form import EffortForm
from ui.profile.health import HealthForm
from ui.profile.person_pages import ProfileForms
from ui.profile.you import FoodForm, YouForm

OPEN_KEY = "first_start_open"  # in the settings from a first start until the questions are left
NEXT, DONE = _("Next"), _("Done")


def is_asked(settings: QSettings, fresh: bool) -> bool:
    """Whether the questions are asked: at a first start, and at every later one until they were left."""
    if fresh:
        settings.setValue(OPEN_KEY, True)
        settings.sync()  # whatever ends this session, the questions come again
    return bool(settings.value(OPEN_KEY, False, type=bool))


def was_left(settings: QSettings) -> None:
    """The questions are not asked by themselves any more."""
    settings.remove(OPEN_KEY)
    settings.sync()


class FirstStart(QFrame):
    """Draws the profile of a document as a few pages of questions.

    Signals:
        answered: a document with one more answer in it.
        left: "Later" or "Done" was pressed; what was answered is kept.
        targets_wished: the targets should be entered.
    """

    answered = Signal(object)
    left = Signal()
    targets_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("column")
        self._document = Document()
        self.forms = ProfileForms(self, narrow=True)
        self.effort = EffortForm()
        self._steps: tuple[tuple[str, str, YouForm | BodyForm | FoodForm | HealthForm | EffortForm], ...] = (
            (
                _("About you"),
                _("The plan beside this is for a usual adult. Each answer changes it at once, for you."),
                self.forms.you,
            ),
            (_("Your body"), _("From these answers follows how much energy a day holds."), self.forms.body),
            (_("Your food"), _("So that nothing is planned that you do not eat."), self.forms.food),
            (
                _("Your health"),
                _("Magnolia gives no medical advice, but it keeps to what is known. Answers stay on this computer."),
                self.forms.health,
            ),
            (_("Your week"), _("A plan is only good when somebody buys it and cooks it."), self.effort),
        )
        self.stack = QStackedWidget()
        self._count = label(tone="secondary")
        self._title = label(weight="strong", wrap=True)
        self._why = label(tone="secondary", wrap=True)
        self._problem = label(tone="problem", wrap=True)
        self.later = push_button(_("Later"), _("Later: your answers so far are kept"))
        self.back = push_button(_("Back"), _("Back"))
        self.next = push_button(NEXT, NEXT)
        self.next.setProperty("primary", True)
        self._arrange()
        self.later.clicked.connect(self.leave)
        self.back.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.forms.changed.connect(self._answered)
        self.effort.changed.connect(self._answered)
        self.forms.confirmations.targets_wished.connect(self.targets_wished)
        self._show_step(0)

    def show_document(self, document: Document) -> None:
        """Draws the answers of a document; what is being typed is not moved."""
        self._document = document
        self._say("")
        self.forms.show_profile(document.profile, document.shopping.packs)
        self.forms.ask_to_confirm(document.profile, document.targets, document.confirmed)
        self.effort.show_habits(document.habits)

    def begin(self) -> None:
        """Goes to the first question."""
        self._show_step(0)
        self._steps[0][2].focus_first()

    def say(self, problem: str) -> None:
        """Shows why an answer could not be taken."""
        self._say(problem)

    def leave(self) -> None:
        """Takes what is still being typed, and is left."""
        self._answered()
        self.left.emit()

    def _arrange(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        top.setSpacing(GRID // 2)
        heading = QHBoxLayout()
        heading.addWidget(self._title, 1)
        heading.addWidget(self._count)
        top.addLayout(heading)
        top.addWidget(self._why)
        for name, _why, form in self._steps:
            self.stack.addWidget(page(form, name))
        below = QVBoxLayout()
        below.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        below.setSpacing(GRID)
        below.addWidget(self.forms.confirmations)
        below.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.later)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        below.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self.stack, 1)
        layout.addLayout(below)

    def _answered(self) -> bool:
        """Tells what is answered, unless it cannot stand."""
        profile = self.forms.read()
        if profile is None:
            return False
        units = self.forms.body.units.word
        document = replace(
            self._document,
            profile=profile,
            confirmed=self.forms.confirmations.words,
            shopping=self._document.shopping.with_packs(units),
            habits=self.effort.applied_to(self._document.habits),
        )
        if document != self._document:
            self.answered.emit(document)
        return True

    def _go(self, by: int) -> None:
        if not self._answered() and by > 0:
            return
        place = self.stack.currentIndex() + by
        if place == len(self._steps):
            self.left.emit()
            return
        self._show_step(place)
        self._steps[place][2].focus_first()

    def _show_step(self, place: int) -> None:
        title, why, _form = self._steps[place]
        self.stack.setCurrentIndex(place)
        self._title.setText(title)
        self._why.setText(why)
        count = _("{place} of {all}").format(place=place + 1, all=len(self._steps))
        self._count.setText(count)
        self.setAccessibleName(f"{title}, {count}")
        self.back.setVisible(place > 0)
        text = DONE if place == len(self._steps) - 1 else NEXT
        self.next.setText(text)
        self.next.setAccessibleName(text)

    @property
    def problem(self) -> str:
        """Why an answer could not be taken, or an empty text."""
        return self._problem.text()

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
