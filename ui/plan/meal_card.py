"""One meal as a card: what it is called, what it holds, and its portions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from planner.document.document import EATEN, SKIPPED, Document, Mark
from planner.editing.edits import as_decided, is_locked, is_removed
from planner.editing.plan_changes import Place
from planner.foods.away import GUESSES
from planner.foods.food import AWAY
from planner.foods.meals import read_templates
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.language.translate import _
from planner.needs.targets import Targets
from planner.plan.carbohydrate import carbohydrate_text, range_said
from planner.plan.meal_names import meal_name
from planner.plan.plan import Meal, totals
from ui.base.look import GRID, Look
from ui.base.rows import fit_rows
from ui.base.sentences import day_name, mark_in_words, number
from ui.base.widgets import label, may_break, tool_button
from ui.plan.household_lines import HouseholdLines, PersonLine
from ui.plan.portion_row import PortionRow


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked: the portions the last edit changed, and those of them that are tinted for a moment."""

    new: Collection[Place] = frozenset()
    tinted: Collection[Place] = frozenset()


class MealCard(QFrame):
    """A meal: its name, energy and magnesium, its portions, its lock, and buttons for another meal and one food more.

    Whoever counts carbohydrate reads that as well.

    Below stands what the others of the household eat of it.

    Signals:
        lock_wished: day, meal, and whether it is to be locked.
        mark_wished: day, meal, and what became of it; None where that is to be taken back.
        other_wished: day and meal of which is to be asked what was eaten instead.
        away_wished: day, meal, and the guess of its energy [kcal]: eaten out, 0 left out, None planned again.
        add_wished: day and meal to which a food is to be added.
        another_wished: day and meal in whose place another is wished.
        chosen, walked, menu_wished: those of a row.
    """

    lock_wished = Signal(int, str, bool)
    mark_wished = Signal(int, str, object)
    other_wished = Signal(int, str)
    away_wished = Signal(int, str, object)
    add_wished = Signal(int, str)
    another_wished = Signal(int, str)
    chosen = Signal(object)
    walked = Signal(object, int, int)
    menu_wished = Signal(object, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self.day, self.meal = 0, ""
        self.portions: list[PortionRow] = []
        self._title = label(weight="strong", wrap=True)
        self._figures = label(tone="secondary", wrap=True)
        self._carbohydrate = label(tone="secondary", wrap=True)
        self._carbohydrate.hide()
        self.said = label(weight="strong", wrap=True)
        self.said.hide()
        self.mark = tool_button("", _("What became of this meal"), quiet=True)
        self.mark.setMenu(self._mark_menu())
        self.mark.clicked.connect(self._open_marks)
        self._away = False  # whether the meal is eaten out or left out
        self.add = tool_button("", _("Add a food"), quiet=True)
        self.add.clicked.connect(lambda: self.add_wished.emit(self.day, self.meal))
        self.another = tool_button("", _("Another meal"), quiet=True)
        self.another.clicked.connect(lambda: self.another_wished.emit(self.day, self.meal))
        self.lock = tool_button("", _("Lock"), quiet=True)
        self.lock.setCheckable(True)
        self.lock.clicked.connect(lambda checked: self.lock_wished.emit(self.day, self.meal, checked))
        heading = QVBoxLayout()
        heading.setContentsMargins(GRID + GRID // 2, 0, 0, 0)
        heading.setSpacing(2)
        heading.addWidget(self._title)
        heading.addWidget(self._figures)
        heading.addWidget(self._carbohydrate)
        heading.addWidget(self.said)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addLayout(heading, 1)
        for button in (self.mark, self.another, self.add, self.lock):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.household = HouseholdLines()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID // 2, GRID + GRID // 2, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(top)
        layout.addLayout(self._rows)
        layout.addWidget(self.household)
        layout.addStretch(1)

    def show_meal(
        self,
        day: int,
        meal: Meal,
        document: Document,
        marks: Marks,
        others: Sequence[PersonLine] = (),
        targets: Targets | None = None,
    ) -> None:
        """Shows a meal of a day; ``others`` is what the household eats of it, ``targets`` has the meal's range."""
        self.day, self.meal, self._away = day, meal.meal, meal.template == AWAY
        templates = read_templates()
        day_said = day_name(document, day, long=True)
        name = templates.meal(meal.meal).name
        self._title.setText(may_break(f"{name} · {meal_name(meal)}" if meal.portions else name))
        sums = totals(meal.portions)
        figures = _("{energy} kcal · {magnesium} mg magnesium").format(
            energy=number(round(sums[ENERGY].amount)), magnesium=number(round(sums[MAGNESIUM].amount))
        )
        if self._away:
            figures = _("The other meals make up for it; of what it holds, only the energy is guessed.")
            if not sums[ENERGY].amount:
                figures = _("The other meals make up for it.")
        self._figures.setText(figures)
        carbohydrate = carbohydrate_text(meal.portions, document.profile)
        self._carbohydrate.setText(" · ".join(filter(None, (carbohydrate, range_said(meal.meal, targets)))))
        self._carbohydrate.setVisible(bool(carbohydrate) and not self._away)
        whole = meal.meal in document.whole_meals(day)
        where = f"{day_said} {name.lower()}"
        self._show_buttons(where, whole)
        self.household.show_lines(others)
        self._resize_to(len(meal.portions))
        for row, portion in zip(self.portions, meal.portions, strict=True):
            place = Place(day, meal.meal, portion.food.id)
            row.show_portion(
                place,
                as_decided(document, place, portion),
                document.shopping.packs,
                locked=not whole and is_locked(document, place),
                new=place in marks.new,
                tinted=place in marks.tinted,
                going=is_removed(document, place),
                meal=where,
            )

    def _open_marks(self) -> None:
        """Opens the menu and goes on: Qt's own way would wait in this click until it is closed."""
        self.mark.menu().popup(self.mark.mapToGlobal(self.mark.rect().bottomLeft()))

    def _mark_menu(self) -> QMenu:
        menu = QMenu(self)
        for word, mark in (
            (_("Eaten as planned") + "\tE", Mark(EATEN)),
            (_("Skipped"), Mark(SKIPPED)),
            (_("Something else …"), None),
        ):
            action = menu.addAction(word)
            if mark is None:
                action.triggered.connect(lambda *_: self.other_wished.emit(self.day, self.meal))
            else:
                action.triggered.connect(lambda *_, chosen=mark: self.mark_wished.emit(self.day, self.meal, chosen))
        menu.addSeparator()
        self._back = menu.addAction(_("Take the mark back"))
        self._back.triggered.connect(lambda *_: self.mark_wished.emit(self.day, self.meal, None))
        self._marking = [action for action in menu.actions() if action is not self._back]
        menu.addSeparator()
        self.out = menu.addMenu(_("Eat out"))
        for kcal in GUESSES:
            action = self.out.addAction(_("About {kcal} kcal").format(kcal=number(kcal)))
            action.triggered.connect(lambda *_, guess=kcal: self.away_wished.emit(self.day, self.meal, guess))
        self.none = menu.addAction(_("No meal"))
        self.none.triggered.connect(lambda *_: self.away_wished.emit(self.day, self.meal, 0))
        self.again = menu.addAction(_("Plan this meal again"))
        self.again.triggered.connect(lambda *_: self.away_wished.emit(self.day, self.meal, None))
        return menu

    def show_mark(self, mark: Mark | None, possible: bool) -> None:
        """Shows what became of the meal; ``possible`` says whether one can say so, because its day is not to come."""
        for action in self._marking:
            action.setVisible(possible)
        self._back.setVisible(mark is not None)
        for entry in (self.out.menuAction(), self.none):
            entry.setVisible(mark is None)
        self.again.setVisible(mark is None and self._away)
        self.said.setVisible(mark is not None)
        self.add.setVisible(mark is None and not self._away)
        self.another.setVisible(mark is None and not self._away)
        self.lock.setVisible(mark is None)
        word = mark_in_words(mark)
        self.said.setText(word)
        name = _("What became of this meal") if possible or mark is not None else _("Eat out, or leave this meal out")
        self.mark.setToolTip(name)
        self.mark.setAccessibleName(_("{name}: {said}").format(name=name, said=word) if word else name)
        tone = self._look.colours.accent if mark is not None else self._look.colours.secondary
        self.mark.setIcon(self._look.icon("reached", tone))

    def _show_buttons(self, where: str, locked: bool) -> None:
        said = (_("Unlock {meal}") if locked else _("Lock {meal}")).format(meal=where)
        self.lock.setChecked(locked)
        self.lock.setAccessibleName(said)
        self.lock.setToolTip(said if locked else _("{said}: locked meals stay as they are").format(said=said))
        tone = self._look.colours.accent if locked else self._look.colours.secondary
        self.lock.setIcon(self._look.icon("lock" if locked else "unlock", tone))
        self.another.setAccessibleName(_("Another {meal}").format(meal=where))
        self.another.setToolTip(self.another.accessibleName())
        self.another.setIcon(self._look.icon("swap", self._look.colours.secondary))
        self.add.setAccessibleName(_("Add a food to {meal}").format(meal=where))
        self.add.setToolTip(self.add.accessibleName())
        self.add.setIcon(self._look.icon("plus", self._look.colours.secondary))

    def _resize_to(self, count: int) -> None:
        fit_rows(self._rows, self.portions, count, self._make_row)

    def _make_row(self) -> PortionRow:
        row = PortionRow(self._look)
        row.chosen.connect(self.chosen)
        row.walked.connect(self.walked)
        row.menu_wished.connect(self.menu_wished)
        return row
