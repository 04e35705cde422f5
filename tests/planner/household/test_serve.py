"""A household: the same meals in everybody's own portions, everybody's bans, and what happens where that cannot be."""

import re
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from planner.document.document import LOVE, NEVER, RARELY, Document, FixedPortion, Lock, Person
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.household import serve as serve_module
from planner.household.serve import serve_household
from planner.needs import adjusted_targets
from planner.needs.profile import Profile
from planner.needs.targets import Own, OwnTarget
from planner.optimise.clock import Clock
from planner.optimise.request import Request
from planner.plan.allowed import allows, household_allows, household_limits
from planner.plan.audit import audit
from planner.plan.household_portions import Household, Served, document_of, household_notices, locks_of
from planner.plan.outcomes import Solved
from planner.plan.plan import Day, Meal, Plan, Portion, totals
from planner.planner import make_plan
from tests.planner.tiny_foods import catalogue_of, dish, food, templates_of

PATIENT = 60.0  # [s] for one solve on a machine that is busy with other work
MEALS = {"breakfast": (0.2, 0.5), "lunch": (0.2, 0.5), "dinner": (0.2, 0.5)}
FORM = templates_of(
    "porridge = breakfast: base hot_cereal 1-1, fruit fruit 0-1",
    "toast = breakfast: bread bread 1-1",
    "bowl = lunch: base grain 1-1",
    "stew = dinner: beans legume 1-1, base grain 0-1",
    "roast = dinner: potato potato 1-1",
    meals=MEALS,
)
OATS = food("oats", "hot_cereal", 100, 20, max_steps=16)
RICE = food("rice", "grain", 100, 20, max_steps=16)
BEANS = food("beans", "legume", 100, 20, max_steps=16)
APPLE = food("apple", "fruit", 100, 5, max_steps=12)
BREAD = food("bread", "bread", 100, 15, max_steps=20)
POTATO = food("potato", "potato", 100, 15, max_steps=20)
ALL = (OATS, RICE, BEANS, APPLE, BREAD, POTATO)
THREE = (("breakfast", "porridge", "base", OATS), ("lunch", "bowl", "base", RICE), ("dinner", "stew", "beans", BEANS))


def wants(kcal: float, magnesium: float = 300.0) -> Mapping[str, Own]:
    return MappingProxyType({"energy_kcal": kcal, "magnesium_mg": magnesium})


def person(name: str, kcal: float = 3000.0, magnesium: float = 300.0, **facts: object) -> Person:
    confirmed: frozenset[str] = facts.pop("confirmed", frozenset())  # type: ignore[assignment]
    never: frozenset[str] = facts.pop("never", frozenset())  # type: ignore[assignment]
    made = Profile(**({"sex": "male"} | facts))  # type: ignore[arg-type]
    return Person(name, made, wants(kcal, magnesium), never, confirmed)


def day(number: int = 1, steps: int = 7, *, foods: tuple[tuple[str, str, str, Food], ...] = THREE) -> Day:
    return Day(number, tuple(Meal(meal, kind, (Portion(slot, eaten, steps),)) for meal, kind, slot, eaten in foods))


def smaller(*foods: Food, most: int) -> tuple[Food, ...]:
    """The foods of the tests, some with smaller largest portions."""
    changed = {each.id: replace(each, max_steps=most, daily_max=most, weekly_max=7 * most) for each in foods}
    return tuple(changed.get(each.id, each) for each in ALL)


def of(foods: tuple[Food, ...], number: int = 1, steps: int = 7) -> Day:
    by_id = {each.id: each for each in foods}
    return day(number, steps, foods=tuple((meal, kind, slot, by_id[each.id]) for meal, kind, slot, each in THREE))


def days_of(foods: tuple[Food, ...], count: int) -> tuple[Day, ...]:
    """So many days, with stew and roast by turns."""
    potato = next(each for each in foods if each.id == "potato")
    roast = Meal("dinner", "roast", (Portion("potato", potato, 7),))
    days = (of(foods, number) for number in range(1, count + 1))
    return tuple(each if each.number % 2 else replace(each, meals=(*each.meals[:2], roast)) for each in days)


def serve(
    *days: Day,
    people: tuple[Person, ...],
    foods: tuple[Food, ...] = ALL,
    form: Templates = FORM,
    document: Document | None = None,
    stop: threading.Event | None = None,
) -> tuple[Document, Plan, Household]:
    given = replace(
        document or Document(), targets=wants(2100.0), days=len(days), people=people, profile=Profile(sex="female")
    )
    plan = Plan(days)
    return given, plan, serve_household(catalogue_of(foods), given, plan, seconds=PATIENT, templates=form, stop=stop)


