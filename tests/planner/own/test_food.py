"""Own foods: what a label says becomes a food per 100 g, and what it does not say stays unknown."""

import pytest

from planner.foods.nutrients import BY_KEY, ENERGY, FOLIC_ACID_ADDED, MAGNESIUM, VITAMIN_A_PREFORMED
from planner.language.plain_text import LEFT_TO_RIGHT
from planner.needs.profile import Profile
from planner.own.food import MOST_NAME, OwnFood, folded, food_of, is_own_id, new_id
from planner.own.label_checks import problems_of
from planner.plan.allowed import profile_allows
from planner.plan.plan import Portion, totals
from tests.planner.own_examples import with_amounts, yogurt

PREGNANT = Profile(life_stage="pregnancy", gestation_week=20)


def amount(own: OwnFood, key: str) -> float | None:
    return food_of(own).amounts.get(BY_KEY[key])


def test_that_figures_for_100_g_stay_what_they_are() -> None:
    assert (amount(yogurt(), "energy_kcal"), amount(yogurt(), "magnesium_mg")) == (100.0, 40.0)
    assert food_of(yogurt()).amount(MAGNESIUM, 2) == 120.0  # two pots of 150 g


def test_that_figures_for_a_portion_become_those_for_100_g() -> None:
    portion = yogurt(per="portion", step_g=200.0)
    assert food_of(portion).amounts[ENERGY] == 50.0
    assert food_of(portion).amount(MAGNESIUM, 1) == 40.0


def test_that_what_the_label_does_not_say_is_unknown_and_never_zero() -> None:
    unknown = food_of(with_amounts(magnesium_mg=None))
    assert MAGNESIUM not in unknown.amounts
    total = totals([Portion("base", unknown, 1)])[MAGNESIUM]
    assert (total.amount, total.at_least) == (0.0, True)


def test_that_a_known_zero_is_zero() -> None:
    total = totals([Portion("base", food_of(with_amounts(magnesium_mg=0.0)), 1)])[MAGNESIUM]
    assert (total.amount, total.at_least) == (0.0, False)


def test_that_salt_becomes_sodium_unless_the_label_has_both() -> None:
    assert amount(yogurt(), "sodium_mg") == pytest.approx(100.0)  # 0.25 g of salt
    assert amount(with_amounts(sodium_mg=104.0), "sodium_mg") == 104.0


def test_that_carbohydrate_holds_fibre_as_in_the_tables() -> None:
    assert amount(yogurt(label="eu"), "carb_g") == 12.0
    assert amount(yogurt(label="us"), "carb_g") == 10.0


def test_that_carbohydrate_without_known_fibre_is_at_least() -> None:
    food = food_of(with_amounts(fiber_g=None))
    assert food.amounts[BY_KEY["carb_g"]] == 10.0
    assert food.partial == {BY_KEY["carb_g"]}
    assert totals([Portion("base", food, 1)])[BY_KEY["carb_g"]].at_least


def test_that_vitamin_a_counts_as_preformed_unless_it_is_of_a_plant() -> None:
    fortified = yogurt(amounts={"energy_kcal": 50.0, "vit_a_rae_ug": 120.0})
    carrots = yogurt(amounts={"energy_kcal": 50.0, "vit_a_rae_ug": 120.0}, group="Vegetables")
    assert food_of(fortified).amounts[VITAMIN_A_PREFORMED] == 120.0
    assert food_of(carrots).amounts[VITAMIN_A_PREFORMED] == 0.0


def test_that_added_folic_acid_is_worked_out_only_of_both_figures() -> None:
    both = yogurt(amounts={"energy_kcal": 50.0, "folate_total_ug": 30.0, "folate_dfe_ug": 100.0})
    one = yogurt(amounts={"energy_kcal": 50.0, "folate_dfe_ug": 100.0})
    assert food_of(both).amounts[FOLIC_ACID_ADDED] == pytest.approx(100.0)
    assert FOLIC_ACID_ADDED not in food_of(one).amounts


def test_that_every_laxer_diet_allows_it_too() -> None:
    assert food_of(yogurt(diet="vegetarian")).diets == {"lacto-vegetarian", "vegetarian", "pescatarian", "omnivore"}


def test_that_fish_of_unknown_mercury_is_left_out_in_pregnancy() -> None:
    fish = {"group": "Fish and seafood", "roles": frozenset({"fish"}), "diet": "pescatarian"}
    assert not profile_allows(PREGNANT, food_of(yogurt(**fish)))
    assert not profile_allows(PREGNANT, food_of(yogurt(**fish, mercury="unknown")))
    assert profile_allows(PREGNANT, food_of(yogurt(**fish, mercury="low")))
    assert profile_allows(Profile(), food_of(yogurt(**fish)))


def test_that_unknown_vitamin_k_is_left_out_with_warfarin() -> None:
    warfarin = Profile(conditions=frozenset({"warfarin"}))
    assert not profile_allows(warfarin, food_of(yogurt()))
    assert profile_allows(warfarin, food_of(with_amounts(vit_k_ug=1.0)))


def test_that_its_source_is_the_user_and_no_table() -> None:
    food = food_of(yogurt())
    assert (food.source, food.fdc_id, food.own, food.source_text) == ("Own", 0, True, "Own entry")


def test_that_equal_own_foods_are_the_identical_food() -> None:
    assert food_of(yogurt()) is food_of(yogurt())
    assert food_of(yogurt()) is not food_of(with_amounts(magnesium_mg=41.0))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Oat yogurt", "own_oat_yogurt"),
        ("Müsli & Co.", "own_musli_co"),
        ("豆腐", "own_food"),
        ("x" * 300, f"own_{'x' * 40}"),
    ],
)
def test_that_an_id_is_made_of_the_name(name: str, expected: str) -> None:
    assert len(name) <= MOST_NAME
    assert new_id(name, ()) == expected
    assert is_own_id(expected)


def test_that_no_id_is_given_twice() -> None:
    taken = {"own_oat_yogurt", "own_oat_yogurt_2"}
    assert new_id("Oat yogurt", taken) == "own_oat_yogurt_3"


def test_that_an_own_food_by_thirds_is_said_in_thirds() -> None:
    """As people typed it while the field took no fraction."""
    food = food_of(yogurt(step=0.33, measure="cup"))
    assert [food.household(steps) for steps in (1, 2, 3, 4)] == ["⅓ cup", "⅔ cup", "1 cup", "1⅓ cups"]


def test_that_a_name_from_right_to_left_is_the_same_name_and_turns_no_amount() -> None:
    own = yogurt(name="יוגורט שיבולת שועל", measure="כוס")
    food = food_of(own)
    assert food.name == own.name + LEFT_TO_RIGHT
    assert food.household(3) == f"3 כוס{LEFT_TO_RIGHT}"
    assert folded(food.name) == folded(own.name)
    assert [problem.field for problem in problems_of(own, [food.name])] == ["name"]
