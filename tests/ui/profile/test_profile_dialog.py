from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Habits
from planner.foods.meals import read_templates
from planner.foods.vocabulary import ALLERGENS
from planner.needs.lab_values import LabValue
from planner.needs.profile import MealRange, Profile
from planner.needs.targets import OwnTarget, TargetError
from tests.ui.clicks import click, press, write
from ui.base import allergen_words
from ui.profile.meal_ranges import MealRanges
from ui.profile.person_pages import BODY, HEALTH, TARGETS, YOU
from ui.profile.profile_dialog import HABITS, ProfileDialog

KIDNEY = Profile(conditions=frozenset({"kidney disease"}))
SPINACH = {"spinach": "Spinach, cooked"}


def accept_all(document: Document) -> None:
    """Every document is taken."""


def opened(
    qtbot: QtBot, document: Document, accept: Callable[[Document], None] = accept_all, first: str = ""
) -> ProfileDialog:
    dialog = ProfileDialog(document, SPINACH, accept, first=first)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def answered(qtbot: QtBot, document: Document, change: Callable[[ProfileDialog], None]) -> Document:
    """What the dialog gives after a change by hand."""
    taken: list[Document] = []
    dialog = opened(qtbot, document, taken.append)
    change(dialog)
    click(dialog.ok)
    assert not dialog.isVisible()
    return taken[-1]


@pytest.mark.parametrize("units", ["us", "metric"])
@pytest.mark.parametrize(
    "profile",
    [
        Profile(),
        Profile(sex="male", age_years=67, height_cm=181.53, weight_kg=84.57, activity="active", diet="vegan"),
        Profile(allergens=frozenset({"milk", "tree nut"}), diet="pescatarian"),
        Profile(age_years=30, life_stage="pregnancy", gestation_week=31),
        Profile(age_years=30, life_stage="lactation", months_since_birth=4),
        Profile(conditions=frozenset({"kidney disease", "warfarin"})),
        Profile(conditions=frozenset({"coeliac disease", "gluten-free oats", "grapefruit medicine"})),
        Profile(medicines=("Coumadin", "Foozol")),
        Profile(values=(LabValue("eGFR", 61.5, "mL/min/1.73m2", date(2026, 10, 1)), LabValue("B12", 300.0, "pmol/L"))),
        Profile(
            conditions=frozenset({"diabetes"}), meal_limits=(MealRange("lunch", 40.5, 60), MealRange("snack", None, 20))
        ),
    ],
    ids=[
        "default",
        "man",
        "allergens",
        "pregnancy",
        "lactation",
        "conditions",
        "coeliac",
        "medicines",
        "values",
        "diabetes",
    ],
)
def test_that_a_document_passes_through_the_dialog_unchanged(qtbot: QtBot, profile: Profile, units: str) -> None:
    document = Document(
        profile=profile,
        targets={"magnesium_mg": OwnTarget(least=400.0), "sodium_mg": OwnTarget(most=2000.0), "zinc_mg": None},
        habits=Habits(repeat_breakfast=True, budget=62.5, most_foods=30),
    )
    document = replace(document, shopping=document.shopping.with_packs(units))
    assert answered(qtbot, document, lambda dialog: None) == document


def test_that_what_is_wrong_is_said_at_its_field_and_the_dialog_stays_on_its_page(qtbot: QtBot) -> None:
    taken: list[Document] = []
    dialog = opened(qtbot, Document(), taken.append, first=HABITS)
    assert dialog.page_name == HABITS
    dialog.person.you.age.setValue(12)
    click(dialog.ok)
    assert dialog.isVisible()
    assert dialog.page_name == YOU
    assert "adults" in dialog.person.you.problem("age_years")
    dialog.person.you.age.setValue(52)
    click(dialog.ok)
    assert [document.profile.age_years for document in taken] == [52]


def test_that_a_refused_document_keeps_the_dialog_and_its_sentence(qtbot: QtBot) -> None:
    def refuse(document: Document) -> None:
        raise TargetError("targets.energy_kcal", "That is too little energy.")

    dialog = opened(qtbot, Document(), refuse)
    click(dialog.ok)
    assert dialog.isVisible()
    assert dialog.general_problem == "That is too little energy."


def test_that_only_fitting_questions_are_asked(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Document(profile=Profile(age_years=30)))
    you = dialog.person.you
    assert you.stage.isVisible()
    assert not you.week.isVisible()
    click(you.stage.buttons["pregnancy"])
    assert you.week.isVisible()
    assert not you.months.isVisible()
    click(you.sex.buttons["male"])
    assert not you.stage.isVisible()
    assert not you.week.isVisible()


