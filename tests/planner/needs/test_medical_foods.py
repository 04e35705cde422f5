"""Which foods the medical rules are about: flags against names, dishes that heat them, own foods and own dishes.

The rules of thumb here are words of names, written without a look at the rules; exceptions are named one by one.
"""

import re
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from planner.document.document import LOVE, Document, FixedPortion, Lock, Person, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.editing.own_edits import with_own
from planner.editing.swaps import alternatives
from planner.explain.why import reasons_against
from planner.foods.catalogue import Catalogue
from planner.foods.food import HEAT_CURES, MEAT_FLAGS, Food
from planner.foods.meals import Templates
from planner.needs.adjusted_targets import targets_of
from planner.needs.medical_rules import why_banned
from planner.needs.profile import Profile
from planner.optimise.request import Request
from planner.output.clinician_page import clinician_sheet
from planner.own.cautions import cautious_flags
from planner.own.dish import OwnDish, Weighed
from planner.own.food import OwnFood
from planner.plan.allowed import allows, household_allows
from planner.plan.audit import audit
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan
from planner.planner import make_plan
from tests.planner.conftest import one_in
from tests.planner.own_examples import yogurt

PREGNANT = Profile(age_years=31, life_stage="pregnancy", gestation_week=24)
NURSING = Profile(age_years=31, life_stage="lactation", months_since_birth=3)
WARFARIN, GRAPEFRUIT, COELIAC = (
    Profile(age_years=55, sex="male", conditions=frozenset({word}))
    for word in ("warfarin", "grapefruit medicine", "coeliac disease")
)
CARRIES = HEAT_CURES - {"raw_hard"}  # what may carry a germ
SECONDS = 60.0  # [s] the guard of one solve

# A word of a name, the flag it asks for, and the ids that have the word for another reason.
THUMB = [
    (r"\b(slices|pastrami|salami|pâté|smoked|brie|camembert|blue cheese|queso|tuna salad)\b", "listeria",
     {"american_cheese", "sweet_pickles"}),
    (r"\b(feta|goat cheese|port salut|fontina|muenster|freshly squeezed)\b", "pasteurised_only", set()),
    (r"\b(frankfurter|bean sprouts)\b", "steaming_hot", set()),
    (r"natto", "vitamin_k2", set()),
    (r"grapefruit|pomelo|tangelo|seville|marmalade", "grapefruit", set()),
    (r"\b(wheat|rye|barley|spelt|couscous|bulgur|semolina|malt|bagel|naan|pretzels|croissant)\b", "gluten", set()),
    (r"\b(oat|oats|oatmeal|muesli|granola)\b", "oats", set()),
    (r"\bliver\b", "liver", set()),
    (r"\b(nuts?|seeds?|popcorn|chips|crackers?|crispbread|rice cakes|granola|bacon|dried|corn on the cob|with skin)\b",
     "hard", {"apricots_dried_stewed", "chocolate_chips_semisweet", "cumin", "halva", "sesame_paste"}),
    (r"\b(lettuce|raw)\b", "raw_hard",
     {"cashews_raw", "fennel_raw", "garlic", "pistachios_raw", "pumpkin_seeds_raw", "sunflower_seeds"}),
    (r"\bcranberr(y juice|ies)\b", "cranberry", set()),
    (r"\b(anchovies|smoked salmon|pickled herring)\b", "raw_fish", set()),
    (r"\b(poached|egg, fried)\b", "raw_egg", set()),
    (r"\b(teriyaki|wine|beer|sherry|mirin)\b", "alcohol", set()),
    (r"\b(parmesan|pecorino|gruyère|caesar|pesto)\b", "rennet", set()),
    (r"\b(cheddar|edam|gouda|brie|camembert|feta|parmesan|pecorino|gruyère|blue cheese|caesar|pesto|miso|natto)\b"
     r"|tempeh|kimchi|sauerkraut|fish sauce|soy sauce|tamari|teriyaki|sweet and sour|barbecue|worcestershire|satay",
     "tyramine", set()),
    (r"\b(liver|venison|rabbit|boar|mackerel|herring|sardines|anchovies|mussels|scallops|yeast extract)\b",
     "purine", set()),
    (r"\b(sweetened|syrup|sugar|honey|jam|cookie|cake|pie|ice cream|pudding|chocolate|granola)\b"
     r"|flakes with (raisins|fruit)|yogurt.*(fruit|vanilla|strawberry)|(fruit|vanilla|strawberry).* yogurt",
     "sugary", {"honey_mustard_dressing"}),
    (r"\b(kale, (cooked|frozen)|collard|broccoli|gai lan|hearts of palm|bamboo|olives|capers|dill pickles|pickle slices"
     r"|wheat (bran|germ)|muesli|clam)", "hard", {"broccoli_raw"}),
    (r"^(jalapeños, pickled|sweet cherries, canned|plums, canned)", "hard", set()),
    (r"uncooked", "raw_hard", set()),
    (r"\b(ice cream|pudding|milk,|skim milk|whole milk|buttermilk|ricotta|cottage cheese)\b", "lactose", set()),
]  # fmt: skip

