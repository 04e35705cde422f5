"""How the days go together: what repeats, what it may cost, and in which money and measures the window speaks."""

from planner.document.document import Habits
from planner.document.document_json import MINUTES, MOST_COOKED, MOST_FOODS
from planner.document.effort import EFFORTS, OWN, effort_of
from planner.document.list_choices import UNITS, ListChoices
from planner.foods.salt import SALTS
from planner.foods.seasons import ALL_YEAR, NORTH, SOUTH, WHERE
from planner.language.translate import _
from planner.shopping.bought import PRICE_YEARS
from ui.base.forms import Form, WordChoice, optional, row
from ui.base.number_box import NumberEdit, write_number
from ui.base.wide_buttons import WideBox
from ui.base.widgets import label
from ui.profile.effort_form import EFFORT_TITLE, effort_words
from ui.profile.money_fields import MoneyFields

UNIT_WORDS = {"us": _("US: feet, pounds, ounces, US packs"), "metric": _("Metric: centimetres, kilograms, grams")}
SEASON_WORDS = {
    NORTH: _("North of the equator"),
    SOUTH: _("South of the equator"),
    ALL_YEAR: _("Ignore the season"),
}
SALT_CHOICES = {
    "none": _("None, or not counted"),
    "light": _("Light: ¼ teaspoon (580 mg sodium) in a serving of a main dish"),
    "usual": _("Usual: ½ teaspoon (1,160 mg sodium) in a serving of a main dish"),
}
FIELD = 140  # [px] width of a number
LARGEST_BUDGET = 10_000  # [US$ / 7 days, times the price level] more is a slip of the hand


