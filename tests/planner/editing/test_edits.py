"""Edits of a small plan: porridge for breakfast, a bowl for lunch, on two days."""

from dataclasses import replace
from typing import Any

import pytest

from planner.document.document import Document, FixedPortion, Lock, Person, Removed
from planner.editing import edits, plan_changes
from planner.editing.edits import Edited, Kitchen, Refused
from planner.editing.plan_changes import Place
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.needs.profile import Profile
from planner.plan.audit import audit
from planner.plan.plan import Day, Meal, Plan, Portion
from tests.planner.tiny_foods import catalogue_of, food, targets_of, templates_of

OATS = food("oats", "hot_cereal", max_steps=3)
MILK = food("milk", "milk", max_steps=2, daily_max=4)
PLUM = food("plum", "fruit")
PEAR = food("pear", "fruit")
NUTS = food("nuts", "nuts_seeds", max_steps=2, weekly_max=2)
BEANS = food("beans", "legume", max_steps=3)
RICE = food("rice", "grain", max_steps=3)
KALE = food("kale", "cooked_vegetable", max_steps=3)
HAM = food("ham", "legume", diets=frozenset({"omnivore"}))
FOODS = catalogue_of([OATS, MILK, PLUM, PEAR, NUTS, BEANS, RICE, KALE, HAM])
FORM = templates_of(
    "porridge = breakfast: base hot_cereal 1-1, milk milk 1-1, fruit fruit 1-1, top nuts_seeds 0-2",
    "bowl = lunch: base grain 1-1, protein legume 1-1, vegetables cooked_vegetable 1-2",
    "fruit_plate = lunch: fruit fruit 1-2, top nuts_seeds 0-1",
    meals={"breakfast": (0.0, 1.0), "lunch": (0.0, 1.0)},
)


def a_day(number: int) -> Day:
    breakfast = (Portion("base", OATS, 2), Portion("milk", MILK, 1), Portion("fruit", PLUM, 1))
    lunch = (Portion("base", RICE, 2), Portion("protein", BEANS, 2), Portion("vegetables", KALE, 1))
    return Day(number, (Meal("breakfast", "porridge", breakfast), Meal("lunch", "bowl", lunch)))


PLAN = Plan((a_day(1), a_day(2)))
WHOLE = Lock(
    1,
    "breakfast",
    "porridge",
    (FixedPortion("base", "oats", 2), FixedPortion("milk", "milk", 1), FixedPortion("fruit", "plum", 1)),
)


def kitchen(document: Document | None = None, foods: Catalogue = FOODS, form: Templates = FORM) -> Kitchen:
    return Kitchen(document or Document(days=2), PLAN, foods, form)


def edited(answer: edits.Answer) -> Edited:
    assert isinstance(answer, Edited), answer
    return answer


def refused(answer: edits.Answer) -> str:
    assert isinstance(answer, Refused), answer
    return answer.sentence


def foods_of(plan: Plan | None, day: int, meal: str) -> list[tuple[str, int]]:
    assert plan is not None
    shown = plan.days[day - 1].meal(meal)
    assert shown is not None
    return [(portion.food.id, portion.steps) for portion in shown.portions]


def test_that_a_larger_portion_is_locked_at_its_new_size_and_nothing_else_moves() -> None:
    done = edited(edits.resize(kitchen(), Place(1, "breakfast", "oats"), 1))
    assert done.document.locks == (Lock(1, "breakfast", None, (FixedPortion("base", "oats", 3),)),)
    assert foods_of(done.plan, 1, "breakfast") == [("oats", 3), ("milk", 1), ("plum", 1)]
    assert done.plan is not None
    assert done.plan.days[1] == PLAN.days[1]


def test_that_a_second_step_goes_on_from_the_first_though_the_plan_is_old() -> None:
    first = edited(edits.resize(kitchen(), Place(1, "lunch", "rice"), -1))
    again = edits.resize(kitchen(first.document), Place(1, "lunch", "rice"), -1)
    assert refused(again) == "1 cup is the smallest portion of Rice. You can remove it instead."


def test_that_no_portion_grows_beyond_its_largest() -> None:
    assert "largest portion of Plum" in refused(edits.resize(kitchen(), Place(1, "breakfast", "plum"), 1))


def test_that_other_locks_of_the_meal_stay() -> None:
    document = Document(days=2).with_lock(Lock(1, "lunch", None, (FixedPortion("vegetables", "kale", 1),)))
    done = edited(edits.resize(kitchen(document), Place(1, "lunch", "rice"), 1))
    assert set(done.document.locks[0].portions) == {
        FixedPortion("vegetables", "kale", 1),
        FixedPortion("base", "rice", 3),
    }


def test_that_a_meal_locked_whole_stays_whole_when_a_portion_changes() -> None:
    document = Document(days=2).with_lock(WHOLE)
    done = edited(edits.resize(kitchen(document), Place(1, "breakfast", "milk"), 1))
    assert done.document.locks == (
        replace(WHOLE, portions=(WHOLE.portions[0], FixedPortion("milk", "milk", 2), WHOLE.portions[2])),
    )


