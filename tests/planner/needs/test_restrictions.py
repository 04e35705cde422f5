"""What is kept beside the diet: no pork, no beef, halal and kosher, and vegetarians who eat no egg."""

from dataclasses import replace

import pytest

from planner.document.document import LOVE, Document, FixedPortion, Lock, Person, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.editing import edits
from planner.editing.edits import Kitchen, Refused
from planner.editing.plan_changes import Place
from planner.editing.swaps import alternatives
from planner.foods.catalogue import Catalogue
from planner.foods.food import MEAT_FLAGS
from planner.foods.meals import Templates
from planner.foods.vocabulary import diets_of
from planner.needs import adjusted_targets
from planner.needs.medical_rules import has_meat, has_milk, why_banned
from planner.needs.notices import notices
from planner.needs.profile import RESTRICTIONS, Profile, ProfileError
from planner.optimise.hard_rules import build_model
from planner.optimise.request import Request
from planner.own.cautions import flags_by_name
from planner.own.food import OwnFood, food_of
from planner.own.label_checks import problems_of
from planner.plan.allowed import allows, profile_allows
from planner.plan.audit import audit
from planner.plan.meat_and_milk import kept_apart, mixed
from planner.plan.outcomes import Solved, Stopped
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.planner import make_plan
from tests.patience import longer_and_longer
from tests.planner.own_examples import yogurt
from tests.planner.tiny_foods import best_day, catalogue_of, food, question, target, targets_of, templates_of

LACTO = Profile(diet="lacto-vegetarian")


def keeping(*words: str) -> Profile:
    return Profile(restrictions=frozenset(words))


def own_meat(name: str, **changes: object) -> OwnFood:
    return yogurt(name=name, group="Meat", roles=frozenset({"meat"}), diet="omnivore", **changes)


# Lacto-vegetarian


def test_that_what_is_vegetarian_without_egg_is_lacto_vegetarian() -> None:
    assert "lacto-vegetarian" in diets_of("vegetarian", {"milk"})
    assert "lacto-vegetarian" not in diets_of("vegetarian", {"milk", "egg"})
    assert "lacto-vegetarian" in diets_of("vegan", ())
    assert "lacto-vegetarian" not in diets_of("pescatarian", ())
    assert diets_of("lacto-vegetarian", {"milk"}) == diets_of("vegetarian", {"milk"})


def test_that_no_food_or_dish_of_a_lacto_vegetarian_has_egg_meat_or_fish(catalogue: Catalogue) -> None:
    eaten = [food for food in catalogue if profile_allows(LACTO, food)]
    assert {"milk_whole", "yogurt_whole", "honey"} <= {food.id for food in eaten}
    assert not any(food.allergens & {"egg", "fish", "shellfish"} or has_meat(food) for food in eaten)
    vegans = {food.id for food in catalogue if "vegan" in food.diets}
    assert vegans <= {food.id for food in eaten}


def test_that_an_own_food_said_to_be_vegetarian_needs_no_second_answer() -> None:
    assert profile_allows(LACTO, food_of(yogurt(diet="vegetarian", allergens=frozenset({"milk"}))))
    assert not profile_allows(LACTO, food_of(yogurt(diet="vegetarian", allergens=frozenset({"egg"}))))
    with_egg = yogurt(diet="lacto-vegetarian", allergens=frozenset({"egg"}))
    assert [problem.field for problem in problems_of(with_egg)] == ["diet"]
    assert not problems_of(yogurt(diet="lacto-vegetarian", allergens=frozenset({"milk"})))


# Own foods


def test_that_meat_of_which_nobody_said_whose_it_is_is_left_out_until_somebody_says() -> None:
    unsaid, said = food_of(own_meat("Sunday stew")), food_of(own_meat("Sunday stew", flags=frozenset({"other_meat"})))
    for word in RESTRICTIONS:
        assert why_banned(keeping(word), unsaid)
        assert why_banned(keeping(word), said) is None
    assert why_banned(Profile(), unsaid) is None


