"""The keys stock and list of a document: read strictly, written back the same."""

import json
from typing import Any

import pytest

from planner.document.check_catalogue import foods_missing
from planner.document.document import Document, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.list_choices import MOST_LINES, ListChoices
from planner.document.list_json import list_choices, list_choices_to_json
from planner.document.read_values import DocumentError
from planner.foods.meals import read_templates
from tests.planner.plans import HOSTILE
from tests.planner.tiny_foods import catalogue_of, food

TEMPLATES = read_templates()


def read(**keys: Any) -> Document:
    text = json.dumps({"format": "magnolia", "version": 1, **keys})
    return stored_from_text(text, TEMPLATES).document


def test_that_stock_and_list_come_back_as_they_were_saved() -> None:
    choices = ListChoices(people=3, packs="metric", aisles=("Frozen", "Bakery"))
    for name in HOSTILE:
        choices = choices.with_own(name)
    choices = choices.with_tick("spinach_cooked").with_tick(f"own:{choices.own[0]}")
    document = Document().with_stock("spinach_cooked", 250.5).with_shopping(choices)
    assert stored_from_text(stored_to_text(Stored(document)), TEMPLATES).document == document


def test_that_a_document_without_a_list_says_nothing_of_one() -> None:
    text = stored_to_text(Stored(Document().with_stock("kale", 5).with_stock("kale", 0)))
    assert "stock" not in text
    assert '"list"' not in text
    assert read(stock={"kale": 0}) == Document()


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ({"stock": []}, "stock"),
        ({"stock": {"kale": -1}}, "stock.kale"),
        ({"stock": {"kale": True}}, "stock.kale"),
        ({"stock": {"kale": "1"}}, "stock.kale"),
        ({"list": []}, "list"),
        ({"list": {"colour": 1}}, "list.colour"),
        ({"list": {"people": 0}}, "list.people"),
        ({"list": {"people": 21}}, "list.people"),
        ({"list": {"people": 1.5}}, "list.people"),
        ({"list": {"packs": "imperial"}}, "list.packs"),
        ({"list": {"own": "soap"}}, "list.own"),
        ({"list": {"own": [1]}}, "list.own"),
        ({"list": {"own": [" "]}}, "list.own"),
        ({"list": {"own": ["x" * 301]}}, "list.own"),
        ({"list": {"own": ["soap", "soap"]}}, "list.own"),
        ({"list": {"own": [str(number) for number in range(MOST_LINES + 1)]}}, "list.own"),
        ({"list": {"ticked": ["a", "a"]}}, "list.ticked"),
        ({"list": {"aisles": [None]}}, "list.aisles"),
    ],
)
def test_that_what_is_not_as_described_is_refused_where_it_stands(keys: dict[str, Any], where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(**keys)
    assert caught.value.key == where
    assert len(str(caught.value)) < 200


def test_that_stock_of_an_unknown_food_is_missed_and_a_tick_is_not() -> None:
    document = read(stock={"kale": 5}, list={"ticked": ["gone"]})
    catalogue = catalogue_of([food("oats", "hot_cereal")])
    assert foods_missing(Stored(document), catalogue) == {"kale": "stock.kale"}
    assert document.shopping.ticked == {"gone"}


def test_that_packs_nobody_knows_are_a_wrong_call() -> None:
    with pytest.raises(ValueError, match="imperial"):
        ListChoices().with_packs("imperial")


def test_that_own_prices_come_back_from_json_and_can_be_taken_back() -> None:
    choices = ListChoices().with_price("banana", 2.5).with_price("apple", 3.0).with_price("apple", None)
    assert dict(choices.prices) == {"banana": 2.5}
    assert list_choices(list_choices_to_json(choices)) == choices


@pytest.mark.parametrize("price", [-1.0, float("nan"), float("inf")])
def test_that_an_impossible_price_is_a_wrong_call(price: float) -> None:
    with pytest.raises(ValueError, match="price"):
        ListChoices().with_price("banana", price)


@pytest.mark.parametrize("price", [-1, "2", True, None])
def test_that_an_impossible_price_in_a_document_is_refused(price: object) -> None:
    with pytest.raises(DocumentError, match=r"list\.prices\.banana"):
        list_choices({"prices": {"banana": price}})


def test_that_the_money_comes_back_from_json() -> None:
    choices = ListChoices().with_money(" kr ", 11.5, -5)
    assert choices.currency == "kr"
    assert choices.price_level == pytest.approx(11.5 * 0.95)
    assert list_choices_to_json(choices) == {"currency": "kr", "price_factor": 11.5, "price_rise": -5.0}
    assert list_choices(list_choices_to_json(choices)) == choices


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("currency", ""),
        ("currency", "a\nb"),
        ("currency", "nine letters"),
        ("price_factor", 0),
        ("price_factor", "1"),
        ("price_factor", True),
        ("price_rise", 2000),
        ("price_rise", float("nan")),
    ],
)
def test_that_impossible_money_in_a_document_is_refused_with_its_key(key: str, value: object) -> None:
    with pytest.raises(DocumentError, match=rf"list\.{key}"):
        list_choices({key: value})


def test_that_impossible_money_is_a_wrong_call() -> None:
    for money in (("", 1.0, 0.0), ("€", 0.0, 0.0), ("€", 1.0, -90.0)):
        with pytest.raises(ValueError, match=r"currency|prices times"):
            ListChoices().with_money(*money)
