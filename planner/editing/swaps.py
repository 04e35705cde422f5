"""Other foods for one portion: swaps that leave the whole plan valid, found by recomputing alone, without a solver.

The audit of the plan with a swap decides. The checks before the audit are a filter: they discard swaps that
would certainly fail it.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from planner.document.document import TASTES, Document, FixedPortion, Lock
from planner.foods.catalogue import Catalogue
from planner.foods.food import AWAY, Food
from planner.foods.meals import MealTime, Slot, Templates, read_templates
from planner.foods.nutrients import ENERGY, MAGNESIUM, Nutrient
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs import adjusted_targets
from planner.needs.targets import Targets
from planner.plan.allowed import allows, broken_limits, household_limits
from planner.plan.audit import audit
from planner.plan.looking_back import days_before
from planner.plan.meal_times import times_of
from planner.plan.meat_and_milk import keeps_kosher, mixed
from planner.plan.plan import Day, Meal, Plan, Portion, counted
from planner.plan.stored_form import fixed
from planner.plan.windows import fullest

MOST = 8
FEW = 4  # with fewer swaps than these while all else stays, other portions may change with them
MOST_OTHERS = 2  # portions that change with a swap
FARTHEST = 2  # [steps] that each of them changes
TRIES = 3  # ways to make room for one food that are audited before the next food is tried
ROWS = 20_000  # sums looked at in one go: enough to be quick, few enough to stop between two
SLACK = 1e-5  # relative; looser than the audit's own, which decides
Vectors = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Resized:
    """Another portion of the day that changes with a swap, so that the day stays valid."""

    meal: str
    food: Food
    before: int  # [steps]
    after: int  # [steps]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One swap, what it changes on its day, and the whole plan with it.

    ``plan`` passes its audit for the document in which the new portion is locked in place of the old one, and the
    rest of what was locked in that meal stays locked portion by portion.
    """

    portion: FixedPortion
    food: Food
    magnesium: float  # [mg / day] more than before
    energy: float  # [kcal / day] more than before
    plan: Plan
    rank: int  # from 1, the best
    also: tuple[Resized, ...] = ()
    uncertain: bool = False  # the magnesium of the old or the new food is not fully known

    @property
    def effect(self) -> str:
        """What changes, in few words: "+24 mg Mg, −60 kcal"."""
        magnesium = _("{change} mg Mg").format(change=signed(self.magnesium))
        if self.uncertain:
            magnesium = _("Mg not fully known")
        parts = [magnesium, _("{change} kcal").format(change=signed(self.energy))]
        parts += [
            _("{food} {before} → {after}").format(
                food=other.food.name, before=other.food.household(other.before), after=other.food.household(other.after)
            )
            for other in self.also
        ]
        return ", ".join(parts)


def signed(change: float) -> str:
    """A change as it is read: "+24", "−60", "±0"."""
    whole = round(change)
    return figure(whole, "+,").replace("-", "−") if whole else "±0"


def alternatives(
    catalogue: Catalogue,
    document: Document,
    plan: Plan,
    day: int,
    meal: str,
    food_id: str,
    *,
    most: int = MOST,
    stop: threading.Event | None = None,
    templates: Templates | None = None,
    targets: Targets | None = None,
) -> tuple[Alternative, ...]:
    """The best other foods for a portion of a plan, at most ``most``, each once.

    Everything else stays as it is. Only where fewer than ``FEW`` foods fit so, one or two other portions of the day
    that are not locked change by one or two steps as well. Foods come in the order of taste, then familiarity, then
    likeness in energy; the last place goes to another group of foods where all others are of one. Once ``stop`` is
    set, what was found so far is the answer.

    Raises:
        LookupError: if the plan has no such portion.
        TargetError: if no plan may be made for the document at all.
    """
    templates = templates or read_templates()
    if targets is None:
        targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed, document.start)
    swap = _Swap(document, plan, day, meal, food_id, templates, targets, days_before(document, catalogue).days)
    slot = swap.slot
    if slot is None:
        return ()
    offers = sorted(swap.offers(catalogue, slot), key=lambda offer: offer.key)
    return _best(swap, offers, most, stop or threading.Event())


