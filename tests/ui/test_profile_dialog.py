from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from planner.profile import Profile
from planner.targets import TargetError
from tests.ui.hands import click
from ui.profile_dialog import ProfileDialog


def opened(
    qtbot: QtBot,
    profile: Profile,
    accept: Callable[[Profile], None],
    confirmed: frozenset[str] = frozenset(),
    said: list[frozenset[str]] | None = None,
) -> ProfileDialog:
    """The dialog; what is confirmed beside an accepted profile goes to ``said``."""

    def take(profile: Profile, confirmed: frozenset[str]) -> None:
        accept(profile)
        if said is not None:
            said.append(confirmed)

    dialog = ProfileDialog(profile, confirmed, take)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def press_ok(dialog: ProfileDialog) -> None:
    click(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok))


@pytest.mark.parametrize(
    "profile",
    [
        Profile(),
        Profile(sex="male", age_years=67, height_cm=181.5, weight_kg=84.5, activity="active", diet="vegan"),
        Profile(allergens=frozenset({"milk", "tree nut"}), diet="pescatarian"),
        Profile(age_years=30, life_stage="pregnancy", gestation_week=31),
        Profile(age_years=30, life_stage="lactation", months_since_birth=4),
        Profile(conditions=frozenset({"kidney disease", "warfarin"})),
    ],
    ids=["default", "man", "allergens", "pregnancy", "lactation", "conditions"],
)
def test_that_a_profile_passes_through_the_dialog_unchanged(qtbot: QtBot, profile: Profile) -> None:
    taken: list[Profile] = []
    press_ok(opened(qtbot, profile, taken.append))
    assert taken == [profile]


def test_that_what_is_wrong_is_said_at_its_field_and_the_dialog_stays(qtbot: QtBot) -> None:
    taken: list[Profile] = []
    dialog = opened(qtbot, Profile(), taken.append)
    dialog.age.setValue(12)
    press_ok(dialog)
    assert dialog.isVisible()
    assert "adults" in dialog.problem("age_years")
    dialog.age.setValue(52)
    press_ok(dialog)
    assert dialog.problem("age_years") == ""
    assert [profile.age_years for profile in taken] == [52]
    assert not dialog.isVisible()


def test_that_an_own_target_that_cannot_stand_is_said(qtbot: QtBot) -> None:
    def refuse(profile: Profile) -> None:
        raise TargetError("targets.energy_kcal", "That is too little energy.")

    dialog = opened(qtbot, Profile(), refuse)
    press_ok(dialog)
    assert dialog.isVisible()
    assert dialog.problem("targets.energy_kcal") == "That is too little energy."


def test_that_only_fitting_questions_are_asked(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Profile(age_years=30), lambda profile: None)
    assert dialog.stage.isVisible()
    assert not dialog.week.isVisible()
    dialog.stage.setCurrentIndex(dialog.stage.findData("pregnancy"))
    assert dialog.week.isVisible()
    assert not dialog.months.isVisible()
    dialog.sex.setCurrentIndex(dialog.sex.findData("male"))
    assert not dialog.stage.isVisible()
    assert not dialog.week.isVisible()


def test_that_kidney_disease_asks_for_the_clinician(qtbot: QtBot) -> None:
    said: list[frozenset[str]] = []
    dialog = opened(qtbot, Profile(), lambda profile: None, frozenset({"low energy"}), said)
    assert not dialog.clinician.isVisible()
    assert dialog.problem("confirmed") == ""
    dialog.conditions["kidney disease"].setChecked(True)
    assert dialog.clinician.isVisible()
    assert "renal dietitian" in dialog.problem("confirmed")
    dialog.clinician.setChecked(True)
    assert dialog.problem("confirmed") == ""
    press_ok(dialog)
    assert said == [frozenset({"low energy", "clinician set the targets"})]


def test_that_the_confirmation_goes_with_the_condition(qtbot: QtBot) -> None:
    said: list[frozenset[str]] = []
    before = Profile(conditions=frozenset({"kidney disease"}))
    dialog = opened(qtbot, before, lambda profile: None, frozenset({"clinician set the targets"}), said)
    assert dialog.clinician.isChecked()
    assert dialog.problem("confirmed") == ""
    dialog.conditions["kidney disease"].setChecked(False)
    press_ok(dialog)
    assert said == [frozenset()]


def test_that_a_refused_profile_keeps_the_dialog_and_its_sentence(qtbot: QtBot) -> None:
    def refuse(profile: Profile) -> None:
        raise TargetError("confirmed", "Ask a clinician.")

    dialog = opened(qtbot, Profile(conditions=frozenset({"kidney disease"})), refuse)
    press_ok(dialog)
    assert dialog.isVisible()
    assert dialog.problem("confirmed") == "Ask a clinician."