def test_that_height_and_weight_in_us_measures_become_metric(qtbot: QtBot) -> None:
    def measure(dialog: ProfileDialog) -> None:
        dialog.go_to(BODY)
        body = dialog.person.body
        assert not body.cm.isVisible()
        body.feet.setValue(6)
        body.inches.setValue(1)
        body.lb.setValue(200)

    profile = answered(qtbot, Document(), measure).profile
    assert (profile.height_cm, profile.weight_kg) == (185.42, 90.72)


def test_that_other_measures_change_no_answer(qtbot: QtBot) -> None:
    def speak_metric(dialog: ProfileDialog) -> None:
        dialog.go_to(BODY)
        click(dialog.person.body.units.buttons["metric"])
        assert dialog.person.body.cm.isVisible()
        assert dialog.habits.units.word == "metric"

    document = answered(qtbot, Document(), speak_metric)
    assert document.profile == Profile()
    assert document.shopping.packs == "metric"


def test_that_a_height_out_of_range_is_said_in_the_measures_on_screen(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Document())
    dialog.person.body.feet.setValue(2)
    click(dialog.ok)
    assert dialog.page_name == BODY
    assert "3 ft 3 in" in dialog.person.body.problem("height_cm")
    assert " cm" not in dialog.person.body.problem("height_cm")


def test_that_what_is_no_number_is_said_before_the_old_one_is_taken(qtbot: QtBot) -> None:
    taken: list[Document] = []
    dialog = opened(qtbot, Document(), taken.append, first=BODY)
    box = dialog.person.body.lb
    box.selectAll()
    write(box, "150,5,1")
    click(dialog.ok)
    assert "150,5,1" in dialog.person.body.problem("weight_kg")
    assert dialog.isVisible()
    assert taken == []
    assert box.value() == pytest.approx(143.3)
    click(dialog.ok)
    assert taken == [Document()]


def test_that_a_number_still_being_typed_is_taken(qtbot: QtBot) -> None:
    def weigh(dialog: ProfileDialog) -> None:
        dialog.go_to(BODY)
        dialog.person.body.lb.selectAll()
        write(dialog.person.body.lb, "150.5")

    assert answered(qtbot, Document(), weigh).profile.weight_kg == 68.27


def test_that_kidney_disease_asks_for_the_clinician_and_may_wait(qtbot: QtBot) -> None:
    taken: list[Document] = []
    dialog = opened(qtbot, Document(), taken.append)
    asked = dialog.person.confirmations
    assert not asked.isVisible()
    dialog.go_to("Health")
    click(dialog.person.health.conditions.boxes["kidney disease"])
    assert asked.isVisible()
    assert dialog.ok.text() == "Save without a plan"
    click(asked.targets)
    assert dialog.page_name == TARGETS
    click(dialog.ok)
    assert taken[-1].profile == KIDNEY
    assert taken[-1].confirmed == frozenset()


def test_that_the_clinicians_word_goes_with_the_condition(qtbot: QtBot) -> None:
    taken: list[Document] = []
    dialog = opened(qtbot, Document(profile=KIDNEY, confirmed=frozenset({"clinician set the targets"})), taken.append)
    assert dialog.person.confirmations.boxes["clinician set the targets"].isChecked()
    assert dialog.ok.text() == "Save and plan"
    dialog.go_to("Health")
    click(dialog.person.health.conditions.boxes["kidney disease"])
    assert not dialog.person.confirmations.isVisible()
    click(dialog.ok)
    assert taken[-1].confirmed == frozenset()


def test_that_a_low_energy_is_confirmed_in_the_dialog(qtbot: QtBot) -> None:
    taken: list[Document] = []
    dialog = opened(qtbot, Document(), taken.append, first=TARGETS)
    targets = dialog.person.targets
    targets.show_nutrient("energy_kcal")
    write(targets.least, "1100")
    box = dialog.person.confirmations.boxes["low energy"]
    assert box.isVisible()
    assert dialog.ok.text() == "Save without a plan"
    click(box)
    assert dialog.ok.text() == "Save and plan"
    click(dialog.ok)
    assert taken[-1].targets == {"energy_kcal": 1100.0}
    assert taken[-1].confirmed == {"low energy"}


