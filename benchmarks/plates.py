"""Whether people would cook what is planned: ``python -m benchmarks.plates [--quick] [--json] [--weeks] [--better]``.

Plans one week for each of 30 people, with their needs and tastes, and says of them together: how far magnesium is
above its target, how many foods there are to buy, the minutes of work of the dishes, the odd meals by kind
(benchmarks/odd_meals.py), the share of familiar portions, the foods that all plans share, the days that are copies of
another, and the mean of every nutrient goal.
``--quick`` plans six of them, ``--weeks`` prints each week, ``--better`` looks on as long as the window would.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from types import MappingProxyType

from benchmarks.cases import FOODS
from benchmarks.odd_meals import kinds_of
from planner.document.document import Document, Habits
from planner.document.list_choices import ListChoices
from planner.foods import nutrients
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.needs import adjusted_targets
from planner.needs.profile import Profile
from planner.needs.targets import Targets
from planner.optimise.request import Request
from planner.plan.outcomes import Solved
from planner.plan.plan import Day, Plan, total
from planner.plan.work import minutes_of
from planner.planner import Planner
from planner.shopping.bought import read_bought
from planner.shopping.prices import price_eaten
from planner.shopping.things import things_to_buy

QUICK = (0, 1, 6, 14, 21, 23)  # of the people
BAND = 1.5  # of the magnesium target: the upper end of its band
WEEK = 7


def _person(sex: str, age: int, cm: int, kg: int, activity: str = "low active", **more: object) -> Profile:
    return replace(Profile(sex=sex, age_years=age, height_cm=float(cm), weight_kg=float(kg), activity=activity), **more)  # type: ignore[arg-type]


def _tastes(**words: str) -> Mapping[str, str]:
    return MappingProxyType({food: taste for taste, foods in words.items() for food in foods.split()})


GERMAN = _tastes(
    love="bread_rye potato_boiled yogurt_skim apple sauerkraut lentils",
    like="bread_pumpernickel gouda herring_pickled cabbage_cooked pork_loin_roast bratwurst carrots_cooked muesli",
)
INDIAN = _tastes(
    love="chana_masala_rice spinach_dal_rice rajma_rice chapati_whole_wheat yogurt_whole",
    like="side_saag_aloo mung_dal_coconut vegetable_korma_cashews chickpeas mango white_rice_cooked feta",
)
MEXICAN = _tastes(
    love="tortilla_corn black_beans avocado huevos_rancheros chicken_burrito_bowl",
    like="pinto_beans salsa breakfast_burrito quesadillas_black_bean three_bean_chili mango beef_bean_chili"
    " dip_guacamole",
)
EAST_ASIAN = _tastes(
    love="tofu_broccoli_stir_fry miso_noodle_soup_tofu white_rice_cooked edamame",
    like="bok_choy_cooked soba_tofu_cabbage salmon_soba_bowl tofu_poke_bowl kimchi_tofu_stew tofu_firm tea_green",
)
SIMPLE = _tastes(
    love="egg_scrambled pasta_white apple banana",
    like="chicken_breast potato_boiled bread_whole_wheat oatmeal_cooked tuna_canned_water carrots_raw",
)
_NO_PULSES = _tastes(never="black_beans kidney_beans chickpeas lentils pinto_beans white_beans navy_beans split_peas")
_NO_FISH = _tastes(
    never="salmon salmon_sockeye tuna_canned_water cod sardines_oil trout mackerel shrimp tilapia haddock"
)


def people() -> tuple[tuple[str, Document], ...]:
    """Who is planned for, with a line that says so: those of the nutrition review, and one more."""

    def doc(profile: Profile, tastes: Mapping[str, str] = MappingProxyType({}), **more: object) -> Document:
        return replace(Document(profile=profile, tastes=tastes, days=WEEK), **more)  # type: ignore[arg-type]

    woman, man = _person("female", 40, 165, 65), _person("male", 47, 178, 80)
    allergic = frozenset
    return (
        ("woman 40", doc(woman)),
        ("man 68", doc(_person("male", 68, 175, 82))),
        ("woman 74, 52 kg", doc(_person("female", 74, 158, 52, "inactive"))),
        ("man 85", doc(_person("male", 85, 170, 68, "inactive"))),
        ("man 19, very active", doc(_person("male", 19, 182, 75, "very active"))),
        (
            "woman 58, 1,300 kcal",
            doc(_person("female", 58, 162, 70), targets=MappingProxyType({"energy_kcal": 1300.0})),
        ),
        ("vegan woman 33", doc(_person("female", 33, 168, 62, "active", diet="vegan"))),
        ("vegan man 55", doc(_person("male", 55, 178, 78, diet="vegan"))),
        ("vegetarian woman 62", doc(_person("female", 62, 163, 64, "inactive", diet="vegetarian"))),
        ("pescatarian man 47", doc(replace(man, diet="pescatarian"))),
        ("tree nut allergy, woman 29", doc(replace(woman, age_years=29, allergens=allergic({"tree nut"})))),
        ("milk, egg, wheat allergy", doc(replace(woman, age_years=44, allergens=allergic({"milk", "egg", "wheat"})))),
        (
            "nuts, peanut, soy, sesame allergy",
            doc(replace(man, age_years=51, allergens=allergic({"tree nut", "peanut", "soy", "sesame"}))),
        ),
        ("fish, shellfish allergy", doc(replace(man, age_years=38, allergens=allergic({"fish", "shellfish"})))),
        ("pregnancy week 24", doc(replace(woman, age_years=31, life_stage="pregnancy", gestation_week=24))),
        ("lactation month 3", doc(replace(woman, age_years=32, life_stage="lactation", months_since_birth=3))),
        ("warfarin, man 72", doc(_person("male", 72, 174, 76, "inactive", conditions=frozenset({"warfarin"})))),
        ("oxalate stones, man 49", doc(replace(man, age_years=49, conditions=frozenset({"oxalate stones"})))),
        ("never pulses", doc(woman, _NO_PULSES)),
        ("never fish", doc(_person("male", 60, 176, 74, "inactive"), _NO_FISH)),
        ("US$ 35, at most 25 foods", doc(woman, habits=Habits(leftovers=True, budget=35.0, most_foods=25))),
        ("simple cook, at most 35 foods", doc(man, SIMPLE, habits=Habits(repeat_breakfast=True, most_foods=35))),
        ("German tastes", doc(man, GERMAN)),
        ("Indian tastes, vegetarian", doc(_person("female", 50, 158, 60, diet="vegetarian"), INDIAN)),
        ("Mexican tastes", doc(man, MEXICAN)),
        ("East Asian tastes", doc(_person("female", 57, 160, 58), EAST_ASIAN)),
        (
            "vegan, wheat and peanut allergy",
            doc(_person("male", 30, 180, 76, "active", diet="vegan", allergens=allergic({"wheat", "peanut"}))),
        ),
        ("diabetes, man 63", doc(_person("male", 63, 176, 84, conditions=frozenset({"diabetes"})))),
        (
            "woman 61, 1,700 kcal",
            doc(_person("female", 61, 164, 66), targets=MappingProxyType({"energy_kcal": 1700.0})),
        ),
        ("woman 46 who rarely eats soy and salad", doc(woman, _tastes(rarely="tofu_firm edamame soy_yogurt kale_raw"))),
    )


@dataclass(frozen=True, slots=True)
class Week:
    """One person's planned week and what it is measured by."""

    name: str
    document: Document
    targets: Targets
    solved: Solved
    seconds: float

    @property
    def plan(self) -> Plan:
        return self.solved.plan

    def over_magnesium(self) -> list[float]:
        """The magnesium of each day as a share of its target."""
        least = self.targets.least(nutrients.MAGNESIUM) or 1.0
        return [total(tuple(day.portions), nutrients.MAGNESIUM).amount / least for day in self.plan.days]

    def to_buy(self) -> frozenset[str]:
        return things_to_buy(self.plan.days)

    def minutes(self) -> list[int]:
        return [minutes_of(day) for day in self.plan.days]

    def copies(self) -> int:
        """How many days are exact copies of an earlier one."""
        return sum(_copy(day, earlier) for earlier, day in combinations(self.plan.days, 2))

    def goals(self) -> dict[str, tuple[float, float]]:
        """Each soft goal that is chased: the mean of the days' shares of it, 1 at most, and the share of their mean."""
        shares = {}
        for target in self.targets.soft:
            if target.least and target.nutrient.chased:
                days = [total(tuple(day.portions), target.nutrient).amount for day in self.plan.days]
                capped = statistics.mean(min(1.0, amount / target.least) for amount in days)
                shares[target.nutrient.key] = capped, min(1.0, statistics.mean(days) / target.least)
        return shares

    def energy(self) -> float:
        days = [total(tuple(day.portions), nutrients.ENERGY).amount for day in self.plan.days]
        return statistics.mean(days) / self.targets.energy_kcal

    def familiar(self) -> list[bool]:
        return [portion.food.familiarity == 1 for day in self.plan.days for portion in day.portions]

    def cost(self) -> tuple[float, float]:
        """What is eaten, in list prices [US$], and the share of the weight that has a price."""
        bought, usd, priced, grams = read_bought(), 0.0, 0.0, 0.0
        for day in self.plan.days:
            for portion in day.portions:
                for part in portion.food.made_of(portion.steps):
                    price = price_eaten(part.food, bought, ListChoices())
                    grams += part.grams
                    usd += part.grams * price.per_gram
                    priced += 0.0 if price.estimated else part.grams
        return usd, priced / grams


