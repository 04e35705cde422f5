"""What days leave each other, and the points of a plan: on plans one can check in the head, and against the solver."""

from dataclasses import replace
from datetime import date

import pytest

from planner.document.document import Document, Habits, Removed
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import LEFTOVERS, Templates
from planner.foods.nutrients import BY_KEY
from planner.needs.profile import Profile
from planner.needs.targets import Target
from planner.optimise import fixing, solver
from planner.optimise.beside import basket_of, goes_beside, question_of
from planner.optimise.clock import Clock
from planner.optimise.hard_rules import build_model
from planner.optimise.horizon import Horizon, horizon_of
from planner.optimise.plan_days import plan_days
from planner.optimise.recount import penalty
from planner.optimise.request import Request
from planner.optimise.tolerance import Tolerance
from planner.optimise.warm_models import Models, Task
from planner.optimise.weights import (
    LARGEST_SHORTFALL,
    LEFTOVER,
    NEW_FOOD,
    NO_FISH,
    NO_WISH,
    OVER_COOKED,
    OVER_MINUTES,
    OVER_SHARE,
    SHORTFALL,
    TEMPLATE_REPEAT_POINTS,
    repeat_points,
    size_of,
)
from planner.plan.audit import audit
from planner.plan.outcomes import Solved
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.plan.work import cooked_on, is_cooked, minutes_of
from planner.planner import AS_GOOD, DIFFERENT, Planner
from planner.shopping.things import things_to_buy
from tests.planner.tiny_foods import catalogue_of, dish, food, target, targets_of, templates_of

PATIENT = 60.0  # [s]
FORM = templates_of(
    "bowl = breakfast: base grain 1-1",
    "plate = lunch dinner: main fish;stew_dish 1-1",
    "pot = lunch dinner: main fish;stew_dish 1-1",
    meals={"breakfast": (0.0, 1.0), "lunch": (0.0, 1.0), "dinner": (0.0, 1.0)},
)
OATS = food("oats", "grain", 100, 20, vit_d_ug=1, group="Leafy greens", step_g=400.0, max_steps=1)
BREAD = replace(OATS, id="bread", roles=frozenset({"grain", "bread"}))
STEW = dish("stew", "stew_dish", {OATS: 100.0})
TOFU = food("tofu", "fish", 100, 20)
COD = food("cod", "fish", 100, 20, group="Fish and seafood")


def horizon(document: Document, *rows: Target, foods: tuple[Food, ...] = (OATS, BREAD, STEW, TOFU)) -> Horizon:
    """A horizon in which a portion costs nothing unless its size is unusual."""
    return Horizon(
        document=document,
        by_id={food.id: food for food in foods},
        templates=FORM,
        targets=targets_of(*rows),
        foods=foods,
        cost=dict.fromkeys((food.id for food in foods), 0.0),
    )


def a_day(
    number: int, breakfast: Food = OATS, lunch: Food = TOFU, dinner: Food = TOFU, kinds: str = "plate pot"
) -> Day:
    """A day of three foods, each in its smallest portion; ``kinds`` are the templates of lunch and dinner."""
    at_noon, at_night = kinds.split()
    placed = (
        ("breakfast", "bowl", "base", breakfast),
        ("lunch", at_noon, "main", lunch),
        ("dinner", at_night, "main", dinner),
    )
    return Day(
        number,
        tuple(Meal(meal, kind, (Portion(slot, food, food.min_steps),)) for meal, kind, slot, food in placed),
    )


def days(*planned: Day) -> dict[int, Day]:
    return {day.number: day for day in planned}


def points(found: Horizon, *planned: Day) -> float:
    """Without what portions of an unusual size cost."""
    own = sum(penalty(replace(found, document=Document()), days(replace(day, number=1))) for day in planned)
    return penalty(found, days(*planned)) - own


# Points of a plan


def test_that_a_food_eaten_twice_within_three_days_costs_and_a_staple_does_not() -> None:
    found = horizon(Document(days=7))
    far, near = a_day(7, BREAD, TOFU, STEW, "pot plate"), a_day(4, OATS, STEW, STEW, "pot plate")
    first = a_day(1, OATS, TOFU, TOFU)
    assert points(found, first, far) == pytest.approx(0)
    assert points(found, first, near) == pytest.approx(repeat_points(OATS) + TEMPLATE_REPEAT_POINTS)
    assert points(found, a_day(1, BREAD, TOFU), a_day(2, BREAD, STEW, STEW, "pot plate")) == pytest.approx(
        TEMPLATE_REPEAT_POINTS  # breakfast has one template
    )