def test_that_the_season_is_asked_and_taken(qtbot: QtBot) -> None:
    def change(dialog: ProfileDialog) -> None:
        assert dialog.habits.season.word == "south"
        dialog.habits.season.show_word("off")

    assert answered(qtbot, Document(season="south"), change) == Document(season="off")


def test_that_habits_are_taken_and_bad_ones_are_said(qtbot: QtBot) -> None:
    taken: list[Document] = []
    dialog = opened(qtbot, Document(), taken.append, first=HABITS)
    habits = dialog.habits
    click(habits.breakfast)
    click(habits.leftovers)
    write(habits.budget, "sixty")
    write(habits.most_foods, "3")
    click(dialog.ok)
    assert dialog.isVisible()
    assert "sixty" in habits.problem("budget")
    assert "from 10" in habits.problem("most_foods")
    assert habits.budget.text() == "sixty"
    for field, text in ((habits.budget, "62.50"), (habits.most_foods, "25")):
        field.clear()
        write(field, text)
    click(dialog.ok)
    assert taken[-1].habits == Habits(True, True, 62.5, 25)


def test_that_the_money_is_taken_with_the_budget_in_it(qtbot: QtBot) -> None:
    taken: list[Document] = []
    dialog = opened(qtbot, Document(), taken.append, first=HABITS)
    money = dialog.habits.money
    money.currency.setText("€")  # no key of the test keyboard writes it
    for field, text in ((money.factor, "0"), (money.rise, "30"), (dialog.habits.budget, "60")):
        field.clear()
        write(field, text)
    click(dialog.ok)
    assert dialog.isVisible()
    assert "number from 0.01" in dialog.habits.problem("money")
    money.factor.clear()
    write(money.factor, "0.9")
    click(dialog.ok)
    shopping = taken[-1].shopping
    assert (shopping.currency, shopping.price_factor, shopping.price_rise) == ("€", 0.9, 30.0)
    assert taken[-1].habits.budget == 60.0


def test_that_minutes_to_cook_are_taken_and_bad_ones_are_said(qtbot: QtBot) -> None:
    taken: list[Document] = []
    dialog = opened(qtbot, Document(), taken.append, first=HABITS)
    habits = dialog.habits
    write(habits.minutes, "700")
    click(dialog.ok)
    assert dialog.isVisible()
    assert "from 0 to 600" in habits.problem("minutes")
    habits.minutes.clear()
    write(habits.minutes, "0")
    write(habits.weekend, "90")
    write(habits.most_cooked, "7")
    click(dialog.ok)
    assert dialog.isVisible()
    assert "from 0 to 6" in habits.problem("most_cooked")
    habits.most_cooked.clear()
    write(habits.most_cooked, "1")
    click(dialog.ok)
    assert taken[-1].habits == Habits(minutes=0, weekend_minutes=90, most_cooked=1)


def test_that_a_simple_week_is_filled_in_by_its_choice(qtbot: QtBot) -> None:
    def change(dialog: ProfileDialog) -> None:
        click(dialog.habits.effort.buttons["simple"])

    assert answered(qtbot, Document(), change).habits == Habits(most_foods=30, minutes=20, weekend_minutes=40)


def test_that_the_choice_of_effort_is_what_the_numbers_are(qtbot: QtBot) -> None:
    habits = opened(qtbot, Document(habits=Habits(most_foods=30, minutes=20, weekend_minutes=40))).habits
    assert habits.effort.word == "simple"
    habits.minutes.clear()
    write(habits.minutes, "25")
    assert habits.effort.word == "own"
    click(habits.effort.buttons["own"])
    assert habits.minutes.text() == "25"
    click(habits.effort.buttons["usual"])
    assert (habits.most_foods.text(), habits.minutes.text(), habits.weekend.text()) == ("45", "40", "90")


def test_that_a_slip_on_escape_loses_nothing(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Document(), first=TARGETS)
    write(dialog.person.targets.least, "400")
    for text, stays in (("Stay here", True), ("Leave without them", False)):
        press(dialog, Qt.Key.Key_Escape)
        box = dialog.findChildren(QMessageBox)[-1]
        assert dialog.isVisible()
        click(next(button for button in box.buttons() if button.text() == text))
        assert dialog.isVisible() is stays


def test_that_escape_closes_what_was_not_changed(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Document(confirmed=frozenset({"low energy"})))
    dialog.go_to(BODY)
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_that_a_medicines_note_opens_and_changes_nothing(qtbot: QtBot) -> None:
    def read(dialog: ProfileDialog) -> None:
        dialog.go_to("Health")
        medicine = dialog.person.health.medicines["Gabapentin"]
        assert not medicine.note.isVisible()
        click(medicine.button)
        assert medicine.note.isVisible()

    assert answered(qtbot, Document(), read) == Document()


