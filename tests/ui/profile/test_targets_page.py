from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from planner.needs.profile import Profile
from planner.needs.targets import Own, OwnTarget
from tests.ui.clicks import click, press, write
from ui.profile.targets_page import TargetsPage

KIDNEYS = Profile(conditions=frozenset({"kidney disease"}))


def shown(qtbot: QtBot, own: dict[str, Own] | None = None, profile: Profile | None = None) -> TargetsPage:
    page = TargetsPage()
    qtbot.addWidget(page)
    page.show_targets(profile or Profile(), own or {})
    page.show()
    return page


def texts(page: TargetsPage, key: str) -> list[str]:
    """The columns of a nutrient: its name, recommended amount, limit, own value."""
    index = page.model.index_of(key)
    return [str(page.model.data(index.siblingAtColumn(column))) for column in range(page.model.columnCount())]


def test_that_every_nutrient_stands_with_its_amounts_and_own_values_are_marked(qtbot: QtBot) -> None:
    page = shown(qtbot, {"iron_mg": OwnTarget(10.0, 30.0), "zinc_mg": None})
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    assert texts(page, "calcium_mg") == ["Calcium", "1000 mg", "2500 mg", ""]
    assert texts(page, "magnesium_mg") == ["Magnesium", "320 mg", "480 mg", ""]
    assert texts(page, "iron_mg")[3] == "10 – 30"
    assert texts(page, "zinc_mg")[3] == "no goal"


def test_that_an_own_value_is_taken_as_it_is_typed_and_given_back(qtbot: QtBot) -> None:
    page = shown(qtbot)
    told: list[dict[str, Own]] = []
    page.changed.connect(lambda: told.append(dict(page.own)))
    page.show_nutrient("magnesium_mg")
    assert not page.back.isVisible()
    write(page.least, "400")
    assert page.own == {"magnesium_mg": 400.0}
    assert told[-1] == {"magnesium_mg": 400.0}
    assert texts(page, "magnesium_mg")[3] == "400"
    click(page.back)
    assert page.own == {}
    assert page.least.text() == ""
    assert texts(page, "magnesium_mg")[3] == ""


