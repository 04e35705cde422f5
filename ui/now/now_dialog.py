"""What I eat now: a usual day entered by search, where it stands, and the smallest changes that reach the target."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.document.usual_days import MOST_DAYS, MOST_ENTRIES, MOST_GRAMS, UsualDay, UsualEntry
from planner.foods.meals import read_templates
from planner.foods.usda import read_usda
from planner.language.translate import _, ngettext
from planner.now.changes import Answer, Found, NotPossible, Outcome, Reached, Unfinished, applied
from planner.now.changes_output import said_of
from planner.now.choices import Question
from planner.now.eaten import UnknownFoodError, days_of
from planner.now.entering import Finder, portions_of, usual, with_entry, without_entry
from planner.now.intake import intake_of
from planner.now.smallest import smallest_changes
from ui.base.background import Background, Progress
from ui.base.dialogs import Dialog
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo, NumberBox
from ui.base.search_field import SearchField
from ui.base.sentences import number
from ui.base.widgets import close_buttons, label, list_of_rows
from ui.workspace.workspace import Workspace

WIDTH, HEIGHT = 860, 720  # [px]
MOST_CHANGES = 3
SECONDS = 60.0  # [s] the longest a search may take; it is stopped when the window closes


class NowDialog(Dialog):
    """Usual days are saved as they are entered, each entry an edit that can be undone."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("What I eat now"), parent, QSize(WIDTH, HEIGHT))
        self._workspace = workspace
        self._finder: Finder | None = None
        self._question: Question | None = None
        self._answers: list[Answer] = []
        self._reading, self._searching = Background(self), Background(self)
        self._reading.answered.connect(self._take_finder)
        self._reading.failed.connect(self._not_read)
        self._searching.answered.connect(self._take_outcome)
        self._searching.busy_changed.connect(lambda _busy: self._show_buttons())
        self._searching.failed.connect(lambda error: self._say(str(error)))
        self.finished.connect(lambda _result: self._end())
        self._make_fields()
        self.put(self._make_content(), self._make_below(), QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))
        self._show_days()
        workspace.document_changed.connect(self._show_days)
        for work in (self._reading, self._searching):
            workspace.closing.connect(work.close)
        catalogue = workspace.catalogue
        if catalogue is not None:
            self._reading.start(lambda stop, progress: Finder(catalogue))
        self.search.setFocus()

    # Building

    def _make_fields(self) -> None:
        self.day = Combo(_("Usual day"))
        self.day.activated.connect(lambda _place: self._show_entries())
        self.copy = _button(_("Copy this day"), self._copy_day)
        self.meal = Combo(_("Meal"))
        for meal in read_templates().meals:
            self.meal.addItem(meal.name, meal.id)
        self.search = SearchField()
        self.search.setPlaceholderText(_("Search what you eat, such as bagel"))
        self.search.setAccessibleName(_("Search what you eat"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(lambda _text: self._find())
        self.search.went_on.connect(self._to_found)
        self.found = _rows(_("Foods found"))
        self.found.currentItemChanged.connect(lambda _new, _old: self._show_portions())
        self.found.itemActivated.connect(self._to_grams)
        self.portion = Combo(_("Portion"))
        self.portion.activated.connect(lambda _place: self._take_portion())
        self.grams: NumberBox = NumberBox("g", decimals=1, most=MOST_GRAMS)
        self.grams.setAccessibleName(_("Grams"))
        self.grams.refused.connect(self._say)
        self.add = _button(_("Add to the day"), self._add)
        self.add.setProperty("primary", True)
        self.entries = _rows(_("Entries of this usual day"))
        self.entries.currentItemChanged.connect(lambda _new, _old: self._show_buttons())
        self.take_out = _button(_("Take out"), self._take_out)
        self.where = label(weight="strong", wrap=True)
        self.look_for = _button(_("Find the smallest changes"), self._look_for)
        self.changes = _rows(_("Changes proposed"))
        self.accept_button = _button(_("Accept"), self._accept_changes)
        self.other = _button(_("Not this one"), self._show_other)
        self.said = label(tone="secondary", wrap=True)

    def _make_content(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(GRID)
        why = _("Enter one to seven days as you usually eat them. You then see how much magnesium they hold.")
        layout.addWidget(label(why, tone="secondary", wrap=True))
        for row in (
            (self.day, self.copy, self.meal, self.search),
            (self.found,),
            (self.portion, self.grams, self.add),
            (self.entries, self.take_out),
            (self.where,),
            (self.look_for, self.accept_button, self.other),
            (self.changes,),
            (self.said,),
        ):
            line = QHBoxLayout()
            line.setSpacing(GRID)
            for widget in row:
                line.addWidget(widget, int(widget in (self.search, self.found, self.entries, self.where, self.changes)))
            if self.look_for in row:
                line.addStretch(1)
            layout.addLayout(line)
        return layout

    def _make_below(self) -> QVBoxLayout:
        below = QVBoxLayout()
        buttons, close = close_buttons(self.reject)
        close.setAutoDefault(False)
        below.addWidget(buttons)
        return below

    # Finding

    def _take_finder(self, finder: object) -> None:
        if isinstance(finder, Finder):
            self._finder = finder
            self._find()
            self._show_entries()

    def _not_read(self, error: object) -> None:
        self.where.setText(_("The tables of foods cannot be read: {error}").format(error=error))

    def _find(self) -> None:
        self.found.clear()
        if self._finder is not None:
            for offer in self._finder.find(self.search.text()):
                row = QListWidgetItem(offer.name)
                row.setData(Qt.ItemDataRole.UserRole, offer.id)
                self.found.addItem(row)
        self.found.setCurrentRow(0)
        self._show_portions()

    def _to_grams(self, _row: object) -> None:
        self.grams.setFocus()

    def _to_found(self) -> None:
        (self.found if self.found.count() > 1 else self.grams).setFocus()

    def _chosen(self) -> str:
        row = self.found.currentItem()
        return str(row.data(Qt.ItemDataRole.UserRole)) if row is not None else ""

    def _show_portions(self) -> None:
        self.portion.clear()
        catalogue, food = self._workspace.catalogue, self._chosen()
        if food and catalogue is not None:
            for measure in portions_of(food, catalogue):
                text = _("{portion} ({grams} g)").format(portion=measure.name, grams=number(measure.grams))
                self.portion.addItem(text, measure.grams)
            self._take_portion()
        self._show_buttons()

    def _take_portion(self) -> None:
        grams = self.portion.currentData()
        if isinstance(grams, float):
            self.grams.show_value(grams)

    # The days

    @property
    def _days(self) -> tuple[UsualDay, ...]:
        return self._workspace.document.usual_days

    def _show_days(self) -> None:
        """The days there are, and one more as long as there is room."""
        chosen, days = max(0, self.day.currentIndex()), self._days
        self.day.clear()
        for place in range(min(MOST_DAYS, max(1, len(days) + bool(days and days[-1])))):
            self.day.addItem(_("Usual day {day}").format(day=place + 1))
        self.day.setCurrentIndex(min(chosen, self.day.count() - 1))
        self._show_entries()

    def _show_entries(self) -> None:
        place = self.day.currentIndex()
        self.entries.clear()
        for entry in self._days[place] if place < len(self._days) else ():
            meal = read_templates().meal(entry.meal).name
            said = _("{meal}: {food}, {grams} g")
            text = said.format(meal=meal, food=self._name(entry.food), grams=number(round(entry.grams, 1)))
            self.entries.addItem(QListWidgetItem(text))
        self._forget()
        self._show_where()

    def _name(self, food_id: str) -> str:
        catalogue = self._workspace.catalogue
        if catalogue is not None and food_id in catalogue:
            return catalogue[food_id].name
        return read_usda()[food_id].name if self._finder is not None and food_id in read_usda() else "…"

    def _keep(self, name: str, days: tuple[UsualDay, ...]) -> None:
        self._workspace.edit_list(name, self._workspace.document.with_usual_days(days))

    def _add(self) -> None:
        food, grams = self._chosen(), self.grams.value()
        if not food or grams <= 0:
            return
        meal = str(self.meal.currentData())
        days = with_entry(self._days, self.day.currentIndex(), UsualEntry(meal, food, grams))
        self._keep(_("Add {food} to a usual day").format(food=self._name(food)), days)
        self.search.clear()
        self.search.setFocus()

    def _take_out(self) -> None:
        place, row = self.day.currentIndex(), self.entries.currentRow()
        if place < len(self._days) and 0 <= row < len(self._days[place]):
            name = self._name(self._days[place][row].food)
            self._keep(_("Take {food} out of a usual day").format(food=name), without_entry(self._days, place, row))

    def _copy_day(self) -> None:
        place = self.day.currentIndex()
        if place < len(self._days) < MOST_DAYS:
            self._keep(_("Copy a usual day"), (*self._days, self._days[place]))
            self.day.setCurrentIndex(len(self._days) - 1)
            self._show_entries()

    # Where one stands

    def _ask(self) -> Question | None:
        """The question of the days as they are now; None before it can be asked."""
        catalogue, targets, document = self._workspace.catalogue, self._workspace.targets, self._workspace.document
        if self._finder is None or catalogue is None or targets is None:
            return None
        try:
            days = days_of(document, catalogue)
        except UnknownFoodError:
            return None
        return Question(days, catalogue, document, targets, read_templates()) if days else None

    def _show_where(self) -> None:
        asked = self._question = self._ask()
        if self._finder is None:
            self.where.setText(_("Reading the tables of foods …"))
        elif self._workspace.targets is None:
            self.where.setText(_("The profile does not say yet what to reach."))
        elif asked is None:
            self.where.setText(_("Nothing is entered yet."))
        else:
            meals = {meal.id: meal.name for meal in asked.templates.meals}
            intake = intake_of(asked.days, asked.targets, meals)
            self.where.setText(" ".join([intake.sentence, *intake.notices]))
        self._show_buttons()

    # The changes

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

    def _take_outcome(self, outcome: object) -> None:
        if isinstance(outcome, Found):
            self._answers = [outcome.answer, *outcome.others]
            self._show_answer()
        elif isinstance(outcome, Reached | NotPossible | Unfinished):
            self._say(said_of(outcome))
        self._show_buttons()

    def _show_answer(self) -> None:
        self.changes.clear()
        answer = self._answers[0]
        self.changes.addItems(answer.sentences)
        self.changes.setCurrentRow(0)
        size = len(answer.changes)
        said = ngettext(
            "{count} change reaches the target.", "{count} changes reach the target, and no fewer do.", size
        )
        self._say(said.format(count=size))

    def _show_other(self) -> None:
        """The next answer of the same size."""
        self._answers = self._answers[1:]
        self.changes.clear()
        if self._answers:
            self._show_answer()
        else:
            self._say(_("There is no other answer of this size."))
        self._show_buttons()

    def _accept_changes(self) -> None:
        if self._answers and self._question is not None:
            after = usual(applied(self._question.days, self._answers[0].changes))
            if max(map(len, after)) > MOST_ENTRIES:
                self._say(_("A usual day has at most {most} entries. Take some out first.").format(most=MOST_ENTRIES))
                return
            self._keep(_("Change the usual days"), after)
            self._say(_("Your usual days have changed. Undo takes it back."))

    def _forget(self) -> None:
        """Drops what was proposed for days that are no longer the same."""
        self._searching.cancel()
        self._answers = []
        self.changes.clear()
        self._say("")

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)

    def _show_buttons(self) -> None:
        place, days = self.day.currentIndex(), self._days
        entered = days[place] if 0 <= place < len(days) else ()
        self.add.setEnabled(bool(self._chosen()) and len(entered) < MOST_ENTRIES)
        self.copy.setEnabled(bool(entered) and len(days) < MOST_DAYS)
        self.take_out.setEnabled(self.entries.currentRow() >= 0)
        self.look_for.setEnabled(self._question is not None and not self._searching.busy)
        self.accept_button.setEnabled(bool(self._answers))
        self.other.setEnabled(bool(self._answers))

    def _end(self) -> None:
        self._workspace.document_changed.disconnect(self._show_days)
        self._reading.close()
        self._searching.close()


def _button(text: str, slot: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setMinimumHeight(TARGET)
    button.setAutoDefault(False)  # Return in a field goes on, it presses nothing
    button.clicked.connect(lambda *_args: slot())
    return button


def _rows(name: str) -> QListWidget:
    rows = list_of_rows(name)
    rows.setFixedHeight(4 * TARGET)
    return rows
