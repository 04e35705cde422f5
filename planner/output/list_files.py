"""The shopping list as plain text, Markdown, CSV and JSON."""

from collections.abc import Sequence

from planner.language.plain_text import one_line, plain
from planner.language.translate import _
from planner.output.safe_text import markdown, to_csv
from planner.shopping.bought import PRICE_YEARS
from planner.shopping.list_text import buy_text, cost_text, left_text, need_text, prices_text
from planner.shopping.shopping_list import Line, ShoppingList

# The shopping list


def list_to_text(shopping: ShoppingList) -> str:
    """The list for a phone or a printer without windows."""
    lines = [shopping.title, *([shopping.note] if shopping.note else [])]
    for aisle in shopping.aisles:
        lines += ["", one_line(aisle.name)]
        lines += [f"  [{'x' if line.ticked else ' '}] {line_in_words(line, shopping.units)}" for line in aisle.lines]
    cost = cost_text(shopping)
    said = ["", _("Cost: {cost}.").format(cost=one_line(cost)), prices_text(shopping)] if cost else []
    return plain("\n".join([*lines, *said]) + "\n")


def line_in_words(line: Line, units: str) -> str:
    """A line of the list: what to buy, and in brackets what is needed and left."""
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
    said = ["", _("Cost: {cost}.").format(cost=markdown(cost)), markdown(prices_text(shopping))] if cost else []
    return "\n".join([*lines, *said]) + "\n"


def list_to_csv(shopping: ShoppingList) -> str:
    """One row for each line of the list; weights in grams."""
    header = ["heading", "bought", "buy", "ticked", "aisle", "for", "eaten_g", "bought_g", "at_home_g"]
    rows: list[Sequence[object]] = [[*header, "buy_g", "left_g", "cost", "currency", "price"]]
    for aisle in shopping.aisles:
        for line in aisle.lines:
            words = [aisle.name, one_line(line.name), _piece(buy_text(line, shopping.units))]
            ticked = "yes" if line.ticked else "no"
            if line.own:
                rows.append([*words, ticked, "", "", *[None] * 8])
                continue
            foods = "; ".join(one_line(part.food.name) for part in line.parts)
            eaten = sum(part.eaten_g for part in line.parts)
            grams = [round(amount, 2) for amount in (eaten, line.bought_g, line.at_home_g, line.buy_g, line.left_g)]
            cost = None if line.cost is None else round(line.cost, 2)
            basis = "estimate" if line.estimated else "known"
            rows.append([*words, ticked, line.aisle, foods, *grams, cost, shopping.currency, basis])
    return to_csv(rows)


def _piece(text: str) -> object:
    """A mere number of pieces as a number."""
    return int(text) if text.isascii() and text.isdigit() else text


def list_to_json(shopping: ShoppingList) -> dict[str, object]:
    """The list with one entry for each food; nothing is rounded but packs.

    Foods bought in one form share its packs: each such entry has all of them in ``packs`` and names the others in
    ``shared_with``; its ``cost`` is its share, so that costs add up.
    """
    shown = [line for line in shopping.lines if not line.own]
    return {
        "title": shopping.title,
        "days": list(shopping.days),
        "people": shopping.people,
        "units": shopping.units,
        "lines": [entry for line in shown for entry in _entries(line)],
        "own": [{"text": line.name, "ticked": line.ticked} for line in shopping.lines if line.own],
        "cost": shopping.cost,
        "cost_bought": shopping.paid,
        "cost_eaten": shopping.cost_eaten,
        "currency": shopping.currency,
        "prices": {
            "years": PRICE_YEARS.replace("–", "-"),
            "factor": shopping.price_factor,
            "rise_percent": shopping.price_rise,
        },
        "lines_with_estimated_price": shopping.estimated,
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
            "cost": None if line.cost is None else line.cost * part.bought_g / line.bought_g,
            "price_estimated": line.estimated,
            "staple": line.staple,
            "ticked": line.ticked,
            "shared_with": [other.food.id for other in line.parts if other is not part],
        }
        for part in line.parts
    ]
