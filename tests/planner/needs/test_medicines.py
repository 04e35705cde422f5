"""Medicines by name: what is known, what is kept unknown, and what their groups do to a plan, a table and a page."""

import csv
from dataclasses import replace
from importlib.resources import files

import pytest

from planner.document.document import Document, Person, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.foods.nutrients import BY_KEY
from planner.needs import medicines
from planner.needs.adjusted_targets import targets_of
from planner.needs.medical_rules import applies, read_rules, why_banned
from planner.needs.medicines import GROUPS, find, groups_of, known, read_medicines, unchecked
from planner.needs.notices import notices
from planner.needs.profile import Profile, ProfileError
from planner.needs.targets import OwnTarget, TargetError, UndecidedError
from planner.output.clinician_page import clinician_sheet
from planner.own.food import food_of
from planner.plan.allowed import household_allows
from planner.plan.plan import Plan
from tests.planner.own_examples import yogurt

POTASSIUM = BY_KEY["potassium_mg"]


def taking(*names: str) -> Profile:
    return Profile(age_years=68, sex="male", medicines=names)


# The table


def test_that_every_group_has_rules_and_medicines_and_no_medicine_has_another() -> None:
    used = {group for one in read_medicines() for group in one.groups}
    assert used == set(GROUPS)
    rules = read_rules()
    asked = {rule.when for rule in rules.bans} | {rule.when for rule in rules.advice}
    asked |= {rule.when for rule in rules.medicines}
    assert set(GROUPS) <= asked


def test_that_the_table_is_in_order_and_no_name_stands_twice_in_a_row() -> None:
    text = files("planner").joinpath("data", "medicines.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    names = [row["name"] for row in rows]
    assert names == sorted(set(names), key=str.casefold)
    for row in rows:
        also = row["also"].split(";")
        assert len(set(also)) == len(also)
        assert row["name"] not in also
        assert row["groups"]


@pytest.mark.parametrize("medicine", read_medicines(), ids=lambda medicine: medicine.name)
def test_that_every_name_and_brand_turns_on_its_groups_in_any_case(medicine: medicines.Medicine) -> None:
    for name in (medicine.name, *medicine.also):
        for written in (name, name.upper(), name.lower(), f"{name} 5 mg"):
            assert medicine.groups <= groups_of((written,)), written


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("warfrin 5 mg", "warfarin"),
        ("Coumadine", "Coumadin"),
        ("Metphormin", "metformin"),
        ("sprionolactone 25", "spironolactone"),
        ("tab. simvastatine 20mg", "simvastatin"),
        ("insullin at night", "insulin"),
        ("warfarin", ""),
        ("pravastatin", ""),
        ("Humira", ""),
        ("zin", ""),
        ("", ""),
    ],
)
def test_that_a_slip_in_a_document_is_asked_about_beside_the_plan(written: str, meant: str) -> None:
    assert medicines.meant(written) == meant
    if not written:
        return
    who = taking(written)
    said = [each for each in notices(who, targets_of(who, {}), (), ()) if "meant to be" in each]
    assert [f"meant to be {meant}?" in each for each in said] == ([True] if meant else [])


@pytest.mark.parametrize(
    ("brand", "groups"),
    [
        ("Lotrel", {"raised potassium"}),
        ("Exforge HCT", {"raised potassium", "loop or thiazide diuretic"}),
        ("Tarka", {"raised potassium", "grapefruit medicine"}),
        ("Glucovance", {"metformin", "low blood sugar"}),
        ("Actoplus Met", {"metformin"}),
        ("Klor-Con M20", {"raised potassium"}),
        ("Caduet", {"grapefruit medicine"}),
    ],
)
def test_that_a_brand_of_two_medicines_has_the_rules_of_both(brand: str, groups: set[str]) -> None:
    assert groups_of((brand,)) == groups


