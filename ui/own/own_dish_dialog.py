"""A dish of the user's own: its foods with their weights, servings, and steps for who likes to keep them."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.foods.food import Food
from planner.foods.search import Search
from planner.language.translate import _, ngettext
from planner.own.dish import A_WEEK, MINUTES, SERVINGS, OwnDish, Weighed, dish_of, dish_problems, serving_text
from planner.own.food import MOST_NAME, tidy
from planner.own.kinds import DISH_KINDS
from planner.own.label_checks import LabelProblem, NoNumberError, number_from_text
from ui.base.dialogs import Dialog
from ui.base.flow import Beside
from ui.base.forms import page, row
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo, CountBox, NumberEdit
from ui.base.rows import remove_row
from ui.base.search_field import SearchField
from ui.base.wide_buttons import WideBox
from ui.base.widgets import keep_buttons, label, may_break, scaled
from ui.own.own_food_dialog import Asked

WIDTH, HEIGHT = 1080, 720  # [px]
TWO = 720  # [px] a window in which the foods stand beside the dish
LEAST_HEIGHT = 240  # [px] of the questions, where the foods stand above them
MOST_SHOWN = 200  # foods in the list at once; more words find the others
USUAL_G = 100.0  # [g] what an ingredient begins with
Check = Callable[[OwnDish], Sequence[LabelProblem]]


class FoundFoods(QListWidget):
    """The foods found; Return chooses one and does not press the dialog's button.

    Signals:
        chosen: Return was pressed, or a food was clicked twice.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rows")
        self.setAccessibleName(_("Foods found"))
        self.itemDoubleClicked.connect(lambda item: self.chosen.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
            return
        super().keyPressEvent(event)


class Weight(NumberEdit):
    """A weight; Return goes on to the next food and does not press the dialog's button.

    Signals:
        went_on: Return was pressed.
    """

    went_on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_on.emit()
            return
        super().keyPressEvent(event)


class Ingredient(QWidget):
    """One food of the dish with its weight, and the button that takes it out.

    Signals:
        changed: another weight was typed.
        removed: it should go.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, food_id: str, name: str, grams: float) -> None:
        super().__init__()
        self.food_id = food_id
        self.grams = Weight(_("Grams of {food}").format(food=name))
        self.grams.setFixedWidth(scaled(80))
        self.grams.show_number(round(grams, 3))
        self._shown = (self.grams.text(), grams)
        self.grams.textChanged.connect(self.changed)
        self.out = QPushButton(_("Remove"))
        self.out.setAccessibleName(_("Remove {food}").format(food=name))
        self.out.setMinimumHeight(TARGET)
        self.out.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(label(may_break(name), wrap=True), 1)
        layout.addWidget(self.grams)
        layout.addWidget(label("g", tone="secondary"))
        layout.addWidget(self.out)

    def weight(self) -> float:
        """The weight typed [g], 0 for none.

        Raises:
            NoNumberError: if it is no amount.
        """
        text, grams = self._shown
        return grams if self.grams.text() == text else number_from_text(self.grams.text()) or 0.0


class OwnDishDialog(Dialog):
    """Asks for an own dish; ``check`` says all that is wrong with it, and then the dialog stays open.

    Signals:
        chosen: the ``OwnDish`` in which nothing is wrong.
    """

    chosen = Signal(object)

    def __init__(
        self, check: Check, foods: Mapping[str, Food], own: OwnDish | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("A dish of your own") if own is None else _("Change a dish")
        super().__init__(title, parent, QSize(WIDTH, HEIGHT))
        self._check = check
        self._foods = foods
        self._own = own
        self._search = Search(food for food in foods.values() if food.recipe is None)
        self.ingredients: list[Ingredient] = []
        self._make_fields()
        self._form = Asked()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        self._ask()
        self._general = label(tone="problem", wrap=True)
        self._general.hide()
        self.buttons = keep_buttons(_("Save this dish"), self._try, self.reject)
        self._arrange()
        if own is not None:
            self._show(own)
        self._find()
        self._sum()
        self.remember()

    def problem(self, field: str) -> str:
        """What is said beside a field, or an empty text."""
        return self._form.problem(field)

    # Fields

    def _make_fields(self) -> None:
        self.search = SearchField()
        self.search.setPlaceholderText(_("Search foods"))
        self.search.setAccessibleName(_("Search foods for the dish"))
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(self._find)
        self.found = FoundFoods()
        self.found.chosen.connect(self.add_selected)
        self.search.went_on.connect(self._to_found)
        self.add = QPushButton(_("Add to the dish"))
        self.add.setAccessibleName(_("Add to the dish"))
        self.add.setAutoDefault(False)
        self.add.setMinimumHeight(TARGET)
        self.add.clicked.connect(self.add_selected)
        self.name = QLineEdit()
        self.name.setMaxLength(2 * MOST_NAME)
        self.name.setAccessibleName(_("Name"))
        self.kind = Combo()
        self.kind.setAccessibleName(_("Kind of dish"))
        self.kind.addItem(_("Please choose"), "")
        for kind in DISH_KINDS:
            self.kind.addItem(kind.title, kind.word)
        self.servings = _count(_("Servings"), SERVINGS, 2)
        self.servings.valueChanged.connect(self._sum)
        self.water = NumberEdit(_("Water in the dish in grams"))
        self.water.setFixedWidth(scaled(80))
        self.water.textChanged.connect(self._sum)
        self.minutes = _count(_("Minutes it takes"), MINUTES, 30)
        self.a_week = _count(_("Servings a week, at most"), A_WEEK, 3)
        self.heated = WideBox(_("All of it is cooked until steaming hot"))
        for box, place in self._counts.items():
            box.refused.connect(lambda said, place=place: self._form.say(place, said))
        self.method = QPlainTextEdit()
        self.method.setAccessibleName(_("Steps, one on each line"))
        self.method.setTabChangesFocus(True)
        self.method.setFixedHeight(120)
        for widget in (self.name, self.kind):
            widget.setMinimumHeight(TARGET)

    @property
    def _counts(self) -> Mapping[CountBox, str]:
        """Each with the question it belongs to."""
        return {self.servings: "servings", self.minutes: "weekly_max", self.a_week: "weekly_max"}

    def _ask(self) -> None:
        form = self._form
        form.ask("name", _("Name"), "", self.name)
        form.ask("kind", _("Kind of dish"), _("From it follow the meals it goes into."), self.kind)
        why = _("Weigh them as they are eaten: cooked rice, drained beans. The weights are for the whole dish.")
        form.ask("ingredients", _("Foods in the whole dish"), why, self._rows)
        why = _("Water that stays in it, as in a soup. It holds nothing, and makes a serving heavier.")
        form.ask("water_g", _("Water"), why, row([self.water, label("g")]))
        form.ask("servings", _("Servings"), "", row([self.servings]))
        self._serving = label(weight="strong", wrap=True)
        form.ask("serving", _("In one serving"), "", self._serving)
        counts = row([self.a_week, label(_("servings a week at most")), self.minutes, label(_("minutes to make"))])
        form.ask("weekly_max", _("How often, how long"), "", counts)
        why = _("Nothing is added cold afterwards. Cold cuts, smoked fish and soft cheese are safe in pregnancy then.")
        form.ask("heated", _("Heated through"), why, self.heated)
        form.ask("method", _("Steps"), _("If you like: one step on each line, printed with the recipes."), self.method)

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        left.setSpacing(GRID)
        left.addWidget(label(_("Choose what is in it"), weight="strong"))
        left.addWidget(self.search)
        left.addWidget(self.found, 1)
        left.addWidget(self.add)
        search, form = QWidget(), page(self._form, _("The dish"))
        search.setLayout(left)
        form.setMinimumHeight(LEAST_HEIGHT)
        columns = Beside(TWO)
        columns.add(search, 2)
        columns.add(form, 3)
        below = QVBoxLayout()
        below.setContentsMargins(2 * GRID, 0, 2 * GRID, 2 * GRID)
        below.addWidget(self._general)
        below.addWidget(self.buttons)
        self.put(columns, below, QMargins(GRID, GRID, GRID, 0))

    def _show(self, own: OwnDish) -> None:
        self.name.setText(own.name)
        self.kind.setCurrentIndex(self.kind.findData(own.kind))
        self.servings.setValue(own.servings)
        self.water.show_number(own.water_g or None)
        self.minutes.setValue(own.minutes)
        self.a_week.setValue(own.weekly_max)
        self.method.setPlainText("\n".join(own.method))
        self.heated.setChecked(own.heated)
        for part in own.ingredients:
            self._add(part.food, part.grams)

    # Foods

    def _find(self) -> None:
        self.found.clear()
        for one in self._search.find(self.search.text())[:MOST_SHOWN]:
            item = QListWidgetItem(one.food.name)
            item.setData(Qt.ItemDataRole.UserRole, one.food.id)
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        self.add.setEnabled(self.found.count() > 0)

    def _to_found(self) -> None:
        self.found.setFocus()

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def add_selected(self) -> None:
        """Puts the selected food into the dish and goes to its weight."""
        item = self.found.currentItem()
        if item is None:
            return
        food_id = str(item.data(Qt.ItemDataRole.UserRole))
        present = next((each for each in self.ingredients if each.food_id == food_id), None)
        shown = present or self._add(food_id, USUAL_G)
        shown.grams.setFocus()
        shown.grams.selectAll()
        self._sum()

    def _add(self, food_id: str, grams: float) -> Ingredient:
        name = self._foods[food_id].name if food_id in self._foods else food_id
        made = Ingredient(food_id, name, grams)
        made.changed.connect(self._sum)
        made.removed.connect(lambda: self._remove(made))
        made.grams.went_on.connect(self._to_search)
        self.ingredients.append(made)
        self._rows.addWidget(made)
        return made

    def _remove(self, ingredient: Ingredient) -> None:
        place = self.ingredients.index(ingredient)
        self.ingredients.remove(ingredient)
        remove_row(self._rows, ingredient)
        self._sum()
        left = self.ingredients[min(place, len(self.ingredients) - 1)].grams if self.ingredients else self.search
        left.setFocus()

    def _sum(self) -> None:
        """Says what a serving would hold, as soon as it can be said."""
        try:
            own = self._dish()
        except NoNumberError:
            own = None
        if own is None or not own.ingredients or not set(own.foods) <= set(self._foods):
            self._serving.setText(_("Add foods, and it stands here."))
            return
        sums = [problem for problem in dish_problems(own) if problem.field in ("ingredients", "water_g", "servings")]
        if sums:
            self._serving.setText(str(sums[0]))
            return
        kind = own.kind or DISH_KINDS[0].word
        shown = OwnDish(own.id, own.name, kind, own.ingredients, own.servings, own.water_g)
        self._serving.setText(serving_text(dish_of(shown, self._foods)))

    # The answer

    def answers(self) -> object:
        """All that is written and chosen, for comparing."""
        foods = tuple((each.food_id, each.grams.text()) for each in self.ingredients)
        counts = tuple(box.text() for box in self._counts)
        texts = self.name.text(), self.water.text(), self.method.toPlainText()
        return texts, foods, counts, self.kind.currentIndex()

    def _dish(self) -> OwnDish:
        """The dish as it stands in the fields.

        Raises:
            NoNumberError: if a weight is no amount.
        """
        steps = [" ".join(line.split()) for line in self.method.toPlainText().split("\n")]
        return OwnDish(
            id=self._own.id if self._own else "own_new",
            name=tidy(self.name.text()),
            kind=str(self.kind.currentData() or ""),
            ingredients=tuple(Weighed(each.food_id, each.weight()) for each in self.ingredients),
            servings=self.servings.count,
            water_g=number_from_text(self.water.text()) or 0.0,
            minutes=self.minutes.count,
            weekly_max=self.a_week.count,
            method=tuple(step for step in steps if step),
            heated=self.heated.isChecked(),
        )

    def _try(self) -> None:
        self._form.say_nothing()
        self._general.hide()
        try:
            own = self._dish()
        except NoNumberError as error:
            self._stay([LabelProblem("ingredients", str(error))])
            return
        counts = {place: said for box, place in self._counts.items() if (said := box.take_refusal())}
        if problems := [*(LabelProblem(place, said) for place, said in counts.items()), *self._check(own)]:
            self._stay(problems)
            return
        self.chosen.emit(own)
        self.accept()

    def _stay(self, problems: Sequence[LabelProblem]) -> None:
        for problem in problems:
            place = problem.field if self._form.asks(problem.field) else "weekly_max"
            if not self._form.problem(place):
                self._form.say(place, problem.sentence)
        count = self._form.count_problems()
        said = ngettext(
            "Please look at the {count} marked answer.", "Please look at the {count} marked answers.", count
        )
        self._general.setText(said.format(count=count))
        self._general.show()
        widgets: dict[str, QWidget] = {
            "name": self.name,
            "kind": self.kind,
            "ingredients": self.ingredients[0].grams if self.ingredients else self.search,
            "servings": self.servings,
            "method": self.method,
        }
        widgets.get(problems[0].field, self.name).setFocus()


def _count(name: str, bounds: tuple[int, int], value: int) -> CountBox:
    box = CountBox(name, bounds, value)
    box.setFixedWidth(scaled(128))
    return box
