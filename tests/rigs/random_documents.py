"""Documents of people nobody chose: profiles, diets, tastes, targets, locks and removals by seed, over a few foods."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from planner.document.document import LIKE, LOVE, NEVER, RARELY, Document, FixedPortion, Lock, Removed
from planner.foods.catalogue import Catalogue
from planner.foods.food import ROLES, Food
from planner.foods.meals import Slot, Templates
from planner.foods.nutrients import BY_KEY, ENERGY, MAGNESIUM
from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.needs import adjusted_targets
from planner.needs.day_targets import targets_for
from planner.needs.profile import ACTIVITIES, CONDITIONS, SEXES, MealRange, Profile, ProfileError
from planner.needs.targets import (
    CLINICIAN_SET_THE_TARGETS,
    CONFIRMATIONS,
    LOW_ENERGY,
    SMALL_SOFT_MEALS,
    UNUSUAL_BODY,
    Own,
    OwnTarget,
    TargetError,
)
from tests.rigs.independent import allowed

OWN_KEYS = tuple(key for key in BY_KEY if key not in (ENERGY.key, MAGNESIUM.key, "water_g"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One document over its own catalogue, and the number both were made from."""

    number: int
    catalogue: Catalogue
    document: Document


def asked(number: int, catalogue: Catalogue, templates: Templates, days: int | None = None) -> Asked:
    """The document of a number: the same in every run, over 60 to 150 of the foods; each 25th over all of them."""
    rng = random.Random(number)
    foods = catalogue if number % 25 == 24 else some_of(catalogue, rng)
    return Asked(number, foods, random_document(rng, foods, templates, days))


def some_of(catalogue: Catalogue, rng: random.Random) -> Catalogue:
    """A sample in which every role has a food that is no dish, if the catalogue has one, and some dishes are whole."""
    plain = [food for food in catalogue if food.recipe is None]
    kept: dict[str, Food] = {}
    for role in ROLES:
        having = [food for food in plain if role in food.roles]
        kept |= {food.id: food for food in rng.sample(having, min(len(having), rng.choice((1, 1, 2))))}
    size = rng.randint(60, 150)
    for dish in rng.sample([food for food in catalogue if food.recipe], 12):
        if len(kept.keys() | {part.food.id for part in dish.ingredients}) < size:
            kept |= {part.food.id: part.food for part in dish.ingredients} | {dish.id: dish}
    for food in rng.sample(plain, len(plain)):
        if len(kept) >= size:
            break
        kept[food.id] = food
    return Catalogue(MappingProxyType({food.id: food for food in catalogue if food.id in kept}))


def random_document(rng: random.Random, foods: Catalogue, templates: Templates, days: int | None = None) -> Document:
    """Mostly one day, else two or three; it locks and removes what the window would let one lock and remove."""
    days = days or rng.choices((1, 2, 3), (85, 10, 5))[0]
    profile = random_profile(rng)
    clinician = 0.8 if "kidney disease" in profile.conditions else 0.1
    chances = {LOW_ENERGY: 0.8, CLINICIAN_SET_THE_TARGETS: clinician}
    confirmed = frozenset(word for word, chance in chances.items() if rng.random() < chance)
    confirmed |= {UNUSUAL_BODY, SMALL_SOFT_MEALS}  # heights and weights are drawn apart
    targets = _possible(rng, profile, confirmed)
    tastes = {
        food.id: rng.choices((NEVER, RARELY, LIKE, LOVE), (2, 2, 3, 3))[0]
        for food in rng.sample(list(foods), rng.choice((0, 5, 20, 40)))
    }
    document = Document(profile=profile, targets=targets, tastes=tastes, days=days, confirmed=confirmed)
    for _ in range(rng.choices((0, 1, 2), (60, 25, 15))[0]):
        lock = random_lock(rng, document, foods, templates)
        document = document if lock is None else document.with_lock(lock)
    for _ in range(rng.choice((0, 0, 1, 5))):
        loved = sorted(food for food, taste in document.tastes.items() if taste == LOVE)
        food_id = rng.choice(loved or list(foods.foods))
        removed = Removed(rng.randint(1, days), rng.choice(templates.meal_ids), food_id)
        document = document.with_removed(removed)
    return document


