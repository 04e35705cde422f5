"""Swaps for one portion, checked in the head on small days and against every possible swap on real ones."""

import threading
from dataclasses import replace

import pytest

from planner.document.document import FINE, LIKE, LOVE, NEVER, RARELY, Document, FixedPortion, Lock, Person, Removed
from planner.editing.swaps import Alternative, Resized, alternatives, signed
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.needs.adjusted_targets import targets_of as targets_of_profile
from planner.needs.profile import Profile
from planner.needs.targets import Targets
from planner.optimise.request import Request
from planner.plan.allowed import allows
from planner.plan.audit import audit
from planner.plan.outcomes import Solved
from planner.plan.plan import Day, Meal, Plan, Portion, totals
from planner.plan.stored_form import fixed
from planner.planner import make_plan
from tests.planner.tiny_foods import catalogue_of, dish, food, target, targets_of, templates_of

# A day of 1,000 kcal and 300 mg: oats and an apple, bread and cheese, cod and rice.
OATS = food("oats", "hot_cereal", 300, 80, max_steps=2)
MILLET = food("millet", "hot_cereal", 310, 90)
GRITS = food("grits", "hot_cereal", 280, 70)
APPLE = food("apple", "fruit", 50, 10, max_steps=4, group="Fruit")
BREAD = food("bread", "bread", 150, 60, max_steps=2, daily_max=6)
CHEESE = food("cheese", "cheese", 150, 50, group="Dairy")
COD = food("cod", "fish", 150, 40, group="Fish and seafood")
RICE = food("rice", "grain", 100, 30, max_steps=3)
FORM = templates_of(
    "porridge = breakfast: base hot_cereal 1-1, fruit fruit 0-2",
    "sandwich = lunch: bread bread 1-1, filling cheese 1-1",
    "fish_plate = dinner: fish fish 1-1, side grain 1-1",
    "other_plate = dinner: fish fish 1-1, side grain 1-1",
    meals={"breakfast": (0.2, 0.5), "lunch": (0.2, 0.5), "dinner": (0.2, 0.5)},
)
ENERGY_BAND = target("energy_kcal", 970, 1030)
WANTED = targets_of(ENERGY_BAND, target("magnesium_mg", 280))


def meal(meal_id: str, template: str, *portions: tuple[str, Food, int]) -> Meal:
    return Meal(meal_id, template, tuple(Portion(*each) for each in portions))


BREAKFAST = meal("breakfast", "porridge", ("base", OATS, 1), ("fruit", APPLE, 1))  # 350 kcal, 90 mg
LUNCH = meal("lunch", "sandwich", ("bread", BREAD, 1), ("filling", CHEESE, 1))  # 300 kcal, 110 mg
DINNER = meal("dinner", "fish_plate", ("fish", COD, 1), ("side", RICE, 2))  # 350 kcal, 100 mg
PLAN = Plan((Day(1, (BREAKFAST, LUNCH, DINNER)),))
TODAY = (OATS, APPLE, BREAD, CHEESE, COD, RICE)


def swaps_for(
    food_id: str,
    *others: Food,
    document: Document | None = None,
    plan: Plan = PLAN,
    meal_id: str = "breakfast",
    form: Templates = FORM,
    wanted: Targets = WANTED,
    most: int = 8,
) -> tuple[Alternative, ...]:
    """The swaps on offer when these foods are in the catalogue beside those of the day."""
    foods = catalogue_of([*TODAY, *others])
    decided = document or Document(days=len(plan.days))
    return alternatives(foods, decided, plan, 1, meal_id, food_id, templates=form, targets=wanted, most=most)


def names(found: tuple[Alternative, ...]) -> list[str]:
    return [alternative.food.id for alternative in found]


# Which foods


def test_that_a_swap_has_its_food_its_effect_and_the_plan_with_it() -> None:
    (swap,) = swaps_for("oats", MILLET)
    assert swap.portion == FixedPortion("base", "millet", 1)
    assert (swap.magnesium, swap.energy, swap.rank, swap.also) == (10, 10, 1, ())
    assert swap.effect == "+10 mg Mg, +10 kcal"
    breakfast = replace(BREAKFAST, portions=(Portion("base", MILLET, 1), BREAKFAST.portions[1]))
    assert swap.plan == Plan((Day(1, (breakfast, LUNCH, DINNER)),))


