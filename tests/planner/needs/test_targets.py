"""What a person needs in a day, by tables read by hand, and what their own values change."""

import csv
import math
from importlib.resources import files
from typing import Any

import pytest

from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import BY_KEY, DERIVED, DERIVED_BY_KEY, ENERGY, MAGNESIUM
from planner.needs.day_targets import targets_for
from planner.needs.energy import energy_need
from planner.needs.profile import ACTIVITIES, Profile
from planner.needs.reference_intakes import WITH_GAPS, limit_notes
from planner.needs.targets import Own, OwnTarget, Target, TargetError, Targets

ANNA = Profile()  # female, 40, 165 cm, 65 kg, low active: 2173.47 kcal
BEN = Profile("male", 30, 180, 80, "active")
MIRA = Profile("female", 28, 170, 68, "low active", "pregnancy", gestation_week=20)
RUTH = Profile("female", 28, 170, 68, "low active", "lactation", months_since_birth=3)
THIN = Profile(height_cm=170, weight_kg=50)  # BMI 17.3: 575.77 - 280.4 + 1122 + 607 = 2024.37 kcal
FRAIL = Profile("female", 100, 140, 35, "inactive")  # 584.9 - 701 + 800.8 + 409.85 = 1094.55 kcal

SOFT, HARD = False, True


def target(targets: Targets, key: str, hard: bool) -> Target | None:
    """The one soft or hard target of a nutrient, if it has one."""
    found = [row for row in targets.all if row.nutrient.key == key and row.hard == hard]
    assert len(found) <= 1
    return found[0] if found else None


def ends(targets: Targets, key: str, hard: bool) -> tuple[float | None, float | None] | None:
    """Least and most of that target, rounded to what a hand calculation gives."""
    row = target(targets, key, hard)
    if row is None:
        return None
    return tuple(None if end is None else round(end, 3) for end in (row.least, row.most))  # type: ignore[return-value]


def refusal(profile: Profile, own: dict[str, Any], confirmed: frozenset[str] = frozenset()) -> tuple[str, str]:
    with pytest.raises(TargetError) as caught:
        targets_for(profile, own, confirmed)
    return caught.value.key, str(caught.value)


def of_sex_and_age(sex: str, age: int, **stage: Any) -> Profile:
    return Profile(sex=sex, age_years=age, **stage)


PREGNANT: dict[str, Any] = {"life_stage": "pregnancy", "gestation_week": 20}
NURSING: dict[str, Any] = {"life_stage": "lactation", "months_since_birth": 3}


# Magnesium: the promise of the product


@pytest.mark.parametrize(
    ("sex", "age", "stage", "least"),
    [
        ("male", 19, {}, 400),
        ("male", 30, {}, 400),
        ("male", 31, {}, 420),
        ("male", 50, {}, 420),
        ("male", 51, {}, 420),
        ("male", 70, {}, 420),
        ("male", 71, {}, 420),
        ("male", 120, {}, 420),
        ("female", 19, {}, 310),
        ("female", 30, {}, 310),
        ("female", 31, {}, 320),
        ("female", 50, {}, 320),
        ("female", 51, {}, 320),
        ("female", 71, {}, 320),
        ("female", 120, {}, 320),
        ("female", 19, PREGNANT, 350),
        ("female", 30, PREGNANT, 350),
        ("female", 31, PREGNANT, 360),
        ("female", 50, PREGNANT, 360),
        ("female", 19, NURSING, 310),
        ("female", 30, NURSING, 310),
        ("female", 31, NURSING, 320),
        ("female", 50, NURSING, 320),
    ],
)
def test_that_magnesium_must_reach_its_rda_and_aims_for_a_band_without_a_limit(
    sex: str, age: int, stage: dict[str, Any], least: float
) -> None:
    targets = targets_for(of_sex_and_age(sex, age, **stage), {}, frozenset({"low energy"}))
    assert target(targets, "magnesium_mg", HARD) == Target(MAGNESIUM, least, None, True, "RDA, IOM 1997")
    assert ends(targets, "magnesium_mg", SOFT) == (None, 1.5 * least)