def test_that_the_same_breakfast_costs_nothing_for_those_who_want_it() -> None:
    wanted = horizon(Document(days=7, habits=Habits(repeat_breakfast=True)))
    first, second = a_day(1, OATS, TOFU), a_day(2, OATS, STEW, STEW, "pot plate")
    assert points(wanted, first, second) == pytest.approx(0)
    question = question_of(wanted, 2, days(first))
    assert question.may_repeat == {"breakfast"}
    assert ("breakfast", "bowl") not in question.template_cost


def test_that_a_dinner_eaten_again_at_noon_is_no_repeat_for_those_who_want_leftovers() -> None:
    plain, wanted = horizon(Document(days=7)), horizon(Document(days=7, habits=Habits(leftovers=True)))
    evening = a_day(1, BREAD, TOFU, STEW, "plate plate")
    noon = a_day(2, OATS, STEW, TOFU, "pot pot")
    assert points(plain, evening, noon) == pytest.approx(
        repeat_points(STEW) + repeat_points(TOFU) + TEMPLATE_REPEAT_POINTS
    )
    assert points(wanted, evening, noon) == pytest.approx(repeat_points(TOFU) + TEMPLATE_REPEAT_POINTS)
    dear = replace(wanted, cost={**wanted.cost, "stew": 1.0})
    saved = penalty(dear, days(evening, noon)) - penalty(wanted, days(evening, noon))
    assert saved == pytest.approx((1 + LEFTOVER) * size_of(STEW, STEW.min_steps))
    assert question_of(wanted, 2, days(evening)).leftovers == {"stew"}
    assert question_of(plain, 2, days(evening)).leftovers == frozenset()


def test_that_fish_twice_and_wishes_are_counted_by_the_week() -> None:
    fishy = horizon(Document(days=7), foods=(OATS, TOFU, COD))
    week = [a_day(number) for number in range(1, 8)]
    with_fish = [replace(a_day(day.number, dinner=COD), number=day.number) for day in week[:1]]
    bare = penalty(fishy, days(*week)) - penalty(replace(fishy, foods=(OATS, TOFU)), days(*week))
    assert bare == pytest.approx(2 * NO_FISH)
    once = [*with_fish, *week[1:]]
    assert penalty(fishy, days(*once)) - penalty(replace(fishy, foods=(OATS, TOFU)), days(*once)) == pytest.approx(
        NO_FISH
    )
    wishing = replace(fishy, document=Document(days=7).with_wish("cod", 3), foods=(OATS, TOFU))
    plain = replace(fishy, foods=(OATS, TOFU))
    assert penalty(wishing, days(*once)) - penalty(plain, days(*once)) == pytest.approx(2 * NO_WISH)


def test_that_the_question_wants_what_the_week_is_behind_with() -> None:
    wishing = horizon(Document(days=7).with_wish("cod", 3), foods=(OATS, TOFU, COD))
    assert question_of(wishing, 1, {}).behind == frozenset()
    assert question_of(wishing, 3, days(a_day(1), a_day(2))).behind == {"cod"}
    assert question_of(wishing, 3, days(a_day(1, dinner=COD), a_day(2))).behind == frozenset()
    assert question_of(wishing, 3, days(*(a_day(day) for day in (1, 2, 4, 5, 6, 7)))).fish_wanted


def test_that_what_the_body_stores_is_met_over_the_days_and_other_goals_each_day() -> None:
    rows = (target("vit_d_ug", 4, hard=False), target("zinc_mg", 10, hard=False))
    found = horizon(Document(days=2), *rows)
    plenty, none = replace(OATS, id="plenty", amounts={**OATS.amounts}), TOFU
    both = days(a_day(1, plenty), a_day(2, none))  # 4 µg and 0 µg of vitamin D; no zinc on either day
    zinc = 2 * (SHORTFALL + LARGEST_SHORTFALL)
    without = penalty(horizon(Document(days=2)), both)
    assert penalty(found, both) - without == pytest.approx(zinc + SHORTFALL * 0.5 * 1.0)
    assert question_of(found, 2, days(both[1])).stored == {"vit_d_ug": pytest.approx(0.0)}


def test_that_money_and_foods_above_the_wish_cost() -> None:
    rich = replace(horizon(Document(days=6, habits=Habits(budget=7.0))), prices={"oats": 2.0, "tofu": 0.25})
    six = days(*(a_day(number) for number in range(1, 7)))
    free = penalty(horizon(Document(days=6)), six)
    assert penalty(rich, six) - free == pytest.approx(OVER_SHARE * (6 * 2.5 - 6))
    assert question_of(rich, 2, days(six[1])).budget == pytest.approx(6 * 2 / 6 - 2.5)
    week = days(*(a_day(number) for number in range(1, 8)))
    few = horizon(Document(days=7, habits=Habits(most_foods=1)))
    assert things_to_buy(week.values()) == {"oats", "tofu"}
    assert penalty(few, week) - penalty(horizon(Document(days=7)), week) == pytest.approx(NEW_FOOD)
    assert question_of(few, 2, days(week[1])).new == {"bread": NEW_FOOD}  # the stew is of oats
    assert question_of(few, 1, {}).new == {}  # else the points of a first day would bound no plan


