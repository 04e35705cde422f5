"""Notices are grouped by what there is to do, put away one at a time, and stay within reach."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.needs.notices import ASK, BUY, FIRST, GROUPS, KNOW
from ui.base.look import TARGET, Look
from ui.base.read_notices import MOST, ReadNotices
from ui.inspector.notice_list import NoticeList

GRAVE, PHARMACIST, SHOP, OTHER = "Show it to whoever sets your doses.", "Ask for 25 mg.", "Read labels.", "Drink."
SENTENCES = (SHOP, GRAVE, PHARMACIST, OTHER)
OF = {GRAVE: FIRST, PHARMACIST: ASK, SHOP: BUY}


@pytest.fixture
def look(qapp: QApplication, settings: QSettings) -> Look:
    return Look(qapp, settings)


@pytest.fixture
def notices(qtbot: QtBot, look: Look) -> NoticeList:
    shown = NoticeList(look)
    qtbot.addWidget(shown)
    shown.show_notices("one", SENTENCES, OF)
    shown.show()
    return shown


def texts(notices: NoticeList) -> list[str]:
    return [row.text for row in notices.rows]


def test_that_the_gravest_group_is_first_and_what_has_none_is_good_to_know(notices: NoticeList) -> None:
    expected = [GROUPS[FIRST], GRAVE, GROUPS[ASK], PHARMACIST, GROUPS[BUY], SHOP, GROUPS[KNOW], OTHER]
    assert texts(notices) == expected
    assert notices.fold.isHidden()


def test_that_a_notice_is_put_away_alone_and_can_be_read_and_taken_back(notices: NoticeList) -> None:
    row = next(row for row in notices.rows if row.text == GRAVE)
    assert row.button.height() >= TARGET
    assert GRAVE in row.button.accessibleName()
    row.button.click()
    assert texts(notices) == [GROUPS[ASK], PHARMACIST, GROUPS[BUY], SHOP, GROUPS[KNOW], OTHER]
    assert "1 notice you have read" in notices.fold.text()
    notices.fold.click()
    (read,) = notices.read_rows
    assert read.text == GRAVE
    read.button.click()
    assert GRAVE in texts(notices)
    assert notices.fold.isHidden()


def test_that_another_figure_is_the_same_notice_and_another_document_another(notices: NoticeList, look: Look) -> None:
    next(row for row in notices.rows if row.text == PHARMACIST).button.click()
    notices.show_notices("one", ("Ask for 50 mg.",), {})
    assert texts(notices) == []
    notices.show_notices("two", (PHARMACIST,), OF)
    assert texts(notices) == [GROUPS[ASK], PHARMACIST]
    assert ReadNotices(look.settings).is_read("one", PHARMACIST)


def test_that_the_settings_hold_no_more_than_they_need(tmp_path: Path) -> None:
    kept = ReadNotices(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    for number in range(MOST + 5):
        kept.mark("one", "x" * number, True)
    assert not kept.is_read("one", "xxxx")
    assert kept.is_read("one", "x" * (MOST + 4))
