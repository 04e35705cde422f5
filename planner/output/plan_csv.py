"""Plan, recipes and the clinician's page as CSV."""

from collections.abc import Iterator, Sequence

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.meals import Templates
from planner.language.translate import _
from planner.output.picture import Picture
from planner.output.safe_text import to_csv
from planner.output.sheets import ClinicianSheet, RecipesSheet, Table, date_of
from planner.plan.drinks import DRINKS
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Day, Plan, totals

_COUNTED = (*nutrients.ALL, *nutrients.DERIVED)

# The plan


def plan_to_csv(plan: Plan, document: Document, templates: Templates, household: Household = NOBODY) -> str:
    """One row for each portion and one for the totals of each day; an amount nobody measured is blank.

    In a row of totals, ``at_least`` names the nutrients to which some foods add an unknown amount. With a household,
    a last column names whose portion or total it is; it is blank for the plan itself.
    """
    header = ["row", "day", "date", "meal", "template", "food", "name", "measure", "grams"]
    whose = ["person"] if household.served else []
    rows: list[Sequence[object]] = [[*header, *(nutrient.key for nutrient in _COUNTED), "at_least", *whose]]
    for day in plan.days:
        rows += [[*row, *[""] * len(whose)] for row in _day_rows(day, document, templates)]
        for one, theirs in household.on_day(day.number):
            rows += [[*row, one.name] for row in _day_rows(theirs, document, templates)]
    return to_csv(rows)


def _day_rows(day: Day, document: Document, templates: Templates) -> Iterator[list[object]]:
    place = [day.number, _date(document, day.number)]
    for meal in day.meals:
        template = templates.by_id.get(meal.template)
        names = [templates.meal(meal.meal).name, template.name if template else ""]
        for portion in meal.portions:
            food = portion.food
            amounts = [food.amount(nutrient, portion.steps) for nutrient in _COUNTED]
            partial = [nutrient.key for nutrient in _COUNTED if nutrient in food.partial]
            what = [food.id, food.name, portion.household, portion.grams]
            yield ["portion", *place, *names, *what, *map(_tidy, amounts), " ".join(partial)]
    for portion in day.drinks:
        amounts = [portion.food.amount(nutrient, portion.steps) for nutrient in _COUNTED]
        what = [portion.food.id, portion.food.name, portion.household, portion.grams]
        yield ["portion", *place, DRINKS, "", *what, *map(_tidy, amounts), ""]
    sums = totals(day.eaten)
    unknown = [nutrient.key for nutrient in _COUNTED if sums[nutrient].at_least]
    grams = sum(portion.grams for portion in day.eaten)
    amounts = [sums[nutrient].amount for nutrient in _COUNTED]
    yield ["total", *place, "", "", "", "", "", _tidy(grams), *map(_tidy, amounts), " ".join(unknown)]


def _tidy(amount: float | None) -> float | None:
    """Without the last digits of a sum of floats, which no measurement has."""
    return None if amount is None else float(f"{amount:.10g}")


def _date(document: Document, day: int) -> str:
    when = date_of(document, day)
    return when.isoformat() if when else ""


def recipes_to_csv(sheet: RecipesSheet) -> str:
    """One row for each ingredient of each dish, in grams as eaten."""
    rows: list[Sequence[object]] = [
        ["dish", "servings", "ingredient", "g_per_serving", "g_in_all", "servings_eaten", "g_eaten", "batches"]
    ]
    for card in sheet.recipes:
        name = card.name
        rows += [
            [name, card.servings, food, _tidy(one), _tidy(g), card.planned, _tidy(one * card.planned), card.batches]
            for food, one, g in card.ingredients
        ]
    return to_csv(rows)


def _figure(amount: object) -> str:
    return f"{amount:.10g}" if isinstance(amount, float) else str(amount or "")


def _figures_of(picture: Picture) -> Table:
    """The figures of a picture, a row for each date that has any."""
    columns = picture.columns()
    rows = tuple(
        (when.isoformat(), *(_figure(held.get(when)) for _name, held in columns))
        for when in sorted({when for _name, held in columns for when in held})
    )
    return Table(_("Figures of the picture"), (_("date"), *(name for name, _held in columns)), rows)


def clinician_to_csv(sheet: ClinicianSheet) -> str:
    """The tables of the page one after another, each under its title, then notes and sources."""
    rows: list[Sequence[object]] = [[sheet.title]]
    for part in (*sheet.tables, *sheet.last_days.parts):
        table = part if isinstance(part, Table) else _figures_of(part)
        rows += [[], [table.title], list(table.header), *table.rows]
    for title, sentences in ((_("Notes"), sheet.notes), (_("Data"), sheet.sources)):
        rows += [[], [title], *[[sentence] for sentence in sentences]]
    return to_csv(rows)