def test_that_the_wheel_changes_no_number_in_passing(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Document(), first=YOU)
    age = dialog.person.you.age
    assert age.focusPolicy() == Qt.FocusPolicy.StrongFocus  # which leaves the wheel out
    age.wheelEvent(wheel := _wheel())
    assert not wheel.isAccepted()
    assert age.value() == 40


def _wheel() -> QWheelEvent:
    return QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_that_a_medicine_that_forbids_grapefruit_is_asked_and_kept(qtbot: QtBot) -> None:
    kept = answered(qtbot, Document(), lambda dialog: click(dialog.person.health.grapefruit.buttons["yes"]))
    assert kept.profile.conditions == {"grapefruit medicine"}
    again = answered(qtbot, kept, lambda dialog: click(dialog.person.health.grapefruit.buttons["no"]))
    assert again.profile.conditions == frozenset()


def test_that_gluten_free_oats_are_asked_with_coeliac_disease_alone(qtbot: QtBot) -> None:
    def change(dialog: ProfileDialog) -> None:
        boxes = dialog.person.health.conditions.boxes
        assert not boxes["gluten-free oats"].isEnabled()
        click(boxes["coeliac disease"])
        click(boxes["gluten-free oats"])

    kept = answered(qtbot, Document(), change)
    assert kept.profile.conditions == {"coeliac disease", "gluten-free oats"}
    less = answered(qtbot, kept, lambda dialog: click(dialog.person.health.conditions.boxes["coeliac disease"]))
    assert less.profile.conditions == frozenset()


def test_that_every_allergen_can_be_ticked_for_a_person_and_for_an_own_food() -> None:
    assert tuple(allergen_words.ALLERGEN_WORDS) == ALLERGENS


def test_that_medicines_are_found_by_their_beginning_and_with_a_slip_and_kept(qtbot: QtBot) -> None:
    def change(dialog: ProfileDialog) -> None:
        field = dialog.person.health.taken
        for typed, offered in (("metf", "metformin"), ("wafarin", "warfarin"), ("Foozol", "Foozol")):
            write(field.typed, typed)
            click(field.offers[offered])
        write(field.typed, "Coumadin")
        press(field.typed, Qt.Key.Key_Return)
        assert dialog.isVisible()

    kept = answered(qtbot, Document(), change)
    assert kept.profile.medicines == ("metformin", "warfarin", "Foozol", "Coumadin")
    less = answered(qtbot, kept, lambda dialog: click(dialog.person.health.taken.rows["warfarin"]))
    assert less.profile.medicines == ("metformin", "Foozol", "Coumadin")


def test_that_a_clinicians_page_is_typed_back_with_its_day_and_stays(qtbot: QtBot) -> None:
    """At most and at least of two nutrients and of a meal, as the boxes of the page have them."""

    def type_back(dialog: ProfileDialog) -> None:
        dialog.activateWindow()
        dialog.go_to(TARGETS)
        page = dialog.person.targets
        for key, field, number in (("potassium_mg", page.most, "2500"), ("protein_g", page.least, "80")):
            page.show_nutrient(key)
            write(field, number)
            click(page.clinician)
            click(page.set_on)
            page.set_on.selectAll()
            write(page.set_on, "1 October 2024")
            press(page.set_on, Qt.Key.Key_Tab)
        dialog.go_to(HEALTH)
        least, most = dialog.person.health.meals.ends["breakfast"]
        for edit, number in ((least, "40"), (most, "55")):
            write(edit, number)
            press(edit, Qt.Key.Key_Tab)

    when = date(2024, 10, 1)
    before = Document(profile=Profile(medicines=("lisinopril",)))
    kept = answered(qtbot, before, type_back)
    assert kept.targets == {
        "potassium_mg": OwnTarget(most=2500.0, clinician=when),
        "protein_g": OwnTarget(least=80.0, clinician=when),
    }
    assert kept.profile.meal_limits == (MealRange("breakfast", 40.0, 55.0),)
    assert answered(qtbot, kept, lambda dialog: dialog.go_to(TARGETS)) == kept