def _copy(day: Day, earlier: Day) -> bool:
    return all(
        sorted((p.food.id, p.steps) for p in meal.portions) == sorted((p.food.id, p.steps) for p in before.portions)
        for meal, before in zip(day.meals, earlier.meals, strict=True)
    )


def plan_weeks(catalogue: Catalogue, chosen: Iterable[tuple[str, Document]], better: bool) -> Iterator[Week]:
    for name, document in chosen:
        started = time.process_time()
        outcome = Planner(catalogue).make_plan(Request(document, better=better))
        seconds = time.process_time() - started
        if not isinstance(outcome, Solved):
            print(f"{name}: no plan ({type(outcome).__name__})", flush=True)
            continue
        targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed, document.start)
        yield Week(name, document, targets, outcome, seconds)


def line_of(week: Week) -> str:
    over = week.over_magnesium()
    usd, priced = week.cost()
    odd = sum(bool(kinds_of(meal)) for day in week.plan.days for meal in day.meals)
    return (
        f"{week.name}: magnesium {statistics.mean(over):.2f} ({min(over):.2f} to {max(over):.2f}),"
        f" {len(week.to_buy())} foods, {min(week.minutes())} to {max(week.minutes())} min, odd {odd},"
        f" US$ {usd:.2f} of {priced:.0%}, energy {week.energy():.1%}, gap {week.solved.gap:.3f},"
        f" {week.seconds:.1f} s of the processor"
    )


