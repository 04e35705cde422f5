"""Which wish holds a plan back the most: each is loosened alone, and only what was planned is said and offered."""

import threading
from dataclasses import replace

from planner.document.document import NEVER, Document, Habits
from planner.document.document_json import MINUTES, MOST_COOKED, MOST_FOODS
from planner.explain.costliest import WORTH, loosenings, what_costs_most
from planner.explain.what_if import Solving
from planner.foods.meals import read_templates
from planner.needs.profile import Profile
from planner.needs.targets import OwnTarget
from planner.optimise.request import Request
from planner.plan.outcomes import Outcome, Solved, Stopped
from tests.planner.plans import plan_of
from tests.planner.tiny_foods import catalogue_of, food

OATS, TOFU = food("oats", "hot_cereal"), food("tofu", "plant_protein")
EVERYTHING = Habits(
    repeat_breakfast=True,
    leftovers=True,
    budget=60.0,
    most_foods=30,
    minutes=20,
    weekend_minutes=40,
    most_cooked=1,
    no_oven=True,
)


class Priced:
    """A planner whose plans cost what a test says of their documents."""

    def __init__(self, **points: float) -> None:
        self.catalogue = catalogue_of((OATS, TOFU))
        self.points = points  # what is saved where a habit is not as it was
        self.was = Document()
        self.asked: list[Request] = []

    def make_plan(self, request: Request) -> Outcome:
        if request.stop is not None and request.stop.is_set():
            return Stopped(0.0)
        self.asked.append(request)
        now, then = request.document.habits, self.was.habits
        saved = sum(points for name, points in self.points.items() if getattr(now, name) != getattr(then, name))
        return Solved(plan_of([(OATS, 1)]), 100.0 - saved, 0.0, 1.0, False, 0.1)


def week(**more: object) -> Document:
    return replace(Document(days=7), **more)  # type: ignore[arg-type]


def asked_of(planner: Priced, document: Document, stop: threading.Event | None = None) -> Solving:
    planner.was = document
    return Solving(planner, stop)


def test_that_the_costliest_wish_is_said_first_and_offered_with_its_step() -> None:
    planner, document = Priced(most_foods=9.0, minutes=3.0, budget=1.0), week(habits=EVERYTHING)
    found = what_costs_most(asked_of(planner, document), document, read_templates())
    assert found.sentences == (
        "What costs the most: at most 30 different things to buy. A step looser, the plan that was found is 9 points"
        " better.",
        "After that: 20 minutes of cooking on a weekday, with 3 points.",
    )
    assert [repair.name for repair in found.repairs] == [
        "Buy up to 35 different things",
        "Cook up to 30 minutes on a weekday",
    ]
    assert found.repairs[0].document == week(habits=replace(EVERYTHING, most_foods=35))


def test_that_every_habit_is_tried_once_and_alone() -> None:
    planner, document = Priced(), week(habits=EVERYTHING)
    what_costs_most(asked_of(planner, document), document, read_templates())
    first, *others = [request.document.habits for request in planner.asked]
    assert first == EVERYTHING
    changed = [[name for name in Habits.__slots__ if getattr(one, name) != getattr(first, name)] for one in others]
    assert sorted(changed) == sorted(
        [[each] for each in Habits.__slots__ if getattr(EVERYTHING, each) != getattr(Habits(), each)]
    )
    assert not any(request.better or request.before for request in planner.asked)


def test_that_nothing_is_offered_for_a_difference_that_may_be_chance() -> None:
    planner, document = Priced(most_foods=WORTH - 0.1), week(habits=Habits(most_foods=30))
    found = what_costs_most(asked_of(planner, document), document, read_templates())
    assert found.repairs == ()
    assert found.sentences == ("1 wish was loosened by a step. The plan was not better by 2 points or more.",)


def test_that_what_may_be_there_for_somebodys_health_is_never_loosened() -> None:
    profile = Profile(diet="vegan", allergens=frozenset({"soy"}), conditions=frozenset({"kidney disease"}))
    targets = {"potassium_mg": OwnTarget(most=2000.0)}
    document = week(profile=profile, targets=targets, confirmed=frozenset({"kidney disease"}))
    assert loosenings(document, asked_of(Priced(), document), read_templates()) == ()


def test_that_foods_never_eaten_are_said_and_not_offered() -> None:
    document = week(tastes={"tofu": NEVER})
    (one,) = loosenings(document, asked_of(Priced(), document), read_templates())
    assert one.wish == "“Tofu”, which you never eat"
    assert one.name == ""
    assert one.document.taste("tofu") != NEVER


def test_that_no_step_leaves_what_a_document_may_hold() -> None:
    habits = Habits(
        most_foods=MOST_FOODS[1], minutes=MINUTES[1], weekend_minutes=MINUTES[1], most_cooked=MOST_COOKED[1]
    )
    document = week(habits=habits)
    assert loosenings(document, asked_of(Priced(), document), read_templates()) == ()


def test_that_wishes_of_several_days_cost_nothing_on_one() -> None:
    document = replace(week(habits=EVERYTHING), days=1)
    words = [each.wish for each in loosenings(document, asked_of(Priced(), document), read_templates())]
    assert not [each for each in words if "breakfast" in each or "leftovers" in each]


def test_that_who_set_no_limits_hears_so_without_planning() -> None:
    planner, document = Priced(), week()
    found = what_costs_most(asked_of(planner, document), document, read_templates())
    assert found.sentences == ("You set no limits that could be loosened.",)
    assert planner.asked == []


def test_that_a_search_that_was_ended_says_nothing_it_does_not_know() -> None:
    stop, planner, document = threading.Event(), Priced(most_foods=9.0), week(habits=EVERYTHING)
    stop.set()
    found = what_costs_most(asked_of(planner, document, stop), document, read_templates())
    assert found.sentences == ("What costs the most was not found out in time.",)
    assert found.repairs == ()
