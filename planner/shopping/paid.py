"""What a week's budget is compared with: the list as it is paid at the till."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.document.document import Document
from planner.plan.plan import Day, Plan
from planner.shopping.bought import Bought
from planner.shopping.shopping_list import shopping_list


def paid_for(days: Iterable[Day], document: Document, bought: Mapping[str, Bought]) -> float:
    """What one person's portions of some days cost in the shop, without what is at home [currency].

    Whole packs, but for oils, condiments and spices: their bottles and jars last for months, and what is used of them
    counts. The list says how they are told apart (``Line.lasts``).
    """
    plan = Plan(tuple(days))
    if not plan.days:
        return 0.0
    alone = replace(document, people=(), shopping=document.shopping.with_people(1))
    return shopping_list(plan, alone, bought).paid
