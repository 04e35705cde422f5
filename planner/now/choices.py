"""Every single change that may be proposed: what is eaten now made smaller or larger, dropped, swapped; foods added."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from planner.document.document import LIKE, LOVE, NEVER, Document
from planner.document.refused import ADD, DROP, LESS, MORE, SWAP, RefusedChange
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.foods.usda import is_usda_id, read_usda
from planner.needs import medical_rules
from planner.needs.medical_rules import PortionLimit
from planner.needs.profile import Profile
from planner.needs.targets import Targets
from planner.now.changes import Change
from planner.now.eaten import Eaten, Entries, Entry, of_catalogue
from planner.now.intake import ASKED_ABOVE_G
from planner.plan.allowed import profile_allows

ENERGY_BAND = 0.05  # of the energy of each day: changes move it no further
HALF, MORE_BY_HALF = 0.5, 1.5
# WWEIA categories of which more is never proposed: alcohol is no food here, and of caffeine EFSA (2015) calls 400 mg a
# day the most.
NEVER_MORE = frozenset({"7206", "7302", "7502", "7504", "7506"})
BREAKFAST = "breakfast"
OCCASIONAL = 3  # familiarity of what few people have in the house: comes in only where it is liked
MOST_TIMES = 2.5  # of the weight that goes: 50 g of crisps are no 560 g of a smoothie
_LIQUID = frozenset({"drink", "milk", "soup"})  # kinds of which a cup may stand for a spoon
_WARM = frozenset({"cooked_vegetable", "legume", "grain", "pasta", "potato", "baking_potato"})  # roles
_SAVOURY = frozenset({"egg", "meat or fish", "cooked vegetables", "pulses", "starch", "main dish", "soup"})  # kinds
_FISH = frozenset({"2402", "2404", "3006", "3730"})  # WWEIA categories
_FISH_GROUP = "Finfish and Shellfish Products"  # of SR Legacy


@dataclass(frozen=True, slots=True)
class Question:
    """What the smallest changes are looked for in: the days, the foods, the targets, and the person.

    ``roles`` are those of the foods that belong to each meal.
    """

    days: tuple[Entries, ...]
    catalogue: Catalogue
    document: Document
    targets: Targets
    templates: Templates
    roles: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", meal_roles(self.templates, self.targets))

    @property
    def profile(self) -> Profile:
        return self.document.profile

    @property
    def limits(self) -> tuple[PortionLimit, ...]:
        return medical_rules.limits(self.profile)


@dataclass(frozen=True, slots=True)
class Choice:
    """One change that may be made. An addition may be at any of ``meals``; the program says at which.

    An addition to a meal that has a range of its own is at that one meal.
    """

    change: Change
    meals: frozenset[str]
    times: tuple[int, ...]  # how often it is made on each day


def choices(question: Question) -> tuple[Choice, ...]:
    """All of them but those the user refused, in a fixed order."""
    foods = [food for food in question.catalogue if may_come_in(question, food)]
    refused = question.document.refused
    entries = (each for each in _of_entries(question, foods) if not refused.forbids(each.change.refusal))
    return (*entries, *_additions(question, foods))


def may_come_in(question: Question, food: Food) -> bool:
    """Whether a food may be added or swapped in: diet, allergens, conditions and tastes let it, dishes looked into."""
    never = {food.id, *(part.food.id for part in food.ingredients)}
    if any(question.document.taste(each) == NEVER for each in never) or not question.document.refused.foods.isdisjoint(
        never
    ):
        return False
    return profile_allows(question.profile, food)


def may_be_more(question: Question, food: Eaten) -> bool:
    """Whether one may be asked to eat more of what one eats. Of the USDA tables nobody knows allergens and flags."""
    if food.food is not None:
        return may_come_in(question, food.food)
    return question.profile.eats_anything and _usda_code(food.id) not in NEVER_MORE


# What people would accept, read aloud over usual days: docs/model.md


def is_usual(question: Question, food: Food) -> bool:
    """Whether a food is one that most people know, or that is liked: nobody is asked to begin with prickly pears."""
    return food.familiarity < OCCASIONAL or question.document.taste(food.id) in (LIKE, LOVE)


def goes_beside(question: Question, food: Food, meal: str) -> bool:
    """Whether a food may be added to what is eaten at a meal.

    Boiled vegetables, pulses and starches go to a breakfast only beside something savoury, on every day.
    """
    if not is_usual(question, food):
        return False
    if meal != BREAKFAST or not food.roles & question.roles.get(meal, frozenset()) <= _WARM:
        return True
    return all(
        any(entry.meal == meal and not entry.food.kinds.isdisjoint(_SAVOURY) for entry in day) for day in question.days
    )


def takes_the_place(question: Question, food: Food, grams: float, instead_of: Eaten, was_g: float, meal: str) -> bool:
    """Whether so much of a food may stand in the place of what is eaten: known, of like size, and for that meal."""
    if not is_usual(question, food):
        return False
    if food.recipe is not None and food.roles.isdisjoint(question.roles.get(meal, ())):
        return False
    return not instead_of.kinds.isdisjoint(_LIQUID) or grams <= was_g * MOST_TIMES


def habits(days: Iterable[Entries]) -> Mapping[Entry, None]:
    """Each meal, food and amount that is there, once: what a change is about."""
    return dict.fromkeys(entry for day in days for entry in day)


def _of_entries(question: Question, foods: Sequence[Food]) -> Iterator[Choice]:
    by_kind = [(food, of_catalogue(food)) for food in foods]
    for entry in habits(question.days):
        times = tuple(day.count(entry) for day in question.days)
        for change in _sizes(question, entry):
            yield Choice(change, frozenset({entry.meal}), times)
        for food, new in by_kind:
            if entry.food.kinds.isdisjoint(new.kinds) or max(times) > 1 or entry.food.is_same(food):
                continue
            if any(_there(day, food, entry.meal) for day, count in zip(question.days, times, strict=True) if count):
                continue
            for steps in _portions(food):
                if not takes_the_place(question, food, food.grams(steps), entry.food, entry.grams, entry.meal):
                    continue
                change = Change(SWAP, entry.meal, new, food.grams(steps), entry.food, entry.grams, steps)
                yield Choice(change, frozenset({entry.meal}), times)


def _sizes(question: Question, entry: Entry) -> Iterator[Change]:
    yield Change(DROP, entry.meal, entry.food, 0.0, was_g=entry.grams)
    yield Change(LESS, entry.meal, entry.food, entry.grams * HALF, was_g=entry.grams)
    more = entry.grams * MORE_BY_HALF
    if more <= ASKED_ABOVE_G and may_be_more(question, entry.food):
        yield Change(MORE, entry.meal, entry.food, more, was_g=entry.grams)


def _additions(question: Question, foods: Sequence[Food]) -> Iterator[Choice]:
    times = (1,) * len(question.days)
    limited = {limit.meal for limit in question.targets.meals}
    for food in foods:
        meals = frozenset(
            meal
            for meal, wanted in question.roles.items()
            if not wanted.isdisjoint(food.roles)
            and goes_beside(question, food, meal)
            and not any(_there(day, food, meal) for day in question.days)
            and not question.document.refused.forbids(RefusedChange(ADD, meal, food.id))
        )
        together = [meals - limited, *(frozenset({meal}) for meal in sorted(meals & limited))]
        for steps in _portions(food):
            change = Change(ADD, "", of_catalogue(food), food.grams(steps), steps=steps)
            yield from (Choice(change, each, times) for each in together if each)


def meal_roles(templates: Templates, targets: Targets) -> Mapping[str, frozenset[str]]:
    """The roles of the foods that belong to each meal: those of the slots of its templates."""
    return {
        meal.id: frozenset().union(*(slot.roles for each in templates.for_meal(meal.id) for slot in each.slots))
        for meal in templates.meals_for(targets.energy_kcal, targets.snacks)
    }


def _there(day: Entries, food: Food, meal: str) -> bool:
    """Whether a food is eaten already where it would come in: at the meal, or on the day if once a day is enough."""
    return any(each.food.is_same(food) and (food.once_a_day or each.meal == meal) for each in day)


def _portions(food: Food) -> range:
    return range(food.min_steps, food.max_steps + 1)


# Limits on portions of conditions and life stages


def counts(limit: PortionLimit, food: Eaten) -> int:
    """How many portions of a limit an entry is. Of the USDA tables the cautious number: nobody knows its class."""
    if food.food is not None:
        return limit.counts(food.food)
    if limit.foods.kind == "mercury" and not _is_fish(food.id):
        return 0
    return max((times for _foods, times in limit.weights), default=1)


@cache
def _usda_code(food_id: str) -> str:
    return read_usda()[food_id].code if is_usda_id(food_id) else ""


@cache
def _is_fish(food_id: str) -> bool:
    food = read_usda()[food_id]
    return food.code in _FISH or food.category == _FISH_GROUP
