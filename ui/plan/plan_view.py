"""The plan: the week as a grid of meals by days, or one to three days as large cards below a strip of days."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.document.document import EATEN, Mark
from planner.editing.edits import as_decided
from planner.editing.plan_changes import Place, changed_days, new_portions
from planner.language.translate import _
from planner.plan.drinks import drinks_line
from planner.plan.evening_before import begins_with, this_evening
from planner.plan.plan import Day, Meal, Plan, Portion
from ui.base.look import GRID, READABLE, Look
from ui.base.panels import TroublePanel
from ui.base.rows import fit_rows, remove_row
from ui.base.sentences import day_name
from ui.base.widgets import label, push_button, tool_button
from ui.plan.day_tiles import DayStrip, DayTile
from ui.plan.household_lines import OthersCard, lines_at
from ui.plan.meal_actions import ADD_FOOD, ANOTHER, LOCK_WHOLE, MealActions
from ui.plan.meal_card import Marks, MealCard
from ui.plan.next_days import NextDays
from ui.plan.past_days import PastDays, has_past
from ui.plan.portion_actions import ADD, LOCK_MEAL, PortionActions, PortionBar
from ui.plan.portion_row import PortionRow
from ui.plan.week_grid import WeekGrid
from ui.workspace.screen_state import ScreenState

DAY_WIDTH, MOST_DAYS = 400, 3  # [px] reading width of a day, and how many stand side by side
LEAST_WIDTH = 376  # [px] a card in large text
WEEK_WIDTH = 620  # [px] at the smallest normal text: a narrower week is read day by day
OTHERS_ROW = 20  # of the grid of cards: below any meal
TINT = 2000  # [ms] that what the last edit changed is tinted; its dot stays until the next edit


class PlanView(QWidget):
    """Draws the plan it is given and reports what is wished for it.

    The week stands as a grid where there is room for it, else one day in large cards, unless the user wants the other.
    Chosen is a day, a meal of it, or one portion. The focus goes with it from row to row, across cards and days.
    After another plan it is the same portion, or what stands in its place in the same meal.

    Signals:
        day_chosen: the number of the day now shown.
        lock_wished: day, meal, and whether it is to be locked.
        mark_wished: day, meals, and what became of them; None where that is to be taken back.
        add_wished: day and meal to which a food is to be added.
        other_wished: day and meal of which is to be asked what was eaten instead.
        away_wished: day, meal, and the guess of its energy [kcal]: eaten out, 0 left out, None planned again.
        wished: the name of an action (ui/plan/portion_actions.py) and the place of the portion it is wished for.
        overview_changed: whether all days are shown at a glance.
        chosen_changed: another meal or portion is chosen, or none.
        meal_opened: day and meal whose foods are to be gone into.
        meal_wished: the name of an action (ui/plan/meal_actions.py), and the day and meal it is wished for.
        meal_dropped: day and meal that were dragged, and day and meal they were dropped on.
    """

    day_chosen = Signal(int)
    lock_wished = Signal(int, str, bool)
    away_wished = Signal(int, str, object)
    mark_wished = Signal(int, object, object)
    add_wished = Signal(int, str)
    wished = Signal(str, object)
    other_wished = Signal(int, str)
    overview_changed = Signal(bool)
    chosen_changed = Signal()
    meal_opened = Signal(int, str)
    meal_wished = Signal(str, int, str)
    meal_dropped = Signal(int, str, int, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._state = ScreenState()
        self._marked: Plan | None = None  # the plan that the marks are of
        self._day = self._first = 1  # the chosen day, and the one that stands leftmost
        self._chosen: Place | None = None
        self.meal: str | None = None  # the chosen meal of the chosen day
        self.wish: bool | None = None  # whether the user wants the week or a day; None as there is room
        self._roomy = False
        self._glancing = False
        self._in_past = False  # whether days that are over are shown in place of the plan
        self._chosen_at = 0  # its row in the meal, to choose what stands there when it is gone
        self._marks = Marks()
        self._drawing = False
        self._tint = QTimer(self)
        self._tint.setSingleShot(True)
        self._tint.setInterval(TINT)
        self._tint.timeout.connect(self._end_tint)
        self.strip = DayStrip(look)
        self.strip.chosen.connect(self._to_day)
        self.strip.past_wished.connect(self.show_past)
        self.past = PastDays(look)
        self.past.left.connect(self.show_today)
        self.past_button = push_button(_("Days that are over"), by_return=False)
        self.past_button.clicked.connect(self.show_past)
        self.overview = WeekGrid(look)
        self.overview.day_chosen.connect(lambda day: self.choose_meal(day, None))
        self.overview.meal_chosen.connect(self.choose_meal)
        self.overview.meal_opened.connect(self.meal_opened)
        self.overview.meal_dropped.connect(self.meal_dropped)
        self.overview.menu_wished.connect(self.open_meal_menu)
        self.overview_button = tool_button("", _("The week at a glance"), quiet=True)
        self.overview_button.setCheckable(True)
        self.overview_button.clicked.connect(self.wish_overview)
        self.trouble = TroublePanel()
        self.beside = label(tone="secondary", wrap=True)
        self.beside.hide()
        self.next_days = NextDays()
        self.cards: dict[tuple[int, int], MealCard] = {}  # by column and place
        self.others: list[OthersCard] = []  # by column
        self._headings: list[QLabel] = []
        self._scrolled = QWidget()
        self._scrolled.setObjectName("scrolled")
        self._cards = QGridLayout(self._scrolled)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(GRID)
        self._empty = label(_("Reading the foods …"), tone="secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._scrolled)
        self.area.setAccessibleName(_("Meals of the day"))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.portion_actions = PortionActions(self)
        self.portion_actions.wished.connect(self._wish)
        self.meal_actions = MealActions(self)
        self.meal_actions.wished.connect(self._wish_of_meal)
        self.bar = PortionBar(look, self.portion_actions)
        self.setMinimumWidth(LEAST_WIDTH)
        self._arrange()
        look.changed.connect(self._recolour)
        self._recolour()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID // 2)
        top.addWidget(self.strip, 1)
        top.addWidget(self.overview_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self.next_days)
        layout.addWidget(self.trouble)
        for widget in (self._empty, self.area, self.overview, self.past):
            layout.addWidget(widget, 1)
        layout.addWidget(self.beside)
        layout.addWidget(self.bar)
        for hidden in (self.area, self.overview, self.bar, self.overview_button, self.past, self.past_button):
            hidden.hide()

    # What is shown

    @property
    def tiles(self) -> list[DayTile]:
        """The tiles of the days of the week on screen."""
        return self.strip.tiles

    @property
    def shown_day(self) -> int:
        """The number of the day shown."""
        return self._day

    @property
    def day(self) -> Day | None:
        """The day shown."""
        return self._day_of(self._day)

    @property
    def chosen(self) -> Place | None:
        """Where the chosen portion is."""
        return self._chosen

    def show_state(self, state: ScreenState) -> None:
        """Draws the plan where what it draws is another one; day, chosen portion, focus and scroll position stay.

        Marked is each portion that was not in that meal of that day in that amount before the last edit
        (``new_portions``), and each day on which anything differs: tinted for a moment, and with a dot until the next
        edit.
        """
        old, self._state = self._state, state
        self.next_days.show_state(state)
        if _drawn_of(old) != _drawn_of(state):
            self.redraw()

    def redraw(self) -> None:
        """Draws the same again: a button shows what is locked, not that it was pressed."""
        plan = self._state.plan
        new = new_portions(self._state.marked_from, plan) if plan is not None else frozenset()
        if plan is not self._marked or new != self._marks.new:
            self._marks = Marks(new, new)
            if new:
                self._tint.start()
        self._marked = plan
        if plan is not None and self.day is None and plan.days:
            self._day = plan.days[-1].number
        focused = self._focused()
        self._keep_chosen()
        self._fit_overview()
        self._draw()
        if focused is not None:
            self._focus(focused if self._row(focused) else self._chosen)

    def say(self, sentence: str) -> None:
        """What stands in place of a plan while there is none."""
        self._empty.setText(sentence)

    def choose_day(self, number: int) -> None:
        """Shows the day of this number; one that the plan does not have is left alone."""
        if self._day_of(number) is None:
            return
        self._leave_past()
        if number == self._day:
            return
        before = self.days_shown()
        self._day = number
        if self._glancing:
            self._show_chosen()
        else:
            self._draw()
            if self.days_shown() != before:
                self.area.verticalScrollBar().setValue(0)
        self.day_chosen.emit(number)

    # Days that are over

    @property
    def in_past(self) -> bool:
        """Whether days that are over are shown in place of the plan."""
        return self._in_past

    def show_past(self) -> None:
        """Shows the days that are over in place of the plan, where any is recorded; no meal stays chosen."""
        if self._in_past or not has_past(self._state):
            return
        self._in_past, self._chosen, self.meal = True, None, None
        self.past.day = None
        self._draw()
        self.past.focus_day()
        self.chosen_changed.emit()

    def show_today(self) -> None:
        """Shows the plan again, from its first day."""
        plan = self._state.plan
        self._leave_past()
        if plan is not None and plan.days:
            self._to_day(plan.days[0].number)
            self._focus_day()

    def step_day(self, by: int) -> None:
        """To the day after or before, across the border between the plan and the days that are over."""
        days = self._state.plan.days if self._state.plan else ()
        if self._in_past:
            if self.past.step(by):
                self.past.focus_day()
            elif by > 0:
                self.show_today()
        elif by < 0 and (not days or self._day == days[0].number):
            self.show_past()
        else:
            self.choose_day(self._day + by)

    def _leave_past(self) -> None:
        if self._in_past:
            self._in_past = False
            self._draw()

    def _focus_day(self) -> None:
        if self._glancing:
            self.overview.focus_day(self._day)
        elif tile := next((tile for tile in self.tiles if tile.isChecked()), None):
            tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_day(self, number: int) -> None:
        """A press on a day means the day, not the meal that was chosen before."""
        self.meal = None
        self.choose_day(number)
        self.chosen_changed.emit()

    def mark_eaten(self, whole_day: bool = False) -> None:
        """Marks the chosen meal as eaten, or all meals of its day that nothing was said of.

        Where that was said before, it is taken back.
        """
        day = self.day
        if day is None or self._in_past or day.number > self._state.days_to_mark:
            return
        document = self._state.document
        if whole_day:
            meals = [meal.meal for meal in day.meals if document.mark_of(day.number, meal.meal) is None]
        elif self.meal is not None and day.meal(self.meal) is not None:
            meals = [self.meal]
        else:
            return
        said = [document.mark_of(day.number, meal) for meal in meals]
        if not meals:
            self.mark_wished.emit(day.number, tuple(meal.meal for meal in day.meals), None)
        else:
            self.mark_wished.emit(day.number, tuple(meals), None if said[0] == Mark(EATEN) else Mark(EATEN))

    def wish_lock(self, meal: str, wish: bool) -> None:
        """Wishes that a meal of the day on screen is locked, or its lock opened."""
        self.lock_wished.emit(self._day, meal, wish)

    def choose_meal(self, day: int, meal: str | None) -> None:
        """Chooses a meal of a day, or the day itself."""
        if self._day_of(day) is None:
            return
        portion, self._chosen = self._chosen, None
        before, self.meal = (self._day, self.meal), meal
        self.choose_day(day)
        self._show_chosen()
        if (self._day, meal) != before or portion is not None:
            self.chosen_changed.emit()

    def show_overview(self, wish: bool) -> None:
        """Shows the week at a glance, or one to three of its days in large cards."""
        if wish == self._glancing:
            self.overview_button.setChecked(wish)
            return
        had_focus = self.area.isAncestorOf(self.focusWidget()) or self.overview.isAncestorOf(self.focusWidget())
        self._glancing = wish
        self.overview_button.setChecked(wish)
        self._draw()
        self.overview_changed.emit(wish)
        if wish and had_focus:
            self.overview.focus_day(self._day, self.meal)
        elif had_focus:
            self._focus(self._chosen)

    @property
    def glancing(self) -> bool:
        """Whether the week is shown at a glance."""
        return self._glancing

    def wish_overview(self, wish: bool) -> None:
        """The user wants to see the week at a glance, or a day, from now on."""
        self.wish = wish
        self._leave_past()
        self.show_overview(wish)

    def show_room(self, roomy: bool) -> None:
        """Whether the window has room for a week; the plan beside pinned foods may have none all the same."""
        self._roomy = roomy
        self._fit_overview()

    def show_meal(self, day: int, meal: str) -> None:
        """Shows a meal in large cards and goes to its first food."""
        self.show_overview(False)
        self.choose_day(day)
        card = self.card(meal)
        if card is not None and card.portions:
            self._focus(card.portions[0].place)

    def days_shown(self) -> tuple[Day, ...]:
        """The chosen day and, where there is room, days beside it; they stay while the chosen one is among them."""
        day = self.day
        if self._state.plan is None or day is None:
            return ()
        days = self._state.plan.days
        room = min(MOST_DAYS, max(1, self.width() // DAY_WIDTH), len(days))
        at = days.index(day)
        first = next((place for place, shown in enumerate(days) if shown.number == self._first), at)
        if not first <= at < first + room:
            first = at
        first = min(first, len(days) - room)
        self._first = days[first].number
        return days[first : first + room]

    def card(self, meal: str) -> MealCard | None:
        """The card of a meal of the chosen day."""
        return next((card for card in self.cards.values() if (card.day, card.meal) == (self._day, meal)), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_overview()
        if not self._glancing:
            self._draw_days()

    def _fit_overview(self) -> None:
        """The week where there is room for one, unless the user wants it otherwise; a plan of one day is that day."""
        days = len(self._state.plan.days) if self._state.plan else 0
        scale = max(1.0, self.font().pointSizeF() / READABLE)
        fits = self._roomy and self.width() >= WEEK_WIDTH * scale
        self.show_overview((fits and days > 1) if self.wish is None else self.wish)

    # Drawing

    def _day_of(self, number: int) -> Day | None:
        days = self._state.plan.days if self._state.plan else ()
        return next((day for day in days if day.number == number), None)

    def _draw(self) -> None:
        glance = self._glancing
        self._in_past = self._in_past and has_past(self._state)
        day = None if self._in_past else self.day  # of the plan, to be shown
        changed = changed_days(self._state.marked_from, self._state.plan) if self._state.plan else frozenset()
        self._empty.setVisible(day is None and not self._in_past)
        self.past.setVisible(self._in_past)
        # The strip of days has an arrow to them
        self.past_button.setVisible(has_past(self._state) and (day is None or glance) and not self._in_past)
        if self._in_past:
            self.past.show_state(self._state)
        self.area.setVisible(day is not None and not glance)
        self.bar.setVisible(day is not None and not glance)
        self._say_beside(None if glance else day)
        self.overview.setVisible(day is not None and glance)
        self.overview_button.setVisible(day is not None)
        self.strip.setVisible(not glance and not self._in_past)
        self.strip.show_days(self._state, self._day, changed, has_past(self._state))
        if glance:
            self.overview.show_days(self._state, changed, self._marks.new)
        else:
            self._draw_days()
        self._show_chosen()

    def _say_beside(self, day: Day | None) -> None:
        """What is drunk beside the meals of the day shown, and what it needs the evening before."""
        plan = self._state.plan
        said: list[str] = []
        if day is not None and plan is not None:
            said += [drinks_line(day)] if day.drinks else []
            first = begins_with(plan) if day == plan.days[0] else ()
            said += [_("The evening before: {task}").format(task=task) for task in first]
            said += [_("This evening: {task}").format(task=task) for task in this_evening(plan, day.number)]
        self.beside.setText("\n".join(said))
        self.beside.setVisible(bool(said))

    def _draw_days(self) -> None:
        """Shows each day in a column of cards; a card stays at its place, and with it the focus."""
        days = self.days_shown()
        self._drawing = True
        wanted = {(column, place) for column, day in enumerate(days) for place in range(len(day.meals))}
        for gone in self.cards.keys() - wanted:
            remove_row(self._cards, self.cards.pop(gone))
        fit_rows(self._cards, self._headings, len(days))
        fit_rows(self._cards, self.others, len(days))
        for column, day in enumerate(days):
            self._draw_heading(column, day, alone=len(days) == 1)
            for place, meal in enumerate(day.meals):
                self._draw_meal(column, place, day, meal)
            self._draw_others(column, day)
        self._cards.setRowStretch(OTHERS_ROW + 1, 1)
        for column in range(MOST_DAYS):
            self._cards.setColumnStretch(column, 1 if column < len(days) else 0)
        self._drawing = False

    def _put(self, row: int, column: int, widget: QWidget) -> None:
        self._cards.addWidget(widget, row, column)

    def _draw_heading(self, column: int, day: Day, alone: bool) -> None:
        if column == len(self._headings):
            fit_rows(self._cards, self._headings, column + 1, label, partial(self._put, 0))
        heading = self._headings[column]
        heading.setText(day_name(self._state.document, day.number, long=True))
        heading.setProperty("weight", "strong" if day.number == self._day else "")
        heading.setProperty("tone", "" if day.number == self._day else "secondary")
        heading.style().polish(heading)
        heading.setVisible(not alone)

    def _draw_meal(self, column: int, place: int, day: Day, meal: Meal) -> None:
        if (column, place) not in self.cards:
            self.cards[column, place] = card = MealCard(self._look)
            card.lock_wished.connect(self.lock_wished)
            card.mark_wished.connect(lambda day, meal, mark: self.mark_wished.emit(day, (meal,), mark))
            card.other_wished.connect(self.other_wished)
            card.away_wished.connect(self.away_wished)
            card.add_wished.connect(self.add_wished)
            card.another_wished.connect(lambda day, meal: self.meal_wished.emit(ANOTHER, day, meal))
            card.chosen.connect(self.choose)
            card.walked.connect(self._walk)
            card.menu_wished.connect(self.open_menu)
            self._cards.addWidget(card, place + 1, column)
        others = lines_at(self._state.household, day.number, meal, self._state.document.shopping.packs)
        self.cards[column, place].show_meal(
            day.number, meal, self._state.document, self._marks, others, self._state.targets
        )
        self.cards[column, place].show_mark(
            self._state.document.mark_of(day.number, meal.meal), day.number <= self._state.days_to_mark
        )

    def _draw_others(self, column: int, day: Day) -> None:
        if column == len(self.others):
            fit_rows(self._cards, self.others, column + 1, OthersCard, partial(self._put, OTHERS_ROW))
        self.others[column].show_day(day, self._state.document, self._state.household)

    def _end_tint(self) -> None:
        self._marks = Marks(self._marks.new)
        for row in self._rows():
            row.face.show_tint(False)

    def _recolour(self) -> None:
        self.overview_button.setIcon(self._look.icon("overview"))
        self._draw()

    # The chosen portion

    def _rows(self) -> Iterator[PortionRow]:
        """All rows on screen: down each day, one day after another."""
        for _at, card in sorted(self.cards.items()):
            yield from card.portions

    def _row(self, place: Place | None) -> PortionRow | None:
        return next((row for row in self._rows() if row.place == place), None)

    def _focused(self) -> Place | None:
        return next((row.place for row in self._rows() if row.face.hasFocus()), None)

    def _meal_of(self, place: Place) -> Meal | None:
        day = self._day_of(place.day)
        return day.meal(place.meal) if day else None

    def _portion(self) -> Portion | None:
        meal = self._meal_of(self._chosen) if self._chosen else None
        portions = meal.portions if meal else ()
        return next((found for found in portions if self._chosen and found.food.id == self._chosen.food), None)

    def _show_actions(self, portion: Portion | None) -> None:
        place = self._chosen if portion is not None else None
        if portion is not None and place is not None:
            portion = as_decided(self._state.document, place, portion)
        self.portion_actions.show_portion(place, portion, self._state.document)
        self.bar.show_portion(portion, self._state.document, place)

    def _keep_chosen(self) -> None:
        """When the chosen portion has left the plan, what stands in its place in the same meal is chosen."""
        chosen = self._chosen
        if chosen is None or self._portion() is not None:
            return
        meal = self._meal_of(chosen)
        self._chosen = None
        if meal is None and self.meal == chosen.meal:
            self.meal = None
        if meal is not None and meal.portions:
            portion = meal.portions[min(self._chosen_at, len(meal.portions) - 1)]
            self._chosen = Place(chosen.day, chosen.meal, portion.food.id)

    def choose(self, place: Place) -> None:
        """Chooses a portion, and with it its meal and day."""
        if self._drawing or place == self._chosen:
            return
        self._chosen, self.meal = place, place.meal
        self._show_chosen()
        self.choose_day(place.day)
        self.chosen_changed.emit()

    def _show_chosen(self) -> None:
        portion = self._portion()
        self.overview.show_chosen(self._day, self.meal)
        self.meal_actions.show_meal(self._day, self.meal, self._state.document)
        for row in self._rows():
            row.face.setChecked(portion is not None and row.place == self._chosen)
        if portion is not None and self._chosen is not None and (meal := self._meal_of(self._chosen)) is not None:
            self._chosen_at = meal.portions.index(portion)
        self._show_actions(portion)

    def _focus(self, place: Place | None) -> None:
        row = self._row(place)
        if row is None:
            return
        self._cards.activate()
        row.face.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(row, 0, 2 * GRID)

    def _walk(self, place: Place, right: int, down: int) -> None:
        if down:
            rows = [row.place for row in self._rows() if row.place.day == place.day]
            to = rows.index(place) + down
            if 0 <= to < len(rows):
                self._focus(rows[to])
            return
        self.choose_day(place.day + right)
        if self._day == place.day:
            return
        card = self.card(place.meal)
        if card is not None and card.portions:
            self._focus(card.portions[min(self._chosen_at, len(card.portions) - 1)].place)

    # Wishes

    def _wish(self, name: str, place: Place) -> None:
        if name == ADD:
            self.add_wished.emit(place.day, place.meal)
        elif name == LOCK_MEAL:
            locked = place.meal in self._state.document.whole_meals(place.day)
            self.lock_wished.emit(place.day, place.meal, not locked)
        else:
            self.wished.emit(name, place)

    def _wish_of_meal(self, name: str, day: int, meal: str) -> None:
        if name == ADD_FOOD:
            self.add_wished.emit(day, meal)
        elif name == LOCK_WHOLE:
            locked = meal in self._state.document.whole_meals(day)
            self.lock_wished.emit(day, meal, not locked)
        else:
            self.meal_wished.emit(name, day, meal)

    def open_meal_menu(self, day: int, meal: str, where: QPoint) -> None:
        """Opens the menu of all that can be done with a meal."""
        self.choose_meal(day, meal)
        self.meal_actions.open_menu(where)

    def open_menu(self, place: Place, where: QPoint) -> None:
        """Opens the menu of all that can be done with a portion."""
        self.choose(place)
        self.portion_actions.open_menu(where)


def _drawn_of(state: ScreenState) -> tuple[object, ...]:
    """What of a state the plan is drawn from."""
    return has_past(state), state.plan, state.marked_from, state.document, state.targets, state.household, state.today
