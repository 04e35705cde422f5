"""What stands on paper, as values: the week, the recipes, the page for a clinician. How it is painted is not here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from planner import nutrients, promise, safety
from planner.catalogue import Catalogue
from planner.dates import date_after, long_date, short_date
from planner.document import Document
from planner.food import Food, household
from planner.numbers import figure, written
from planner.nutrients import Nutrient
from planner.people import NOBODY, Household, Served, alone, beside
from planner.plan import WEEK, Day, Meal, Plan, Portion, Total, diet_allows, foods_of, totals
from planner.profile import Profile
from planner.profile_words import in_words
from planner.shopping import ShoppingList
from planner.targets import OWN_SOURCE, Target, Targets
from planner.templates import Templates
from planner.words import _

DATA_VERSIONS = (
    _(
        "Foods: USDA National Nutrient Database for Standard Reference, Legacy release of April 2018, and, where named,"
        " USDA Foundation Foods of October 2024 (FoodData Central)."
    ),
    _(
        "Needs and limits: Dietary Reference Intakes of the National Academies (NASEM); energy by the equations of"
        " 2023; EFSA where a row names it."
    ),
)
AT_LEAST = "≥\u00a0"  # never at the end of a line, apart from its number
NO_ADVICE = _("A planning aid, no medical advice. “≥” marks a sum to which some foods add an amount nobody measured.")


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


@dataclass(frozen=True, slots=True)
class ClinicianSheet:
    """What a clinician asks of a plan: for whom, against which targets, how much of what, from where."""

    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]


Sheet = WeekSheet | ShoppingList | RecipesSheet | ClinicianSheet


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
    return replace(shopping, title=f"{title}{people}")


def week_sheet(plan: Plan, document: Document, templates: Templates, household: Household = NOBODY) -> WeekSheet:
    """The plan, seven days to a page, with everybody's portions."""
    weeks = [plan.days[first : first + WEEK] for first in range(0, len(plan.days), WEEK)]
    title = _("Meals: {days}").format(days=span(document, [day.number for day in plan.days]))
    return WeekSheet(title, tuple(_week_page(week, document, templates, household) for week in weeks))


def _week_page(days: Sequence[Day], document: Document, templates: Templates, household: Household) -> WeekPage:
    rows = [
        (time.name, tuple(_cell(day, time.id, templates, household) for day in days))
        for time in templates.meals
        if any(day.meal(time.id) or household.at_meal(day.number, time.id) for day in days)
    ]
    heads = tuple((day_names(document, day.number)[0], _holds(day, household)) for day in days)
    title = _("Meals: {days}").format(days=span(document, [day.number for day in days]))
    return WeekPage(title, heads, tuple(rows))


def _cell(day: Day, meal_id: str, templates: Templates, household: Household) -> Cell | None:
    """A meal with the portions of everybody under each food, and what only one person has behind them."""
    meal, theirs = day.meal(meal_id), household.at_meal(day.number, meal_id)
    if meal is None and not theirs:
        return None
    foods = list(_shared_foods(meal, theirs)) if meal else []
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
    sums = totals(day.portions)
    return _("{magnesium} Mg · {energy}").format(
        magnesium=amount_text(sums[nutrients.MAGNESIUM], "mg"), energy=amount_text(sums[nutrients.ENERGY], "kcal")
    )


def recipes_sheet(plan: Plan, document: Document, templates: Templates, household: Household = NOBODY) -> RecipesSheet:
    """How the dishes of the plan are cooked."""
    eaten: dict[Food, list[str]] = defaultdict(list)
    for day in plan.days:
        everybody = [("", day), *((f"{one.name}: ", theirs) for one, theirs in household.on_day(day.number))]
        for name, theirs in everybody:
            for meal in theirs.meals:
                for portion in meal.portions:
                    if portion.food.recipe is not None:
                        eaten[portion.food].append(f"{name}{_when(portion, day, meal, document, templates)}")
    title = _("Recipes: {days}").format(days=span(document, [day.number for day in plan.days]))
    return RecipesSheet(title, tuple(_card(food, when) for food, when in eaten.items()))