@pytest.mark.parametrize(
    ("name", "flag"),
    [
        ("Smoked bacon", "pork"),
        ("Pork-sausages", "pork"),
        ("Wine gums with gelatine", "pork"),
        ("Corned beef", "beef"),
        ("Veal goulash", "beef"),
        ("Turkey breast", "other_meat"),
        ("Coq au vin", "alcohol"),
        ("Prawn curry", "not_kosher"),
    ],
)
def test_that_the_name_of_an_own_food_says_what_it_may_be(name: str, flag: str) -> None:
    assert flag in flags_by_name(name)


def test_that_a_sausage_without_meat_is_not_taken_for_one_of_pork() -> None:
    plain = food_of(yogurt(name="Soy sausage", diet="vegan"))
    assert not plain.flags & MEAT_FLAGS
    assert all(profile_allows(keeping(word), plain) for word in RESTRICTIONS)
    assert [each.field for each in problems_of(yogurt(diet="vegan", flags=frozenset({"pork"})))] == ["diet"]


# The tables


def test_that_meat_of_the_tables_is_of_a_known_animal(catalogue: Catalogue) -> None:
    """Whatever has meat and is neither pork nor beef is of poultry, lamb or game by its name."""
    other = ("chicken", "turkey", "duck", "lamb", "venison", "rabbit")
    for one in catalogue:
        if one.recipe is None and has_meat(one) and one.flags.isdisjoint(MEAT_FLAGS):
            assert any(word in one.name.lower() for word in other), one.name


def test_that_flags_of_the_tables_hold_what_the_names_say(catalogue: Catalogue) -> None:
    not_what_it_says = {"venison", "turkey_bacon"}  # a steak that is no beef, bacon that is no pork
    for one in catalogue:
        if one.recipe is None and has_meat(one) and one.id not in not_what_it_says:
            assert flags_by_name(one.name) & {"pork", "beef"} <= one.flags, one
        if "shellfish" in one.allergens:
            assert "not_kosher" in one.flags, one


# Kosher


def of_a_day(**meals: tuple[Portion, ...]) -> Day:
    return Day(1, tuple(Meal(meal, "any", portions) for meal, portions in meals.items()))


def locked(document: Document, meal: str, *foods: str) -> Document:
    return document.with_lock(Lock(1, meal, None, tuple(FixedPortion("any", food, 1) for food in foods)))


def test_that_meat_is_for_dinner_and_milk_for_before(catalogue: Catalogue) -> None:
    chicken, milk, lentils = (catalogue[key] for key in ("chicken_breast", "milk_whole", "lentils"))
    foods = {food.id: food for food in (chicken, milk, lentils)}
    meals = ("breakfast", "lunch", "dinner", "snack", "evening_snack")
    assert kept_apart(Document(), 1, meals, foods) == frozenset()
    alone = {("breakfast", chicken.id), ("lunch", chicken.id), ("snack", chicken.id), ("evening_snack", chicken.id)}
    alone |= {("dinner", milk.id), ("snack", milk.id), ("evening_snack", milk.id)}
    assert kept_apart(Document(profile=keeping("kosher")), 1, meals, foods) == alone
    afternoon = Document(profile=replace(keeping("kosher"), snacks=frozenset({"morning_snack"})))
    assert kept_apart(afternoon, 1, meals, foods) == alone - {("snack", milk.id)}
    guest = Document(people=(Person("Sam", keeping("kosher")),))
    assert kept_apart(guest, 1, meals, foods) == alone


def test_that_what_is_locked_stays_and_keeps_the_other_kind_out(catalogue: Catalogue) -> None:
    foods = {key: catalogue[key] for key in ("chicken_breast", "milk_whole")}
    kept = Document(profile=keeping("kosher"))
    meals = ("lunch", "dinner", "evening_snack")
    out = kept_apart(locked(kept, "lunch", "chicken_breast"), 1, meals, foods)
    assert ("lunch", "chicken_breast") not in out
    assert ("lunch", "milk_whole") in out
    out = kept_apart(locked(kept, "evening_snack", "milk_whole"), 1, meals, foods)
    assert ("evening_snack", "milk_whole") not in out
    assert ("dinner", "chicken_breast") in out
    out = kept_apart(locked(kept, "lunch", "milk_whole", "chicken_breast"), 1, meals, foods)
    assert {("lunch", "milk_whole"), ("lunch", "chicken_breast")} <= out


