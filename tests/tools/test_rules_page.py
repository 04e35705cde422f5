"""The pages made of the rules and of the flags are what the data say today."""

from datetime import date

import pytest

from planner.foods.catalogue import Catalogue
from planner.foods.food import FLAGS
from planner.foods.foods_csv import read_catalogue
from planner.needs.medical_rules import read_rules
from planner.needs.medicines import read_medicines
from tools.rules_page import FLAGS_PAGE, ROOT, RULES, flags_page, rules_page, sources_of


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(ROOT / "foods.csv")


def test_that_the_page_of_rules_is_up_to_date() -> None:
    assert RULES.read_text(encoding="utf-8") == rules_page()


def test_that_the_page_of_flags_is_up_to_date(catalogue: Catalogue) -> None:
    assert FLAGS_PAGE.read_text(encoding="utf-8") == flags_page(catalogue)


def test_that_every_rule_and_medicine_stands_on_the_page_with_its_source() -> None:
    page, rules = rules_page(), read_rules()
    heads = ("| for whom", "| group", "| source")
    rows = [row for row in page.splitlines() if row.startswith("| ") and not row.startswith(heads)]
    kinds = (
        rules.bans,
        rules.limits,
        rules.steady,
        rules.mosts,
        rules.asks,
        rules.refusals,
        rules.advice,
    )
    groups = {group for one in read_medicines() for group in one.groups}
    assert len(rows) == sum(map(len, kinds)) + len(rules.medicines) + len(groups) + len(rules.thresholds) + len(
        sources_of(rules)
    )
    for ban in rules.bans:
        assert " ".join(ban.source.split()) in page
    for one in read_medicines():
        assert one.name in page


def test_that_every_flagged_food_stands_under_its_flag(catalogue: Catalogue) -> None:
    page = flags_page(catalogue)
    for flag in FLAGS:
        part = page.partition(f"## {flag}\n")[2].partition("\n## ")[0]
        assert [food.name for food in catalogue if flag in food.flags and food.name not in part] == []


def test_that_every_source_that_was_opened_is_one_of_a_rule_and_has_a_day_that_was() -> None:
    rules = read_rules()
    named = sources_of(rules)
    for opened in rules.opened:
        assert any(source.startswith(opened.source) for source in named), opened
        assert date(2026, 1, 1) <= date.fromisoformat(opened.on)
        assert opened.read
