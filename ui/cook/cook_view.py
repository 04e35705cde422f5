"""The cook page: the dishes of a day for everybody who eats, scaled to the pot, large enough to read from the stove."""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.document.document import Document
from planner.foods.food import household, quantity_text
from planner.foods.meals import EVENING_SNACK, MORNING_SNACK, SNACK, read_templates
from planner.foods.scaled_steps import Scaled
from planner.language.numbers import figure
from planner.language.phrases import in_a_row
from planner.language.translate import _, ngettext
from planner.output.sheets import date_of, day_names
from planner.plan.evening_before import begins_with, this_evening
from planner.plan.household_portions import Household
from planner.plan.plan import Plan
from planner.plan.pots import CookedMeal, Eaten, Pot, cooked_on, times_in
from ui.base.flow import Beside
from ui.base.food_icons import icons_of
from ui.base.look import GRID, PICTURE, READABLE, Look
from ui.base.number_box import Combo
from ui.base.widgets import label, may_break, tool_button
from ui.workspace.screen_state import ScreenState

WIDE = 720  # [px] of the page at the smallest text, from which amounts stand beside the steps
READING = 1040  # [px] longer lines are hard to follow
NUMBER = 24  # [px] of the number before a step


class CookView(QFrame):
    """Shows what is cooked on one day of the plan; which day is chosen here and changes nothing else."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("column")
        self._look = look
        self._state = ScreenState()
        self._day: int | None = None  # the chosen one; None for today, or the first
        self._today: date | None = None
        self.days = Combo(_("Day to cook for"))
        self.before = tool_button("", _("Previous day"), quiet=True)
        self.after = tool_button("", _("Next day"), quiet=True)
        self.title = label(scale="title", wrap=True)
        self.whom = label(tone="secondary", wrap=True)
        self.missing = label(tone="problem", wrap=True)
        self.empty = label(_("There is no plan yet, so there is nothing to cook."), tone="secondary", wrap=True)
        self.area = QScrollArea()
        self.cards: list[QWidget] = []
        self._waits = True  # what it draws has changed since it was on screen
        self._arrange()
        self.days.activated.connect(lambda _place: self.choose_day(self.days.currentData()))
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        look.changed.connect(self._recolour)
        self._recolour()

    @property
    def shown_day(self) -> int | None:
        """The number of the day on screen; None without a plan."""
        number: int | None = self.days.currentData()
        return number

    @property
    def text(self) -> str:
        """All that is on the page, as one reads it."""
        inside = self.area.widget()
        labels = inside.findChildren(QLabel) if inside is not None else []
        return "\n".join(each.text() for each in labels if each.text())

    def show_state(self, state: ScreenState, today: date | None = None) -> None:
        """Draws the day where what it draws is another one; ``today`` is shown until another day is chosen."""
        old, was = self._state, self._today
        self._state, self._today = state, today
        if (_drawn_of(old), was) != (_drawn_of(state), today):
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waits:
            self._draw()

    def choose_day(self, number: int) -> None:
        """Shows this day of the plan."""
        self._day = number
        self._draw()

    # Building

    def _arrange(self) -> None:
        self._tools = QHBoxLayout()
        for tool in (self.before, self.days, self.after):
            self._tools.addWidget(tool)
        self._tools.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("What is cooked on this day"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._tools)
        for widget in (self.title, self.whom, self.missing, self.empty):
            layout.addWidget(widget)
        layout.addWidget(self.area, 1)

    def _recolour(self) -> None:
        self.before.setIcon(self._look.icon("previous"))
        self.after.setIcon(self._look.icon("next"))
        self._draw()

    # What is shown

    def _draw(self) -> None:
        """Making the cards takes time, so a page that nobody sees waits for it."""
        self._waits = not self.isVisible()
        if self._waits:
            return
        plan, document, table = _drawn_of(self._state)
        self._fill_days(plan, document)
        number = self.shown_day
        there = plan is not None and number is not None
        for widget in (self.days, self.before, self.after, self.title, self.whom, self.area):
            widget.setVisible(there)
        self.empty.setVisible(not there)
        without = [one.name for one in table.served if one.plan is None]
        said = _("Without {names}, whose portions are not known.").format(names=in_a_row(without))
        self.missing.setText(said if without and there else "")
        self.missing.setVisible(bool(self.missing.text()))
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setMaximumWidth(round(READING * self._text_share))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(2 * GRID)
        self.cards = []
        if plan is not None and number is not None:
            people = 1 if document.people else document.shopping.people
            self.title.setText(day_names(document, number)[1])
            self.whom.setText(_whom([one.name for one, _plan in table.at_table], people))
            self.cards = [self._card(meal) for meal in cooked_on(plan, number, table, people)]
            first = begins_with(plan) if number == plan.days[0].number else ()
            for title, tasks in (
                (_("This evening, for tomorrow"), this_evening(plan, number)),
                (_("Done the evening before"), first),
            ):
                if tasks:
                    self.cards.insert(0, self._tasks(title, tasks))
        for card in self.cards:
            column.addWidget(card)
        column.addStretch(1)
        at = self.area.verticalScrollBar().value()
        self.area.setWidget(inside)
        self.area.verticalScrollBar().setValue(at)

    def _fill_days(self, plan: Plan | None, document: Document) -> None:
        numbers = [day.number for day in plan.days] if plan else []
        if self._day not in numbers:
            self._day = None
        today = next((number for number in numbers if date_of(document, number) == self._today), None)
        chosen = self._day or today or (numbers[0] if numbers else None)
        with QSignalBlocker(self.days):
            self.days.clear()
            for number in numbers:
                said = _("{day}, today") if number == today and self._today else "{day}"
                self.days.addItem(said.format(day=day_names(document, number)[0]), number)
            self.days.setCurrentIndex(self.days.findData(chosen))
        self.before.setEnabled(self.days.currentIndex() > 0)
        self.after.setEnabled(self.days.currentIndex() < len(numbers) - 1)

    def _step(self, by: int) -> None:
        if 0 <= (place := self.days.currentIndex() + by) < self.days.count():
            self.choose_day(self.days.itemData(place))

    @property
    def _text_share(self) -> float:
        return max(1.0, self.font().pointSizeF() / READABLE)

    def _card(self, meal: CookedMeal) -> QFrame:
        """A meal: its name in its colour, its dishes, what is warmed up and what goes on the plates besides."""
        card = QFrame()
        card.setObjectName("card")
        name = read_templates().meal(meal.meal).name
        card.setAccessibleName(name)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(self._sign(_sign_of(meal.meal), self._look.meal_colour(meal.meal)))
        title = label(name, weight="strong")
        title.setStyleSheet(f"color: {self._look.meal_colour(meal.meal)};")
        head.addWidget(title, 1)
        layout.addLayout(head)
        for pot in meal.pots:
            self._add_pot(layout, pot)
        if meal.warmed:
            said = in_a_row(f"{dish.name} ({household(servings, 'serving')})" for dish, servings in meal.warmed)
            layout.addWidget(label(_("Warm up: {dishes}.").format(dishes=said), scale="large", wrap=True))
        if meal.besides:
            if meal.pots or meal.warmed:
                layout.addWidget(label(_("On the table besides"), tone="secondary"))
            for food, steps in meal.besides:
                layout.addLayout(self._line(food.name, household(steps * food.step, food.measure), icons_of(food)))
        return card

    def _tasks(self, title: str, tasks: Sequence[str]) -> QFrame:
        """What is soaked, thawed or stirred together in the evening."""
        card = QFrame()
        card.setObjectName("card")
        card.setAccessibleName(title)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        head = QHBoxLayout()
        head.addWidget(self._sign("evening", self._look.colours.accent))
        head.addWidget(label(title, weight="strong"), 1)
        layout.addLayout(head)
        for task in tasks:
            layout.addWidget(label(may_break(task), scale="large", wrap=True))
        return card

    def _add_pot(self, layout: QVBoxLayout, pot: Pot) -> None:
        head = QHBoxLayout()
        for icon in icons_of(pot.dish):
            head.addWidget(self._sign(icon, self._look.colours.secondary))
        head.addWidget(label(may_break(pot.dish.name), scale="heading", wrap=True), 1)
        layout.addLayout(head)
        layout.addWidget(label(_facts(pot), tone="secondary", wrap=True))
        scaled = pot.scaled()
        if scaled is None:
            layout.addWidget(label(_not_scaled(pot), tone="problem", wrap=True))
        sides = Beside(round(WIDE * self._text_share), gap=2 * GRID)
        sides.add(self._amounts(pot, scaled), 2)
        sides.add(self._steps(scaled.steps if scaled else _method(pot)), 3)
        layout.addLayout(sides)

    def _amounts(self, pot: Pot, scaled: Scaled | None) -> QWidget:
        """What to measure out: what the steps name, in their order; else what goes in, as eaten."""
        held, layout = _column()
        if scaled is not None and scaled.amounts:
            layout.addWidget(label(_("Measure out"), weight="strong"))
            for amount in scaled.amounts:
                layout.addWidget(label(may_break(amount), scale="large", wrap=True))
        else:
            layout.addWidget(label(_("What goes in, as eaten"), weight="strong"))
            for part in pot.dish.ingredients:
                grams = part.grams * pot.servings
                amount = figure(round(grams) if grams >= 10 else round(grams, 1), ",g")
                layout.addLayout(self._line(part.food.name, f"{amount} g", icons_of(part.food)))
        layout.addStretch(1)
        return held

    def _steps(self, steps: Sequence[str]) -> QWidget:
        held, layout = _column()
        layout.setSpacing(GRID + GRID // 2)
        for number, step in enumerate(steps, start=1):
            row = QHBoxLayout()
            row.setSpacing(GRID)
            count = label(f"{number}", scale="large", weight="strong")
            count.setFixedWidth(round(NUMBER * self._text_share))
            count.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            row.addWidget(count)
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(label(may_break(step), scale="large", wrap=True))
            if times := list(_timers(step)):
                timers = QHBoxLayout()
                timers.addWidget(self._sign("timer", self._look.colours.secondary, small=True))
                timers.addWidget(label(" · ".join(times), tone="secondary"), 1)
                words.addLayout(timers)
            row.addLayout(words, 1)
            layout.addLayout(row)
        layout.addStretch(1)
        return held

    def _line(self, name: str, amount: str, icons: Sequence[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._sign(icons[0], self._look.colours.secondary))
        row.addWidget(label(may_break(name), scale="large", wrap=True), 1)
        row.addWidget(label(amount, scale="large", weight="strong"))
        return row

    def _sign(self, icon: str, colour: str, small: bool = False) -> QLabel:
        """An icon beside words that say the same."""
        made = label()
        size = PICTURE * 2 // 3 if small else PICTURE
        made.setPixmap(self._look.picture(icon, size, colour, self.devicePixelRatioF()))
        made.setFixedSize(size, size)
        return made


def _column() -> tuple[QWidget, QVBoxLayout]:
    held = QWidget()
    layout = QVBoxLayout(held)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID // 2)
    return held, layout


def _sign_of(meal: str) -> str:
    """The icon of a meal of the day."""
    return {EVENING_SNACK: "evening", MORNING_SNACK: SNACK}.get(meal, meal)


def _whom(names: Sequence[str], people: int) -> str:
    if names:
        return _("For {names}, in one pot.").format(names=in_a_row([_("you"), *names]))
    return ngettext("For {count} person.", "For {count} people.", people).format(count=people)


def _facts(pot: Pot) -> str:
    """Such as "For you 2, Ben 1½; 1 for tomorrow's lunch: 4½ servings · 50 minutes"."""
    now = [each for each in pot.eaten if not each.later]
    later = sum(each.servings for each in pot.eaten if each.later)
    parts = [household(pot.servings, "serving")]
    if len(now) > 1:
        parts.append(", ".join(_share(each) for each in now))
    if later:
        parts.append(_("{servings} of them for lunch tomorrow").format(servings=quantity_text(later)))
    if pot.dish.recipe is not None:
        minutes = pot.dish.recipe.minutes
        parts.append(ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes))
    return " · ".join(parts)


def _share(each: Eaten) -> str:
    return f"{each.name or _('you')} {quantity_text(each.servings)}"


def _not_scaled(pot: Pot) -> str:
    said = _("The steps are written for {made}: take {share} times of each amount in them.")
    return said.format(made=household(pot.made_for, "serving"), share=figure(round(pot.servings / pot.made_for, 2)))


def _method(pot: Pot) -> tuple[str, ...]:
    return pot.dish.recipe.method if pot.dish.recipe else ()


def _timers(step: str) -> Iterator[str]:
    for least, most, unit in times_in(step):
        span = f"{least}" if least == most else f"{least}–{most}"
        yield (_("{time} min") if unit == "minute" else _("{time} h")).format(time=span)


def _drawn_of(state: ScreenState) -> tuple[Plan | None, Document, Household]:
    return state.plan, state.document, state.household
