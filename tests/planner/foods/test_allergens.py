"""What foods have, by their names and recipes, and plans for people who may not have it.

The rules of thumb here read names, not the allergens column: they are written down a second time on purpose.
"""

import re
from collections.abc import Iterable

import pytest

from planner.document.document import LOVE, Document, FixedPortion, Lock, Person
from planner.editing.edits import Kitchen, Refused, add
from planner.editing.swaps import alternatives
from planner.explain.why import reasons_against
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.needs.adjusted_targets import targets_of
from planner.needs.day_targets import targets_for
from planner.needs.profile import BRANDS_DIFFER, Profile
from planner.optimise.request import Request
from planner.output.list_files import list_to_json, list_to_markdown, list_to_text
from planner.plan.allowed import allows
from planner.plan.audit import audit
from planner.plan.outcomes import Infeasible, Solved
from planner.plan.plan import Plan
from planner.planner import make_plan
from planner.shopping.bought import read_bought
from planner.shopping.shopping_list import shopping_list
from tests.planner.tiny_foods import catalogue_of, food

# What a word in a name means, and names in which it does not. Sesame and soy in breads: docs/decisions/012.
BAKED = r"\b(bread|bun|roll|bagel|breadsticks?|muffin|focaccia|naan|pita|melba|croissant|french toast)\b"
NO_YEAST = r"^(gluten-free|cornbread|banana bread|gingerbread|.*crispbread|(corn|blueberry) muffin|.*chapati)"
THUMBS = (
    ("sesame", BAKED, NO_YEAST),
    ("soy", BAKED, r".*chapati"),
    ("sesame", r"sesame|tahini|hummus|halva|multigrain (bread|bagel|chips|rice cakes)|veggie burger|falafel", ""),
    ("sesame", r"baba ganoush", ""),
    ("soy", r"\bsoy\b|soya|soybean|tofu|tempeh|\bmiso\b|natto|edamame|tamari|teriyaki|satay|mayonnaise|dressing", ""),
    ("soy", r"chocolate\b", r"milk, low-fat|chocolate (milk|syrup)|chocolate pudding"),
    ("soy", r"\btuna\b|\bdeli\b|(ham|turkey|beef|chicken breast) (breast )?slices|pastrami|frankfurter", r"tuna steak"),
    ("milk", r"(turkey|ham|beef|chicken) (breast )?slices|pastrami|frankfurter|salami|turkey bacon", ""),
    ("wheat", r"(turkey|ham|beef|chicken) (breast )?slices|pastrami|frankfurter|salami|turkey bacon", ""),
    ("wheat", r"soy sauce|teriyaki|satay|worcestershire", ""),
    ("peanut", r"peanut|satay", "mixed nuts without"),
    ("lupin", r"lupin", ""),
    ("milk", r"cheese|\bmilk\b|yogurt|butter\b|cream\b|ghee", r".*(soy|rice|oat|almond|coconut) milk"
     r"|coconut milk|soy yogurt|.*(nut|almond|cashew|seed|sunflower seed|peanut) butter|butter beans|cream of rice"
     r"|.*butter beans|.*butter bean|almond|.*no milk|peanut"),
    ("egg", r"\beggs?\b|omelette|mayonnaise", r"eggplant|tofu mayonnaise"),
    ("fish", r"tuna|salmon|cod\b|haddock|sardine|anchov|herring|mackerel|trout|fish sauce", ""),
    ("shellfish", r"shrimp|prawn|crab|lobster|clam|mussel|oyster|scallop|squid|octopus", "oyster mushroom"),
    ("tree nut", r"almond|cashew|walnut|pecan|pistachio|hazelnut|macadamia|brazil nut|coconut|^chestnuts", ""),
    ("wheat", r"\b(bread|bun|roll|bagel|naan|pita|couscous|bulgur|wheat)\b", r"gluten-free|.*buckwheat"),
)  # fmt: skip

