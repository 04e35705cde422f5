"""What a portion adds to the shopping list beside the days that are planned, as arrays over all foods and portions.

The shopping list itself (``planner.shopping.shopping_list``) counts whole packs of the things dishes and foods are
bought as. Here the same is asked of every portion a day may have, so that a search can be led by it; what the plan
costs in the end is counted from the list.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.document.document import Document
from planner.foods.food import Food
from planner.plan.plan import Portion
from planner.shopping.bought import Bought
from planner.shopping.prices import price_of
from planner.shopping.shopping_list import LOOSE, SLACK, bought_as, lasts_for_months

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class ListPrices:
    """What foods are bought as. An entry is a food or dish with one thing that is bought for it."""

    foods: Mapping[str, int]  # places by id
    forms: Mapping[str, int]  # places of the things that are bought
    food: Places  # by entry
    form: Places  # by entry
    grams: Floats  # [g bought / step] by entry
    usd: Floats  # [US$ / g bought, at the price level of the table] by entry
    size: Floats  # [g] of a pack, by form; 0 where what is used counts
    at_home: Floats  # [g] by form
    steps: int  # the largest portion of all

    def needs(self, portions: Iterable[Portion]) -> Floats:
        """[g bought] of each form."""
        eaten = np.zeros(len(self.foods))
        for portion in portions:
            place = self.foods.get(portion.food.id)
            if place is not None:
                eaten[place] += portion.steps
        return np.bincount(self.form, self.grams * eaten[self.food], minlength=len(self.forms)).astype(float)

    def added(self, needs: Floats, open_share: float = 0.0) -> Floats:
        """What each portion adds to the list beside these needs [US$], foods × steps from none.

        Of a pack a portion opens, ``open_share`` of what is left is not counted: days that are not planned yet may use
        it up.
        """
        counts = np.arange(self.steps + 1)
        there, home, size = needs[self.form], self.at_home[self.form], self.size[self.form]
        after = there[:, None] + self.grams[:, None] * counts
        before, after = np.maximum(0.0, there - home)[:, None], np.maximum(0.0, after - home[:, None])
        used = self.usd[:, None] * (after - before)
        packs = np.where(size > 0, size, 1.0)[:, None]
        bought = self.usd[:, None] * packs * (_whole(after / packs) - _whole(before / packs))
        usd = np.where(size[:, None] > 0, open_share * used + (1 - open_share) * bought, used)
        table = np.zeros((len(self.foods), self.steps + 1))
        np.add.at(table, self.food, usd)
        return table

    def total(self, needs: Floats, open_share: float = 0.0) -> float:
        """What such needs cost [US$], of what is left in packs only the share that ``added`` counts."""
        usd = np.zeros(len(self.forms))
        usd[self.form] = self.usd
        need = np.maximum(0.0, needs - self.at_home)
        packs = np.where(self.size > 0, self.size, 1.0)
        bought = np.where(self.size > 0, packs * _whole(need / packs), need)
        return float(usd @ (open_share * need + (1 - open_share) * bought))

    def least_usd(self) -> dict[str, float]:
        """What a step costs at least, however large the packs are [US$], by food id."""
        cheapest = np.full(len(self.forms), math.inf)
        np.minimum.at(cheapest, self.form, self.usd)
        each = np.bincount(self.food, self.grams * cheapest[self.form], minlength=len(self.foods))
        return dict(zip(self.foods, each.tolist(), strict=True))

    @property
    def home_usd(self) -> float:
        """What is at home would cost at most [US$]."""
        dearest = np.zeros(len(self.forms))
        np.maximum.at(dearest, self.form, self.usd)
        return float(dearest @ self.at_home)


def _whole(packs: Floats) -> Floats:
    return np.asarray(np.ceil(packs - SLACK * np.maximum(1.0, packs)))


def list_prices(foods: Sequence[Food], document: Document, bought: Mapping[str, Bought]) -> ListPrices:
    """How these foods are bought by a document."""
    level = document.shopping.price_level
    units = document.shopping.packs
    forms: dict[str, int] = {}
    size: list[float] = []
    entries: list[tuple[int, int, float, float]] = []
    prices: dict[str, float] = {}
    for place, food in enumerate(foods):
        for part in food.made_of(1):
            if not part.food.is_bought:
                continue
            row = bought.get(part.food.id)
            form = bought_as(part.food.id, bought)
            if form not in forms:
                forms[form] = len(forms)
                pack = bought[form].packs[units].grams if form in bought else LOOSE
                size.append(0.0 if form in bought and lasts_for_months(bought[form]) else pack)
            if part.food.id not in prices:
                prices[part.food.id] = price_of(part.food, bought, document.shopping).per_gram / level
            grams = part.grams * (row.per_eaten if row is not None else 1.0)
            entries.append((place, forms[form], grams, prices[part.food.id]))
    at_home = np.zeros(len(forms))
    for stocked, grams in document.stock.items():
        form = bought_as(stocked, bought)
        if form in forms:
            at_home[forms[form]] += grams
    columns = list(zip(*entries, strict=True)) or [(), (), (), ()]
    return ListPrices(
        foods={food.id: place for place, food in enumerate(foods)},
        forms=forms,
        food=np.array(columns[0], dtype=np.intp),
        form=np.array(columns[1], dtype=np.intp),
        grams=np.array(columns[2], dtype=float),
        usd=np.array(columns[3], dtype=float),
        size=np.array(size, dtype=float),
        at_home=at_home,
        steps=max((food.max_steps for food in foods), default=1),
    )