def test_that_a_removed_food_leaves_the_plan_and_the_rest_of_a_locked_meal_stays() -> None:
    done = edited(edits.remove(kitchen(Document(days=2).with_lock(WHOLE)), Place(1, "breakfast", "milk")))
    assert done.document.removed == {Removed(1, "breakfast", "milk")}
    assert done.document.locks == (Lock(1, "breakfast", None, (WHOLE.portions[0], WHOLE.portions[2])),)
    assert foods_of(done.plan, 1, "breakfast") == [("oats", 2), ("plum", 1)]


def test_that_a_plan_with_a_food_that_was_taken_out_fails_its_audit() -> None:
    done = edited(edits.remove(kitchen(), Place(1, "breakfast", "milk")))
    said = "day 1: Milk was taken out of breakfast"
    assert said in audit(PLAN, done.document, targets_of(), FORM)
    assert done.plan is not None
    assert said not in audit(done.plan, done.document, targets_of(), FORM)


def test_that_what_is_not_in_the_plan_cannot_be_changed() -> None:
    nowhere = Place(1, "lunch", "pear")
    for answer in (edits.resize(kitchen(), nowhere, 1), edits.remove(kitchen(), nowhere)):
        assert refused(answer) == "This is no longer in the plan."


def test_that_a_swap_locks_the_new_food_and_keeps_the_old_one_out() -> None:
    done = edited(edits.swap(kitchen(), Place(1, "breakfast", "plum"), FixedPortion("fruit", "pear", 1)))
    assert done.document.locks == (Lock(1, "breakfast", None, (FixedPortion("fruit", "pear", 1),)),)
    assert done.document.removed == {Removed(1, "breakfast", "plum")}
    assert foods_of(done.plan, 1, "breakfast") == [("oats", 2), ("milk", 1), ("pear", 1)]


def test_that_a_swap_inside_a_meal_locked_whole_leaves_it_whole() -> None:
    document = Document(days=2).with_lock(WHOLE)
    done = edited(edits.swap(kitchen(document), Place(1, "breakfast", "plum"), FixedPortion("fruit", "pear", 1)))
    (lock,) = done.document.locks
    assert lock.template == "porridge"
    assert {held.food for held in lock.portions} == {"oats", "milk", "pear"}


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (FixedPortion("fruit", "rice", 1), "Rice does not fit in the place of Plum."),
        (FixedPortion("fruit", "pear", 2), "Pear does not fit in the place of Plum."),
        (FixedPortion("fruit", "oats", 1), "Oats is in this meal already."),
    ],
    ids=["another role", "too large", "there already"],
)
def test_that_a_swap_that_fits_no_slot_is_refused(new: FixedPortion, said: str) -> None:
    assert refused(edits.swap(kitchen(), Place(1, "breakfast", "plum"), new)) == said


def test_that_an_added_food_goes_into_the_slot_that_has_room() -> None:
    done = edited(edits.add(kitchen(), 1, "breakfast", "nuts"))
    assert done.document.locks == (Lock(1, "breakfast", None, (FixedPortion("top", "nuts", 1),)),)
    assert foods_of(done.plan, 1, "breakfast")[-1] == ("nuts", 1)


def test_that_adding_a_food_brings_back_one_that_was_taken_out() -> None:
    document = Document(days=2).with_removed(Removed(1, "breakfast", "nuts"))
    assert not edited(edits.add(kitchen(document), 1, "breakfast", "nuts")).document.removed


def test_that_a_food_whose_slot_is_taken_is_left_to_the_optimiser() -> None:
    done = edited(edits.add(kitchen(), 1, "breakfast", "pear"))
    assert done.plan is None  # plum has to make room
    assert done.document.locks[0].portions == (FixedPortion("fruit", "pear", 1),)


def test_that_a_food_may_ask_for_another_template() -> None:
    done = edited(edits.add(kitchen(), 1, "lunch", "plum"))
    assert (done.plan, done.document.locks[0].portions) == (None, (FixedPortion("fruit", "plum", 1),))


def test_that_a_food_that_no_template_takes_beside_the_locks_is_refused() -> None:
    document = Document(days=2).with_lock(Lock(1, "lunch", None, (FixedPortion("base", "rice", 2),)))
    said = refused(edits.add(kitchen(document), 1, "lunch", "plum"))
    assert said == "Plum does not fit beside what is locked in this lunch. Open a lock first."
    assert refused(edits.add(kitchen(), 1, "lunch", "milk")) == "Milk does not go into a lunch."


def test_that_an_excluded_food_is_refused_with_its_reason() -> None:
    vegan = Document(days=2, profile=Profile(diet="vegan"))
    assert refused(edits.add(kitchen(vegan), 1, "lunch", "ham")) == "Ham does not fit the diet in your profile."
    shared = Document(days=2).with_people((Person("Ada", Profile(), never=frozenset({"pear"})),))
    assert refused(edits.add(kitchen(shared), 1, "breakfast", "pear")) == "Ada does not eat Pear."
    never = Document(days=2).with_taste("nuts", "never")
    assert "You rated Nuts “never”" in refused(edits.add(kitchen(never), 1, "breakfast", "nuts"))