def test_that_an_own_most_of_magnesium_takes_the_place_of_the_band() -> None:
    targets = targets_for(ANNA, {"magnesium_mg": OwnTarget(most=900)})
    assert ends(targets, "magnesium_mg", SOFT) is None
    assert targets.most(MAGNESIUM) == 900


# Energy


@pytest.mark.parametrize(
    ("profile", "kcal"),
    [
        (ANNA, 575.77 - 7.01 * 40 + 6.60 * 165 + 12.14 * 65),
        (ANNA, 2173.47),
        (BEN, 3126.32),  # 1004.82 - 324.90 + 1173.60 + 1272.80
        (Profile("female", 72, 158, 58, "inactive"), 1663.12),  # 584.90 - 504.72 + 903.76 + 679.18
        (Profile("male", 19, 190, 95, "very active"), 4057.70),  # -517.88 - 205.77 + 2965.90 + 1815.45
    ],
)
def test_that_energy_need_follows_the_equation_of_sex_and_activity(profile: Profile, kcal: float) -> None:
    assert energy_need(profile) == pytest.approx(kcal, abs=0.005)
    assert targets_for(profile, {}).energy_kcal == energy_need(profile)


def pregnant(week: int, weight_kg: float = 68) -> Profile:
    return Profile("female", 28, 170, weight_kg, "low active", "pregnancy", gestation_week=week)


@pytest.mark.parametrize("week", [1, 13])
def test_that_the_first_trimester_adds_no_energy(week: int) -> None:
    assert energy_need(pregnant(week)) == energy_need(Profile("female", 28, 170, 68))
    assert energy_need(pregnant(week)) == pytest.approx(2327.01)  # 575.77 - 196.28 + 1122 + 825.52


@pytest.mark.parametrize(
    ("week", "weight_kg", "kcal"),
    [
        # 693.35 - 57.12 + 974.10 = 1610.33, then 10.20 a kilogram, 9.16 a week and what the body lays down
        (14, 68, 1610.33 + 693.6 + 128.24 + 200),
        (20, 68, 1610.33 + 693.6 + 183.2 + 200),
        (42, 68, 1610.33 + 693.6 + 384.72 + 200),
        (20, 50, 1610.33 + 510.0 + 183.2 + 300),  # BMI 17.3
        (20, 80, 1610.33 + 816.0 + 183.2 + 150),  # BMI 27.7
        (20, 95, 1610.33 + 969.0 + 183.2 - 50),  # BMI 32.9
    ],
)
def test_that_later_pregnancy_adds_by_week_and_weight_class(week: int, weight_kg: float, kcal: float) -> None:
    assert energy_need(pregnant(week, weight_kg)) == pytest.approx(kcal)


@pytest.mark.parametrize(("weight_kg", "added"), [(74, 200), (100, 150), (120, -50)])
def test_that_a_weight_class_begins_at_its_bound(weight_kg: float, added: float) -> None:
    at_bound = Profile("female", 30, 200, weight_kg, "inactive", "pregnancy", gestation_week=20)
    without = 1131.2 - 61.2 + 68 + 12.15 * weight_kg + 183.2
    assert energy_need(at_bound) - without == pytest.approx(added)


@pytest.mark.parametrize(("months", "added"), [(0, 400), (6, 400), (7, 380), (24, 380)])
def test_that_lactation_adds_less_after_six_months(months: int, added: float) -> None:
    nursing = Profile("female", 28, 170, 68, "low active", "lactation", months_since_birth=months)
    assert energy_need(nursing) == pytest.approx(2327.01 + added)


def test_that_energy_must_stay_within_three_percent() -> None:
    targets = targets_for(ANNA, {})
    assert ends(targets, "energy_kcal", HARD) == (2108.266, 2238.674)
    assert len(targets.of(ENERGY)) == 1


# Recommended amounts and limits