def foods_of(meal: Meal | None) -> list[str]:
    return [portion.food.id for portion in meal.portions] if meal else []


def plan_of_one(one: Served) -> Plan:
    assert one.plan is not None, one.why
    return one.plan


def audited(one: Served, document: Document, shared: Plan, form: Templates) -> tuple[str, ...]:
    """The audit of a person's plan, put together here anew."""
    mine = plan_of_one(one)
    targets = adjusted_targets.targets_of(one.person.profile, one.person.targets, one.person.confirmed)
    own = replace(document_of(document, one.person), days=len(mine.days), locks=locks_of(document, shared, mine))
    return audit(mine, own, targets, form)


# The same foods in other portions


def test_that_a_person_has_the_same_foods_in_portions_of_their_own() -> None:
    document, plan, household = serve(day(), people=(person("Ben"),))
    (ben,) = household.served
    mine = plan_of_one(ben)
    assert [(meal.meal, meal.template, foods_of(meal)) for meal in mine.days[0].meals] == [
        ("breakfast", "porridge", ["oats"]),
        ("lunch", "bowl", ["rice"]),
        ("dinner", "stew", ["beans"]),
    ]
    assert 2910 <= totals(mine.days[0].portions)[ENERGY].amount <= 3090
    assert (ben.own, ben.why) == ((), "")
    assert audited(ben, document, plan, FORM) == ()
    assert all(found is OATS for found in (mine.days[0].meals[0].portions[0].food,))


def test_that_somebody_who_needs_less_has_smaller_portions() -> None:
    _, _, household = serve(day(), people=(person("Ann", kcal=1600, sex="female"),))
    mine = plan_of_one(household.served[0])
    assert 1552 <= totals(mine.days[0].portions)[ENERGY].amount <= 1648
    assert household.served[0].own == ()


def test_that_equal_input_has_equal_portions() -> None:
    people = (person("Ben"), person("Ann", kcal=1700, sex="female"))
    assert serve(day(1), day(2), people=people)[2] == serve(day(1), day(2), people=people)[2]


def test_that_a_weekly_maximum_holds_over_the_days_of_a_person() -> None:
    """Ben needs ten steps of oats a day beside ten of rice and ten for dinner, and would have more: he loves them."""
    loved = Document(tastes=MappingProxyType({"oats": LOVE}))
    foods = smaller(RICE, BEANS, POTATO, most=10)
    _, _, household = serve(*days_of(foods, 4), people=(person("Ben"),), foods=foods, document=loved)
    assert plan_of_one(household.served[0]).steps("oats") > 45
    foods = tuple(replace(each, weekly_max=45) if each.id == "oats" else each for each in foods)
    _, _, household = serve(*days_of(foods, 4), people=(person("Ben"),), foods=foods, document=loved)
    mine = plan_of_one(household.served[0])
    assert mine.steps("oats") <= 45
    assert household.served[0].own == ()


def test_that_a_food_in_a_dish_counts_towards_its_daily_maximum() -> None:
    """Half the soup is oats, of which ten steps a day are the most: seven alone and nine of soup are too many."""
    oats = replace(OATS, max_steps=9, daily_max=10, weekly_max=70)
    soup = replace(dish("soup", "grain", {oats: 100.0}, water_g=100.0), max_steps=9, daily_max=9, weekly_max=63)
    foods = (oats, soup, *smaller(BEANS, most=7)[1:])
    lunch = Meal("lunch", "bowl", (Portion("base", soup, 8),))
    shared = of(foods, steps=5)
    shared = replace(shared, meals=(shared.meals[0], lunch, shared.meals[2]))
    document, plan, household = serve(shared, people=(person("Ann", kcal=1850, sex="female"),), foods=foods)
    (ann,) = household.served
    assert audited(ann, document, plan, FORM) == ()
    assert len(ann.own) == 1


# Where the same foods are not enough


