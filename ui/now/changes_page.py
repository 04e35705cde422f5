"""The smallest changes: looked for, read one answer after another, refused, accepted."""

from dataclasses import replace
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.document.document import Document
from planner.document.refused import Refused
from planner.document.usual_days import MOST_ENTRIES
from planner.foods.nutrients import MAGNESIUM
from planner.language.translate import _, ngettext
from planner.now.aims import AIM_WORDS, aim_lines, aims_of
from planner.now.changes import Answer, Change, Found, NotPossible, Outcome, Reached, Unfinished, applied
from planner.now.changes_output import said_of, then_eaten
from planner.now.choices import Question
from planner.now.entering import usual
from planner.now.intake import mean_of, totals_of
from planner.now.ladder import Rung, ladder, rung_text
from planner.now.smallest import smallest_changes
from planner.now.steps import steps_from
from ui.base.background import Background, Progress
from ui.base.look import GRID
from ui.base.wide_buttons import WideBox
from ui.base.widgets import label
from ui.now.parts import beside, button, enable, in_lines, rows
from ui.workspace.workspace import Workspace

MOST_CHANGES = 3
SECONDS = 60.0  # [s] the longest a search may take; it is stopped when the window closes
CHANGE_LINES = 3  # of the list that are seen at once, at least


class ChangesPage(QWidget):
    """What is refused or accepted here is an edit that can be undone.

    Signals:
        agreed: the changes are kept as steps.
    """

    agreed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._question: Question | None = None
        self._answers: tuple[Answer, ...] = ()
        self._at = 0  # which answer is shown
        self._again = False  # the next question is looked into at once
        self._on_the_way = False  # what is shown does not reach the target, and nothing of its size does
        self._searching, self._climbing = Background(self), Background(self)
        self._climbing.answered.connect(self._take_rungs)
        self._climbing.failed.connect(lambda error: self._say(str(error)))
        workspace.closing.connect(self._climbing.close)
        self._searching.answered.connect(self._take_outcome)
        self._searching.busy_changed.connect(lambda _busy: self._show_buttons())
        self._searching.failed.connect(lambda error: self._say(str(error)))
        workspace.closing.connect(self._searching.close)
        self.aims = {aim: WideBox(words) for aim, words in AIM_WORDS.items()}
        for aim, box in self.aims.items():
            box.clicked.connect(lambda wanted, aim=aim: self._tick(aim, wanted))
        self.ladder = label(tone="secondary", wrap=True)
        self.ladder.setAccessibleName(_("How far fewer changes reach"))
        self.look_for = button(_("Find the smallest changes"), self._look_for, primary=True)
        self.said = label(weight="strong", wrap=True)
        self.said.setAccessibleName(_("What the search says"))
        self.changes = rows(_("Changes proposed"), CHANGE_LINES)
        self.changes.currentItemChanged.connect(lambda _new, _old: self._show_buttons())
        self.then = label(wrap=True)
        self.accept_button = button(_("Accept these changes"), self._accept_changes, primary=True)
        self.step_by_step = button(_("One step a week"), self._agree)
        self.before = button(_("Answer before"), lambda: self._show_answer(self._at - 1))
        self.other = button(_("Next answer"), lambda: self._show_answer(self._at + 1))
        self.which = label(tone="secondary")
        self.not_this = button(_("Not this change"), self._refuse_change)
        self.not_this_food = button(_("Not this food"), self._refuse_food)
        self.refused = label(tone="secondary", wrap=True)
        self.propose_again = button(_("Propose them again"), self._propose_again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        why = _(
            "The fewest changes that reach your magnesium target from food, proven; of those, the nearest to what you "
            "eat now. Your energy stays within 5 %, and no limit is broken that you keep today."
        )
        layout.addWidget(label(why, tone="secondary", wrap=True))
        layout.addWidget(label(_("Where several are as small, prefer:"), tone="secondary", wrap=True))
        ticks = in_lines(*self.aims.values())
        ticks.add_spring()
        ticks.addWidget(self.look_for)
        layout.addLayout(ticks)
        layout.addWidget(self.said)
        layout.addWidget(self.changes, 1)
        layout.addWidget(self.then)
        layout.addWidget(self.ladder)
        layout.addLayout(in_lines(self.accept_button, self.step_by_step, self.not_this, self.not_this_food))
        layout.addLayout(in_lines(self.before, self.other, self.which))
        layout.addLayout(beside(self.refused, self.propose_again, stretch=0))
        self._show_refused()
        self._show_buttons()

    def show_question(self, question: Question | None) -> None:
        """Drops what was proposed for days that are no longer the same."""
        if question == self._question:
            return
        self._question = question
        self._forget()
        self._show_refused()
        for aim, box in self.aims.items():
            box.setChecked(aim in self._document.aims)
        if self._again and question is not None:
            self._look_for()
        self._again = False
        self._show_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends what is looked for; what was found stays."""
        if event.key() == Qt.Key.Key_Escape and (self._searching.busy or self._climbing.busy):
            if self._searching.busy:
                self._say(_("You stopped the search."))
            self._searching.cancel()
            self._climbing.cancel()
            self._show_buttons()
            return
        super().keyPressEvent(event)

    # The search

    def _look_for(self) -> None:
        asked = self._question
        if asked is None:
            return
        self._forget()
        self._say(_("Looking for the smallest changes …"))

        def work(stop: Event, progress: Progress) -> Outcome:
            return smallest_changes(asked, MOST_CHANGES, SECONDS, stop=stop)

        self._searching.start(work)
        self._show_buttons()

    def _climb(self, outcome: Outcome) -> None:
        """Looks how far fewer changes reach, while the answer is read already."""
        asked = self._question
        if asked is None:
            return

        def work(stop: Event, progress: Progress) -> tuple[Rung, ...]:
            return ladder(asked, outcome, SECONDS, stop=stop)

        self._climbing.start(work)

    def _take_rungs(self, rungs: object) -> None:
        if not isinstance(rungs, tuple) or self._question is None:
            return
        least = self._question.targets.least(MAGNESIUM)
        if len(rungs) > 1 or not self._answers:
            self.ladder.setText("\n".join(rung_text(rung, least) for rung in rungs))
            self.ladder.setVisible(bool(rungs))
        if not self._answers and rungs and rungs[-1].answer is not None:
            self._on_the_way = True
            self._answers = (rungs[-1].answer,)
            self._show_answer(0)

    def _take_outcome(self, outcome: object) -> None:
        if isinstance(outcome, Found | NotPossible | Unfinished):
            self._climb(outcome)
        if isinstance(outcome, Found):
            self._answers = (outcome.answer, *outcome.others)
            self._show_answer(0)
        elif isinstance(outcome, Reached | NotPossible | Unfinished):
            self._say(said_of(outcome))
        self._show_buttons()

    @property
    def answer(self) -> Answer | None:
        """The answer that is shown and reaches the target; None where none does."""
        return None if self._on_the_way else self._answer

    @property
    def _answer(self) -> Answer | None:
        return self._answers[self._at] if self._answers else None

    def _show_answer(self, place: int) -> None:
        """Each change with its sentence, and where the answer stands among those of its size."""
        self._at = place
        answer = self._answers[place]
        self.changes.clear()
        self.changes.addItems(answer.sentences)
        self.changes.setCurrentRow(0)
        size, count = len(answer.changes), len(self._answers)
        if not self._on_the_way:
            said = ngettext(
                "{count} change reaches the target.", "{count} changes reach the target, and no fewer do.", size
            )
            self._say(said.format(count=size))
        self.then.setText("\n".join([then_eaten(answer), *self._aim_lines(answer)]))
        only = _("The changes of this size that reach furthest.") if self._on_the_way else ""
        only = only or _("The only answer of this size that was found.")
        which = _("Answer {number} of {count} of the same size")
        self.which.setText(only if count == 1 else which.format(number=place + 1, count=count))
        self._show_buttons()

    def _aim_lines(self, answer: Answer) -> tuple[str, ...]:
        if self._question is None:
            return ()
        before = mean_of([totals_of(day) for day in self._question.days])
        return aim_lines(aims_of(self._document.aims, self._question.targets), before, answer.after)

    # What is decided

    def _tick(self, aim: str, wanted: bool) -> None:
        """Another aim asks for another answer; it is looked for at once where one was read."""
        self._again = bool(self._answers)
        name = _("Tick {aim}") if wanted else _("Take the tick from {aim}")
        self._workspace.edit_list(name.format(aim=AIM_WORDS[aim]), self._document.with_aim(aim, wanted))

    def _accept_changes(self) -> None:
        if self._answer is None or self._question is None:
            return
        after = usual(applied(self._question.days, self._answer.changes))
        if max(map(len, after)) > MOST_ENTRIES:
            self._say(_("A usual day has at most {most} entries. Take some out first.").format(most=MOST_ENTRIES))
            return
        self._workspace.edit_list(_("Change the usual days"), self._document.with_usual_days(after))
        self._say(_("Your usual days have changed. Undo takes it back."))

    def _agree(self) -> None:
        """Keeps the changes as steps; the usual days stay until each is taken."""
        if self._answer is None or self._question is None:
            return
        steps = steps_from(self._answer.changes, self._question)
        self._workspace.edit_list(_("Agree to steps"), self._document.with_steps(steps))
        self.agreed.emit()

    def _chosen(self) -> Change | None:
        row = self.changes.currentRow()
        return self._answer.changes[row] if self._answer is not None and row >= 0 else None

    def _refuse_change(self) -> None:
        if (change := self._chosen()) is not None:
            refused = self._document.refused
            self._refuse(_("Refuse a change"), replace(refused, changes=refused.changes | {change.refusal}))

    def _refuse_food(self) -> None:
        change = self._chosen()
        if change is not None and change.comes_in:
            refused = self._document.refused
            name = _("Refuse {food}").format(food=change.food.name)
            self._refuse(name, replace(refused, foods=refused.foods | {change.food.id}))

    def _refuse(self, name: str, refused: Refused) -> None:
        """What is refused is never proposed again; the next answer is looked for at once."""
        self._again = True
        self._workspace.edit_list(name, self._document.with_refused(refused))

    def _propose_again(self) -> None:
        self._workspace.edit_list(_("Propose all changes again"), self._document.with_refused(Refused()))

    @property
    def _document(self) -> Document:
        return self._workspace.document

    # Showing

    def _show_refused(self) -> None:
        refused = self._document.refused
        names = [self._food_name(food) for food in sorted(refused.foods)]
        said = []
        if refused.changes:
            count = len(refused.changes)
            one = ngettext("{count} change is not proposed again.", "{count} changes are not proposed again.", count)
            said.append(one.format(count=count))
        if names:
            said.append(_("Not proposed: {foods}.").format(foods=", ".join(names)))
        self.refused.setText(" ".join(said))
        self.refused.setVisible(bool(refused))
        self.propose_again.setVisible(bool(refused))

    def _food_name(self, food_id: str) -> str:
        catalogue = self._workspace.catalogue
        return catalogue[food_id].name if catalogue is not None and food_id in catalogue else food_id

    def _forget(self) -> None:
        self._searching.cancel()
        self._climbing.cancel()
        self._answers, self._at, self._on_the_way = (), 0, False
        self.ladder.setText("")
        self.ladder.hide()
        self.changes.clear()
        self.then.setText("")
        self.which.setText("")
        self._say("")

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)

    def _show_buttons(self) -> None:
        change = self._chosen()
        can_look = self._question is not None and not self._searching.busy
        for widget, wish in (
            (self.look_for, can_look),
            (self.accept_button, self._answer is not None),
            (self.step_by_step, self._answer is not None),
            (self.before, self._at > 0),
            (self.other, self._at + 1 < len(self._answers)),
            (self.not_this, change is not None),
            (self.not_this_food, change is not None and change.comes_in),
        ):
            enable(widget, wish, self.changes)
