"""The nutrition column: which days its figures are of, what changed, and where each figure comes from."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSettings, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import NEVER, Document, Stored
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import BY_KEY, ENERGY, MAGNESIUM, Nutrient
from planner.language.numbers import percent
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile
from planner.needs.targets import Target, Targets
from planner.plan.nutrition import mean_totals, supplies
from planner.plan.plan import Meal, Plan, Total, totals
from planner.plan.stored_form import plan_to_fixed
from tests.ui.clicks import click, press
from tests.ui.conftest import HeldPlanner, OpenWindow, solved
from ui.base.look import TARGET, Look
from ui.base.sentences import number
from ui.nutrition.nutrient_bar import NutrientRow, nutrient_row, paint_bar
from ui.nutrition.nutrient_detail import SUPPLIES_SHOWN
from ui.nutrition.nutrition_view import NutritionView
from ui.workspace.screen_state import ScreenState

SODIUM, VITAMIN_A, WATER, COPPER = (BY_KEY[key] for key in ("sodium_mg", "vit_a_rae_ug", "water_g", "copper_mg"))
ZINC, IRON = BY_KEY["zinc_mg"], BY_KEY["iron_mg"]
TARGETS = targets_of(Profile(), {})
MONDAY = Document(days=3, start=date(2026, 11, 23))


@pytest.fixture
def plan(day_plan: Plan, other_plan: Plan) -> Plan:
    """Three days, the second of them another."""
    (day,), (other,) = day_plan.days, other_plan.days
    return Plan((day, replace(other, number=2), replace(day, number=3)))


Show = Callable[..., NutritionView]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication, settings: QSettings, catalogue: Catalogue) -> Show:
    """A column as wide as in the smallest window, with a day of a plan."""

    def make(plan: Plan, number: int = 1, before: Plan | None = None, document: Document = MONDAY) -> NutritionView:
        view = NutritionView(Look(qapp, settings))
        qtbot.addWidget(view)
        view.resize(380, 700)
        view.show()
        draw(view, plan, number, before, document, catalogue)
        return view

    return make


def draw(
    view: NutritionView, plan: Plan, number: int, before: Plan | None, document: Document, catalogue: Catalogue
) -> None:
    day = next(day for day in plan.days if day.number == number)
    view.show_state(
        ScreenState(document, catalogue, plan or Plan((day,)), before, targets=TARGETS, shown_day=day.number)
    )


def texts(view: QWidget) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def row(view: NutritionView, nutrient: Nutrient) -> NutrientRow:
    found = view.model.row(view.model.index_of(nutrient.key))
    assert found is not None
    return found


# The day, and the mean of the week


def test_that_the_figures_of_a_day_are_its_totals_and_say_so(show: Show, plan: Plan) -> None:
    view = show(plan, 2)
    sums = totals(plan.days[1].portions)
    assert row(view, COPPER).total == sums[COPPER]
    assert f"{number(round(sums[MAGNESIUM].amount))} mg" in texts(view)
    assert "Magnesium on Tuesday" in texts(view)
    assert "Every nutrient on Tuesday" in texts(view)
    assert row(view, COPPER).spoken.startswith("Copper on Tuesday, ")


def test_that_the_figures_of_the_mean_are_those_of_its_days_and_say_so(show: Show, plan: Plan) -> None:
    view = show(plan, 2)
    click(view.mean)
    means = mean_totals(plan.days)
    assert row(view, COPPER).total == means[COPPER]
    assert means[COPPER].amount != totals(plan.days[1].portions)[COPPER].amount
    assert f"{number(round(means[MAGNESIUM].amount))} mg" in texts(view)
    assert "Magnesium a day, average of 3 days" in texts(view)
    assert row(view, COPPER).spoken.startswith("Copper a day, average of 3 days, ")
    view.one_day.setFocus()
    press(view.one_day, Qt.Key.Key_Space)
    assert "Magnesium on Tuesday" in texts(view)


def test_that_the_mean_stays_chosen_on_another_day(show: Show, plan: Plan, catalogue: Catalogue) -> None:
    view = show(plan, 1)
    click(view.mean)
    draw(view, plan, 3, None, MONDAY, catalogue)
    assert view.mean.isChecked()
    assert "average of 3 days" in texts(view)
    assert view.one_day.text() == "Wednesday"


def test_that_a_longer_plan_has_the_mean_of_each_week(show: Show, day_plan: Plan) -> None:
    (day,) = day_plan.days
    long = Plan(tuple(replace(day, number=number) for number in range(1, 11)))
    view = show(long, 9, document=Document(days=10))
    assert view.mean.text() == "Average of days 8 to 10"


def test_that_a_plan_of_one_day_offers_no_mean_of_the_week(show: Show, day_plan: Plan) -> None:
    view = show(day_plan, document=Document())
    assert not view.mean.isVisible()
    assert "Magnesium on Day 1" in texts(view)


def test_that_without_a_plan_it_says_what_to_wait_for(show: Show, plan: Plan) -> None:
    view = show(plan)
    view.open_nutrient(COPPER)
    view.show_state(ScreenState())
    assert "as soon as there is a plan" in texts(view)
    assert not view.tree.isVisible()
    assert not view.detail.isVisible()
    assert not view.mean.isVisible()


def test_that_magnesium_is_spread_over_meals_and_foods(show: Show, plan: Plan) -> None:
    view = show(plan)
    best = supplies(plan.days[:1], MAGNESIUM)[0]
    assert f"{best.food.name} ({number(round(best.amount or 0))})" in texts(view)
    breakfast = totals(plan.days[0].meals[0].portions)[MAGNESIUM].amount
    assert f"Breakfast {number(round(breakfast))}" in texts(view)


def test_that_the_model_keeps_the_rules_of_models(show: Show, plan: Plan) -> None:
    view = show(plan)
    tester = QAbstractItemModelTester(view.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    view.show_mean(True)
    view.show_state(ScreenState())
    tester.deleteLater()


# What was before the last edit


def test_that_the_amounts_before_an_edit_are_marked_for_a_while(
    qtbot: QtBot, show: Show, day_plan: Plan, other_plan: Plan, catalogue: Catalogue
) -> None:
    view = show(day_plan, document=Document())
    assert row(view, COPPER).was is None
    draw(view, other_plan, 1, day_plan, Document(), catalogue)
    before = totals(day_plan.days[0].portions)
    assert row(view, COPPER).was == before[COPPER].amount
    assert f"before the last edit {number(before[COPPER].amount)} mg" in row(view, COPPER).spoken
    assert f"before: {number(round(before[MAGNESIUM].amount))} mg" in texts(view)
    view.marks.start(1)
    qtbot.waitUntil(lambda: not view.marks.isActive())
    assert row(view, COPPER).was is None
    assert "before" not in texts(view)
    draw(view, other_plan, 1, day_plan, Document(), catalogue)  # the same plan again is no edit
    assert row(view, COPPER).was is None


def test_that_what_an_edit_left_alone_has_no_mark() -> None:
    sums = {COPPER: Total(1.0, False), MAGNESIUM: Total(320.0, False)}
    before = {COPPER: Total(1.004, False), MAGNESIUM: Total(330.0, False)}
    assert nutrient_row(COPPER, sums, TARGETS, "", before).was is None
    assert nutrient_row(MAGNESIUM, sums, TARGETS, "", before).was == 330.0


def test_that_another_day_of_the_same_plan_starts_no_marks(show: Show, plan: Plan, catalogue: Catalogue) -> None:
    before = Plan(plan.days[:1])
    view = show(plan, 1, before)
    view.marks.stop()
    draw(view, plan, 2, before, MONDAY, catalogue)
    assert not view.marks.isActive()


def test_that_a_day_that_was_not_there_before_has_no_marks(show: Show, plan: Plan) -> None:
    view = show(plan, 2, Plan(plan.days[:1]))
    assert row(view, COPPER).was is None


def test_that_the_mean_is_marked_with_the_mean_before(show: Show, plan: Plan) -> None:
    (first, second, third) = plan.days
    before = Plan((first, replace(first, number=2), third))
    means = mean_totals(plan.days), mean_totals(before.days)
    apart = {each: abs(1 - means[1][each].amount / means[0][each].amount) for each in (COPPER, MAGNESIUM, ZINC, IRON)}
    changed = max(apart, key=lambda each: apart[each])
    view = show(plan, 1, before)
    assert row(view, changed).was is None  # nothing changed on this day
    view.show_mean(True)
    assert row(view, changed).was == pytest.approx(means[1][changed].amount)
    assert second != before.days[1]


def painted(look: Look, shown: NutrientRow) -> QImage:
    image = QImage(100, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_bar(painter, look, QRectF(0, 8, 100, 8), shown)
    painter.end()
    return image


def test_that_a_mark_is_painted_whole_wherever_the_amount_was(qapp: QApplication, settings: QSettings) -> None:
    look = Look(qapp, settings)
    shown = NutrientRow(MAGNESIUM, Total(330.0, False), 320.0, None)
    secondary = look.colour("secondary")

    def triangle(was: float | None) -> int:
        """Pixels of its colour below the bar."""
        image = painted(look, replace(shown, was=was))
        return sum(image.pixelColor(x, y) == secondary for x in range(image.width()) for y in range(17, 24))

    assert triangle(None) == 0
    for was in (0.0, 250.0, 900.0):
        assert triangle(was) >= 12


# One nutrient


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_that_a_nutrient_opens_and_closes_and_the_keys_go_on_from_it(show: Show, plan: Plan, way: str) -> None:
    view = show(plan)
    index = view.model.index_of(COPPER.key)
    view.tree.scrollTo(index)
    if way == "mouse":
        click(view.tree.viewport(), view.tree.visualRect(index.siblingAtColumn(1)).center())
    else:
        view.tree.setFocus()
        view.tree.setCurrentIndex(index)
        press(view.tree, Qt.Key.Key_Return)
    assert view.detail.isVisible()
    assert view.detail.title.text() == "Copper on Monday"
    assert view.focusWidget() is view.detail.back
    if way == "mouse":
        click(view.detail.back)
    else:
        press(view.detail.back, Qt.Key.Key_Escape)
    assert view.focusWidget() is view.tree
    assert view.model.row(view.tree.currentIndex()) == row(view, COPPER)
    assert view.tree.currentIndex().column() == 0  # the strip that shows the focus stands there


def test_that_a_heading_does_not_open(show: Show, plan: Plan) -> None:
    view = show(plan)
    click(view.tree.viewport(), view.tree.visualRect(view.model.index(0, 0)).center())
    assert not view.detail.isVisible()


def test_that_magnesium_opens_by_its_button(show: Show, plan: Plan) -> None:
    view = show(plan)
    click(view.magnesium)
    assert view.detail.title.text() == "Magnesium on Monday"
    assert "At least 320 mg a day, on every day of a plan. |  | Source: RDA, IOM 1997" in view.detail.facts.text
    assert "magnesium that is part of food has no upper limit" in view.detail.facts.text
    press(view.detail.back, Qt.Key.Key_Escape)
    assert view.focusWidget() is view.magnesium


def test_that_every_food_that_supplies_it_stands_with_its_amount_share_and_source(show: Show, plan: Plan) -> None:
    view = show(plan)
    view.open_nutrient(MAGNESIUM)
    found = [supply for supply in supplies(plan.days[:1], MAGNESIUM) if supply.amount]
    lines = view.detail.supplies.text.splitlines()
    assert len(lines) == min(len(found), SUPPLIES_SHOWN)
    for line, supply in zip(lines, found, strict=False):
        assert line.startswith(f"{supply.food.name} | {number(supply.amount or 0)} mg · {percent(supply.share)}")
        assert f"{supply.food.source} {supply.food.fdc_id}" in line


def test_that_the_rest_of_the_foods_is_one_press_away(show: Show, plan: Plan) -> None:
    view = show(plan)
    view.open_nutrient(VITAMIN_A)
    found = supplies(plan.days[:1], VITAMIN_A)
    assert view.detail.show_all.text() == f"Show all {len(found)} foods"
    click(view.detail.show_all)
    assert len(view.detail.supplies.text.splitlines()) == len(found)
    assert not view.detail.show_all.isVisible()


def test_that_foods_nobody_measured_are_named(show: Show, plan: Plan) -> None:
    unknown = next(
        nutrient
        for nutrient in BY_KEY.values()
        if 0 < sum(supply.amount is None for supply in supplies(plan.days[:1], nutrient)) <= 4
    )
    view = show(plan)
    view.open_nutrient(unknown)
    missing = [supply.food.name for supply in supplies(plan.days[:1], unknown) if supply.amount is None]
    assert view.detail.unknown.isVisible()
    assert all(name in view.detail.unknown.text() for name in missing)
    click(view.detail.show_all)
    assert sum("| not measured |" in line for line in view.detail.supplies.text.splitlines()) == len(missing)
    view.open_nutrient(ENERGY)
    assert not view.detail.unknown.isVisible()


def test_that_a_limit_on_one_form_stands_beside_the_whole(show: Show, plan: Plan) -> None:
    view = show(plan)
    view.open_nutrient(VITAMIN_A)
    assert "Of that, Vitamin A, preformed: " in view.detail.facts.text
    assert "At most 2,700 µg a day, on every day of a plan. |  | Source: UL, IOM 2001" in view.detail.facts.text
    assert "have no figure" in view.detail.facts.text  # why it is below the 3,000 µg of the table


def test_that_a_nutrient_without_a_target_says_so(show: Show, plan: Plan) -> None:
    view = show(plan)
    view.open_nutrient(WATER)
    assert "There is no target and no limit for it." in view.detail.facts.text
    assert not view.detail.suppliers.isVisible()


def test_that_what_would_supply_more_may_be_eaten_and_is_ranked_both_ways(
    show: Show, plan: Plan, catalogue: Catalogue
) -> None:
    vegan = Document(days=3, profile=Profile(diet="vegan"), tastes={"pumpkin_seeds_raw": NEVER})
    view = show(plan, document=vegan)
    view.open_nutrient(COPPER)
    by_name = {food.name: food for food in catalogue}
    first = view.detail.suppliers.text.splitlines()
    assert len(first) == 8
    assert all("vegan" in by_name[line.split(" | ")[0]].diets for line in first)
    assert all(by_name[line.split(" | ")[0]].source_text in line for line in first)
    click(view.detail.for_energy)
    second = view.detail.suppliers.text.splitlines()
    assert second != first
    assert "for the energy they cost" in texts(view)


@pytest.mark.parametrize("nutrient", [SODIUM, ENERGY, WATER, BY_KEY["sfa_g"]])
def test_that_more_is_offered_only_of_what_one_needs(show: Show, plan: Plan, nutrient: Nutrient) -> None:
    view = show(plan)
    view.open_nutrient(nutrient)
    assert not view.detail.suppliers.isVisible()
    assert "What would supply more" not in texts(view)
    assert row(view, SODIUM).state != "low"


def test_that_more_is_not_offered_of_what_there_is_too_much_of(
    show: Show, day_plan: Plan, catalogue: Catalogue
) -> None:
    view = show(day_plan, document=Document())
    view.open_nutrient(COPPER)
    assert view.detail.suppliers.isVisible()
    passed = Targets(2000.0, (Target(COPPER, 0.01, 0.02, False, "a test"),))
    view.show_state(ScreenState(catalogue=catalogue, plan=day_plan, targets=passed))
    assert ", over 0.02" in view.detail.amount.text()
    assert not view.detail.suppliers.isVisible()


def test_that_an_open_nutrient_follows_the_day_and_the_mean(show: Show, plan: Plan, catalogue: Catalogue) -> None:
    view = show(plan)
    view.open_nutrient(COPPER)
    before = view.detail.amount.text()
    draw(view, plan, 2, None, MONDAY, catalogue)
    assert view.detail.title.text() == "Copper on Tuesday"
    assert view.detail.amount.text() != before
    click(view.mean)
    assert view.detail.title.text() == "Copper a day, average of 3 days"
    assert "What supplies it a day, average of 3 days" in texts(view)


def is_whole(button: QAbstractButton) -> bool:
    return button.width() >= button.fontMetrics().horizontalAdvance(button.text())


@pytest.mark.parametrize("points", [10, 14, 20])
def test_that_large_type_keeps_every_amount_and_button_whole(
    qtbot: QtBot, qapp: QApplication, show: Show, plan: Plan, points: int
) -> None:
    usual = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(points)
    qapp.setFont(larger)
    try:
        view = show(plan)
    finally:
        qapp.setFont(usual)
    metrics = view.tree.fontMetrics()
    for nutrient in (COPPER, SODIUM, BY_KEY["pantothenic_mg"]):
        index = view.model.index_of(nutrient.key)
        for column in (0, 2):
            cell = index.siblingAtColumn(column)
            room = view.tree.columnWidth(column)
            if not view.tree.isColumnHidden(column):
                lines = str(cell.data()).split("\n")
                assert max(map(metrics.horizontalAdvance, lines)) <= room
                view.tree.scrollTo(cell)
                assert view.tree.visualRect(cell).height() >= len(lines) * metrics.height()
        said = "\n".join(str(index.siblingAtColumn(at).data()) for at in (0, 2) if not view.tree.isColumnHidden(at))
        assert number(row(view, nutrient).total.amount) in said
    widths = sum(view.tree.columnWidth(at) for at in range(3) if not view.tree.isColumnHidden(at))
    assert widths <= view.tree.viewport().width()
    qtbot.waitUntil(lambda: all(is_whole(button) for button in (view.one_day, view.mean, view.magnesium)))
    view.open_nutrient(COPPER)
    qtbot.waitUntil(lambda: all(is_whole(button) for button in (view.detail.for_portion, view.detail.for_energy)))
    inside = view.detail.area.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= view.detail.area.viewport().width()
    assert view.width() == 380


def renamed(plan: Plan, name: str) -> Plan:
    """The first day with all foods called so."""
    (day,) = plan.days

    def with_name(meal: Meal) -> Meal:
        named = (replace(each, food=replace(each.food, name=name)) for each in meal.portions)
        return replace(meal, portions=tuple(named))

    return Plan((replace(day, meals=tuple(map(with_name, day.meals))),))


@pytest.mark.parametrize("name", ["x" * 300, "very long name " * 20])
def test_that_a_name_of_any_length_leaves_the_column_as_wide_as_it_is(show: Show, day_plan: Plan, name: str) -> None:
    view = show(renamed(day_plan, name), document=Document())
    assert view.width() == 380
    view.open_nutrient(MAGNESIUM)
    inside = view.detail.area.widget()
    assert inside is not None
    assert view.width() == 380
    assert inside.minimumSizeHint().width() <= view.detail.area.viewport().width()


def test_that_names_of_foods_are_never_read_as_html(show: Show, day_plan: Plan) -> None:
    view = show(renamed(day_plan, "<b>Bold</b>"), document=Document())
    assert "<b>" in texts(view)
    view.open_nutrient(COPPER)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in view.findChildren(QLabel))


def test_that_every_button_is_large_named_and_reached_by_tab(show: Show, plan: Plan) -> None:
    view = show(plan)
    seen = 0
    for opened in (None, COPPER):
        if opened is not None:
            view.open_nutrient(opened)
        for button in view.findChildren(QAbstractButton):
            if button.isVisible():
                seen += 1
                assert button.accessibleName()
                assert min(button.width(), button.height()) >= TARGET
                assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert seen >= 8
    assert view.tree.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert view.detail.area.focusPolicy() & Qt.FocusPolicy.TabFocus


# In the window


def test_that_the_window_marks_what_an_edit_changed(
    qtbot: QtBot,
    open_window: OpenWindow,
    held: HeldPlanner,
    document_path: Path,
    day_plan: Plan,
    other_plan: Plan,
) -> None:
    save(document_path, Stored(Document(days=1), plan_to_fixed(day_plan)))
    window = open_window(held).window
    window.show_page("nutrition")
    qtbot.waitUntil(lambda: window.nutrition.tree.isVisible())
    assert not window.nutrition.marks.isActive()
    food = day_plan.days[0].meals[2].portions[0].food
    window.foods.rated.emit([food.id], "never")
    qtbot.waitUntil(lambda: bool(held.calls))
    assert not window.nutrition.marks.isActive()
    held.calls[-1].answer(solved(other_plan))
    qtbot.waitUntil(lambda: window.nutrition.marks.isActive())
    assert row(window.nutrition, COPPER).was == totals(day_plan.days[0].portions)[COPPER].amount
    window.nutrition.open_nutrient(COPPER)
    assert window.nutrition.detail.suppliers.isVisible()