def test_that_a_recommended_amount_is_soft_and_a_limit_is_hard() -> None:
    targets = targets_for(ANNA, {})
    assert ends(targets, "calcium_mg", SOFT) == (1000, None)
    assert ends(targets, "calcium_mg", HARD) == (None, 2500)
    assert {row.nutrient.key for row in targets.hard if row.least is not None} == {"energy_kcal", "magnesium_mg"}


@pytest.mark.parametrize(
    ("key", "most"),
    [
        ("iron_mg", 45),
        ("zinc_mg", 36),
        ("copper_mg", 10),
        ("manganese_mg", 9.9),
        ("selenium_ug", 360),
        ("phosphorus_mg", 4000),
        ("sodium_mg", 2300),
        ("vit_c_mg", 1800),
        ("vit_d_ug", 90),
        ("vit_b6_mg", 10.8),
        ("choline_mg", 3150),
        ("vit_a_preformed_ug", 2700),
        ("folic_acid_added_ug", 900),
    ],
)
@pytest.mark.parametrize("profile", [ANNA, BEN, RUTH])
def test_that_a_limit_on_food_is_hard(profile: Profile, key: str, most: float) -> None:
    """Those of nutrients for which some foods have no figure are 10 % below the upper level."""
    assert ends(targets_for(profile, {}), key, HARD) == (None, round(most, 3))


def test_that_the_nutrients_with_a_margin_are_those_some_foods_have_no_figure_for(catalogue: Catalogue) -> None:
    limited = {row.nutrient for row in targets_for(ANNA, {}).hard if row.most is not None} - {ENERGY, BY_KEY["sfa_g"]}
    plain = [food for food in catalogue if food.recipe is None]
    gaps = {nutrient.key for nutrient in limited if any(food.amount(nutrient, 1) is None for food in plain)}
    assert gaps == WITH_GAPS


@pytest.mark.parametrize(("key", "level"), [("manganese_mg", "8"), ("selenium_ug", "255")])
def test_that_the_european_level_is_named_and_not_planned_for(key: str, level: str) -> None:
    assert any(level in note and "EFSA" in note for note in limit_notes(ANNA, BY_KEY[key]))
    assert (targets_for(ANNA, {}).most(BY_KEY[key]) or 0) > float(level)


@pytest.mark.parametrize(
    ("profile", "firm"),
    [
        (ANNA, False),
        (Profile(age_years=75), False),  # 23.9 kg / m²
        (Profile(age_years=75, weight_kg=59), True),  # 21.7 kg / m²
        (Profile(age_years=65, weight_kg=59), False),
        (Profile(age_years=66, weight_kg=59), True),
        (MIRA, True),
        (RUTH, True),
        (THIN, True),
    ],
)
def test_that_who_has_nothing_to_lose_is_planned_no_less_than_they_need(profile: Profile, firm: bool) -> None:
    targets = targets_for(profile, {}, frozenset({"low energy"}))
    (energy,) = targets.of(ENERGY)
    assert energy.least == pytest.approx(targets.energy_kcal * (1.0 if firm else 0.97))
    assert energy.most == pytest.approx(targets.energy_kcal * 1.03)


def test_that_nothing_else_is_a_hard_limit() -> None:
    limited = {row.nutrient.key for row in targets_for(ANNA, {}).hard if row.most is not None}
    assert limited == {
        *("energy_kcal", "sfa_g", "calcium_mg", "iron_mg", "zinc_mg", "copper_mg", "manganese_mg", "selenium_ug"),
        *("phosphorus_mg", "sodium_mg", "vit_c_mg", "vit_d_ug", "vit_b6_mg", "choline_mg"),
        *("vit_a_preformed_ug", "folic_acid_added_ug"),
    }


@pytest.mark.parametrize("key", ["niacin_mg", "vit_e_mg", "vit_a_rae_ug", "folate_dfe_ug"])
def test_that_a_limit_on_added_forms_does_not_cap_food(key: str) -> None:
    assert targets_for(ANNA, {}).most(BY_KEY[key]) is None