def test_that_foods_are_added_to_one_meal_where_portions_cannot_be_larger() -> None:
    """The apple alone will do; the quinoa would bring calcium, but no limit asks for it."""
    foods = (*smaller(OATS, RICE, BEANS, most=8), food("quinoa", "grain", 100, 10, max_steps=2, calcium_mg=1000.0))
    document, plan, household = serve(of(foods), people=(person("Ben"),), foods=foods)
    (ben,) = household.served
    mine = plan_of_one(ben).days[0]
    assert ben.own == ((1, "breakfast"),)
    assert [portion.food.id for portion in mine.portions] == ["oats", "apple", "rice", "beans"]
    assert [meal.template for meal in mine.meals] == ["porridge", "bowl", "stew"]
    assert audited(ben, document, plan, FORM) == ()


def test_that_a_food_is_left_out_where_portions_cannot_be_smaller() -> None:
    foods = tuple(replace(each, min_steps=6) if each in (OATS, RICE, BEANS) else each for each in ALL)
    large = of(foods, steps=6)
    by_id = {each.id: each for each in foods}
    fruit = replace(large.meals[0], portions=(*large.meals[0].portions, Portion("fruit", by_id["apple"], 1)))
    shared = Day(1, (fruit, *large.meals[1:]))
    _, _, household = serve(shared, people=(person("Ann", kcal=1760, sex="female"),), foods=foods)
    assert foods_of(plan_of_one(household.served[0]).days[0].meal("breakfast")) == ["oats"]
    assert household.served[0].own == ((1, "breakfast"),)


def test_that_one_meal_is_planned_anew_where_its_template_has_no_room() -> None:
    """Rice and beans reach 800 kcal each, the oats with an apple 1,000: the bread of another breakfast does it."""
    foods = (*smaller(OATS, RICE, BEANS, APPLE, most=6), food("quinoa", "snack", 100, 20, max_steps=9))
    form = templates_of(
        "porridge = breakfast: base hot_cereal 1-1",
        "toast = breakfast: bread bread 1-1",
        "bowl = lunch: base grain 1-1",
        "stew = dinner: beans legume 1-1",
        "roast = dinner: potato potato 1-1",
        meals=MEALS,
    )
    document, plan, household = serve(of(foods, steps=6), people=(person("Ben", kcal=2300),), foods=foods, form=form)
    (ben,) = household.served
    assert len(ben.own) == 1
    (changed,) = [meal for meal in plan_of_one(ben).days[0].meals if (1, meal.meal) in ben.own]
    assert changed.template in ("toast", "roast")
    assert audited(ben, document, plan, form) == ()


def test_that_a_dinner_of_ones_own_is_not_that_of_the_day_before() -> None:
    foods = smaller(OATS, RICE, BEANS, most=6)
    form = templates_of(
        "porridge = breakfast: base hot_cereal 1-1",
        "bowl = lunch: base grain 1-1",
        "stew = dinner: beans legume 1-1",
        "roast = dinner: potato potato 1-1",
        "curry = dinner: curry meat 1-1",
        meals=MEALS,
    )
    foods = (*foods, food("tofu", "meat", 100, 15, max_steps=20))
    shared = (of(foods, 1, 6), of(foods, 2, 6))
    lock = Lock(2, "dinner", None, (FixedPortion("beans", "beans", 6),))
    ben = (person("Ben", kcal=2300),)
    asked = Document(locks=(lock,), tastes=MappingProxyType({"tofu": RARELY}))
    document, plan, household = serve(*shared, people=ben, foods=foods, form=form, document=asked)
    dinners = [each.meal("dinner") for each in plan_of_one(household.served[0]).days]
    assert sorted(meal.template for meal in dinners if meal) == ["curry", "roast"]
    assert audited(household.served[0], document, plan, form) == ()


def test_that_somebody_nobody_can_serve_is_told_what_is_missing_and_the_others_are_served() -> None:
    people = (person("Max", magnesium=900.0), person("Ben"))
    document, plan, household = serve(day(), people=people)
    first, second = household.served
    assert first.plan is None
    assert first.why.startswith("Max has no portions on day 1. These choices reach at most 6")
    assert "short of 900 mg" in first.why
    assert audited(second, document, plan, FORM) == ()
    assert [one.name for one in household.served if one.plan is None] == ["Max"]
    assert [one.name for one, _ in household.at_table] == ["Ben"]


def test_that_a_stopped_search_says_so() -> None:
    stop = threading.Event()
    stop.set()
    _, _, household = serve(day(), people=(person("Ben"),), stop=stop)
    assert household.served[0].why == "Ben has no portions: none were found in time for day 1."


def test_that_the_days_of_a_plan_begin_with_one() -> None:
    with pytest.raises(ValueError, match="the plan has the days 2, 3"):
        serve(day(2), day(3), people=(person("Ben"),))


