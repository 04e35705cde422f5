"""Lines of recipes as people write them: amount and unit, the food meant, and its grams as eaten, or a question."""

import csv
from pathlib import Path

import pytest

from planner.foods.catalogue import Catalogue
from planner.imports.ingredient_line import Line, read_line
from planner.imports.ingredients import Matcher, guesses, kind_of_dish, unsure_first

LINES = Path(__file__).parent / "files" / "ingredient_lines.tsv"


def lines() -> list[dict[str, str]]:
    """200 lines of US, British, German and sloppy recipes. ``grams`` is what the food weighs as eaten, by USDA's
    household measures and yields; it is blank where nobody can know it from the line, or nothing is planned of it."""
    with LINES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def matcher(catalogue: Catalogue) -> Matcher:
    return Matcher(catalogue)


def test_that_amount_and_unit_of_200_lines_are_right() -> None:
    rows = lines()
    assert len(rows) >= 200
    wrong = []
    for row in rows:
        line = read_line(row["line"])
        amount = float(row["amount"]) if row["amount"] else None
        if (
            line.unit != row["unit"]
            or (line.amount is None) != (amount is None)
            or (amount is not None and line.amount != pytest.approx(amount, abs=1e-5))
        ):
            wrong.append(row["line"])
    assert len(wrong) <= len(rows) * 0.05, wrong


def test_that_no_weight_is_wrong_by_more_than_a_fifth_without_a_question(matcher: Matcher) -> None:
    for row in lines():
        guess = matcher.guess(row["line"])
        if guess.sure and guess.grams is not None:
            assert row["grams"], f"{row['line']}: {guess.grams} g of {guess.food}, and nobody can know it"
            assert guess.grams == pytest.approx(float(row["grams"]), rel=0.2), row["line"]
        elif not guess.left_out:
            assert guess.ask, row["line"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1 (15 oz) can black beans, drained", Line("", 1, "can", "black beans", "drained", pack=(15, "oz"))),
        ("2 x 400g tins chopped tomatoes", Line("", 2, "can", "chopped tomatoes", pack=(400, "g"))),
        ("1/2 cup plus 2 tbsp milk", Line("", 0.5, "cup", "milk", plus=(2, "tbsp"))),
        ("1–2 onions (optional)", Line("", 1.5, "", "onions", most=2, optional=True)),
        ("Salt to taste", Line("", None, "to taste", "Salt", to_taste=True)),
        ("For the sauce:", Line("", food="For the sauce", heading=True)),
        ("1 T. butter", Line("", 1, "tbsp", "butter")),
        ("3 Knoblauchzehen", Line("", 3, "clove", "Knoblauch")),
        ("juice of ½ lemon", Line("", 0.5, "", "lemon juice")),
        ("250 g lentils", Line("", 250, "g", "lentils")),
    ],
)
def test_that_a_line_is_taken_apart(text: str, line: Line) -> None:
    found = read_line(text)
    for name in ("amount", "unit", "food", "preparation", "pack", "plus", "most", "optional", "to_taste", "heading"):
        assert getattr(found, name) == getattr(line, name), name


@pytest.mark.parametrize(
    ("text", "food", "grams"),
    [
        ("1 cup cooked brown rice", "brown_rice_cooked", 202),  # as it is eaten
        ("1 cup uncooked brown rice", "brown_rice_cooked", 549),  # 185 g of dry rice, cooked
        ("100 g dry lentils", "lentils", 302),
        ("100 g cooked lentils", "lentils", 100),
        ("100 g canned chickpeas, drained", "chickpeas_canned", 100),
        ("4 salmon fillets (6 oz each)", "salmon", 572),  # 680 g raw
        ("dried apricots, 50 g", "apricots_dried", 50),
        ("½ cup walnuts, chopped", "walnuts", 58.5),
    ],
)
def test_that_raw_and_cooked_are_told_apart(matcher: Matcher, text: str, food: str, grams: float | None) -> None:
    guess = matcher.guess(text)
    assert guess.food == food
    assert guess.grams == (None if grams is None else pytest.approx(grams, rel=0.01))


def test_that_what_is_ambiguous_is_asked(matcher: Matcher) -> None:
    for text in (
        "250 g lentils",
        "2 chicken breasts",
        "1 handful spinach",
        "1.500 g potatoes",
        "2 cups plain flour",
        "1 tofu",
    ):
        assert not matcher.guess(text).sure, text


def test_that_salt_and_water_are_left_out_and_said(matcher: Matcher) -> None:
    for text in ("1 tsp salt", "Salt and pepper", "2 l water", "1 Prise Salz"):
        guess = matcher.guess(text)
        assert (guess.left_out, guess.grams) == (True, None), text


def test_that_the_unsure_lines_come_first(catalogue: Catalogue) -> None:
    found = guesses(["1 tbsp olive oil", "3 dragon scales", "", "2 carrots"], catalogue)
    assert unsure_first(found)[0] == 1
    assert len(found) == 3


@pytest.mark.parametrize(
    "text", ["", "   ", "•", "1", "½", "(", "1 (", "a" * 5000, "1 " * 3000, "((((" * 500, "١ cup rice", "🥕 2"]
)
def test_that_any_text_is_a_line(matcher: Matcher, text: str) -> None:
    assert matcher.guess(text).grams is None or text == "١ cup rice"


def test_that_a_name_tells_the_kind_of_dish_or_nothing() -> None:
    said = {name: kind_of_dish(name) for name in ("Red Lentil Soup", "Greek salad", "Linseneintopf", "Grandma's best")}
    assert said == {"Red Lentil Soup": "soup", "Greek salad": "salad", "Linseneintopf": "", "Grandma's best": ""}