OF_KEEPING = MEAT_FLAGS | {"not_kosher", "alcohol"}


def plain(catalogue: Catalogue) -> list[Food]:
    return [food for food in catalogue if food.recipe is None]


@pytest.mark.parametrize(("words", "flag", "other"), THUMB)
def test_that_flags_agree_with_names(words: str, flag: str, other: set[str], catalogue: Catalogue) -> None:
    named = {food.id for food in plain(catalogue) if re.search(words, food.name, re.IGNORECASE)} - other
    flagged = {food.id for food in plain(catalogue) if flag in food.flags}
    assert named - flagged == set()
    assert flagged


def test_that_wheat_is_gluten_and_gluten_free_foods_have_none(catalogue: Catalogue) -> None:
    for food in plain(catalogue):
        assert "wheat" not in food.allergens or "gluten" in food.flags, food.name
        assert "gluten-free" not in food.name.lower() or food.flags.isdisjoint({"gluten", "oats"}), food.name


def test_that_the_words_for_own_foods_find_in_the_tables_what_is_flagged_there(catalogue: Catalogue) -> None:
    for food in plain(catalogue):
        found = cautious_flags(food.name, food.group, food.roles, food.allergens, food.flags)
        found = found - OF_KEEPING | food.flags  # what words say of meat is held in test_restrictions.py
        assert found - food.flags <= {"pasteurised_only"}, food.name
        assert found == food.flags or "cheese" in food.roles or "listeria" in food.flags, food.name


def test_that_each_dish_with_what_may_carry_listeria_says_whether_it_is_heated(catalogue: Catalogue) -> None:
    held = {
        (dish.id, part.food.id): part.heated
        for dish in catalogue
        for part in dish.ingredients
        if part.food.flags & CARRIES
    }
    assert held == {
        ("greek_salad_butter_beans", "feta"): False,
        ("omelette_spinach_mushroom", "feta"): False,
        ("spinach_potato_frittata", "feta"): True,
        ("shrimp_mangetout_noodles", "bean_sprouts_cooked"): True,
        ("tofu_pad_thai", "bean_sprouts_cooked"): True,
        ("chicken_chow_mein", "bean_sprouts_cooked"): True,
    }
    for dish_id, _ in (place for place, heated in held.items() if heated):
        recipe = catalogue[dish_id].recipe
        assert recipe is not None
        assert re.search(r"steaming hot|[Bb]ake for", " ".join(recipe.method)), dish_id
        assert catalogue[dish_id].flags.isdisjoint(CARRIES)


def test_that_dishes_have_the_gluten_of_their_foods(catalogue: Catalogue) -> None:
    for dish in (food for food in catalogue if food.recipe):
        for flag in ("gluten", "oats", "grapefruit", "vitamin_k2"):
            assert (flag in dish.flags) == any(flag in part.food.flags for part in dish.ingredients), dish.name


# Own foods and own dishes


def own(name: str, **facts: Any) -> OwnFood:
    """An own food of which nobody was asked about any flag."""
    usual: dict[str, Any] = {
        "group": "Soy foods",
        "roles": frozenset({"plant_protein"}),
        "diet": "omnivore",
        "allergens": frozenset(),
    }
    return replace(
        yogurt(), **{"id": "own_x", "name": name, "flags": frozenset(), "diet": "omnivore", **usual, **facts}
    )


