"""Meals of a day and the templates that fill them, read from planner/data/templates.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from planner.foods.food import ROLES, Food
from planner.language.translate import _

NAMES = {  # of the meals in templates.toml, unless the file says another
    "breakfast": _("Breakfast"),
    "lunch": _("Lunch"),
    "dinner": _("Dinner"),
    "snack": _("Snack"),
    "evening_snack": _("Evening snack"),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template: between ``least`` and ``most`` different foods that have one of ``roles``."""

    id: str
    roles: frozenset[str]
    least: int
    most: int

    def takes(self, food: Food) -> bool:
        return not self.roles.isdisjoint(food.roles)


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of meal people cook, such as porridge or a grain bowl."""

    id: str
    name: str
    meals: tuple[str, ...]
    slots: tuple[Slot, ...]

    def slot(self, slot_id: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.id == slot_id), None)


@dataclass(frozen=True, slots=True)
class MealTime:
    """A meal of the day; ``least`` and ``most`` are shares of the day's energy target."""

    id: str
    name: str
    least: float
    most: float
    above_kcal: float = 0.0  # [kcal / day] eaten only when the energy target is above this


@dataclass(frozen=True, slots=True)
class Templates:
    """Everything templates.toml holds."""

    meals: tuple[MealTime, ...]
    by_id: Mapping[str, Template]

    def meals_for(self, energy_kcal: float) -> tuple[MealTime, ...]:
        """The meals of a day with this energy target [kcal / day]."""
        return tuple(meal for meal in self.meals if energy_kcal > meal.above_kcal)

    def for_meal(self, meal_id: str) -> tuple[Template, ...]:
        return tuple(template for template in self.by_id.values() if meal_id in template.meals)

    def meal(self, meal_id: str) -> MealTime:
        return next(meal for meal in self.meals if meal.id == meal_id)

    @property
    def meal_ids(self) -> tuple[str, ...]:
        return tuple(meal.id for meal in self.meals)


LEFTOVERS = "leftovers"  # the lunch that is the dinner before; no other lunch is planned of it


@cache
def read_templates() -> Templates:
    """The templates the product ships."""
    return templates_from_text(files("planner.data").joinpath("templates.toml").read_text(encoding="utf-8"))


@cache
def templates_to_plan(leftovers: bool) -> Templates:
    """The templates that plans are made of; the lunch of leftovers only for those who want or locked one."""
    shipped = read_templates()
    if leftovers:
        return shipped
    kept = {key: template for key, template in shipped.by_id.items() if key != LEFTOVERS}
    return Templates(shipped.meals, kept)


def templates_from_text(text: str) -> Templates:
    """Templates from TOML as in templates.toml.

    Raises:
        ValueError: if a role or meal is unknown, a slot's counts are no range, or an id occurs twice.
    """
    data = tomllib.loads(text)
    meals = tuple(
        MealTime(
            meal["id"],
            meal.get("name") or NAMES[meal["id"]],
            meal["least"],
            meal["most"],
            meal.get("above_kcal", 0.0),
        )
        for meal in data["meal"]
    )
    templates = [_template(entry) for entry in data["template"]]
    known_meals = {meal.id for meal in meals}
    for template in templates:
        if not known_meals.issuperset(template.meals):
            raise ValueError(f"template {template.id}: meals are {template.meals}, known are {sorted(known_meals)}")
    by_id = {template.id: template for template in templates}
    if len(by_id) != len(templates):
        raise ValueError("a template id occurs twice")
    return Templates(meals, by_id)


def _template(entry: Mapping[str, object]) -> Template:
    slots = entry["slots"]
    meals = entry["meals"]
    if not (isinstance(slots, list) and isinstance(meals, list)):
        raise ValueError(f"template {entry['id']}: meals and slots must be lists")
    return Template(
        id=str(entry["id"]),
        name=str(entry["name"]),
        meals=tuple(str(meal) for meal in meals),
        slots=tuple(_slot(str(entry["id"]), slot) for slot in slots),
    )


def _slot(template_id: str, entry: Mapping[str, object]) -> Slot:
    roles, least, most = entry["roles"], entry["min"], entry["max"]
    if not (isinstance(roles, list) and isinstance(least, int) and isinstance(most, int)):
        raise ValueError(f"template {template_id}, slot {entry['id']}: roles, min or max is of the wrong kind")
    unknown = sorted(set(roles) - set(ROLES))
    if unknown:
        raise ValueError(f"template {template_id}, slot {entry['id']}: unknown roles {unknown}")
    if not 0 <= least <= most or most == 0:
        raise ValueError(f"template {template_id}, slot {entry['id']}: {least} to {most} foods is no range")
    return Slot(str(entry["id"]), frozenset(roles), least, most)
