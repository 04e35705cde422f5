"""What each medical rule changes, shown beside the same person without it, and that every rule names its source."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from planner.foods.catalogue import Catalogue
from planner.foods.dishes import dishes_from_entries
from planner.foods.food import FLAGS, MERCURY_CLASSES, OWN, OXALATE_CLASSES, Food
from planner.foods.nutrients import BY_KEY, MAGNESIUM
from planner.needs.adjusted_targets import adjusted, targets_of, undecided
from planner.needs.day_targets import targets_for
from planner.needs.medical_rules import (
    CHILDBEARING,
    COUNTED,
    UNTESTED,
    Advice,
    Ask,
    Ban,
    DayMost,
    Foods,
    MedicineNote,
    PortionLimit,
    Steady,
    limits,
    read_rules,
    why_banned,
)
from planner.needs.medicines import GROUPS
from planner.needs.notices import notices
from planner.needs.profile import CONDITIONS, LIFE_STAGES, RESTRICTIONS, Profile
from planner.needs.targets import (
    CONFIRMATIONS,
    Own,
    OwnTarget,
    Target,
    TargetError,
    Targets,
    UndecidedError,
)
from planner.plan.allowed import broken_limits
from planner.plan.plan import Portion, Total, totals
from tests.planner.tiny_foods import food

K, B12, D = (BY_KEY[key] for key in ("vit_k_ug", "vit_b12_ug", "vit_d_ug"))
ANNA = Profile(age_years=30)
NURSING = Profile(age_years=30, life_stage="lactation", months_since_birth=2)
PREGNANT = Profile(age_years=30, life_stage="pregnancy", gestation_week=20)
WARFARIN, STONES, KIDNEY = (
    Profile(age_years=30, conditions=frozenset({condition}))
    for condition in ("warfarin", "oxalate stones", "kidney disease")
)
Rule = Ban | PortionLimit | Steady | DayMost | Ask | Advice
SET = frozenset({"clinician set the targets"})


def refusal(profile: Profile, confirmed: frozenset[str]) -> str | None:
    """Why no plan is made for healthy targets, None where one is."""
    try:
        targets_of(profile, {}, confirmed)
    except TargetError as error:
        return error.why
    return None


def banned(profile: Profile, foods: Iterable[Food]) -> dict[str, str]:
    """The ids of the foods that a rule leaves out, each with its reason."""
    return {one.id: why for one in foods if (why := why_banned(profile, one)) is not None}


def band(profile: Profile, own: dict[str, Own] | None = None) -> Target:
    """The hard target on vitamin K."""
    (hard,) = (row for row in adjusted(profile, targets_for(profile, own or {})).of(K) if row.hard)
    return hard


def dish(*parts: Food) -> Food:
    """A dish of 100 g of each part."""
    entry: dict[str, Any] = {
        "id": "stew",
        "name": "Stew",
        "group": "Soups",
        "roles": ["soup_dish"],
        "ingredients": [{"food": part.id, "grams": 100} for part in parts],
        "water_g": 0,
        "weekly_max": 4,
        "familiarity": 2,
        "servings": 1,
        "minutes": 5,
        "method": ["Cook."],
    }
    made, _ = dishes_from_entries([entry], {part.id: part for part in parts})
    return made["stew"]


def said(profile: Profile, foods: Sequence[Food] = (), days: Sequence[dict[str, float]] = ()) -> str:
    """All notices of a plan whose days hold these amounts by nutrient key, and enough of everything else."""
    targets = adjusted(profile, targets_for(profile, {}))
    enough = {row.nutrient: targets.least(row.nutrient) or 0.0 for row in targets.all}
    known = [{BY_KEY[key]: amount for key, amount in day.items()} for day in days]
    sums = [{nutrient: Total(amount, False) for nutrient, amount in (enough | day).items()} for day in known]
    return "\n".join(notices(profile, targets, foods, sums))


def rules_on_foods() -> list[Ban | PortionLimit]:
    return [*read_rules().bans, *read_rules().limits]


def rules_of() -> list[Rule]:
    rules = read_rules()
    return [*rules.bans, *rules.limits, *rules.steady, *rules.mosts, *rules.asks, *rules.refusals, *rules.advice]


# The rules file


def test_that_every_rule_names_its_source() -> None:
    rules = read_rules()
    every: list[Rule | MedicineNote] = [*rules_of(), *rules.medicines]
    assert len(every) >= 17
    assert [rule for rule in every if len(rule.source.strip()) < 10] == []


def test_that_every_rule_is_for_somebody_and_every_condition_has_one() -> None:
    asked = {rule.when for rule in rules_of()}
    of_values = {threshold.group for threshold in read_rules().thresholds}
    known = {*CONDITIONS, *RESTRICTIONS, *LIFE_STAGES, CHILDBEARING, COUNTED, UNTESTED, *GROUPS, *of_values}
    assert {*CONDITIONS, *RESTRICTIONS, "pregnancy"} <= asked <= known
    assert {rule.confirmation for rule in read_rules().refusals} <= set(CONFIRMATIONS)


def test_that_every_word_about_a_food_is_one_foods_have() -> None:
    known = {
        "mercury": ("", *MERCURY_CLASSES),
        "oxalate": ("", *OXALATE_CLASSES),
        "flags": FLAGS,
        "unknown": tuple(BY_KEY),
        "gluten": ("unknown",),
        "meat": ("unknown", "with milk"),
    }
    for rule in rules_on_foods():
        assert rule.foods.words <= set(known[rule.foods.kind])
    assert len({limit.id for limit in read_rules().limits}) == len(read_rules().limits)


def test_that_a_misspelt_kind_of_foods_is_an_error_and_bans_nothing_silently() -> None:
    with pytest.raises(ValueError, match="mercuri"):
        Foods("mercuri", frozenset({"high"})).hold(food("oats", "grain"))


def test_that_every_ban_and_limit_finds_foods_in_the_catalogue(catalogue: Catalogue) -> None:
    own = food("own_fish", "fish", mercury="unknown", source=OWN)  # only the user's own foods leave something unknown
    meat = food("own_meat", "meat", diets=frozenset({"omnivore"}), source=OWN)
    risotto = food("own_risotto", "grain", flags=frozenset({"alcohol"}), source=OWN)
    for rule in rules_on_foods():
        assert any(rule.foods.hold(one) for one in (*catalogue, own, meat, risotto)), rule.name


def test_that_medicines_are_notes_for_a_pharmacist() -> None:
    notes = read_rules().medicines
    assert len(notes) == 12
    assert all("pharmacist" in note.note for note in notes)


def test_that_nobody_without_a_condition_is_touched(catalogue: Catalogue) -> None:
    targets = targets_for(ANNA, {})
    assert banned(ANNA, catalogue) == {}
    assert adjusted(ANNA, targets) == targets
    assert limits(ANNA) == ()
    assert refusal(ANNA, frozenset()) is None
    assert said(ANNA, tuple(catalogue), [{}]) == ""


# Pregnancy


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"mercury": "high"}, "mercury"),
        ({"flags": frozenset({"raw_egg"})}, "egg"),
        ({"flags": frozenset({"raw_fish", "processed_meat"})}, "fish"),
        ({"flags": frozenset({"liver"})}, "liver"),
    ],
)
def test_that_pregnancy_leaves_out_a_food_and_every_dish_with_it(facts: dict[str, Any], word: str) -> None:
    risky, rice = food("risky", "fish", **facts), food("rice", "grain")
    for one in (risky, dish(rice, risky)):
        assert why_banned(ANNA, one) is None
        assert word in banned(PREGNANT, [one, rice])[one.id]
    assert why_banned(PREGNANT, rice) is None


@pytest.mark.parametrize("mercury", ["", "low", "moderate"])
def test_that_pregnancy_keeps_fish_that_is_not_high_in_mercury(mercury: str) -> None:
    assert why_banned(PREGNANT, food("cod", "fish", mercury=mercury)) is None


def test_that_lactation_is_not_taken_for_pregnancy() -> None:
    for flag in ("liver", "listeria", "raw_egg"):
        assert why_banned(NURSING, food("pate", "sandwich_filling", flags=frozenset({flag}))) is None


@pytest.mark.parametrize("who", [PREGNANT, NURSING])
def test_that_pregnancy_and_breastfeeding_allow_three_portions_of_fish_in_seven_days(who: Profile) -> None:
    cod, rice = food("cod", "fish", mercury="low"), food("rice", "grain")
    three = {1: [cod, rice], 4: [cod], 7: [dish(rice, cod)]}
    assert broken_limits(three, limits(who)) == ()
    four = three | {6: [cod]}
    assert broken_limits(four, limits(ANNA)) == ()
    assert broken_limits(four, limits(who)) == (
        "the 7 days to day 7: 4 portions of fish and seafood, expected at most 3",
    )
    assert broken_limits({1: [cod, cod, cod], 8: [cod, cod, cod]}, limits(who)) == ()


@pytest.mark.parametrize("who", [PREGNANT, NURSING])
def test_that_one_portion_of_moderate_mercury_uses_up_the_week(who: Profile) -> None:
    tuna, cod = food("tuna", "fish", mercury="moderate"), food("cod", "fish", mercury="low")
    assert broken_limits({1: [tuna], 8: [tuna]}, limits(who)) == ()
    for other in (tuna, cod, dish(cod, food("rice", "grain"))):
        assert broken_limits({1: [tuna], 7: [other]}, limits(who)) != ()
    assert broken_limits({1: [dish(tuna, cod)]}, limits(who)) == ()  # one dish is one portion, of its highest class
    assert broken_limits({1: [dish(tuna, cod)], 2: [cod]}, limits(who)) != ()
    for banned_class in ("high", "unknown"):
        assert why_banned(who, food("pike", "fish", mercury=banned_class)) is not None


def test_that_a_woman_who_could_become_pregnant_hears_of_the_fish_a_plan_has() -> None:
    pike, cod = food("pike", "fish", mercury="high"), food("cod", "fish", mercury="low")
    targets = targets_for(ANNA, {})

    def words(who: Profile, *eaten: Food) -> str:
        return "\n".join(notices(who, targets, eaten, [], eaten))

    assert "could become pregnant" in words(ANNA, pike, cod)
    assert "This plan has Pike." in words(ANNA, pike, cod)
    for who, eaten in ((ANNA, cod), (Profile(age_years=50), pike), (Profile(sex="male", age_years=30), pike)):
        assert words(who, eaten) == ""


# What is eaten cold in pregnancy, natto, grapefruit, gluten


def heated(part: Food, *, through: bool) -> Food:
    entry = {
        "id": "pie", "name": "Pie", "group": "Soups", "roles": ["soup_dish"], "water_g": 0, "weekly_max": 4,
        "familiarity": 2, "servings": 1, "minutes": 5, "method": ["Cook."],
        "ingredients": [{"food": part.id, "grams": 100, "heated": through}],
    }  # fmt: skip
    made, _ = dishes_from_entries([entry], {part.id: part})
    return made["pie"]


def test_that_a_dish_that_heats_what_may_carry_listeria_is_eaten_in_pregnancy() -> None:
    brie = food("brie", "cheese", flags=frozenset({"listeria"}))
    assert why_banned(ANNA, brie) is None
    assert "listeria" in (why_banned(PREGNANT, brie) or "")
    assert "listeria" in (why_banned(PREGNANT, heated(brie, through=False)) or "")
    assert why_banned(PREGNANT, heated(brie, through=True)) is None
    liver = food("liver", "meat", flags=frozenset({"liver", "raw_egg"}))
    assert why_banned(PREGNANT, heated(liver, through=True)) is not None


def test_that_pregnancy_says_what_the_label_must_say_and_what_to_heat_of_the_plan() -> None:
    feta = food("feta", "cheese", flags=frozenset({"pasteurised_only"}))
    sausage = food("sausage", "meat", flags=frozenset({"steaming_hot"}))
    targets = targets_for(PREGNANT, {})
    assert why_banned(PREGNANT, feta) is why_banned(PREGNANT, sausage) is None
    said_of = "\n".join(notices(PREGNANT, targets, (feta, sausage), [], (feta, sausage)))
    assert "only if the label says pasteurised: Feta." in said_of
    assert "steaming hot: Sausage." in said_of
    nothing_eaten = "\n".join(notices(PREGNANT, targets, (feta, sausage), [], ()))
    assert "Feta" not in nothing_eaten
    assert "400 micrograms of folic acid" in nothing_eaten
    assert "at most 200 mg" in nothing_eaten
    assert "Feta" not in "\n".join(notices(PREGNANT, targets, (), [], (heated(feta, through=True),)))


@pytest.mark.parametrize(
    ("condition", "flag"),
    [
        ("warfarin", "vitamin_k2"),
        ("warfarin", "cranberry"),
        ("warfarin", "grapefruit"),
        ("grapefruit medicine", "grapefruit"),
        ("coeliac disease", "gluten"),
    ],
)
def test_that_a_condition_leaves_out_a_flag_and_every_dish_with_it(condition: str, flag: str) -> None:
    who = Profile(age_years=30, conditions=frozenset({condition}))
    risky, rice = food("risky", "grain", flags=frozenset({flag}), vit_k_ug=1), food("rice", "grain", vit_k_ug=1)
    assert set(banned(who, [risky, rice, dish(rice, risky)])) == {"risky", "stew"}
    assert why_banned(ANNA, risky) is None
    assert why_banned(who, heated(risky, through=True)) is not None


def test_that_coeliac_disease_leaves_out_oats_unless_they_are_said_to_be_gluten_free() -> None:
    oats = food("oats", "hot_cereal", flags=frozenset({"oats"}))
    granola = food("granola", "cold_cereal", flags=frozenset({"oats", "gluten"}))
    coeliac = Profile(conditions=frozenset({"coeliac disease"}))
    both = Profile(conditions=frozenset({"coeliac disease", "gluten-free oats"}))
    assert set(banned(coeliac, [oats, granola, dish(oats)])) == {"oats", "granola", "stew"}
    assert set(banned(both, [oats, granola, dish(oats)])) == {"granola"}
    eaten = notices(both, targets_for(both, {}), (oats, granola), [], (oats,))
    assert any("only if the label says gluten-free: Oats." in sentence for sentence in eaten)
    assert not any("oats" in sentence.partition(":")[2] for sentence in eaten if "left out" in sentence)


def test_that_warfarin_hears_of_what_else_moves_the_inr() -> None:
    for word in ("cranberry", "grapefruit", "pomegranate", "Alcohol", "vitamins E"):
        assert word in said(WARFARIN)


# Oxalate stones


def test_that_oxalate_stones_leave_out_very_high_and_keep_high() -> None:
    spinach, beans, rice = (
        food(name, "grain", oxalate=oxalate)
        for name, oxalate in (("spinach", "very high"), ("beans", "high"), ("rice", "low"))
    )
    for one in (spinach, dish(rice, spinach)):
        assert why_banned(ANNA, one) is None
        assert "oxalate" in (why_banned(STONES, one) or "")
    assert why_banned(STONES, beans) is None


@pytest.mark.parametrize("oxalate", ["high", ""])
def test_that_oxalate_stones_allow_one_portion_a_day_of_high_or_unknown_oxalate(oxalate: str) -> None:
    rich = food("rich", "grain", oxalate=oxalate)
    other, low = food("other", "grain", oxalate="high"), food("low", "grain", oxalate="moderate")
    day = {2: [rich, low, low, dish(low, other)]}
    assert broken_limits(day, limits(ANNA)) == ()
    assert broken_limits(day, limits(STONES)) == (
        "day 2: 2 portions of foods high in oxalate, or whose oxalate is not known, expected at most 1",
    )
    assert broken_limits({1: [rich, low], 2: [rich]}, limits(STONES)) == ()


# Warfarin


def test_that_warfarin_leaves_out_what_has_no_figure_for_vitamin_k() -> None:
    known, unknown = food("known", "grain", vit_k_ug=10), food("unknown", "grain")
    assert banned(ANNA, [known, unknown, dish(known, unknown)]) == {}
    assert set(banned(WARFARIN, [known, unknown, dish(known, known), dish(known, unknown)])) == {"unknown", "stew"}
    assert why_banned(WARFARIN, food("none", "grain", vit_k_ug=0)) is None


def test_that_warfarin_keeps_vitamin_k_within_a_quarter_of_the_recommended_amount() -> None:
    assert adjusted(ANNA, targets_for(ANNA, {})).most(K) is None
    hard = band(WARFARIN)
    assert (hard.least, hard.most, hard.own) == (67.5, 112.5, False)  # 90 µg, IOM 2001
    assert "25 % of 90 µg" in hard.source
    kale, lettuce = (Portion("side", food(name, "side_dish", vit_k_ug=ug), 1) for name, ug in (("k", 500), ("l", 100)))
    amounts = [totals([portion])[K].amount for portion in (kale, lettuce)]
    assert [67.5 <= amount <= 112.5 for amount in amounts] == [False, True]


def test_that_the_band_goes_by_the_persons_own_recommended_amount() -> None:
    man = Profile(sex="male", conditions=frozenset({"warfarin"}))
    assert (band(man).least, band(man).most) == (90, 150)  # 120 µg, IOM 2001


@pytest.mark.parametrize(
    ("own", "least", "most"),
    [
        (200.0, 150, 250),
        (OwnTarget(least=200), 150, 250),
        (OwnTarget(least=80, most=100), 80, 100),
        (OwnTarget(most=50), 30, 50),
        (OwnTarget(most=200), 67.5, 112.5),
        (None, 67.5, 112.5),
    ],
)
def test_that_own_values_move_the_band(own: Own, least: float, most: float) -> None:
    hard = band(WARFARIN, {"vit_k_ug": own})
    assert [hard.least, hard.most] == pytest.approx([least, most])
    assert hard.own == (own is not None)


def test_that_only_vitamin_k_changes_and_the_order_stays() -> None:
    before = targets_for(WARFARIN, {})
    after = adjusted(WARFARIN, before)
    assert [row for row in after.all if row not in before.all] == [band(WARFARIN)]
    assert [row for row in after.all if row in before.all] == list(before.all)
    assert adjusted(WARFARIN, after) == after
    place = after.all.index(band(WARFARIN))
    assert after.all[place - 1] == before.of(K)[0]


def test_that_the_band_is_there_when_the_energy_need_is_low() -> None:
    frail = Profile(age_years=95, height_cm=140, weight_kg=35, activity="inactive", conditions=frozenset({"warfarin"}))
    targets = targets_for(frail, {}, frozenset({"low energy"}))
    assert adjusted(frail, targets).most(K) == 112.5


# Kidney disease


def test_that_kidney_disease_needs_a_clinicians_targets_first() -> None:
    sentence = refusal(KIDNEY, frozenset({"low energy"}))
    assert sentence is not None
    assert "clinician or renal dietitian" in sentence
    assert refusal(KIDNEY, SET) is None
    assert refusal(WARFARIN, frozenset()) is None


def test_that_no_targets_are_planned_for_before_the_confirmation() -> None:
    with pytest.raises(TargetError, match="renal dietitian") as caught:
        targets_of(KIDNEY, {"magnesium_mg": 300})
    assert caught.value.key == "confirmed"
    assert targets_of(KIDNEY, {"magnesium_mg": OwnTarget(least=300)}, SET).least(MAGNESIUM) == 300
    assert targets_of(WARFARIN, {}).of(K)[-1] == band(WARFARIN)


ASKED = ("protein_g", "magnesium_mg", "potassium_mg", "phosphorus_mg", "sodium_mg", "calcium_mg", "water_g")


@pytest.mark.parametrize("key", ASKED)
def test_that_kidney_disease_asks_what_a_number_alone_means(key: str) -> None:
    with pytest.raises(UndecidedError) as caught:
        targets_of(KIDNEY, {key: 60, "iron_mg": 12}, SET)
    assert caught.value.key == f"targets.{key}"
    assert f'"{key}": {{"least": 60}} or "{key}": {{"most": 60}}' in str(caught.value)
    assert "at most or at least" in caught.value.why
    assert "{" not in caught.value.why
    assert targets_of(ANNA, {key: 60}).least(BY_KEY[key]) == 60  # nobody else is asked
    assert undecided(KIDNEY, {key: OwnTarget(least=1.0, most=60), "iron_mg": 12}) == {}


def test_that_all_numbers_that_say_nothing_are_named_at_once() -> None:
    with pytest.raises(UndecidedError) as caught:
        targets_of(KIDNEY, {"protein_g": 60, "magnesium_mg": 300.5}, SET)
    assert '"protein_g": {"most": 60}' in str(caught.value)
    assert '"magnesium_mg": {"most": 300.5}' in str(caught.value)
    assert "protein (60 g) and magnesium (300.5 mg)" in caught.value.why


@pytest.mark.parametrize("key", [key for key in ASKED if key != "water_g"])  # for water nothing is recommended
def test_that_a_clinicians_most_leaves_nothing_to_reach(key: str) -> None:
    """Below the table's amount and above it: what is recommended to the healthy pulls at neither."""
    nutrient = BY_KEY[key]
    recommended = targets_for(ANNA, {}).least(nutrient)
    assert recommended is not None
    for most in (0.5 * recommended, 1.2 * recommended):
        targets = targets_of(KIDNEY, {key: OwnTarget(most=most)}, SET)
        assert [(row.least, row.most, row.hard) for row in targets.of(nutrient)] == [(None, most, True)]
        assert any("has no amount to reach" in notice for notice in targets.notices)
    both = targets_of(KIDNEY, {key: OwnTarget(least=1.0, most=recommended)}, SET)
    assert (both.least(nutrient), both.most(nutrient)) == (1.0, recommended)


