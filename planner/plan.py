"""Plans, their totals, and the audit that recomputes them from the printed portions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from planner import nutrients, safety
from planner.catalogue import Catalogue
from planner.document import NEVER, Document, FixedPortion, Lock, Person
from planner.food import Food
from planner.nutrients import Nutrient
from planner.profile import Profile
from planner.targets import Target, Targets
from planner.templates import MealTime, Template, Templates

LARGEST_MAGNESIUM_SHARE = 0.45  # of a day's magnesium in one meal; absorption falls with the dose (domain.md)
WEEK = 7  # [days]
_COUNTED = (*nutrients.ALL, *nutrients.DERIVED)
_SLACK = 1e-6  # relative rounding of sums of floats, far below any figure shown


@dataclass(frozen=True, slots=True)
class Portion:
    """A food in a slot, in a whole number of its portion steps."""

    slot: str
    food: Food
    steps: int

    @property
    def grams(self) -> float:
        """[g]"""
        return self.food.grams(self.steps)

    @property
    def household(self) -> str:
        return self.food.household(self.steps)


@dataclass(frozen=True, slots=True)
class Meal:
    """One meal of a day: the ids of its meal time and template, and its portions in the order of the slots."""

    meal: str
    template: str
    portions: tuple[Portion, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The meals of one day, numbered from 1."""

    number: int
    meals: tuple[Meal, ...]

    @property
    def portions(self) -> Iterator[Portion]:
        return (portion for meal in self.meals for portion in meal.portions)

    def meal(self, meal_id: str) -> Meal | None:
        return next((meal for meal in self.meals if meal.meal == meal_id), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """The days of a horizon."""

    days: tuple[Day, ...]

    def steps(self, food_id: str) -> int:
        """Portion steps of a food over all days."""
        return sum(portion.steps for day in self.days for portion in day.portions if portion.food.id == food_id)


@dataclass(frozen=True, slots=True)
class Total:
    """How much of a nutrient some portions hold; ``at_least`` when it is unknown for one of them."""

    amount: float  # [nutrient.unit]
    at_least: bool


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of the document after which there is a plan: one was found and passed its audit.

    Applying it is using its ``document``. ``asks`` says how much it asks of the user; a smaller one comes first.
    """

    name: str  # what it does, in words: "Open the lock on dinner"
    document: Document
    asks: float  # [points] 1 is the opening of a lock


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why there is no plan: how far the choices reach, what stands in the way, and what would help.

    ``conflict`` is all of it in sentences. ``choices`` are those of the user's own choices that leave no plan together,
    and ``minimal`` says that without any one of them there is a plan, which was found.
    """

    reach: Mapping[str, float]  # [nutrient.unit / day] by nutrient key; empty when not even the other limits can hold
    conflict: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    minimal: bool = False
    repairs: tuple[Repair, ...] = ()  # the one that asks least first


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan that passed its audit.

    ``gap`` is (penalty - bound) / max(penalty, one point per meal); ``proven`` says it is within tolerance. Where it is
    not ``bounded``, the bound was not looked for yet.
    """

    plan: Plan
    penalty: float  # [penalty points]
    bound: float  # [penalty points]
    gap: float
    proven: bool
    seconds: float
    bounded: bool = True


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No plan exists, proven by the exact model."""

    explanation: Explanation
    seconds: float


@dataclass(frozen=True, slots=True)
class Stopped:
    """Time or the user ended the search before any plan was found."""

    seconds: float


Outcome = Solved | Infeasible | Stopped


def totals(portions: Iterable[Portion]) -> Mapping[Nutrient, Total]:
    """The amount of every nutrient in ``portions``: grams × amount per 100 g, summed."""
    portions = tuple(portions)
    return MappingProxyType({nutrient: total(portions, nutrient) for nutrient in _COUNTED})


def total(portions: Sequence[Portion], nutrient: Nutrient) -> Total:
    """The amount of one nutrient."""
    amounts = [portion.food.amount(nutrient, portion.steps) for portion in portions]
    partial = any(nutrient in portion.food.partial for portion in portions)
    return Total(sum(amount for amount in amounts if amount is not None), partial or None in amounts)


def counted(portions: Iterable[Portion]) -> dict[Food, float]:
    """Portion steps of every food, those inside dishes included, and of every dish."""
    steps: dict[Food, float] = defaultdict(float)
    for portion in portions:
        steps[portion.food] += portion.steps
        if portion.food.recipe is not None:
            for part in portion.food.made_of(portion.steps):
                steps[part.food] += part.grams / part.food.step_g
    return dict(steps)


def plan_to_fixed(plan: Plan) -> tuple[Lock, ...]:
    """The plan by ids alone, as it is stored."""
    return tuple(
        Lock(day.number, meal.meal, meal.template, tuple(fixed(portion) for portion in meal.portions))
        for day in plan.days
        for meal in day.meals
    )


def fixed(portion: Portion) -> FixedPortion:
    """The portion by ids alone."""
    return FixedPortion(portion.slot, portion.food.id, portion.steps)


def plan_from_fixed(meals: Sequence[Lock], catalogue: Catalogue) -> Plan:
    """The plan a stored sequence of meals stands for. It says nothing of whether the plan is still valid.

    Raises:
        KeyError: if a food has left the catalogue.
    """
    days: dict[int, list[Meal]] = defaultdict(list)
    for stored in meals:
        portions = tuple(Portion(portion.slot, catalogue[portion.food], portion.steps) for portion in stored.portions)
        days[stored.day].append(Meal(stored.meal, stored.template or "", portions))
    return Plan(tuple(Day(number, tuple(days[number])) for number in sorted(days)))


def allows(document: Document, food: Food) -> bool:
    """Whether taste, diet and allergens of everybody in the household let the food into a plan."""
    banned = document.taste(food.id) == NEVER or any(document.taste(part.food.id) == NEVER for part in food.ingredients)
    return not banned and household_allows(document, food)


def household_allows(document: Document, food: Food) -> bool:
    """Whether everybody may eat the food: diets, allergens and rules of all, and what a further person never eats."""
    return profile_allows(document.profile, food) and all(person_allows(person, food) for person in document.people)


def person_allows(person: Person, food: Food) -> bool:
    """Whether a further person of the household may eat the food, alone or in a dish."""
    eats = food.id not in person.never and person.never.isdisjoint(part.food.id for part in food.ingredients)
    return eats and profile_allows(person.profile, food)


def household_limits(document: Document) -> tuple[safety.PortionLimit, ...]:
    """The limits on portions of everybody: all of them hold for foods that are shared."""
    profiles = (document.profile, *(person.profile for person in document.people))
    return tuple(dict.fromkeys(limit for profile in profiles for limit in safety.limits(profile)))


def profile_allows(profile: Profile, food: Food) -> bool:
    """Whether diet, allergens and the rules of conditions and life stages let the food into a plan."""
    return diet_allows(profile, food) and safety.why_banned(profile, food) is None


def diet_allows(profile: Profile, food: Food) -> bool:
    """Whether diet and allergens let the food into a plan."""
    return profile.diet in food.diets and food.allergens.isdisjoint(profile.allergens)


def keeps_locks(day: Day, document: Document) -> bool:
    """Whether a day holds all that the document locks on it."""
    return not any(_audit_locks(day, document.locks_on(day.number)))


def audit(plan: Plan, document: Document, targets: Targets, templates: Templates) -> tuple[str, ...]:
    """What is wrong with a plan, recomputed from its printed portions; empty when every hard limit holds.

    It reads nothing of the model: a plan that the optimiser calls good and this does not is never shown.
    """
    wrong = [f"day {number} is missing" for number in range(1, document.days + 1) if _day(plan, number) is None]
    if len(plan.days) != document.days:
        wrong.append(f"{len(plan.days)} days, expected {document.days}")
    for day in plan.days:
        said = f"day {day.number}"
        wrong += [f"{said}: {sentence}" for sentence in _audit_meals(day, document, targets, templates)]
        wrong += [f"{said}: {sentence}" for sentence in _audit_foods(day, document)]
        wrong += [f"{said}: {sentence}" for sentence in _audit_targets(day, targets)]
        wrong += [f"{said}: {sentence}" for sentence in _audit_locks(day, document.locks_on(day.number))]
    foods = {day.number: [portion.food for portion in day.portions] for day in plan.days}
    return (*wrong, *safety.broken_limits(foods, document.profile), *_audit_horizon(plan, document))


def _day(plan: Plan, number: int) -> Day | None:
    return next((day for day in plan.days if day.number == number), None)


def _audit_meals(day: Day, document: Document, targets: Targets, templates: Templates) -> Iterator[str]:
    expected = templates.meals_for(targets.energy_kcal)
    if [meal.meal for meal in day.meals] != [meal.id for meal in expected]:
        yield f"its meals are {', '.join(meal.meal for meal in day.meals)}"
        return
    magnesium = total(tuple(day.portions), nutrients.MAGNESIUM).amount
    frozen = {lock.meal for lock in document.locks_on(day.number) if lock.template is not None}
    for meal, time in zip(day.meals, expected, strict=True):
        if meal.meal in frozen:
            continue  # its parts are the user's decision, and _audit_locks checks that they are all there
        template = templates.by_id.get(meal.template)
        if template is None or meal.meal not in template.meals:
            yield f"{meal.meal} follows {meal.template!r}, which is no template for it"
            continue
        yield from _audit_slots(meal, template)
        yield from _audit_shares(meal, time, targets, magnesium)


def _audit_slots(meal: Meal, template: Template) -> Iterator[str]:
    for slot in template.slots:
        foods = [portion.food for portion in meal.portions if portion.slot == slot.id]
        if not slot.least <= len(foods) <= slot.most:
            yield f"{meal.meal} has {len(foods)} foods in {slot.id}, expected {slot.least} to {slot.most}"
        yield from (
            f"{food.name} does not go into {slot.id} of {meal.template}" for food in foods if not slot.takes(food)
        )
    known = {slot.id for slot in template.slots}
    yield from (f"{meal.template} has no slot {portion.slot}" for portion in meal.portions if portion.slot not in known)


def _audit_shares(meal: Meal, time: MealTime, targets: Targets, magnesium: float) -> Iterator[str]:
    energy = total(meal.portions, nutrients.ENERGY).amount
    least, most = time.least * targets.energy_kcal, time.most * targets.energy_kcal
    if not _within(energy, least, most):
        yield f"{meal.meal} has {energy:.0f} kcal, expected {least:.0f} to {most:.0f}"
    share = total(meal.portions, nutrients.MAGNESIUM).amount
    if not _within(share, None, LARGEST_MAGNESIUM_SHARE * magnesium):
        yield f"{meal.meal} carries {share / magnesium:.0%} of the day's magnesium"


def _audit_foods(day: Day, document: Document) -> Iterator[str]:
    uses: dict[Food, list[int]] = defaultdict(list)
    for portion in day.portions:
        food = portion.food
        uses[food].append(portion.steps)
        if not allows(document, food):
            yield f"{food.name} is excluded"
        if not (isinstance(portion.steps, int) and food.min_steps <= portion.steps <= food.max_steps):
            yield f"{portion.steps} steps of {food.name}, expected {food.min_steps} to {food.max_steps}"
    for food, steps in uses.items():
        if food.once_a_day and len(steps) > 1:
            yield f"{food.name} is there {len(steps)} times"
    for food, eaten in counted(day.portions).items():
        if not _within(eaten, None, food.daily_max):
            yield f"{eaten:g} steps of {food.name}, expected at most {food.daily_max}"
    for meal in day.meals:
        ids = [portion.food.id for portion in meal.portions]
        if len(set(ids)) < len(ids):
            yield f"{meal.meal} has a food twice"
    removed = document.removed_on(day.number)
    for meal in day.meals:
        for portion in meal.portions:
            if (meal.meal, portion.food.id) in removed:
                yield f"{portion.food.name} was taken out of {meal.meal}"


def _audit_targets(day: Day, targets: Targets) -> Iterator[str]:
    portions = tuple(day.portions)
    for target in targets.hard:
        amount = total(portions, target.nutrient).amount
        if not _within(amount, target.least, target.most):
            yield f"{amount:g} {target.nutrient.unit} {target.nutrient.label.lower()}, {_expected(target)}"


def _audit_locks(day: Day, locks: Iterable[Lock]) -> Iterator[str]:
    for lock in locks:
        meal = day.meal(lock.meal)
        held = {fixed(portion) for portion in meal.portions} if meal else set()
        template = meal.template if meal else None
        wanted = set(lock.portions)
        kept = (template == lock.template and held == wanted) if lock.template else wanted <= held
        if not kept:
            yield f"{lock.meal} is not as it was locked"


def _audit_horizon(plan: Plan, document: Document) -> Iterator[str]:
    eaten = {day.number: counted(day.portions) for day in plan.days}
    locked = {day.number: counted(_locked(day, document)) for day in plan.days}
    for food in {food for steps in eaten.values() for food in steps}:
        for last in eaten:
            window = range(last - WEEK + 1, last + 1)
            steps, kept = (
                sum(by_food.get(food, 0.0) for number, by_food in known.items() if number in window)
                for known in (eaten, locked)
            )
            most = max(food.weekly_max, kept)
            if not _within(steps, None, most):
                yield f"{steps:g} steps of {food.name} in the week to day {last}, expected at most {most:g}"
    fixed_meals = {(lock.day, lock.meal) for lock in document.locks}
    for before, after in pairwise(plan.days):
        dinners = [day.meal("dinner") for day in (before, after)]
        if (
            all(dinners)
            and dinners[0] is not None
            and dinners[1] is not None
            and dinners[0].template == dinners[1].template
            and not {(before.number, "dinner"), (after.number, "dinner")} & fixed_meals
        ):
            yield f"dinner is {dinners[0].template} on day {before.number} and the day after"


def _locked(day: Day, document: Document) -> Iterator[Portion]:
    wanted = {(lock.meal, portion) for lock in document.locks_on(day.number) for portion in lock.portions}
    return (portion for meal in day.meals for portion in meal.portions if (meal.meal, fixed(portion)) in wanted)


def _within(amount: float, least: float | None, most: float | None) -> bool:
    slack = _SLACK * max(1.0, abs(amount))
    return (least is None or amount >= least - slack) and (most is None or amount <= most + slack)


def _expected(target: Target) -> str:
    ends = [f"at least {target.least:g}" if target.least is not None else ""]
    ends.append(f"at most {target.most:g}" if target.most is not None else "")
    return "expected " + " and ".join(end for end in ends if end)