def test_that_a_medicine_answers_the_question_about_grapefruit(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Document(), first=HEALTH)
    health = dialog.person.health
    assert health.grapefruit.isVisible()
    health.taken.add("Zocor")
    assert not health.grapefruit.isVisible()
    click(health.taken.rows["Zocor"])
    assert health.grapefruit.isVisible()


def test_that_a_medicine_that_was_typed_and_not_added_is_asked_about(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Document())
    write(dialog.person.health.taken.typed, "metf")
    click(dialog.ok)
    assert dialog.isVisible()
    assert dialog.page_name == HEALTH
    assert "metf" in dialog.person.health.problem("medicines")


def test_that_carbohydrate_of_a_meal_is_typed_kept_and_cleared(qtbot: QtBot) -> None:
    def type_range(dialog: ProfileDialog) -> None:
        least, most = dialog.person.health.meals.ends["breakfast"]
        write(least, "40")
        write(most, "60")

    kept = answered(qtbot, Document(), type_range)
    assert kept.profile.meal_limits == (MealRange("breakfast", 40.0, 60.0),)
    less = answered(qtbot, kept, lambda dialog: dialog.person.health.meals.ends["breakfast"][0].clear())
    assert less.profile.meal_limits == (MealRange("breakfast", None, 60.0),)


@pytest.mark.parametrize(("least", "most"), [("60", "40"), ("many", ""), ("", "5000"), ("-5", "")])
def test_that_a_range_that_cannot_stand_is_said_beside_it(qtbot: QtBot, least: str, most: str) -> None:
    dialog = opened(qtbot, Document())
    for edit, text in zip(dialog.person.health.meals.ends["lunch"], (least, most), strict=True):
        write(edit, text)
    click(dialog.ok)
    assert dialog.isVisible()
    assert dialog.page_name == HEALTH
    assert dialog.person.health.problem("meal_limits")


def test_that_every_meal_of_the_templates_has_a_range(qtbot: QtBot) -> None:
    ranges = MealRanges()
    qtbot.addWidget(ranges)
    assert set(ranges.ends) == set(read_templates().meal_ids)


def test_that_values_of_the_blood_are_typed_with_their_unit_and_date(qtbot: QtBot) -> None:
    def change(dialog: ProfileDialog) -> None:
        field = dialog.person.health.values
        write(field.numbers["magnesium"], "1,7")
        field.units["magnesium"].setCurrentText("mg/dL")
        write(field.dates["magnesium"], "2026-10-01")
        write(field.numbers["INR"], "2.4")

    given = answered(qtbot, Document(), change)
    assert given.profile.values == (LabValue("magnesium", 1.7, "mg/dL", date(2026, 10, 1)), LabValue("INR", 2.4, ""))


@pytest.mark.parametrize(
    ("number", "when", "said"),
    [
        ("1.9", "", "Is it in mg/dL or mEq/L?"),
        ("high", "", "is no number"),
        ("0.8", "yesterday", "is no date"),
        ("0.8", "1 Oct 2999", "still to come"),
        ("", "1 Oct 2020", "has a date and no number"),
    ],
)
def test_that_a_value_that_cannot_stand_is_said_at_its_field(qtbot: QtBot, number: str, when: str, said: str) -> None:
    taken: list[Document] = []
    dialog = opened(qtbot, Document(), taken.append, first=HEALTH)
    write(dialog.person.health.values.numbers["magnesium"], number)
    write(dialog.person.health.values.dates["magnesium"], when)
    click(dialog.ok)
    assert said in dialog.person.health.problem("values")
    assert not taken


def test_that_weak_kidneys_ask_to_be_confirmed_at_once(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Document(), first=HEALTH)
    write(dialog.person.health.values.numbers["eGFR"], "55")
    dialog.person.health.values.numbers["eGFR"].editingFinished.emit()  # as when the field is left
    assert dialog.person.confirmations.isVisible()
    assert dialog.ok.text() == "Save without a plan"


def test_that_gastroparesis_asks_for_soft_meals_and_for_no_targets(qtbot: QtBot) -> None:
    def change(dialog: ProfileDialog) -> None:
        click(dialog.person.health.conditions.boxes["gastroparesis"])
        asked = dialog.person.confirmations
        assert asked.boxes["small soft meals"].isVisible()
        assert not asked.targets.isVisible()
        assert dialog.ok.text() == "Save without a plan"
        click(asked.boxes["small soft meals"])
        assert dialog.ok.text() == "Save and plan"

    given = answered(qtbot, Document(), change)
    assert given.confirmed == {"small soft meals"}
    assert given.profile.conditions == {"gastroparesis"}
