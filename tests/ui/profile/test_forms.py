"""The questions about food and health give back every answer they were shown."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from planner.needs.fibre_ramp import FibreRamp
from planner.needs.lab_values import LabValue
from planner.needs.profile import RESTRICTIONS, MealRange, Profile
from ui.profile.health import HealthForm
from ui.profile.you import FoodForm

FULL = Profile(
    diet="lacto-vegetarian",
    restrictions=frozenset({"kosher", "no beef"}),
    allergens=frozenset({"soy"}),
    conditions=frozenset({"diabetes"}),
    medicines=("metformin",),
    meal_limits=(MealRange("lunch", 40.0, 55.0),),
    exchange_g=12,
    fibre_ramp=FibreRamp(18.0, date(2026, 11, 30)),
    vitamin_d_ug=10.0,
    values=(LabValue("HbA1c", 7.9, "%", date(2026, 3, 2)), LabValue("HbA1c", 7.1, "%", date(2026, 10, 1))),
)


@pytest.mark.parametrize("profile", [FULL, Profile()])
def test_that_every_answer_that_is_shown_is_given_back(qtbot: QtBot, profile: Profile) -> None:
    for form in (FoodForm(), HealthForm()):
        qtbot.addWidget(form)
        form.show_profile(profile)
        assert not form.has_bad_number()
        for field, answer in form.answers().items():
            assert answer == getattr(profile, field), field


def test_that_what_is_kept_is_ticked_by_hand(qtbot: QtBot) -> None:
    form = FoodForm()
    qtbot.addWidget(form)
    form.show_profile(Profile())
    for word in RESTRICTIONS:
        form.restrictions.boxes[word].click()
    assert form.answers()["restrictions"] == frozenset(RESTRICTIONS)


def test_that_fibre_and_vitamin_d_are_answered_by_hand(qtbot: QtBot) -> None:
    form = HealthForm()
    qtbot.addWidget(form)
    form.show_profile(Profile())
    assert form.fibre.grams.isHidden() or form.fibre.ramp is None
    form.fibre.box.click()
    ramp = form.fibre.ramp
    assert ramp is not None
    assert ramp.since == date.today()
    form.vitamin_d.setText("400")  # IU, taken for micrograms
    assert form.has_bad_number()
    form.vitamin_d.setText("10")
    assert not form.has_bad_number()
    assert form.answers()["vitamin_d_ug"] == 10.0
