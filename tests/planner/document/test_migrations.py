"""Files of older versions: each is brought up to date, and the newest of all is left alone."""

import json
from pathlib import Path

import pytest

from planner.document.document_json import VERSION, stored_from_text, stored_to_text
from planner.document.migrations import MIGRATIONS, Migration, NewerDocument, up_to_date
from planner.document.read_values import DocumentError
from planner.foods.meals import read_templates

FIXTURES = Path(__file__).parent / "fixtures"
TEMPLATES = read_templates()


def rename_tastes(data: dict[str, object]) -> dict[str, object]:
    """A migration as a later version may need it."""
    return {("tastes" if key == "likes" else key): value for key, value in data.items()}


def drop_theme(data: dict[str, object]) -> dict[str, object]:
    if data["theme"] not in ("light", "dark"):
        raise ValueError("no such theme")
    return {key: value for key, value in data.items() if key != "theme"}


TWO: tuple[Migration, ...] = (rename_tastes, drop_theme)


def test_that_there_is_a_real_file_of_every_version() -> None:
    assert len(MIGRATIONS) + 1 == VERSION
    assert sorted(file.name for file in FIXTURES.glob("version_*.json")) == [
        f"version_{version}.json" for version in range(1, VERSION + 1)
    ]


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_that_every_old_file_opens_with_all_that_was_decided(version: int) -> None:
    """If a template or a word is renamed, this fails until a migration renames it in files too."""
    text = (FIXTURES / f"version_{version}.json").read_text(encoding="utf-8")
    assert json.loads(text)["version"] == version
    stored = stored_from_text(text, TEMPLATES)
    document = stored.document
    assert document.tastes == {"almonds": "like", "spinach_cooked": "love", "tofu_firm": "never"}
    assert (document.profile.diet, document.profile.age_years) == ("vegetarian", 52)
    assert document.profile.allergens == {"peanut"}
    assert set(document.targets) == {"magnesium_mg", "sodium_mg", "zinc_mg"}
    assert [(lock.day, lock.meal, len(lock.portions)) for lock in document.locks] == [
        (1, "breakfast", 3),
        (2, "lunch", 1),
    ]
    assert {meal.day for meal in stored.plan} == {1, 2}
    assert stored_from_text(stored_to_text(stored), TEMPLATES) == stored


def test_that_each_version_goes_through_every_migration_after_it() -> None:
    first = {"format": "magnolia", "version": 1, "likes": {"rye": "love"}, "theme": "dark"}
    assert up_to_date(first, TWO) == {"format": "magnolia", "version": 3, "tastes": {"rye": "love"}}
    second = {"format": "magnolia", "version": 2, "tastes": {"rye": "love"}, "theme": "dark"}
    assert up_to_date(second, TWO) == {"format": "magnolia", "version": 3, "tastes": {"rye": "love"}}
    assert "likes" in first


def test_that_a_document_is_read_through_its_migrations() -> None:
    text = '{"format": "magnolia", "version": 1, "likes": {"rye": "love"}, "theme": "light"}'
    assert stored_from_text(text, TEMPLATES, TWO).document.tastes == {"rye": "love"}


def test_that_the_newest_version_goes_through_none() -> None:
    data = {"version": 3, "likes": {}}
    assert up_to_date(data, TWO) == data


@pytest.mark.parametrize("theme", [{}, {"theme": "pink"}, {"theme": []}])
def test_that_an_old_document_a_migration_cannot_read_is_refused_in_words(theme: dict[str, object]) -> None:
    with pytest.raises(DocumentError, match="not what version 2 looks like"):
        up_to_date({"version": 2, **theme}, TWO)


def test_that_a_newer_version_is_told_from_damage() -> None:
    with pytest.raises(NewerDocument, match="this Magnolia knows 3, a newer one wrote the document"):
        up_to_date({"version": 4}, TWO)