COLD_CUT: dict[str, Any] = {"group": "Meat", "roles": frozenset({"sandwich_filling"})}
CHEESE: dict[str, Any] = {
    "group": "Dairy",
    "roles": frozenset({"cheese", "sandwich_filling"}),
    "allergens": frozenset({"milk"}),
}


@pytest.mark.parametrize(
    ("who", "food", "banned"),
    [
        (PREGNANT, own("Corner shop slices", **COLD_CUT), True),
        (PREGNANT, own("Streaky bacon, fried", **COLD_CUT), False),
        (PREGNANT, own("Brie de Meaux", **CHEESE), True),
        (PREGNANT, own("Gorgonzola", **CHEESE), True),
        (PREGNANT, own("Young Gouda", **CHEESE), False),
        (PREGNANT, own("Market cheese", flags=frozenset({"listeria"}), **CHEESE), True),
        (PREGNANT, own("Fish pie", allergens=frozenset({"fish"})), True),  # its mercury is not known
        (NURSING, own("Fish pie", allergens=frozenset({"fish"})), True),
        (NURSING, own("Fish pie", allergens=frozenset({"fish"}), mercury="low"), False),
        (GRAPEFRUIT, own("Ruby Grapefruits"), True),
        (GRAPEFRUIT, own("Thick-cut marmalade"), True),
        (GRAPEFRUIT, own("Grape jelly"), False),
        (COELIAC, own("Porridge mix"), True),  # nobody said
        (COELIAC, own("Porridge mix", flags=frozenset({"gluten_free"})), False),
        (COELIAC, own("Bread", flags=frozenset({"gluten_free"}), allergens=frozenset({"wheat"})), True),
        (COELIAC, own("Rye crackers"), True),
        (COELIAC, own("Wheat-free flakes", flags=frozenset({"gluten_free"})), False),
    ],
)
def test_that_an_own_food_is_judged_by_what_is_known_of_it(who: Profile, food: OwnFood, banned: bool) -> None:
    made = with_own(Catalogue({}), Document(own_foods=(food,)))["own_x"]
    assert (why_banned(who, made) is not None) == banned
    assert why_banned(Profile(), made) is None


def test_that_natto_is_left_out_with_warfarin_alone_in_an_own_food_and_in_an_own_dish(catalogue: Catalogue) -> None:
    natto = own(
        "Nattō, frozen", amounts=MappingProxyType({"energy_kcal": 211.0, "magnesium_mg": 115.0, "vit_k_ug": 23.0})
    )
    dishes = tuple(
        OwnDish(f"own_{number}", f"Bowl {number}", "side", (Weighed(part, 50.0), Weighed("white_rice_cooked", 200.0)))
        for number, part in enumerate(("natto", "own_x", "tofu_firm"))
    )
    foods = with_own(catalogue, Document(own_foods=(natto,), own_dishes=dishes))
    for food_id in ("natto", "own_x", "own_0", "own_1"):
        assert "natto" in (why_banned(WARFARIN, foods[food_id]) or ""), food_id
    assert "natto" not in (why_banned(WARFARIN, foods["own_2"]) or "")


@pytest.mark.parametrize("heated", [False, True])
def test_that_an_own_dish_says_whether_all_of_it_is_heated(
    catalogue: Catalogue, templates: Templates, heated: bool
) -> None:
    dish = OwnDish("own_1", "Ham and brie pie", "bake", (Weighed("ham_deli", 100), Weighed("brie", 50)), heated=heated)
    document = Document(own_dishes=(dish,))
    again = stored_from_text(stored_to_text(Stored(document)), templates).document
    assert again.own_dishes == (dish,)
    assert (why_banned(PREGNANT, with_own(catalogue, again)["own_1"]) is None) == heated


def test_that_a_document_keeps_the_new_words(templates: Templates) -> None:
    words = frozenset({"coeliac disease", "gluten-free oats", "grapefruit medicine"})
    text = stored_to_text(Stored(Document(profile=Profile(conditions=words))))
    assert stored_from_text(text, templates).document.profile.conditions == words


# Probes: what is loved, wished and locked