def test_that_what_is_no_number_is_still_refused_as_such() -> None:
    for wrong in (-5.0, float("nan"), 1e9):
        with pytest.raises(TargetError, match="expected a number"):
            targets_of(KIDNEY, {"protein_g": wrong}, SET)


def test_that_kidney_disease_raises_no_target_and_keeps_own_ones() -> None:
    targets = targets_for(KIDNEY, {"potassium_mg": OwnTarget(least=1000, most=2000)}, SET)
    assert adjusted(KIDNEY, targets) == targets
    assert targets_for(KIDNEY, {}).all == targets_for(ANNA, {}).all


def test_that_targets_nobody_set_for_the_kidneys_are_named() -> None:
    def words(own: dict[str, Own]) -> str:
        return "\n".join(notices(KIDNEY, adjusted(KIDNEY, targets_for(KIDNEY, own, SET)), (), ()))

    assert "The targets for magnesium, potassium and phosphorus are those of healthy people" in words({})
    assert "The targets for phosphorus are" in words({"magnesium_mg": 200, "potassium_mg": OwnTarget(most=2000)})
    every: dict[str, Own] = {"magnesium_mg": 200, "potassium_mg": 2000, "phosphorus_mg": OwnTarget(most=900)}
    assert "healthy people" not in words(every)
    assert "Show a plan to your clinician" in words(every)


