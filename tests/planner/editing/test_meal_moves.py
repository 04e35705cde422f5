"""Two meals change places: what stays locked, what stays removed, and what is refused."""

from planner.document.document import EATEN, Document, FixedPortion, Lock, Mark, MarkedMeal, Removed
from planner.editing.edits import Edited, Kitchen, Refused
from planner.editing.meal_moves import exchange
from planner.foods.food import Food
from planner.plan.plan import Day, Meal, Plan, Portion
from tests.planner.tiny_foods import catalogue_of, food, templates_of

OATS, APPLE, SOUP, STEW = food("oats", "hot_cereal"), food("apple", "fruit"), food("soup", "soup"), food("stew", "fish")
FORM = templates_of(
    "porridge = breakfast: base hot_cereal 1-1",
    "bowl = lunch dinner: base soup 1-1",
    "pot = dinner: base fish 1-1",
    meals={"breakfast": (0.1, 0.9), "lunch": (0.1, 0.9), "dinner": (0.1, 0.9)},
)


def meal(name: str, template: str, *foods: Food) -> Meal:
    return Meal(name, template, tuple(Portion("base", each, 1) for each in foods))


PLAN = Plan(
    (
        Day(1, (meal("breakfast", "porridge", OATS), meal("lunch", "bowl", SOUP), meal("dinner", "pot", STEW))),
        Day(2, (meal("breakfast", "porridge", APPLE), meal("lunch", "bowl", SOUP), meal("dinner", "bowl", SOUP))),
    )
)


def kitchen(document: Document | None = None) -> Kitchen:
    return Kitchen(document or Document(days=2), PLAN, catalogue_of([OATS, APPLE, SOUP, STEW]), FORM)


def edited(document: Document | None = None, place: tuple[int, str] = (1, "dinner")) -> Edited:
    answer = exchange(kitchen(document), place, (2, "dinner"))
    assert isinstance(answer, Edited)
    return answer


def test_that_a_meal_and_the_one_in_its_way_change_places_and_the_moved_one_stays() -> None:
    answer = edited()
    assert answer.plan is not None
    first, second = answer.plan.days
    assert (first.meal("dinner"), second.meal("dinner")) == (meal("dinner", "bowl", SOUP), meal("dinner", "pot", STEW))
    assert first.meals[:2] == PLAN.days[0].meals[:2]
    assert answer.document.locks == (Lock(2, "dinner", "pot", (FixedPortion("base", "stew", 1),)),)


def test_that_what_was_locked_in_its_way_is_locked_where_it_goes() -> None:
    there = Lock(2, "dinner", None, (FixedPortion("base", "soup", 1),))
    locks = edited(Document(days=2).with_lock(there)).document.locks
    assert set(locks) == {
        Lock(2, "dinner", "pot", (FixedPortion("base", "stew", 1),)),
        Lock(1, "dinner", None, (FixedPortion("base", "soup", 1),)),
    }


def test_that_what_was_taken_out_of_a_meal_stays_out_of_it() -> None:
    document = Document(days=2, removed=frozenset({Removed(1, "dinner", "apple"), Removed(1, "lunch", "oats")}))
    assert edited(document).document.removed == {Removed(2, "dinner", "apple"), Removed(1, "lunch", "oats")}


def test_that_a_lunch_that_may_be_a_dinner_goes_there_with_its_name() -> None:
    answer = edited(place=(1, "lunch"))
    assert answer.plan is not None
    assert answer.plan.days[1].meal("dinner") == meal("dinner", "bowl", SOUP)
    assert answer.plan.days[0].meal("lunch") == meal("lunch", "bowl", SOUP)


def sentence(document: Document, place: tuple[int, str], to: tuple[int, str]) -> str:
    answer = exchange(kitchen(document), place, to)
    assert isinstance(answer, Refused)
    return answer.sentence


def test_that_what_no_plan_can_hold_is_refused_in_words() -> None:
    plain = Document(days=2)
    assert sentence(plain, (1, "dinner"), (1, "dinner")) == "It is there already."
    assert sentence(plain, (1, "dinner"), (3, "dinner")) == "This is no longer in the plan."
    assert sentence(plain, (1, "breakfast"), (2, "dinner")) == "“Oats” is not eaten as a dinner."
    assert sentence(plain, (1, "lunch"), (1, "dinner")) == "“Stew” is not eaten as a lunch."
    marked = plain.with_mark(MarkedMeal(2, "dinner", Mark(EATEN), "bowl", ()))
    assert sentence(marked, (1, "dinner"), (2, "dinner")) == "Dinner is marked: take the mark back first."