def test_that_a_food_of_another_slot_is_no_swap() -> None:
    assert swaps_for("oats", food("pear", "fruit", 300, 80)) == ()


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (Document(), ["grits", "millet"]),
        (Document(tastes={"grits": NEVER}), ["millet"]),
        (Document(removed=frozenset({Removed(1, "breakfast", "millet")})), ["grits"]),
        (Document(removed=frozenset({Removed(1, "lunch", "millet"), Removed(2, "breakfast", "grits")})), None),
        (Document(profile=Profile(allergens=frozenset({"wheat"}))), ["millet"]),
    ],
)
def test_that_excluded_and_removed_foods_are_not_offered(document: Document, expected: list[str] | None) -> None:
    grits = replace(GRITS, allergens=frozenset({"wheat"}))
    assert sorted(names(swaps_for("oats", MILLET, grits, document=document))) == (expected or ["grits", "millet"])


@pytest.mark.parametrize("shared", [False, True])
def test_that_fish_beyond_the_week_of_anybody_is_not_offered(shared: bool) -> None:
    expecting = Profile(age_years=30, life_stage="pregnancy", gestation_week=20)
    document = Document(people=(Person("Eva", expecting),)) if shared else Document(profile=expecting)
    dinner = meal("dinner", "fish_plate", ("fish", replace(COD, mercury="low"), 1), ("side", RICE, 2))
    plan = Plan((Day(1, (BREAKFAST, LUNCH, dinner)),))
    low, moderate = (
        food(word, "cheese", 150, 50, mercury=word, group="Fish and seafood") for word in ("low", "moderate")
    )
    assert names(swaps_for("cheese", low, moderate, meal_id="lunch", plan=plan)) == ["low", "moderate"]
    assert names(swaps_for("cheese", low, moderate, meal_id="lunch", plan=plan, document=document)) == ["low"]
    held = replace(LUNCH, portions=(LUNCH.portions[0], Portion("filling", moderate, 1)))
    wrong = audit(Plan((Day(1, (BREAKFAST, held, dinner)),)), document, WANTED, FORM)
    assert "the 7 days to day 1: 4 portions of fish and seafood, expected at most 3" in wrong


def test_that_a_food_that_breaks_a_hard_limit_is_not_offered() -> None:
    """Without the oats the day has 700 kcal and 220 mg; it must have 970 to 1,030 and 280."""
    small, large = food("small", "hot_cereal", 260, 80), food("large", "hot_cereal", 340, 80)
    poor = food("poor", "hot_cereal", 300, 50)
    locked = Document(
        locks=(
            Lock(1, "breakfast", None, (FixedPortion("fruit", "apple", 1),)),
            Lock(1, "lunch", "sandwich", tuple(map(fixed, LUNCH.portions))),
            Lock(1, "dinner", None, tuple(map(fixed, DINNER.portions))),
        )
    )
    assert names(swaps_for("oats", small, large, poor, MILLET, document=locked)) == ["millet"]


def test_that_a_meal_keeps_its_shares_of_energy_and_magnesium() -> None:
    """Breakfast may hold 45 % of the magnesium: 80 mg elsewhere hold at most 65 in it."""
    strong = food("strong", "hot_cereal", 300, 170)
    assert names(swaps_for("oats", strong, MILLET)) == ["millet"]
    narrow = targets_of(ENERGY_BAND, target("magnesium_mg", 280), kcal=700)  # a meal has at most 350 kcal
    assert names(swaps_for("oats", MILLET, GRITS, wanted=narrow)) == ["grits"]


def test_that_the_portion_nearest_in_energy_is_offered_of_each_food() -> None:
    halves = food("halves", "hot_cereal", 100, 30, max_steps=4)
    (swap,) = swaps_for("oats", halves)
    assert swap.portion.steps == 3


def test_that_a_food_eaten_once_a_day_is_not_offered_twice() -> None:
    other = replace(BREAKFAST.portions[1].food, roles=frozenset({"hot_cereal", "fruit"}), amounts=MILLET.amounts)
    foods = catalogue_of([OATS, other, BREAD, CHEESE, COD, RICE])
    assert alternatives(foods, Document(), PLAN, 1, "breakfast", "oats", templates=FORM, targets=WANTED) == ()


