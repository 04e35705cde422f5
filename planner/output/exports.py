"""Lists and plans as files for other programs: CSV, Markdown, plain text, JSON. A food's name is never a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.meals import Templates
from planner.language.translate import _
from planner.output.sheets import ClinicianSheet, RecipesSheet, date_of, day_names
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Day, Meal, Plan, totals
from planner.shopping.list_text import buy_text, cost_text, left_text, need_text
from planner.shopping.shopping_list import Line, ShoppingList

_COUNTED = (*nutrients.ALL, *nutrients.DERIVED)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what makes a spreadsheet read a text cell as more than text
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")
_MARKDOWN_START = re.compile(r"^(\d+)([.)])|^([+\-=])")


def one_line(text: str) -> str:
    """A name on one line: line ends and control characters become spaces, marks that turn the direction of what
    follows them are left out."""
    kept = (_in_line(character) for character in text)
    return " ".join("".join(kept).split())


def _in_line(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cf" and unicodedata.bidirectional(character) in (
        "LRE",
        "RLE",
        "PDF",
        "LRO",
        "RLO",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    ):
        return ""
    return " " if kind in ("Cc", "Zl", "Zp", "Cs") else character


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def markdown(text: str) -> str:
    """A text that stands for itself in Markdown."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text)).replace("://", r"\://").replace("www.", r"www\.")
    return _MARKDOWN_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def to_csv(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV: texts neutralised, numbers as they are, None blank."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue()


# The shopping list


def list_to_text(shopping: ShoppingList) -> str:
    """The list for a phone or a printer without windows."""
    lines = [shopping.title, *([shopping.note] if shopping.note else [])]
    for aisle in shopping.aisles:
        lines += ["", one_line(aisle.name)]
        lines += [f"  [{'x' if line.ticked else ' '}] {_in_words(line, shopping.units)}" for line in aisle.lines]
    cost = cost_text(shopping)
    return "\n".join([*lines, *(["", _("Cost: {cost}.").format(cost=cost)] if cost else [])]) + "\n"


def _in_words(line: Line, units: str) -> str:
    said = [said for said in (need_text(line, units), left_text(line, units)) if said]
    what = " – ".join(part for part in (one_line(line.name), buy_text(line, units)) if part)
    return f"{what} ({'; '.join(said)})" if said else what


def list_to_markdown(shopping: ShoppingList) -> str:
    """The list as Markdown with boxes to tick."""
    lines = [f"# {markdown(shopping.title)}", *(["", markdown(shopping.note)] if shopping.note else [])]
    for aisle in shopping.aisles:
        lines += ["", f"## {markdown(aisle.name)}", ""]
        for line in aisle.lines:
            said = [said for said in (need_text(line, shopping.units), left_text(line, shopping.units)) if said]
            buy = markdown(buy_text(line, shopping.units))
            beside = f" ({markdown('; '.join(said))})" if said else ""
            bold = f" – **{buy}**" if buy else ""
            lines.append(f"- [{'x' if line.ticked else ' '}] {markdown(line.name)}{bold}{beside}")
    cost = cost_text(shopping)
    return "\n".join([*lines, *(["", _("Cost: {cost}.").format(cost=markdown(cost))] if cost else [])]) + "\n"


def list_to_csv(shopping: ShoppingList) -> str:
    """One row for each line of the list; weights in grams, cost in US dollars."""
    header = ["heading", "bought", "buy", "ticked", "aisle", "for", "eaten_g", "bought_g", "at_home_g"]
    rows: list[Sequence[object]] = [[*header, "buy_g", "left_g", "cost_usd"]]
    for aisle in shopping.aisles:
        for line in aisle.lines:
            words = [aisle.name, one_line(line.name), _piece(buy_text(line, shopping.units))]
            ticked = "yes" if line.ticked else "no"
            if line.own:
                rows.append([*words, ticked, "", "", *[None] * 6])
                continue
            foods = "; ".join(one_line(part.food.name) for part in line.parts)
            eaten = sum(part.eaten_g for part in line.parts)
            grams = [round(amount, 2) for amount in (eaten, line.bought_g, line.at_home_g, line.buy_g, line.left_g)]
            cost = None if line.cost_usd is None else round(line.cost_usd, 2)
            rows.append([*words, ticked, line.aisle, foods, *grams, cost])
    return to_csv(rows)


def _piece(text: str) -> object:
    """A mere number of pieces as a number."""
    return int(text) if text.isascii() and text.isdigit() else text


def list_to_json(shopping: ShoppingList) -> dict[str, object]:
    """The list with one entry for each food; nothing is rounded but packs.

    Foods bought in one form share its packs: each such entry has all of them in ``packs`` and names the others in
    ``shared_with``; its ``cost_usd`` is its share, so that costs add up.
    """
    shown = [line for line in shopping.lines if not line.own]
    return {
        "title": shopping.title,
        "days": list(shopping.days),
        "people": shopping.people,
        "units": shopping.units,
        "lines": [entry for line in shown for entry in _entries(line)],
        "own": [{"text": line.name, "ticked": line.ticked} for line in shopping.lines if line.own],
        "cost_usd": shopping.cost_usd,
        "lines_without_price": shopping.unpriced,
        **({"without": list(shopping.without)} if shopping.without else {}),
        **({"note": shopping.note} if shopping.note else {}),
    }


def _entries(line: Line) -> list[dict[str, object]]:
    return [
        {
            "food": part.food.id,
            "name": part.food.name,
            "bought": line.name,
            "aisle": line.aisle,
            "eaten_g": part.eaten_g,
            "bought_g": part.bought_g,
            "packs": line.count if line.pack else None,
            "pack": line.pack.name if line.pack else None,
            "pack_g": line.pack.grams if line.pack else None,
            "buy_g": line.buy_g,
            "at_home_g": line.at_home_g,
            "left_g": line.left_g,
            "cost_usd": None if line.cost_usd is None else line.cost_usd * part.bought_g / line.bought_g,
            "staple": line.staple,
            "ticked": line.ticked,
            "shared_with": [other.food.id for other in line.parts if other is not part],
        }
        for part in line.parts
    ]


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
            rows += [[*row, one_line(one.name)] for row in _day_rows(theirs, document, templates)]
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
            what = [food.id, one_line(food.name), portion.household, portion.grams]
            yield ["portion", *place, *names, *what, *map(_tidy, amounts), " ".join(partial)]
    sums = totals(day.portions)
    unknown = [nutrient.key for nutrient in _COUNTED if sums[nutrient].at_least]
    grams = sum(portion.grams for portion in day.portions)
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
    rows: list[Sequence[object]] = [["dish", "servings", "ingredient", "g_per_serving", "g_in_all"]]
    for card in sheet.recipes:
        name = one_line(card.name)
        rows += [[name, card.servings, one_line(food), _tidy(one), _tidy(g)] for food, one, g in card.ingredients]
    return to_csv(rows)


def clinician_to_csv(sheet: ClinicianSheet) -> str:
    """The tables of the page one after another, each under its title, then notes and sources."""
    rows: list[Sequence[object]] = [[sheet.title]]
    for table in sheet.tables:
        rows += [[], [table.title], list(table.header), *[[one_line(cell) for cell in row] for row in table.rows]]
    for title, sentences in ((_("Notes"), sheet.notes), (_("Data"), sheet.sources)):
        rows += [[], [title], *[[one_line(sentence)] for sentence in sentences]]
    return to_csv(rows)


def plan_to_text(plan: Plan, document: Document, templates: Templates, household: Household = NOBODY) -> str:
    """The meals of every day in a few lines, as for the clipboard."""
    lines = []
    for day in plan.days:
        lines += [day_names(document, day.number)[1]]
        for time in templates.meals:
            meal, theirs = day.meal(time.id), household.at_meal(day.number, time.id)
            if meal is not None:
                lines.append(f"  {time.name}: {_foods(meal)}")
            elif theirs:
                lines.append(f"  {time.name}")
            lines += [f"    {one_line(one.name)}: {_foods(mine)}" for one, mine in theirs]
        lines.append("")
    return "\n".join(lines)


def _foods(meal: Meal) -> str:
    return ", ".join(f"{one_line(portion.food.name)} {portion.household}" for portion in meal.portions)
