"""Bodies that are asked about again, and what the old and thin need more of."""

from dataclasses import replace

import pytest

from planner.foods.nutrients import BY_KEY, ENERGY
from planner.needs.adjusted_targets import confirmations_needed, targets_of
from planner.needs.bodies import unusual_body
from planner.needs.energy import energy_need
from planner.needs.lab_values import LabValue
from planner.needs.profile import Profile
from planner.needs.targets import LOW_ENERGY, UNUSUAL_BODY, TargetError

PROTEIN = BY_KEY["protein_g"]
OLD = Profile(age_years=70, height_cm=165, weight_kg=65)


@pytest.mark.parametrize(
    ("height", "weight", "said"),
    [
        (165, 200, "Is it 200 lb, which is 91 kg?"),
        (165, 30.84, "Is it 68 kg, and not 68 lb?"),
        (250, 80, "rare"),
        (120, 60, "rare"),
        (165, 42, "see a doctor before you use a plan"),
    ],
)
def test_that_a_body_that_is_rare_is_asked_again_in_words(height: float, weight: float, said: str) -> None:
    profile = Profile(height_cm=height, weight_kg=weight)
    assert said in unusual_body(profile)
    with pytest.raises(TargetError) as caught:
        targets_of(profile, {}, frozenset({LOW_ENERGY}))
    assert caught.value.confirmation == UNUSUAL_BODY
    assert said in confirmations_needed(profile, {})[UNUSUAL_BODY]
    assert targets_of(profile, {}, frozenset({LOW_ENERGY, UNUSUAL_BODY}))


@pytest.mark.parametrize(("height", "weight"), [(165, 65), (165, 44), (165, 190), (130, 45), (215, 100)])
def test_that_a_body_that_is_not_rare_is_not_asked(height: float, weight: float) -> None:
    assert not unusual_body(Profile(height_cm=height, weight_kg=weight))


def test_that_a_very_heavy_body_is_asked_about_beside_the_plan() -> None:
    """150 lb typed as kilograms is no rare body, and is said all the same."""
    said = " ".join(targets_of(Profile(height_cm=165, weight_kg=150), {}).notices)
    assert "Is it 150 lb, which is 68 kg? Is the weight right?" in said
    assert "Is the weight right?" not in " ".join(targets_of(Profile(), {}).notices)


def test_that_people_over_65_get_more_protein_unless_their_kidneys_are_weak() -> None:
    def protein(profile: Profile) -> float:
        confirmed = frozenset({"clinician set the targets"})
        return targets_of(profile, {}, confirmed).least(PROTEIN) or 0.0

    assert protein(replace(OLD, weight_kg=90)) == pytest.approx(90 * 1.0)
    assert protein(replace(OLD, weight_kg=55)) == pytest.approx(55 * 1.2)
    young = replace(OLD, age_years=65)
    assert protein(young) < 65 * 1.0
    assert protein(replace(OLD, conditions=frozenset({"kidney disease"}))) == protein(young)
    assert protein(replace(OLD, values=(LabValue("eGFR", 50.0, "mL/min/1.73m2"),))) == protein(young)
    assert targets_of(OLD, {"protein_g": 50.0}).least(PROTEIN) == 50


def test_that_the_old_and_thin_get_all_their_energy() -> None:
    thin = replace(OLD, weight_kg=55)
    assert targets_of(thin, {}).least(ENERGY) == pytest.approx(energy_need(thin))
    assert targets_of(OLD, {}).least(ENERGY) == pytest.approx(0.97 * energy_need(OLD))