def test_that_foods_already_eaten_up_for_the_week_are_not_offered() -> None:
    """Three days; millet may be eaten twice a week."""
    scarce = replace(MILLET, weekly_max=2)
    breakfast = replace(BREAKFAST, portions=(Portion("base", scarce, 1), BREAKFAST.portions[1]))
    other = meal("dinner", "other_plate", ("fish", COD, 1), ("side", RICE, 2))
    first = Day(1, (BREAKFAST, LUNCH, DINNER))
    second = Day(2, (breakfast, LUNCH, other))
    third = Day(3, (breakfast, LUNCH, DINNER))
    assert names(swaps_for("oats", scarce, plan=Plan((first, second)))) == ["millet"]
    assert names(swaps_for("oats", scarce, plan=Plan((first, second, third)))) == []


def test_that_the_foods_inside_a_dish_count_towards_its_maxima() -> None:
    """A serving of either dish holds two steps of grain; the day has two of rice already, and at most three."""
    grain = food("grain", "grain", 100, 30, max_steps=3)
    with_rice = dish("with_rice", "hot_cereal", {RICE: 200, OATS: 33})
    with_grain = dish("with_grain", "hot_cereal", {grain: 200, OATS: 33})
    assert names(swaps_for("oats", with_rice, with_grain)) == ["with_grain"]


def test_that_a_rule_on_portions_is_kept() -> None:
    """With oxalate stones a day has at most one portion of foods high in oxalate."""
    document = Document(profile=Profile(conditions=frozenset({"oxalate stones"})))
    low = {food.id: replace(food, oxalate="low") for food in TODAY}
    high, other = replace(MILLET, oxalate="high"), replace(GRITS, oxalate="low")

    def found(apple: Food) -> list[str]:
        meals = [
            replace(
                shown,
                portions=tuple(replace(each, food=(low | {"apple": apple})[each.food.id]) for each in shown.portions),
            )
            for shown in PLAN.days[0].meals
        ]
        return sorted(names(swaps_for("oats", high, other, document=document, plan=Plan((Day(1, tuple(meals)),)))))

    assert found(low["apple"]) == ["grits", "millet"]
    assert found(replace(APPLE, oxalate="high")) == ["grits"]


# In which order


def test_that_taste_comes_before_familiarity_and_that_before_energy() -> None:
    foods = [
        food("near", "hot_cereal", 300, 80),
        food("far", "hot_cereal", 290, 80),
        food("rare", "hot_cereal", 300, 80, familiarity=3),
        food("disliked", "hot_cereal", 300, 80, familiarity=1),
        food("liked", "hot_cereal", 280, 80, familiarity=3),
        food("loved", "hot_cereal", 320, 80, familiarity=3),
    ]
    document = Document(tastes={"disliked": RARELY, "liked": LIKE, "loved": LOVE, "near": FINE})
    found = swaps_for("oats", *foods, document=document)
    assert names(found) == ["loved", "liked", "near", "far", "rare", "disliked"]
    assert [swap.rank for swap in found] == [1, 2, 3, 4, 5, 6]


def test_that_the_last_place_goes_to_another_group_where_all_are_of_one() -> None:
    foods = [food(f"cereal_{number}", "hot_cereal", 300 - number, 80) for number in range(5)]
    assert names(swaps_for("oats", *foods, most=4)) == ["cereal_0", "cereal_1", "cereal_2", "cereal_3"]
    other = food("mash", "hot_cereal", 320, 80, group="Vegetables")
    assert names(swaps_for("oats", *foods, other, most=4)) == ["cereal_0", "cereal_1", "cereal_2", "mash"]
    assert names(swaps_for("oats", other, *foods[:3], most=4)) == ["cereal_0", "cereal_1", "cereal_2", "mash"]
    light = food("light", "hot_cereal", 200, 80, group="Vegetables")  # fits with more rice only
    assert names(swaps_for("oats", *foods, light, most=4)) == ["cereal_0", "cereal_1", "cereal_2", "light"]


def test_that_there_are_never_more_than_asked_for() -> None:
    foods = [food(f"cereal_{number}", "hot_cereal", 300 - number, 80) for number in range(12)]
    assert len(swaps_for("oats", *foods)) == 8
    assert len(swaps_for("oats", *foods, most=3)) == 3


# Other portions that change with it