class HabitsPage(Form):
    """Breakfasts, leftovers, budget and money, how much there is to buy and to cook, seasons, salt and measures."""

    def __init__(self, habits: Habits, choices: ListChoices, season: str = NORTH) -> None:
        super().__init__()
        self.breakfast = _box(_("The same breakfast every day"), habits.repeat_breakfast)
        self.leftovers = _box(_("Eat dinner again at lunch"), habits.leftovers)
        self.no_oven = _box(_("Nothing needs an oven"), habits.no_oven)
        self.budget = NumberEdit(_("Weekly budget"))
        self.money = MoneyFields(choices)
        self._currency = label(choices.currency)
        self.money.currency.textChanged.connect(self._currency.setText)
        self.most_foods = NumberEdit(_("Foods to buy, at most"))
        self.salt = WordChoice(_("Salt at the stove"), {word: SALT_CHOICES[word] for word in SALTS})
        self.salt.show_word(habits.salt)
        self.units = WordChoice(_("Measures"), {word: UNIT_WORDS[word] for word in UNITS})
        self.minutes = NumberEdit(_("Minutes to cook on a weekday"))
        self.weekend = NumberEdit(_("Minutes to cook on a day of the weekend"))
        self.most_cooked = NumberEdit(_("Dishes to cook a day, at most"))
        for field in (self.budget, self.most_foods, self.minutes, self.weekend, self.most_cooked):
            field.setMaximumWidth(FIELD)
        self.budget.show_number(habits.budget)
        self.most_foods.show_number(habits.most_foods)
        self.minutes.show_number(habits.minutes)
        self.weekend.show_number(habits.weekend_minutes)
        self.most_cooked.show_number(habits.most_cooked)
        self.effort = WordChoice(EFFORT_TITLE, effort_words())
        self.effort.show_word(effort_of(habits))
        self.effort.chosen.connect(self._fill_in)
        for field in (self.most_foods, self.minutes, self.weekend):
            field.textChanged.connect(self._show_effort)
        self.units.show_word(choices.packs)
        self.season = WordChoice(_("Seasons"), {word: SEASON_WORDS[word] for word in WHERE})
        self.season.show_word(season)
        self._ask()

    def _ask(self) -> None:
        self.ask("effort", EFFORT_TITLE, _("Fills in the numbers below, which you can change."), self.effort)
        self._ask_numbers()
        self.ask(
            "repeat_breakfast",
            _("Breakfast"),
            _(
                "Otherwise breakfasts vary. The same one is less to think of and to buy. A change you make to one day"
                " stays on that day."
            ),
            self.breakfast,
        )
        self.ask(
            "leftovers",
            _("Leftovers"),
            _(
                "A dish you have for dinner is the next day's lunch as well, so that you cook once for two meals. Where"
                " that cannot be, the notes say why."
            ),
            self.leftovers,
        )
        self.ask(
            "budget",
            optional(_("Budget for a week")),
            _(
                "For the portions of one person. The plan comes as near as it can, and the notes say how far it is from"
                " it."
            ),
            row([self._currency, self.budget]),
        )
        self.ask(
            "money",
            _("Money"),
            _(
                "Prices that you do not enter are US averages of {years}. Say what food costs where you live. Your"
                " budget and your own prices are in this money, and are not changed by it."
            ).format(years=PRICE_YEARS),
            self.money,
        )
        self.ask(
            "most_cooked",
            optional(_("Dishes to cook a day")),
            _(
                "Dishes that are boiled, fried or baked. Leftovers, and what is only put together, like a salad or a"
                " sandwich, are not counted. The notes name the days that cannot keep to it."
            ),
            row([label(_("At most")), self.most_cooked]),
        )
        self.ask(
            "no_oven",
            _("Kitchen"),
            _(
                "Leaves out what is baked or roasted in an oven or under a grill. Of your own dishes the method tells."
                " What you lock stays."
            ),
            self.no_oven,
        )
        self.ask(
            "season",
            _("Seasons"),
            _(
                "Fresh fruit and vegetables that are not in season where you live come into the plan seldom. What is"
                " frozen, canned or dried always may. The season is that of the first day."
            ),
            self.season,
        )
        self.ask(
            "salt",
            _("Salt at the stove"),
            _("Foods and dishes come without salt. Say how you cook, and every figure for sodium counts it."),
            self.salt,
        )
        self.ask("units", _("Measures"), _("For your height and weight, and for what you buy."), self.units)

    def _ask_numbers(self) -> None:
        least, most = MOST_FOODS
        self.ask(
            "most_foods",
            optional(_("Different things to buy")),
            _(
                "From {least} to {most}, for the whole plan. Oil, spices and condiments, which last for months, are not"
                " counted. The plan comes as near as it can."
            ).format(least=least, most=most),
            row([label(_("At most")), self.most_foods]),
        )
        self.ask(
            "minutes",
            optional(_("Minutes to cook a day")),
            _(
                "What the recipes of a day take together. Days that cannot keep to it are named in the notes. Without a"
                " first day in the calendar all days are weekdays."
            ),
            row([label(_("Weekday")), self.minutes, label(_("Weekend")), self.weekend]),
        )

    def read(self) -> Habits | None:
        """The habits that are answered, or None when an answer cannot stand, which is said at its question."""
        self.say_nothing()
        self.say("budget", self._budget_problem())
        self.say("money", self.money.problem)
        self.say("most_foods", _problem(self.most_foods, MOST_FOODS))
        self.say("minutes", _problem(self.minutes, MINUTES) or _problem(self.weekend, MINUTES))
        self.say("most_cooked", _problem(self.most_cooked, MOST_COOKED))
        if self.troubled:
            return None
        return Habits(
            repeat_breakfast=self.breakfast.isChecked(),
            leftovers=self.leftovers.isChecked(),
            budget=self.budget.number,
            most_foods=_whole(self.most_foods.number),
            minutes=_whole(self.minutes.number),
            weekend_minutes=_whole(self.weekend.number),
            most_cooked=_whole(self.most_cooked.number),
            no_oven=self.no_oven.isChecked(),
            salt=self.salt.word,
        )

    def _fill_in(self, word: str) -> None:
        """Writes the numbers of a choice into their fields; one's own are those that stand there."""
        effort = EFFORTS.get(word)
        if effort is None:
            return
        for field, number in zip((self.most_foods, self.minutes, self.weekend), effort, strict=True):
            field.show_number(number)

    def _show_effort(self) -> None:
        """Chooses what the numbers are, while they are typed."""
        numbers = self.most_foods.number, self.minutes.number, self.weekend.number
        self.effort.show_word(next((word for word, effort in EFFORTS.items() if effort == numbers), OWN))

    def _budget_problem(self) -> str:
        number = self.budget.number
        most = LARGEST_BUDGET * max(1.0, self.money.factor.number or 1.0)
        if number is not None and not 0 < number <= most:
            return _("A budget is more than 0 and at most {most}.").format(most=write_number(most))
        return self.budget.wrong


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)


def _problem(field: NumberEdit, limits: tuple[int, int]) -> str:
    """Why the number in a field cannot stand; nothing where it can."""
    number = field.number
    least, most = limits
    if number is not None and (number != round(number) or not least <= number <= most):
        return _("This is a whole number from {least} to {most}.").format(least=least, most=most)
    return field.wrong


def _box(text: str, ticked: bool) -> WideBox:
    box = WideBox(text)
    box.setChecked(ticked)
    return box
