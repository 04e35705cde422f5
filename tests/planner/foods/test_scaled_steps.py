"""Amounts of a recipe's steps, scaled; times, temperatures, lengths and sizes of cans, kept."""

import re

import pytest

from planner.foods.catalogue import Catalogue
from planner.foods.scaled_steps import Scaled, scaled_steps


def scaled(step: str, share: float) -> Scaled:
    found = scaled_steps([step], share)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("step", "share", "expected"),
    [
        ("Rinse 220 g of lentils.", 0.25, "Rinse 55 g of lentils."),
        ("Rinse 220 g of lentils.", 2.5, "Rinse 550 g of lentils."),
        ("Add 1.2 litres (5 cups) of water.", 0.5, "Add 0.6 litre (2½ cups) of water."),
        ("Add 2 tablespoons of oil.", 0.75, "Add 1½ tablespoons of oil."),
        ("Add another tablespoon of oil.", 3, "Add another 3 tablespoons of oil."),
        ("Add half a teaspoon of cumin.", 0.2, "Add a pinch of cumin."),
        ("Add 1 1/3 cups of beans.", 3, "Add 4 cups of beans."),
        ("Add 2 to 3 tablespoons of water.", 2, "Add 4 to 6 tablespoons of water."),
        ("Add 2 level teaspoons of paprika.", 0.5, "Add 1 level teaspoon of paprika."),
        ("Chop 1 large onion and 2 carrots.", 2, "Chop 2 large onions and 4 carrots."),
        ("Chop 1 large onion and 2 carrots.", 0.5, "Chop ½ large onion and 1 carrot."),
        ("Chop an onion and 2 tomatoes.", 0.5, "Chop ½ onion and 1 tomato."),
        ("Slice 1 red pepper.", 1.25, "Slice 1¼ red peppers."),
        ("Beat 1 egg.", 1.25, "Beat 1½ eggs."),
        ("Beat 2 eggs.", 0.2, "Beat ½ egg."),
        ("Crush 2 cloves of garlic.", 0.625, "Crush 1 clove of garlic."),
        ("Crush 4 cloves of garlic and 12 apricots.", 0.625, "Crush 3 cloves of garlic and 8 apricots."),
        ("Crush a clove of garlic.", 0.5, "Crush ½ clove of garlic."),
        ("Add seven eggs.", 2, "Add 14 eggs."),
        ("Shape into a loaf in a tin.", 1.25, "Shape into a loaf in a tin."),
        ("Roast in a large tin with a tin of beans.", 2, "Roast in a large tin with 2 tins of beans."),
        ("Squeeze in half a lemon.", 4, "Squeeze in 2 lemons."),
        ("Add a 400 g can of tomatoes.", 0.25, "Add 100 g from a 400 g can of tomatoes."),
        ("Add a 400 g can of tomatoes.", 1.5, "Add 600 g from 400 g cans of tomatoes."),
        ("Add a 400 g can of tomatoes.", 2, "Add 2 × 400 g cans of tomatoes."),
        ("Add two 400 g cans of beans.", 0.5, "Add 1 400 g can of beans."),
        ("Dice 1 large peeled and diced potato.", 3, "Dice 3 large peeled and diced potatoes."),
        ("Divide between two bowls.", 2, "Divide between bowls."),
        ("Add 4 crushed cloves of garlic for 1 minute.", 0.5, "Add 2 crushed cloves of garlic for 1 minute."),
        ("Add a bay leaf and a splash of oil.", 3, "Add a bay leaf and a splash of oil."),
        ("Heat the oven to 200 °C (400 °F).", 2, "Heat the oven to 200 °C (400 °F)."),
        ("Simmer for 25 to 30 minutes, stirring once.", 2, "Simmer for 25 to 30 minutes, stirring once."),
        ("Cut into 2 cm cubes or into 4 wedges.", 2, "Cut into 2 cm cubes or into 4 wedges."),
        ("Bake in a 20 cm (8 in) tin for an hour.", 2, "Bake in a 20 cm (8 in) tin for an hour."),
    ],
)
def test_that_amounts_are_scaled_and_all_else_stays(step: str, share: float, expected: str) -> None:
    assert scaled(step, share).steps == (expected,)


def test_that_what_to_measure_out_has_the_numbers_of_the_steps() -> None:
    step = "Chop 1 large onion, 2 carrots and 220 g (generous 1 cup) of brown or green lentils, and fry for 10 minutes."
    found = scaled(step, 2)
    assert found.amounts == ("2 large onions", "4 carrots", "440 g (generous 2 cups) of brown or green lentils")
    assert all(amount in found.steps[0] for amount in found.amounts)


@pytest.mark.parametrize("step", ["Den Ofen auf 200 Grad heizen.", "Add 3 snozzberries.", "Serves 12."])
def test_that_a_number_nobody_understands_leaves_the_whole_recipe_as_it_is(step: str) -> None:
    assert scaled_steps(["Rinse 220 g of lentils.", step], 2) is None


@pytest.mark.parametrize("share", [0.0, -1.0, float("nan")])
def test_that_a_share_of_nothing_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        scaled_steps([], share)


@pytest.mark.parametrize("share", [0.25, 0.625, 1.375, 3.0])
def test_that_every_shipped_recipe_is_understood(catalogue: Catalogue, share: float) -> None:
    dishes = [food for food in catalogue if food.recipe is not None]
    assert len(dishes) > 100
    for dish in dishes:
        assert dish.recipe is not None
        found = scaled_steps(dish.recipe.method, share)
        assert found is not None, dish.name
        for before, after in zip(dish.recipe.method, found.steps, strict=True):
            kept = r"\d+ (?:minutes|°C|°F|cm)"
            assert re.findall(kept, before) == re.findall(kept, after), dish.name
            for weight in re.findall(r"(?<![\d.,] )(?<![\d.,-])\b(\d{2,3}) g\b(?! (?:can|tin|pack))", before):
                assert any(abs(found_g - float(weight) * share) <= 5 for found_g in weights(after)), (before, after)


@pytest.mark.parametrize("share", [1.0])
def test_that_the_recipe_as_it_is_written_stays_word_for_word(catalogue: Catalogue, share: float) -> None:
    for dish in catalogue:
        if dish.recipe is not None:
            found = scaled_steps(dish.recipe.method, share)
            assert found is not None
            assert found.steps == dish.recipe.method


def weights(step: str) -> list[float]:
    """All weights of a step [g]."""
    return [float(number.replace(",", "")) for number in re.findall(r"([\d,.]*\d) g\b", step)]
