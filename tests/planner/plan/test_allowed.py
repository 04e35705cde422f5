"""Which foods a plan may have: what few shops sell is planned only for who asked for it."""

from planner.document.document import Document, FixedPortion, Lock
from planner.optimise.horizon import horizon_of
from planner.plan.allowed import allows, hard_to_find
from tests.planner.tiny_foods import catalogue_of, dish, food

RARE = food("moth_beans", "legume", flags=frozenset({"hard_to_find"}))
KALE = food("kale", "cooked_vegetable")
STEW = dish("stew", "stew_dish", {RARE: 100.0, KALE: 50.0})
CATALOGUE = catalogue_of((RARE, KALE, STEW))


def test_that_what_few_shops_sell_is_left_out_alone_and_in_dishes() -> None:
    document = Document()
    assert [each.id for each in CATALOGUE if allows(document, each)] == ["kale"]
    assert hard_to_find(document, STEW) == RARE
    assert horizon_of(CATALOGUE, document).banned == {"moth_beans", "stew"}


def test_that_liking_wishing_or_locking_it_asks_for_it() -> None:
    lock = Lock(1, "dinner", None, (FixedPortion("beans", "moth_beans", 1),))
    for asked in (
        Document().with_taste("moth_beans", "like"),
        Document().with_taste("moth_beans", "love"),
        Document().with_wish("moth_beans", 2),
        Document().with_lock(lock),
    ):
        assert allows(asked, RARE)
        assert allows(asked, STEW)
        assert horizon_of(CATALOGUE, asked).banned == frozenset()
    assert not allows(Document().with_taste("moth_beans", "rarely"), RARE)
