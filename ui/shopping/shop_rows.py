"""The rows of the shopping page: what each line says, and the order in which lines stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.document.document import Document
from planner.language.translate import _
from planner.shopping.for_meals import Use, uses_text
from planner.shopping.list_text import buy_text, left_text, need_text, price_text
from planner.shopping.shopping_list import AT_HOME, STAPLES, Line, ShoppingList
from ui.base.food_icons import icon_of
from ui.base.table import Group

IN_BASKET = _("In the basket")
OWN_ICON = "plus"


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A line as it is shown: what to buy, for which meals, at which price."""

    line: Line
    icon: str
    buy: str
    price: str
    meals: str
    spoken: str

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def name(self) -> str:
        return self.line.name


def shop_groups(
    shopping: ShoppingList, document: Document, uses: Mapping[str, tuple[Use, ...]]
) -> tuple[Group[ShopRow], ...]:
    """The aisles in the user's order, then what to look at at home; what is ticked sinks to the end."""
    groups, ticked = [], []
    for aisle in shopping.aisles:
        rows = [_row(line, shopping, document, uses.get(line.key, ())) for line in aisle.lines]
        if aisle.name in (STAPLES, AT_HOME):  # they stay where one looks for them, ticked or not
            groups.append(Group(aisle.name, tuple(rows)))
            continue
        left = tuple(row for row in rows if not row.line.ticked)
        ticked += [row for row in rows if row.line.ticked]
        if left:
            groups.append(Group(aisle.name, left))
    if ticked:
        home = [place for place, group in enumerate(groups) if group.title in (STAPLES, AT_HOME)]
        groups.insert(min(home, default=len(groups)), Group(IN_BASKET, tuple(ticked)))
    return tuple(groups)


def _row(line: Line, shopping: ShoppingList, document: Document, uses: Sequence[Use]) -> ShopRow:
    buy, price = buy_text(line, shopping.units), price_text(line, shopping.currency)
    meals = uses_text(uses, document, shopping.days) if uses else ""
    if line.count == 0 and not line.own:
        buy = _("at home")
    said = (
        line.name,
        buy,
        price,
        need_text(line, shopping.units),
        left_text(line, shopping.units),
        _("for {meals}").format(meals=meals) if meals else "",
    )
    spoken = ", ".join(part for part in said if part)
    icon = OWN_ICON if line.own else icon_of(line.parts[0].food)
    return ShopRow(line, icon, buy, price, meals, _("{line}, ticked").format(line=spoken) if line.ticked else spoken)