def test_that_limits_on_derived_are_the_two_added_forms() -> None:
    limits = targets_for(ANNA, {}).limits_on_derived
    assert [(row.nutrient, row.least, row.most) for row in limits] == [
        (DERIVED_BY_KEY["vit_a_preformed_ug"], None, 2700),
        (DERIVED_BY_KEY["folic_acid_added_ug"], None, 900),
    ]


def test_that_the_limit_of_b6_is_the_european_one_and_named_so() -> None:
    row = target(targets_for(ANNA, {}), "vit_b6_mg", HARD)
    assert row is not None
    assert "10.2903/j.efsa.2023.8006" in row.source


@pytest.mark.parametrize(
    ("key", "anna", "ben", "mira", "ruth"),
    [
        ("calcium_mg", 1000, 1000, 1000, 1000),
        ("iron_mg", 18, 8, 27, 9),
        ("phosphorus_mg", 700, 700, 700, 700),
        ("potassium_mg", 2600, 3400, 2900, 2800),
        ("sodium_mg", 1500, 1500, 1500, 1500),
        ("zinc_mg", 8, 11, 11, 12),
        ("copper_mg", 0.9, 0.9, 1.0, 1.3),
        ("manganese_mg", 1.8, 2.3, 2.0, 2.6),
        ("selenium_ug", 55, 55, 60, 70),
        ("vit_a_rae_ug", 700, 900, 770, 1300),
        ("vit_c_mg", 75, 90, 85, 120),
        ("vit_d_ug", 15, 15, 15, 15),
        ("vit_e_mg", 15, 15, 15, 19),
        ("vit_k_ug", 90, 120, 90, 90),
        ("thiamin_mg", 1.1, 1.2, 1.4, 1.4),
        ("riboflavin_mg", 1.1, 1.3, 1.4, 1.6),
        ("niacin_mg", 14, 16, 18, 17),
        ("pantothenic_mg", 5, 5, 6, 7),
        ("vit_b6_mg", 1.3, 1.3, 1.9, 2.0),
        ("vit_b12_ug", 2.4, 2.4, 2.6, 2.8),
        ("folate_dfe_ug", 400, 400, 600, 500),
        ("choline_mg", 425, 550, 450, 550),
        ("ala_18_3_g", 1.1, 1.6, 1.4, 1.3),
        ("fiber_g", 25, 38, 28, 29),
    ],
)
def test_that_recommended_amounts_are_the_tables(key: str, anna: float, ben: float, mira: float, ruth: float) -> None:
    nutrient = BY_KEY[key]
    for profile, least in ((ANNA, anna), (BEN, ben), (MIRA, mira), (RUTH, ruth)):
        targets = targets_for(profile, {})
        assert targets.least(nutrient) == least
        assert [row.least for row in targets.soft if row.nutrient == nutrient] == [least]


@pytest.mark.parametrize(
    ("sex", "age", "key", "hard", "expected"),
    [
        ("female", 51, "calcium_mg", SOFT, (1200, None)),
        ("female", 51, "calcium_mg", HARD, (None, 2000)),
        ("male", 70, "calcium_mg", SOFT, (1000, None)),
        ("male", 71, "calcium_mg", SOFT, (1200, None)),
        ("female", 50, "iron_mg", SOFT, (18, None)),
        ("female", 51, "iron_mg", SOFT, (8, None)),
        ("female", 70, "vit_d_ug", SOFT, (15, None)),
        ("female", 71, "vit_d_ug", SOFT, (20, None)),
        ("male", 71, "phosphorus_mg", HARD, (None, 3000)),
        ("male", 51, "vit_b6_mg", SOFT, (1.7, None)),
        ("female", 51, "vit_b6_mg", SOFT, (1.5, None)),
    ],
)
def test_that_needs_change_on_the_right_birthday(
    sex: str, age: int, key: str, hard: bool, expected: tuple[float | None, float | None]
) -> None:
    assert ends(targets_for(of_sex_and_age(sex, age), {}), key, hard) == expected


