"""The same breakfast every day and leftovers at noon: they bind, or the plan says on which days not and why."""

import sys
from collections.abc import Iterable
from dataclasses import replace

import pytest

from planner.document.document import NEVER, Document, FixedPortion, Habits, Lock, Removed
from planner.explain.kept_wishes import not_kept
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import LEFTOVERS, read_templates, templates_to_plan
from planner.needs.profile import Profile
from planner.needs.targets import Target
from planner.optimise.beside import question_of
from planner.optimise.clock import Clock
from planner.optimise.habits import breakfasts_known, common_breakfast
from planner.optimise.horizon import Horizon, horizon_of
from planner.optimise.plan_days import plan_days
from planner.optimise.request import Request
from planner.optimise.warm_models import Models, Task
from planner.plan.outcomes import Infeasible, Solved
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.plan.stored_form import fixed
from planner.planner import Planner
from tests.planner.tiny_foods import catalogue_of, dish, food, target, targets_of, templates_of

PATIENT = 60.0  # [s]
FORM = templates_of(
    "bowl = breakfast: base grain 1-1, top fruit 0-1",
    "plate = lunch dinner: main fish;stew_dish 1-1",
    "pot = lunch dinner: main fish;stew_dish 1-1",
    meals={"breakfast": (0.0, 1.0), "lunch": (0.0, 1.0), "dinner": (0.0, 1.0)},
)
OATS, RYE, MILLET = (food(name, "grain", 100, 20, max_steps=2) for name in ("oats", "rye", "millet"))
PEAR = food("pear", "fruit", 100, 20)
TOFU, COD = (food(name, "fish", 100, 20, max_steps=2) for name in ("tofu", "cod"))
LENTIL = food("lentil", "legume", 100, 20, max_steps=9, weekly_max=90)
STEW, CURRY, DAL = (dish(name, "stew_dish", {LENTIL: 100.0}) for name in ("stew", "curry", "dal"))
FOODS = (OATS, RYE, MILLET, PEAR, TOFU, STEW, CURRY, DAL)
SAME, AGAIN = Habits(repeat_breakfast=True), Habits(leftovers=True)


def planned(
    document: Document, *rows: Target, foods: Iterable[Food] = FOODS, before: Plan | None = None, **points: float
) -> Plan:
    """A plan of small foods, of which those in ``points`` cost so much."""
    held = tuple(foods)
    found = Horizon(
        document=document,
        by_id={each.id: each for each in (*held, LENTIL)},
        templates=FORM,
        targets=targets_of(*rows),
        foods=held,
        cost={each.id: points.get(each.id, 1.0) for each in held},
    )
    answers = plan_days(Task(Models(), found, PATIENT, Clock(PATIENT), 0, 0.0), before, None)
    days = tuple(day for number in sorted(answers) if (day := answers[number].day) is not None)
    assert len(days) == document.days
    return Plan(days)


def said(plan: Plan, document: Document) -> tuple[str, ...]:
    return not_kept(plan, document, catalogue_of(FOODS), {}, FORM)


def breakfasts(plan: Plan) -> list[list[str]]:
    return [sorted(portion.food.id for portion in day.meals[0].portions) for day in plan.days]


def at_noon(plan: Plan) -> list[str]:
    return [day.meals[1].portions[0].food.id for day in plan.days]


def at_night(plan: Plan) -> list[str]:
    return [day.meals[2].portions[0].food.id for day in plan.days]


# The same breakfast every day


def test_that_every_day_has_the_same_breakfast_portion_by_portion() -> None:
    """Repeating costs points elsewhere, so that without the habit breakfasts vary."""
    document = Document(days=3, habits=SAME)
    plan = planned(document)
    assert len({day.meals[0] for day in plan.days}) == 1
    assert said(plan, document) == ()
    assert len({str(foods) for foods in breakfasts(planned(Document(days=3)))}) > 1


def test_that_a_food_a_week_has_too_little_of_is_in_no_breakfast_of_every_day() -> None:
    scarce = replace(OATS, weekly_max=2)
    plan = planned(Document(days=3, habits=SAME), foods=(scarce, RYE, TOFU, STEW), oats=0.0, rye=9.0)
    assert breakfasts(plan) == [["rye"]] * 3


