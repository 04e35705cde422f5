"""What stands on paper, as values: the week, the recipes, the page for a clinician. How it is painted is not here."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.food import Food, household
from planner.foods.meals import Templates
from planner.foods.salt import SHARE, salt_sentence
from planner.foods.storage import storage_sentence
from planner.language.dates import date_after, long_date, short_date
from planner.language.numbers import written
from planner.language.translate import _, ngettext
from planner.output.picture import Picture
from planner.plan.carbohydrate import carbohydrate_text
from planner.plan.drinks import drinks_line
from planner.plan.evening_before import begins_with, dish_tasks, this_evening
from planner.plan.household_portions import NOBODY, Household, Served, alone, beside
from planner.plan.plan import WEEK, Day, Meal, Plan, Portion, Total, totals
from planner.shopping.shopping_list import ShoppingList

AT_LEAST = "≥\u00a0"  # never at the end of a line, apart from its number


@dataclass(frozen=True, slots=True)
class Cell:
    """One meal of one day: the name of its template, and foods with their measures."""

    name: str
    foods: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """Up to seven days side by side: a heading for each, and a row of cells for each meal (None: not eaten)."""

    title: str
    days: tuple[tuple[str, str], ...]  # its name, and what it holds
    meals: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    note: str = ""  # what a reader of the page has to know


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """The plan for the fridge: one page for each week."""

    title: str
    pages: tuple[WeekPage, ...]


@dataclass(frozen=True, slots=True)
class RecipeCard:
    """How one dish is cooked."""

    name: str
    facts: str
    eaten: str
    servings: int
    ingredients: tuple[tuple[str, float, float], ...]  # name, [g / serving], [g] of all servings, as eaten
    method: tuple[str, ...]
    planned: float = 0.0  # [servings] that everybody eats on the days of the sheet
    notes: tuple[str, ...] = ()  # what to do the evening before, with salt, and with what is left

    @property
    def batches(self) -> int:
        """How often the method is cooked for what is eaten, if it is never cooked in part."""
        return math.ceil(self.planned / self.servings - 1e-9) if self.servings else 0


@dataclass(frozen=True, slots=True)
class RecipesSheet:
    """The recipes of the dishes in a plan, in the order in which they are first eaten."""

    title: str
    recipes: tuple[RecipeCard, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in words; ``wide`` are the columns that hold sentences, the others are as wide as they must be."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: tuple[int, ...] = (0,)
    left: tuple[int, ...] = (0,)  # columns that are not numbers
    strong: frozenset[int] = frozenset()  # rows that are to be seen first


@dataclass(frozen=True, slots=True)
class LastDays:
    """What a page says of days that are over: tables and a picture in their order, and notes."""

    parts: tuple[Table | Picture, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClinicianSheet:
    """What a clinician asks of a plan: for whom, against which targets, how much of what, from where."""

    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    last_days: LastDays = LastDays()


@dataclass(frozen=True, slots=True)
class Handout:
    """Several sheets as one, to be given away."""

    title: str
    parts: tuple[WeekSheet | ShoppingList | RecipesSheet, ...]


Sheet = WeekSheet | ShoppingList | RecipesSheet | ClinicianSheet | Handout


def named(title: str, document: Document) -> str:
    """A title with whom it is for, where the document says so."""
    return f"{title} · {document.name}" if document.name else title


def chosen_days(plan: Plan, days: Iterable[int] | None) -> Plan:
    """The plan without the days that were not asked for."""
    if days is None:
        return plan
    wanted = set(days)
    return Plan(tuple(day for day in plan.days if day.number in wanted))


def date_of(document: Document, day: int) -> date | None:
    """The date of a day, None where the document does not say when it starts, or the calendar has ended."""
    return date_after(document.start, day)


def day_names(document: Document, day: int) -> tuple[str, str]:
    """Short and long name of a day: its weekday and date where the document says when it starts, else its number."""
    when = date_of(document, day)
    if when is None:
        number = _("Day {day}").format(day=day)
        return number, number
    return short_date(when), long_date(when)


def span(document: Document, days: Sequence[int]) -> str:
    """The days of a sheet: "Mon 23 Nov to Sun 29 Nov 2026", or one by one where some are left out."""
    if not days:
        return _("no days")
    if len(days) == 1:
        return day_names(document, days[0])[1]
    names = [day_names(document, day)[0] for day in days]
    when = date_of(document, days[-1])
    said = ", ".join(names)
    if list(days) == list(range(days[0], days[-1] + 1)):
        said = _("{first} to {last}").format(first=names[0], last=names[-1])
    return _("{days} {year}").format(days=said, year=when.year) if when else said


def titled(shopping: ShoppingList, document: Document) -> ShoppingList:
    """The list with a title that says for which days and for how many."""
    people = _(", for {people} people").format(people=shopping.people) if shopping.people > 1 else ""
    if shopping.without:
        people += _(", without {names}").format(names=", ".join(shopping.without))
    title = _("Shopping list: {days}").format(days=span(document, shopping.days))
    return replace(shopping, title=named(f"{title}{people}", document))


def week_sheet(plan: Plan, document: Document, templates: Templates, household: Household = NOBODY) -> WeekSheet:
    """The plan, seven days to a page, with everybody's portions."""
    weeks = [plan.days[first : first + WEEK] for first in range(0, len(plan.days), WEEK)]
    title = _("Meals: {days}").format(days=span(document, [day.number for day in plan.days]))
    return WeekSheet(
        named(title, document), tuple(_week_page(week, plan, document, templates, household) for week in weeks)
    )