def test_that_phosphorus_has_a_lower_limit_in_pregnancy() -> None:
    assert ends(targets_for(MIRA, {}), "phosphorus_mg", HARD) == (None, 3500)


@pytest.mark.parametrize("key", ["water_g", "sugars_g", "folate_total_ug", "epa_g", "dha_g"])
def test_that_a_nutrient_without_a_reference_has_no_target(key: str) -> None:
    targets = targets_for(ANNA, {})
    assert targets.of(BY_KEY[key]) == ()
    assert targets.least(BY_KEY[key]) is None
    assert targets.most(BY_KEY[key]) is None


# Shares of energy


def test_that_shares_of_energy_are_taken_of_its_centre() -> None:
    targets = targets_for(ANNA, {})
    assert ends(targets, "fat_g", SOFT) == (48.299, 84.524)  # 434.694 / 9 and 760.7145 / 9
    assert ends(targets, "carb_g", SOFT) == (244.515, 353.189)  # 978.0615 / 4 and 1412.7555 / 4
    assert ends(targets, "protein_g", SOFT) == (54.337, 190.179)  # 217.347 / 4 and 760.7145 / 4
    assert ends(targets, "fiber_g", SOFT) == (25, 43.469)


def test_that_saturated_fat_stays_below_a_tenth_even_on_the_leanest_day() -> None:
    targets = targets_for(ANNA, {})
    row = target(targets, "sfa_g", HARD)
    assert row is not None
    assert row.most == pytest.approx(0.10 * 0.97 * 2173.47 / 9)
    assert "lowest energy" in row.source
    assert ends(targets, "sfa_g", SOFT) is None


@pytest.mark.parametrize(
    ("profile", "least", "named"),
    [
        (ANNA, 54.337, "10 % of energy"),
        (Profile(weight_kg=100, activity="inactive"), 80, "0.8 g per kg"),  # 10 % of 2419.3 kcal is 60.5 g
        (Profile("female", 65, 150, 45, "inactive"), 46, "largest of 46 g (RDA"),  # 36 g by weight, 35.9 g by energy
        (pregnant(20, 90), 99, "1.1 g per kg"),
        (Profile("female", 28, 170, 90, "low active", **NURSING), 117, "1.3 g per kg"),
        (pregnant(20, 60), 71, "largest of 71 g (RDA"),  # 66 g by weight, 65.1 g by energy
    ],
)
def test_that_protein_is_the_largest_of_table_weight_and_share(profile: Profile, least: float, named: str) -> None:
    row = target(targets_for(profile, {}), "protein_g", SOFT)
    assert row is not None
    assert row.least == pytest.approx(least, abs=0.001)
    assert named in row.source
    assert row.source.count("IOM 2002/2005") == 4


def test_that_a_share_of_little_energy_never_falls_below_the_recommended_amount() -> None:
    targets = targets_for(Profile("male", 30, 180, 80), {"energy_kcal": 1600})
    assert ends(targets, "fiber_g", SOFT) == (38, 38)  # 20 g per 1,000 kcal would be 32 g


# The rows as a whole


def test_that_a_nutrient_has_one_target_for_each_hardness() -> None:
    rows = [(row.nutrient.key, row.hard) for row in targets_for(ANNA, {}).all]
    assert len(rows) == len(set(rows))
    assert rows.index(("calcium_mg", SOFT)) < rows.index(("calcium_mg", HARD))


def test_that_every_target_names_its_source_and_none_is_own() -> None:
    for row in targets_for(ANNA, {}).all:
        assert any(word in row.source for word in ("IOM", "NASEM", "EFSA", "DGA"))
        assert not row.own


def test_that_hard_and_soft_together_are_all() -> None:
    targets = targets_for(ANNA, {})
    assert set(targets.hard) | set(targets.soft) == set(targets.all)
    assert not set(targets.hard) & set(targets.soft)


