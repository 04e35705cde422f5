"""The ladder and the further aims in the window."""

import pytest
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from tests.patience import GUARD_MS
from tests.ui.clicks import click
from tests.ui.now.entering import enter, enter_day
from ui.now import changes_page
from ui.now.now_view import NowView
from ui.window.app import Built


def test_that_where_no_changes_reach_the_target_the_furthest_are_shown_and_can_be_accepted(
    qtbot: QtBot, built: Built, view: NowView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes_page, "MOST_CHANGES", 1)
    enter(view, "lunch", "cheeseburger")
    page = view.changes
    view.tabs.show_page(page)
    click(page.look_for)
    qtbot.waitUntil(lambda: page.changes.count() > 0, timeout=GUARD_MS)
    assert page.said.text() == "No single change of what you eat now reaches the target. That is proven."
    assert page.ladder.text().startswith("1 change: ")
    assert "are missing" in page.ladder.text()
    before = view.where.text()
    click(page.accept_button)
    assert len(built.workspace.document.usual_days[0]) >= 1
    assert view.where.text() != before


def test_that_an_aim_is_kept_and_the_answer_looked_for_again(qtbot: QtBot, built: Built, view: NowView) -> None:
    enter_day(view)
    page = view.changes
    click(page.look_for)
    qtbot.waitUntil(lambda: page.changes.count() > 0 and page.look_for.isEnabled(), timeout=GUARD_MS)
    assert "Fibre" not in page.then.text()
    click(page.aims["fibre"])
    assert built.workspace.document.aims == {"fibre"}
    qtbot.waitUntil(lambda: page.changes.count() > 0 and page.look_for.isEnabled(), timeout=GUARD_MS)
    assert "Fibre: " in page.then.text()
    built.workspace.undo()
    assert built.workspace.document.aims == Document().aims
    assert not page.aims["fibre"].isChecked()
