"""The days of a stretch as a table, and of the chosen one what was eaten, how it went, and what somebody weighed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QListWidgetItem, QTreeView, QVBoxLayout, QWidget

from planner.document.diary import DiaryDay
from planner.document.document import EATEN, SKIPPED, Mark, RecordedMeal
from planner.foods.meals import read_templates
from planner.foods.nutrients import MAGNESIUM
from planner.language.dates import long_date, short_date
from planner.language.translate import _
from planner.output.sheets import amount_text
from planner.progress.output import marks_in_words, weight_text
from planner.progress.recorded import DayProgress, Foods, Progress
from ui.base.flow import Beside, Flow
from ui.base.look import GRID, TARGET, Look
from ui.base.other_meal import OtherMealDialog
from ui.base.recorded_words import meal_in_words
from ui.base.sentences import number
from ui.base.table import Column, Group, Role, TableModel
from ui.base.trees import FoldingColumns, make_tree
from ui.base.widgets import label, list_of_rows, push_button
from ui.progress.diary_panel import DiaryPanel
from ui.workspace.workspace import Workspace

LINES = 4  # of meals
ROWS = 8  # of days
WIDE = 900  # [px] from which the chosen day stands beside the table
PLANNED, TARGETS, MEAN, WEIGHT, SCORE = 2, 3, 4, 6, 5  # columns that a narrow window does without, the first first
AT_LEAST = 7  # days that are shown, so that something can be written down of each


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day as the table shows it."""

    date: date
    name: str
    eaten: str
    planned: str
    target: str
    mean: str
    score: str
    weight: str
    said: str


