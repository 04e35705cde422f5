"""The user's foods among the others: looked up, planned, bought, reported, and deleted without a trace."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from planner.cli import parser, run
from planner.commands.given import BadInput
from planner.document.check_catalogue import foods_missing
from planner.document.document import Document, FixedPortion, Lock, Person, Removed, Stored
from planner.editing.own_edits import (
    id_for,
    known_plan,
    taken_names,
    with_own,
    with_own_dish,
    with_own_food,
    with_price,
    without_own,
)
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import read_templates
from planner.foods.nutrients import MAGNESIUM
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile
from planner.optimise.request import Request
from planner.output.clinician_page import clinician_sheet
from planner.output.plan_json import outcome_to_json
from planner.own.dish import Weighed
from planner.own.food import food_of
from planner.plan.audit import audit
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan, totals
from planner.plan.stored_form import plan_to_fixed
from planner.planner import make_plan
from planner.shopping.shopping_list import shopping_list
from tests.planner.conftest import FOODS
from tests.planner.own_examples import bowl, with_amounts, yogurt
from tests.planner.plans import plan_of
from tests.planner.tiny_foods import catalogue_of, food

OATS, LENTILS, SPINACH = (food(name, "grain") for name in ("oats", "lentils", "spinach_cooked"))
SMALL = catalogue_of([OATS, LENTILS, SPINACH])
BOTH = Document(own_foods=(yogurt(),), own_dishes=(bowl(),))


# The catalogue


def test_that_without_own_foods_the_catalogue_is_the_identical_one() -> None:
    assert with_own(SMALL, Document(days=3)) is SMALL


def test_that_equal_documents_give_the_identical_catalogue_and_others_do_not() -> None:
    first = with_own(SMALL, BOTH)
    assert with_own(SMALL, replace(BOTH, days=5, own_foods=(yogurt(),))) is first
    assert with_own(SMALL, replace(BOTH, own_foods=(with_amounts(magnesium_mg=41.0),))) is not first
    assert with_own(catalogue_of([OATS, LENTILS, SPINACH]), BOTH) is not first


def test_that_own_foods_and_dishes_are_found_after_the_others() -> None:
    assert list(with_own(SMALL, BOTH).foods) == ["oats", "lentils", "spinach_cooked", "own_yogurt", "own_bowl"]


def test_that_a_dish_of_a_missing_food_is_left_out_by_name() -> None:
    made = with_own(catalogue_of([OATS, LENTILS]), BOTH)
    assert "own_bowl" not in made
    assert made.dishes_left_out == ("Lentil bowl of ours",)
    assert foods_missing(Stored(BOTH), made) == {"spinach_cooked": "own_dishes.own_bowl"}


def test_that_a_dish_may_have_own_foods_in_it() -> None:
    made = with_own(SMALL, replace(BOTH, own_dishes=(bowl(ingredients=(Weighed("own_yogurt", 100.0),)),)))
    assert [part.food.id for part in made["own_bowl"].ingredients] == ["own_yogurt"]


def test_that_a_new_id_is_no_food_and_nothing_anybody_spoke_of() -> None:
    document = Document(tastes=MappingProxyType({"own_oats": "love"}), own_foods=(yogurt(id="own_oats_2"),))
    assert id_for("Oats", SMALL, document) == "own_oats_3"


def test_that_a_name_is_not_taken_by_the_food_itself() -> None:
    names = taken_names(with_own(SMALL, BOTH), but="own_yogurt")
    assert "Oats" in names
    assert yogurt().name not in names


# Deleting


def spoken_of() -> Document:
    """A document that speaks of the yogurt wherever it can."""
    foods = ("own_yogurt", "oats")
    portions = tuple(FixedPortion("base", each, 1) for each in foods)
    return replace(
        BOTH,
        own_dishes=(bowl(), bowl(id="own_cream", name="Cream", ingredients=(Weighed("own_yogurt", 200.0),))),
        tastes=MappingProxyType({"own_yogurt": "love", "own_cream": "like", "oats": "like"}),
        stock=MappingProxyType({"own_yogurt": 150.0, "oats": 500.0}),
        wishes=MappingProxyType({"own_yogurt": 3, "oats": 2}),
        locks=(
            Lock(1, "breakfast", "porridge", portions),
            Lock(1, "snack", None, (FixedPortion("x", "own_cream", 1),)),
        ),
        removed=frozenset({Removed(1, "lunch", "own_yogurt"), Removed(1, "lunch", "oats")}),
        people=(Person("Sam", Profile(), never=frozenset(foods)),),
        shopping=BOTH.shopping.with_price("own_yogurt", 4.0).with_price("oats", 2.0).with_tick("own_yogurt"),
    )


def test_that_a_deleted_food_takes_its_dishes_and_all_that_was_said_of_it_with_it() -> None:
    left = without_own(spoken_of(), "own_yogurt")
    assert left.own_foods == ()
    assert [own.id for own in left.own_dishes] == ["own_bowl"]
    assert left.locks == (Lock(1, "breakfast", None, (FixedPortion("base", "oats", 1),)),)
    assert (dict(left.tastes), dict(left.stock), dict(left.wishes)) == ({"oats": "like"}, {"oats": 500.0}, {"oats": 2})
    assert left.removed == {Removed(1, "lunch", "oats")}
    assert left.people[0].never == {"oats"}
    assert (dict(left.shopping.prices), left.shopping.ticked) == ({"oats": 2.0}, frozenset())
    assert foods_missing(Stored(left), with_own(SMALL, left)) == {}


def test_that_a_deleted_dish_leaves_its_foods() -> None:
    left = without_own(BOTH, "own_bowl")
    assert (left.own_foods, left.own_dishes) == (BOTH.own_foods, ())


def test_that_a_food_is_changed_in_its_place() -> None:
    two = replace(BOTH, own_foods=(yogurt(), yogurt(id="own_other", name="Other")))
    changed = with_own_food(two, yogurt(name="New name"))
    assert [own.name for own in changed.own_foods] == ["New name", "Other"]
    assert [own.name for own in with_own_dish(BOTH, bowl(name="Bowl")).own_dishes] == ["Bowl"]


# A plan that has them


def test_that_a_plan_gets_the_foods_as_they_are_now_and_loses_those_that_went() -> None:
    old = plan_of([(food_of(yogurt()), 1), (OATS, 2)])
    better = with_amounts(magnesium_mg=80.0)
    now = known_plan(old, with_own(SMALL, Document(own_foods=(better,))))
    assert totals(now.days[0].portions)[MAGNESIUM].amount == pytest.approx(120.0)
    assert [portion.food.id for portion in known_plan(old, SMALL).days[0].portions] == ["oats"]
    assert known_plan(old, with_own(SMALL, BOTH)) is old


@pytest.fixture(scope="module")
def planned(some_foods: Catalogue) -> tuple[Document, Catalogue, Plan]:
    """A day that the real planner made with the yogurt, because a lock holds it."""
    lock = Lock(1, "snack", None, (FixedPortion("yogurt", "own_yogurt", 1),))
    document = Document(own_foods=(yogurt(),), locks=(lock,), start=date(2026, 11, 23))
    document = with_price(document, "own_yogurt", 6.0)
    catalogue = with_own(some_foods, document)
    outcome = make_plan(catalogue, Request(document, seconds=60.0))
    assert isinstance(outcome, Solved)
    return document, catalogue, outcome.plan


def test_that_the_real_planner_plans_an_own_yogurt(planned: tuple[Document, Catalogue, Plan]) -> None:
    document, catalogue, plan = planned
    assert plan.steps("own_yogurt") >= 1
    assert audit(plan, document, targets_of(document.profile, {}), read_templates()) == ()
    held = {portion.food for day in plan.days for portion in day.portions if portion.food.own}
    assert held == {catalogue["own_yogurt"]}


def test_that_a_loved_yogurt_comes_into_a_plan_by_itself(some_foods: Catalogue) -> None:
    """Loved, where every other yogurt is never eaten."""
    document = Document(own_foods=(with_amounts(magnesium_mg=30.0),)).with_taste("own_yogurt", "love")
    for each in some_foods:
        if "yogurt" in each.roles or "nuts_seeds" in each.roles:
            document = document.with_taste(each.id, "never")
    outcome = make_plan(with_own(some_foods, document), Request(document, seconds=60.0))
    assert isinstance(outcome, Solved)
    assert outcome.plan.steps("own_yogurt") >= 1


def test_that_the_shopping_list_has_it_as_eaten_with_the_users_price(
    planned: tuple[Document, Catalogue, Plan],
) -> None:
    document, _, plan = planned
    (line,) = [line for line in shopping_list(plan, document, {}).lines if line.key == "own_yogurt"]
    assert line.name == yogurt().name
    assert line.bought_g == 150.0 * plan.steps("own_yogurt")
    assert line.cost == pytest.approx(6.0 * line.buy_g / 1000)


def test_that_reports_call_its_source_own_and_invent_no_number(planned: tuple[Document, Catalogue, Plan]) -> None:
    document, catalogue, plan = planned
    targets = targets_of(document.profile, {})
    days = outcome_to_json(Solved(plan, 1.0, 1.0, 0.0, True, 0.1), targets)["days"]
    (portion,) = [each for each in _portions(days) if each["food"] == "own_yogurt"]
    assert (portion["source"], portion["fdc_id"]) == ("Own", None)
    others = [each for each in _portions(days) if each["food"] != "own_yogurt" and "ingredients" not in each]
    assert all(each["fdc_id"] for each in others)
    sheet = clinician_sheet(plan, document, targets, catalogue)
    (row,) = [row for table in sheet.tables for row in table.rows if row[0] == yogurt().name]
    assert row[-1] == "Own entry"


def _portions(days: object) -> list[dict[str, object]]:
    made = json.loads(json.dumps(days))
    return [portion for day in made for meal in day["meals"] for portion in meal["portions"]]


# The commands


def test_that_the_commands_know_the_documents_own_foods(
    tmp_path: Path, planned: tuple[Document, Catalogue, Plan]
) -> None:
    document, _, plan = planned
    path = tmp_path / "document.json"
    save(path, Stored(document, plan_to_fixed(plan)))
    options = parser().parse_args(["shop", "--document", str(path), "--format", "csv"])
    answer = run(options, FOODS, lambda sheet, paper: b"")
    assert yogurt().name in (answer.content or b"").decode()


def test_that_the_commands_refuse_a_dish_of_an_unknown_food(tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    save(path, Stored(Document(own_dishes=(bowl(ingredients=(Weighed("manna", 100.0),)),))))
    options = parser().parse_args(["plan", "--document", str(path)])
    with pytest.raises(BadInput, match=r"own_dishes.own_bowl: no food has the id 'manna'"):
        run(options, FOODS, lambda sheet, paper: b"")


def test_that_nothing_of_the_shipped_foods_is_own(catalogue: Catalogue) -> None:
    made: list[Food] = [each for each in catalogue if each.own]
    assert made == []
