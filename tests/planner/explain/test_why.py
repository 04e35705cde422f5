"""Why a food is in a plan or not, each reason by itself."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from planner.document.document import LOVE, NEVER, Document, FixedPortion, Lock, Person, Removed
from planner.explain.what_if import Solving
from planner.explain.why import Why, reasons_against, supplies, why
from planner.foods.food import Food
from planner.foods.meals import read_templates
from planner.needs.profile import Profile
from planner.plan.outcomes import Explanation, Infeasible, Solved
from planner.plan.plan import Day, Meal, Plan, Portion
from tests.planner.explain.test_what_if import ByHand
from tests.planner.tiny_foods import dish, food

TEMPLATES = read_templates()
OATS = food("oats", "hot_cereal", magnesium=32.0, max_steps=3, weekly_max=6)
BANANA = food("banana", "fruit", magnesium=16.0, max_steps=2)
COD = food("cod", "fish", diets=frozenset({"omnivore", "pescatarian"}), allergens=frozenset({"fish"}))
MUESLI = dish("muesli", "breakfast_dish", {OATS: 50.0, BANANA: 100.0})


def reasons(document: Document, each: Food) -> list[str]:
    return list(reasons_against(document, 1, each, TEMPLATES))


@pytest.mark.parametrize(
    ("document", "each", "said"),
    [
        (Document(), BANANA, []),
        (Document(tastes={"banana": NEVER}), BANANA, ["You rated it “never”."]),
        (Document(tastes={"oats": NEVER}), MUESLI, ["It is made with “Oats”, which you rated “never”."]),
        (Document(profile=Profile(diet="vegan")), COD, ["It is not part of the vegan diet."]),
        (
            Document(profile=Profile(allergens=frozenset({"fish"}))),
            COD,
            ["It has fish, to which you said you are allergic."],
        ),
        (
            Document(profile=Profile(conditions=frozenset({"oxalate stones"}))),
            replace(BANANA, oxalate="very high"),
            ["Left out because of oxalate stones: it is very high in oxalate."],
        ),
        (
            Document(people=(Person("Anna", Profile(), never=frozenset({"banana"})),)),
            BANANA,
            ["Anna may not or will not eat it."],
        ),
        (
            Document(removed=frozenset(Removed(1, meal, "oats") for meal in TEMPLATES.meal_ids)),
            OATS,
            ["You took it out of every meal on this day that has a place for it."],
        ),
        (
            Document(locks=(Lock(1, "breakfast", "porridge", ()),)),
            OATS,
            ["No kind of meal on this day has a place for it."],
        ),
    ],
)
def test_that_what_keeps_a_food_out_is_said(document: Document, each: Food, said: Sequence[str]) -> None:
    assert reasons(document, each) == said


def day_of(*portions: tuple[Food, int], number: int = 1) -> Day:
    meal = Meal("breakfast", "porridge", tuple(Portion("base", each, steps) for each, steps in portions))
    return Day(number, (meal,))


def asked(document: Document, plan: Plan, each: Food, *answers: Solved | Infeasible) -> tuple[Why, ByHand]:
    planner = ByHand(*answers, foods=(OATS, BANANA, COD, MUESLI))
    return why(Solving(planner), document, plan, 1, each, TEMPLATES), planner


def solved(penalty: float, *foods: Food) -> Solved:
    return Solved(Plan((day_of(*((each, 1) for each in foods)),)), penalty, penalty - 0.1, 0.0, True, 0.1)


def test_that_a_forbidden_food_costs_no_solve() -> None:
    found, planner = asked(Document(tastes={"banana": NEVER}), Plan((day_of((OATS, 1)),)), BANANA)
    assert found == Why(BANANA, False, ("You rated it “never”.",))
    assert not planner.asked


def test_that_a_food_that_is_in_says_what_it_brings_and_what_leaving_it_out_costs() -> None:
    document = Document(tastes={"oats": LOVE}, targets={"magnesium_mg": 320.0})
    plan = Plan((day_of((OATS, 2)),))
    found, planner = asked(document, plan, OATS, solved(5.0, OATS), solved(7.0, BANANA))
    assert found.planned
    assert found.sentences == (
        "You love it.",
        "2 cups of it: 20 % of the target for magnesium.",
        "Without “Oats”: 2.0 points worse; “Banana” in, “Oats” out.",
    )
    assert planner.asked[1][0].taste("oats") == NEVER


def test_that_a_locked_food_is_said_to_be_the_users_own() -> None:
    portion = FixedPortion("base", "oats", 1)
    document = Document(locks=(Lock(1, "breakfast", None, (portion,)),))
    found, _ = asked(document, Plan((day_of((OATS, 1)),)), OATS, solved(5.0, OATS), solved(5.0, BANANA))
    assert found.sentences[0] == "You locked it."


def test_that_a_food_that_is_out_is_tried_in_each_meal_and_the_best_is_told() -> None:
    plan = Plan((day_of((OATS, 1)),))
    meals = [
        meal.id
        for meal in TEMPLATES.meals_for(2000.0)
        if any(slot.takes(BANANA) for template in TEMPLATES.for_meal(meal.id) for slot in template.slots)
    ]
    answers: list[Solved | Infeasible] = [Infeasible(Explanation({}), 0.1) for _ in meals]
    answers[-1] = solved(8.0, OATS, BANANA)
    found, planner = asked(Document(), plan, BANANA, solved(5.0, OATS), *answers)
    assert not found.planned
    assert found.sentences[0] == "Nothing forbids it."
    name = TEMPLATES.meal(meals[-1]).name.lower()
    assert found.sentences[1] == f"With 1 cup of it for {name}: 3.0 points worse; “Banana” in."
    locked = [document.locks[0] for document, _, _ in planner.asked[1:]]
    assert [lock.meal for lock in locked] == meals
    assert all([portion.food for portion in lock.portions] == ["banana"] for lock in locked)


def test_that_what_is_locked_in_a_meal_stays_beside_the_food_that_is_tried() -> None:
    kept = FixedPortion("base", "oats", 1)
    document = Document(locks=(Lock(1, "breakfast", None, (kept,)),))
    count = len(TEMPLATES.meals_for(2000.0))
    _, planner = asked(document, Plan((day_of((OATS, 1)),)), BANANA, solved(5.0, OATS), *[solved(6.0, BANANA)] * count)
    breakfasts = [lock for asked_of, _, _ in planner.asked[1:] for lock in asked_of.locks if lock.meal == "breakfast"]
    assert all(kept in lock.portions for lock in breakfasts)


def test_that_no_plan_with_it_is_not_called_impossible() -> None:
    none = Infeasible(Explanation({}), 0.1)
    found, _ = asked(Document(), Plan((day_of((OATS, 1)),)), BANANA, solved(5.0, OATS), *[none] * 5)
    assert found.sentences[-1] == "No plan of this day with 1 cup of it was found."


def test_that_a_week_that_has_its_fill_is_said() -> None:
    document = Document(days=3)
    plan = Plan((day_of((BANANA, 1)), day_of((OATS, 3), number=2), day_of((OATS, 3), number=3)))
    found, planner = asked(document, plan, OATS)
    assert found.sentences == ("This week already has as much “Oats” as a week may have.",)
    assert not planner.asked


def test_that_a_food_inside_a_dish_is_said_to_be_eaten() -> None:
    count = len(TEMPLATES.meals_for(2000.0))
    answers = [solved(5.0, MUESLI), *[solved(6.0, OATS)] * count]
    found, _ = asked(Document(), Plan((day_of((MUESLI, 2)),)), OATS, *answers)
    assert found.sentences[0] == "It is eaten inside “Muesli”."


def test_that_an_unknown_part_is_at_least_and_a_trifle_is_nothing() -> None:
    unsure = replace(OATS, partial=frozenset(OATS.amounts))
    document = Document(targets={"magnesium_mg": 320.0})
    assert supplies(day_of((unsure, 2)), document, unsure) == (
        "2 cups of it: at least 20 % of the target for magnesium.",
    )
    trifle = food("salt", "flavour", magnesium=1.0)
    assert supplies(day_of((trifle, 1)), document, trifle) == ()
