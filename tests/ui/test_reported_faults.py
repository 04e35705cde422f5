"""The faults that seven kinds of users met in the first window, each with the tests that hold it.

| fault | held by |
|---|---|
| 1 the plan never moves on in time | window/test_weeks.py, window/test_first_day.py, test_four_weeks.py |
| 2 habits that do nothing in silence | planner/explain/test_kept_wishes.py, planner/optimise/test_habits.py |
| 3 window and dialogs larger than the screen | base/test_dialogs.py, test_every_screen.py |
| 4 Why? searches for what arithmetic knows | planner/explain/test_one_portion.py, plan/test_why_questions.py |
| 5 "no supplement" said of more than magnesium | base/test_sentences.py |
| 6 a typed age is lost | base/test_number_box.py |
| 7 Esc throws a dish away | base/test_dialogs.py |
| 8 stale sentences beside new facts | base/test_older.py, workspace/test_screen_state.py |
| 9 a love answers with something else | planner/explain/test_what_became.py |
| 10 numbers of four digits are clipped in tiles | plan/test_plan_view.py |
| 11 large text is cut | test_scaling.py, test_every_screen.py |
| 12 energy beside the edge of its band | nutrition/test_nutrition_view.py |
| 13 Tab order | test_accessibility.py, window/test_frame.py |
| 14 the shopping list moves, one-line ticks, a silent household | shopping/test_shopping_view.py |
| 15 the page for a clinician has no warnings, name or date | here, planner/output/test_client_summary.py |
| 16 "Make plan" stands there while planning | window/test_main_window.py |
| 17 "day 7 of 7" for minutes | here |
| 18 the sentence of the last edit is cut | here |
| 19 typing into a target lags | here |
| 20 days by number, thousands without a mark | planner/language/test_dates.py, base/test_number_box.py |
| 21 "all of which you never eat", six times | planner/explain/test_user_choices.py |
| 22 closing while planning is slow, notes in a small box | window/test_main_window.py, inspector/test_notice_list.py |
| 23 a household's week in 5-point type, names repeated | print/test_compose.py, output/test_household_output.py |
| 24 Help finds half-sentences of "warfarin" | here |
"""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile
from planner.optimise.request import Request
from planner.output.client_summary import summary_sheet
from planner.output.clinician_page import clinician_sheet
from planner.plan.outcomes import Infeasible
from planner.plan.plan import Plan
from planner.planner import make_plan
from tests.patience import calls_of
from tests.planner.tiny_foods import catalogue_of, food
from tests.ui.clicks import write
from tools.layout_faults import clipped
from ui.help import made_pages
from ui.help.pages import ABOUT_MAGNESIUM, plain, search
from ui.profile.targets_page import TargetsPage
from ui.window.app import Built
from ui.window.progress_line import LONG, ProgressLine

KEY = 400_000  # calls of functions for a key typed: a few hundredths of a second


def test_that_the_pages_for_a_clinician_carry_the_warnings_the_name_and_the_day(
    day_plan: Plan, catalogue: Catalogue
) -> None:
    """15."""
    profile = Profile(sex="female", age_years=68, conditions=frozenset({"warfarin"}))
    document = Document(profile=profile, start=date(2026, 11, 23), name="Anna Smith")
    targets = targets_of(profile, {})
    whole = clinician_sheet(day_plan, document, targets, catalogue)
    short = summary_sheet(day_plan, document, targets, date(2026, 11, 30))
    for sheet in (whole, short):
        assert "Anna Smith" in sheet.title
        assert any("INR" in note for note in sheet.notes), "what warfarin asks for"
    assert "Monday, 30 November 2026" in {row[1] for row in short.tables[0].rows}
    assert short.tables[1].header[3] == "days below"


def test_that_a_plan_that_may_not_exist_is_said_to_be_asked_for() -> None:
    """17."""
    told: list[tuple[int, int]] = []
    few = catalogue_of([food("oats", "grain", 100, 30)])
    outcome = make_plan(few, Request(Document(days=1), progress=lambda day, days: told.append((day, days))))
    assert isinstance(outcome, Infeasible)
    assert told[-1] == (0, 1)


def test_that_long_planning_says_what_is_asked_and_for_how_long(qtbot: QtBot) -> None:
    """17."""
    line = ProgressLine(lambda: False)
    qtbot.addWidget(line)
    said: list[str] = []
    line.said.connect(said.append)
    now = [100.0]
    line.clock = lambda: now[0]
    line.begin()
    qtbot.waitUntil(line.isVisible)
    line.show_day(7, 7)
    assert said[-1] == "Planning day 7 of 7"
    now[0] += 2.5 * LONG
    line.show_day(7, 7)
    assert said[-1] == f"Planning day 7 of 7 · {2 * LONG} s so far"
    line.show_day(0, 7)
    assert said[-1].startswith("Looking whether there is a plan at all")
    line.end()


@pytest.mark.parametrize("size", [(1280, 720), (640, 360)])
def test_that_the_sentence_of_an_edit_is_whole_beside_what_else_is_said(built: Built, size: tuple[int, int]) -> None:
    """18."""
    window = built.window
    window.resize(*size)
    names = "Kiwi, Peanut butter and banana toast, Cantaloupe melon, Apricots and 14 more out; Watermelon and figs in."
    window.say(f"Spinach is loved, but did not come in: vitamin K. {names}", undoable=True)
    window.foot.offer.show()
    QApplication.processEvents()
    assert [fault for fault in clipped(window) if "Kiwi" in fault or "Undo" in fault or "better" in fault] == []
    assert window.foot.undo.isVisible()


def test_that_a_key_typed_into_a_target_costs_little_and_the_number_comes_whole(qtbot: QtBot) -> None:
    """19."""
    page = TargetsPage()
    qtbot.addWidget(page)
    page.show_targets(Profile(), {})
    page.show()
    page.show_nutrient("magnesium_mg")
    for key in "1900":
        assert calls_of(lambda key=key: write(page.least, key)) < KEY  # type: ignore[misc]
    assert page.own == {"magnesium_mg": 1900.0}


@pytest.mark.usefixtures("qapp")
def test_that_help_finds_warfarin_in_whole_words_where_it_is_told_of(catalogue: Catalogue) -> None:
    """24."""
    found = search(made_pages.pages(catalogue), "warfarin")
    assert ABOUT_MAGNESIUM in {one.page.id for one in found}
    for one in found:
        assert "warfarin" in f"{one.heading} {one.around}".casefold()
        whole = set(" ".join(plain(one.page.text).split()).split())
        assert set(one.around.strip("… ").split()) <= whole, "no word is cut"