def test_that_work_beyond_the_minutes_of_a_day_costs_and_a_weekend_has_its_own() -> None:
    week = days(*(a_day(number, dinner=STEW) for number in range(1, 8)))
    work = minutes_of(week[1])
    assert work == 30  # one stew
    short = horizon(Document(days=7, habits=Habits(minutes=20)))
    free = penalty(horizon(Document(days=7)), week)
    assert penalty(short, week) - free == pytest.approx(7 * 10 * OVER_MINUTES)
    dated = Document(days=7, start=date(2026, 11, 30), habits=Habits(minutes=20, weekend_minutes=25))
    assert penalty(horizon(dated), week) - free == pytest.approx((5 * 10 + 2 * 5) * OVER_MINUTES)
    asked = [question_of(horizon(dated), number, {}).minutes for number in (5, 6, 7)]
    assert asked == [20, 25, 25]
    assert basket_of(horizon(dated), (5, 6), frozenset()).minutes == pytest.approx(22.5)
    assert question_of(horizon(Document(days=7)), 1, {}).minutes is None


def test_that_dishes_cooked_beyond_those_wanted_cost_and_leftovers_are_not_cooked() -> None:
    week = days(*(a_day(number, dinner=STEW) for number in range(1, 8)))
    assert cooked_on(week[1]) == 1
    assert not is_cooked(LEFTOVERS, STEW)
    free = penalty(horizon(Document(days=7)), week)
    none = horizon(Document(days=7, habits=Habits(most_cooked=0)))
    assert penalty(none, week) - free == pytest.approx(7 * OVER_COOKED)
    assert penalty(horizon(Document(days=7, habits=Habits(most_cooked=1))), week) == pytest.approx(free)
    assert question_of(none, 1, {}).most_cooked == 0
    assert basket_of(none, (5, 6), frozenset()).most_cooked == 0


# Against the solver


def test_that_the_points_of_a_day_are_what_the_solver_minimised(some_foods: Catalogue) -> None:
    for document in (Document(), Document(tastes={"spinach_cooked": "love"}, habits=Habits(budget=50.0))):
        found = horizon_of(some_foods, document)
        model = build_model(question_of(found, 1, {}))
        relaxed = solver.relax(model.problem, Clock(PATIENT))
        result = fixing.solve(relaxed, Tolerance(0.5, 0.05), Clock(PATIENT))
        assert penalty(found, {1: model.day(result.values)}) == pytest.approx(result.objective, abs=1e-4)


@pytest.fixture(scope="module")
def week(some_foods: Catalogue) -> Solved:
    outcome = Planner(some_foods).make_plan(Request(Document(days=4), seconds=PATIENT))
    assert isinstance(outcome, Solved)
    return outcome


def test_that_the_points_of_days_are_what_the_solver_says_of_each_beside_the_others(
    some_foods: Catalogue, week: Solved
) -> None:
    """Fixing a day as it is, the objective changes with the other days as the points of the plan do."""
    found = horizon_of(some_foods, Document(days=4))
    planned = days(*week.plan.days)
    before = penalty(found, {number: day for number, day in planned.items() if number != 4})
    model = build_model(question_of(found, 4, {number: day for number, day in planned.items() if number != 4}))
    relaxed = solver.relax(model.problem, Clock(PATIENT))
    kept = fixing.solve_near(relaxed, model.columns_of(planned[4]), (), Tolerance(0.1, 0.05), Clock(PATIENT))
    assert model.day(kept.values) == planned[4]
    stored_before = penalty(replace(found, targets=replace(found.targets, all=())), planned)
    assert stored_before <= before + kept.objective  # goals left out cost nothing


def test_that_the_bound_of_a_plan_holds_for_every_plan_made(some_foods: Catalogue, week: Solved) -> None:
    found = horizon_of(some_foods, Document(days=4))
    model = build_model(basket_of(found, (1, 2, 3, 4), frozenset(some_foods.foods)))
    bound = 4 * solver.relax(model.problem, Clock(PATIENT)).bound
    assert bound <= week.penalty + 1e-6
    assert bound >= week.bound - 1e-3  # with the repeats of all foods it is as tight or tighter
    other = Planner(some_foods).make_plan(Request(Document(days=4), seconds=PATIENT, seed=3))
    assert isinstance(other, Solved)
    assert bound <= penalty(found, days(*other.plan.days)) + 1e-6


