"""Plans that go on behind recorded days, and an independent count of what several days may hold, over the dates.

Nothing of the horizon, the model or the audit is used to count: portions are taken apart here, day by day.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from planner.document.document import (
    EATEN,
    LIKE,
    LOVE,
    OTHER,
    RARELY,
    SKIPPED,
    Document,
    EatenFood,
    Mark,
    RecordedDay,
    RecordedMeal,
    Stored,
)
from planner.document.document_json import stored_to_text
from planner.editing.away import with_away, without_away
from planner.editing.calendar import Kept, mark_meals, mark_recorded, move_on, next_days
from planner.foods.away import AWAY_FOODS, GUESSES
from planner.foods.catalogue import Catalogue
from planner.foods.food import AWAY, Food
from planner.foods.nutrients import BY_KEY
from planner.needs.adjusted_targets import targets_of
from planner.needs.medical_rules import PortionLimit
from planner.needs.profile import Profile
from planner.plan.allowed import household_limits
from planner.plan.outcomes import Outcome, Solved
from planner.plan.plan import Day, Meal, Plan
from tests.rigs.replan import random_edit

Held = dict[str, float]  # steps by food id
Make = Callable[[Document, Plan | None], Outcome]  # a plan for a document, beside the days of it that are planned
FIRST = date(2026, 2, 26)  # what follows holds a 28 February
AHEAD = 3  # [days] that each continuation plans

PROFILES = (
    Profile(),
    Profile(sex="female", age_years=31, life_stage="pregnancy", gestation_week=20),
    Profile(conditions=frozenset({"oxalate stones"})),
    Profile(conditions=frozenset({"diabetes"})),
    Profile(diet="pescatarian"),
    Profile(conditions=frozenset({"warfarin"})),
    Profile(sex="female", age_years=63, conditions=frozenset({"warfarin", "hypertension"})),
    Profile(diet="vegetarian", conditions=frozenset({"hypertension"})),
)

# With warfarin each day has as much vitamin K as the others: within a quarter of the adequate intake of IOM 2001 [µg].
VITAMIN_K = {"male": 120.0, "female": 90.0}
STEADY = 0.25


@dataclass(slots=True)
class Findings:
    """How the answers divide, how many edits were made, and what is wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join([", ".join(f"{count} {name}" for name, count in sorted(self.counts.items())), *self.wrong])


def past_of(document: Document) -> str:
    """The recorded days as they stand in the file, and what was written down of them."""
    return stored_to_text(Stored(Document(recorded=document.recorded, diary=document.diary)))


def go_on(
    make: Make,
    profile: Profile,
    catalogue: Catalogue,
    *,
    times: int,
    edits: Sequence[int],
    seed: int,
    found: Findings,
) -> None:
    """Plans so often behind what was planned before, each time some days later, and judges it.

    ``edits`` are made of each plan: so many before another one is asked for, then so many more. Those that have no plan
    are taken back. Where there is no plan, the next one begins anew: with no day recorded and no taste.
    """
    chance, kept = random.Random(seed), Kept(catalogue, {})
    fresh = Document(profile=profile, days=AHEAD, days_ahead=AHEAD, start=FIRST)
    document, plan = _begun(make, fresh)
    for turn in range(times):
        document, left = some_days_later(document, plan, kept, chance)
        name, past = f"seed {seed}, turn {turn}", past_of(document)
        outcome = make(document, left)
        found.counts[type(outcome).__name__.lower()] += 1
        if not isinstance(outcome, Solved):
            document, plan = _begun(make, replace(fresh, start=document.start))
            continue
        plan = outcome.plan
        found.counts["meals away"] += sum(meal.template == AWAY for day in plan.days for meal in day.meals)
        found.counts["days behind them"] += len(document.recorded)
        found.wrong += [f"{name}: {sentence}" for sentence in broken_across(document, plan, catalogue)]
        for count in edits:
            edited = document
            for _ in range(count):
                edited = _edited(edited, plan, catalogue, chance)
                found.counts["edits"] += 1
                if past_of(edited) != past:
                    found.wrong.append(f"{name}: the past is another one after an edit")
            outcome = make(edited, plan)
            found.counts[f"edited: {type(outcome).__name__.lower()}"] += 1
            if isinstance(outcome, Solved):
                document, plan = edited, outcome.plan
                found.wrong += [f"{name}, edited: {said}" for said in broken_across(document, plan, catalogue)]