# What is said


def test_that_foods_left_out_are_counted_once_and_named() -> None:
    both = food("both", "fish", mercury="high", flags=frozenset({"raw_fish"}))
    words = said(PREGNANT, [both, food("rice", "grain")])
    first = words.splitlines()[0]
    assert first == "Because of pregnancy, 1 food is left out: fish high in mercury; raw, pickled or cold-smoked fish."
    assert "at most 3 portions in any 7 days of fish" in said(PREGNANT, [food("tuna", "fish", mercury="moderate")])


def test_that_warfarin_shows_the_band_and_what_the_plan_has() -> None:
    without = "Because of warfarin, vitamin K stays between 68 and 112 µg every day"
    assert f"{without}.\n" in said(WARFARIN)
    assert f"{without}; this plan has 95 µg.\n" in said(WARFARIN, (), [{"vit_k_ug": 95}])
    days = [{"vit_k_ug": amount} for amount in (99.0, 105.0, 70.0)]
    assert f"{without}; this plan has 70 to 105 µg.\nTell whoever checks your INR" in said(WARFARIN, (), days)


def test_that_what_a_plan_lacks_of_b12_and_vitamin_d_is_said_with_figures() -> None:
    words = said(ANNA, (), [{"vit_d_ug": 4.5}, {"vit_d_ug": 9}])
    assert words.startswith("Vitamin D reaches 45 % of its target, 6.75 of 15 µg a day. Fortified foods")
    assert "B12" not in words
    assert said(ANNA, (), [{"vit_d_ug": 0}, {"vit_d_ug": 30}]) == ""
    assert said(ANNA) == ""