def spoken(week: Week) -> Iterator[str]:
    """The week as it would be read aloud, with what is odd about it."""
    for day in week.plan.days:
        yield f"  day {day.number}"
        for meal in day.meals:
            foods = "; ".join(f"{p.food.name} {p.food.household(p.steps)}" for p in meal.portions)
            odd = "".join(f"  << {kind}" for kind in kinds_of(meal))
            yield f"    {meal.meal}, {meal.template}: {foods}{odd}"


def measured(weeks: list[Week]) -> dict[str, object]:
    """What the weeks are together."""
    over = [share for week in weeks for share in week.over_magnesium()]
    minutes = [count for week in weeks for count in week.minutes()]
    meals = [meal for week in weeks for day in week.plan.days for meal in day.meals]
    odd = Counter(kind for meal in meals for kind in kinds_of(meal))
    eaten = Counter(food for week in weeks for food in {p.food.id for day in week.plan.days for p in day.portions})
    familiar = [each for week in weeks for each in week.familiar()]
    goals: dict[str, list[tuple[float, float]]] = {}
    for week in weeks:
        for key, share in week.goals().items():
            goals.setdefault(key, []).append(share)
    bought = [week.to_buy() for week in weeks]
    shared = [len(a & b) / min(len(a), len(b)) for a, b in combinations(bought, 2)]
    return {
        "weeks": len(weeks),
        "days": len(over),
        "meals": len(meals),
        "magnesium over target, median": round(statistics.median(over), 3),
        "magnesium over target, range": [round(min(over), 2), round(max(over), 2)],
        "days within 100 to 150 %": round(sum(share <= BAND + 0.005 for share in over) / len(over), 3),
        "foods to buy, median": statistics.median(len(week.to_buy()) for week in weeks),
        "foods to buy, range": [min(len(w.to_buy()) for w in weeks), max(len(w.to_buy()) for w in weeks)],
        "minutes of dishes a day, median": statistics.median(minutes),
        "minutes of dishes a day, range": [min(minutes), max(minutes)],
        "odd meals, of 100": round(100 * sum(bool(kinds_of(meal)) for meal in meals) / len(meals), 2),
        "odd meals, by kind": dict(odd.most_common()),
        "familiar portions": round(sum(familiar) / len(familiar), 3),
        "foods shared by any two plans": round(statistics.mean(shared), 3) if shared else None,
        "most common foods, in so many plans": dict(eaten.most_common(12)),
        "days that are copies": sum(week.copies() for week in weeks),
        "cost, median [US$, of what has a price]": round(statistics.median(week.cost()[0] for week in weeks), 2),
        "energy of its centre": round(statistics.mean(week.energy() for week in weeks), 4),
        "gap, median": round(statistics.median(week.solved.gap for week in weeks), 3),
        "processor seconds, sum": round(sum(week.seconds for week in weeks), 1),
        "goals reached, mean of days": {
            key: round(statistics.mean(a for a, _ in each), 3) for key, each in goals.items()
        },
        "goals reached by the mean day": {
            key: round(statistics.mean(b for _, b in each), 3) for key, each in goals.items()
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plates", description="Measure what is on the plates")
    parser.add_argument("--quick", action="store_true", help="six weeks instead of thirty")
    parser.add_argument("--json", action="store_true", help="one JSON object at the end, nothing else")
    parser.add_argument("--weeks", action="store_true", help="print every week as it would be read aloud")
    parser.add_argument("--better", action="store_true", help="look for better plans as long as the window would")
    options = parser.parse_args()
    catalogue = read_catalogue(FOODS)
    chosen = people()
    for name, document in chosen:
        if unknown := sorted(food for food in document.tastes if food not in catalogue.foods):
            raise SystemExit(f"{name} rates foods the catalogue does not have: {unknown}")
    weeks = []
    for week in plan_weeks(catalogue, [chosen[at] for at in QUICK] if options.quick else chosen, options.better):
        weeks.append(week)
        if not options.json:
            print(line_of(week), flush=True)
        if options.weeks:
            print("\n".join(spoken(week)), flush=True)
    found = measured(weeks)
    if options.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