def test_that_milk_after_a_dinner_of_meat_is_mixed(catalogue: Catalogue) -> None:
    chicken, milk, cheese_of_calves = (catalogue[key] for key in ("chicken_breast", "milk_whole", "parmesan"))
    kept = Document(profile=keeping("kosher"))
    assert list(mixed(kept, {"lunch": [chicken, milk]})) == ["lunch"]
    assert list(mixed(kept, {"dinner": [chicken], "evening_snack": [milk]})) == ["evening_snack"]
    assert list(mixed(kept, {"lunch": [chicken], "dinner": [milk], "evening_snack": [milk]})) == []
    assert list(mixed(kept, {"dinner": [milk, cheese_of_calves]})) == []


def test_that_cheese_in_the_snack_behind_a_dinner_of_meat_is_mixed(catalogue: Catalogue) -> None:
    """The snack is listed behind dinner, so cheese in it was eaten after the meat; with six meals it is before."""
    held = {"dinner": [catalogue["chicken_breast"]], "snack": [catalogue["swiss_cheese"]]}
    kept = keeping("kosher")
    assert list(mixed(Document(profile=kept), held)) == ["snack"]
    six = replace(kept, snacks=frozenset({"morning_snack", "evening_snack"}))
    assert list(mixed(Document(profile=six), held)) == []


def test_that_a_day_mixes_without_kosher_and_not_with_it() -> None:
    """Chicken and quark are what costs nothing: only the rule keeps them out of one dinner."""
    chicken = food("chicken", "meat", 200, 50, diets=frozenset({"omnivore"}))
    beans = food("beans", "meat", 200, 50)
    quark = food("quark", "yogurt", 200, 50, allergens=frozenset({"milk"}), diets=diets_of("vegetarian", {"milk"}))
    soy, oats, rice = (
        food("soy", "yogurt", 200, 50),
        food("oats", "hot_cereal", 300, 100),
        food("rice", "grain", 300, 100),
    )
    form = templates_of(
        "porridge = breakfast: base hot_cereal 1-1",
        "bowl = lunch: base grain 1-1",
        "plate = dinner: main meat 1-1, cup yogurt 1-1",
        meals={"breakfast": (0.2, 0.5), "lunch": (0.2, 0.5), "dinner": (0.2, 0.5)},
    )
    foods, document = [chicken, beans, quark, soy, oats, rice], Document(profile=keeping("kosher"))
    apart = kept_apart(document, 1, ("breakfast", "dinner"), {each.id: each for each in foods})
    cost = {"chicken": 0.0, "quark": 0.0, "oats": 0.0, "rice": 0.0, "beans": 1.0, "soy": 1.0}
    wanted = targets_of(target("magnesium_mg", 250))
    for removed, mixing in ((frozenset[tuple[str, str]](), ["dinner"]), (apart, [])):
        day = best_day(build_model(question(foods, form, wanted, cost=cost, removed=removed)))
        assert day is not None
        assert list(mixed(document, {m.meal: [one.food for one in m.portions] for m in day.meals})) == mixing


