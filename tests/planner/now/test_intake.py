"""What the usual days hold, and the one sentence about it."""

import json
from pathlib import Path

import pytest

from main import main
from planner.foods.nutrients import BY_KEY, ENERGY, MAGNESIUM
from planner.needs.targets import Targets
from planner.now.eaten import Entry, UnknownFoodError, eaten, of_catalogue
from planner.now.intake import intake_of, mean_of, totals_of
from tests.planner.tiny_foods import catalogue_of, food, target, targets_of

MEALS = {"breakfast": "Breakfast", "lunch": "Lunch"}
OATS = of_catalogue(food("oats", "hot_cereal", kcal=300, magnesium=100, iron_mg=2.0))
SODA = of_catalogue(food("soda", "drink", kcal=40, magnesium=None))


def want(least: float | None) -> Targets:
    return targets_of(target("magnesium_mg", least), target("iron_mg", 18.0, hard=False))


def test_that_a_day_is_the_sum_of_grams_times_figures() -> None:
    day = totals_of((Entry("breakfast", OATS, 50), Entry("lunch", OATS, 150)))
    assert day[ENERGY].amount == pytest.approx(600)
    assert day[MAGNESIUM].amount == pytest.approx(200)
    assert not day[MAGNESIUM].at_least


def test_that_what_is_unknown_counts_as_nothing_and_says_at_least() -> None:
    day = totals_of((Entry("breakfast", OATS, 100), Entry("lunch", SODA, 300)))
    assert day[MAGNESIUM].amount == pytest.approx(100)
    assert day[MAGNESIUM].at_least
    assert (day[BY_KEY["zinc_mg"]].amount, day[BY_KEY["zinc_mg"]].at_least) == (0, True)


def test_that_the_mean_is_over_the_days() -> None:
    one, two = totals_of((Entry("lunch", OATS, 100),)), totals_of((Entry("lunch", OATS, 300), Entry("lunch", SODA, 1)))
    mean = mean_of([one, two])[MAGNESIUM]
    assert mean.amount == pytest.approx(200)
    assert mean.at_least


def test_that_the_sentence_names_what_is_eaten_and_the_gap() -> None:
    days = ((Entry("breakfast", OATS, 271),),)
    assert intake_of(days, want(420.0), MEALS).sentence == (
        "You eat about 271 mg of 420 mg of magnesium a day; food alone leaves a gap of 149 mg."
    )


def test_that_the_gap_is_at_most_where_something_is_unknown() -> None:
    days = ((Entry("breakfast", OATS, 271), Entry("lunch", SODA, 100)),)
    found = intake_of(days, want(420.0), MEALS)
    assert found.sentence == (
        "You eat at least 271 mg of 420 mg of magnesium a day; food alone leaves a gap of at most 149 mg."
    )
    assert "Soda" in found.notices[0]
    assert [each.amount for each in found.foods] == [pytest.approx(271), None]


def test_that_a_reached_target_needs_no_supplement_and_names_what_is_short() -> None:
    found = intake_of(((Entry("breakfast", OATS, 430),),), want(420.0), MEALS).sentence
    assert found == (
        "You eat about 430 mg of magnesium a day and reach 420 mg; for magnesium, no supplement is needed. "
        "Below the target: iron."
    )


def test_that_without_an_amount_to_reach_none_is_promised_and_a_limit_is_named() -> None:
    days = ((Entry("breakfast", OATS, 100),),)
    assert intake_of(days, want(None), MEALS).sentence == (
        "You eat about 100 mg of magnesium a day; there is no amount to reach."
    )
    limited = targets_of(target("magnesium_mg", None, 90.0))
    assert "above your limit of 90 mg" in intake_of(days, limited, MEALS).sentence


def test_that_an_amount_that_looks_like_a_slip_is_asked_about_and_counted() -> None:
    found = intake_of(((Entry("breakfast", SODA, 9480),),), want(420.0), MEALS)
    assert "Day 1, breakfast: 9,480 g of Soda is a lot. Is that right?" in found.notices
    assert found.mean[ENERGY].amount == pytest.approx(3792)


def test_that_a_food_is_found_in_the_catalogue_first_and_then_in_the_tables() -> None:
    oats = food("oats", "hot_cereal")
    assert eaten("oats", catalogue_of([oats])).food == oats
    assert eaten("fndds_51180010", catalogue_of([])).kinds == {"bread"}
    with pytest.raises(UnknownFoodError):
        eaten("fndds_1", catalogue_of([]))


# The command


def document(path: Path, days: object) -> str:
    data = {"format": "magnolia", "version": 2, "usual_days": days}
    (path / "now.json").write_text(json.dumps(data))
    return str(path / "now.json")


def test_that_the_command_writes_the_intake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = document(tmp_path, [[{"meal": "breakfast", "food": "fndds_51180010", "grams": 105}]])
    assert main(["intake", "--document", path, "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["totals"]["magnesium_mg"] == {"amount": pytest.approx(30.45), "at_least": False}
    assert said["totals"]["manganese_mg"] == {"amount": 0, "at_least": True}
    assert said["magnesium_from"][0]["source"] == "FNDDS 51180010"
    assert main(["intake", "--document", path]) == 0
    text = capsys.readouterr().out
    assert said["sentence"] in text
    assert "Bagel" in text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], "usual_days: is missing"),
        ([[]], "usual_days: is missing"),
        ([[{"meal": "lunch", "food": "fndds_1", "grams": 5}]], "usual_days[0][0].food: no food has the id 'fndds_1'"),
        ([[{"meal": "lunch", "food": "moon", "grams": 5}]], "usual_days[0][0].food: no food has the id 'moon'"),
    ],
)
def test_that_bad_usual_days_are_bad_input(
    days: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["intake", "--document", document(tmp_path, days)]) == 2
    assert said in capsys.readouterr().err
