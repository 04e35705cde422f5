"""The search by whole meals: it counts as the exact model does, forgets no rule of it, and is never believed."""

import random
from collections.abc import Iterator
from itertools import chain
from unittest.mock import patch

import numpy as np
import pytest

from planner.document.document import LOVE, NEVER, RARELY, Document, FixedPortion, Habits, Lock, Removed
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.needs.profile import Profile
from planner.optimise import fixing, hard_rules, program, soft_goals, solver
from planner.optimise.beside import question_of
from planner.optimise.clock import Clock
from planner.optimise.day_program import DayModel, sum_of
from planner.optimise.day_question import Question
from planner.optimise.hard_rules import build_model
from planner.optimise.horizon import Horizon, horizon_of
from planner.optimise.neighbourhood.asked import Asked
from planner.optimise.neighbourhood.day_state import OneDay
from planner.optimise.neighbourhood.rules import UnreadableError, read_rules
from planner.optimise.neighbourhood.search import Search, search_of
from planner.optimise.recount import penalty
from planner.optimise.request import Request
from planner.optimise.tolerance import Tolerance
from planner.plan.audit import audit
from planner.plan.outcomes import Solved
from planner.plan.plan import Day, Plan, totals
from planner.plan.stored_form import fixed
from planner.planner import Planner, _Last

PATIENT = 60.0  # [s] for one solve on a machine that is busy with other work
EXACTLY = Tolerance(absolute=0.0, distance=0.05)

KINDS = {
    "plain": Document(days=3),
    "habits": Document(days=3, habits=Habits(budget=40.0, leftovers=True, repeat_breakfast=True)),
    "pregnant": Document(
        days=3, wishes={"lentils_cooked": 5}, profile=Profile(sex="female", life_stage="pregnancy", gestation_week=20)
    ),
}


def search_for(question: Question) -> tuple[DayModel, solver.Relaxed, Search]:
    model = build_model(question)
    relaxed = solver.relax(model.problem, Clock(PATIENT))
    assert relaxed.run.reduced_cost is not None
    search = search_of(model, relaxed.program, relaxed.run.reduced_cost, 0)
    assert search is not None
    return model, relaxed, search


def day_on(search: Search, question: Question, day: Day) -> OneDay:
    found = search.board.records_of(day)
    assert found is not None
    assert not any(missing for _, missing in found)
    return OneDay(search.board, search.likely, search.ask(question), [record for record, _ in found])


def others(days: dict[int, Day], number: int) -> dict[int, Day]:
    return {other: day for other, day in days.items() if other != number}


def week_of(foods: Catalogue, document: Document) -> tuple[Horizon, dict[int, Day]]:
    outcome = Planner(foods).make_plan(Request(document, better=False, seconds=PATIENT))
    assert isinstance(outcome, Solved)
    return horizon_of(foods, document), {day.number: day for day in outcome.plan.days}


@pytest.fixture(scope="module", params=sorted(KINDS))
def planned(request: pytest.FixtureRequest, few_foods: Catalogue) -> tuple[Horizon, dict[int, Day]]:
    return week_of(few_foods, KINDS[request.param])


def moves(day: OneDay, chance: random.Random, count: int) -> Iterator[None]:
    """Changes of one portion by chance, whatever they cost."""
    for _ in range(count):
        changes = day.changes()
        if len(changes.new) and day.change(changes, (chance.randrange(len(changes.new)),)):
            yield


# It counts as the model and the penalty do


def test_that_a_change_costs_what_the_penalty_of_the_plan_says(planned: tuple[Horizon, dict[int, Day]]) -> None:
    horizon, days = planned
    chance = random.Random(1)
    search = None
    for number in days:
        question = question_of(horizon, number, others(days, number))
        if search is None or not search.can_ask(question):
            _, _, search = search_for(question)
        day = day_on(search, question, days[number])
        assert day.sound
        here, points = penalty(horizon, days), day.points
        for _ in moves(day, chance, 12):
            made = search.board.day(number, day.whole())
            again = {**days, number: made}
            if horizon.document.habits.leftovers and made.meal("dinner") != days[number].meal("dinner"):
                break  # what the next noon eats of it costs otherwise, which is that day's question
            there = penalty(horizon, again) - here
            assert day.soft_points - points == pytest.approx(there, abs=1e-6)


