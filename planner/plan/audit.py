"""The audit: what is wrong with a plan, recomputed from its printed portions. It knows nothing of the model."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from planner.document.document import Document, Lock
from planner.foods import nutrients
from planner.foods.food import AWAY, Food
from planner.foods.meals import MealTime, Template, Templates
from planner.needs.targets import Target, Targets
from planner.plan.allowed import allows, broken_limits, household_limits
from planner.plan.looking_back import recorded_before
from planner.plan.meal_times import away_energy, times_of
from planner.plan.meat_and_milk import keeps_kosher, mixed
from planner.plan.plan import Day, Meal, Plan, Portion, counted, total
from planner.plan.stored_form import fixed
from planner.plan.windows import stretch_to

ALIKE_CARBOHYDRATE = 15.0  # [g] between any two days, with diabetes: one exchange
_SLACK = 1e-6  # relative rounding of sums of floats, far below any figure shown


def keeps_locks(day: Day, document: Document) -> bool:
    """Whether a day holds all that the document locks on it."""
    return not any(_audit_locks(day, document.locks_on(day.number)))


def audit(
    plan: Plan,
    document: Document,
    targets: Targets,
    templates: Templates,
    before: Mapping[int, Day] | None = None,
) -> tuple[str, ...]:
    """What is wrong with a plan, recomputed from its printed portions; empty when every hard limit holds.

    ``before`` are the days before the plan as they were eaten, numbered 0, -1 and so on: rules of several days count
    them. It reads nothing of the model: a plan that the optimiser calls good and this does not is never shown.

    Raises:
        ValueError: if the document has such days and they are not given.
    """
    if before is None:
        if any(recorded_before(document)):
            raise ValueError("the document has days before the plan")
        before = {}
    wrong = [f"day {number} is missing" for number in range(1, document.days + 1) if _day(plan, number) is None]
    if len(plan.days) != document.days:
        wrong.append(f"{len(plan.days)} days, expected {document.days}")
    for day in plan.days:
        said = f"day {day.number}"
        wrong += [f"{said}: {sentence}" for sentence in _audit_meals(day, document, targets, templates)]
        wrong += [f"{said}: {sentence}" for sentence in _audit_foods(day, document)]
        wrong += [f"{said}: {sentence}" for sentence in _audit_targets(day, targets)]
        if {portion.food.id: portion.steps for portion in day.drinks} != dict(document.drinks):
            wrong.append(f"{said}: its drinks are not those of every day")
        wrong += [f"{said}: {sentence}" for sentence in _audit_locks(day, document.locks_on(day.number))]
    foods = {day.number: [portion.food for portion in day.portions] for day in plan.days}
    eaten = {number: [portion.food for portion in day.portions] for number, day in before.items()}
    limits = household_limits(document, _drunk(plan))
    return (*wrong, *broken_limits(foods, limits, eaten), *_audit_horizon(plan, document, before))


def _drunk(plan: Plan) -> list[Food]:
    """The drinks of every day; that they are the document's is checked day by day."""
    return [portion.food for day in plan.days[:1] for portion in day.drinks]


def _day(plan: Plan, number: int) -> Day | None:
    return next((day for day in plan.days if day.number == number), None)


def _audit_meals(day: Day, document: Document, targets: Targets, templates: Templates) -> Iterator[str]:
    expected = templates.meals_for(targets.energy_kcal, targets.snacks)
    if [meal.meal for meal in day.meals] != [meal.id for meal in expected]:
        yield f"its meals are {', '.join(meal.meal for meal in day.meals)}"
        return
    magnesium = total(tuple(day.eaten), nutrients.MAGNESIUM).amount
    away = away_energy(day)
    expected = times_of(day, templates, targets.energy_kcal)
    for limit in targets.meals:
        if limit.meal in away:
            continue
        held = day.meal(limit.meal)
        portions = held.portions if held is not None else ()
        amount = sum(portion.grams * portion.food.amounts.get(limit.nutrient, 0.0) / 100 for portion in portions)
        if not _within(amount, limit.least, limit.most):
            yield f"{limit.meal} has {amount:.1f} g carbohydrate, expected {limit.least} to {limit.most}"
    frozen = document.whole_meals(day.number)
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
    if not _within(share, None, time.magnesium_most * magnesium):
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
    if keeps_kosher(document):
        held = {meal.meal: [portion.food for portion in meal.portions] for meal in day.meals}
        yield from (f"{meal} has meat and milk" for meal in mixed(document, held))
    removed = document.removed_on(day.number)
    for meal in day.meals:
        for portion in meal.portions:
            if (meal.meal, portion.food.id) in removed:
                yield f"{portion.food.name} was taken out of {meal.meal}"


def _audit_targets(day: Day, targets: Targets) -> Iterator[str]:
    portions = tuple(day.eaten)
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


def _audit_horizon(plan: Plan, document: Document, past: Mapping[int, Day]) -> Iterator[str]:
    over = {number: counted(day.portions) for number, day in past.items()}
    eaten = {day.number: counted(day.portions) for day in plan.days}
    locked = {day.number: counted(_locked(day, document)) for day in plan.days}
    for last in eaten:
        window = stretch_to(last)
        planned, kept, gone = (_sums_in(known, window) for known in (eaten, locked, over))
        for food, here in planned.items():
            before = gone.get(food, 0.0)
            steps, most = here + before, max(food.weekly_max, kept.get(food, 0.0) + before)
            if here and not _within(steps, None, most):
                yield f"{steps:g} steps of {food.name} in the week to day {last}, expected at most {most:g}"
    if "diabetes" in document.profile.conditions:
        yield from _audit_alike(plan)
    fixed_meals = {(lock.day, lock.meal) for lock in document.locks}
    evening = (past[0],) if 0 in past else ()
    for first, second in pairwise((*evening, *plan.days)):
        dinners = [day.meal("dinner") for day in (first, second)]
        if (
            all(dinners)
            and dinners[0] is not None
            and dinners[1] is not None
            and dinners[0].template == dinners[1].template
            and not {(first.number, "dinner"), (second.number, "dinner")} & fixed_meals
        ):
            yield f"dinner is {dinners[0].template} on day {first.number} and the day after"


def _sums_in(known: Mapping[int, Mapping[Food, float]], window: range) -> Mapping[Food, float]:
    """Steps of each food on those days of a window that are known."""
    sums: dict[Food, float] = defaultdict(float)
    for number in window:
        for food, steps in known.get(number, {}).items():
            sums[food] += steps
    return sums


def _audit_alike(plan: Plan) -> Iterator[str]:
    """With diabetes the same meal has about the same carbohydrate on all days."""
    for name in {meal.meal for day in plan.days for meal in day.meals}:
        meals = [meal for day in plan.days for meal in day.meals if meal.meal == name and meal.template != AWAY]
        carbohydrate = [total(meal.portions, nutrients.BY_KEY["carb_g"]).amount for meal in meals]
        if meals and not _within(max(carbohydrate) - min(carbohydrate), None, ALIKE_CARBOHYDRATE):
            yield f"{name} has {min(carbohydrate):.1f} to {max(carbohydrate):.1f} g carbohydrate"


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