# Written by hand and from general knowledge, without a look at the table.
@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("WARFARIN", "warfarin"),
        ("Coumadin", "warfarin"),
        ("Simvastatin 40mg", "grapefruit medicine"),
        ("lipitor", "grapefruit medicine"),
        ("insulin glargine", "low blood sugar"),
        ("Gliclazide MR", "low blood sugar"),
        ("Metformin hydrochloride", "metformin"),
        ("lisinopril", "raised potassium"),
        ("Losartan potassium", "raised potassium"),
        ("trimethoprim-sulfamethoxazole", "raised potassium"),
        ("lisinopril/hydrochlorothiazide", "loop or thiazide diuretic"),
        ("lisinopril/hydrochlorothiazide", "raised potassium"),
        ("Nardil", "MAO inhibitor"),
        ("L-Thyroxine", "levothyroxine"),
        ("Carbidopa-Levodopa", "levodopa"),
        ("Prilosec", "proton-pump inhibitor"),
    ],
)
def test_that_a_common_name_is_known(written: str, group: str) -> None:
    assert group in groups_of((written,))


@pytest.mark.parametrize("written", ["Foozol", "warfarine", "met", "🜚", "vitamin B", "-", "insul"])
def test_that_another_name_is_kept_unchecked_and_turns_nothing_on(written: str) -> None:
    assert known(written) == ()
    assert unchecked((written,)) == (written,)
    assert groups_of((written,)) == frozenset()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("metfromin", "metformin"),
        ("wafarin", "warfarin"),
        ("simvastatine", "simvastatin"),
        ("RAMIPRILL", "ramipril"),
        ("glucofage", "Glucophage"),
        ("levothyroxin", "levothyroxine"),
        ("omepra", "omeprazole"),
        ("liptor", "Lipitor"),
    ],
)
def test_that_a_slip_of_the_finger_is_forgiven_in_the_search(typed: str, meant: str) -> None:
    assert find(typed)[0] == meant


def test_that_nothing_is_offered_for_nothing_and_little_for_much() -> None:
    assert find("") == find("  ") == find("qqqqqqq") == ()
    assert 0 < len(find("a")) <= medicines.MOST_OFFERED


# The profile and its document


@pytest.mark.parametrize(
    "names", [("",), (" x",), ("x" * 81,), ("a\nb",), ("a", "A"), ["a"], tuple(map(str, range(41)))]
)
def test_that_a_name_that_is_none_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ProfileError, match="medicines"):
        Profile(medicines=names)


def test_that_a_document_keeps_the_names_as_they_were_written(templates: Templates) -> None:
    taken = ("Coumadin", "metformin 500 mg", "Foozol")
    person = Person("Eva", taking("Nardil"))
    stored = Stored(Document(profile=taking(*taken), people=(person,)))
    again = stored_from_text(stored_to_text(stored), templates).document
    assert again.profile.medicines == taken
    assert again.people == (person,)


def test_that_a_document_without_medicines_is_written_as_before() -> None:
    assert "medicines" not in stored_to_text(Stored(Document()))


def test_that_a_name_written_twice_in_a_document_is_read_once(templates: Templates) -> None:
    text = '{"format": "magnolia", "version": 1, "profile": {"medicines": [" Warfarin ", "warfarin", "Foo"]}}'
    assert stored_from_text(text, templates).document.profile.medicines == ("Warfarin", "Foo")


@pytest.mark.parametrize("value", ['"warfarin"', "[1]", "null", "[[]]", '[""]', '{"warfarin": 1}'])
def test_that_what_is_no_list_of_names_is_refused(value: str, templates: Templates) -> None:
    text = f'{{"format": "magnolia", "version": 1, "profile": {{"medicines": {value}}}}}'
    with pytest.raises(DocumentError, match="medicines"):
        stored_from_text(text, templates)


# What they do


@pytest.mark.parametrize(
    ("written", "foods"),
    [
        ("Marcumar", ("natto",)),
        ("Zocor", ("grapefruit", "grapefruit_juice", "marmalade")),
        ("phenelzine", ("cheddar", "salami", "fava_beans", "soy_sauce_low_sodium", "kimchi")),
    ],
)
def test_that_a_medicine_leaves_foods_out_alone_and_at_a_shared_table(
    written: str, foods: tuple[str, ...], catalogue: Catalogue
) -> None:
    who = taking(written)
    for food_id in foods:
        assert why_banned(who, catalogue[food_id])
        assert why_banned(taking("Foozol"), catalogue[food_id]) is None
        assert not household_allows(Document(people=(Person("Eva", who),)), catalogue[food_id])