# A meal only some have


def with_evening() -> Templates:
    form = templates_of(
        "porridge = breakfast: base hot_cereal 1-1",
        "bowl = lunch: base grain 1-1",
        "stew = dinner: beans legume 1-1",
        "fruit = evening_snack: fruit fruit 1-1",
        meals=MEALS | {"evening_snack": (0.05, 0.2)},
    )
    return replace(form, meals=(*form.meals[:3], replace(form.meals[3], above_kcal=2400.0)))


def test_that_a_meal_only_more_energy_has_is_a_persons_own_and_shared_with_the_next() -> None:
    """Ben's snack has to be an apple, for pears are small; Carl would love a pear, and has what Ben has."""
    foods = (*smaller(OATS, RICE, BEANS, most=10), food("pear", "fruit", 100, 5, max_steps=3))
    people = (person("Ben", kcal=3600), person("Carl", kcal=2800), person("Ann", kcal=1800, sex="female"))
    form = with_evening()
    loved = Document(tastes=MappingProxyType({"pear": LOVE}))
    document, plan, household = serve(of(foods), people=people, foods=foods, form=form, document=loved)
    carls = serve(of(foods), people=people[1:], foods=foods, form=form, document=loved)[2].served[0]
    assert foods_of(plan_of_one(carls).days[0].meal("evening_snack")) == ["pear"]
    ben, carl, ann = household.served
    assert [one.own for one in (ben, carl, ann)] == [((1, "evening_snack"),), ((1, "evening_snack"),), ()]
    snacks = [foods_of(plan_of_one(one).days[0].meal("evening_snack")) for one in (ben, carl, ann)]
    assert snacks == [["apple"], ["apple"], []]
    for one in household.served:
        assert audited(one, document, plan, form) == ()


def test_that_a_meal_only_the_profile_has_is_dropped_for_those_with_less_energy() -> None:
    form = with_evening()
    shared = Day(1, (*day().meals, Meal("evening_snack", "fruit", (Portion("fruit", APPLE, 4),))))
    _, _, household = serve(shared, people=(person("Ann", kcal=2000, sex="female"),), form=form)
    assert [meal.meal for meal in plan_of_one(household.served[0]).days[0].meals] == ["breakfast", "lunch", "dinner"]
    assert household.served[0].own == ()


# What nobody eats


def test_that_what_one_of_them_may_not_eat_is_on_no_plan() -> None:
    ham = food("ham", "meat", diets=frozenset({"omnivore"}))
    nuts = food("nuts", "nuts_seeds", allergens=frozenset({"tree nut"}))
    stew = dish("stew", "stew_dish", {ham: 50.0, OATS: 100.0})
    alone = Document()
    assert all(allows(alone, each) for each in (ham, nuts, stew, OATS))
    vegetarian = Document(people=(person("Vera", diet="vegetarian"),))
    assert [allows(vegetarian, each) for each in (ham, nuts, stew, OATS)] == [False, True, False, True]
    allergic = Document(people=(person("Alma", allergens=frozenset({"tree nut"})),))
    assert [allows(allergic, each) for each in (ham, nuts, stew, OATS)] == [True, False, True, True]
    picky = Document(people=(person("Ben"), person("Pia", never=frozenset({"ham"}))))
    assert [allows(picky, each) for each in (ham, nuts, stew, OATS)] == [False, True, False, True]
    assert not household_allows(picky, stew)


def test_that_what_a_condition_bans_is_on_no_plan() -> None:
    liver = food("liver", "meat", flags=frozenset({"liver"}))
    expecting = person("Eva", kcal=2300, sex="female", age_years=30, life_stage="pregnancy", gestation_week=20)
    assert allows(Document(), liver)
    assert not allows(Document(people=(expecting,)), liver)
    assert [limit.id for limit in household_limits(Document(people=(expecting,)))] == ["fish_pregnancy"]
    assert household_limits(Document(people=(person("Ben"),))) == ()


def test_that_foods_added_for_one_person_are_none_that_another_may_not_eat() -> None:
    foods = smaller(OATS, RICE, BEANS, most=8)
    ben, pia = person("Ben"), person("Pia", kcal=2000, sex="female", never=frozenset({"apple"}))
    document, _, household = serve(of(foods), people=(ben, pia), foods=foods)
    eaten = {portion.food.id for _, plan in household.at_table for each in plan.days for portion in each.portions}
    assert len(household.at_table) == 2
    assert "apple" not in eaten
    taste = replace(document, tastes=MappingProxyType({"rice": NEVER}), people=(ben,))
    assert not allows(document_of(taste, ben), RICE)
    assert not allows(document_of(document, pia), APPLE)
    assert allows(document_of(document, pia), RICE)