def test_that_another_portion_makes_room_where_nothing_fits_alone() -> None:
    """200 kcal less than the oats: one more apple is missing 150, two more rice fit exactly."""
    light = food("light", "hot_cereal", 200, 80)
    (swap,) = swaps_for("oats", light)
    assert swap.also == (Resized("dinner", RICE, 2, 3),)
    assert (swap.energy, swap.magnesium) == (0, 30)
    assert swap.effect == "+30 mg Mg, ±0 kcal, Rice 2 cups → 3 cups"
    (day,) = swap.plan.days
    assert [portion.steps for portion in day.portions] == [1, 1, 1, 1, 1, 3]


def test_that_two_others_change_where_one_is_not_enough() -> None:
    """Apples bring at most 100 kcal and rice 100: 180 kcal less need both."""
    light = food("light", "hot_cereal", 120, 80)
    locked = Document(locks=(Lock(1, "lunch", None, (FixedPortion("bread", "bread", 1),)),))
    (swap,) = swaps_for("oats", light, document=locked)
    assert {(other.food.id, other.after - other.before) for other in swap.also} == {("apple", 1), ("rice", 1)}


@pytest.mark.parametrize("template", [None, "fish_plate"])
def test_that_a_locked_portion_never_changes_with_a_swap(template: str | None) -> None:
    light = food("light", "hot_cereal", 200, 80)
    lock = Lock(1, "dinner", template, tuple(map(fixed, DINNER.portions)))
    found = swaps_for("oats", light, document=Document(locks=(lock,)))
    assert {other.food.id for swap in found for other in swap.also} == {"apple"}  # two more of them
    apples = Lock(1, "breakfast", None, (FixedPortion("fruit", "apple", 1),))
    bread = Lock(1, "lunch", None, (FixedPortion("bread", "bread", 1),))
    assert swaps_for("oats", light, document=Document(locks=(lock, apples, bread))) == ()


def test_that_others_stay_where_enough_foods_fit_alone() -> None:
    foods = [food(f"cereal_{number}", "hot_cereal", 300 - number, 80, group=f"Group {number}") for number in range(4)]
    light = food("light", "hot_cereal", 200, 80)
    assert "light" not in names(swaps_for("oats", *foods, light))
    assert "light" in names(swaps_for("oats", *foods[:3], light))


# Locks, and what is unknown


@pytest.mark.parametrize("template", [None, "porridge"])
def test_that_a_locked_portion_may_itself_be_swapped_and_the_rest_of_its_meal_stays(template: str | None) -> None:
    lock = Lock(1, "breakfast", template, tuple(map(fixed, BREAKFAST.portions)))
    (swap,) = swaps_for("oats", MILLET, document=Document(locks=(lock,)))
    kept = Lock(1, "breakfast", None, (FixedPortion("fruit", "apple", 1), swap.portion))
    assert audit(swap.plan, Document(locks=(kept,)), WANTED, FORM) == ()


def test_that_a_meal_locked_whole_need_not_keep_its_share() -> None:
    """Lunch of 300 kcal passes its most of 290, and dinner its most of 340; both are the user's own."""
    form = templates_of(
        "porridge = breakfast: base hot_cereal 1-1, fruit fruit 0-2",
        "sandwich = lunch: bread bread 1-1, filling cheese 1-1",
        "fish_plate = dinner: fish fish 1-1, side grain 1-1",
        meals={"breakfast": (0.2, 0.5), "lunch": (0.2, 0.29), "dinner": (0.2, 0.34)},
    )
    whole = tuple(Lock(1, each.meal, each.template, tuple(map(fixed, each.portions))) for each in (LUNCH, DINNER))
    assert names(swaps_for("oats", MILLET, document=Document(locks=whole), form=form)) == ["millet"]
    parts = tuple(replace(lock, template=None) for lock in whole)
    assert swaps_for("oats", MILLET, document=Document(locks=parts), form=form) == ()


def test_that_a_swap_whose_magnesium_nobody_measured_says_so() -> None:
    pear = food("pear", "fruit", 60, None, group="Fruit")
    (swap,) = swaps_for("apple", pear)
    assert swap.uncertain
    assert swap.effect == "Mg not fully known, +10 kcal"