def _best(swap: "_Swap", offers: Sequence["_Offer"], most: int, stop: threading.Event) -> tuple[Alternative, ...]:
    found: list[Alternative] = []
    for others in range(MOST_OTHERS + 1):
        if not others or len(found) < min(FEW, most):
            left = [offer for offer in offers if offer.food.id not in _ids(found)]
            found += _some(swap, left, others, most - len(found), stop)
    groups = {alternative.food.group for alternative in found}
    if len(groups) == 1:
        other = [offer for offer in offers if offer.food.group not in groups]
        ways = (_some(swap, other, others, 1, stop) for others in range(MOST_OTHERS + 1))
        found = [*found[: most - 1], *(next((way for way in ways if way), found[most - 1 :]))]
    return tuple(replace(alternative, rank=place) for place, alternative in enumerate(found, start=1))


def _some(
    swap: "_Swap", offers: Sequence["_Offer"], others: int, most: int, stop: threading.Event
) -> list[Alternative]:
    """The first of these offers that pass the audit when so many other portions change, each food once."""
    found: list[Alternative] = []
    tries: dict[str, int] = defaultdict(int)
    for offer, also in swap.fitting(offers, others, stop):
        if len(found) == most or stop.is_set():
            break
        if tries[offer.food.id] == TRIES or offer.food.id in _ids(found):
            continue
        tries[offer.food.id] += 1
        if (alternative := swap.audited(offer, also)) is not None:
            found.append(alternative)
    return found


def _ids(found: Iterable[Alternative]) -> set[str]:
    return {alternative.food.id for alternative in found}


@dataclass(frozen=True, slots=True)
class _Offer:
    """A food in so many steps, not looked at together with the rest of the day yet."""

    food: Food
    steps: int
    key: tuple[int, int, float, str, int]  # the smaller the better