def random_profile(rng: random.Random) -> Profile:
    """Anybody the product plans for."""
    seed = rng.random()
    while True:
        stage = rng.choices(("general", "pregnancy", "lactation"), (80, 12, 8))[0]
        try:
            return Profile(
                sex=rng.choice(SEXES),
                age_years=rng.randint(19, 95),
                height_cm=float(rng.randint(145, 200)),
                weight_kg=float(rng.randint(42, 130)),
                activity=rng.choice(ACTIVITIES),
                life_stage=stage,
                gestation_week=rng.randint(1, 42) if stage == "pregnancy" else None,
                months_since_birth=rng.randint(0, 24) if stage == "lactation" else None,
                diet=rng.choices(DIETS, (2, 1, 2, 1, 5))[0],
                allergens=frozenset(rng.sample(ALLERGENS, rng.choices((0, 1, 2, 4), (60, 20, 15, 5))[0])),
                conditions=conditions_of(seed),
                meal_limits=meal_ranges(random.Random(seed), "diabetes" in conditions_of(seed)),
            )
        except ProfileError:
            continue  # such as a pregnant man


def conditions_of(seed: float) -> frozenset[str]:
    """Each by a chance of its own, so that a condition that is new changes no other document."""
    return frozenset(word for word in CONDITIONS if random.Random(f"{seed} {word}").random() < 0.12)


def meal_ranges(rng: random.Random, diabetes: bool) -> tuple[MealRange, ...]:
    """Of some people, the range of carbohydrate they want in one or two meals."""
    if rng.random() > (0.4 if diabetes else 0.08):
        return ()
    ends = [(float(least), float(least + rng.randint(10, 60))) for least in rng.sample(range(15, 90), 2)]
    meals = rng.sample(("breakfast", "lunch", "dinner"), rng.randint(1, 2))
    shapes = ((0, 0), (1, 0), (0, 1))  # which end is left out
    return tuple(
        MealRange(meal, None if shape[0] else least, None if shape[1] else most)
        for meal, (least, most), shape in zip(meals, ends, rng.choices(shapes, (6, 2, 2), k=2), strict=False)
    )


def _possible(rng: random.Random, profile: Profile, confirmed: frozenset[str]) -> dict[str, Own]:
    """Own targets that the product takes, whether or not any plan reaches them."""
    targets: dict[str, Own] = {}
    for key, own in _wanted(rng, profile):
        try:
            targets_for(profile, {**targets, key: own}, confirmed, adjusted_targets.asked(profile))
        except TargetError:
            continue
        if not adjusted_targets.undecided(profile, {key: own}) or rng.random() < 0.1:  # the product refuses a plan then
            targets[key] = own
    return targets


def _wanted(rng: random.Random, profile: Profile) -> list[tuple[str, Own]]:
    wanted: list[tuple[str, Own]] = []
    if rng.random() < 0.25:
        wanted.append((ENERGY.key, float(rng.randint(1200, 4000))))
    if rng.random() < 0.4:
        wanted.append((MAGNESIUM.key, float(rng.randint(200, 1300))))
    if rng.random() < 0.05:
        wanted.append((MAGNESIUM.key, OwnTarget(least=300.0, most=float(rng.randint(320, 600)))))
    table = targets_for(profile, {}, frozenset(CONFIRMATIONS))
    for key in rng.sample(OWN_KEYS, rng.choices((0, 1, 2, 4), (40, 25, 20, 15))[0]):
        usual = table.least(BY_KEY[key]) or table.most(BY_KEY[key]) or 10.0
        least, most = usual * rng.uniform(0.2, 1.5), usual * rng.uniform(0.7, 3.0)
        choices: tuple[Own, ...] = (least, OwnTarget(most=most), OwnTarget(least=least, most=least + most), None)
        wanted.append((key, rng.choice(choices)))
    return wanted


def random_lock(rng: random.Random, document: Document, foods: Catalogue, templates: Templates) -> Lock | None:
    """A whole meal of a template, or a portion of it, from foods that are allowed and not locked yet on that day."""
    profile, own = document.profile, document.targets
    meals = templates.meals_for(
        targets_for(profile, own, document.confirmed, adjusted_targets.asked(profile)).energy_kcal
    )
    day, meal = rng.randint(1, document.days), rng.choice(meals).id
    template = rng.choice(templates.for_meal(meal))
    locked = {portion.food for lock in document.locks_on(day) if lock.meal != meal for portion in lock.portions}
    free = [food for food in foods if allowed(document, food) and food.id not in locked]
    portions: list[FixedPortion] = []
    for slot in template.slots:
        used = {portion.food for portion in portions}
        portions += _portions(rng, slot, [food for food in free if food.id not in used and food.roles & slot.roles])
        if sum(portion.slot == slot.id for portion in portions) < slot.least:
            return None
    if rng.random() < 0.4:
        return Lock(day, meal, template.id, tuple(portions))
    return Lock(day, meal, None, tuple(rng.sample(portions, 1)))


def _portions(rng: random.Random, slot: Slot, foods: Sequence[Food]) -> list[FixedPortion]:
    chosen = rng.sample(foods, min(len(foods), rng.randint(slot.least, slot.most)))
    return [FixedPortion(slot.id, food.id, rng.randint(food.min_steps, food.max_steps)) for food in chosen]