def test_that_a_day_is_sound_exactly_where_the_exact_program_takes_it(planned: tuple[Horizon, dict[int, Day]]) -> None:
    horizon, days = planned
    chance = random.Random(2)
    question = question_of(horizon, 2, others(days, 2))
    model, relaxed, search = search_for(question)
    day = day_on(search, question, days[2])
    sound = 0
    for _ in chain((None,), moves(day, chance, 40)):  # the day as it was planned first, which is sound
        columns = model.columns_of(search.board.day(2, day.whole()))
        result = fixing.solve_near(relaxed, columns, (), EXACTLY, Clock(PATIENT))
        assert day.sound == bool(result.values)
        if result.values:
            sound += 1
            assert day.points == pytest.approx(result.objective, abs=1e-5)
            assert model.day(result.values) == search.board.day(2, day.whole())
    assert sound


def test_that_what_is_scored_at_once_is_what_comes_of_each_change(planned: tuple[Horizon, dict[int, Day]]) -> None:
    horizon, days = planned
    question = question_of(horizon, 1, others(days, 1))
    _, _, search = search_for(question)
    day = day_on(search, question, days[1])
    whole, base = day.whole(), day.points - day.here()
    changes = day.changes()
    scored = day.scored(changes)
    for number in range(0, len(scored), max(1, len(scored) // 25)):
        if day.change(changes, (number,)):
            day.make_of(day.whole())
            assert day.points == pytest.approx(scored[number] + base, abs=1e-6)
        day.make_of(whole)
    for meal in range(len(whole)):
        day.take(meal)
        points, may = day.best_meals(meal)
        rest = sum(float(day.asked.cost[record.binaries].sum()) for record in day.whole()) + day.asked.constant
        for number in np.flatnonzero(may)[:: max(1, int(may.sum()) // 8)].tolist():
            day.put(meal, day.pool_record(meal, number))
            assert day.points == pytest.approx(points[number] + rest, abs=1e-6)
            day.take(meal)
        day.make_of(whole)


# A rule that is added to the model is in the search


def with_rule(add: object) -> object:
    """The model with one more rule."""
    plain = soft_goals.add_goals

    def with_more(model: DayModel) -> None:
        plain(model)
        add(model)  # type: ignore[operator]

    return patch.object(hard_rules, "add_goals", with_more)


def two_foods(days: dict[int, Day]) -> tuple[Food, Food]:
    portions = list(days[1].portions)
    return portions[0].food, portions[-1].food


@pytest.fixture(scope="module")
def plain(few_foods: Catalogue) -> tuple[Horizon, dict[int, Day]]:
    return week_of(few_foods, KINDS["plain"])


def test_that_a_limit_added_to_the_model_binds_the_search(plain: tuple[Horizon, dict[int, Day]]) -> None:
    horizon, days = plain
    one, other = two_foods(days)

    def not_both(model: DayModel) -> None:
        served = [(x, 1.0) for each, x in model.serve.items() if each.food in (one, other)]
        model.add(sum_of(served) <= 1, "not_both")

    with with_rule(not_both):  # type: ignore[attr-defined]
        question = question_of(horizon, 1, others(days, 1))
        _, _, search = search_for(question)
        day = day_on(search, question, days[1])
        assert not day.sound
        day.take(0)
        assert day.change_meal(0)
        day.polish(20)
        assert day.sound
        eaten = {portion.food for portion in search.board.day(1, day.whole()).portions}
    assert not {one, other} <= eaten


def test_that_a_goal_added_to_the_model_is_sought_by_the_search(plain: tuple[Horizon, dict[int, Day]]) -> None:
    horizon, days = plain
    wanted = next(
        food for food in horizon.foods if "fruit" in food.roles and not any(p.food == food for p in days[1].portions)
    )

    def wished(model: DayModel) -> None:
        missing = model.variable("missing_wanted", 0, 1)
        served = [(x, 1.0) for each, x in model.serve.items() if each.food == wanted]
        model.add(sum_of([*served, (missing, 1.0)]) >= 1, "wanted")
        model.penalty.append((missing, 50.0))

    question = question_of(horizon, 1, others(days, 1))
    before = day_on(search_for(question)[2], question, days[1]).points
    with with_rule(wished):  # type: ignore[attr-defined]
        _, _, search = search_for(question)
        day = day_on(search, question, days[1])
        assert day.points == pytest.approx(before + 50.0, abs=1e-6)
        day.likely = day.likely.with_foods([search.board.foods[wanted]])
        day.polish(20)
    assert wanted in {portion.food for portion in search.board.day(1, day.whole()).portions}


def test_that_a_sum_with_a_bound_of_its_own_is_held(plain: tuple[Horizon, dict[int, Day]]) -> None:
    horizon, days = plain
    portions = sum(1 for _ in days[1].portions)

    def few(model: DayModel) -> None:
        count = model.variable("portions_of_the_day", 0, portions - 1)
        model.add(sum_of([*((x, 1.0) for x in model.serve.values()), (count, -1.0)]) == 0, "portions_counted")

    with with_rule(few):  # type: ignore[attr-defined]
        question = question_of(horizon, 1, others(days, 1))
        _, _, search = search_for(question)
        day = day_on(search, question, days[1])
        assert not day.sound
        day.polish(30, pairs_of_meals=True)
        assert day.sound
    assert sum(1 for _ in search.board.day(1, day.whole()).portions) < portions


def unclear(model: DayModel) -> None:
    """A row that two shortfalls may fill: which of them, only the exact program knows."""
    one, other = model.variable("one_missing", 0, 1), model.variable("other_missing", 0, 1)
    model.add(sum_of([(one, 1.0), (other, 1.0)]) >= 0.5, "one_or_the_other")
    model.penalty += [(one, 1.0), (other, 2.0)]


def test_that_a_row_the_search_cannot_read_leaves_the_plan_to_the_exact_programs(few_foods: Catalogue) -> None:
    document = Document(days=3)
    with with_rule(unclear):  # type: ignore[attr-defined]
        with pytest.raises(UnreadableError):
            read_rules(program.load(build_model(question_of(horizon_of(few_foods, document), 1, {})).problem))
        planner = Planner(few_foods)
        with patch("planner.optimise.plan_days.audited", lambda task, days, bound: _as_it_is(days)):
            shown = planner.make_plan(Request(document, better=False, seconds=PATIENT))
            assert isinstance(shown, Solved)
            food = next(shown.plan.days[0].portions).food
            edited = planner.make_plan(Request(document.with_taste(food.id, NEVER), before=shown.plan, seconds=PATIENT))
    assert isinstance(edited, Solved)
    assert not edited.plan.steps(food.id)


def _as_it_is(days: dict[int, Day]) -> Solved:
    return Solved(Plan(tuple(days[number] for number in sorted(days))), 1.0, 0.0, 1.0, False, 0.0)


# Edits


@pytest.fixture(scope="module")
def week(few_foods: Catalogue) -> tuple[Planner, Document, Solved]:
    document = Document(days=4)
    planner = Planner(few_foods)
    shown = planner.make_plan(Request(document, better=False, seconds=PATIENT))
    assert isinstance(shown, Solved)
    return planner, document, shown


def edited(week: tuple[Planner, Document, Solved], document: Document, **facts: object) -> Solved:
    """The plan on screen after an edit, as the window asks for it."""
    planner, before, shown = week
    planner._last = _Last(before, shown.plan, 0, shown.gap)
    outcome = planner.make_plan(Request(document, before=shown.plan, seconds=PATIENT, **facts))  # type: ignore[arg-type]
    assert isinstance(outcome, Solved)
    horizon = horizon_of(planner.catalogue, document)
    assert audit(outcome.plan, document, horizon.targets, horizon.templates) == ()
    points = penalty(horizon, {day.number: day for day in outcome.plan.days})
    assert outcome.penalty == pytest.approx(points)
    return outcome


def test_that_a_food_rated_never_leaves_and_days_without_it_stay(week: tuple[Planner, Document, Solved]) -> None:
    _, document, shown = week
    portions = [portion for day in shown.plan.days for portion in day.portions]
    alone = 0
    for food in {portions[at % len(portions)].food for at in (0, 5, 11, 17)}:
        with patch("planner.optimise.plan_day.fixing.solve_near", wraps=fixing.solve_near) as program:
            outcome = edited(week, document.with_taste(food.id, NEVER))
        alone += not program.called
        assert not outcome.plan.steps(food.id)
        for old, new in zip(shown.plan.days, outcome.plan.days, strict=True):
            assert old == new or any(portion.food == food for portion in old.portions)
    assert alone >= 3  # the others were much dearer, so that the exact programs were asked as well


def test_that_a_food_taken_out_of_a_meal_leaves_that_meal_only(week: tuple[Planner, Document, Solved]) -> None:
    _, document, shown = week
    lunch = shown.plan.days[2].meals[1]
    food = lunch.portions[0].food
    outcome = edited(week, document.with_removed(Removed(3, lunch.meal, food.id)))
    made = outcome.plan.days[2].meal(lunch.meal)
    assert made is not None
    assert food not in {portion.food for portion in made.portions}
    assert [day for day in outcome.plan.days if day.number != 3] == [d for d in shown.plan.days if d.number != 3]


def test_that_a_loved_food_comes_for_at_most_a_point_a_day_and_never_falls(
    week: tuple[Planner, Document, Solved],
) -> None:
    planner, document, shown = week
    absent = [food for food in planner.catalogue if not shown.plan.steps(food.id) and food.familiarity == 1]
    came = 0
    for food in absent[:: max(1, len(absent) // 6)]:
        loved = document.with_taste(food.id, LOVE)
        outcome = edited(week, loved, least_steps={food.id: 10_000})
        kept = penalty(horizon_of(planner.catalogue, loved), {day.number: day for day in shown.plan.days})
        assert outcome.penalty <= kept + 1.0 + 1e-6
        came += outcome.plan.steps(food.id) > 0
    assert came
    for food in {portion.food for portion in shown.plan.days[0].portions}:
        outcome = edited(week, document.with_taste(food.id, LOVE), least_steps={food.id: 10_000})
        for old, new in zip(shown.plan.days, outcome.plan.days, strict=True):
            assert Plan((new,)).steps(food.id) >= Plan((old,)).steps(food.id)


def test_that_a_locked_portion_stays_when_its_day_is_searched(week: tuple[Planner, Document, Solved]) -> None:
    planner, document, shown = week
    dinner = shown.plan.days[1].meals[2]
    kept, gone = dinner.portions[0], shown.plan.days[1].meals[0].portions[0].food
    locked = document.with_lock(Lock(2, dinner.meal, None, (FixedPortion(kept.slot, kept.food.id, kept.steps),)))
    first = edited(week, locked)
    assert first.plan == shown.plan  # a lock on what is there changes nothing
    outcome = planner.make_plan(Request(locked.with_taste(gone.id, NEVER), before=first.plan, seconds=PATIENT))
    assert isinstance(outcome, Solved)
    assert not outcome.plan.steps(gone.id)
    assert kept in outcome.plan.days[1].meals[2].portions


def test_that_a_portion_made_larger_and_kept_so_is_planned_around(week: tuple[Planner, Document, Solved]) -> None:
    _, document, shown = week
    day = shown.plan.days[2]
    made = 0
    for meal in day.meals:
        for portion in meal.portions:
            steps = portion.steps + 1
            if steps > portion.food.max_steps or made == 2:
                continue
            kept = FixedPortion(portion.slot, portion.food.id, steps)
            outcome = edited(week, document.with_lock(Lock(3, meal.meal, None, (kept,))))
            again = outcome.plan.days[2].meal(meal.meal)
            assert again is not None
            assert kept in {fixed(each) for each in again.portions}
            assert [each for each in outcome.plan.days if each.number != 3] == [
                each for each in shown.plan.days if each.number != 3
            ]
            made += 1
    assert made == 2


def test_that_an_edit_gives_the_same_plan_again(week: tuple[Planner, Document, Solved]) -> None:
    _, document, shown = week
    food = next(shown.plan.days[1].portions).food
    for taste in (NEVER, RARELY):
        plans = [edited(week, document.with_taste(food.id, taste)).plan for _ in range(2)]
        assert plans[0] == plans[1]


def test_that_a_bound_left_for_later_is_the_one_that_was_left_out(week: tuple[Planner, Document, Solved]) -> None:
    planner, document, shown = week
    food = next(shown.plan.days[0].portions).food
    wished = document.with_taste(food.id, NEVER)
    whole, soon = edited(week, wished), edited(week, wished, bounded=False)
    assert whole.bounded
    assert not soon.bounded
    assert not soon.proven
    proven = planner.prove(wished, soon.plan)
    assert (proven.plan, proven.penalty) == (whole.plan, whole.penalty)
    assert proven.bound == pytest.approx(whole.bound, abs=1e-6)
    assert proven.bounded


# Planted bugs: what the search gets wrong is never shown


@pytest.mark.parametrize(
    ("what", "bug"),
    [
        ("keeps", lambda self, lines, held: True),  # limits are left out
        ("points", lambda self, lines, heat=1.0, broken=0.0: -lines[: self.rules.lines].sum(axis=0)),  # a wrong sign
    ],
)
def test_that_a_search_with_a_bug_shows_no_invalid_plan(
    week: tuple[Planner, Document, Solved], what: str, bug: object
) -> None:
    _, document, shown = week
    food = next(shown.plan.days[2].portions).food
    with patch.object(Asked, what, bug):
        outcome = edited(week, document.with_taste(food.id, NEVER))
    assert not outcome.plan.steps(food.id)
    for day in outcome.plan.days:
        assert totals(day.portions)  # audited above


def test_that_only_the_exact_model_says_infeasible(week: tuple[Planner, Document, Solved]) -> None:
    _, document, shown = week
    food = next(shown.plan.days[0].portions).food
    with patch.object(Asked, "keeps", lambda self, lines, held: False):  # the search finds nothing
        outcome = edited(week, document.with_taste(food.id, NEVER))
    assert not outcome.plan.steps(food.id)
