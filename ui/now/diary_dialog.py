"""A diary of another program before it becomes usual days: what each line was taken for, those to look at first."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from planner.diary.guesses import LEFT_OUT_MEAL, Diary, Guess, by_day, full, last_days, usual_days_of, weighed
from planner.document.usual_days import MOST_DAYS, MOST_GRAMS
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.language.translate import _, ngettext
from planner.now.eaten import eaten
from planner.now.entering import Finder, Offer
from ui.base.dialogs import Dialog
from ui.base.flow import Beside, Flow
from ui.base.forms import row
from ui.base.found_foods import chosen_offer, chosen_place, show_offers, show_places
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo, NumberEdit, out_of_range
from ui.base.search_field import SearchField
from ui.base.sentences import number
from ui.base.widgets import keep_buttons, label
from ui.now.parts import button, in_lines, rows

WIDTH, HEIGHT = 1060, 760  # [px]
WIDE = 640  # [px] of the content at the smallest text, from which lines and the chosen one stand side by side
DAY_LINES, GUESS_LINES, FOUND_LINES = 3, 6, 5  # how much of the lists is seen at once, at least
BAD_SHOWN = 3  # lines that could not be read, of which each is named
_PLACE = Qt.ItemDataRole.UserRole


class DiaryDialog(Dialog):
    """Nothing counts that somebody should look at and did not. ``meals`` are those of the person's day.

    Signals:
        chosen: the usual days, whether they stand behind those there are, and a sentence on what was taken.
    """

    chosen = Signal(object, bool, str)

    def __init__(
        self,
        diary: Diary,
        finder: Finder,
        catalogue: Catalogue,
        days_there: int,
        parent: QWidget | None = None,
        meals: Collection[str] = (),
    ) -> None:
        super().__init__(_("What I ate, from a file"), parent, QSize(WIDTH, HEIGHT))
        self.diary = diary
        self._finder, self._catalogue, self._days_there, self._meals = finder, catalogue, days_there, meals
        self._make_days()
        self._make_lines()
        self._make_correction()
        self.buttons = keep_buttons(_("Take these days"), self._take, self.reject)
        self.problem = label(tone="problem", wrap=True)
        self._arrange()
        self._show_lines()
        self.remember()

    # What is on it

    def _make_days(self) -> None:
        self.days = rows(_("Days to take"), DAY_LINES)
        self.days.setMaximumHeight(2 * DAY_LINES * TARGET)
        ticked, held = set(last_days(self.diary)), by_day(self.diary)
        for day, count in held.items():
            said = ngettext("{day}: {count} line", "{day}: {count} lines", count)
            item = QListWidgetItem(said.format(day=day or _("all lines"), count=count))
            item.setData(_PLACE, day)
            item.setCheckState(Qt.CheckState.Checked if day in ticked else Qt.CheckState.Unchecked)
            self.days.addItem(item)
        self.days.itemChanged.connect(lambda _item: self._show_lines())
        if ticked:
            self.days.setCurrentRow(list(held).index(last_days(self.diary)[0]))
        self.meal = Combo(_("Meal of the lines that name none"))
        for meal in read_templates().meals:
            self.meal.addItem(meal.name, meal.id)
        self.meal.setCurrentIndex(self.meal.findData(LEFT_OUT_MEAL))
        self.place = Combo(_("Where the days go"))
        self.place.addItem(_("In place of the usual days you have"), False)
        self.place.addItem(_("Behind the usual days you have"), True)
        self.place.activated.connect(lambda _place: self._say())

    def _make_lines(self) -> None:
        self.lines = rows(_("What was eaten, and what it is taken for"), GUESS_LINES)
        self.lines.currentItemChanged.connect(lambda *_args: self._show_line())
        self.accept_all = button(_("All guesses are right"), self._accept_all)
        self.leave_rest = button(_("Leave out what is not answered"), self._leave_rest)

    def _make_correction(self) -> None:
        self.line = label(weight="strong", wrap=True)
        self.ask = label(tone="problem", wrap=True)
        self.search = SearchField()
        self.search.setPlaceholderText(_("Search what you ate"))
        self.search.setAccessibleName(_("Search the food that is meant"))
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(lambda _text: self._find())
        self.foods = rows(_("Foods found"), FOUND_LINES)
        self.search.went_on.connect(self.foods.setFocus)
        self.foods.currentItemChanged.connect(lambda *_args: self._weigh())
        self.grams = NumberEdit(_("Grams"))
        self.grams.setFixedWidth(96)
        self.right = button(_("This is right"), self._confirm)
        self.leave = button(_("Leave it out"), self._leave_out)

    def _arrange(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(GRID)
            column.setContentsMargins(0, 0, 0, 0)
        for said in self._read():
            left.addWidget(label(said, tone="secondary", wrap=True))
        if self.days.count() > 1:
            left.addWidget(label(_("Days to take, seven at most"), weight="strong"))
            left.addWidget(self.days)
        left.addWidget(label(_("What was eaten, what to look at first"), weight="strong"))
        left.addWidget(self.lines, 1)
        left.addLayout(in_lines(self.accept_all, self.leave_rest))
        right.addWidget(self.line)
        right.addWidget(self.ask)
        right.addWidget(self.search)
        right.addWidget(self.foods, 1)
        right.addLayout(row([label(_("It weighed")), self.grams, label(_("g"))]))
        right.addLayout(in_lines(self.right, self.leave))
        columns = Beside(WIDE, gap=3 * GRID)
        for column, share in ((left, 3), (right, 2)):
            held = QWidget()
            held.setLayout(column)
            columns.add(held, share)
        content, below = QVBoxLayout(), QVBoxLayout()
        content.addLayout(columns)
        choices = Flow(gap=GRID)
        if any(not line.meal for line in self.diary.table.lines):
            choices.addWidget(label(_("Lines that name no meal go to")))
            choices.addWidget(self.meal)
        if self._days_there:
            choices.addWidget(self.place)
        below.addLayout(choices)
        below.addWidget(self.problem)
        below.addWidget(self.buttons)
        self.put(content, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))

    def _read(self) -> Sequence[str]:
        """What the file holds, and which of its lines could not be read."""
        table = self.diary.table
        count, days = len(table.lines), len(table.days)
        lines = ngettext("{name}: {count} line", "{name}: {count} lines", count).format(name=table.name, count=count)
        said = [ngettext("{lines} of {count} day.", "{lines} of {count} days.", days).format(lines=lines, count=days)]
        if table.bad:
            named = [_("line {line}: {why}").format(line=line, why=why) for line, why in table.bad[:BAD_SHOWN]]
            left = ngettext(
                "{count} line is left out: {lines}.", "{count} lines are left out: {lines}.", len(table.bad)
            )
            said.append(left.format(count=len(table.bad), lines="; ".join(named)))
        return said

    # The lines

    @property
    def wanted(self) -> tuple[str, ...]:
        """The days that are ticked."""
        items = [self.days.item(at) for at in range(self.days.count())]
        return tuple(str(item.data(_PLACE)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def answers(self) -> object:
        """What was put right, for comparing."""
        return self.diary.guesses, self.wanted

    def _show_lines(self) -> None:
        guesses = self.diary.guesses
        show_places(self.lines, ((place, _in_words(guesses[place])) for place in self.diary.on(self.wanted)))
        self._show_line()
        self._say()

    def _show_line(self) -> None:
        place = chosen_place(self.lines)
        for field in (self.search, self.foods, self.grams, self.right, self.leave):
            field.setEnabled(place is not None)
        self.line.setText("")
        self._tell("")
        if place is None:
            self.foods.clear()
            return
        guess = self.diary.guesses[place]
        times = len(guess.lines)
        often = ngettext("{text} ({count} time)", "{text} ({count} times)", times)
        self.line.setText(often.format(text=guess.first.text, count=times) if times > 1 else guess.first.text)
        self._tell(guess.ask or guess.note)
        self.search.blockSignals(True)
        self.search.setText(guess.first.name)
        self.search.blockSignals(False)
        self._find(guess.food)
        self.grams.show_number(guess.grams)

    def _find(self, food_id: str = "") -> None:
        """What answers the words; for those of a file the foods that answer most of them."""
        text = self.search.text()
        offers = self._finder.find(text) or self._finder.find_most(text)[0]
        if food_id and food_id not in [offer.id for offer in offers]:
            offers = (Offer(food_id, eaten(food_id, self._catalogue).name), *offers)
        self.foods.blockSignals(True)
        show_offers(self.foods, offers)
        at = [offer.id for offer in offers].index(food_id) if food_id else 0
        self.foods.setCurrentRow(at if offers else -1)
        self.foods.blockSignals(False)
        if not food_id:
            self._weigh()

    def _weigh(self) -> None:
        """What the line would weigh of the food that is chosen now."""
        place, food = chosen_place(self.lines), chosen_offer(self.foods)
        if place is not None and food:
            guess = weighed(self.diary.guesses[place], eaten(food, self._catalogue), self._catalogue)
            self.grams.show_number(guess.grams)
            self._tell(guess.ask)

    def _confirm(self) -> None:
        """Takes the food and the grams that stand there, and the food for other amounts of the same name."""
        place, food, grams = chosen_place(self.lines), chosen_offer(self.foods), self.grams.number
        if place is None:
            return
        if self.grams.wrong or not food or grams is None:
            self._tell(self.grams.wrong or _("Choose a food, and say what it weighed."))
            return
        if not 0 < grams <= MOST_GRAMS:
            self._tell(out_of_range(self.grams.text(), (0.1, MOST_GRAMS)))
            return
        found = eaten(food, self._catalogue)
        was = self.diary.guesses[place]
        right = replace(was, food=found.id, name=found.name, grams=grams, ask="", note="", left_out=False)
        self.diary = self.diary.with_guess(place, right)
        for other, guess in enumerate(self.diary.guesses):
            if other != place and not guess.sure and guess.first.name == was.first.name:
                self.diary = self.diary.with_guess(other, weighed(guess, found, self._catalogue))
        self._show_lines()
        self.lines.setFocus()

    def _leave_out(self) -> None:
        if (place := chosen_place(self.lines)) is not None:
            self.diary = self.diary.with_guess(place, _left_out(self.diary.guesses[place]))
            self._show_lines()
            self.lines.setFocus()

    def _accept_all(self) -> None:
        """Every guess of these days that has a food and a weight counts as looked at."""
        for place in self.diary.on(self.wanted):
            guess = self.diary.guesses[place]
            if guess.counts:
                self.diary = self.diary.with_guess(place, replace(guess, ask=""))
        self._show_lines()

    def _leave_rest(self) -> None:
        for place in self.diary.on(self.wanted):
            if not self.diary.guesses[place].sure:
                self.diary = self.diary.with_guess(place, _left_out(self.diary.guesses[place]))
        self._show_lines()

    def _tell(self, sentence: str) -> None:
        self.ask.setText(sentence)
        self.ask.setVisible(bool(sentence))

    # What comes of it

    @property
    def _behind(self) -> bool:
        return bool(self._days_there) and bool(self.place.currentData())

    def _say(self) -> None:
        """What stands in the way of taking the days."""
        there = [self.diary.guesses[place] for place in self.diary.on(self.wanted)]
        asked = sum(not guess.sure for guess in there)
        self.accept_all.setEnabled(any(guess.counts and not guess.sure for guess in there))
        self.leave_rest.setEnabled(asked > 0)
        count = len(self.wanted)
        room = MOST_DAYS - (self._days_there if self._behind else 0)
        said = ""
        if count > room:
            said = _("There is room for {count} days. Take a tick away.").format(count=room)
        elif asked:
            said = ngettext("{count} line is to be looked at.", "{count} lines are to be looked at.", asked)
            said = said.format(count=asked)
        elif days := full(self.diary, self.wanted):
            said = _("{day} has more entries than a usual day holds: the last ones are left out.").format(day=days[0])
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        take = ngettext("Take {count} day", "Take {count} days", count).format(count=count)
        ok: QPushButton = self.buttons.button(self.buttons.StandardButton.Ok)
        ok.setText(take)
        ok.setAccessibleName(take)
        ok.setEnabled(0 < count <= room and not asked and any(guess.counts for guess in there))

    def _take(self) -> None:
        days = usual_days_of(self.diary, self.wanted, str(self.meal.currentData()), self._meals)
        there = [self.diary.guesses[place] for place in self.diary.on(self.wanted)]
        wanted, lines = set(self.wanted), self.diary.table.lines
        left = sum(lines[each].day in wanted for guess in there if not guess.counts for each in guess.lines)
        said = ngettext("{count} usual day was added.", "{count} usual days were added.", len(days))
        said = said.format(count=len(days))
        if left:
            more = ngettext("{count} line is left out.", "{count} lines are left out.", left)
            said = f"{said} {more.format(count=left)}"
        self.chosen.emit(days, self._behind, said)
        self.accept()


def _left_out(guess: Guess) -> Guess:
    return replace(guess, ask="", note=_("You left it out."), left_out=True)


def _in_words(guess: Guess) -> str:
    """Such as "? Oats, rolled: 40 g → Oats, raw, 40 g"."""
    mark, text = "" if guess.sure else "? ", guess.first.text
    if guess.left_out:
        return _("{mark}{line} → left out").format(mark=mark, line=text)
    if guess.grams is None:
        return _("{mark}{line} → {food}").format(mark=mark, line=text, food=guess.name or _("no food"))
    said = _("{mark}{line} → {food}, {grams} g")
    return said.format(mark=mark, line=text, food=guess.name, grams=number(round(guess.grams, 1)))