def test_that_every_adult_has_a_target_for_the_same_nutrients() -> None:
    expected = [(row.nutrient, row.hard) for row in targets_for(ANNA, {}).all]
    adults = [of_sex_and_age(sex, age) for sex in ("female", "male") for age in range(19, 121)]
    mothers = [of_sex_and_age("female", age, **stage) for age in range(19, 51) for stage in (PREGNANT, NURSING)]
    for profile in adults + mothers:
        targets = targets_for(profile, {}, frozenset({"low energy"}))
        assert [(row.nutrient, row.hard) for row in targets.all] == expected
        for row in targets.all:
            assert row.least is None or row.most is None or row.least <= row.most


def test_that_every_activity_and_count_has_an_energy_need() -> None:
    for activity in ACTIVITIES:
        weeks = [Profile(activity=activity, life_stage="pregnancy", gestation_week=week) for week in range(1, 43)]
        months = [Profile(activity=activity, life_stage="lactation", months_since_birth=month) for month in range(25)]
        needs = [energy_need(profile) for profile in (*weeks, *months, Profile("male", activity=activity))]
        assert all(1500 < need < 4000 for need in needs)


@pytest.mark.parametrize("name", ["dri.csv", "eer.csv"])
def test_that_no_figure_is_shipped_for_anyone_under_nineteen(name: str) -> None:
    text = files("planner").joinpath("data", name).read_text(encoding="utf-8")
    assert min(int(row["age_from"]) for row in csv.DictReader(text.splitlines())) == 19