def _begun(make: Make, document: Document) -> tuple[Document, Plan]:
    outcome = make(document, None)
    if not isinstance(outcome, Solved):
        raise LookupError(f"there is no plan for {document.profile}: {outcome}")
    return document, outcome.plan


def some_days_later(document: Document, plan: Plan, kept: Kept, chance: random.Random) -> tuple[Document, Plan | None]:
    """The document when one day or more are over and marked, with the next days to plan; and the days that are left.

    What became of the meals of today is said of some, and one meal to come is away or planned again.
    """
    if document.start is None:
        raise ValueError("the document does not say when it starts")
    targets = targets_of(document.profile, document.targets, document.confirmed, document.start)
    today = document.start + timedelta(days=chance.randint(1, len(plan.days)))
    moved = move_on(document, plan, targets, today, kept)
    document, foods = moved.document, [food for food in kept.catalogue if not food.recipe]
    for day in document.recorded[-moved.over :]:
        for meal in day.meals:
            document = mark_recorded(document, day.date, (meal.meal,), _mark(foods, chance), kept)
    if moved.plan is not None:
        if chance.random() < 0.5:
            document = mark_meals(document, moved.plan, 1, ("breakfast",), Mark(EATEN), kept)
        document = next_days(document, moved.plan, kept)
    else:
        document = replace(document, days=AHEAD)
    tastes = {food.id: chance.choice((LOVE, LIKE, RARELY)) for food in chance.sample(foods, 4)}
    wishes = {food.id: chance.randint(1, 7) for food in chance.sample(foods, 2)}
    return _with_meal_away(replace(document, tastes=tastes, wishes=wishes, removed=frozenset()), chance), moved.plan


def _mark(foods: list[Food], chance: random.Random) -> Mark | None:
    kind = chance.choices((None, EATEN, SKIPPED, OTHER), (4, 4, 1, 2))[0]
    if kind == OTHER:
        eaten = chance.sample(foods, chance.randint(0, 3))
        return Mark(OTHER, tuple(EatenFood(food.id, chance.uniform(5, 400)) for food in eaten))
    return None if kind is None else Mark(kind)


def _with_meal_away(document: Document, chance: random.Random) -> Document:
    """A meal that nothing was said of is eaten out or left out, or planned again where it was."""
    day, meal = chance.randint(1, document.days), chance.choice(("breakfast", "lunch", "dinner"))
    if document.mark_of(day, meal) is not None:
        return document
    if any((lock.meal, lock.template) == (meal, AWAY) for lock in document.locks_on(day)):
        return without_away(document, day, meal)
    return with_away(document, day, meal, chance.choice((0, *GUESSES[:5])))


def _edited(document: Document, plan: Plan, catalogue: Catalogue, chance: random.Random) -> Document:
    """One edit: of a meal that is away, or any other of somebody who looks at the plan."""
    if chance.random() < 0.15:
        return _with_meal_away(document, chance)
    planned = tuple(
        Day(day.number, tuple(meal for meal in day.meals if meal.template != AWAY), day.drinks) for day in plan.days
    )
    return random_edit(chance, document, Plan(planned), catalogue).document


def broken_across(document: Document, plan: Plan, catalogue: Catalogue) -> list[str]:
    """What a plan breaks beside the days as eaten: weekly maxima, limits of conditions, the dinner rule, bands."""
    known = {**catalogue.foods, **AWAY_FOODS}
    past = {day.date: day for day in document.recorded}
    start = document.start or FIRST
    new = {start + timedelta(days=day.number - 1): day for day in plan.days}
    steps: dict[date, Held] = {}
    portions: dict[date, list[Food]] = {}
    for when, recorded in past.items():
        held = [each for meal in recorded.meals for each in _eaten(meal, known)]
        steps[when], portions[when] = _taken_apart(held), [food for food, _ in held]
    for when, day in new.items():
        held = [(portion.food, float(portion.steps)) for portion in day.portions]
        steps[when], portions[when] = _taken_apart(held), [food for food, _ in held]
    locked: dict[date, Held] = {}
    for when, day in new.items():
        kept = [each for lock in document.locks_on(day.number) for each in lock.portions]
        locked[when] = _taken_apart([(known[each.food], float(each.steps)) for each in kept])
    held_dinners = {start + timedelta(days=lock.day - 1) for lock in document.locks if lock.meal == "dinner"}
    return [
        *_weekly(steps, new, locked, known),
        *_limited(portions, new, household_limits(document)),
        *_dinners(past, {when: day.meal("dinner") for when, day in new.items()}, held_dinners),
        *_steady(document.profile, new),
    ]


