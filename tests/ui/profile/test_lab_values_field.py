"""Values of the blood in their fields: the newest is edited, the earlier ones are kept beside it."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from planner.needs.lab_values import LabValue
from ui.base.look import TARGET
from ui.profile.lab_values_field import LabValuesField

OLD = LabValue("HbA1c", 7.9, "%", date(2026, 3, 2))
NEW = LabValue("HbA1c", 7.1, "%", date(2026, 10, 1))


@pytest.fixture
def field(qtbot: QtBot) -> LabValuesField:
    shown = LabValuesField(lambda: date(2026, 11, 30))
    qtbot.addWidget(shown)
    shown.show_values((OLD,))
    return shown


def test_that_a_newer_value_is_entered_beside_the_earlier_one(field: LabValuesField) -> None:
    button = field.newer["HbA1c"]
    assert button.isEnabled()
    assert not field.newer["eGFR"].isEnabled()
    button.click()
    assert list(field.values) == [OLD]
    assert field.numbers["HbA1c"].empty
    assert not button.isEnabled()
    field.numbers["HbA1c"].show_number(7.1)
    assert "needs a date of its own" in field.wrong()
    field.dates["HbA1c"].setText("2026-03-02")
    assert "needs a date of its own" in field.wrong()
    field.dates["HbA1c"].setText("2026-10-01")
    assert not field.wrong()
    assert list(field.values) == [OLD, NEW]


def test_that_the_newest_stands_in_the_fields_and_an_earlier_one_can_be_removed(field: LabValuesField) -> None:
    field.show_values((OLD, NEW))
    assert field.numbers["HbA1c"].number == 7.1
    (earlier,) = field.earlier["HbA1c"].buttons
    assert "7.9 % · 2 Mar 2026" in earlier.text()
    assert earlier.minimumHeight() >= TARGET
    earlier.click()
    assert field.values == (NEW,)
    assert field.earlier["HbA1c"].isHidden()