# Bread, snacks and sauces that US shops sell with sesame, soy or nuts, by id (nutrition labels; FARE on sesame, 2023).
FOR_THE_ALLERGIC_MAN = (
    "bread_multigrain",
    "bagel_multigrain",
    "bagel_wheat",
    "bun_white",
    "bun_whole_wheat",
    "breadsticks",
    "rice_cakes_multigrain",
    "multigrain_chips",
    "satay_sauce",
    "hummus",
    "coconut_dried",
    "chestnuts",
)
BURDENED = frozenset({"tree nut", "peanut", "soy", "sesame"})
PEANUT = Profile(age_years=40, allergens=frozenset({"peanut"}))
MAN = Profile("male", 57, 178, 82, allergens=BURDENED)


@pytest.mark.parametrize(("allergen", "named", "but"), THUMBS)
def test_that_a_name_that_says_an_allergen_has_it(catalogue: Catalogue, allergen: str, named: str, but: str) -> None:
    without = [
        each.id
        for each in catalogue
        if re.search(named, each.name.lower())
        and not (but and re.match(but, each.name.lower()))
        and allergen not in each.allergens
    ]
    assert without == []


METHOD_WORDS = {
    "soy": r"soy sauce|tofu|tamari|\bmiso\b|tempeh|soy milk",
    "sesame": r"tahini|sesame",
    "peanut": r"peanut",
    "fish": r"anchov|fish sauce|worcestershire|salmon|haddock|tuna|sardine",
    "milk": r"cheese|yogurt|parmesan|feta|ricotta|(?<!peanut )(?<!almond )\bbutter\b(?! bean| \(lima\))",
    "wheat": r"breadcrumb|couscous|bulgur|worcestershire",
    "egg": r"\beggs?\b|omelette|mayonnaise",
}


def test_that_a_recipe_asks_for_nothing_its_ingredients_do_not_have(catalogue: Catalogue) -> None:
    wrong = [
        (dish.id, allergen)
        for dish in catalogue
        if dish.recipe is not None
        for allergen, words in METHOD_WORDS.items()
        if re.search(words, " ".join(dish.recipe.method).lower()) and allergen not in dish.allergens
    ]
    assert wrong == []


def test_that_a_dish_has_what_its_foods_have(catalogue: Catalogue) -> None:
    for dish in catalogue:
        assert dish.allergens >= {word for part in dish.ingredients for word in part.food.allergens}, dish.id


def test_that_whoever_is_allergic_to_peanuts_eats_no_lupin() -> None:
    lupin, beans = food("lupin", "legume", allergens=frozenset({"lupin"})), food("beans", "legume")
    for profile in (PEANUT, Profile(allergens=frozenset({"lupin"}))):
        assert [allows(Document(profile=profile), each) for each in (lupin, beans)] == [False, True]
        shared = Document(people=(Person("Ben", profile),))
        assert [allows(shared, each) for each in (lupin, beans)] == [False, True]
    assert allows(Document(profile=Profile(allergens=frozenset({"soy"}))), lupin)
    assert PEANUT.allergens == {"peanut"}  # what the person said is not changed


# Plans


def with_these(few: Catalogue, shipped: Catalogue, ids: Iterable[str]) -> Catalogue:
    more = [shipped[each] for each in ids]
    return catalogue_of([*(each for each in few if each.id not in {one.id for one in more}), *more])


def eaten(plan: Plan) -> set[str]:
    foods: list[Food] = [portion.food for day in plan.days for portion in day.portions]
    return {each.id for each in foods} | {part.food.id for each in foods for part in each.ingredients}


def solved(foods: Catalogue, document: Document, templates: Templates) -> Plan:
    outcome = make_plan(foods, Request(document, seconds=60.0))
    assert isinstance(outcome, Solved), outcome
    assert audit(outcome.plan, document, targets_of(document.profile, document.targets), templates) == ()
    return outcome.plan


