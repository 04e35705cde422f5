"""A food from its label: what it is, for whom, in which portions, and the figures. What is wrong is said in place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from PySide6.QtCore import QMargins, QSize, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.document.list_choices import US_DOLLARS
from planner.foods.food import FLAGS, MERCURY_CLASSES, UNKNOWN_MERCURY
from planner.foods.vocabulary import ALLERGENS
from planner.language.translate import _, ngettext
from planner.own.food import EU, MOST_NAME, PER_100_G, OwnFood, has_fish, tidy
from planner.own.kinds import BY_WORD, KINDS, Kind, kind_of
from planner.own.label_checks import (
    A_DAY_MOST,
    A_WEEK_MOST,
    MOST_MEASURE,
    STEPS_MOST,
    LabelProblem,
    NoNumberError,
    number_from_text,
)
from ui.base.allergen_words import ALLERGEN_WORDS
from ui.base.dialogs import Dialog
from ui.base.flow import Beside
from ui.base.forms import Boxes, Form, WordChoice, page, row
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo, CountBox, NumberEdit
from ui.base.widgets import keep_buttons, label, scaled
from ui.own.label_figures import LabelFigures
from ui.own.own_words import (
    DIET_WORDS,
    FLAG_WORDS,
    GLUTEN_WORDS,
    LABEL_WORDS,
    LOVED,
    MERCURY_WORDS,
    NONE,
    PER_WORDS,
    UNKNOWN_GLUTEN,
)

WIDTH, HEIGHT = 1120, 720  # [px]
TWO = 900  # [px] a window in which the figures stand beside the other questions
Check = Callable[[OwnFood], Sequence[LabelProblem]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the dialog gives: the food, the user's price of it, and whether it is loved from now on."""

    food: OwnFood
    price_per_kg: float | None  # [currency / kg]
    loved: bool


class Asked(Form):
    """Questions of which the wrong answers can be counted."""

    def count_problems(self) -> int:
        """How many answers cannot stand."""
        return sum(bool(question.problem) for question in self._questions.values())


