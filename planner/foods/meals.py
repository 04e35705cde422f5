"""Meals of a day and the templates that fill them, read from planner/data/templates.toml."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from planner.foods.food import AWAY, ROLES, Food
from planner.language.translate import _

MORNING_SNACK, EVENING_SNACK = "morning_snack", "evening_snack"
SNACKS = (MORNING_SNACK, EVENING_SNACK)  # that somebody may wish for; that of the afternoon is there on every day
SNACK, DINNER = "snack", "dinner"
LARGEST_MAGNESIUM_SHARE = 0.45  # of a day's magnesium in one meal; absorption falls with the dose (domain.md)
STARCHES = frozenset({"grain", "pasta", "potato", "baking_potato", "bread"})  # roles

NAMES = {  # of the meals in templates.toml, unless the file says another
    "breakfast": _("Breakfast"),
    "morning_snack": _("Morning snack"),
    "lunch": _("Lunch"),
    "dinner": _("Dinner"),
    "snack": _("Snack"),
    "evening_snack": _("Evening snack"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """Foods that go into the same places, or into none of the same: by id, by role, or by the starch in a dish."""

    id: str
    foods: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    starch_g: float | None = None  # [g / serving] dishes with so much of ``STARCHES`` or more

    def holds(self, food: Food) -> bool:
        if food.id in self.foods or not self.roles.isdisjoint(food.roles):
            return True
        return self.starch_g is not None and _starch(food) >= self.starch_g


def _starch(food: Food) -> float:
    """The bread, grain, pasta and potatoes in a serving of a dish [g]; 0 of anything else."""
    return sum(part.grams for part in food.ingredients if not STARCHES.isdisjoint(part.food.roles))


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template: between ``least`` and ``most`` different foods that have one of ``roles``.

    What is planned there is narrower than what the user may put there: foods of the kinds of ``only`` (the user's own
    foods belong to none, and may be there) and of none of ``without``, in portions of at most ``most_g``, and as many
    of them as of the slot ``as_many_as``. Locked portions, and plans made before, need only have the roles.
    """

    id: str
    roles: frozenset[str]
    least: int
    most: int
    only: tuple[Kind, ...] = ()
    without: tuple[Kind, ...] = ()
    most_g: float | None = None  # [g / portion]; the smallest portion may be larger
    as_many_as: str = ""

    def __hash__(self) -> int:
        return hash(self.id)

    def takes(self, food: Food) -> bool:
        """Whether a food may be there at all."""
        return not self.roles.isdisjoint(food.roles)

    def suits(self, food: Food) -> bool:
        """Whether a food is planned there."""
        if not self.takes(food) or any(kind.holds(food) for kind in self.without):
            return False
        return not self.only or food.own or any(kind.holds(food) for kind in self.only)

    def steps(self, food: Food) -> range:
        """The portions in which a food is planned there [steps]."""
        most = food.max_steps
        if self.most_g is not None:
            most = max(food.min_steps, min(most, int(self.most_g // food.step_g)))
        return range(food.min_steps, most + 1)


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of meal people cook, such as porridge or a grain bowl."""

    id: str
    name: str
    meals: tuple[str, ...]
    slots: tuple[Slot, ...]

    def __hash__(self) -> int:
        return hash(self.id)  # all of it is a hundred times slower, and a model asks some 100,000 times

    def slot(self, slot_id: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.id == slot_id), None)


@dataclass(frozen=True, slots=True)
class MealTime:
    """A meal of the day; ``least`` and ``most`` are shares of the day's energy target."""

    id: str
    name: str
    least: float
    most: float
    above_kcal: float = 0.0  # [kcal / day] eaten only when the energy target is above this, or by wish
    small: bool = False  # a snack: others shrink beside it, it does not
    magnesium_most: float = LARGEST_MAGNESIUM_SHARE  # of the day's

    @property
    def middle(self) -> float:
        """The middle of its range."""
        return (self.least + self.most) / 2


@dataclass(frozen=True, slots=True)
class Templates:
    """Everything templates.toml holds."""

    meals: tuple[MealTime, ...]
    by_id: Mapping[str, Template]

    def meals_for(self, energy_kcal: float, snacks: Collection[str] = ()) -> tuple[MealTime, ...]:
        """The meals of a day with this energy target [kcal / day], and with these snacks that somebody wants besides.

        With a snack more than the energy brings, the large meals are smaller, so that the middles of all have the sum
        they have on a day of few meals.
        """
        usual = [meal for meal in self.meals if energy_kcal > meal.above_kcal]
        every = self.in_order({meal.id for meal in usual}.union(snacks))
        if len(every) == len(usual):
            return every
        few = sum(meal.middle for meal in self.meals if not meal.above_kcal)
        left = few - sum(meal.middle for meal in every if meal.small)
        scale = left / sum(meal.middle for meal in every if not meal.small)
        return tuple(
            meal if meal.small else replace(meal, least=scale * meal.least, most=scale * meal.most) for meal in every
        )

    def ids_for(self, energy_kcal: float, snacks: Collection[str] = ()) -> tuple[str, ...]:
        """The ids of the meals that ``meals_for`` gives, in their order."""
        return tuple(meal.id for meal in self.meals_for(energy_kcal, snacks))

    def in_order(self, meal_ids: Collection[str]) -> tuple[MealTime, ...]:
        """These meals in the order of a day.

        The snack stands behind dinner, as it always did, but before it where the morning has one of its own: it is
        that of the afternoon then.
        """
        meals = [meal for meal in self.meals if meal.id in meal_ids]
        if not {MORNING_SNACK, SNACK, DINNER}.issubset(meal_ids):
            return tuple(meals)
        snack = self.meal(SNACK)
        meals.remove(snack)
        meals.insert(meals.index(self.meal(DINNER)), snack)
        return tuple(meals)

    def for_meal(self, meal_id: str) -> tuple[Template, ...]:
        return tuple(template for template in self.by_id.values() if meal_id in template.meals)

    def meal(self, meal_id: str) -> MealTime:
        return next(meal for meal in self.meals if meal.id == meal_id)

    @property
    def meal_ids(self) -> tuple[str, ...]:
        return tuple(meal.id for meal in self.meals)


def times_around(times: Sequence[MealTime], away: Mapping[str, float]) -> tuple[MealTime, ...]:
    """The meals of a day some of which are not planned; the others make up for what these leave of the day.

    ``away`` holds the energy of those that are not planned, as shares of the day's energy target. The others keep their
    proportions: if they are to bring more, each may bring more, and if less, less will do. The magnesium is all theirs.
    """
    free = sum(time.middle for time in times if time.id not in away)
    if not away or not free:
        return tuple(times)
    alone = sum(time.middle for time in times) / free
    scale = max(0.0, 1.0 - sum(away.values())) * alone
    return tuple(
        time
        if time.id in away
        else replace(
            time,
            least=time.least * min(1.0, scale),
            most=min(1.0, time.most * max(1.0, scale)),
            magnesium_most=min(1.0, time.magnesium_most * alone),
        )
        for time in times
    )


LEFTOVERS = "leftovers"  # the lunch that is the dinner before; no other lunch is planned of it


@cache
def read_templates() -> Templates:
    """The templates the product ships."""
    return templates_from_text(files("planner.data").joinpath("templates.toml").read_text(encoding="utf-8"))


@cache
def templates_to_plan(leftovers: bool, away: bool = False) -> Templates:
    """The templates that plans are made of.

    The lunch of leftovers is there only for those who want or locked one, the meal that is not planned only where one
    is locked.
    """
    shipped = read_templates()
    without = {LEFTOVERS: not leftovers, AWAY: not away}
    kept = {key: template for key, template in shipped.by_id.items() if not without.get(key)}
    return Templates(shipped.meals, kept)


def templates_from_text(text: str) -> Templates:
    """Templates from TOML as in templates.toml.

    Raises:
        ValueError: if a role, kind, slot or meal is unknown, a slot's counts are no range, or an id occurs twice.
    """
    data = tomllib.loads(text)
    meals = tuple(
        MealTime(
            meal["id"],
            meal.get("name") or NAMES[meal["id"]],
            meal["least"],
            meal["most"],
            meal.get("above_kcal", 0.0),
            meal.get("small", False),
        )
        for meal in data["meal"]
    )
    kinds = {entry["id"]: _kind(entry) for entry in data.get("kind", [])}
    templates = [_template(entry, kinds) for entry in data["template"]]
    known_meals = {meal.id for meal in meals}
    for template in templates:
        if not known_meals.issuperset(template.meals):
            raise ValueError(f"template {template.id}: meals are {template.meals}, known are {sorted(known_meals)}")
    by_id = {template.id: template for template in templates}
    if len(by_id) != len(templates):
        raise ValueError("a template id occurs twice")
    return Templates(meals, by_id)


def _kind(entry: Mapping[str, Any]) -> Kind:
    unknown = sorted(set(entry.get("roles", [])) - set(ROLES))
    if unknown:
        raise ValueError(f"kind {entry['id']}: unknown roles {unknown}")
    foods, roles = frozenset(entry.get("foods", [])), frozenset(entry.get("roles", []))
    return Kind(str(entry["id"]), foods, roles, entry.get("starch_g"))


def _template(entry: Mapping[str, object], kinds: Mapping[str, Kind]) -> Template:
    slots = entry["slots"]
    meals = entry["meals"]
    if not (isinstance(slots, list) and isinstance(meals, list)):
        raise ValueError(f"template {entry['id']}: meals and slots must be lists")
    template = Template(
        id=str(entry["id"]),
        name=str(entry["name"]),
        meals=tuple(str(meal) for meal in meals),
        slots=tuple(_slot(str(entry["id"]), slot, kinds) for slot in slots),
    )
    for slot in template.slots:
        if slot.as_many_as and template.slot(slot.as_many_as) is None:
            raise ValueError(f"template {template.id}, slot {slot.id}: there is no slot {slot.as_many_as!r}")
    return template


def _slot(template_id: str, entry: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Slot:
    roles, least, most = entry["roles"], entry["min"], entry["max"]
    if not (isinstance(roles, list) and isinstance(least, int) and isinstance(most, int)):
        raise ValueError(f"template {template_id}, slot {entry['id']}: roles, min or max is of the wrong kind")
    unknown = sorted(set(roles) - {*ROLES, AWAY})
    if unknown:
        raise ValueError(f"template {template_id}, slot {entry['id']}: unknown roles {unknown}")
    if not 0 <= least <= most or most == 0:
        raise ValueError(f"template {template_id}, slot {entry['id']}: {least} to {most} foods is no range")
    named = [*entry.get("only", []), *entry.get("without", [])]
    if strange := sorted(set(named) - kinds.keys()):
        raise ValueError(f"template {template_id}, slot {entry['id']}: unknown kinds {strange}")
    return Slot(
        str(entry["id"]),
        frozenset(roles),
        least,
        most,
        only=tuple(kinds[kind] for kind in entry.get("only", [])),
        without=tuple(kinds[kind] for kind in entry.get("without", [])),
        most_g=entry.get("most_g"),
        as_many_as=str(entry.get("as_many_as", "")),
    )