def test_that_vegans_are_told_of_fortified_foods_only_once() -> None:
    vegan = Profile(age_years=30, diet="vegan")
    assert said(vegan, (), [{"vit_b12_ug": 1.2}]) == "Vitamin B12 reaches 50 % of its target, 1.2 of 2.4 µg a day."
    assert sum("ortified" in notice for notice in targets_for(vegan, {}).notices) == 1


def test_that_an_unknown_share_makes_the_figure_at_least() -> None:
    day = {B12: Total(2.4, True), D: Total(7.5, True)}
    (sentence,) = notices(ANNA, targets_for(ANNA, {}), (), [day])
    assert "reaches at least 50 % of its target" in sentence


def test_that_a_goal_the_user_removed_is_not_missed() -> None:
    targets = targets_for(ANNA, {"vit_d_ug": None})
    day = {B12: Total(3, False), D: Total(0, False)}
    assert notices(ANNA, targets, (), [day]) == ()


def test_that_no_notice_repeats_one_of_the_targets(catalogue: Catalogue) -> None:
    everything = Profile(
        age_years=30, life_stage="pregnancy", gestation_week=20, diet="vegan", conditions=frozenset(CONDITIONS)
    )
    targets: Targets = adjusted(everything, targets_for(everything, {}, SET))
    day = totals([Portion("base", food("rice", "grain"), 1)])
    here = notices(everything, targets, catalogue, [day])
    assert len({*here, *targets.notices}) == len(here) + len(targets.notices)
    assert day[MAGNESIUM].amount == 0
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in here)