def planned(catalogue: Catalogue, document: Document, templates: Templates) -> Plan:
    outcome = make_plan(catalogue, Request(document, seconds=SECONDS))
    assert isinstance(outcome, Solved), outcome
    wanted = targets_of(document.profile, document.targets, document.confirmed)
    assert audit(outcome.plan, document, wanted, templates) == ()
    return outcome.plan


PROBES = {
    "A1": (PREGNANT, ("ham_deli", "brie", "camembert", "queso_fresco", "salami", "salmon_smoked", "tuna_salad")),
    "A2": (NURSING, ("pike",)),
    "A3": (WARFARIN, ("natto",)),
    "A10": (GRAPEFRUIT, ("grapefruit", "grapefruit_juice", "marmalade")),
    "A11": (COELIAC, ("mushroom_barley_bean_soup", "corn_flakes", "crisped_rice", "oatmeal_cooked", "bread_rye")),
}


@pytest.mark.parametrize("shared", [False, True], ids=["alone", "household"])
@pytest.mark.parametrize("probe", PROBES)
def test_that_what_a_rule_leaves_out_is_in_no_plan_and_no_swap(
    probe: str, shared: bool, catalogue: Catalogue, templates: Templates
) -> None:
    who, asked = PROBES[probe]
    risky = {food_id: catalogue[food_id] for food_id in asked if food_id in catalogue}
    foods = Catalogue({**{food.id: food for food in one_in(4, catalogue)}, **risky})
    document = Document(
        profile=Profile() if shared else who,
        people=(Person("Eva", who),) if shared else (),
        tastes=dict.fromkeys(risky, LOVE),
        wishes=dict.fromkeys(risky, 7),
    )
    plan = planned(foods, document, templates)
    eaten = [portion for day in plan.days for portion in day.portions]
    assert [portion.food.name for portion in eaten if why_banned(who, portion.food)] == []
    assert not any(allows(document, food) or household_allows(document, food) for food in risky.values())
    for food in risky.values():
        assert [*reasons_against(document, 1, food, templates)]
    wanted = targets_of(document.profile, document.targets, document.confirmed)
    meal = next(meal for meal in plan.days[0].meals if meal.meal == "lunch")
    for portion in meal.portions:
        offered = alternatives(foods, document, plan, 1, "lunch", portion.food.id, templates=templates, targets=wanted)
        assert [offer.food.name for offer in offered if why_banned(who, offer.food)] == []


def test_that_a_lock_makes_no_plan_of_natto(catalogue: Catalogue, templates: Templates) -> None:
    foods = Catalogue({**{food.id: food for food in one_in(12, catalogue)}, "natto": catalogue["natto"]})
    slot = next(
        (meal, slot.id)
        for template in templates.by_id.values()
        for meal in template.meals
        for slot in template.slots
        if slot.takes(catalogue["natto"])
    )
    lock = Lock(1, slot[0], None, (FixedPortion(slot[1], "natto", catalogue["natto"].min_steps),))
    outcome = make_plan(foods, Request(Document(profile=WARFARIN, locks=(lock,)), seconds=SECONDS))
    assert not isinstance(outcome, Solved)


@pytest.mark.parametrize("who", [PREGNANT, NURSING])
def test_that_a_plan_has_the_fish_of_a_week_however_much_is_loved(
    who: Profile, catalogue: Catalogue, templates: Templates
) -> None:
    fish = [food for food in catalogue if food.roles == {"fish"}][::7]
    foods = Catalogue({food.id: food for food in (*one_in(12, catalogue), *fish)})
    ids = [food.id for food in fish]
    document = Document(
        profile=Profile(age_years=35), people=(Person("Eva", who),), days=3, wishes=dict.fromkeys(ids, 7)
    )
    plan = planned(foods, replace(document, tastes=dict.fromkeys(ids, LOVE)), templates)
    classes = [portion.food.mercury for day in plan.days for portion in day.portions if portion.food.mercury]
    assert set(classes) <= {"low", "moderate"}
    assert len(classes) <= (1 if "moderate" in classes else 3)


def test_that_the_page_for_a_clinician_says_what_the_rules_did(catalogue: Catalogue) -> None:
    wanted = targets_of(COELIAC, {}, frozenset())
    page = clinician_sheet(Plan(()), Document(profile=COELIAC), wanted, catalogue)
    assert any("Because of coeliac disease" in note for note in page.notes)
