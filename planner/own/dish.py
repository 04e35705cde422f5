"""A dish of the user's own: foods with their weights as eaten, and the food a plan makes of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from planner.foods.dishes import dish_from_entry
from planner.foods.food import OWN, ROLES, Food
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.language.numbers import figure
from planner.language.plain_text import before_amounts, unprintable
from planner.language.translate import _
from planner.own.food import is_own_id
from planner.own.kinds import DISH_BY_WORD
from planner.own.label_checks import LabelProblem, name_problems

MOST_OWN_DISHES = 100
MOST_INGREDIENTS = 40
MOST_STEPS, MOST_CHARACTERS = 30, 1000  # of the method
GRAMS_MOST = 10_000.0  # [g] of one ingredient in the whole dish
SERVINGS = (1, 24)
MINUTES = (0, 1440)
A_WEEK = (1, 14)  # [servings / 7 days]
SERVING_G_MOST = 1500.0  # [g]
SERVING_KCAL_MOST = 1600.0  # [kcal] no meal of a day has room for more


@dataclass(frozen=True, slots=True)
class Weighed:
    """A food in a dish and its weight in the whole of it."""

    food: str
    grams: float  # [g] as eaten, in all servings together


@dataclass(frozen=True, slots=True)
class OwnDish:
    """A dish as the user entered it. It may hold what cannot be; ``dish_problems`` tells."""

    id: str
    name: str
    kind: str  # of own_kinds.DISH_KINDS
    ingredients: tuple[Weighed, ...]
    servings: int = 2
    water_g: float = 0.0  # [g] that stays in the whole dish
    minutes: int = 30
    weekly_max: int = 3  # [servings / 7 days]
    method: tuple[str, ...] = ()
    heated: bool = False  # all of it, until it is steaming hot

    @property
    def foods(self) -> tuple[str, ...]:
        return tuple(part.food for part in self.ingredients)


def dish_of(own: OwnDish, foods: Mapping[str, Food]) -> Food:
    """The dish as the planner has it, its amounts plain sums of its foods.

    Raises:
        KeyError: if a food is missing.
        ValueError: if it contains a dish, or nothing.
    """
    parts = tuple(foods[part.food] for part in own.ingredients)
    if inside := [food.name for food in parts if food.recipe is not None]:
        raise ValueError(f"{own.name} contains the dish {inside[0]}")
    return _dish(own, parts)


@lru_cache(maxsize=4 * MOST_OWN_DISHES)
def _dish(own: OwnDish, parts: tuple[Food, ...]) -> Food:
    """Equal dishes of equal foods give the identical dish."""
    kind = DISH_BY_WORD[own.kind]
    entry = {
        "id": own.id,
        "name": before_amounts(own.name),
        "group": kind.group,
        "roles": sorted(kind.roles & set(ROLES)),
        "servings": own.servings,
        "minutes": own.minutes,
        "familiarity": 2,
        "weekly_max": 2 * own.weekly_max,  # a step is half a serving
        "water_g": own.water_g / own.servings,
        "ingredients": [
            {"food": part.food, "grams": part.grams / own.servings, "heated": own.heated} for part in own.ingredients
        ],
        "method": own.method,
    }
    return replace(dish_from_entry(entry, {food.id: food for food in parts}), source=OWN)


def dish_problems(
    own: OwnDish, foods: Mapping[str, Food] | None = None, taken: Collection[str] = ()
) -> tuple[LabelProblem, ...]:
    """All that is wrong with an own dish; without ``foods`` its ingredients are not looked up."""
    alone = (*name_problems(own.name, taken), *_figures(own), *_ingredients(own), *_method(own))
    if alone or foods is None:
        return alone
    unknown = [part.food for part in own.ingredients if part.food not in foods]
    if unknown:
        return (LabelProblem("ingredients", _("There is no food {food}.").format(food=unknown[0])),)
    if dishes := [foods[part.food].name for part in own.ingredients if foods[part.food].recipe is not None]:
        sentence = _("“{name}” is a dish itself: enter what it is made of.").format(name=dishes[0])
        return (LabelProblem("ingredients", sentence),)
    return tuple(_serving(dish_of(own, foods)))


def _figures(own: OwnDish) -> Iterator[LabelProblem]:
    if not is_own_id(own.id):
        yield LabelProblem("id", _("{text} is no id of an own dish.").format(text=own.id[:40]))
    if own.kind not in DISH_BY_WORD:
        yield LabelProblem("kind", _("Say what kind of dish it is."))
    for field, count, (least, most) in (
        ("servings", own.servings, SERVINGS),
        ("minutes", own.minutes, MINUTES),
        ("weekly_max", own.weekly_max, A_WEEK),
        ("water_g", own.water_g, (0, GRAMS_MOST)),
    ):
        if not least <= count <= most:  # true for not-a-number as well
            yield LabelProblem(
                field,
                _("It is {count}, expected {least} to {most}.").format(
                    count=figure(count), least=least, most=figure(most)
                ),
            )


def _ingredients(own: OwnDish) -> Iterator[LabelProblem]:
    if not own.ingredients:
        yield LabelProblem("ingredients", _("Put a food in it."))
    if len(own.ingredients) > MOST_INGREDIENTS:
        yield LabelProblem(
            "ingredients",
            _("It has {count} foods, expected at most {most}.").format(
                count=len(own.ingredients), most=MOST_INGREDIENTS
            ),
        )
    if len(set(own.foods)) < len(own.foods):
        yield LabelProblem("ingredients", _("One food is there twice: enter it once, with its whole weight."))
    for part in own.ingredients:
        if not 0 < part.grams <= GRAMS_MOST:
            yield LabelProblem(
                "ingredients",
                _("A weight is {grams} g, expected more than 0 and at most {most}.").format(
                    grams=figure(part.grams), most=figure(GRAMS_MOST)
                ),
            )
            return


def _method(own: OwnDish) -> Iterator[LabelProblem]:
    if len(own.method) > MOST_STEPS:
        yield LabelProblem("method", _("It has more than {most} steps.").format(most=MOST_STEPS))
    for step in own.method:
        if not step.strip() or len(step) > MOST_CHARACTERS or unprintable(step):
            yield LabelProblem(
                "method", _("A step is empty, or longer than {most} characters.").format(most=MOST_CHARACTERS)
            )
            return


def _serving(dish: Food) -> Iterator[LabelProblem]:
    """A serving must be one somebody can eat."""
    serving_g = dish.step_g * 2
    kcal = dish.amounts[ENERGY] * serving_g / 100
    if serving_g > SERVING_G_MOST or kcal > SERVING_KCAL_MOST:
        yield LabelProblem(
            "servings",
            _("A serving would weigh {grams} g and have {kcal} kcal: does it make more servings?").format(
                grams=figure(serving_g, ".0f"), kcal=figure(kcal, ",.0f")
            ),
        )


def serving_text(dish: Food) -> str:
    """What one serving of a dish holds, in a line."""
    steps = round(1 / dish.step)
    kcal = dish.amount(ENERGY, steps) or 0.0
    magnesium = dish.amount(MAGNESIUM, steps)
    at_least = _("at least ") if MAGNESIUM in dish.partial else ""
    said = _("unknown") if magnesium is None else f"{at_least}{figure(magnesium, '.0f')} mg"
    return _("{grams} g, {kcal} kcal, magnesium {magnesium}").format(
        grams=figure(dish.grams(steps), ".0f"), kcal=figure(kcal, ",.0f"), magnesium=said
    )