@pytest.mark.parametrize("guest", [False, True])
def test_that_a_real_day_of_somebody_who_keeps_kosher_passes_the_audit_and_mixes_nothing(
    some_foods: Catalogue, catalogue: Catalogue, templates: Templates, guest: bool
) -> None:
    tempting = [catalogue[key] for key in ("chicken_breast", "turkey_breast", "milk_whole", "yogurt_whole", "cheddar")]
    foods = Catalogue({one.id: one for one in (*some_foods, *tempting)})
    loved = dict.fromkeys((one.id for one in tempting), LOVE)
    kosher = keeping("kosher")
    document = Document(tastes=loved, wishes=dict.fromkeys(loved, 7), profile=Profile() if guest else kosher)
    document = document.with_people((Person("Sam", kosher),)) if guest else document
    outcome = longer_and_longer(lambda s: make_plan(foods, Request(document, seconds=s)), 1.5, Stopped)
    assert isinstance(outcome, Solved), outcome
    (day,) = outcome.plan.days
    held = {meal.meal: [portion.food for portion in meal.portions] for meal in day.meals}
    assert not any(mixed(document, held))
    wanted = adjusted_targets.targets_of(document.profile, {})
    assert audit(outcome.plan, document, wanted, templates) == ()
    meat = Portion("any", catalogue["chicken_breast"], 1)
    with_meat = replace(day, meals=tuple(replace(meal, portions=(*meal.portions, meat)) for meal in day.meals))
    said = audit(replace(outcome.plan, days=(with_meat,)), document, wanted, templates)
    milky = [meal for meal, foods in held.items() if any(map(has_milk, foods))]
    assert milky
    assert all(f"day 1: {meal} has meat and milk" in said for meal in milky)


def test_that_edits_and_swaps_bring_no_meat_to_milk() -> None:
    meat = frozenset({"omnivore"})
    beans = food("beans", "legume;meat", 300, 100)
    chicken = food("chicken", "meat", 300, 100, diets=meat)
    quark = food("quark", "yogurt", 100, 20, allergens=frozenset({"milk"}), diets=diets_of("vegetarian", {"milk"}))
    oats, rice = food("oats", "hot_cereal", 300, 100), food("rice", "grain", 300, 100)
    form = templates_of(
        "porridge = breakfast: base hot_cereal 1-1",
        "bowl = lunch: base grain 1-1",
        "plate = dinner: main meat 1-1, cup yogurt 0-1",
        meals={"breakfast": (0.2, 0.5), "lunch": (0.2, 0.5), "dinner": (0.2, 0.5)},
    )
    dinner = Meal("dinner", "plate", (Portion("main", beans, 1), Portion("cup", quark, 1)))
    before = (
        Meal("breakfast", "porridge", (Portion("base", oats, 1),)),
        Meal("lunch", "bowl", (Portion("base", rice, 1),)),
    )
    plan, foods = Plan((Day(1, (*before, dinner)),)), catalogue_of([oats, rice, beans, chicken, quark])
    wanted = targets_of(target("energy_kcal", 970, 1030), target("magnesium_mg", 280))
    for document, names in ((Document(), ["chicken"]), (Document(profile=keeping("kosher")), [])):
        offered = alternatives(foods, document, plan, 1, "dinner", "beans", templates=form, targets=wanted)
        assert [each.food.id for each in offered] == names
    kept = locked(Document(profile=keeping("kosher")), "dinner")
    kitchen = Kitchen(kept.with_lock(Lock(1, "dinner", None, (FixedPortion("cup", "quark", 1),))), plan, foods, form)
    refused = edits.swap(kitchen, Place(1, "dinner", "beans"), FixedPortion("main", "chicken", 1))
    assert isinstance(refused, Refused)
    assert "meat and milk" in refused.sentence
    free = replace(kitchen, document=replace(kitchen.document, profile=Profile()))
    assert not isinstance(edits.swap(free, Place(1, "dinner", "beans"), FixedPortion("main", "chicken", 1)), Refused)


def test_that_a_document_keeps_what_is_kept_and_says_what_it_does_not_know(templates: Templates) -> None:
    document = Document(profile=keeping("halal", "no beef"))
    text = stored_to_text(Stored(document))
    assert stored_from_text(text, templates).document.profile.restrictions == {"halal", "no beef"}
    assert "restrictions" not in stored_to_text(Stored(Document()))
    with pytest.raises(ProfileError, match=r"'no fun', expected any of: no pork, no beef, halal, kosher"):
        keeping("no fun")


def test_that_it_is_said_how_far_ingredients_tell(catalogue: Catalogue) -> None:
    for word, said in (("halal", "as far as ingredients tell"), ("kosher", "as far as ingredients tell")):
        profile = keeping(word)
        assert said in " ".join(notices(profile, adjusted_targets.targets_of(profile, {}), tuple(catalogue), ()))
        assert not allows(Document(people=(Person("Sam", profile),)), catalogue["bacon"])
