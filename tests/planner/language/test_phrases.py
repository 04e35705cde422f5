"""Words put together as a sentence has them."""

import pytest

from planner.language.phrases import in_a_row, inside, quoted_in_a_row


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_that_words_in_a_row_have_commas_and_one_and(words: list[str], said: str) -> None:
    assert in_a_row(words) == in_a_row(iter(words)) == said


def test_that_names_in_a_row_are_quoted() -> None:
    assert quoted_in_a_row(["Tofu", "Miso"]) == "“Tofu” and “Miso”"


@pytest.mark.parametrize(
    ("label", "said"), [("Vitamin K", "vitamin K"), ("EPA", "EPA"), ("Vitamin A", "vitamin A"), ("", "")]
)
def test_that_a_label_inside_a_sentence_begins_small_unless_it_is_an_abbreviation(label: str, said: str) -> None:
    assert inside(label) == said
