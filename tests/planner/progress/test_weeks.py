"""Nutrients by weeks: the share of each target and its word."""

from datetime import timedelta

import pytest

from planner.document.document import Judged, RecordedDay
from planner.foods.nutrients import BY_KEY, MAGNESIUM
from planner.progress.recorded import progress_of
from planner.progress.weeks import cell_of, nutrient_weeks, row_name
from tests.planner.progress.test_recorded import FOODS, MONDAY, document_of, meal

ENERGY = BY_KEY["energy_kcal"]  # 100 kcal in a step of oats


def week(steps: int, judged: Judged | None, *others: str) -> RecordedDay:
    meals = [meal("lunch", None, ("oats", steps)), *(meal("dinner", None, (food, 1)) for food in others)]
    return RecordedDay(MONDAY, tuple(meals), judged)


def least(amount: float) -> Judged:
    return Judged(2000.0, (("magnesium_mg", amount, None),))


@pytest.mark.parametrize(
    ("steps", "judged", "others", "said"),
    [
        (4, least(400.0), (), ("100 %", "reached")),
        (8, least(400.0), (), ("200 %", "reached")),
        (3, least(400.0), (), ("75 %", "below")),
        (2, least(400.0), (), ("50 %", "far below")),
        (4, least(400.5), (), ("99 %", "below")),
        (3, least(400.0), ("mystery",), ("≥ 75 %", "unclear")),
        (4, least(400.0), ("mystery",), ("≥ 100 %", "reached")),
        (4, Judged(2000.0, (("magnesium_mg", None, 500.0),)), (), ("80 %", "within limit")),
        (6, Judged(2000.0, (("magnesium_mg", None, 500.0),)), (), ("120 %", "above limit")),
        (4, Judged(2000.0, (("magnesium_mg", None, 500.0),)), ("mystery",), ("≥ 80 %", "unclear")),
        (6, Judged(2000.0, (("magnesium_mg", 300.0, 500.0),)), (), ("200 %", "above limit")),
        (4, None, (), ("", "no target")),
    ],
)
def test_that_a_cell_says_share_and_word(
    steps: int, judged: Judged | None, others: tuple[str, ...], said: tuple[str, str]
) -> None:
    (found,) = progress_of(document_of(week(steps, judged, *others)), FOODS, MONDAY, 7).weeks
    cell = cell_of(found, MAGNESIUM)
    assert (cell.figure.replace("\u00a0", " "), cell.word) == said


def test_that_the_recommended_sodium_is_no_goal() -> None:
    judged = Judged(2000.0, (("sodium_mg", 1500.0, 2300.0),))
    progress = progress_of(document_of(week(1, judged)), FOODS, MONDAY, 7)
    (row,) = nutrient_weeks(progress)
    assert row_name(row) == "Sodium, of its limit"
    assert row.of_most


def test_that_rows_have_a_cell_for_each_week_and_magnesium_comes_first() -> None:
    judged = Judged(2000.0, (("energy_kcal", 300.0, None), ("magnesium_mg", 400.0, None)))
    days = [RecordedDay(MONDAY + timedelta(days=7 * at), week(4, judged).meals, (judged, None)[at]) for at in range(2)]
    rows = nutrient_weeks(progress_of(document_of(*days), FOODS, MONDAY + timedelta(days=7), 14))
    assert [row.nutrient.key for row in rows] == ["magnesium_mg", "energy_kcal"]
    assert [[cell.word for cell in row.cells] for row in rows] == [["reached", "no target"]] * 2


def test_that_a_mean_is_of_the_days_that_had_the_target() -> None:
    """A day without a target for magnesium must not lift a day that missed its own."""
    days = [
        RecordedDay(MONDAY, (meal("lunch", None, ("oats", 2)),), least(400.0)),
        RecordedDay(MONDAY + timedelta(days=1), (meal("lunch", None, ("oats", 9)),), None),
    ]
    (found,) = progress_of(document_of(*days), FOODS, MONDAY + timedelta(days=6), 7).weeks
    assert found.shares == {MAGNESIUM: 0.5}
    assert found.mean[MAGNESIUM].amount == 550