def test_that_a_plan_with_what_somebody_may_not_eat_is_not_served() -> None:
    _, _, household = serve(day(), people=(person("Ben"), person("Pia", never=frozenset({"rice"}))))
    assert [one.plan for one in household.served] == [None, None]
    assert "Rice" in household.served[0].why


def test_that_a_limit_on_portions_holds_for_the_person_it_is_for() -> None:
    """Two days of tuna with a moderate amount of mercury are one too many for Eva, and not for Ben."""
    tuna = food("tuna", "grain", 100, 20, max_steps=16, mercury="moderate")
    foods = (*ALL, tuna)
    lunch = Meal("lunch", "bowl", (Portion("base", tuna, 7),))
    shared = tuple(replace(each, meals=(each.meals[0], lunch, each.meals[2])) for each in days_of(foods, 2))
    eva = person("Eva", kcal=2300, sex="female", age_years=30, life_stage="pregnancy", gestation_week=20, magnesium=350)
    document, plan, household = serve(*shared, people=(eva, person("Ben")), foods=foods)
    first, second = household.served
    assert sum(portion.food.id == "tuna" for each in plan_of_one(first).days for portion in each.portions) == 1
    assert len(first.own) == 1
    assert second.own == ()
    assert audited(first, document, plan, FORM) == ()


# What the user locked


def test_that_locked_portions_are_the_profiles_and_locked_foods_everybodys() -> None:
    lock = Lock(1, "breakfast", "porridge", (FixedPortion("base", "oats", 7),))
    document, plan, household = serve(day(), people=(person("Ben"),), document=Document(locks=(lock,)))
    (ben,) = household.served
    breakfast = plan_of_one(ben).days[0].meal("breakfast")
    assert foods_of(breakfast) == ["oats"]
    assert locks_of(document, plan, plan_of_one(ben))[0].portions[0].food == "oats"
    assert audited(ben, document, plan, FORM) == ()


def test_that_a_meal_locked_out_of_its_share_is_kept_for_everybody() -> None:
    """One step of oats is no breakfast by its share of energy; the user locked it, so it is one for Ben too."""
    oats = replace(OATS, max_steps=2, daily_max=2, weekly_max=14)
    foods = (oats, *ALL[1:])
    lock = Lock(1, "breakfast", "porridge", (FixedPortion("base", "oats", 1),))
    small = Meal("breakfast", "porridge", (Portion("base", oats, 1),))
    shared = Day(1, (small, *of(foods, steps=9).meals[1:]))
    form = replace(FORM, meals=tuple(replace(time, most=0.6) for time in FORM.meals))
    people = (person("Ben", kcal=2000, magnesium=300),)
    asked = Document(locks=(lock,))
    _, _, household = serve(shared, people=people, foods=foods, form=form, document=asked)
    (ben,) = household.served
    assert foods_of(plan_of_one(ben).days[0].meal("breakfast")) == ["oats"]
    assert ben.own == ()


# What is said


def test_that_kidney_disease_needs_that_persons_own_confirmation() -> None:
    sick = person("Kim", conditions=frozenset({"kidney disease"}))
    asked = Document(confirmed=frozenset({"clinician set the targets"}))
    _, _, household = serve(day(), people=(sick,), document=asked)
    assert household.served[0].plan is None
    assert household.served[0].why.startswith("Kim: ")
    said = MappingProxyType({**sick.targets, "magnesium_mg": OwnTarget(least=300.0)})
    sure = replace(sick, confirmed=frozenset({"clinician set the targets"}), targets=said)
    _, _, household = serve(day(), people=(sure,))
    assert household.served[0].plan is not None


def test_that_notices_name_who_they_are_for() -> None:
    foods = smaller(OATS, RICE, BEANS, most=8)
    people = (person("Ben"), person("Max", magnesium=900))
    _, _, household = serve(*days_of(foods, 2), people=people, foods=foods)
    said = household_notices(household, foods, FORM, ())
    assert any(sentence.startswith("Max has no portions") for sentence in said)
    assert any(sentence.startswith("Ben: A plan rich in magnesium") for sentence in said)
    heard = tuple(sentence.removeprefix("Ben: ") for sentence in said if sentence.startswith("Ben: "))
    assert not any(sentence.startswith("Ben: ") for sentence in household_notices(household, foods, FORM, heard))