def _eaten(meal: RecordedMeal, known: Mapping[str, Food]) -> Iterator[tuple[Food, float]]:
    if meal.mark is None or meal.mark.kind == EATEN:
        yield from ((known[held.food], float(held.steps)) for held in meal.planned)
    elif meal.mark.kind == OTHER:
        for each in meal.mark.foods:
            whole, rest = divmod(each.grams, known[each.food].step_g)
            yield known[each.food], max(1.0, whole + (rest > 1e-6))


def _taken_apart(held: list[tuple[Food, float]]) -> Held:
    steps: dict[str, float] = defaultdict(float)
    for food, count in held:
        steps[food.id] += count
        if food.recipe is not None:
            for part in food.recipe.ingredients:
                steps[part.food.id] += part.grams * food.step * count / part.food.step_g
    return dict(steps)


def _weekly(
    steps: Mapping[date, Held], new: Mapping[date, Day], locked: Mapping[date, Held], known: Mapping[str, Food]
) -> Iterator[str]:
    """Every seven days running that hold a new day: no more than the maximum, or nothing new where it was passed.

    What the user keeps may be more.
    """
    for last in sorted(new):
        for shift in range(7):
            window = [last + timedelta(days=shift - back) for back in range(7)]
            old: dict[str, float] = defaultdict(float)
            planned: dict[str, float] = defaultdict(float)
            for when in window:
                for food, count in steps.get(when, {}).items():
                    (planned if when in new else old)[food] += count
            for food, count in planned.items():
                kept = sum(locked.get(when, {}).get(food, 0.0) for when in window)
                most = max(known[food].weekly_max, old[food] + kept)
                if old[food] + count > most + 1e-6:
                    yield f"{food}: {old[food]:g} + {count:g} of {most} in the week to {window[0]}"


def _limited(
    portions: Mapping[date, list[Food]], new: Mapping[date, Day], limits: tuple[PortionLimit, ...]
) -> Iterator[str]:
    for limit in limits:
        for last in sorted(new):
            for shift in range(limit.days):
                window = [last + timedelta(days=shift - back) for back in range(limit.days)]
                old = sum(limit.counts(food) for when in window if when not in new for food in portions.get(when, ()))
                planned = sum(limit.counts(food) for when in window if when in new for food in portions[when])
                if planned and old + planned > limit.most:
                    yield f"{limit.id}: {old} + {planned} of {limit.most} in {limit.days} days to {window[0]}"


def _dinners(past: Mapping[date, RecordedDay], new: Mapping[date, Meal | None], kept: set[date]) -> Iterator[str]:
    """No kind of dinner on two evenings running, unless the user keeps one of them."""
    kinds: dict[date, str] = {}
    for when, day in past.items():
        meal = day.meal("dinner")
        if meal is not None and (meal.mark is None or meal.mark.kind == EATEN):
            kinds[when] = meal.template
    kinds |= {when: dinner.template for when, dinner in new.items() if dinner is not None}
    for when in new:
        before = when - timedelta(days=1)
        if kinds.get(before) and kinds[before] == kinds[when] and not {before, when} & kept:
            yield f"dinner is {kinds[when]} on {before} and {when}"


def _steady(profile: Profile, new: Mapping[date, Day]) -> Iterator[str]:
    if "warfarin" not in profile.conditions:
        return
    middle, nutrient = VITAMIN_K[profile.sex], BY_KEY["vit_k_ug"]
    for when, day in new.items():
        amount = sum(
            portion.steps * portion.food.step_g / 100 * portion.food.amounts.get(nutrient, 0.0)
            for portion in (*day.portions, *day.drinks)
        )
        if abs(amount - middle) > STEADY * middle + 1e-6:
            yield f"{amount:.1f} µg of vitamin K on {when}, expected about {middle:g}"
