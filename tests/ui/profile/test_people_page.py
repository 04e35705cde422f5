from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from planner.document.document import MOST_PERSONS, Document, Person
from planner.needs.profile import Profile
from tests.ui.clicks import click, press, write
from ui.profile.people_page import NEVER_PAGE, NeverPage, PeoplePage, PersonDialog, person_line
from ui.profile.profile_dialog import HOUSEHOLD, ProfileDialog

FOODS = {"spinach": "Spinach, cooked", "kale": "Kale <b>raw</b>", "tofu": "Tofu, firm"}
SAM = Person("Sam", Profile(sex="male", age_years=55), never=frozenset({"kale"}))


def shown(qtbot: QtBot, *people: Person) -> PeoplePage:
    page = PeoplePage(people, FOODS, "us")
    qtbot.addWidget(page)
    page.show()
    return page


def dialog_of(page: PeoplePage) -> PersonDialog:
    """The one that was opened last; it stays while the test looks at it."""
    dialog = page.findChildren(PersonDialog)[-1]
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return dialog


def test_that_a_person_is_added_changed_and_taken_off(qtbot: QtBot) -> None:
    page = shown(qtbot)
    assert not page.edit.isEnabled()
    click(page.add)
    dialog = dialog_of(page)
    write(dialog.name, "  Sam  Two ")
    click(dialog.person.you.sex.buttons["male"])
    click(dialog.ok)
    assert page.people == (Person("Sam Two", Profile(sex="male")),)

    click(page.edit)
    dialog = dialog_of(page)
    assert dialog.name.text() == "Sam Two"
    dialog.person.targets.show_nutrient("magnesium_mg")
    dialog.go_to("Targets")
    write(dialog.person.targets.least, "450")
    dialog.go_to(NEVER_PAGE)
    write(dialog.never.search, "tofu")
    press(dialog.never.list, Qt.Key.Key_Down)
    dialog.never.list.itemActivated.emit(dialog.never.list.item(0))
    click(dialog.ok)
    (person,) = page.people
    assert person.targets == {"magnesium_mg": 450.0}
    assert person.never == {"tofu"}

    click(page.remove)
    assert not page.people


def test_that_a_person_needs_a_name_of_their_own(qtbot: QtBot) -> None:
    page = shown(qtbot, SAM)
    click(page.add)
    dialog = dialog_of(page)
    click(dialog.ok)
    assert "name" in dialog.general_problem
    write(dialog.name, "SAM")
    click(dialog.ok)
    assert "already" in dialog.general_problem
    assert dialog.isVisible()
    write(dialog.name, "uel")
    click(dialog.ok)
    assert [person.name for person in page.people] == ["Sam", "SAMuel"]


def test_that_a_persons_bad_answer_keeps_the_dialog_on_its_page(qtbot: QtBot) -> None:
    page = shown(qtbot, SAM)
    click(page.edit)
    dialog = dialog_of(page)
    dialog.go_to(NEVER_PAGE)
    dialog.person.you.age.setValue(7)
    click(dialog.ok)
    assert dialog.isVisible()
    assert dialog.page_name == "Person"
    assert page.people == (SAM,)


def test_that_a_person_with_kidney_disease_waits_for_their_own_clinician(qtbot: QtBot) -> None:
    page = shown(qtbot, SAM)
    click(page.edit)
    dialog = dialog_of(page)
    dialog.go_to("Health")
    click(dialog.person.health.conditions.boxes["kidney disease"])
    assert dialog.person.confirmations.isVisible()
    click(dialog.ok)
    (person,) = page.people
    assert person.confirmed == frozenset()
    assert "no plan until it is confirmed" in person_line(person)
    click(page.edit)
    dialog = dialog_of(page)
    click(dialog.person.confirmations.boxes["clinician set the targets"])
    click(dialog.ok)
    assert page.people[0].confirmed == {"clinician set the targets"}
    assert "no plan" not in person_line(page.people[0])


def test_that_no_more_people_are_added_than_a_household_may_have(qtbot: QtBot) -> None:
    page = shown(qtbot, *(Person(str(number), Profile()) for number in range(MOST_PERSONS)))
    assert not page.add.isEnabled()


def test_that_names_stand_for_themselves(qtbot: QtBot) -> None:
    page = shown(qtbot, Person("<b>Sam</b>", Profile()))
    assert page.list.item(0).text().startswith("<b>Sam</b>")
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))


def test_that_a_click_or_return_ticks_a_food_and_ticked_ones_come_first(qtbot: QtBot) -> None:
    page = NeverPage(frozenset({"tofu", "gone"}), FOODS)
    qtbot.addWidget(page)
    page.show()
    assert [page.list.item(row).text() for row in range(3)] == ["Tofu, firm", "Kale <b>raw</b>", "Spinach, cooked"]
    click(page.list.viewport(), page.list.visualItemRect(page.list.item(1)).center())
    assert page.foods == {"tofu", "gone", "kale"}
    page.list.setCurrentRow(2)
    press(page.list, Qt.Key.Key_Return)
    assert page.foods == {"tofu", "gone", "kale", "spinach"}
    write(page.search, "zzz")
    assert page.list.count() == 0


def test_that_the_household_goes_with_the_document(qtbot: QtBot) -> None:
    taken: list[Document] = []
    dialog = ProfileDialog(Document(people=(SAM,)), FOODS, taken.append, first=HOUSEHOLD)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    click(dialog.people.remove)
    click(dialog.ok)
    assert taken == [Document()]
