"""What somebody drinks every day beside the meals: counted in energy and nutrients, and never planned."""

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.language.phrases import in_a_row
from planner.language.translate import _
from planner.plan.allowed import allows
from planner.plan.plan import Day, Plan, Portion

SLOT = DRINKS = "drinks"  # where a drink stands in a day, as a meal's slot does
GROUPS = frozenset({"Drinks", "Plant milks"})
ROLES = frozenset({"drink", "milk"})


def can_be_drunk(food: Food) -> bool:
    """Whether a food may be among the drinks of every day."""
    return food.recipe is None and (food.group in GROUPS or not ROLES.isdisjoint(food.roles))


def drinks_of(document: Document, catalogue: Catalogue) -> tuple[Portion, ...]:
    """The drinks of every day, in the order in which they were said; what has left the catalogue is not there."""
    return tuple(Portion(SLOT, catalogue[food], steps) for food, steps in document.drinks.items() if food in catalogue)


def with_drinks(plan: Plan, drinks: tuple[Portion, ...]) -> Plan:
    return Plan(tuple(Day(day.number, day.meals, drinks) for day in plan.days))


def drinks_line(day: Day) -> str:
    """One line for a day: "And to drink: Coffee, 2 cups; Water, 4 cups"; nothing where nothing was said."""
    said = "; ".join(f"{portion.food.name}, {portion.household}" for portion in day.drinks)
    return _("And to drink: {drinks}").format(drinks=said) if said else ""


def drinks_against(document: Document, catalogue: Catalogue) -> tuple[str, ...]:
    """Drinks of every day that diet, allergens, rules or tastes leave out of plans: they count, and are spoken of."""
    foods = (catalogue[food] for food in document.drinks if food in catalogue)
    out = [_("“{food}”").format(food=food.name) for food in foods if not allows(document, food)]
    if not out:
        return ()
    said = _("Of what you drink every day, no plan would have {foods}: see why in the list of foods.")
    return (said.format(foods=in_a_row(out)),)