def test_that_a_breakfast_nobody_may_have_every_day_is_had_as_often_as_may_be_and_the_others_are_told() -> None:
    document = Document(days=3, habits=SAME)
    scarce = (replace(OATS, weekly_max=2), replace(RYE, weekly_max=2))
    plan = planned(document, foods=(*scarce, TOFU, STEW))
    others = [number for number, foods in enumerate(breakfasts(plan), start=1) if foods != breakfasts(plan)[0]]
    assert others == [3]
    name = plan.days[0].meals[0].portions[0].food.name
    assert said(plan, document) == (f"Breakfast is another one on day 3: a week may not have more of “{name}”.",)


def test_that_a_breakfast_that_is_locked_whole_is_that_of_every_day() -> None:
    portion = FixedPortion("base", "millet", 2)
    document = Document(days=3, habits=SAME).with_lock(Lock(2, "breakfast", "bowl", (portion,)))
    plan = planned(document, millet=9.0)
    assert [[fixed(each) for each in day.meals[0].portions] for day in plan.days] == [[portion]] * 3


def test_that_a_locked_portion_of_one_breakfast_is_in_all_of_a_new_plan() -> None:
    document = Document(days=3, habits=SAME).with_lock(Lock(3, "breakfast", None, (FixedPortion("base", "millet", 1),)))
    assert breakfasts(planned(document, millet=9.0)) == [["millet"]] * 3