def test_that_a_bad_value_stays_as_typed_and_stops_nothing_else(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.show_nutrient("calcium_mg")
    write(page.least, "12oo")
    assert "12oo" in page.problem
    assert texts(page, "calcium_mg")[3] == "check this"
    page.show_nutrient("iron_mg")
    assert page.problem == ""
    write(page.least, "10")
    assert page.own == {"iron_mg": 10.0}
    assert "12oo" in page.wrong()  # and goes back to it
    assert page.least.text() == "12oo"
    click(page.back)
    assert (page.least.text(), page.wrong(), texts(page, "calcium_mg")[3]) == ("", "", "")
    write(page.least, "1200")
    assert page.wrong() == ""
    assert page.own == {"calcium_mg": 1200.0, "iron_mg": 10.0}


@pytest.mark.parametrize(
    ("key", "least", "most", "said"),
    [
        ("calcium_mg", "3000", "", "Calcium cannot be at least 3,000 mg"),
        ("magnesium_mg", "", "300", "Magnesium cannot be at least 320 mg"),
        ("magnesium_mg", "500", "400", "Magnesium has a least of 500 above its most, 400"),
        ("iron_mg", "-5", "", "“-5” is no number"),
        ("energy_kcal", "0", "", "more than 0 kcal"),
    ],
)
def test_that_what_cannot_stand_is_said_in_words(qtbot: QtBot, key: str, least: str, most: str, said: str) -> None:
    page = shown(qtbot)
    page.show_nutrient(key)
    write(page.most, most)
    write(page.least, least)
    assert said in page.problem
    assert page.own == {}


def test_that_energy_has_one_field_and_a_band_from_the_file_two(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.show_nutrient("energy_kcal")
    assert not page.most.isVisible()
    write(page.least, "2000")
    assert page.own == {"energy_kcal": 2000.0}
    page.show_targets(Profile(), {"energy_kcal": OwnTarget(1900.0, 2100.0)})
    assert page.most.isVisible()
    assert (page.least.text(), page.most.text()) == ("1900", "2100")


def test_that_other_answers_move_the_recommended_amounts_and_keep_own_values(qtbot: QtBot) -> None:
    page = shown(qtbot, {"iron_mg": 10.0})
    page.show_nutrient("iron_mg")
    page.show_targets(Profile(sex="male", age_years=60), page.own)
    assert texts(page, "magnesium_mg")[1] == "420 mg"
    assert page.own == {"iron_mg": 10.0}
    assert page.least.text() == "10"


def test_that_an_own_value_another_profile_excludes_is_found(qtbot: QtBot) -> None:
    own: dict[str, Own] = {"sfa_g": OwnTarget(least=24.0)}
    page = shown(qtbot, own, Profile(sex="male", weight_kg=120.0, activity="very active"))
    assert page.wrong() == ""
    page.show_targets(Profile(), own)
    assert "Saturated fat" in page.wrong()
    click(page.back)
    assert page.wrong() == ""


def test_that_what_follows_from_others_is_not_edited(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.show_nutrient("vit_a_preformed_ug")
    assert not page.least.isEnabled()
    assert not page.most.isEnabled()


def test_that_kidney_disease_names_the_targets_of_healthy_people(qtbot: QtBot) -> None:
    profile = Profile(conditions=frozenset({"kidney disease"}))
    page = shown(qtbot, None, profile)
    assert "magnesium, potassium and phosphorus" in page.notes.text
    page.show_targets(profile, {"magnesium_mg": OwnTarget(most=250.0)})
    assert "potassium and phosphorus" in page.notes.text
    assert "magnesium, potassium" not in page.notes.text


KIDNEY = Profile(conditions=frozenset({"kidney disease"}))


def test_that_a_number_for_the_kidneys_waits_until_it_is_said_to_be_at_most_or_at_least(qtbot: QtBot) -> None:
    page = shown(qtbot, None, KIDNEY)
    page.show_nutrient("protein_g")
    assert page.as_most.isHidden()
    write(page.least, "60")
    assert page.own == {}
    assert "at most or at least" in page.problem
    assert texts(page, "protein_g")[3] == "check this"
    assert (page.as_most.text(), page.as_least.text()) == ("At most 60 g", "At least 60 g")
    assert "at most or at least" in page.wrong()
    click(page.as_most)
    assert page.own == {"protein_g": OwnTarget(most=60.0)}
    assert (page.least.text(), page.most.text(), page.problem) == ("", "60", "")
    assert (texts(page, "protein_g")[3], page.wrong()) == ("≤ 60", "")
    assert page.as_most.isHidden()
    page.show_nutrient("potassium_mg")
    write(page.least, "2000")
    click(page.as_least)
    assert page.own["potassium_mg"] == OwnTarget(least=2000.0)
    assert texts(page, "potassium_mg")[3] == "≥ 2000"
    page.show_nutrient("sodium_mg")
    write(page.most, "1500")  # the field says what it is
    assert page.own["sodium_mg"] == OwnTarget(most=1500.0)
    page.show_nutrient("iron_mg")
    write(page.least, "12")
    assert page.own["iron_mg"] == 12.0


def test_that_a_number_of_an_older_document_is_shown_and_asked_about(qtbot: QtBot) -> None:
    page = shown(qtbot, {"protein_g": 60.0, "magnesium_mg": 300.0}, KIDNEY)
    assert {texts(page, key)[3] for key in ("protein_g", "magnesium_mg")} == {"check this"}
    for _ in range(2):
        assert "at most or at least" in page.wrong()
        click(page.as_most)
    assert page.own == {"protein_g": OwnTarget(most=60.0), "magnesium_mg": OwnTarget(most=300.0)}
    assert page.wrong() == ""


def test_that_a_choice_that_cannot_stand_says_so_and_keeps_asking(qtbot: QtBot) -> None:
    page = shown(qtbot, None, KIDNEY)
    page.show_nutrient("sodium_mg")
    write(page.least, "4000")
    click(page.as_least)
    assert "Sodium cannot be at least 4,000 mg" in page.problem
    assert page.own == {}
    assert page.as_most.isVisible()
    click(page.as_most)
    assert page.own == {"sodium_mg": OwnTarget(most=4000.0)}


def test_that_what_waited_is_taken_once_nobody_must_ask(qtbot: QtBot) -> None:
    page = shown(qtbot, None, KIDNEY)
    page.show_nutrient("protein_g")
    write(page.least, "60")
    page.show_targets(Profile(), page.own)
    assert page.wrong() == ""
    assert page.own == {"protein_g": 60.0}


# What a clinician set


def test_that_a_value_typed_back_from_a_clinicians_page_is_marked_with_its_day(qtbot: QtBot) -> None:
    page = TargetsPage(today=lambda: date(2026, 12, 1))
    qtbot.addWidget(page)
    page.show_targets(KIDNEYS, {})
    page.show()
    page.show_nutrient("potassium_mg")
    assert not page.clinician.isVisible()  # there is no value yet
    write(page.most, "2000")
    click(page.clinician)
    assert page.own == {"potassium_mg": OwnTarget(most=2000.0, clinician=date(2026, 12, 1))}
    page.set_on.selectAll()
    write(page.set_on, "20 November 2026")
    press(page.set_on, Qt.Key.Key_Return)
    assert page.own == {"potassium_mg": OwnTarget(most=2000.0, clinician=date(2026, 11, 20))}
    write(page.least, "1000")  # another number of the same page keeps the mark, which is in sight
    assert page.own == {"potassium_mg": OwnTarget(1000.0, 2000.0, date(2026, 11, 20))}
    for wrong in ("yesterdayish", "24 December 2026"):
        page.set_on.selectAll()
        write(page.set_on, wrong)
        press(page.set_on, Qt.Key.Key_Return)
        assert wrong in page.problem
        assert page.own == {"potassium_mg": OwnTarget(1000.0, 2000.0, date(2026, 11, 20))}
        assert page.set_on.text() == "20 Nov 2026"
    click(page.clinician)
    assert page.own == {"potassium_mg": OwnTarget(1000.0, 2000.0)}
    assert not page.set_on.isVisible()


def test_that_energy_of_one_number_takes_no_mark_and_a_number_alone_becomes_an_end(qtbot: QtBot) -> None:
    page = shown(qtbot, {"energy_kcal": 2000.0, "iron_mg": 12.0})
    page.show_nutrient("energy_kcal")
    assert not page.clinician.isVisible()
    page.show_nutrient("iron_mg")
    click(page.clinician)
    marked = page.own["iron_mg"]
    assert isinstance(marked, OwnTarget)
    assert (marked.least, marked.most) == (12.0, None)
    assert marked.clinician is not None
