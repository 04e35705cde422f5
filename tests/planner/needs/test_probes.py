"""Forty-eight people: what a rule leaves out comes onto no table, loved, wished for and locked as it may be."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from planner.document.document import LOVE, Document, FixedPortion, Lock, Person
from planner.document.usual_days import UsualEntry
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import Templates, read_templates
from planner.needs.adjusted_targets import targets_of
from planner.needs.medical_rules import read_rules, why_banned
from planner.needs.notices import notices
from planner.needs.profile import Profile
from planner.needs.targets import CONFIRMATIONS
from planner.now.choices import Question, may_be_more, may_come_in
from planner.now.eaten import days_of, of_catalogue
from planner.plan.allowed import allows, household_allows
from planner.plan.audit import audit
from planner.plan.plan import Day, Meal, Plan, Portion

SET = frozenset(CONFIRMATIONS)
YOUNG = Profile(age_years=31)
OLD = Profile(sex="male", age_years=72, height_cm=176, weight_kg=80)


def with_conditions(*words: str, of: Profile = OLD) -> Profile:
    return replace(of, conditions=frozenset(words))


def taking(*names: str, of: Profile = OLD) -> Profile:
    return replace(of, medicines=names)


def keeping(*words: str, of: Profile = OLD) -> Profile:
    return replace(of, restrictions=frozenset(words))


PREGNANT = replace(YOUNG, life_stage="pregnancy", gestation_week=24)
NURSING = replace(YOUNG, life_stage="lactation", months_since_birth=3)
PEOPLE: dict[str, tuple[Profile, tuple[str, ...]]] = {  # each with foods that must not be there
    "pregnant": (PREGNANT, ("ham_deli", "brie", "camembert", "queso_fresco", "salmon_smoked", "chicken_liver_pate")),
    "pregnant vegetarian": (replace(PREGNANT, diet="vegetarian"), ("brie", "camembert")),
    "pregnant, coeliac": (with_conditions("coeliac disease", of=PREGNANT), ("brie", "bread_rye", "corn_flakes")),
    "nursing": (NURSING, ("pike",)),
    "nursing, gout": (with_conditions("gout", of=NURSING), ("pike", "anchovies", "mussels")),
    "warfarin": (with_conditions("warfarin"), ("natto",)),
    "Coumadin 5 mg": (taking("Coumadin 5 mg"), ("natto",)),
    "warfarin, young": (with_conditions("warfarin", of=YOUNG), ("natto",)),
    "oxalate stones": (with_conditions("oxalate stones"), ("spinach_cooked", "swiss_chard_cooked")),
    "coeliac disease": (
        with_conditions("coeliac disease"),
        ("bread_rye", "barley_cooked", "corn_flakes", "rolled_oats_dry"),
    ),
    "coeliac, oats": (with_conditions("coeliac disease", "gluten-free oats"), ("bread_wheat", "couscous_cooked")),
    "grapefruit by leaflet": (with_conditions("grapefruit medicine"), ("grapefruit", "grapefruit_juice", "marmalade")),
    "simvastatin": (taking("simvastatin"), ("grapefruit", "marmalade")),
    "amiodarone and warfarin": (taking("amiodarone", "warfarin"), ("grapefruit", "natto")),
    "warfarin and cranberries": (taking("warfarin"), ("cranberry_juice", "cranberries_dried", "grapefruit_juice")),
    "weak immunity and anchovies": (with_conditions("weak immunity"), ("anchovies", "herring_pickled")),
    "phenelzine and sauces": (taking("phenelzine"), ("sweet_sour_sauce", "barbecue_sauce", "tamari")),
    "gout and game": (with_conditions("gout"), ("rabbit", "mackerel_canned")),
    "halal and teriyaki": (keeping("halal"), ("teriyaki_sauce",)),
    "tacrolimus, weak immunity": (
        replace(with_conditions("weak immunity"), medicines=("Prograf",)),
        ("grapefruit", "feta", "brie", "salami"),
    ),
    "chemotherapy": (with_conditions("weak immunity", of=YOUNG), ("feta", "goat_cheese", "ham_deli", "tuna_salad")),
    "phenelzine": (taking("phenelzine"), ("cheddar", "salami", "fava_beans", "soy_sauce_low_sodium", "miso", "kimchi")),
    "selegiline, young": (taking("Emsam", of=YOUNG), ("parmesan", "natto", "tempeh", "yeast_extract")),
    "G6PD": (with_conditions("G6PD deficiency"), ("fava_beans", "falafel")),
    "gout": (with_conditions("gout"), ("anchovies", "chicken_liver", "venison", "sardines_oil", "yeast_extract")),
    "gout, warfarin": (replace(with_conditions("gout"), medicines=("Marevan",)), ("natto", "herring")),
    "lactose": (with_conditions("lactose"), ("milk_whole", "ice_cream_vanilla", "cottage_cheese", "white_sauce")),
    "lactose, vegetarian": (replace(with_conditions("lactose"), diet="vegetarian"), ("milk_skim", "pudding_rice")),
    "swallowing": (with_conditions("swallowing"), ("almonds", "carrots_raw", "crispbread_rye", "popcorn_air", "apple")),
    "swallowing, young": (with_conditions("swallowing", of=YOUNG), ("walnuts", "romaine_lettuce", "corn_on_cob")),
    "gastroparesis": (with_conditions("gastroparesis"), ("almonds", "black_beans", "broccoli_raw", "orange")),
    "gastroparesis, diabetes": (with_conditions("gastroparesis", "diabetes"), ("pumpkin_seeds", "grapes")),
    "gastroparesis, lactose": (with_conditions("gastroparesis", "lactose"), ("peanuts", "milk_whole")),
    "diabetes and stones": (with_conditions("diabetes", "oxalate stones"), ("spinach_cooked",)),
    "hypertension, simvastatin": (
        replace(with_conditions("hypertension"), medicines=("Zocor",)),
        ("grapefruit_juice",),
    ),
    "heart failure, warfarin": (replace(with_conditions("heart failure"), medicines=("Coumadin",)), ("natto",)),
    "heart failure, amiodarone": (replace(with_conditions("heart failure"), medicines=("Cordarone",)), ("grapefruit",)),
    "kidney disease, gout": (with_conditions("kidney disease", "gout"), ("anchovies", "mackerel")),
    "kidney disease, warfarin": (with_conditions("kidney disease", "warfarin"), ("natto",)),
    "dialysis, gout": (with_conditions("dialysis", "gout"), ("mussels",)),
    "coeliac, lactose": (with_conditions("coeliac disease", "lactose"), ("bread_white", "milk_1pct")),
    "coeliac, G6PD": (with_conditions("coeliac disease", "G6PD deficiency"), ("fava_beans", "bulgur_cooked")),
    "alcohol, phenelzine": (
        replace(with_conditions("much alcohol"), medicines=("Nardil",)),
        ("blue_cheese", "chorizo"),
    ),
    "pregnant, swallowing": (with_conditions("swallowing", of=PREGNANT), ("brie", "hazelnuts")),
    "no pork": (keeping("no pork"), ("ham_deli", "salami", "meatballs", "refried_beans_low_sodium", "split_pea_soup")),
    "no beef": (keeping("no beef", of=YOUNG), ("beef_burger", "veal_cutlet", "pastrami", "gravy", "vegetable_soup")),
    "halal": (keeping("halal"), ("bacon", "chicken_liver_pate", "sausage_turkey", "wild_boar")),
    "halal, pregnant": (keeping("halal", of=PREGNANT), ("brie", "frankfurter", "chorizo")),
    "kosher": (keeping("kosher"), ("shrimp", "catfish", "rabbit", "surimi", "kimchi", "chicken_strips", "pork_chop")),
    "kosher, warfarin": (replace(keeping("kosher"), medicines=("Coumadin",)), ("natto", "clam_chowder")),
    "no pork, no beef": (keeping("no pork", "no beef"), ("pork_ground", "beef_ground_95", "bison_ground")),
    "kosher, lactose, gout": (
        replace(with_conditions("lactose", "gout"), restrictions=frozenset({"kosher"})),
        ("milk_whole", "mussels", "octopus"),
    ),
    "weak immunity, swallowing": (with_conditions("weak immunity", "swallowing"), ("feta", "pecans")),
}
BREAKFAST = read_templates().for_meal("breakfast")[0]


def parts_out(profile: Profile, catalogue: Catalogue) -> Iterable[Food]:
    """All foods and dishes that a rule leaves out for somebody."""
    return (food for food in catalogue if why_banned(profile, food) is not None)


def test_that_there_are_fifty_three_people_and_every_ban_is_for_one_of_them() -> None:
    assert len(PEOPLE) == 53
    unknown = {"unknown", "gluten"}  # about own foods alone
    for ban in read_rules().bans:
        if ban.foods.kind not in unknown and ban.foods.words.isdisjoint({"unknown"}):
            assert any(ban.holds_for(profile) for profile, _foods in PEOPLE.values()), ban


@pytest.mark.parametrize("name", PEOPLE)
def test_that_what_a_rule_leaves_out_is_nowhere(name: str, catalogue: Catalogue, templates: Templates) -> None:
    profile, named = PEOPLE[name]
    out = {food.id: food for food in parts_out(profile, catalogue)}
    assert set(named) <= out.keys()
    assert all(
        why_banned(profile, food)
        for food in catalogue
        if any(part.food.id in named and not part.heated for part in food.ingredients)
    )
    document = Document(profile=profile, confirmed=SET, tastes=dict.fromkeys(out, LOVE), wishes=dict.fromkeys(named, 7))
    targets = targets_of(profile, {}, SET)
    said = " ".join(notices(profile, targets, tuple(catalogue), ()))
    assert "left out" in said
    others = Document(people=(Person("Sam", profile, {}, frozenset(), SET),))
    day = tuple(UsualEntry("lunch", food_id, 100.0) for food_id in named)
    eaten = Document(profile=profile, usual_days=(day,))
    asked = Question(days_of(eaten, catalogue), catalogue, eaten, targets, templates)
    for food in out.values():
        assert not allows(document, food)
        assert not household_allows(others, food)
        assert not may_come_in(asked, food)
        assert not may_be_more(asked, of_catalogue(food))
    for food_id in named:
        food = catalogue[food_id]
        portion = Portion(BREAKFAST.slots[0].id, food, food.min_steps)
        locked = document.with_lock(
            Lock(1, "breakfast", BREAKFAST.id, (FixedPortion(portion.slot, food_id, portion.steps),))
        )
        plan = Plan((Day(1, (Meal("breakfast", BREAKFAST.id, (portion,)),)),))
        assert f"day 1: {food.name} is excluded" in audit(plan, locked, targets, templates)
