import locale as libc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from tests.ui.clicks import write
from ui.base.number_box import (
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
        ("1,5", US, None),
        (" 12 ", US, 12.0),
        ("", US, None),
        ("-1", US, None),
        ("1e9", US, None),
        ("nan", US, None),
        ("inf", US, None),
        ("12 mg", US, None),
    ],
)
def test_that_a_number_is_read_as_the_locale_writes_it(text: str, locale: QLocale, number: float | None) -> None:
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