def _when(portion: Portion, day: Day, meal: Meal, document: Document, templates: Templates) -> str:
    return f"{day_names(document, day.number)[0]} {templates.meal(meal.meal).name.lower()}, {portion.household}"


def _card(dish: Food, when: Sequence[str]) -> RecipeCard:
    recipe = dish.recipe
    if recipe is None:
        raise ValueError(f"{dish.name} is no dish")
    return RecipeCard(
        name=dish.name,
        facts=_("Makes {servings} · {minutes} minutes").format(
            servings=household(recipe.servings, "serving"), minutes=recipe.minutes
        ),
        eaten="; ".join(when),
        servings=recipe.servings,
        ingredients=tuple((part.food.name, part.grams, part.grams * recipe.servings) for part in recipe.ingredients),
        method=recipe.method,
    )


def clinician_sheet(
    plan: Plan, document: Document, targets: Targets, catalogue: Catalogue, notices: Sequence[str] = ()
) -> ClinicianSheet:
    """The plan in figures: against every target, day by day, and where its magnesium comes from."""
    foods = tuple(food for food in catalogue if diet_allows(document.profile, food))
    days = [totals(day.portions) for day in plan.days]
    rules = safety.notices(document.profile, targets, foods, days, foods_of(plan))
    held = (promise.promise(plan, targets), *promise.notes(plan, targets)) if plan.days else ()
    notes = (*notices, *(sentence for sentence in held if sentence), *rules, *targets.notices, NO_ADVICE)
    return ClinicianSheet(
        title=_("Meal plan in figures: {days}").format(days=span(document, [day.number for day in plan.days])),
        tables=(
            _profile_table(document.profile, document, targets),
            _targets_table(targets),
            *_daily_tables(plan, document, targets),
            _magnesium_table(plan),
        ),
        notes=notes,
        sources=(
            *DATA_VERSIONS,
            _("{program}, {count} foods and dishes in its table.").format(program=_program(), count=len(catalogue)),
        ),
    )


def _program() -> str:
    try:
        return f"Magnolia {version('magnolia-planner')}"
    except PackageNotFoundError:
        return "Magnolia"


def _profile_table(profile: Profile, document: Document, targets: Targets) -> Table:
    facts = [
        (_("Sex"), in_words(profile.sex)),
        (_("Age"), _("{years} years").format(years=profile.age_years)),
        (_("Height and weight"), _size_text(profile)),
        (_("Activity"), in_words(profile.activity)),
        (_("Diet"), in_words(profile.diet)),
        (_("Leaves out"), _in_words(profile.allergens) or _("nothing")),
        (_("Energy planned for"), _("{energy} kcal a day").format(energy=figure(targets.energy_kcal, ",.0f"))),
    ]
    if profile.life_stage == "pregnancy":
        facts.insert(2, (_("Pregnancy"), _("week {week}").format(week=profile.gestation_week)))
    if profile.life_stage == "lactation":
        facts.insert(2, (_("Lactation"), _("{months} months since birth").format(months=profile.months_since_birth)))
    if profile.conditions:
        facts.append((_("Conditions"), _in_words(profile.conditions)))
    if document.confirmed:
        facts.append((_("Confirmed"), _in_words(document.confirmed)))
    return Table(_("Profile"), ("", ""), tuple(facts), wide=(1,), left=(0, 1))


def _in_words(words: Iterable[str]) -> str:
    return ", ".join(in_words(word) for word in sorted(words))


def _size_text(profile: Profile) -> str:
    return _("{height} cm, {weight} kg (BMI {bmi})").format(
        height=figure(profile.height_cm), weight=figure(profile.weight_kg), bmi=figure(profile.bmi, ".1f")
    )


def _targets_table(targets: Targets) -> Table:
    rows = tuple(
        (
            target.nutrient.label,
            _end(target.least, target.nutrient),
            _end(target.most, target.nutrient),
            _("must hold") if target.hard else _("goal"),
            _source_text(target),
        )
        for target in targets.all
    )
    header = ("", _("at least"), _("at most"), "", _("source"))
    return Table(_("Targets for a day"), header, rows, wide=(4,), left=(0, 3, 4))