def test_that_a_locked_portion_larger_than_its_slot_takes_is_smaller_at_the_other_breakfasts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three mandarins locked on one day stopped the whole plan: the fruit beside porridge is two at most."""
    bowl = FORM.by_id["bowl"]
    small = replace(bowl, slots=(replace(bowl.slots[0], most_g=OATS.step_g), *bowl.slots[1:]))
    monkeypatch.setattr(sys.modules[__name__], "FORM", replace(FORM, by_id={**FORM.by_id, "bowl": small}))
    locked = Document(days=3, habits=SAME).with_lock(Lock(1, "breakfast", None, (FixedPortion("base", "oats", 2),)))
    plan = planned(locked)
    assert [[p.steps for p in day.meals[0].portions if p.food.id == "oats"] for day in plan.days] == [[2], [1], [1]]


def test_that_a_food_swapped_on_one_day_of_the_plan_on_screen_changes_that_day_alone() -> None:
    document = Document(days=4, habits=SAME)
    before = planned(document)
    (first,) = {day.meals[0] for day in before.days}
    other = next(each for each in (OATS, RYE, MILLET) if each.id != first.portions[0].food.id)
    swapped = document.with_lock(Lock(2, "breakfast", None, (FixedPortion("base", other.id, 1),)))
    plan = planned(swapped, before=before)
    assert [day.meals[0] == first for day in plan.days] == [True, False, True, True]
    assert said(plan, swapped) == ("Breakfast is another one on day 2: you locked or swapped something in it.",)


def test_that_a_portion_of_another_size_keeps_the_same_foods_and_is_told() -> None:
    document = Document(days=3, habits=SAME)
    before = planned(document)
    portion = before.days[0].meals[0].portions[0]
    more = FixedPortion(portion.slot, portion.food.id, 3 - portion.steps)
    changed = document.with_lock(Lock(2, "breakfast", None, (more,)))
    plan = planned(changed, before=before)
    assert len({str(foods) for foods in breakfasts(plan)}) == 1
    assert said(plan, changed) == ("Breakfast has the same foods on day 2, but in other portions.",)


def test_that_a_food_taken_out_of_one_breakfast_changes_that_day_alone() -> None:
    document = Document(days=3, habits=SAME)
    before = planned(document)
    name = before.days[0].meals[0].portions[0].food
    gone = document.with_removed(Removed(2, "breakfast", name.id))
    plan = planned(gone, before=before)
    assert [foods == breakfasts(before)[0] for foods in breakfasts(plan)] == [True, False, True]
    assert said(plan, gone) == (f"Breakfast is another one on day 2: you took “{name.name}” out of it.",)


def test_that_a_food_rated_never_leaves_all_breakfasts_at_once() -> None:
    document = Document(days=3, habits=SAME)
    before = planned(document)
    gone = before.days[0].meals[0].portions[0].food.id
    plan = planned(document.with_taste(gone, NEVER), before=before)
    assert len({str(foods) for foods in breakfasts(plan)}) == 1
    assert gone not in breakfasts(plan)[0]


@pytest.mark.parametrize(("mercury", "daily"), [("low", True), ("moderate", False)])
def test_that_a_fish_that_counts_as_several_portions_is_in_no_breakfast_of_every_day(
    catalogue: Catalogue, mercury: str, daily: bool
) -> None:
    """In pregnancy a week has three portions, or one of a fish with more mercury."""
    document = Document(profile=Profile(life_stage="pregnancy", gestation_week=20), days=3)
    horizon = horizon_of(catalogue, document)
    fish = next(each for each in horizon.foods if each.mercury == "low" and each.weekly_max >= 3 * each.min_steps)
    fish = replace(fish, mercury=mercury)
    breakfast = Meal("breakfast", "eggs", (Portion("base", fish, fish.min_steps),))
    assert (breakfast in breakfasts_known(horizon, {1: Day(1, (breakfast,))}, ())) == daily


def test_that_the_habit_makes_no_plan_impossible() -> None:
    """Each day needs 5 mg of vitamin E and holds at most 6: the locked dinner brings it, or the breakfast does."""
    rich = food("rye", "grain", 100, 20, vit_e_mg=5.0)
    lock = Lock(2, "dinner", "plate", (FixedPortion("main", "salty", 1),))
    salty = food("salty", "fish", 100, 20, vit_e_mg=5.0)
    document = Document(days=2, habits=SAME).with_lock(lock)
    limits = target("vit_e_mg", 5.0, 6.0)
    plan = planned(document, limits, foods=(OATS, rich, TOFU, STEW, replace(salty, weekly_max=1)))
    assert breakfasts(plan)[0] != breakfasts(plan)[1]
    assert said(plan, document) == (
        "You want the same breakfast every day, but no two days have the same: no such plan was found.",
    )


def test_that_the_common_breakfast_is_that_of_most_days_in_the_portions_most_have() -> None:
    def day(number: int, each: Food, steps: int) -> Day:
        return Day(number, (Meal("breakfast", "bowl", (Portion("base", each, steps),)),))

    found = common_breakfast([day(1, RYE, 1), day(2, OATS, 1), day(3, OATS, 2), day(4, OATS, 2)])
    assert found is not None
    assert found.portions == (Portion("base", OATS, 2),)
    assert common_breakfast([day(1, RYE, 1), day(2, OATS, 1)]) is None


# Leftovers


def test_that_the_dish_of_a_dinner_is_eaten_again_at_the_next_lunch() -> None:
    """Tofu is cheaper at noon, and yet a lunch after a stew is a stew."""
    document = Document(days=3, habits=AGAIN)
    plan = planned(document, foods=(OATS, STEW, CURRY, DAL))
    assert at_noon(plan)[1:] == at_night(plan)[:-1]
    assert said(plan, document) == ()


def test_that_a_lunch_that_is_locked_is_not_what_the_dinner_was_and_that_is_told() -> None:
    lock = Lock(2, "lunch", "plate", (FixedPortion("main", "tofu", 1),))
    document = Document(days=3, habits=AGAIN).with_lock(lock)
    plan = planned(document, foods=(OATS, TOFU, STEW, CURRY, DAL), tofu=9.0)
    name = plan.days[0].meals[2].portions[0].food.name
    assert said(plan, document) == (
        f"“{name}”, the dinner of day 1, is not eaten again at the next lunch:"
        " you locked or swapped something in that lunch.",
    )


def test_that_a_dinner_leaves_enough_of_its_weekly_maximum_for_the_next_lunch() -> None:
    """A dinner of the usual size would use it up."""
    scarce = tuple(dish(name, "stew_dish", {LENTIL: 100.0}, weekly_max=2) for name in ("stew", "curry", "dal"))
    document = Document(days=2, habits=AGAIN)
    plan = planned(document, foods=(OATS, *scarce))
    assert at_noon(plan)[1] == at_night(plan)[0]
    assert plan.days[0].meals[2].portions[0].steps == 1


def test_that_a_dinner_without_a_dish_is_told_to_leave_nothing() -> None:
    document = Document(days=2, habits=AGAIN)
    plan = planned(document, foods=(OATS, TOFU, COD))
    assert said(plan, document) == (
        "The dinner of day 1 leaves nothing for the next lunch: it is no dish that is cooked ahead.",
    )


def test_that_another_dinner_brings_another_lunch() -> None:
    document = Document(days=3, habits=AGAIN)
    before = planned(document, foods=(OATS, STEW, CURRY, DAL))
    gone = document.with_removed(Removed(1, "dinner", at_night(before)[0]))
    plan = planned(gone, foods=(OATS, STEW, CURRY, DAL), before=before)
    assert at_night(plan)[0] != at_night(before)[0]
    assert at_noon(plan)[1:] == at_night(plan)[:-1]


def test_that_a_lunch_of_leftovers_is_planned_for_nobody_else() -> None:
    assert LEFTOVERS in read_templates().by_id
    assert LEFTOVERS not in templates_to_plan(False).by_id
    assert templates_to_plan(True, away=True).by_id == read_templates().by_id


def test_that_no_other_dish_is_called_leftovers(catalogue: Catalogue) -> None:
    """The lunch after a stew may have that stew; what the user locked there stays as well."""
    found = horizon_of(catalogue, Document(days=2, habits=AGAIN))
    dishes = [each for each in found.foods if "stew_dish" in each.roles]
    stew, other, *_more = [each for each in dishes if "breakfast_dish" not in each.roles]
    evening = Day(1, (Meal("dinner", "stew_dinner", (Portion("dish", stew, 2),)),))
    asked = question_of(found, 2, {1: evening})
    assert ("lunch", stew.id) not in asked.most_in_meal
    assert asked.most_in_meal["lunch", other.id] == 0
    assert ("lunch", LEFTOVERS) not in asked.barred
    assert ("lunch", LEFTOVERS) in question_of(found, 1, {}).barred


# The shipped foods


@pytest.fixture(scope="module")
def shipped(catalogue: Catalogue) -> tuple[Document, Plan]:
    document = Document(days=3, habits=Habits(repeat_breakfast=True, leftovers=True))
    outcome = Planner(catalogue).make_plan(Request(document, better=False, seconds=PATIENT))
    assert isinstance(outcome, Solved)
    return document, outcome.plan


def test_that_shipped_foods_keep_both_habits(catalogue: Catalogue, shipped: tuple[Document, Plan]) -> None:
    document, plan = shipped
    assert len({day.meal("breakfast") for day in plan.days}) == 1
    leftovers = [day.meal("lunch") for day in plan.days[1:]]
    told = not_kept(plan, document, catalogue, {})
    assert sum(meal is not None and meal.template == LEFTOVERS for meal in leftovers) + len(told) == 2
    assert any(meal is not None and meal.template == LEFTOVERS for meal in leftovers)


def test_that_a_plan_made_better_keeps_its_habits(catalogue: Catalogue, shipped: tuple[Document, Plan]) -> None:
    document, plan = shipped
    told = not_kept(plan, document, catalogue, {})
    _shown, better = Planner(catalogue).improve(document, plan, seconds=PATIENT)
    assert len({day.meal("breakfast") for day in better.plan.days}) == 1
    assert len(not_kept(better.plan, document, catalogue, {})) <= len(told)


def test_that_an_impossible_document_is_called_so_with_habits_too(catalogue: Catalogue) -> None:
    document = Document(days=2, habits=Habits(repeat_breakfast=True, leftovers=True), profile=Document().profile)
    document = replace(document, tastes={each.id: NEVER for each in catalogue})
    assert isinstance(Planner(catalogue, explains=False).make_plan(Request(document, seconds=PATIENT)), Infeasible)