class OwnFoodDialog(Dialog):
    """Asks for an own food; ``check`` says all that is wrong with it, and then the dialog stays open.

    Signals:
        chosen: the ``Entry`` in which nothing is wrong.
    """

    chosen = Signal(object)

    def __init__(
        self,
        check: Check,
        own: OwnFood | None = None,
        price_per_kg: float | None = None,
        parent: QWidget | None = None,
        usual_label: str = EU,
        currency: str = US_DOLLARS,
        proposed: OwnFood | None = None,
    ) -> None:
        """``proposed`` is shown for a new food but for what nobody can guess: who may eat it, and what it has."""
        title = _("A food from a label") if own is None else _("Change a food")
        super().__init__(title, parent, QSize(WIDTH, HEIGHT))
        self._check = check
        self._own = own
        self._currency = currency
        self._make_fields()
        self._about, self._numbers = Asked(), Asked()
        self._ask_about()
        self._ask_numbers()
        self._general = label(tone="problem", wrap=True)
        self._general.hide()
        self.buttons = keep_buttons(_("Save this food"), self._try, self.reject)
        self.kind.activated.connect(self._fit_kind)
        self.has.boxes[NONE].clicked.connect(lambda on: self.has.show_words(frozenset({NONE}) if on else frozenset()))
        for word, box in self.has.boxes.items():
            if word != NONE:
                box.clicked.connect(lambda on: self.has.boxes[NONE].setChecked(False) if on else None)
        self.has.changed.connect(self._fit_mercury)
        self.in_a_meal.valueChanged.connect(lambda most: self.a_day.setValue(max(most, self.a_day.value())))
        for count in self._counts:
            count.refused.connect(lambda said: self._about.say("max_steps", said))
        self._arrange()
        self.label.show_word(own.label if own else usual_label)
        self._show(own, price_per_kg)
        if own is None and proposed is not None:
            self._propose(proposed)
        self.remember()

    def problem(self, field: str) -> str:
        """What is said beside a field or figure, or an empty text."""
        if field in self.figures.figures:
            return self.figures.figures[field].problem
        place = _PLACES.get(field, field)
        return next((form.problem(place) for form in (self._about, self._numbers) if form.asks(place)), "")

    # Fields

    def _make_fields(self) -> None:
        self.name = QLineEdit()
        self.name.setMaxLength(2 * MOST_NAME)  # a longer one is refused in words, not cut
        self.kind = Combo()
        self.kind.setMaxVisibleItems(16)
        self.kind.addItem(_("Please choose"), "")
        for kind in KINDS:
            self.kind.addItem(kind.title, kind.word)
        self.quantity, self.measure = NumberEdit(_("How many")), QLineEdit()
        self.measure.setAccessibleName(_("Of what: slice, cup, pot"))
        self.measure.setMaxLength(MOST_MEASURE)
        self.grams = NumberEdit(_("Weight of one portion in grams"))
        self.in_a_meal, self.a_day, self.a_week = (
            _count(_("Portions in a meal, at most"), STEPS_MOST),
            _count(_("Portions a day, at most"), A_DAY_MOST),
            _count(_("Portions a week, at most"), A_WEEK_MOST),
        )
        self.diet = WordChoice(_("Who may eat it"), DIET_WORDS)
        words = {**ALLERGEN_WORDS, **FLAG_WORDS, NONE: _("None of these")}
        self.has = Boxes(_("It has"), words, columns=2)
        self.gluten = WordChoice(_("Gluten"), GLUTEN_WORDS)
        self.gluten.show_word(UNKNOWN_GLUTEN)
        self.mercury = WordChoice(_("Mercury"), MERCURY_WORDS)
        self.price = NumberEdit(_("Price a kilogram, in {currency}").format(currency=self._currency))
        self.loved = QCheckBox(LOVED)
        self.loved.setMinimumHeight(TARGET)
        self.loved.setAccessibleName(LOVED)
        self.per = WordChoice(_("The figures are"), PER_WORDS, columns=2)
        self.label = WordChoice(_("Kind of label"), LABEL_WORDS)
        self.figures = LabelFigures()
        for field, title in ((self.name, _("Name")), (self.kind, _("Kind of food"))):
            field.setAccessibleName(title)
        for widget in (self.name, self.kind, self.measure):
            widget.setMinimumHeight(TARGET)
        for edit, width in ((self.quantity, 56), (self.grams, 72), (self.price, 96)):
            edit.setFixedWidth(scaled(width))
        self.measure.setFixedWidth(scaled(120))

    @property
    def _counts(self) -> tuple[CountBox, ...]:
        return self.in_a_meal, self.a_day, self.a_week

    def _ask_about(self) -> None:
        form = self._about
        form.ask("name", _("Name"), "", self.name)
        why = _("From it follow the meals it goes into. Rice, pasta and oats: enter them cooked, as they are eaten.")
        form.ask("group", _("Kind of food"), why, self.kind)
        portion = row([self.quantity, self.measure, label(_("weighs")), self.grams, label("g")])
        form.ask(
            "portion", _("One portion"), _("Such as 1 slice, 1 pot, 1 cup. For a drink, take 1 ml as 1 g."), portion
        )
        form.ask("diet", _("Who may eat it"), "", self.diet)
        why = _(
            "The label names allergens in bold or after “contains”. The rest counts in pregnancy, with coeliac disease,"
            " with some medicines, or where pork or beef is not eaten, or halal or kosher food is: meat of which nobody"
            " said whose it is is left out then."
        )
        form.ask("allergens", _("It has"), why, self.has)
        why = _("It counts with coeliac disease: a food of which nobody knows is left out then.")
        form.ask("gluten", _("Gluten"), why, self.gluten)
        self._mercury = form.ask(
            "mercury",
            _("Mercury"),
            _("It counts in pregnancy and while breastfeeding: fish of unknown mercury is left out then."),
            self.mercury,
        )
        counts = QVBoxLayout()
        for box, said in (
            (self.in_a_meal, _("portions in a meal")),
            (self.a_day, _("portions a day")),
            (self.a_week, _("portions a week")),
        ):
            counts.addLayout(row([box, label(said)]))
        form.ask("max_steps", _("At most"), "", counts)
        form.ask(
            "price",
            _("Price"),
            "",
            row(
                [self.price, label(_("{currency} for 1 kg, if you like to see costs").format(currency=self._currency))]
            ),
        )
        self._taste = form.ask("loved", _("Taste"), "", self.loved)

    def _ask_numbers(self) -> None:
        self._numbers.ask("per", _("The figures are"), "", self.per)
        why = _("Look under carbohydrate: an American label lists fibre as a part of it.")
        self._numbers.ask("label", _("Kind of label"), why, self.label)
        why = _("Leave empty what the label does not say.")
        self._numbers.ask("amounts", _("Figures"), why, self.figures)

    def _arrange(self) -> None:
        both = QWidget()
        both.setObjectName("scrolled")
        columns = Beside(TWO)
        columns.add(self._about, 9)
        columns.add(self._numbers, 11)
        both.setLayout(columns)
        content = QVBoxLayout()
        content.addWidget(page(both, _("The food and its label")))
        below = QVBoxLayout()
        below.setContentsMargins(2 * GRID, 0, 2 * GRID, 2 * GRID)
        below.addWidget(self._general)
        below.addWidget(self.buttons)
        self.put(content, below, QMargins(GRID, GRID, GRID, 0))

    def _show(self, own: OwnFood | None, price_per_kg: float | None) -> None:
        """Shows a food, or what most labels have."""
        self.per.show_word(own.per if own else PER_100_G)
        self._taste.setVisible(own is None)
        self.loved.setChecked(own is None)
        self.quantity.show_quantity(own.step if own else 1.0)
        self.measure.setText(own.measure if own else _("portion"))
        self.price.show_number(price_per_kg)
        if own is not None:
            self._show_own(own)
        self._fit_mercury()

    def _propose(self, food: OwnFood) -> None:
        """Shows what follows from a table of foods; the rest is asked."""
        self.label.show_word(food.label)
        self.loved.setChecked(False)
        self.quantity.show_quantity(food.step)
        self.measure.setText(food.measure)
        self._show_label(food)
        if food.group:
            self._show_kind(food)
        self._fit_mercury()

    def _show_label(self, own: OwnFood) -> None:
        """The name, the weight of a portion, and the figures."""
        self.name.setText(own.name)
        self.grams.show_number(own.step_g)
        self.figures.show_amounts(own.amounts)

    def _show_kind(self, own: OwnFood) -> None:
        """The kind, and how much is planned at most."""
        kind = kind_of(own.group, own.roles)
        if kind is None:
            self.kind.addItem(_("As it was: {group}").format(group=own.group), "")
        self.kind.setCurrentIndex(self.kind.findData(kind.word) if kind else self.kind.count() - 1)
        self.in_a_meal.setValue(own.max_steps)
        self.a_day.setValue(own.daily_max)
        self.a_week.setValue(own.weekly_max)

    def _show_own(self, own: OwnFood) -> None:
        self._show_label(own)
        self._show_kind(own)
        self.diet.show_word(own.diet)
        has = own.allergens | (own.flags & set(FLAG_WORDS))
        self.has.show_words(has or frozenset({NONE}))
        self.gluten.show_word(next((word for word in GLUTEN_WORDS if word in own.flags), UNKNOWN_GLUTEN))
        self.mercury.show_word(own.mercury or UNKNOWN_MERCURY)

    def _fit_kind(self) -> None:
        """Proposes what people commonly eat of such a food."""
        kind = BY_WORD.get(str(self.kind.currentData()))
        if kind is not None:
            self.in_a_meal.setValue(kind.in_a_meal)
            self.a_day.setValue(kind.a_day)
            self.a_week.setValue(kind.a_week)
        self._fit_mercury()

    def _fit_mercury(self) -> None:
        self._mercury.setVisible(has_fish(self._kind_facts().group, self.has.words))

    # The answer

    def answers(self) -> object:
        """All that is written and chosen, for comparing."""
        texts = (self.name, self.quantity, self.measure, self.grams, self.price)
        figures = (figure.edit for figure in self.figures.figures.values())
        counts = tuple(box.text() for box in self._counts)
        words = self.diet.word, self.has.words, self.mercury.word, self.per.word, self.label.word
        return (
            *(edit.text() for edit in (*texts, *figures)),
            counts,
            words,
            self.kind.currentIndex(),
            self.loved.isChecked(),
        )

    def _kind_facts(self) -> Kind:
        """The kind that is chosen; for a food of no kind, its own group and roles."""
        kind = BY_WORD.get(str(self.kind.currentData()))
        if kind is not None:
            return kind
        chosen_own = self._own is not None and self.kind.currentIndex() == self.kind.count() - 1
        if chosen_own and self._own is not None and kind_of(self._own.group, self._own.roles) is None:
            return Kind("", "", self._own.group, self._own.roles, flags=self._own.flags - set(FLAG_WORDS))
        return Kind("", "", "", frozenset())

    def _food(self, amounts: Mapping[str, float], numbers: Mapping[str, float]) -> OwnFood:
        kind, words = self._kind_facts(), self.has.words
        asked = has_fish(kind.group, words)
        mercury = self.mercury.word if asked and self.mercury.word in MERCURY_CLASSES else ""
        made = OwnFood(
            id=self._own.id if self._own else "own_new",
            name=tidy(self.name.text()),
            group=kind.group,
            roles=kind.roles,
            measure=tidy(self.measure.text()),
            step=numbers["step"],
            step_g=numbers["step_g"],
            diet=self.diet.word,
            allergens=words & set(ALLERGENS),
            amounts=MappingProxyType(dict(amounts)),
            per=self.per.word,
            label=self.label.word,
            max_steps=self.in_a_meal.count,
            daily_max=self.a_day.count,
            weekly_max=self.a_week.count,
            mercury=mercury,
            flags=kind.flags | (words & set(FLAGS)) | _of_gluten(self.gluten.word),
        )
        if self._own is None:
            return made
        return _with_kept(made, self._own)

    def _try(self) -> None:
        for form in (self._about, self._numbers):
            form.say_nothing()
        self.figures.say_nothing()
        numbers = {
            key: self._number(edit, place)
            for key, edit, place in (("step", self.quantity, "portion"), ("step_g", self.grams, "portion"))
        }
        price = self._number(self.price, "price", needed=False)
        food = self._food(self.figures.amounts(), {key: number or 0.0 for key, number in numbers.items()})
        for problem in self._check(food):
            self._say(problem.field, problem.sentence)
        for count_box in self._counts:
            if refused := count_box.take_refusal():
                self._say(_PORTIONS, refused)
        if not self.has.words:
            self._say("allergens", _("Tick what it has, or “None of these”."))
        if count := self._count_problems():
            said = ngettext(
                "Please look at the {count} marked answer.", "Please look at the {count} marked answers.", count
            )
            self._general.setText(said.format(count=count))
            self._general.show()
            self._to_first_problem()
            return
        self.chosen.emit(Entry(food, price, self._own is None and self.loved.isChecked()))
        self.accept()

    def _number(self, edit: NumberEdit, place: str, needed: bool = True) -> float | None:
        try:
            number = number_from_text(edit.text())
        except NoNumberError as error:
            self._say(place, str(error))
            return None
        if number is None and needed:
            self._say(place, _("Say how much one portion is, and what it weighs."))
        return number

    def _say(self, field: str, sentence: str) -> None:
        """Says what is wrong beside a field, the first of several things."""
        if field in self.figures.figures:
            figure = self.figures.figures[field]
            if not figure.problem:
                figure.say(sentence)
            return
        place = _PLACES.get(field, field)
        form = self._about if self._about.asks(place) else self._numbers
        place = place if form.asks(place) else "amounts"
        if not form.problem(place):
            form.say(place, sentence)

    def _count_problems(self) -> int:
        forms = (self._about, self._numbers)
        return sum(form.count_problems() for form in forms) + len(list(self.figures.troubled()))

    def _to_first_problem(self) -> None:
        """Puts the keyboard where the first thing is wrong, which scrolls it into sight."""
        widgets: dict[str, QWidget] = {
            "name": self.name,
            "group": self.kind,
            "portion": self.grams,
            "diet": next(iter(self.diet.buttons.values())),
            "allergens": next(iter(self.has.boxes.values())),
            "max_steps": self.in_a_meal,
            "price": self.price,
        }
        for field, widget in widgets.items():
            if self._about.problem(field):
                widget.setFocus()
                return
        for figure in self.figures.troubled():
            figure.edit.setFocus()
            return


_PORTIONS = "max_steps"  # the question of the three counts
_PLACES = {
    "roles": "group",
    "measure": "portion",
    "step": "portion",
    "step_g": "portion",
    "min_steps": "max_steps",
    "daily_max": "max_steps",
    "weekly_max": "max_steps",
    "flags": "allergens",
}


def _of_gluten(word: str) -> frozenset[str]:
    """The flag of an answer; none where it is not known."""
    return frozenset({word}) & set(FLAGS)


def _with_kept(made: OwnFood, before: OwnFood) -> OwnFood:
    """The food with what the dialog does not ask, as it was before."""
    asked = set(FLAG_WORDS) | set(GLUTEN_WORDS) | {flag for kind in KINDS for flag in kind.flags}
    return replace(
        made,
        min_steps=min(before.min_steps, made.max_steps),
        familiarity=before.familiarity,
        metric=before.metric,
        oxalate=before.oxalate,
        flags=made.flags | (before.flags - asked),
    )


def _count(name: str, most: int) -> CountBox:
    box = CountBox(name, (1, most), 2)
    box.setFixedWidth(scaled(128))
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return box