def test_that_a_dish_is_left_out_for_what_is_in_it(catalogue: Catalogue) -> None:
    who = taking("tranylcypromine")
    dishes = [dish for dish in catalogue if any("tyramine" in part.food.flags for part in dish.ingredients)]
    assert dishes
    assert [dish.name for dish in dishes if why_banned(who, dish) is None] == []


@pytest.mark.parametrize(
    ("name", "roles", "left_out"),
    [
        ("Old Amsterdam", ("cheese",), True),
        ("Ricotta", ("cheese",), False),
        ("Kikkoman soy sauce", ("flavour",), True),
        ("Marmite", ("flavour",), True),
        ("Plain yogurt", ("yogurt",), False),
    ],
)
def test_that_an_own_food_is_left_out_by_its_kind_and_name(name: str, roles: tuple[str, ...], left_out: bool) -> None:
    own = replace(yogurt(), name=name, roles=frozenset(roles))
    assert (why_banned(taking("Parnate"), food_of(own)) is not None) == left_out


def test_that_potassium_has_a_most_near_its_recommended_amount() -> None:
    plain, held = targets_of(taking(), {}), targets_of(taking("ramipril"), {})
    assert plain.most(POTASSIUM) is None
    assert held.most(POTASSIUM) == pytest.approx(1.1 * (plain.least(POTASSIUM) or 0.0))
    assert held.least(POTASSIUM) == plain.least(POTASSIUM)
    assert [row.hard for row in held.of(POTASSIUM)] == [False, True]


def test_that_a_clinicians_most_stands_and_a_number_alone_is_asked_about() -> None:
    who = taking("ramipril")
    assert targets_of(who, {"potassium_mg": OwnTarget(most=5000.0)}).most(POTASSIUM) == 5000.0
    with pytest.raises(UndecidedError):
        targets_of(who, {"potassium_mg": 3000.0})
    with pytest.raises(TargetError, match="because of ramipril"):
        targets_of(who, {"potassium_mg": OwnTarget(least=4500.0)})


def said(profile: Profile) -> str:
    return "\n".join(notices(profile, targets_of(profile, {}), (), ()))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Metformin", "vitamin B12"),
        ("insulin", "dangerously low"),
        ("Amaryl", "dangerously low"),
        ("Tritace", "no salt substitute"),
        ("Nardil", "leftovers"),
        ("levothyroxine", "breakfast"),
        ("Sinemet", "Protein"),
        ("Foozol", "Not checked: Foozol"),
        ("Fosamax", "Fosamax: Magnesium supplements"),
        ("Marcumar", "Because of Marcumar, vitamin K"),
    ],
)
def test_that_what_is_known_of_a_medicine_is_said(written: str, words: str) -> None:
    assert words in said(taking(written))
    assert words not in said(taking())


def test_that_low_blood_sugar_is_said_before_anything_else() -> None:
    who = replace(taking("Fosamax", "metformin", "ramipril", "insulin"), conditions=frozenset({"warfarin", "diabetes"}))
    first = said(who).splitlines()[0]
    assert "dangerously low" in first


def test_that_one_rule_is_said_once_though_a_condition_and_a_medicine_ask_for_it() -> None:
    both = Profile(conditions=frozenset({"warfarin"}), medicines=("Coumadin",))
    lines = said(both).splitlines()
    assert len(lines) == len(set(lines))
    assert applies("warfarin", both)


def test_that_the_clinicians_page_names_what_is_known_and_what_is_not(catalogue: Catalogue) -> None:
    who = taking("Coumadin", "metformin", "Foozol")
    page = clinician_sheet(Plan(()), Document(profile=who), targets_of(who, {}), catalogue)
    facts = {row[0]: row[1] for row in page.tables[0].rows}
    assert facts["Medicines"] == "Coumadin (warfarin); metformin; Foozol (not checked)"
    assert any("Not checked: Foozol" in note for note in page.notes)