def test_that_the_table_counts_in_the_units_of_the_nutrients() -> None:
    text = files("planner").joinpath("data", "dri.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        nutrient = BY_KEY.get(row["nutrient"]) or DERIVED_BY_KEY[row["nutrient"]]
        assert row["unit"] in (nutrient.unit, "g / kg")


def test_that_derived_nutrients_are_no_columns() -> None:
    assert not {nutrient.key for nutrient in DERIVED} & set(BY_KEY)


# Own values


def test_that_an_own_number_replaces_the_least_and_stays_soft() -> None:
    targets = targets_for(ANNA, {"calcium_mg": 1300})
    assert target(targets, "calcium_mg", SOFT) == Target(
        BY_KEY["calcium_mg"], 1300, None, False, "your own value", own=True
    )
    assert ends(targets, "calcium_mg", HARD) == (None, 2500)


@pytest.mark.parametrize("own", [420, OwnTarget(least=420)])
def test_that_an_own_magnesium_target_is_hard(own: Own) -> None:
    targets = targets_for(ANNA, {"magnesium_mg": own})
    assert target(targets, "magnesium_mg", HARD) == Target(MAGNESIUM, 420, None, True, "your own value", own=True)
    assert ends(targets, "magnesium_mg", SOFT) == (None, 630)


def test_that_an_own_most_is_hard_and_leaves_the_least() -> None:
    targets = targets_for(ANNA, {"sodium_mg": OwnTarget(most=2000)})
    assert ends(targets, "sodium_mg", SOFT) == (1500, None)
    assert target(targets, "sodium_mg", HARD) == Target(
        BY_KEY["sodium_mg"], None, 2000, True, "your own value", own=True
    )


def test_that_an_own_most_replaces_a_soft_one() -> None:
    targets = targets_for(ANNA, {"fat_g": OwnTarget(most=70)})
    assert ends(targets, "fat_g", SOFT) == (48.299, None)
    assert ends(targets, "fat_g", HARD) == (None, 70)


def test_that_an_own_target_where_there_was_none_has_a_soft_least_and_a_hard_most() -> None:
    targets = targets_for(ANNA, {"sugars_g": OwnTarget(least=10, most=50)})
    assert ends(targets, "sugars_g", SOFT) == (10, None)
    assert ends(targets, "sugars_g", HARD) == (None, 50)


def test_that_a_row_half_own_names_both_sources() -> None:
    row = target(targets_for(ANNA, {"fiber_g": 30}), "fiber_g", SOFT)
    assert row is not None
    assert row.own
    assert row.source == "at least: your own value; at most: 20 g per 1,000 kcal, for comfort"


def test_that_null_removes_the_goal_and_never_the_limit() -> None:
    targets = targets_for(ANNA, {"calcium_mg": None, "fat_g": None})
    assert targets.of(BY_KEY["fat_g"]) == ()
    assert ends(targets, "calcium_mg", SOFT) is None
    assert ends(targets, "calcium_mg", HARD) == (None, 2500)


@pytest.mark.parametrize(("key", "rest"), [("sfa_g", "its limit stays"), ("water_g", "it had none")])
def test_that_null_without_a_goal_is_answered(key: str, rest: str) -> None:
    targets = targets_for(ANNA, {key: None})
    assert targets.all == targets_for(ANNA, {}).all
    assert any(rest in notice for notice in targets.notices)


def test_that_an_own_most_above_the_limit_is_kept_with_a_notice() -> None:
    targets = targets_for(ANNA, {"sodium_mg": OwnTarget(most=3000)})
    assert ends(targets, "sodium_mg", HARD) == (None, 3000)
    assert any("Sodium, 3,000 mg, is above the limit of 2,300 mg" in notice for notice in targets.notices)


def test_that_an_own_most_at_the_limit_needs_no_notice() -> None:
    assert targets_for(ANNA, {"sodium_mg": OwnTarget(most=2300)}).notices == targets_for(ANNA, {}).notices


def test_that_an_own_limit_on_a_derived_nutrient_is_kept() -> None:
    targets = targets_for(ANNA, {"vit_a_preformed_ug": OwnTarget(most=1500)})
    assert ends(targets, "vit_a_preformed_ug", HARD) == (None, 1500)


@pytest.mark.parametrize(
    ("key", "own", "soft", "hard"),
    [
        ("iron_mg", OwnTarget(most=10), None, (None, 10)),  # the RDA is 18 mg
        ("protein_g", OwnTarget(least=200), (200, None), None),  # 35 % of energy is 190 g
    ],
)
def test_that_a_soft_end_gives_way_to_an_own_value_and_says_so(
    key: str, own: Own, soft: tuple[float | None, float | None] | None, hard: tuple[float | None, float | None] | None
) -> None:
    targets = targets_for(ANNA, {key: own})
    assert ends(targets, key, SOFT) == soft
    assert ends(targets, key, HARD) == hard
    assert any("no longer a goal" in notice for notice in targets.notices)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("magnesium_mg", None),
        ("energy_kcal", None),
        ("magnesium_mg", OwnTarget(most=300)),  # below the RDA, which is hard
        ("calcium_mg", 3000),  # above the limit
        ("calcium_mg", OwnTarget(least=900, most=800)),
        ("calcium_mg", OwnTarget()),
        ("calcium_mg", -1),
        ("calcium_mg", math.nan),
        ("calcium_mg", math.inf),
        ("calcium_mg", 1_000_001),
        ("calcium_mg", True),
        ("calcium_mg", "1000"),
        ("calcium_mg", OwnTarget(most=-5)),
        ("calcium_mg", OwnTarget(least=math.nan)),
        ("vit_a_preformed_ug", 700),
        ("magnesium", 400),
        ("energy_kcal", OwnTarget(most=1800)),  # below the least of the table, 2,108 kcal
    ],
)
def test_that_an_impossible_own_value_is_refused_under_its_own_key(key: str, value: Any) -> None:
    refused, sentence = refusal(ANNA, {key: value})
    assert refused == f"targets.{key}"
    assert sentence.endswith(".")


def test_that_zero_and_the_largest_number_are_values() -> None:
    assert ends(targets_for(ANNA, {"vit_d_ug": 0}), "vit_d_ug", SOFT) == (0, None)
    assert targets_for(ANNA, {"water_g": 1e6}).least(BY_KEY["water_g"]) == 1e6


# Own energy, and too little of it


