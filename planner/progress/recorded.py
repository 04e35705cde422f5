"""What recorded days held, as planned and as eaten, beside the targets they were planned for; and their weeks."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from planner.document.diary import DiaryDay
from planner.document.document import EATEN, OTHER, SKIPPED, Document, FixedPortion, Judged, RecordedDay, RecordedMeal
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import MAGNESIUM, Nutrient
from planner.needs import lab_values
from planner.needs.lab_values import LabValue
from planner.now.eaten import UnknownFoodError, eaten, of_catalogue
from planner.now.intake import COUNTED, Totals
from planner.plan.plan import WEEK, Total

RUNNING_DAYS = 7  # of the running mean
FOODS_SHOWN = 10
VALUES = (lab_values.MAGNESIUM, lab_values.B12, lab_values.HBA1C, lab_values.VITAMIN_D)  # shown beside what was eaten


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
class JudgedMean:
    """The mean of a nutrient over the days that had a least of it, else over those that had a most; and of these."""

    amount: float  # [nutrient.unit / day]
    at_least: bool
    least: float | None
    most: float | None


@dataclass(frozen=True, slots=True)
class WeekProgress:
    """The mean of the recorded days of one week, beside the amounts they were to reach and not to pass."""

    first: date
    days: int
    mean: Totals
    judged: Mapping[Nutrient, "JudgedMean"]

    @property
    def shares(self) -> Mapping[Nutrient, float]:
        """Of the amount to be reached, for each nutrient that has one."""
        return {nutrient: held.amount / held.least for nutrient, held in self.judged.items() if held.least}


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
    """The recorded days of a stretch, the oldest first, and what was written down and measured in it."""

    first: date
    last: date
    days: tuple[DayProgress, ...]
    running: tuple[float, ...]  # [mg] mean magnesium as eaten of the recorded days of the week to each day
    weeks: tuple[WeekProgress, ...]
    foods: tuple[FoodProgress, ...]  # the one eaten on most days first
    diary: tuple[DiaryDay, ...] = ()
    values: tuple[LabValue, ...] = ()  # those of VALUES that have a date in the stretch, the oldest first

    @property
    def kept(self) -> int:
        """Days of which every meal is said to have been eaten as planned."""
        return sum(day.kept for day in self.days)


def progress_of(
    document: Document, catalogue: Catalogue, last: date, days: int, foods: "Foods | None" = None
) -> Progress:
    """The recorded days among the so many days that end with ``last``; a day that was not recorded is none.

    ``foods`` of the same catalogue, asked before, count no day a second time.
    """
    first = date.fromordinal(max(1, last.toordinal() - days + 1))
    foods = Foods(catalogue) if foods is None else foods
    found = tuple(foods.day(day) for day in document.recorded if first <= day.date <= last)
    earlier = date.fromordinal(max(1, first.toordinal() - RUNNING_DAYS + 1))
    before = [foods.day(day) for day in document.recorded if earlier <= day.date < first]
    taken = [(value.taken, value) for value in document.profile.values if value.name in VALUES and value.taken]
    return Progress(
        first,
        last,
        found,
        _running([*before, *found], found),
        _weeks(found, document),
        foods.most_eaten(found),
        tuple(day for day in document.diary if first <= day.date <= last),
        tuple(value for when, value in sorted(taken, key=lambda each: each[0]) if first <= when <= last),
    )


class Foods:
    """The foods that recorded days name, each looked up once, and what those days held."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._counted: dict[int, tuple[RecordedDay, DayProgress]] = {}  # by identity: to compare days takes as long
        self._per_gram: dict[str, tuple[str, Mapping[Nutrient, float], frozenset[Nutrient]] | None] = {}

    def name(self, food: str) -> str:
        """The food's name; its id where it is no longer there."""
        found = self._found(food)
        return food if found is None else found[0]

    def day(self, day: RecordedDay) -> DayProgress:
        """What a day held; a day that is asked for again is not counted again."""
        if id(day) not in self._counted:
            self._counted[id(day)] = day, self._count(day)
        return self._counted[id(day)][1]

    def _count(self, day: RecordedDay) -> DayProgress:
        marks: dict[str, int] = defaultdict(int)
        for meal in day.meals:
            marks["" if meal.mark is None else meal.mark.kind] += 1
        drinks = self._weighed(day.drinks), True
        planned = self._held([*((self._weighed(meal.planned), True) for meal in day.meals), drinks])
        eaten_now = self._held([*map(self._eaten, day.meals), drinks])
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
                held = of_catalogue(self.catalogue[food]) if food in self.catalogue else eaten(food, self.catalogue)
                self._per_gram[food] = held.name, held.amounts, held.partial
            except UnknownFoodError:
                self._per_gram[food] = None
        return self._per_gram[food]

    def _weighed(self, portions: Iterable[FixedPortion]) -> tuple[Amount, ...]:
        """A food that is no longer there has no weight: its steps say nothing without it."""
        return tuple(
            Amount(held.food, self.catalogue[held.food].grams(held.steps) if held.food in self.catalogue else 0.0)
            for held in portions
        )

    def _eaten(self, meal: RecordedMeal) -> tuple[tuple[Amount, ...], bool]:
        """What was eaten at a meal, and whether all of it is known."""
        kind = meal.mark.kind if meal.mark is not None else ""
        if kind == SKIPPED:
            return (), True
        if meal.mark is not None and kind == OTHER:
            return tuple(Amount(each.food, each.grams) for each in meal.mark.foods), bool(meal.mark.foods)
        return self._weighed(meal.planned), True

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
    mean = {nutrient: _mean([day.eaten.totals[nutrient] for day in days]) for nutrient in COUNTED}
    judged = {nutrient: held for nutrient in COUNTED if (held := judged_mean(days, nutrient)) is not None}
    return WeekProgress(first, len(days), MappingProxyType(mean), MappingProxyType(judged))


def _mean(totals: Sequence[Total]) -> Total:
    return Total(math.fsum(total.amount for total in totals) / len(totals), any(total.at_least for total in totals))


def judged_mean(days: Sequence[DayProgress], nutrient: Nutrient) -> JudgedMean | None:
    """The mean of a nutrient beside its targets; None where no day had one."""
    judged = [day for day in days if day.least(nutrient) is not None] or [
        day for day in days if day.most(nutrient) is not None
    ]
    if not judged:
        return None
    mean = _mean([day.eaten.totals[nutrient] for day in judged])
    return JudgedMean(
        mean.amount,
        mean.at_least,
        _mean_end([day.least(nutrient) for day in judged]),
        _mean_end([day.most(nutrient) for day in judged]),
    )


def _mean_end(ends: Iterable[float | None]) -> float | None:
    known = [end for end in ends if end is not None]
    return math.fsum(known) / len(known) if known else None
