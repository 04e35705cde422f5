"""Whether weeks with diabetes hold what they promise: ``python -m benchmarks.diabetes [--quick] [--json]``.

Plans a week each for 20 people with diabetes, and the same week without it (the first complete plan). Of each portion
the grams are taken, of foods.csv the carbohydrate; none of the planner's own sums is read. Said of each person: the
meals outside their range, how far the same meal differs between any two days, and how much lower the other goals are
than without diabetes, in the mean. ``--quick`` plans three of them.
"""

import argparse
import csv
import json
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from benchmarks.cases import FOODS
from planner.document.document import Document, Habits
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import MealRange, Profile
from planner.needs.targets import Targets
from planner.optimise.request import Request
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan, Portion, total
from planner.planner import Planner

WEEK = 7
ALIKE_G = 15.0  # [g] by which a meal may differ between two days
ROUNDED_G = 0.01  # [g] left to the rounding of sums
LOWER = 3.0  # [points of 100] by which the other goals may be lower in the mean
QUICK = (0, 3, 12)  # of the people


def _person(sex: str, age: int, cm: int, kg: int, activity: str = "low active") -> Profile:
    body = Profile(sex=sex, age_years=age, height_cm=float(cm), weight_kg=float(kg), activity=activity)
    return replace(body, conditions=_with())


def _with(*more: str) -> frozenset[str]:
    return frozenset({"diabetes", *more})


def _tastes(**words: str) -> Mapping[str, str]:
    return MappingProxyType({food: taste for taste, foods in words.items() for food in foods.split()})


SWEET = _tastes(
    love="banana grapes raisins dates honey white_rice_cooked bread_white",
    rarely="lentils chickpeas",
)
PLAIN = _tastes(love="potato_boiled bread_rye egg_boiled", like="apple yogurt_skim", never="tofu_firm kale_raw")
RANGES = (
    MealRange("breakfast", 40.0, 55.0),
    MealRange("lunch", 50.0, 65.0),
    MealRange("dinner", 50.0, 65.0),
    MealRange("snack", 15.0, 25.0),
)
LOW = (
    MealRange("breakfast", 25.0, 40.0),
    MealRange("lunch", 35.0, 50.0),
    MealRange("dinner", 35.0, 50.0),
    MealRange("snack", 10.0, 20.0),
)


