import locale as libc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.clicks import click, press, write
from ui.base.number_box import (
    CountBox,
    NumberBox,
    NumberEdit,
    amount_text,
    local_units,
    read_number,
    write_like_the_planner,
    write_number,
)

GERMAN, US, FRENCH = QLocale("de_DE"), QLocale("en_US"), QLocale("fr_FR")


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(GERMAN)
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [
        ("1,5", GERMAN, 1.5),
        ("1.5", GERMAN, 1.5),
        ("1.500", GERMAN, 1500.0),
        ("1,5", FRENCH, 1.5),
        ("1.5", US, 1.5),
        ("1,500", US, 1500.0),
        ("1,5", US, 1.5),
        ("10,5", US, 10.5),
        ("10.5", GERMAN, 10.5),
        ("10,5", QLocale.c(), 10.5),
        ("0,125", US, 0.125),  # no number of thousands begins with 0
        ("0.125", GERMAN, 0.125),
        ("1,500", GERMAN, 1.5),
        ("1.500", US, 1.5),
        ("1,500.5", GERMAN, 1500.5),
        ("1.500,5", US, 1500.5),
        ("1.234.567", US, 1234567.0),
        ("12,34,567", US, None),
        ("1,50,0", US, None),
        ("1.5.2", US, None),
        ("1 500", US, 1500.0),
        ("1 5", US, None),
        ("1’500.5", QLocale("de_CH"), 1500.5),
        (",5", US, 0.5),
        ("5,", US, 5.0),
        (",", US, None),
        (".", GERMAN, None),
        (" 12 ", US, 12.0),
        ("", US, None),
        ("-1", US, None),
        ("1e9", US, None),
        ("nan", US, None),
        ("inf", US, None),
        ("12 mg", US, None),
    ],
)
def test_that_a_comma_and_a_point_are_both_read_and_never_times_ten(
    text: str, locale: QLocale, number: float | None
) -> None:
    assert read_number(text, locale) == number


@pytest.mark.parametrize("locale", [GERMAN, US, FRENCH, QLocale("de_CH"), QLocale("pl_PL"), QLocale("en_IN")])
def test_that_what_is_written_into_a_field_is_read_back(locale: QLocale) -> None:
    for number in (0.0, 0.86, 1.5, 12.25, 420.0, 1500.0, 99999.9):
        assert read_number(write_number(number, 6, locale), locale) == number


def test_that_amounts_are_read_in_the_locales_figures() -> None:
    assert (amount_text(1004.4, US), amount_text(18.24, US), amount_text(0.9, US)) == ("1,004", "18.2", "0.9")
    assert amount_text(1004.4, GERMAN) == "1.004"


@pytest.mark.usefixtures("german")
def test_that_fields_take_a_decimal_comma(qtbot: QtBot) -> None:
    box = NumberBox("kg")
    qtbot.addWidget(box)
    box.setValue(70.5)
    assert box.text() == "70,5 kg"
    box.selectAll()
    write(box, "71,5")
    box.interpretText()
    assert box.value() == 71.5
    field = NumberEdit("Magnesium")
    qtbot.addWidget(field)
    write(field, "2,4")
    assert (field.number, field.wrong) == (2.4, "")
    field.show_number(0.86)
    assert field.text() == "0,86"


@pytest.mark.usefixtures("german")
def test_that_metric_countries_begin_with_metric_measures() -> None:
    assert local_units() == "metric"


@pytest.mark.parametrize("locale", [US, QLocale.c()], ids=["us", "no country"])
def test_that_the_us_and_no_country_begin_with_us_measures(locale: QLocale) -> None:
    before = QLocale()
    QLocale.setDefault(locale)
    try:
        assert local_units() == "us"
    finally:
        QLocale.setDefault(before)


def test_that_a_refused_text_is_told_and_the_number_stays(qtbot: QtBot) -> None:
    box = NumberBox("kg")
    qtbot.addWidget(box)
    box.setValue(70)
    told: list[str] = []
    box.refused.connect(told.append)
    box.selectAll()
    write(box, "71.5.2")
    box.interpretText()
    assert len(told) == 1
    assert "71.5.2" in told[0]
    assert box.value() == 70


@pytest.mark.usefixtures("german")
def test_that_fields_follow_the_planner_where_only_qt_knows_the_locale() -> None:
    write_like_the_planner()
    assert write_number(1.5) == "1.5"
    assert read_number("1,500") == 1500.0
    assert local_units() == "metric"
    assert libc.setlocale(libc.LC_NUMERIC) == "C"


def test_that_a_good_number_after_a_refused_one_is_taken_and_nothing_is_said_any_more(qtbot: QtBot) -> None:
    box = NumberBox("years", decimals=0, expected=(19, 120))
    qtbot.addWidget(box)
    box.setValue(40)
    told: list[str] = []
    box.refused.connect(told.append)
    for good, value in (("68", 68), ("40", 40)):  # another number, and the one before the refused
        box.selectAll()
        write(box, "4680")
        press(box, Qt.Key.Key_Return)
        assert told == ["“4680” is out of range. Write a number from 19 to 120."]
        box.selectAll()
        write(box, good)
        press(box, Qt.Key.Key_Return)
        assert (box.value(), box.wrong, told[1:]) == (value, "", [""])
        told.clear()
        box.setValue(40)


def test_that_a_part_is_refused_where_only_whole_numbers_count(qtbot: QtBot) -> None:
    box = CountBox("Servings", (1, 20), 2)
    qtbot.addWidget(box)
    for typed in ("1,5", "1.5", "0,5"):
        box.selectAll()
        write(box, typed)
        assert box.take_refusal() == f"“{typed}” is no whole number."
        assert box.count == 2
    box.selectAll()
    write(box, "30")
    assert box.take_refusal() == "“30” is out of range. Write a number from 1 to 20."
    box.selectAll()
    write(box, "6")
    assert (box.take_refusal(), box.count) == ("", 6)


@pytest.mark.parametrize("make", [lambda: NumberBox("years", decimals=0), lambda: NumberEdit("Iron")])
def test_that_the_click_into_a_field_selects_all_so_that_typing_replaces(
    qtbot: QtBot, make: Callable[[], NumberBox | NumberEdit]
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    layout = QVBoxLayout(around)
    other, field = QLineEdit(), make()
    layout.addWidget(other)
    layout.addWidget(field)
    with qtbot.waitExposed(around):
        around.show()
    around.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    edit = field.lineEdit() if isinstance(field, NumberBox) else field
    edit.setText("40")
    click(edit)
    qtbot.waitUntil(field.hasFocus)
    write(field, "68")
    assert edit.text().removesuffix(" years") == "68"
    click(edit)  # a second click sets the caret, as everywhere
    assert not edit.hasSelectedText()