@pytest.mark.parametrize("at_home", [False, True], ids=["alone", "at somebody's table"])
@pytest.mark.parametrize(
    ("who", "never"), [(MAN, FOR_THE_ALLERGIC_MAN), (PEANUT, ("lupin_beans", "satay_sauce"))], ids=["man", "peanut"]
)
def test_that_what_the_allergic_may_not_eat_is_in_no_plan_though_loved_and_wished_and_in_no_swap(
    some_foods: Catalogue,
    catalogue: Catalogue,
    templates: Templates,
    who: Profile,
    never: tuple[str, ...],
    at_home: bool,
) -> None:
    foods = with_these(some_foods, catalogue, never)
    document = Document(
        profile=Profile() if at_home else who,
        people=(Person("Ben", who),) if at_home else (),
        tastes=dict.fromkeys(never, LOVE),
        wishes=dict.fromkeys(never, 7),
    )
    plan = solved(foods, document, templates)
    assert eaten(plan).isdisjoint(never)
    kitchen = Kitchen(document, plan, foods, templates)
    for meal in plan.days[0].meals:
        old = meal.portions[0].food.id
        offered = alternatives(foods, document, plan, 1, meal.meal, old, templates=templates)
        assert {each.food.id for each in offered}.isdisjoint(never)
        for each in never:
            assert isinstance(add(kitchen, 1, meal.meal, each), Refused)


def test_that_lupin_is_planned_for_whoever_may_eat_it(
    some_foods: Catalogue, catalogue: Catalogue, templates: Templates
) -> None:
    foods = with_these(some_foods, catalogue, ["lupin_beans"])
    loving = Document(tastes={"lupin_beans": LOVE}, wishes={"lupin_beans": 7})
    assert "lupin_beans" in eaten(solved(foods, loving, templates))


def test_that_locked_lupin_makes_no_plan_for_a_peanut_allergy(
    few_foods: Catalogue, catalogue: Catalogue, templates: Templates
) -> None:
    foods = with_these(few_foods, catalogue, ["lupin_beans"])
    lupin = foods["lupin_beans"]
    template, slot = next(
        (template, slot)
        for template in templates.for_meal("lunch")
        for slot in template.slots
        if slot.takes(lupin)
    )  # fmt: skip
    lock = Lock(1, "lunch", None, (FixedPortion(slot.id, lupin.id, lupin.min_steps),))
    outcome = make_plan(foods, Request(Document(profile=PEANUT, locks=(lock,)), seconds=60.0))
    assert isinstance(outcome, Infeasible), template


def test_that_the_reason_against_lupin_speaks_of_the_allergy(catalogue: Catalogue, templates: Templates) -> None:
    (said,) = reasons_against(Document(profile=PEANUT), 1, catalogue["lupin_beans"], templates)
    assert said == "It has lupin, to which people with one of your allergies may react too."


# Labels


def test_that_only_the_allergic_are_told_to_read_labels() -> None:
    assert BRANDS_DIFFER == "Brands differ: read the label of what you buy."
    assert targets_for(PEANUT, {}).notices.count(BRANDS_DIFFER) == 1
    assert BRANDS_DIFFER not in targets_for(Profile(), {}).notices


@pytest.mark.parametrize("document", [Document(profile=PEANUT), Document(people=(Person("Ben", PEANUT),))])
def test_that_the_list_of_a_house_with_an_allergy_says_to_read_labels(document: Document) -> None:
    plain = shopping_list(Plan(()), Document(), read_bought())
    listed = shopping_list(Plan(()), document, read_bought())
    for turn in (list_to_text, list_to_markdown):
        assert turn(listed).count(BRANDS_DIFFER) == 1
        assert BRANDS_DIFFER not in turn(plain)
    assert list_to_json(listed)["note"] == BRANDS_DIFFER
    assert "note" not in list_to_json(plain)