def _source_text(target: Target) -> str:
    if target.own and OWN_SOURCE not in target.source:
        return _("{source} (own value)").format(source=target.source)
    return target.source


def _end(amount: float | None, nutrient: Nutrient) -> str:
    return "" if amount is None else f"{number_text(amount)} {nutrient.unit}"


def _daily_tables(plan: Plan, document: Document, targets: Targets) -> tuple[Table, ...]:
    """Totals of every day, seven days to a table, the mean of all days in the last."""
    weeks = [plan.days[first : first + WEEK] for first in range(0, len(plan.days), WEEK)]
    return tuple(_daily_table(week, plan, document, targets, last=week is weeks[-1]) for week in weeks)


def _daily_table(week: Sequence[Day], plan: Plan, document: Document, targets: Targets, last: bool) -> Table:
    sums = [totals(day.portions) for day in week]
    of_all = totals([portion for day in plan.days for portion in day.portions])
    rows = []
    for nutrient in (*nutrients.ALL, *nutrients.DERIVED):
        row = [f"{nutrient.label}, {nutrient.unit}", *(amount_text(total[nutrient]) for total in sums)]
        if last:
            mean = Total(of_all[nutrient].amount / len(plan.days), of_all[nutrient].at_least)
            goal = None if nutrient.key == "sodium_mg" else targets.least(nutrient)  # its amount is nobody's goal
            row += [amount_text(mean), _against(mean, goal)]
        rows.append(tuple(row))
    names = [_tight(day_names(document, day.number)[0]) for day in week]
    header = ("", *names, *((_("mean"), _("of goal")) if last else ()))
    title = _("Daily totals")
    if len(week) < len(plan.days):
        title = _("Daily totals, {first} to {last}").format(first=names[0], last=names[-1])
    return Table(title, header, tuple(rows))


def _tight(name: str) -> str:
    """A day's name without its month, for a narrow column."""
    return " ".join(name.split()[:2])


def _against(total: Total, least: float | None) -> str:
    """Rounded down: what is not reached never reads as reached."""
    return f"{AT_LEAST if total.at_least else ''}{int(100 * total.amount / least + 1e-9)}\u00a0%" if least else ""


def _magnesium_table(plan: Plan) -> Table:
    """Every food with the magnesium it brings, dishes taken apart, the largest first."""
    grams: dict[Food, float] = defaultdict(float)
    for day in plan.days:
        for portion in day.portions:
            for part in portion.food.made_of(portion.steps):
                grams[part.food] += part.grams
    days = max(1, len(plan.days))
    known = {food: food.amounts.get(nutrients.MAGNESIUM) for food in grams}
    brings = {food: grams[food] * (known[food] or 0.0) / 100 / days for food in grams}
    total = sum(brings.values())
    rows = tuple(
        (
            food.name,
            f"{figure(grams[food] / days, ',.0f')} g",
            _("not measured") if known[food] is None else f"{figure(brings[food], '.1f')} mg",
            figure(brings[food] / total, ".1%") if total else "",
            food.source_text,
        )
        for food in sorted(grams, key=lambda food: (-brings[food], food.name))
    )
    header = ("", _("eaten a day"), _("magnesium a day"), _("share"), _("source"))
    return Table(_("Magnesium by food"), header, rows, wide=(0,), left=(0, 4))


def number_text(amount: float) -> str:
    """An amount as it is read: "1,004", "18.2", "0.86"."""
    decimals = 0 if amount >= 100 or amount == 0 else 1 if amount >= 10 else 2
    text = f"{amount:,.{decimals}f}"
    return written(text.rstrip("0").rstrip(".") if "." in text else text)


def amount_text(total: Total, unit: str = "") -> str:
    """Such as "446 mg", with "≥" where data are missing."""
    return f"{AT_LEAST if total.at_least else ''}{number_text(total.amount)}{f' {unit}' if unit else ''}"
