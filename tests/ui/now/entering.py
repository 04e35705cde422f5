"""Days entered by hand."""

from tests.ui.clicks import click, write
from ui.now.now_view import NowView

DAY = (("breakfast", "bagel"), ("lunch", "cheeseburger"), ("lunch", "french fries"), ("snack", "ice cream"))


def enter(view: NowView, meal: str, typed: str) -> None:
    page = view.days
    page.meal.setCurrentIndex(page.meal.findData(meal))
    write(page.search, typed)
    click(page.add)


def enter_day(view: NowView) -> None:
    """A day that does not reach the target."""
    for meal, typed in DAY:
        enter(view, meal, typed)
    view.tabs.show_page(view.changes)
