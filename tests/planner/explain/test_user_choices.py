"""The user's own choices in words, and the documents without them."""

from dataclasses import replace
from datetime import date

from planner.document.document import NEVER, RARELY, Document, FixedPortion, Lock, Person, Removed
from planner.explain.user_choices import choices_of, without, words_together
from planner.foods.meals import read_templates
from planner.needs.profile import Profile
from planner.needs.targets import OwnTarget
from tests.planner.tiny_foods import food

FOODS = {
    each.id: each
    for each in (
        food("tofu", "plant_protein", group="Soy foods"),
        food("miso", "plant_protein", group="Soy foods"),
        food("tempeh", "plant_protein", group="Soy foods"),
        food("natto", "plant_protein", group="Soy foods"),
        food("cod", "fish", group="Fish and seafood", diets=frozenset({"omnivore"})),
    )
}


def words(document: Document, day: int = 1) -> list[str]:
    found = choices_of(document, day, FOODS, read_templates(), lambda each: document.profile.diet in each.diets)
    return [choice.words for choice in found]


def everything() -> Document:
    return Document(
        profile=Profile(
            diet="vegan",
            allergens=frozenset({"soy"}),
            conditions=frozenset({"warfarin"}),
            snacks=frozenset({"morning_snack"}),
        ),
        targets={"magnesium_mg": 420.0, "sodium_mg": OwnTarget(most=1500.0), "fiber_g": None},
        tastes={"tofu": NEVER, "miso": RARELY},
        days=2,
        locks=(Lock(1, "lunch", "grain_bowl", ()), Lock(2, "dinner", None, (FixedPortion("main", "natto", 1),))),
        removed=frozenset({Removed(1, "dinner", "tempeh")}),
        people=(Person("Anna", Profile()),),
    )


def test_that_everything_decided_about_a_day_is_a_choice_in_words() -> None:
    assert words(everything()) == [
        "your own target of 420 mg for magnesium",
        "your own limit of at most 1,500 mg for sodium",
        "the locked lunch on day 1",
        "what is locked on other days",
        "“Tempeh”, taken out of dinner on day 1",
        "“Tofu”, which you never eat",
        "what Anna may or will not eat",
        "the morning snack you wish for every day",
        "the vegan diet",
        "the allergy to soy",
        "the rules for warfarin",
    ]


def test_that_a_choice_about_another_day_is_none_of_this_one() -> None:
    assert "“Natto”, locked in dinner on day 2" in words(everything(), day=2)
    assert not any("locked lunch" in said for said in words(everything(), day=2))


def test_that_a_document_without_all_its_choices_is_free() -> None:
    document = everything()
    found = choices_of(document, 1, FOODS, read_templates(), lambda each: True)
    free = without(document, found)
    assert free.profile == Profile()
    assert dict(free.targets) == {"fiber_g": None}
    assert dict(free.tastes) == {"miso": RARELY}
    assert not free.locks
    assert not free.removed
    assert not free.people


def test_that_a_whole_group_is_named_and_a_part_of_it_counted() -> None:
    soy = ["tofu", "miso", "tempeh", "natto"]
    assert words(Document(tastes=dict.fromkeys(soy, NEVER))) == ["“Soy foods”, all of which you never eat"]
    more = FOODS | {"edamame": food("edamame", "legume", group="Soy foods")}
    found = choices_of(Document(tastes=dict.fromkeys(soy, NEVER)), 1, more, read_templates(), lambda each: True)
    assert [choice.words for choice in found] == ["the 4 of 5 foods in “Soy foods” you never eat"]


def test_that_a_food_the_diet_forbids_anyway_is_no_choice() -> None:
    document = Document(profile=Profile(diet="vegan"), tastes={"cod": NEVER})
    assert words(document) == ["the vegan diet"]
    assert words(replace(document, profile=Profile())) == ["“Cod”, which you never eat"]


def test_that_several_groups_never_eaten_are_said_once() -> None:
    soy = dict.fromkeys(["tofu", "miso", "tempeh", "natto"], NEVER)
    document = Document(tastes=soy | {"cod": NEVER}, profile=Profile(conditions=frozenset({"warfarin"})))
    assert words_together(choices_of(document, 1, FOODS, read_templates(), lambda each: True)) == [
        "“Soy foods” and “Cod”, all of which you never eat",
        "the rules for warfarin",
    ]


def test_that_a_choice_names_its_day_as_the_window_does() -> None:
    monday = replace(everything(), start=date(2026, 11, 30))
    assert "the locked lunch on Monday" in words(monday)
    assert "“Tempeh”, taken out of dinner on Monday" in words(monday)