def test_that_a_removed_food_stays_away_and_a_wish_is_followed(some_foods: Catalogue, week: Solved) -> None:
    portion = next(portion for portion in week.plan.days[1].meals[1].portions)
    document = Document(days=4).with_removed(Removed(2, week.plan.days[1].meals[1].meal, portion.food.id))
    document = document.with_wish("kale_cooked", 7) if "kale_cooked" in some_foods else document
    planner = Planner(some_foods)
    outcome = planner.make_plan(Request(document, before=week.plan, seconds=PATIENT))
    assert isinstance(outcome, Solved)
    meal = outcome.plan.days[1].meals[1]
    assert portion.food not in [other.food for other in meal.portions]


def test_that_improving_a_plan_never_makes_it_worse(some_foods: Catalogue, week: Solved, templates: Templates) -> None:
    planner = Planner(some_foods)
    rough = Plan(tuple(replace(week.plan.days[0], number=number) for number in (1,)))
    shown, better = planner.improve(Document(), rough, seconds=PATIENT)
    assert shown.plan == rough
    found = horizon_of(some_foods, Document())
    assert better.penalty <= penalty(found, days(*rough.days)) + 1e-6
    assert audit(better.plan, Document(), found.targets, templates) == ()


def test_that_another_plan_does_without_some_foods_of_each_day(
    some_foods: Catalogue, week: Solved, templates: Templates
) -> None:
    planner = Planner(some_foods)
    document = Document(days=4, tastes={"spinach_cooked": "love"})
    outcome = planner.make_plan(Request(document, seed=1, other_than=week.plan, seconds=PATIENT))
    assert isinstance(outcome, Solved)
    before, after = (
        {portion.food for day in plan.days for portion in day.portions} for plan in (week.plan, outcome.plan)
    )
    assert len(before - after) >= 3 * DIFFERENT  # a food of two days is counted once
    assert audit(outcome.plan, document, horizon_of(some_foods, document).targets, templates) == ()
    assert outcome.penalty <= week.penalty + 4 * AS_GOOD


def test_that_a_catalogue_without_fish_is_not_blamed_for_it() -> None:
    found = horizon(Document(days=7), foods=(OATS, TOFU))
    assert points(found, a_day(1)) == pytest.approx(0)
    assert horizon_of(catalogue_of([OATS, TOFU]), Document()).foods == (OATS, TOFU)


# Days planned at once


def test_that_a_day_goes_beside_others_only_where_they_leave_enough_of_its_foods() -> None:
    scarce = replace(TOFU, weekly_max=3)
    found = horizon(Document(days=8), foods=(OATS, scarce, COD))
    first, other = (a_day(number, lunch=scarce, dinner=scarce, kinds="plate pot") for number in (1, 5))
    assert goes_beside(other, question_of(found, 5, {}))
    assert not goes_beside(other, question_of(found, 5, days(first)))
    assert goes_beside(a_day(5, lunch=scarce, dinner=COD), question_of(found, 5, days(first)))
    assert goes_beside(replace(other, number=8), question_of(found, 8, days(first)))


def test_that_a_day_does_not_go_beside_the_same_dinner() -> None:
    found = horizon(Document(days=8))
    assert not goes_beside(a_day(2, kinds="pot plate"), question_of(found, 2, days(a_day(1, kinds="pot plate"))))
    assert goes_beside(a_day(2, kinds="plate pot"), question_of(found, 2, days(a_day(1, kinds="pot plate"))))


def test_that_a_day_keeps_what_others_leave_of_a_limit() -> None:
    who = Profile("female", 30, 165.0, 65.0, life_stage="pregnancy", gestation_week=20)
    fish = replace(COD, mercury="moderate")
    found = horizon(Document(profile=who, days=8), foods=(OATS, TOFU, fish))
    with_fish = a_day(7, lunch=fish)
    assert goes_beside(with_fish, question_of(found, 7, days(a_day(3))))
    assert not goes_beside(with_fish, question_of(found, 7, days(a_day(3, lunch=fish))))
    assert goes_beside(replace(with_fish, number=8), question_of(found, 8, days(a_day(1, lunch=fish))))


def test_that_days_that_would_eat_each_others_foods_get_a_fair_share() -> None:
    """The first day likes two portions and the second takes the last one: nothing is left for the third."""
    rich = {**OATS.amounts, BY_KEY["vit_e_mg"]: 1.0, BY_KEY["magnesium_mg"]: 5.0}
    scarce = replace(OATS, amounts=rich, max_steps=2, daily_max=2, weekly_max=3, step_g=100.0)
    found = horizon(Document(days=3), target("vit_e_mg", 2.0, hard=False), foods=(scarce, TOFU, COD))
    task = Task(Models(), found, PATIENT, Clock(PATIENT), 0, 0.0)
    answers = plan_days(task, None, None)
    planned = [answers[number].day for number in sorted(answers)]
    assert [next(day.portions).steps for day in planned if day is not None] == [1, 1, 1]
