"""Foods of the USDA tables proposed as own foods: kind, portion and limits; the cautious side where nobody knows."""

import pytest

from planner.foods.nutrients import DERIVED, ENERGY, MAGNESIUM
from planner.foods.usda import UsdaFood, read_usda
from planner.foods.vocabulary import ALLERGENS
from planner.needs.profile import Profile
from planner.own.food import food_of
from planner.own.from_tables import MEAL_KCAL, is_never_planned, own_called, proposed, proposed_kind, said_of
from planner.own.label_checks import problems_of
from planner.plan.allowed import profile_allows

BAGEL, BEER, ENERGY_DRINK = "fndds_51180010", "fndds_93101000", "fndds_95310200"
EVERY = 37  # every so many-th food is looked at: no common divisor with how the tables are ordered


def every_few() -> list[UsdaFood]:
    names = [named for named in read_usda().names() if not named.baby]
    return [read_usda()[named.id] for named in names[::EVERY]]


@pytest.mark.parametrize(
    ("food_id", "kind", "portion", "grams", "limits"),
    [
        (BAGEL, "bread", "1 portion", 105.0, (1, 2, 14)),
        ("fndds_71401030", "potato", "1 portion", 110.0, (1, 2, 6)),
        ("fndds_63107010", "fruit", "1 portion", 126.0, (2, 2, 10)),
        ("fndds_14010000", "cheese", "1 slice", 21.0, (2, 2, 5)),
        ("sr_170567", "nuts", "1 oz", 28.35, (2, 2, 10)),
    ],
)
def test_that_kind_portion_and_limits_follow_from_the_category(
    food_id: str, kind: str, portion: str, grams: float, limits: tuple[int, int, int]
) -> None:
    found = proposed_kind(read_usda()[food_id])
    assert found is not None
    own = proposed(read_usda()[food_id])
    assert (found.word, food_of(own).household(1), own.step_g) == (kind, portion, grams)
    assert (own.max_steps, own.daily_max, own.weekly_max) == limits


def test_that_what_is_usually_eaten_is_the_portion() -> None:
    own = proposed(read_usda()[BAGEL], 50.0)
    assert (own.measure, own.step_g, own.familiarity) == ("portion", 50.0, 1)


def test_that_the_figures_are_those_of_the_table_and_unknown_ones_stay_unknown() -> None:
    for food in every_few():
        made = food_of(proposed(food))
        known = {n: amount for n, amount in food.amounts.items() if n not in food.partial and n not in DERIVED}
        assert {n: amount for n, amount in made.amounts.items() if n not in DERIVED} == pytest.approx(known)


def test_that_magnesium_that_is_known_to_be_too_low_is_unknown_of_an_own_food() -> None:
    flakes = next(each for each in every_few() if each.partial)
    assert MAGNESIUM not in food_of(proposed(flakes)).amounts


def test_that_what_a_food_holds_is_taken_the_cautious_way_until_somebody_says() -> None:
    own = proposed(read_usda()[BAGEL])
    assert own.allergens == set(ALLERGENS)
    for profile in (Profile(diet="vegetarian"), Profile(allergens=frozenset({"sesame"}))):
        assert not profile.eats_anything
        assert not profile_allows(profile, food_of(own))
    assert Profile().eats_anything
    assert profile_allows(Profile(), food_of(own))


def test_that_most_of_what_people_eat_is_proposed_without_a_question_and_nothing_is_planned_in_heaps() -> None:
    asked = 0
    foods = [food for food in every_few() if food.code and not is_never_planned(food)]
    for food in foods:
        own = proposed(food)
        wrong = problems_of(own)
        asked += bool(wrong)
        assert own.max_steps <= own.daily_max <= own.weekly_max or not own.group
        kcal = food.amounts[ENERGY] * own.step_g / 100
        assert own.max_steps == 1 or own.max_steps * kcal <= MEAL_KCAL
    assert asked < len(foods) / 8


def test_that_alcohol_and_energy_drinks_are_never_planned() -> None:
    assert is_never_planned(read_usda()[BEER])
    assert is_never_planned(read_usda()[ENERGY_DRINK])
    assert not is_never_planned(read_usda()[BAGEL])


def test_that_it_is_found_again_by_its_name_and_says_what_it_was_taken_for() -> None:
    own = proposed(read_usda()[BAGEL])
    assert own_called("Bagel", [own]) is own
    assert own_called("Bagels", [own]) is None
    assert said_of(own).startswith("It is planned as “bread, rolls, wraps”, 1 portion (105 g) at a time: at most 1 in")
