"""What supplements add, apart from food, and the limit for them alone."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from main import main
from planner.document.supplements import FORMS, Supplement
from planner.needs.profile import Profile
from planner.needs.reference_intakes import supplement_limit
from planner.now.eaten import Entry, of_catalogue
from planner.now.intake import mean_of, totals_of
from planner.now.supplements import FORM_WORDS, SHARES, added, line_text, supplement_sentences, weight_hint
from planner.plan.plan import Total
from tests.planner.tiny_foods import food, target, targets_of

CITRATE = Supplement("Citrate", "citrate", 100.0, 2.0)
WANT = targets_of(target("magnesium_mg", 420.0))
MEAN = mean_of([totals_of((Entry("lunch", of_catalogue(food("oats", "bread", magnesium=224)), 100),))])


def said(*lines: Supplement, profile: Profile | None = None) -> str:
    return "\n".join(supplement_sentences(lines, profile or Profile(), MEAN, WANT))


def test_that_nothing_is_said_where_none_is_taken() -> None:
    assert supplement_sentences((), Profile(), MEAN, WANT) == ()


def test_that_doses_are_added_and_an_unknown_one_makes_it_at_least() -> None:
    assert added([CITRATE, Supplement("Oxide", "oxide", 150.0, 0.5)]) == Total(275.0, False)
    assert added([CITRATE, Supplement("Multi")]) == Total(200.0, True)
    assert "add at least 200 mg" in said(CITRATE, Supplement("Multi"))
    assert "at least 424 mg of 420 mg" in said(CITRATE, Supplement("Multi"))
    assert "not known until" in said(CITRATE, Supplement("Multi"))


def test_that_they_are_shown_beside_food_and_within_the_limit_for_them_alone() -> None:
    text = said(CITRATE)
    assert "add 200 mg of magnesium a day" in text
    assert "424 mg of 420 mg" in text
    assert "within the upper limit of 350 mg" in text
    assert "IOM 1997" in text
    assert "EFSA" not in text


def test_that_the_limits_are_passed_by_the_supplements_alone() -> None:
    """224 mg of food count towards neither limit."""
    assert "EFSA" in said(replace(CITRATE, magnesium_mg=126.0))
    assert "above the upper limit" not in said(replace(CITRATE, magnesium_mg=175.0))
    over = said(replace(CITRATE, magnesium_mg=176.0))
    assert "above the upper limit of 350 mg" in over
    assert "EFSA" not in over


def test_that_who_reaches_the_target_by_food_is_told_so_and_not_to_stop_a_prescription() -> None:
    text = "\n".join(supplement_sentences([CITRATE], Profile(), MEAN, targets_of(target("magnesium_mg", 200.0))))
    assert "reaches the target without them" in text
    assert "before you stop" in text


def test_that_kidneys_and_medicines_are_asked_about() -> None:
    ill = replace(Profile(), conditions=frozenset({"kidney disease"}), medicines=("alendronate", "gabapentin"))
    text = said(CITRATE, profile=ill)
    assert "kidney disease" in text
    assert "alendronate" in text
    assert "gabapentin" in text
    assert "alendronate" not in said(CITRATE)


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("age", [19, 35, 60, 90])
def test_that_the_limit_is_that_of_the_table_at_every_age(sex: str, age: int) -> None:
    found = supplement_limit(replace(Profile(), sex=sex, age_years=age))
    assert found is not None
    assert (found.amount, found.source) == (350.0, "IOM 1997")


def test_that_a_compound_is_not_taken_for_its_magnesium() -> None:
    """500 mg of the oxide hold 302 mg of magnesium, of the citrate 81 mg."""
    assert "oxide hold 302 mg" in weight_hint("oxide")
    assert "citrate hold 81 mg" in weight_hint("citrate")
    assert weight_hint("other") == ""
    assert set(FORM_WORDS) == set(FORMS) == {*SHARES, "other"}
    assert all(0.05 < share < 0.61 for share in SHARES.values())


def test_that_a_line_says_what_is_taken() -> None:
    assert line_text(CITRATE) == "Citrate (magnesium citrate): 2 doses a day of 100 mg, 200 mg of magnesium a day"
    assert line_text(Supplement("Multi")) == "Multi (magnesium, form not known): 1 dose a day, magnesium unknown"


def test_that_the_command_counts_them_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = [{"meal": "breakfast", "food": "fndds_51180010", "grams": 105}]
    data = {"format": "magnolia", "version": 2, "usual_days": [day]}
    taken = {"supplements": [{"name": "Citrate", "form": "citrate", "magnesium_mg": 400, "a_day": 1}]}
    path = tmp_path / "now.json"
    texts = []
    for more in ({}, taken):
        path.write_text(json.dumps(data | more))
        assert main(["intake", "--document", str(path), "--format", "json"]) == 0
        texts.append(json.loads(capsys.readouterr().out))
    without, with_them = texts
    assert without["totals"] == with_them["totals"]
    assert without["supplements"]["magnesium_mg"] == {"amount": 0, "at_least": False}
    assert with_them["supplements"]["magnesium_mg"] == {"amount": 400, "at_least": False}
    assert with_them["supplements"]["most"] == {"amount": 350, "source": "IOM 1997"}
    assert "above the upper limit" in " ".join(with_them["supplements"]["sentences"])
    assert main(["intake", "--document", str(path)]) == 0
    assert "Citrate (magnesium citrate): 1 dose a day of 400 mg" in capsys.readouterr().out