@pytest.mark.parametrize(
    ("own", "days", "words"),
    [
        (((1, "lunch"),), 1, "Ben has foods of their own, or leaves some out, at: lunch."),
        (((2, "lunch"),), 2, "Ben has foods of their own, or leaves some out, at: lunch on day 2."),
        (
            ((1, "dinner"), (1, "lunch"), (2, "dinner"), (3, "dinner"), (3, "lunch")),
            3,
            "Ben has foods of their own, or leaves some out, at: lunch on days 1 and 3; dinner every day.",
        ),
    ],
)
def test_that_meals_of_ones_own_are_named(own: tuple[tuple[int, str], ...], days: int, words: str) -> None:
    ben = person("Ben")
    plan = Plan(tuple(day(number + 1) for number in range(days)))
    targets = adjusted_targets.targets_of(ben.profile, ben.targets, ben.confirmed)
    said = household_notices(Household((Served(ben, targets, plan, own),)), ALL, FORM, ())
    assert said[0] == words
    if days > 1:
        household = Household((Served(ben, targets, plan, own),))
        dated = household_notices(household, ALL, FORM, (), date(2026, 11, 30))
        assert re.search(r"lunch on (Tuesday|Monday and Wednesday)\b", dated[0])


# The shipped foods


def test_that_a_vegetarian_woman_and_a_very_active_man_share_the_shipped_foods(
    catalogue: Catalogue, templates: Templates
) -> None:
    man = Person(
        "Ben",
        Profile(sex="male", age_years=30, height_cm=183.0, weight_kg=80.0, activity="very active", diet="omnivore"),
    )
    woman = Profile(age_years=52, height_cm=165.0, weight_kg=70.0, diet="vegetarian")
    document = Document(profile=woman, people=(man,), tastes=MappingProxyType({"spinach_cooked": LOVE}))
    outcome = make_plan(catalogue, Request(document, seconds=PATIENT))
    assert isinstance(outcome, Solved)
    household = serve_household(catalogue, document, outcome.plan, seconds=PATIENT)
    (ben,) = household.served
    mine = plan_of_one(ben)
    targets = adjusted_targets.targets_of(woman, document.targets)
    assert audit(outcome.plan, document, targets, templates) == ()
    assert audited(ben, document, outcome.plan, templates) == ()
    everything = [portion.food for plan in (outcome.plan, mine) for portion in plan.days[0].portions]
    assert all("vegetarian" in each.diets for each in everything)
    energy, magnesium = (totals(mine.days[0].portions)[each].amount for each in (ENERGY, MAGNESIUM))
    assert energy > 1.4 * totals(outcome.plan.days[0].portions)[ENERGY].amount
    assert magnesium >= 400

    def of(plan: Plan, meal: str) -> set[str]:
        there = plan.days[0].meal(meal)
        return {portion.food.id for portion in there.portions} if there else set()

    meals = [meal.meal for meal in outcome.plan.days[0].meals]
    same = [meal for meal in meals if of(outcome.plan, meal) <= of(mine, meal)]
    assert {meal for meal in meals if (1, meal) not in ben.own} <= set(same)
    assert len(same) >= len(meals) / 2  # with more beside it, where he needs more than it holds


def test_that_one_guard_bounds_everybody_and_says_who_was_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def unasked(*given: object) -> None:
        pytest.fail("nothing may be solved when no time is left")

    monkeypatch.setattr(serve_module, "build_model", unasked)
    document = Document(people=(person("Ben"), person("Ann")))
    plan = Plan(days_of(ALL, 2))
    household = serve_household(catalogue_of(ALL), document, plan, seconds=PATIENT, templates=FORM, whole=Clock(0.0))
    assert [one.plan for one in household.served] == [None, None]
    assert all("none were found in time for day 1" in one.why for one in household.served)


def test_that_who_is_served_and_on_which_day_is_told() -> None:
    told: list[tuple[str, int]] = []
    document = Document(people=(person("Ben"),))
    plan = Plan(days_of(ALL, 2))
    serve_household(
        catalogue_of(ALL),
        document,
        plan,
        seconds=PATIENT,
        templates=FORM,
        whole=Clock(PATIENT),
        progress=lambda name, day: told.append((name, day)),
    )
    assert told[0] == ("Ben", 1)