class DaysTab(QWidget):
    """Every day from the first that is known to today; of the chosen one can be said what was eaten and how it went."""

    def __init__(self, workspace: Workspace, look: Look) -> None:
        super().__init__()
        self._workspace = workspace
        self.model: TableModel[DayRow] = TableModel(_columns(), lambda row: row.date.isoformat(), self)
        self.days = make_tree(QTreeView, self.model, _("Days up to today"), headings=True, wide=7)
        self.days.setMinimumHeight(ROWS * TARGET)
        self._columns = FoldingColumns(self.days, (PLANNED, TARGETS, MEAN, WEIGHT, SCORE))
        self.days.selectionModel().currentChanged.connect(lambda _new, _old: self.show_chosen())
        self.day_said = label(weight="strong", wrap=True)
        self.diary = DiaryPanel(look)
        self.diary.written.connect(workspace.write_diary)
        self.meals = list_of_rows(_("Meals of the day"))
        self.meals.setMinimumHeight(LINES * TARGET)
        self.meals.currentItemChanged.connect(lambda _new, _old: self._show_buttons())
        self.none = label(tone="secondary", wrap=True)
        self.all_eaten = push_button(_("All of the day eaten as planned"), by_return=False)
        self.all_eaten.clicked.connect(lambda: self._mark_all())
        self.eaten = push_button(_("Eaten as planned"), by_return=False)
        self.eaten.clicked.connect(lambda: self._mark(Mark(EATEN)))
        self.skipped = push_button(_("Skipped"), by_return=False)
        self.skipped.clicked.connect(lambda: self._mark(Mark(SKIPPED)))
        self.other = push_button(_("Something else …"), by_return=False)
        self.other.clicked.connect(lambda: self._ask_other())
        self.back = push_button(_("Take the mark back"), by_return=False)
        self.back.clicked.connect(lambda: self._mark(None))
        self._arrange()

    def _arrange(self) -> None:
        marks = Flow(gap=GRID)
        for button in (self.all_eaten, self.eaten, self.skipped, self.other, self.back):
            marks.addWidget(button)
        beside = QWidget()
        chosen = QVBoxLayout(beside)
        chosen.setContentsMargins(0, 0, 0, 0)
        chosen.setSpacing(GRID)
        for widget in (self.day_said, self.diary, self.none):
            chosen.addWidget(widget)
        chosen.addWidget(self.meals, 1)
        chosen.addStretch()
        chosen.addLayout(marks)
        columns = Beside(WIDE, 2 * GRID)
        columns.add(self.days, 3)
        columns.add(beside, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.addLayout(columns)

    def show_progress(self, progress: Progress) -> None:
        chosen = self.chosen
        rows = tuple(_rows(progress, self._workspace.document.shopping.packs))
        self.model.show([Group(_("Days"), rows)])
        self.days.expandAll()
        self._columns.fit()
        wanted = chosen if chosen is not None and chosen >= rows[-1].date else rows[0].date
        at = self.model.index_of(wanted.isoformat())
        self.days.setCurrentIndex(at if at.isValid() else self.model.index(0, 0, self.model.index(0, 0, QModelIndex())))
        self.show_chosen()

    @property
    def chosen(self) -> date | None:
        """The date that is chosen in the table."""
        row = self.model.row(self.days.currentIndex())
        return row.date if row is not None else None

    # The chosen day

    def _meals(self) -> tuple[RecordedMeal, ...]:
        day = self._workspace.document.recorded_on(self.chosen) if self.chosen is not None else None
        return day.meals if day is not None else ()

    def show_chosen(self) -> None:
        """Draws what the document has of the chosen day."""
        when, row, document = self.chosen, max(0, self.meals.currentRow()), self._workspace.document
        self.day_said.setText(long_date(when) if when is not None else "")
        self.diary.show_day(document.diary_of(when) if when is not None else None, document.shopping.packs)
        self.meals.clear()
        if (catalogue := self._workspace.catalogue) is not None:
            foods = Foods(catalogue)
            for meal in self._meals():
                self.meals.addItem(QListWidgetItem(meal_in_words(meal, foods, document.shopping.packs)))
        self.meals.setCurrentRow(min(row, self.meals.count() - 1))
        there = self.meals.count() > 0
        for widget in (self.meals, self.all_eaten, self.eaten, self.skipped, self.other, self.back):
            widget.setVisible(there)
        self.none.setVisible(when is not None and not there)
        today = when is not None and when >= self._workspace.today()
        later = _("Its meals are recorded when the day is over. On the page Week you can mark them today.")
        self.none.setText(later if today else _("No meals of this day were recorded."))
        self._show_buttons()

    def _meal(self) -> RecordedMeal | None:
        meals, row = self._meals(), self.meals.currentRow()
        return meals[row] if 0 <= row < len(meals) else None

    def _show_buttons(self) -> None:
        meal = self._meal()
        for widget in (self.eaten, self.skipped, self.other):
            widget.setEnabled(meal is not None)
        self.back.setEnabled(meal is not None and meal.mark is not None)
        self.all_eaten.setEnabled(any(each.mark is None for each in self._meals()))

    def _mark(self, mark: Mark | None) -> None:
        when, meal = self.chosen, self._meal()
        if when is not None and meal is not None:
            self._workspace.mark_recorded(when, (meal.meal,), mark)

    def _mark_all(self) -> None:
        if self.chosen is not None:
            open_meals = tuple(meal.meal for meal in self._meals() if meal.mark is None)
            self._workspace.mark_recorded(self.chosen, open_meals, Mark(EATEN))

    def _ask_other(self) -> None:
        when, meal, catalogue = self.chosen, self._meal(), self._workspace.catalogue
        if when is None or meal is None or catalogue is None:
            return
        name = read_templates().meal(meal.meal).name
        title = _("Something else for {meal}, {day}").format(meal=name, day=long_date(when))
        dialog = OtherMealDialog(title, catalogue, meal.mark, self)
        dialog.said.connect(lambda mark: self._workspace.mark_recorded(when, (meal.meal,), mark))
        dialog.open()


def _columns() -> tuple[Column[DayRow], ...]:
    return (
        Column(_("Day"), lambda row: row.name),
        Column(_("Eaten"), lambda row: row.eaten, right=True),
        Column(_("Planned"), lambda row: row.planned, right=True),
        Column(_("Target"), lambda row: row.target, right=True),
        Column(_("Mean"), lambda row: row.mean, right=True),
        Column(_("Score"), lambda row: row.score, right=True),
        Column(_("Weight"), lambda row: row.weight, right=True),
        Column(_("Meals"), lambda row: row.said, more={Role.ToolTipRole: lambda row: row.said}),
    )


def _rows(progress: Progress, units: str) -> Iterator[DayRow]:
    """The newest day first."""
    known = {day.date: (day, mean) for day, mean in zip(progress.days, progress.running, strict=True)}
    diary = {day.date: day for day in progress.diary}
    last = progress.last
    first = max(progress.first, min([*known, *diary, last - timedelta(days=AT_LEAST - 1)]))
    for back in range((last - first).days + 1):
        when = last - timedelta(days=back)
        day, mean = known.get(when, (None, None))
        yield _row(when, day, mean, diary.get(when, DiaryDay(when)), units, back == 0)


def _row(when: date, day: DayProgress | None, mean: float | None, written: DiaryDay, units: str, today: bool) -> DayRow:
    least = day.least(MAGNESIUM) if day is not None else None
    return DayRow(
        when,
        _("{day}, today").format(day=short_date(when)) if today else short_date(when),
        "" if day is None else amount_text(day.eaten.totals[MAGNESIUM], "mg"),
        "" if day is None else amount_text(day.planned.totals[MAGNESIUM], "mg"),
        "" if least is None else f"{number(round(least))} mg",
        "" if mean is None else f"{number(round(mean))} mg",
        "" if written.score is None else number(written.score),
        weight_text(written.weight_kg, units),
        "" if day is None else ", ".join(marks_in_words(day)),
    )