def people() -> tuple[tuple[str, Document], ...]:
    """Who is planned for, with a line that says so."""

    def doc(profile: Profile, tastes: Mapping[str, str] = MappingProxyType({}), **more: object) -> Document:
        return replace(Document(profile=profile, tastes=tastes, days=WEEK), **more)  # type: ignore[arg-type]

    man, woman = _person("male", 63, 176, 84), _person("female", 58, 164, 72)
    little = MappingProxyType({"energy_kcal": 1500.0})
    heart = replace(man, age_years=68, medicines=("metformin", "lisinopril"))
    low = replace(_person("male", 60, 172, 95, "inactive"), meal_limits=LOW)
    no_nuts = replace(woman, age_years=60, allergens=frozenset({"tree nut", "peanut", "soy"}))
    six = frozenset({"morning_snack", "evening_snack"})
    return (
        ("man 63", doc(man)),
        ("woman 58", doc(woman)),
        ("woman 72, 54 kg, inactive", doc(_person("female", 72, 158, 54, "inactive"))),
        ("man 68, metformin and an ACE inhibitor", doc(heart)),
        ("man 45, active, five meals", doc(_person("male", 45, 182, 90, "active"))),
        ("woman 49, 1,500 kcal", doc(_person("female", 49, 162, 80), targets=little)),
        ("woman 55, own ranges", doc(replace(woman, age_years=55, meal_limits=RANGES))),
        ("man 60, little carbohydrate, own ranges", doc(low)),
        ("vegetarian man 52", doc(replace(_person("male", 52, 175, 78), diet="vegetarian"))),
        ("vegan woman 47", doc(replace(_person("female", 47, 168, 66), diet="vegan"))),
        ("pescatarian woman 64, six meals", doc(replace(woman, age_years=64, diet="pescatarian", snacks=six))),
        ("halal, man 57", doc(replace(man, age_years=57, restrictions=frozenset({"halal"})))),
        ("hypertension, woman 70", doc(replace(woman, age_years=70, conditions=_with("hypertension")))),
        ("coeliac disease, woman 44", doc(replace(woman, age_years=44, conditions=_with("coeliac disease")))),
        ("gout and warfarin, man 71", doc(replace(man, age_years=71, conditions=_with("gout", "warfarin")))),
        ("lactose, man 38", doc(replace(man, age_years=38, conditions=_with("lactose")))),
        ("nut and soy allergy, woman 60", doc(no_nuts)),
        ("loves sweet fruit and rice, man 66", doc(replace(man, age_years=66), SWEET)),
        ("plain tastes, woman 75", doc(_person("female", 75, 161, 68, "inactive"), PLAIN)),
        ("the same breakfast, leftovers, man 59", doc(man, habits=Habits(leftovers=True, repeat_breakfast=True))),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """What a week of somebody holds, by sums of this file alone."""

    name: str
    outside: tuple[str, ...]  # meals out of their range
    apart: float  # [g] between two days, of the meal that differs most
    lower: float  # [points of 100] the goals without diabetes less those with it

    @property
    def holds(self) -> bool:
        return not self.outside and self.apart <= ALIKE_G + ROUNDED_G and self.lower <= LOWER

    def line(self) -> str:
        said = (
            f"{self.name}: {len(self.outside)} meals outside, {self.apart:.1f} g apart, goals {self.lower:+.1f} lower"
        )
        return said + ("" if self.holds else "  << does not hold " + "; ".join(self.outside))


def _carbohydrate_of() -> Mapping[str, float | None]:
    """Of each food of foods.csv [g / 100 g], None where nobody measured it."""
    with FOODS.open(encoding="utf-8", newline="") as file:
        return {row["id"]: float(row["carb_g"]) if row["carb_g"] else None for row in csv.DictReader(file)}


def grams_in(portion: Portion, per_100g: Mapping[str, float | None]) -> float:
    """The carbohydrate of a portion, by what it is made of [g].

    Raises:
        ValueError: if it is unknown of a part, which no plan of somebody with diabetes may have.
    """
    held = 0.0
    for part in portion.food.made_of(portion.steps):
        amount = per_100g[part.food.id]
        if amount is None:
            raise ValueError(f"{portion.food.id}: the carbohydrate of {part.food.id} is unknown")
        held += part.grams * amount / 100
    return held


def meals_of(plan: Plan, per_100g: Mapping[str, float | None]) -> dict[str, list[float]]:
    """The carbohydrate of each meal on each day [g]."""
    held: dict[str, list[float]] = defaultdict(list)
    for day in plan.days:
        for meal in day.meals:
            held[meal.meal].append(sum(grams_in(portion, per_100g) for portion in meal.portions))
    return held


def goals_of(plan: Plan, targets: Targets) -> float:
    """The soft goals that are chased, in the mean of days and goals [points of 100]."""
    shares = [
        min(1.0, total(tuple(day.portions), goal.nutrient).amount / goal.least)
        for goal in targets.soft
        if goal.least and goal.nutrient.chased
        for day in plan.days
    ]
    return 100 * statistics.mean(shares)


def judge(name: str, document: Document, plan: Plan, without: Plan, per_100g: Mapping[str, float | None]) -> Judged:
    targets = targets_of(document.profile, document.targets, document.confirmed)
    held = meals_of(plan, per_100g)
    wrong = [f"{meal}: no range" for meal in held if meal not in {limit.meal for limit in targets.meals}]
    for limit in targets.meals:
        low, high = (limit.least or 0.0) - ROUNDED_G, (limit.most or 0.0) + ROUNDED_G
        wrong += [f"{limit.meal}: {grams:.2f} g" for grams in held[limit.meal] if not low <= grams <= high]
    apart = max(max(grams) - min(grams) for grams in held.values())
    return Judged(name, tuple(wrong), apart, goals_of(without, targets) - goals_of(plan, targets))


def weeks(catalogue: Catalogue, chosen: tuple[tuple[str, Document], ...]) -> Iterator[Judged]:
    per_100g = _carbohydrate_of()
    for name, document in chosen:
        other = replace(document.profile, conditions=document.profile.conditions - {"diabetes"}, meal_limits=())
        both = [
            Planner(catalogue).make_plan(Request(each, better=False))
            for each in (document, replace(document, profile=other))
        ]
        with_it, without = both
        if not (isinstance(with_it, Solved) and isinstance(without, Solved)):
            kinds = ", ".join(type(each).__name__ for each in both)
            yield Judged(name, (f"no plan: {kinds}",), 0.0, 0.0)
            continue
        yield judge(name, document, with_it.plan, without.plan, per_100g)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three people")
    parser.add_argument("--json", action="store_true", help="print what was measured as JSON")
    given = parser.parse_args()
    every = people()
    chosen = tuple(every[place] for place in QUICK) if given.quick else every
    judged = []
    for each in weeks(read_catalogue(FOODS), chosen):
        judged.append(each)
        if not given.json:
            print(each.line(), flush=True)
    together = {
        "weeks": len(judged),
        "meals outside their range": sum(len(each.outside) for each in judged),
        "g between two days, at most": round(max(each.apart for each in judged), 1),
        "goals lower, mean": round(statistics.mean(each.lower for each in judged), 2),
        "goals lower, at most": round(max(each.lower for each in judged), 2),
    }
    print(json.dumps(together, indent=2))
    return 0 if all(each.holds for each in judged) else 1


if __name__ == "__main__":
    raise SystemExit(main())
