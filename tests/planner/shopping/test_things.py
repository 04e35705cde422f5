"""What counts as a thing to buy: what a shop sells as one, but for what lasts for months."""

from planner.foods.catalogue import Catalogue
from planner.plan.plan import Day, Meal, Portion
from planner.shopping.things import things_of, things_to_buy


def day_of(catalogue: Catalogue, *foods: str) -> Day:
    return Day(1, (Meal("lunch", "any", tuple(Portion("slot", catalogue[food], 1) for food in foods)),))


def test_that_foods_bought_in_one_form_are_one_thing(catalogue: Catalogue) -> None:
    eggs = day_of(catalogue, "egg_fried", "egg_boiled", "egg_scrambled")
    assert len(things_to_buy([eggs])) == 1
    assert len(things_to_buy([eggs, day_of(catalogue, "egg_poached", "apple")])) == 2


def test_that_oil_and_dry_spices_are_not_counted_and_fresh_herbs_are(catalogue: Catalogue) -> None:
    assert not things_of(catalogue["olive_oil"]) | things_of(catalogue["cumin"])
    assert things_of(catalogue["parsley_fresh"])
    assert things_of(catalogue["ginger_root"])


def test_that_a_dish_is_bought_as_its_ingredients(catalogue: Catalogue) -> None:
    soup = catalogue["lentil_spinach_soup"]
    assert things_of(catalogue["lentils"]) <= things_of(soup)
    assert things_of(soup) == {thing for part in soup.ingredients for thing in things_of(part.food)}