def _week_page(
    days: Sequence[Day], plan: Plan, document: Document, templates: Templates, household: Household
) -> WeekPage:
    eaten = {
        time.id
        for time in templates.meals
        if any(day.meal(time.id) or household.at_meal(day.number, time.id) for day in days)
    }
    rows = [
        (time.name, tuple(_cell(day, time.id, document, templates, household) for day in days))
        for time in templates.in_order(eaten)
    ]
    evenings = tuple(_evening_cell(plan, day) for day in days)
    if any(evenings):
        rows.append((_("This evening"), evenings))
    drunk = [drinks_line(day) for day in days if day.drinks]
    note = f"{drunk[0]}. {salt_sentence(document.habits.salt)}" if drunk else ""
    heads = tuple((day_names(document, day.number)[0], _holds(day, household)) for day in days)
    title = _("Meals: {days}").format(days=span(document, [day.number for day in days]))
    return WeekPage(named(title, document), heads, tuple(rows), note or salt_sentence(document.habits.salt))


def _evening_cell(plan: Plan, day: Day) -> Cell | None:
    """What is to be done for the next day, and on the first day what was to be done the evening before."""
    first = begins_with(plan) if plan.days and day == plan.days[0] else ()
    said = [_("The evening before: {task}").format(task=task) for task in first]
    tasks = (*said, *this_evening(plan, day.number))
    return Cell("", tuple((task, "") for task in tasks)) if tasks else None


def _cell(day: Day, meal_id: str, document: Document, templates: Templates, household: Household) -> Cell | None:
    """A meal with the portions of everybody under each food, and what only one person has behind them."""
    meal, theirs = day.meal(meal_id), household.at_meal(day.number, meal_id)
    if meal is None and not theirs:
        return None
    foods = list(_shared_foods(meal, theirs)) if meal else []
    if meal and (carbohydrate := carbohydrate_text(meal.portions, document.profile)):
        foods.append((carbohydrate, ""))
    for one, mine in theirs:
        if carbohydrate := carbohydrate_text(mine.portions, one.person.profile):
            foods.append((f"{one.name}: {carbohydrate}", ""))
    for one, mine in theirs:
        own = alone(meal, mine)
        if own:
            foods.append((_("{name} alone:").format(name=one.name), ""))
            foods += [(portion.food.name, portion.household) for portion in own]
    template = templates.by_id.get(meal.template if meal else theirs[0][1].template)
    return Cell(template.name if template else "", tuple(foods))


def _shared_foods(meal: Meal, theirs: Sequence[tuple[Served, Meal]]) -> Iterator[tuple[str, str]]:
    """Each food with its measure, and what each of the others has of it."""
    for portion in meal.portions:
        yield portion.food.name, portion.household
        for one, mine in theirs:
            if mine.template == meal.template:
                found = beside(portion, meal, mine)
                yield f"{one.name}:", found.household if found else _("none")