def test_that_more_than_a_week_may_hold_is_refused() -> None:
    document = Document(days=2)
    for day in (1, 2):
        document = edited(edits.add(kitchen(document), day, "breakfast", "nuts", 1)).document
    assert refused(edits.resize(kitchen(document), Place(2, "breakfast", "nuts"), 1)) == (
        "Nuts: at most 2 cups in seven days."
    )


def test_that_more_than_a_condition_allows_is_refused() -> None:
    expecting = Document(days=2, profile=Profile(life_stage="pregnancy", gestation_week=20))
    kind: dict[str, Any] = {"mercury": "moderate", "max_steps": 2, "group": "Fish and seafood"}
    foods = catalogue_of([*FOODS, food("tuna", "legume", **kind), food("bass", "nuts_seeds", **kind)])
    document = edited(edits.add(kitchen(expecting, foods), 1, "lunch", "tuna", 1)).document
    said = refused(edits.add(kitchen(document, foods), 2, "breakfast", "bass", 1))
    assert said.startswith("Because of pregnancy, a plan has at most 3 portions in any 7 days of fish")


def test_that_a_food_eaten_once_a_day_is_not_locked_twice() -> None:
    document = edited(edits.add(kitchen(), 1, "breakfast", "nuts")).document
    said = refused(edits.add(kitchen(document), 1, "lunch", "nuts"))
    assert said == "Nuts is locked in another meal of that day already."


def test_that_a_moved_portion_leaves_its_meal_and_is_locked_in_the_other() -> None:
    start = edited(edits.add(kitchen(), 1, "breakfast", "nuts", 2))
    assert start.plan is not None
    moved = edited(
        edits.move(Kitchen(start.document, start.plan, FOODS, FORM), Place(1, "breakfast", "nuts"), 2, "breakfast")
    )
    assert moved.document.locks == (Lock(2, "breakfast", None, (FixedPortion("top", "nuts", 2),)),)
    assert moved.document.removed == {Removed(1, "breakfast", "nuts")}
    assert foods_of(moved.plan, 1, "breakfast") == [("oats", 2), ("milk", 1), ("plum", 1)]
    assert foods_of(moved.plan, 2, "breakfast")[-1] == ("nuts", 2)


def test_that_a_portion_is_not_moved_to_where_it_is_or_where_it_does_not_go() -> None:
    place = Place(1, "breakfast", "oats")
    assert refused(edits.move(kitchen(), place, 1, "breakfast")) == "Oats is there already."
    assert refused(edits.move(kitchen(), place, 2, "breakfast")) == "Oats is in this breakfast already."
    assert refused(edits.move(kitchen(), place, 2, "lunch")) == "Oats does not go into a lunch."


def test_that_one_portion_is_locked_and_opened_alone() -> None:
    place = Place(1, "lunch", "beans")
    document = edited(edits.lock_portion(kitchen(), place)).document
    assert edits.is_locked(document, place)
    assert not edits.is_locked(document, Place(1, "lunch", "rice"))
    assert edited(edits.unlock_portion(kitchen(document), place)).document.locks == ()


def test_that_opening_one_portion_of_a_locked_meal_keeps_the_others() -> None:
    document = edited(
        edits.unlock_portion(kitchen(Document(days=2).with_lock(WHOLE)), Place(1, "breakfast", "oats"))
    ).document
    assert document.locks == (Lock(1, "breakfast", None, WHOLE.portions[1:]),)


def test_that_the_foods_to_add_are_those_the_meal_has_a_place_for() -> None:
    assert [food.id for food in edits.foods_to_add(kitchen(), 1, "breakfast")] == ["nuts", "pear"]
    locked = Document(days=2).with_lock(Lock(1, "breakfast", None, (FixedPortion("fruit", "plum", 1),)))
    assert [food.id for food in edits.foods_to_add(kitchen(locked), 1, "breakfast")] == ["nuts"]


def test_that_what_is_new_is_what_was_not_there_in_that_amount() -> None:
    after = edited(edits.resize(kitchen(), Place(1, "breakfast", "oats"), 1)).plan
    assert after is not None
    assert plan_changes.new_portions(PLAN, after) == {Place(1, "breakfast", "oats")}
    assert plan_changes.new_portions(PLAN, PLAN) == frozenset()
    assert plan_changes.new_portions(None, PLAN) == frozenset()
    first = Plan(PLAN.days[:1])
    assert plan_changes.new_portions(first, PLAN) == frozenset()  # the second day was not planned before


def test_that_a_day_that_only_lost_a_portion_has_changed() -> None:
    after = edited(edits.remove(kitchen(), Place(2, "lunch", "kale"))).plan
    assert after is not None
    assert plan_changes.new_portions(PLAN, after) == frozenset()
    assert plan_changes.changed_days(PLAN, after) == {2}