def test_that_an_own_energy_is_the_centre_and_shares_follow_it() -> None:
    targets = targets_for(ANNA, {"energy_kcal": 2000})
    assert targets.energy_kcal == 2000
    assert targets.of(ENERGY) == (Target(ENERGY, 1940.0, 2060.0, True, "your own value", own=True),)
    assert ends(targets, "fat_g", SOFT) == (44.444, 77.778)
    assert ends(targets, "sfa_g", HARD) == (None, 21.556)
    assert ends(targets, "fiber_g", SOFT) == (25, 40)


def test_that_an_own_energy_band_has_its_centre_in_the_middle() -> None:
    targets = targets_for(ANNA, {"energy_kcal": OwnTarget(least=1900, most=2100)})
    assert targets.energy_kcal == 2000
    assert ends(targets, "energy_kcal", HARD) == (1900, 2100)
    assert ends(targets, "sfa_g", HARD) == (None, 21.111)  # a tenth of 1,900 kcal


@pytest.mark.parametrize(
    ("profile", "kcal"),
    [
        (ANNA, 1199.9),
        (BEN, 1499.9),
        (THIN, 2023),
        (ANNA, OwnTarget(least=1100, most=1400)),
        (ANNA, OwnTarget(least=1170, most=1190)),
    ],
)
def test_that_low_energy_needs_a_clinicians_word(profile: Profile, kcal: Own) -> None:
    key, sentence = refusal(profile, {"energy_kcal": kcal})
    assert key == "targets.energy_kcal"
    assert "clinician" in sentence
    assert '"confirmed": ["low energy"]' in sentence
    notices = targets_for(profile, {"energy_kcal": kcal}, frozenset({"low energy"})).notices
    assert sum("clinician asked for it" in notice for notice in notices) == 1


@pytest.mark.parametrize(("profile", "kcal"), [(ANNA, 1200), (BEN, 1500), (THIN, 2024), (THIN, 2024.37)])
def test_that_energy_at_the_bound_is_not_low(profile: Profile, kcal: float) -> None:
    targets = targets_for(profile, {"energy_kcal": kcal})
    assert not any("clinician asked for it" in notice for notice in targets.notices)


def test_that_a_need_below_the_bound_is_refused_and_not_raised() -> None:
    assert energy_need(FRAIL) == pytest.approx(1094.55)
    key, sentence = refusal(FRAIL, {})
    assert key == "targets.energy_kcal"
    assert "1,094 kcal" in sentence
    assert targets_for(FRAIL, {}, frozenset({"low energy"})).energy_kcal == energy_need(FRAIL)
    assert targets_for(FRAIL, {"energy_kcal": 1200}).energy_kcal == 1200


def test_that_no_word_confirms_an_empty_day() -> None:
    assert refusal(ANNA, {"energy_kcal": 0}, frozenset({"low energy"}))[0] == "targets.energy_kcal"


def test_that_an_unknown_confirmation_is_refused() -> None:
    assert refusal(ANNA, {}, frozenset({"low salt"}))[0] == "confirmed"


# What is said beside the numbers


def test_that_fibre_and_what_is_not_covered_are_said_once() -> None:
    targets = targets_for(ANNA, {})
    assert sum("increase it slowly" in notice for notice in targets.notices) == 1
    assert sum("iodine" in notice for notice in targets.notices) == 1


@pytest.mark.parametrize(
    ("diet", "said"), [("vegan", True), ("vegetarian", False), ("pescatarian", False), ("omnivore", False)]
)
def test_that_vegans_are_told_of_fortified_foods(diet: str, said: bool) -> None:
    notices = targets_for(Profile(diet=diet), {}).notices
    assert any("B12" in notice and "vitamin D" in notice and "fortified" in notice for notice in notices) == said


@pytest.mark.parametrize(("week", "said"), [(13, False), (14, True)])
def test_that_later_pregnancy_is_told_which_weight_was_used(week: int, said: bool) -> None:
    assert any("today's weight" in notice for notice in targets_for(pregnant(week), {}).notices) == said