def _holds(day: Day, household: Household) -> str:
    return "; ".join(
        [_sums_text(day), *(f"{one.name}: {_sums_text(theirs)}" for one, theirs in household.on_day(day.number))]
    )


def _sums_text(day: Day) -> str:
    sums = totals(day.eaten)
    return _("{magnesium} Mg · {energy}").format(
        magnesium=amount_text(sums[nutrients.MAGNESIUM], "mg"), energy=amount_text(sums[nutrients.ENERGY], "kcal")
    )


def recipes_sheet(plan: Plan, document: Document, templates: Templates, household: Household = NOBODY) -> RecipesSheet:
    """How the dishes of the plan are cooked."""
    eaten: dict[Food, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))  # when, by who eats it
    planned: dict[Food, float] = defaultdict(float)
    for day in plan.days:
        everybody = [("", day), *((one.name, theirs) for one, theirs in household.on_day(day.number))]
        for name, theirs in everybody:
            for meal in theirs.meals:
                for portion in meal.portions:
                    if portion.food.recipe is not None:
                        eaten[portion.food][name].append(_when(portion, day, meal, document, templates))
                        planned[portion.food] += portion.steps * portion.food.step
    title = _("Recipes: {days}").format(days=span(document, [day.number for day in plan.days]))
    return RecipesSheet(
        named(title, document),
        tuple(_card(food, _by_person(who), planned[food], document.habits.salt) for food, who in eaten.items()),
    )


def _by_person(eaten: Mapping[str, Sequence[str]]) -> str:
    """When each eats it, every name once; the user has none and comes first."""
    return "; ".join(f"{name}: {'; '.join(eaten[name])}" if name else "; ".join(eaten[name]) for name in sorted(eaten))


def _when(portion: Portion, day: Day, meal: Meal, document: Document, templates: Templates) -> str:
    return f"{day_names(document, day.number)[0]} {templates.meal(meal.meal).name.lower()}, {portion.household}"


def _card(dish: Food, eaten: str, planned: float, salt: str) -> RecipeCard:
    recipe = dish.recipe
    if recipe is None:
        raise ValueError(f"{dish.name} is no dish")
    return RecipeCard(
        name=dish.name,
        facts=_("Makes {servings} · {minutes} minutes").format(
            servings=household(recipe.servings, "serving"), minutes=recipe.minutes
        ),
        eaten=eaten,
        servings=recipe.servings,
        ingredients=tuple((part.food.name, part.grams, part.grams * recipe.servings) for part in recipe.ingredients),
        method=recipe.method,
        planned=planned,
        notes=tuple(_recipe_notes(dish, planned, recipe.servings, salt)),
    )


def _recipe_notes(dish: Food, planned: float, servings: int, salt: str) -> Iterator[str]:
    """How much of it is eaten and cooked, what the evening before is for, the salt, and what to do with the rest."""
    batches = math.ceil(planned / servings - 1e-9)
    left = batches * servings - planned
    whole = ngettext("{count} whole batch", "{count} whole batches", batches).format(count=batches)
    said = (
        _("You eat {planned} of it: {batches}, with {left} left.") if left else _("You eat {planned} of it: {batches}.")
    )
    yield said.format(planned=household(planned, "serving"), batches=whole, left=household(left, "serving"))
    yield from dish_tasks(dish)
    if SHARE[salt] and dish.recipe is not None and dish.recipe.salt_g:
        grams = SHARE[salt] * dish.recipe.salt_g
        yield _("Salt that is counted: {grams} g for each serving.").format(grams=number_text(grams))
    if left or batches > 1 or planned > servings / 2:
        yield storage_sentence(dish)


def number_text(amount: float) -> str:
    """An amount as it is read: "1,004", "18.2", "0.86"."""
    decimals = 0 if amount >= 100 or amount == 0 else 1 if amount >= 10 else 2
    text = f"{amount:,.{decimals}f}"
    return written(text.rstrip("0").rstrip(".") if "." in text else text)


def amount_text(total: Total, unit: str = "") -> str:
    """Such as "446 mg", with "≥" where data are missing."""
    return f"{AT_LEAST if total.at_least else ''}{number_text(total.amount)}{f' {unit}' if unit else ''}"
