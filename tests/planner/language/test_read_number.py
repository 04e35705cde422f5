"""Numbers as people write them, and thirds that stay thirds."""

import pytest

from planner.foods.food import household
from planner.language.plain_text import LEFT_TO_RIGHT, before_amounts
from planner.language.read_number import exact_thirds, may_become_number, read_number, third_text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("½", 1 / 2),
        ("1½", 1.5),
        ("1 ½", 1.5),
        ("1/2", 1 / 2),
        ("1 1/2", 1.5),
        ("1-1/2", 1.5),
        ("1⁄2", 1 / 2),
        ("2 / 3", 2 / 3),
        ("⅓", 1 / 3),
        ("2⅞", 2.875),
        ("١٢٫٥", 12.5),
        ("१२.५", 12.5),
        ("１２，５", 12.5),
        ("1\u202f004,5", 1004.5),
        ("½1", None),
        ("½½", None),
        ("1/0", None),
        ("1/2/3", None),
        ("1//2", None),
        ("/2", None),
        ("1/", None),
        ("-1/2", None),
        ("½ cup", None),
        ("²", None),
    ],
)
def test_that_fractions_and_the_figures_of_any_script_are_read(text: str, number: float | None) -> None:
    assert read_number(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["1½", "1/2", "1 1/2", "1/", "1,", "٣"])
def test_that_a_field_lets_them_be_typed(text: str) -> None:
    assert all(may_become_number(text[:end]) for end in range(1, len(text) + 1))


def test_that_a_field_lets_no_letter_and_no_minus_in() -> None:
    assert not any(map(may_become_number, ("1a", "-1", "1e5", "∞")))


@pytest.mark.parametrize(
    ("step", "texts"), [(0.33, ("⅓ cup", "⅔ cup", "1 cup", "1⅓ cups")), (0.66, ("⅔ cup", "1⅓ cups"))]
)
def test_that_a_third_is_a_third_in_every_number_of_steps(step: float, texts: tuple[str, ...]) -> None:
    assert tuple(household(steps * exact_thirds(step), "cup") for steps in range(1, len(texts) + 1)) == texts


def test_that_what_is_no_third_stays_what_it_is() -> None:
    assert [exact_thirds(each) for each in (0.3, 0.35, 0.34, 0.6, 0.7, 0.5, 1.0, 2.25)] == [
        *(0.3, 0.35, 0.34, 0.6, 0.7, 0.5, 1.0, 2.25)
    ]
    assert (household(0.125, "cup"), household(1.375, "cup"), household(0.3, "cup")) == ("⅛ cup", "1⅜ cups", "0.3 cup")


def test_that_only_thirds_are_written_as_fractions_in_a_field() -> None:
    assert [third_text(each) for each in (1 / 3, 5 / 3, 0.33, 0.5, 1.0)] == ["⅓", "1⅔", "", "", ""]
    assert read_number(third_text(5 / 3)) == pytest.approx(5 / 3, abs=1e-12)


def test_that_a_name_from_right_to_left_turns_no_amount() -> None:
    for name in ("שקדים", "لوز", "Tahini (טחינה)", "لوز 70%"):
        assert before_amounts(name) == name + LEFT_TO_RIGHT
    for name in ("Almonds", "טחינה from sesame", "Kürbiskerne", "杏仁", ""):
        assert before_amounts(name) == name
