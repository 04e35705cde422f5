"""What recorded days held, as planned and as eaten, beside the targets they were planned for; and their weeks."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from planner.document.document import EATEN, OTHER, SKIPPED, Document, Judged, RecordedDay, RecordedMeal
from planner.foods import nutrients
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import MAGNESIUM, Nutrient
from planner.now.eaten import UnknownFoodError, eaten, of_catalogue
from planner.now.intake import COUNTED, Totals
from planner.plan.plan import WEEK, Total

RUNNING_DAYS = 7  # of the running mean
FOODS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of a food, by its id."""

    food: str
    grams: float  # [g]


@dataclass(frozen=True, slots=True)
class Held:
    """What one day held. ``known`` says that every food of it is known: else every sum is "at least"."""

    totals: Totals
    amounts: tuple[Amount, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class DayProgress:
    """One recorded day. ``eaten`` counts a meal nobody said anything of as it was planned."""

    date: date
    planned: Held
    eaten: Held
    judged: Judged | None
    marks: Mapping[str, int]  # meals by what was said of them; "" is nothing

    @property
    def kept(self) -> bool:
        """Whether every meal is said to have been eaten as planned."""
        return set(self.marks) == {EATEN}

    def least(self, nutrient: Nutrient) -> float | None:
        """The amount the day was to reach [nutrient.unit]."""
        ends = self.judged.ends if self.judged is not None else ()
        return next((least for key, least, _most in ends if key == nutrient.key), None)

    def most(self, nutrient: Nutrient) -> float | None:
        """The amount the day was not to pass [nutrient.unit]."""
        ends = self.judged.ends if self.judged is not None else ()
        return next((most for key, _least, most in ends if key == nutrient.key), None)


@dataclass(frozen=True, slots=True)
class WeekProgress:
    """The mean of the recorded days of one week, and its share of the amounts they were to reach."""

    first: date
    days: int
    mean: Totals
    shares: Mapping[Nutrient, float]  # of the mean least of those days that have one


@dataclass(frozen=True, slots=True)
class FoodProgress:
    """A food over all days, by name: on how many days it was eaten, and what it brought of magnesium."""

    food: str
    name: str
    days: int
    grams: float  # [g] in all
    magnesium_mg: float | None  # [mg] in all; None where it is not known


@dataclass(frozen=True, slots=True)
class Progress:
    """The recorded days of a stretch, the oldest first."""

    first: date
    last: date
    days: tuple[DayProgress, ...]
    running: tuple[float, ...]  # [mg] mean magnesium as eaten of the recorded days of the week to each day
    weeks: tuple[WeekProgress, ...]
    foods: tuple[FoodProgress, ...]  # the one eaten on most days first

    @property
    def kept(self) -> int:
        """Days of which every meal is said to have been eaten as planned."""
        return sum(day.kept for day in self.days)


def progress_of(document: Document, catalogue: Catalogue, last: date, days: int) -> Progress:
    """The recorded days among the so many days that end with ``last``; a day that was not recorded is none."""
    first = date.fromordinal(max(1, last.toordinal() - days + 1))
    foods = Foods(catalogue)
    found = tuple(foods.day(day) for day in document.recorded if first <= day.date <= last)
    earlier = date.fromordinal(max(1, first.toordinal() - RUNNING_DAYS + 1))
    before = [foods.day(day) for day in document.recorded if earlier <= day.date < first]
    return Progress(
        first, last, found, _running([*before, *found], found), _weeks(found, document), foods.most_eaten(found)
    )


class Foods:
    """The foods that recorded days name, each looked up once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._per_gram: dict[str, tuple[str, Mapping[Nutrient, float], frozenset[Nutrient]] | None] = {}

    def name(self, food: str) -> str:
        """The food's name; its id where it is no longer there."""
        found = self._found(food)
        return food if found is None else found[0]

    def day(self, day: RecordedDay) -> DayProgress:
        marks: dict[str, int] = defaultdict(int)
        for meal in day.meals:
            marks["" if meal.mark is None else meal.mark.kind] += 1
        planned = self._held((self._planned(meal), True) for meal in day.meals)
        eaten_now = self._held(self._eaten(meal) for meal in day.meals)
        return DayProgress(day.date, planned, eaten_now, day.judged, MappingProxyType(dict(marks)))

    def most_eaten(self, days: Sequence[DayProgress]) -> tuple[FoodProgress, ...]:
        on: dict[str, int] = defaultdict(int)
        grams: dict[str, float] = defaultdict(float)
        for day in days:
            for food in {each.food for each in day.eaten.amounts}:
                on[food] += 1
            for each in day.eaten.amounts:
                grams[each.food] += each.grams
        rows = [
            FoodProgress(food, self.name(food), count, grams[food], self._magnesium(food, grams[food]))
            for food, count in on.items()
        ]
        return tuple(sorted(rows, key=lambda row: (-row.days, -row.grams, row.food)))

    def _magnesium(self, food: str, grams: float) -> float | None:
        found = self._found(food)
        amount = None if found is None else found[1].get(MAGNESIUM)
        return None if amount is None else grams * amount / 100

    def _found(self, food: str) -> tuple[str, Mapping[Nutrient, float], frozenset[Nutrient]] | None:
        if food not in self._per_gram:
            try:
                held = of_catalogue(self._catalogue[food]) if food in self._catalogue else eaten(food, self._catalogue)
                self._per_gram[food] = held.name, held.amounts, held.partial
            except UnknownFoodError:
                self._per_gram[food] = None
        return self._per_gram[food]

    def _planned(self, meal: RecordedMeal) -> tuple[Amount, ...]:
        """A food that is no longer there has no weight: its steps say nothing without it."""
        return tuple(
            Amount(held.food, self._catalogue[held.food].grams(held.steps) if held.food in self._catalogue else 0.0)
            for held in meal.planned
        )

    def _eaten(self, meal: RecordedMeal) -> tuple[tuple[Amount, ...], bool]:
        """What was eaten at a meal, and whether all of it is known."""
        kind = meal.mark.kind if meal.mark is not None else ""
        if kind == SKIPPED:
            return (), True
        if meal.mark is not None and kind == OTHER:
            return tuple(Amount(each.food, each.grams) for each in meal.mark.foods), bool(meal.mark.foods)
        return self._planned(meal), True

    def _held(self, meals: Iterable[tuple[tuple[Amount, ...], bool]]) -> Held:
        meals = tuple(meals)
        amounts = tuple(each for held, _known in meals for each in held)
        known = all(known for _held, known in meals) and all(self._found(each.food) is not None for each in amounts)
        sums: dict[Nutrient, Total] = {}
        for nutrient in COUNTED:
            parts, at_least = [], not known
            for each in amounts:
                found = self._found(each.food)
                if found is None:
                    continue
                _name, per_100_g, partial = found
                at_least = at_least or nutrient not in per_100_g or nutrient in partial
                parts.append(each.grams * per_100_g.get(nutrient, 0.0) / 100)
            sums[nutrient] = Total(math.fsum(parts), at_least)
        return Held(MappingProxyType(sums), amounts, known)


def _running(known: Sequence[DayProgress], days: Sequence[DayProgress]) -> tuple[float, ...]:
    held = {day.date: day.eaten.totals[MAGNESIUM].amount for day in known}
    means = []
    for day in days:
        week = [day.date.toordinal() - back for back in range(min(RUNNING_DAYS, day.date.toordinal()))]
        found = [held[when] for number in week if (when := date.fromordinal(number)) in held]
        means.append(math.fsum(found) / len(found))
    return tuple(means)


def week_start(when: date, document: Document) -> date:
    """The first day of the planning week of a date."""
    back = (when.weekday() - (document.week_begins or 0)) % WEEK
    return when - timedelta(days=min(back, when.toordinal() - 1))


def _weeks(days: Sequence[DayProgress], document: Document) -> tuple[WeekProgress, ...]:
    by_week: dict[date, list[DayProgress]] = defaultdict(list)
    for day in days:
        by_week[week_start(day.date, document)].append(day)
    return tuple(_week(first, held) for first, held in sorted(by_week.items()))


def _week(first: date, days: Sequence[DayProgress]) -> WeekProgress:
    mean: dict[Nutrient, Total] = {}
    shares: dict[Nutrient, float] = {}
    for nutrient in COUNTED:
        totals = [day.eaten.totals[nutrient] for day in days]
        mean[nutrient] = Total(
            math.fsum(total.amount for total in totals) / len(days), any(total.at_least for total in totals)
        )
    for nutrient in nutrients.ALL:
        judged = [(day.eaten.totals[nutrient].amount, least) for day in days if (least := day.least(nutrient))]
        if judged:
            shares[nutrient] = math.fsum(amount for amount, _least in judged) / math.fsum(least for _, least in judged)
    return WeekProgress(first, len(days), MappingProxyType(mean), MappingProxyType(shares))
