"""Foods that would bring more of a nutrient: by the portion one eats of them, and for the energy they cost."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.nutrients import ENERGY, Nutrient
from planner.plan.allowed import allows
from planner.plan.plan import Plan

MOST = 8
WORTH = 0.05  # of the day's target that a portion must bring: a pinch of a rich spice helps nobody
NO_ENERGY = 5.0  # [kcal / portion] below it an amount for 100 kcal would mean 20 cups of tea and more


@dataclass(frozen=True, slots=True)
class Supplier:
    """One food and what its usual portion brings of a nutrient."""

    food: Food
    steps: int
    amount: float  # [nutrient.unit / portion]
    per_100_kcal: float | None  # [nutrient.unit / 100 kcal]; None for a food next to without energy
    planned: bool  # it is in the plan already, by itself or in a dish


def suppliers(
    catalogue: Catalogue, document: Document, plan: Plan | None, nutrient: Nutrient, target: float
) -> tuple[Supplier, ...]:
    """The foods that may be planned and of which a usual portion brings a fair part of ``target`` [nutrient.unit].

    Dishes are not among them: their foods are, each with a source of its own.
    """
    portions = [portion for day in plan.days for portion in day.portions] if plan else []
    planned = {part.food.id for portion in portions for part in portion.food.made_of(portion.steps)}
    found = []
    for food in catalogue:
        if food.recipe is not None:
            continue
        amount = food.amount(nutrient, food.usual_steps)
        if amount is not None and amount > 0 and amount >= WORTH * target and allows(document, food):
            found.append(_supplier(food, nutrient, amount, food.id in planned))
    return tuple(found)


def by_portion(found: Iterable[Supplier], most: int = MOST) -> tuple[Supplier, ...]:
    """Those whose usual portion brings most."""
    return tuple(sorted(found, key=lambda supplier: (-supplier.amount, supplier.food.name))[:most])


def by_energy(found: Iterable[Supplier], most: int = MOST) -> tuple[Supplier, ...]:
    """Those that bring most for their energy; a food next to without energy comes first of all."""
    return tuple(sorted(found, key=_energy_order)[:most])


def _supplier(food: Food, nutrient: Nutrient, amount: float, planned: bool) -> Supplier:
    steps = food.usual_steps
    kcal = food.amount(ENERGY, steps) or 0.0
    per_100_kcal = 100 * amount / kcal if kcal >= NO_ENERGY else None
    return Supplier(food, steps, amount, per_100_kcal, planned)


def _energy_order(supplier: Supplier) -> tuple[bool, float, str]:
    return (
        supplier.per_100_kcal is not None,
        -(supplier.per_100_kcal or supplier.amount),
        supplier.food.name,
    )