@pytest.mark.parametrize(
    ("change", "said"), [(24.2, "+24"), (-60.4, "−60"), (0.4, "±0"), (-0.4, "±0"), (1500, "+1,500")]
)
def test_that_a_change_is_read_with_its_sign(change: float, said: str) -> None:
    assert signed(change) == said


@pytest.mark.parametrize(
    ("day", "meal_id", "food_id", "named"),
    [(2, "breakfast", "oats", "day 2"), (1, "snack", "oats", "snack"), (1, "breakfast", "rice", "rice")],
)
def test_that_a_portion_that_is_not_there_is_an_error(day: int, meal_id: str, food_id: str, named: str) -> None:
    with pytest.raises(LookupError, match=named):
        alternatives(catalogue_of(TODAY), Document(), PLAN, day, meal_id, food_id, templates=FORM, targets=WANTED)


def test_that_a_meal_of_no_known_template_has_no_swaps() -> None:
    plan = Plan((Day(1, (replace(BREAKFAST, template="waffles"), LUNCH, DINNER)),))
    assert swaps_for("oats", MILLET, plan=plan) == ()


def test_that_nothing_is_looked_for_once_it_is_stopped() -> None:
    stop = threading.Event()
    stop.set()
    foods = catalogue_of([*TODAY, MILLET])
    found = alternatives(foods, Document(), PLAN, 1, "breakfast", "oats", templates=FORM, targets=WANTED, stop=stop)
    assert found == ()


# Real foods


@pytest.fixture(scope="module")
def planned(some_foods: Catalogue) -> tuple[Document, Plan]:
    document = Document(days=2)
    outcome = make_plan(some_foods, Request(document))
    assert isinstance(outcome, Solved)
    return document, outcome.plan


def locked(document: Document, number: int, meal_id: str, portion: FixedPortion) -> Document:
    return document.with_lock(Lock(number, meal_id, None, (portion,)))


def test_that_every_swap_of_a_real_plan_passes_the_audit_and_says_what_it_changes(
    some_foods: Catalogue, planned: tuple[Document, Plan], templates: Templates
) -> None:
    document, plan = planned
    targets = targets_of_profile(document.profile, document.targets)
    seen = 0
    for shown in plan.days[0].meals:
        for old in shown.portions:
            found = alternatives(some_foods, document, plan, 1, shown.meal, old.food.id)
            assert len({swap.food.id for swap in found} - {old.food.id}) == len(found) <= 8
            for swap in found:
                seen += 1
                wanted = locked(document, 1, shown.meal, swap.portion)
                assert audit(swap.plan, wanted, targets, templates) == ()
                before, after = totals(plan.days[0].portions), totals(swap.plan.days[0].portions)
                assert swap.magnesium == pytest.approx(after[MAGNESIUM].amount - before[MAGNESIUM].amount)
                assert swap.energy == pytest.approx(after[ENERGY].amount - before[ENERGY].amount)
                others = sum(
                    was != now for was, now in zip(plan.days[0].portions, swap.plan.days[0].portions, strict=True)
                )
                assert others == 1 + len(swap.also)
                assert swap.plan.days[1] == plan.days[1]
    assert seen > 20


def test_that_no_swap_is_missed(some_foods: Catalogue, planned: tuple[Document, Plan], templates: Templates) -> None:
    """Every food in every portion in place of each of the first day, one by one through the audit."""
    document, plan = planned
    targets = targets_of_profile(document.profile, document.targets)
    for shown in plan.days[0].meals:
        for old in shown.portions:
            valid = set()
            for other in some_foods:
                for steps in range(other.min_steps, other.max_steps + 1):
                    portion = Portion(old.slot, other, steps)
                    kept = tuple(portion if each is old else each for each in shown.portions)
                    meals = tuple(
                        replace(each, portions=kept) if each is shown else each for each in plan.days[0].meals
                    )
                    tried = Plan((Day(1, meals), plan.days[1]))
                    slot = templates.by_id[shown.template].slot(old.slot)
                    unasked = not allows(document, other)  # what few shops sell; the lock below would ask for it
                    if slot is None or not slot.suits(other) or other.id == old.food.id or unasked:
                        continue
                    if audit(tried, locked(document, 1, shown.meal, fixed(portion)), targets, templates) == ():
                        valid.add(other.id)
            found = alternatives(some_foods, document, plan, 1, shown.meal, old.food.id, most=1000)
            assert {swap.food.id for swap in found if not swap.also} == valid