@dataclass(frozen=True)
class _Swap:
    """One portion that is to make place, and what the rest of its day and week leave room for."""

    document: Document
    plan: Plan
    number: int  # of the day
    meal_id: str
    food_id: str
    templates: Templates
    targets: Targets
    before: Mapping[int, Day]  # the days before the plan, as they were eaten

    @cached_property
    def day(self) -> Day:
        found = next((day for day in self.plan.days if day.number == self.number), None)
        if found is None:
            raise LookupError(f"the plan has no day {self.number}")
        return found

    @cached_property
    def meal(self) -> Meal:
        found = self.day.meal(self.meal_id)
        if found is None:
            raise LookupError(f"day {self.number} has no {self.meal_id}")
        return found

    @cached_property
    def old(self) -> Portion:
        found = next((portion for portion in self.meal.portions if portion.food.id == self.food_id), None)
        if found is None:
            raise LookupError(f"{self.meal_id} of day {self.number} has no {self.food_id}")
        return found

    @property
    def slot(self) -> Slot | None:
        """Where the portion is; None in a meal that follows no template we know."""
        old = self.old
        template = self.templates.by_id.get(self.meal.template)
        return None if template is None else template.slot(old.slot)

    # What could come

    def offers(self, catalogue: Catalogue, slot: Slot) -> Iterator[_Offer]:
        """Every allowed food that goes into the slot, in every portion that the rest of the week leaves room for."""
        removed = {food for meal, food in self.document.removed_on(self.number) if meal == self.meal_id}
        beside = {portion.food.id for portion in self.meal.portions}
        today = {portion.food.id for portion in self.day.portions}
        energy = self.old.food.amount(ENERGY, self.old.steps) or 0.0
        kosher = keeps_kosher(self.document)
        for food in catalogue:
            if not slot.suits(food) or food.id in removed or food.id in beside or not allows(self.document, food):
                continue
            if kosher and self._mixes(food):
                continue
            if (food.once_a_day and food.id in today) or not self._within_limits(food):
                continue
            liked = -TASTES.index(self.document.taste(food.id))
            for steps in range(food.min_steps, food.max_steps + 1):
                if self._has_room(food, steps):
                    differs = abs((food.amount(ENERGY, steps) or 0.0) - energy)
                    yield _Offer(food, steps, (liked, food.familiarity, differs, food.id, steps))

    def _mixes(self, food: Food) -> bool:
        """Whether the food in place of the old one brings meat and milk together."""
        held = {meal.meal: [portion.food for portion in meal.portions] for meal in self.day.meals}
        held[self.meal_id] = [food, *(each for each in held[self.meal_id] if each != self.old.food)]
        return any(mixed(self.document, held))

    def _within_limits(self, food: Food) -> bool:
        """Whether the rules of conditions allow one more portion of the food in place of the old one."""
        days = {day.number: [portion.food for portion in day.portions] for day in self.plan.days}
        days[self.number].remove(self.old.food)
        days[self.number].append(food)
        eaten = {number: [portion.food for portion in day.portions] for number, day in self.before.items()}
        limits = household_limits(self.document, (portion.food for portion in self.day.drinks))
        return not broken_limits(days, limits, eaten)

    def _has_room(self, food: Food, steps: int) -> bool:
        """Whether the daily and weekly maxima leave room for so many more steps, those inside a dish included."""
        parts = counted([Portion(self.old.slot, food, steps)])
        return all(needed <= self._left(part) + SLACK for part, needed in parts.items())

    def _left(self, food: Food) -> float:
        """Steps of a food that the day and the fullest week around it leave, once the old portion is gone."""
        steps = {number: eaten.get(food, 0.0) for number, eaten in self._eaten.items()}
        return min(food.daily_max - steps[self.number], food.weekly_max - fullest(steps, self.number))

    @cached_property
    def _eaten(self) -> Mapping[int, Mapping[Food, float]]:
        """Steps by day without the old portion."""
        every = (*self.before.values(), *self.plan.days)
        eaten = {day.number: counted(day.portions) for day in every if day.number != self.number}
        eaten[self.number] = counted(
            portion
            for meal in self.day.meals
            for portion in meal.portions
            if not (meal is self.meal and portion is self.old)
        )
        return eaten

    @cached_property
    def _resizes(self) -> tuple[tuple[Resized, Portion], ...]:
        """Every other portion of the day that is not locked, smaller and larger by a step or two."""
        locks = self.document_after(fixed(self.old)).locks_on(self.number)
        whole = {lock.meal for lock in locks if lock.template is not None}
        held = {(lock.meal, portion.food) for lock in locks for portion in lock.portions}
        return tuple(
            (Resized(meal.meal, portion.food, portion.steps, portion.steps + change), portion)
            for meal in self.day.meals
            for portion in meal.portions
            if meal.meal not in whole and (meal.meal, portion.food.id) not in held and portion is not self.old
            for change in range(-FARTHEST, FARTHEST + 1)
            if change and portion.food.min_steps <= portion.steps + change <= portion.food.max_steps
            if change < 0 or self._has_room(portion.food, change)
        )

    # What the day would hold with it

    def fitting(
        self, offers: Sequence[_Offer], others: int, stop: threading.Event
    ) -> Iterator[tuple[_Offer, tuple[Resized, ...]]]:
        """The offers in their order with which the day's sums stay within their limits when so many others change."""
        if not offers:
            return
        ways = self._ways(others)
        if not ways:
            return
        moves = np.array([self._moves(way) for way in ways])
        block = max(1, ROWS // len(ways))
        for first in range(0, len(offers), block):
            if stop.is_set():
                return
            some = offers[first : first + block]
            came = np.array([self._sums(offer.food, offer.steps, self.meal_id) for offer in some])
            fits = self._holds(self._rest + came[:, None, :] + moves[None, :, :])
            for place, offer in enumerate(some):
                for way in np.flatnonzero(fits[place])[:TRIES]:
                    yield offer, ways[way]

    def _ways(self, others: int) -> list[tuple[Resized, ...]]:
        """All ways to change so many other portions, those that change least first."""
        ways = [
            way
            for way in combinations([resized for resized, _portion in self._resizes], others)
            if len({(resized.meal, resized.food.id) for resized in way}) == others
        ]
        return sorted(ways, key=lambda way: sum(abs(resized.after - resized.before) for resized in way))

    def _moves(self, way: Sequence[Resized]) -> Vectors:
        moved = np.zeros(len(self._low))
        for resized in way:
            moved += self._sums(resized.food, 1, resized.meal) * (resized.after - resized.before)
        return moved

    def _sums(self, food: Food, steps: int, meal_id: str) -> Vectors:
        """What a portion adds to each sum that has a limit: the day's hard targets, each meal's energy, and each
        meal's magnesium above its largest share of the day's. An unknown amount adds nothing, as in the audit."""
        grams = food.grams(steps) / 100
        day = [grams * food.amounts.get(nutrient, 0.0) for nutrient in self._limited]
        energy, magnesium = (grams * food.amounts.get(nutrient, 0.0) for nutrient in (ENERGY, MAGNESIUM))
        here = [float(meal.meal == meal_id) for meal in self.day.meals]
        energies = [energy * place for place in here]
        shares = [magnesium * (place - time.magnesium_most) for place, time in zip(here, self._times, strict=True)]
        limits = [(limit.meal, grams * food.amounts.get(limit.nutrient, 0.0)) for limit in self.targets.meals]
        of_meals = [amount if meal == meal_id else 0.0 for meal, amount in limits]
        return np.array([*day, *energies, *shares, *of_meals])

    @cached_property
    def _times(self) -> tuple[MealTime, ...]:
        """The times of the meals of the day."""
        return times_of(self.day, self.templates, self.targets.energy_kcal)

    @cached_property
    def _limited(self) -> tuple[Nutrient, ...]:
        return tuple(target.nutrient for target in self.targets.hard)

    @cached_property
    def _rest(self) -> Vectors:
        """The sums of all portions of the day but the old one."""
        total = np.zeros(len(self._low))
        for meal in self.day.meals:
            for portion in meal.portions:
                if not (meal is self.meal and portion is self.old):
                    total += self._sums(portion.food, portion.steps, meal.meal)
        return total

    @cached_property
    def _bounds(self) -> tuple[Vectors, Vectors]:
        """Least and most of each sum; none for the meals the user locked whole."""
        none = float("inf")
        after = self.document_after(fixed(self.old))
        whole = after.whole_meals(self.number)
        low = [-none if target.least is None else target.least for target in self.targets.hard]
        high = [none if target.most is None else target.most for target in self.targets.hard]
        for meal, time in zip(self.day.meals, self._times, strict=True):
            free = meal.meal in whole
            low.append(-none if free else time.least * self.targets.energy_kcal)
            high.append(none if free else time.most * self.targets.energy_kcal)
        for meal in self.day.meals:
            low.append(-none)
            high.append(none if meal.meal in whole else 0.0)
        away = {meal.meal for meal in self.day.meals if meal.template == AWAY}
        for limit in self.targets.meals:
            low.append(-none if limit.least is None or limit.meal in away else limit.least)
            high.append(none if limit.most is None or limit.meal in away else limit.most)
        return np.array(low), np.array(high)

    @property
    def _low(self) -> Vectors:
        return self._bounds[0]

    def _holds(self, sums: Vectors) -> NDArray[np.bool_]:
        low, high = self._bounds
        slack = SLACK * np.maximum(1.0, np.abs(sums))
        return np.asarray(((sums >= low - slack) & (sums <= high + slack)).all(axis=-1), dtype=np.bool_)

    # The plan with it

    def document_after(self, portion: FixedPortion) -> Document:
        """The document with the new portion locked in place of the old one."""
        kept = tuple(
            held
            for lock in self.document.locks_on(self.number)
            if lock.meal == self.meal_id
            for held in lock.portions
            if held.food != self.food_id
        )
        return self.document.with_lock(Lock(self.number, self.meal_id, None, (*kept, portion)))

    def audited(self, offer: _Offer, also: tuple[Resized, ...]) -> Alternative | None:
        """The swap with its plan, or None when the audit finds anything wrong with that."""
        portion = Portion(self.old.slot, offer.food, offer.steps)
        day = self._day_with(portion, also)
        plan = Plan(tuple(day if each.number == self.number else each for each in self.plan.days))
        if audit(plan, self.document_after(fixed(portion)), self.targets, self.templates, self.before):
            return None
        changed = [(offer.food, offer.steps), (self.old.food, -self.old.steps)]
        changed += [(resized.food, resized.after - resized.before) for resized in also]
        magnesium, energy = (
            sum(food.amount(nutrient, steps) or 0.0 for food, steps in changed) for nutrient in (MAGNESIUM, ENERGY)
        )
        uncertain = any(MAGNESIUM not in food.amounts or MAGNESIUM in food.partial for food, _steps in changed)
        return Alternative(fixed(portion), offer.food, magnesium, energy, plan, 0, also, uncertain)

    def _day_with(self, new: Portion, also: Sequence[Resized]) -> Day:
        steps = {(resized.meal, resized.food.id): resized.after for resized in also}
        meals = []
        for meal in self.day.meals:
            portions = tuple(
                new
                if meal is self.meal and portion is self.old
                else replace(portion, steps=steps.get((meal.meal, portion.food.id), portion.steps))
                for portion in meal.portions
            )
            meals.append(replace(meal, portions=portions))
        return replace(self.day, meals=tuple(meals))
