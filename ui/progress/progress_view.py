"""Days that are over: their magnesium as a picture and a table, and what was said of their meals."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QTreeView, QVBoxLayout, QWidget

from planner.document.document import EATEN, SKIPPED, Mark, RecordedMeal
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.foods.nutrients import MAGNESIUM
from planner.language.dates import long_date, short_date
from planner.language.translate import _
from planner.progress.output import amount_of, kept_sentence, marks_in_words
from planner.progress.recorded import DayProgress, Progress, progress_of
from ui.base.background import Background
from ui.base.dialogs import Dialog
from ui.base.look import GRID, TARGET, Look
from ui.base.number_box import Combo
from ui.base.other_meal import OtherMealDialog
from ui.base.sentences import mark_in_words, number
from ui.base.table import Column, Group, TableModel
from ui.base.trees import make_tree
from ui.base.widgets import label, list_of_rows, push_button
from ui.progress.magnesium_picture import MagnesiumPicture
from ui.workspace.workspace import Workspace

STRETCHES = ((_("7 days"), 7), (_("4 weeks"), 28), (_("12 weeks"), 84), (_("A year"), 365))
WIDTH, HEIGHT = 900, 760  # [px]
LINES = 5  # of meals


@dataclass(frozen=True, slots=True)
class DayRow:
    """A recorded day as the table shows it."""

    date: date
    eaten: str
    planned: str
    target: str
    said: str


class ProgressView(QWidget):
    """Draws the recorded days of a stretch that ends yesterday; of the chosen day one can say what was eaten.

    ``close_work`` ends what it does beside the window.
    """

    def __init__(self, workspace: Workspace, look: Look) -> None:
        super().__init__()
        self._workspace = workspace
        self._progress: Progress | None = None
        self._work = Background(self)
        self._work.answered.connect(self._take)
        workspace.closing.connect(self._work.close)
        self.stretch = Combo(_("How many days"))
        for name, days in STRETCHES:
            self.stretch.addItem(name, days)
        self.stretch.setCurrentIndex(1)
        self.stretch.activated.connect(lambda _place: self._ask())
        self.kept = label(wrap=True)
        self.picture = MagnesiumPicture(look)
        legend = _(
            "Bars: magnesium as you ate it, hatched where the target was missed. Dashed: the target. Line: the mean of"
            " seven days."
        )
        self.legend = label(legend, tone="secondary", wrap=True)
        self.model: TableModel[DayRow] = TableModel(_columns(), lambda row: row.date.isoformat(), self)
        self.days = make_tree(QTreeView, self.model, _("Days that are over"), headings=True, wide=4)
        self.days.selectionModel().currentChanged.connect(lambda _new, _old: self._show_meals())
        self.day_said = label(weight="strong", wrap=True)
        self.meals = list_of_rows(_("Meals of the day"))
        self.meals.setMinimumHeight(LINES * TARGET)
        self.meals.currentItemChanged.connect(lambda _new, _old: self._show_buttons())
        self.all_eaten = push_button(_("All of the day eaten as planned"), by_return=False)
        self.all_eaten.clicked.connect(lambda: self._mark_all())
        self.eaten = push_button(_("Eaten as planned"), by_return=False)
        self.eaten.clicked.connect(lambda: self._mark(Mark(EATEN)))
        self.skipped = push_button(_("Skipped"), by_return=False)
        self.skipped.clicked.connect(lambda: self._mark(Mark(SKIPPED)))
        self.other = push_button(_("Something else …"), _("Something else …"), by_return=False)
        self.other.clicked.connect(lambda: self._ask_other())
        self.back = push_button(_("Take the mark back"), by_return=False)
        self.back.clicked.connect(lambda: self._mark(None))
        self._arrange()
        workspace.document_changed.connect(self._ask)
        self._ask()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.stretch)
        top.addWidget(self.kept, 1)
        meals = QVBoxLayout()
        meals.setSpacing(GRID)
        meals.addWidget(self.day_said)
        meals.addWidget(self.meals, 1)
        for widget in (self.all_eaten, self.eaten, self.skipped, self.other, self.back):
            meals.addWidget(widget)
        below = QHBoxLayout()
        below.setSpacing(2 * GRID)
        below.addWidget(self.days, 3)
        below.addLayout(meals, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self.picture)
        layout.addWidget(self.legend)
        layout.addLayout(below, 1)

    def close_work(self) -> None:
        """Ends counting, and hears nothing of the document any more."""
        self._workspace.document_changed.disconnect(self._ask)
        self._work.close()

    # Counting

    def _ask(self) -> None:
        """Counts the days by a worker: a year of them takes a moment."""
        catalogue, document = self._workspace.catalogue, self._workspace.document
        if catalogue is None:
            return
        last, days = self._workspace.today() - timedelta(days=1), int(self.stretch.currentData())
        self._work.start(lambda stop, progress: progress_of(document, catalogue, last, days))

    def _take(self, found: object) -> None:
        if not isinstance(found, Progress):
            return
        self._progress = found
        none = _("No day is recorded yet. A day of a plan is recorded when it is over.")
        self.kept.setText(kept_sentence(found) if found.days else none)
        for widget in (self.picture, self.legend, self.days):
            widget.setVisible(bool(found.days))
        self.picture.show_progress(found)
        chosen = self._chosen()
        rows = tuple(_row(day) for day in reversed(found.days))
        self.model.show([Group(_("Days"), rows)] if rows else [])
        self.days.expandAll()
        wanted = chosen or (rows[0].date if rows else None)
        at = self.model.index_of(wanted.isoformat()) if wanted is not None else None
        if at is not None:
            self.days.setCurrentIndex(at)
        self._show_meals()

    # The chosen day

    def _chosen(self) -> date | None:
        row = self.model.row(self.days.currentIndex())
        return row.date if row is not None else None

    def _meals(self) -> tuple[RecordedMeal, ...]:
        when = self._chosen()
        day = self._workspace.document.recorded_on(when) if when is not None else None
        return day.meals if day is not None else ()

    def _show_meals(self) -> None:
        when, row = self._chosen(), max(0, self.meals.currentRow())
        self.day_said.setText(long_date(when) if when is not None else "")
        self.meals.clear()
        for meal in self._meals():
            self.meals.addItem(QListWidgetItem(_in_words(meal, self._workspace.catalogue)))
        self.meals.setCurrentRow(min(row, self.meals.count() - 1))
        for widget in (self.meals, self.all_eaten, self.eaten, self.skipped, self.other, self.back):
            widget.setVisible(when is not None)
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
        when, meal = self._chosen(), self._meal()
        if when is not None and meal is not None:
            self._workspace.mark_recorded(when, (meal.meal,), mark)

    def _mark_all(self) -> None:
        when = self._chosen()
        if when is not None:
            open_meals = tuple(meal.meal for meal in self._meals() if meal.mark is None)
            self._workspace.mark_recorded(when, open_meals, Mark(EATEN))

    def _ask_other(self) -> None:
        when, meal, catalogue = self._chosen(), self._meal(), self._workspace.catalogue
        if when is None or meal is None or catalogue is None:
            return
        name = read_templates().meal(meal.meal).name
        title = _("Something else for {meal}, {day}").format(meal=name, day=long_date(when))
        dialog = OtherMealDialog(title, catalogue, meal.mark, self)
        dialog.said.connect(lambda mark: self._workspace.mark_recorded(when, (meal.meal,), mark))
        dialog.open()


class ProgressDialog(Dialog):
    """All that is said in it is kept at once, so that there is nothing to confirm."""

    def __init__(self, workspace: Workspace, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(_("Days and progress"), parent, QSize(WIDTH, HEIGHT))
        self.view = ProgressView(workspace, look)
        self.finished.connect(lambda _result: self.view.close_work())
        self.hold(self.view)


def _columns() -> tuple[Column[DayRow], ...]:
    return (
        Column(_("Day"), lambda row: short_date(row.date)),
        Column(_("Eaten"), lambda row: row.eaten, right=True),
        Column(_("Planned"), lambda row: row.planned, right=True),
        Column(_("Target"), lambda row: row.target, right=True),
        Column(_("Meals"), lambda row: row.said),
    )


def _row(day: DayProgress) -> DayRow:
    least = day.least(MAGNESIUM)
    return DayRow(
        day.date,
        f"{amount_of(day.eaten.totals[MAGNESIUM])} mg",
        f"{amount_of(day.planned.totals[MAGNESIUM])} mg",
        "" if least is None else f"{number(round(least))} mg",
        ", ".join(marks_in_words(day)),
    )


def _in_words(meal: RecordedMeal, catalogue: Catalogue | None) -> str:
    """Such as "Lunch: Lentil soup, 1 bowl; Rye bread, 2 slices. Skipped"."""
    name = read_templates().meal(meal.meal).name
    portions = []
    for held in meal.planned:
        if catalogue is not None and held.food in catalogue:
            food = catalogue[held.food]
            portions.append(f"{food.name}, {food.household(held.steps)}")
        else:
            portions.append(held.food)
    said = mark_in_words(meal.mark)
    planned = "; ".join(portions)
    return f"{name}: {planned}" + (f"\n{said}" if said else "")
