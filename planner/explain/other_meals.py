"""Another meal for a place of the plan: a few that fit the rest of the plan, each with what it changes.

The other days stay as they are. The rest of the day stays too where a meal fits beside it, else it changes as little as
it can, and that is said. Every meal comes with its whole plan, which passes its audit.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.document.document import Document, FixedPortion, Lock, Removed
from planner.editing.swaps import signed
from planner.explain.why import reasons_against, too_much_alone
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import Templates, read_templates, templates_to_plan
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.language.phrases import in_a_row, quoted, quoted_in_a_row
from planner.language.translate import _, ngettext
from planner.optimise.clock import Clock
from planner.optimise.horizon import horizon_of
from planner.optimise.plan_day import plan_day
from planner.optimise.warm_models import Models, Task
from planner.plan.allowed import allows
from planner.plan.audit import audit
from planner.plan.meal_names import meal_name
from planner.plan.plan import Day, Meal, Plan, counted, totals
from planner.plan.stored_form import fixed

MOST = 4  # meals that are offered
TRIES = 3 * MOST  # days that are planned for them at most
SECONDS = 10.0  # [s] a guard of each of these days
TOLD_APART = 2  # foods of a meal, those with most energy, that the next one offered does without
SIZES = (0, 1, -1, 2, -2)  # [steps] from the usual portion of a dish that is asked for
MOST_NAMED = 3  # things to buy, in a sentence


@dataclass(frozen=True, slots=True)
class OtherMeal:
    """Another meal, what it changes on its day, and the whole plan with it.

    ``plan`` passes its audit for ``document``, in which the meal is locked: the user chose it.
    """

    meal: Meal
    document: Document
    plan: Plan
    magnesium: float  # [mg / day] more than before
    energy: float  # [kcal / day] more than before
    to_buy: tuple[str, ...]  # names of foods that the plan did not have
    also: tuple[str, ...]  # names of the meals of the day that change with it
    uncertain: bool  # the magnesium of the day is not fully known, before or after

    @property
    def name(self) -> str:
        """What it is called, by its food."""
        return meal_name(self.meal)

    @property
    def effect(self) -> str:
        """What changes, in few words: "+24 mg Mg, −60 kcal; to buy: leeks"."""
        known = _("{change} mg Mg").format(change=signed(self.magnesium))
        parts = [_("Mg not fully known") if self.uncertain else known]
        parts.append(_("{change} kcal").format(change=signed(self.energy)))
        said = [_(", ").join(parts)]
        if self.to_buy:
            said.append(_("to buy: {foods}").format(foods=_shortened(self.to_buy)))
        if self.also:
            said.append(_("changes too: {meals}").format(meals=in_a_row(self.also)))
        return _("; ").join(said)


Found = Callable[[OtherMeal], None]  # is told every meal as soon as it is found


def foods_to_ask_for(catalogue: Catalogue, document: Document, meal: str) -> tuple[Food, ...]:
    """What one may ask a meal to be made of: dishes first, then foods, by name."""
    slots = [slot for template in _templates(document).for_meal(meal) for slot in template.slots]
    able = [food for food in catalogue if allows(document, food) and any(slot.suits(food) for slot in slots)]
    return tuple(sorted(able, key=lambda food: (food.recipe is None, food.name.casefold())))


def other_meals(
    catalogue: Catalogue,
    document: Document,
    plan: Plan,
    day: int,
    meal: str,
    *,
    made_of: str = "",
    most: int = MOST,
    stop: threading.Event | None = None,
    found: Found | None = None,
) -> tuple[OtherMeal, ...]:
    """At most so many other meals for a place of a plan; with ``made_of`` each has that food or dish.

    Once ``stop`` is set, what was found so far is the answer.

    Raises:
        LookupError: if the plan has no such meal.
        TargetError: if no plan may be made for the document at all.
    """
    search = _Search(catalogue, document, plan, day, meal, stop or threading.Event())
    answer: list[OtherMeal] = []
    names = {meal_name(search.old)}
    for other in search.found(catalogue[made_of] if made_of else None):
        if other.name in names and not made_of:
            continue
        if any(set(other.meal.portions) == set(each.meal.portions) for each in answer):
            continue
        names.add(other.name)
        answer.append(other)
        if found is not None:
            found(other)
        if len(answer) == most:
            break
    return tuple(answer)


def why_none(catalogue: Catalogue, document: Document, plan: Plan, day: int, food: Food) -> str:
    """Why no meal of a day is made of a food, as far as that is known without planning; empty where it is not.

    Raises:
        TargetError: if the document's own targets cannot stand.
    """
    against = next(iter(reasons_against(document, day, food, read_templates())), "")
    return against or too_much_alone(catalogue, document, plan, day, food) or ""


class _Search:
    """Plans the day again and again, with the rest of the plan as it is."""

    def __init__(
        self, catalogue: Catalogue, document: Document, plan: Plan, day: int, meal: str, stop: threading.Event
    ) -> None:
        shown = next((each for each in plan.days if each.number == day), None)
        old = shown.meal(meal) if shown is not None else None
        if shown is None or old is None:
            raise LookupError(f"the plan has no {meal} on day {day}")
        self.day, self.old = shown, old
        self._catalogue, self._plan, self._stop = catalogue, plan, stop
        self._document = document.without_lock(day, meal)
        self._models = Models()
        self._tries = 0

    def found(self, food: Food | None) -> Iterator[OtherMeal]:
        """Meals beside the rest of the day as it is, then with the rest of the day free to change."""
        held = [self._asked(food, steps) for steps in _sizes(food)] if food is not None else [()]
        for rest_stays in (True, False):
            some = False
            for locks in held:
                for other in self._in_turn(locks, rest_stays, again=food is None):
                    some = True
                    yield other
            if some or self._stop.is_set():
                return

    def _asked(self, food: Food | None, steps: int) -> tuple[Lock, ...]:
        """The lock that asks for a food in the meal, in the slot that takes it best."""
        if food is None:
            return ()
        templates = _templates(self._document).for_meal(self.old.meal)
        slot = next((slot for template in templates for slot in template.slots if slot.suits(food)), None)
        if slot is None:
            return ()
        return (Lock(self.day.number, self.old.meal, None, (FixedPortion(slot.id, food.id, steps),)),)

    def _in_turn(self, locks: Sequence[Lock], rest_stays: bool, again: bool) -> Iterator[OtherMeal]:
        """Meals one after another, each without what the ones before were made of."""
        removed: set[str] = set() if not again else _marks(self.old)
        while self._tries < TRIES and not self._stop.is_set():
            self._tries += 1
            planned = self._planned(locks, removed, rest_stays)
            meal = planned.meal(self.old.meal) if planned is not None else None
            if planned is None or meal is None or not meal.portions:
                return
            other = self._audited(planned, meal)
            if other is not None:
                yield other
            kept = {portion.food for lock in locks for portion in lock.portions}
            more = _marks(meal) - kept
            if not more or more <= removed:
                return
            removed |= more

    def _planned(self, locks: Sequence[Lock], removed: set[str], rest_stays: bool) -> Day | None:
        number = self.day.number
        asked = self._document
        for lock in locks:
            asked = asked.with_lock(lock)
        if rest_stays:
            for meal in self.day.meals:
                if meal.meal != self.old.meal:
                    portions = tuple(fixed(portion) for portion in meal.portions)
                    asked = asked.with_lock(Lock(number, meal.meal, meal.template, portions))
        gone = frozenset(Removed(number, self.old.meal, food) for food in removed)
        asked = replace(asked, removed=asked.removed | gone)
        task = Task(
            models=self._models,
            horizon=horizon_of(self._catalogue, asked),
            seconds=SECONDS,
            clock=Clock(SECONDS, self._stop),
            seed=0,
            started=time.monotonic(),
        )
        others = {each.number: each for each in self._plan.days if each.number != number}
        return plan_day(task, number, others, None if rest_stays else self.day, False).day

    def _audited(self, planned: Day, meal: Meal) -> OtherMeal | None:
        """The meal with its plan; None where the plan does not pass its audit."""
        number = self.day.number
        days = tuple(planned if day.number == number else day for day in self._plan.days)
        plan = Plan(days)
        lock = Lock(number, meal.meal, meal.template, tuple(fixed(portion) for portion in meal.portions))
        document = self._document.with_lock(lock)
        horizon = horizon_of(self._catalogue, document)
        if audit(plan, document, horizon.targets, horizon.templates, horizon.before.days):
            return None
        before, after = totals(tuple(self.day.eaten)), totals(tuple(planned.eaten))
        had = set(counted(tuple(portion for day in self._plan.days for portion in day.portions)))
        new = [food.name for food in counted(tuple(planned.portions)) if food not in had and food.recipe is None]
        names = {each.id: each.name.lower() for each in read_templates().meals}
        held = {each.meal: set(each.portions) for each in self.day.meals}
        also = [
            names[each.meal]
            for each in planned.meals
            if each.meal != meal.meal and set(each.portions) != held.get(each.meal)
        ]
        return OtherMeal(
            meal,
            document,
            plan,
            after[MAGNESIUM].amount - before[MAGNESIUM].amount,
            after[ENERGY].amount - before[ENERGY].amount,
            tuple(new),
            tuple(also),
            before[MAGNESIUM].at_least or after[MAGNESIUM].at_least,
        )


def _templates(document: Document) -> Templates:
    return templates_to_plan(document.habits.leftovers)


def _sizes(food: Food) -> tuple[int, ...]:
    """The portions of a food [steps] in the order in which they are tried: the usual one first."""
    able = [food.usual_steps + more for more in SIZES]
    return tuple(steps for steps in able if food.min_steps <= steps <= food.max_steps)


def _marks(meal: Meal) -> set[str]:
    """The ids of the foods a meal is known by: its dishes, else those that hold most of its energy."""
    dishes = {portion.food.id for portion in meal.portions if portion.food.recipe is not None}
    if dishes:
        return dishes
    largest = sorted(meal.portions, key=lambda portion: -totals((portion,))[ENERGY].amount)
    return {portion.food.id for portion in largest[:TOLD_APART]}


def _shortened(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMED:
        return quoted_in_a_row(names)
    more = len(names) - MOST_NAMED + 1
    rest = ngettext("{count} more", "{count} more", more).format(count=more)
    return in_a_row([*(quoted(name) for name in names[: MOST_NAMED - 1]), rest])
