import pytest

from planner.foods.nutrients import ALL, BY_KEY, DERIVED
from planner.needs.adjusted_targets import confirmations_needed
from planner.needs.own_values import TargetRow, target_rows, with_own_target, with_own_value, wrong_own_target
from planner.needs.profile import Profile
from planner.needs.targets import Own, OwnTarget, TargetError, UndecidedError

KIDNEY = Profile(conditions=frozenset({"kidney disease"}))
FRAIL = Profile(age_years=99, height_cm=140.0, weight_kg=40.0, activity="inactive")


def row(key: str, own: dict[str, Own], profile: Profile | None = None) -> TargetRow:
    return next(row for row in target_rows(profile or Profile(), own) if row.nutrient.key == key)


def test_that_every_nutrient_has_a_row_with_the_tables_amounts_and_source() -> None:
    assert [row.nutrient for row in target_rows(Profile(), {})] == [*ALL, *DERIVED]
    calcium = row("calcium_mg", {})
    assert (calcium.least, calcium.most, calcium.changed) == (1000.0, 2500.0, False)
    assert calcium.source == "RDA, IOM 2011; UL, IOM 2011"
    assert row("magnesium_mg", {}).most == 480.0  # of the band; the 350 mg are for supplements


def test_that_an_own_value_stands_beside_the_recommended_one() -> None:
    own: dict[str, Own] = {"magnesium_mg": 420.0, "sodium_mg": OwnTarget(most=2000.0), "zinc_mg": None}
    assert (row("magnesium_mg", own).least, row("magnesium_mg", own).own) == (320.0, OwnTarget(least=420.0))
    assert row("sodium_mg", own).own == OwnTarget(most=2000.0)
    assert (row("zinc_mg", own).removed, row("zinc_mg", own).changed) == (True, True)
    assert not row("iron_mg", own).changed


def test_that_energy_is_shown_by_its_centre() -> None:
    assert row("energy_kcal", {}).least == pytest.approx(2173.47)
    assert not row("energy_kcal", {"energy_kcal": 2000.0}).band
    assert row("energy_kcal", {"energy_kcal": OwnTarget(1900.0, 2100.0)}).band


def test_that_ends_become_an_own_value_and_none_takes_it_back() -> None:
    own = with_own_target(Profile(), {}, "magnesium_mg", 400.0, None)
    assert own == {"magnesium_mg": 400.0}
    own = with_own_target(Profile(), own, "potassium_mg", None, 2500.0)
    assert own == {"magnesium_mg": 400.0, "potassium_mg": OwnTarget(None, 2500.0)}
    assert with_own_target(Profile(), own, "magnesium_mg", None, None) == {"potassium_mg": OwnTarget(None, 2500.0)}


def test_that_a_value_that_cannot_stand_is_refused_with_its_nutrient_in_words() -> None:
    with pytest.raises(TargetError, match="Calcium") as caught:
        with_own_target(Profile(), {}, "calcium_mg", 3000.0, None)
    assert caught.value.key == "targets.calcium_mg"
    with pytest.raises(TargetError, match="Magnesium has a least of 500 above its most, 400"):
        with_own_target(Profile(), {}, "magnesium_mg", 500.0, 400.0)


def test_that_a_low_energy_is_no_wrong_value_but_asks_for_a_word() -> None:
    own = with_own_target(Profile(), {}, "energy_kcal", 1100.0, None)
    assert wrong_own_target(Profile(), own) is None
    (said,) = confirmations_needed(Profile(), own).items()
    assert said[0] == "low energy"
    assert "1,200 kcal" in said[1]
    assert "document" not in said[1]


def test_that_a_value_that_stood_before_may_not_stand_for_another_profile() -> None:
    own: dict[str, Own] = {BY_KEY["sfa_g"].key: OwnTarget(least=24.0)}
    big = Profile(sex="male", weight_kg=120.0, activity="very active")
    assert wrong_own_target(big, own) is None
    assert wrong_own_target(Profile(), own) is not None


def test_that_a_least_alone_must_be_said_to_be_one_with_kidney_disease() -> None:
    with pytest.raises(UndecidedError):
        with_own_target(KIDNEY, {}, "protein_g", 60.0, None)
    assert with_own_target(KIDNEY, {}, "protein_g", None, 60.0) == {"protein_g": OwnTarget(most=60.0)}
    assert with_own_target(KIDNEY, {}, "protein_g", 50.0, 60.0) == {"protein_g": OwnTarget(50.0, 60.0)}
    assert with_own_value(KIDNEY, {}, "protein_g", OwnTarget(least=60.0)) == {"protein_g": OwnTarget(least=60.0)}
    assert with_own_target(KIDNEY, {"protein_g": 60.0}, "protein_g", None, None) == {}
    assert with_own_target(KIDNEY, {"protein_g": 60.0}, "magnesium_mg", None, 300.0)  # the other one waits
    found = wrong_own_target(KIDNEY, {"protein_g": 60.0})
    assert found is not None
    assert (found[0], "at most or at least" in found[1]) == ("protein_g", True)
    assert list(confirmations_needed(KIDNEY, {"protein_g": 60.0})) == ["clinician set the targets"]


def test_that_all_that_must_be_confirmed_is_named() -> None:
    assert confirmations_needed(Profile(), {}) == {}
    assert list(confirmations_needed(KIDNEY, {})) == ["clinician set the targets"]
    assert list(confirmations_needed(FRAIL, {})) == ["low energy"]
    both = Profile(age_years=99, height_cm=140.0, weight_kg=40.0, conditions=KIDNEY.conditions, activity="inactive")
    assert set(confirmations_needed(both, {})) == {"low energy", "clinician set the targets"}
