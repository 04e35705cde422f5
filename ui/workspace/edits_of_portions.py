"""What a user wishes for single portions of the plan; every wish is one edit with a name of its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner import times
from planner.document.document import Document, FixedPortion
from planner.editing import edits, meal_moves
from planner.editing.edits import Answer, Kitchen, Refused
from planner.editing.meal_moves import MealPlace
from planner.editing.plan_changes import Place
from planner.foods.meals import read_templates
from planner.language.translate import _
from planner.plan.plan import Plan
from ui.base.sentences import day_name

if TYPE_CHECKING:  # it loads what is slow to load
    from planner.explain.other_meals import OtherMeal


class PortionWishes:
    """Turns wishes into edits of the document.

    Where the plan on screen with just that change is a valid plan, it is shown at once; else one is made that keeps
    what was decided. What no plan can hold is told in a sentence, and nothing changes.

    ``kitchen`` gives what edits are made of, None while there is no plan. ``edit`` takes the name of an edit, the
    document it leads to, and its plan where that is known; ``refuse`` takes the sentence that says why it cannot be.
    """

    def __init__(
        self,
        kitchen: Callable[[], Kitchen | None],
        edit: Callable[[str, Document, Plan | None], object],
        refuse: Callable[[str], object],
    ) -> None:
        self.kitchen = kitchen
        self._edit_document, self._refuse = edit, refuse

    def lock(self, place: Place, wish: bool) -> None:
        """Keeps one portion as it is, or lets it change again."""
        times.begin("lock a portion")
        if (kitchen := self.kitchen()) is not None:
            answer = edits.lock_portion(kitchen, place) if wish else edits.unlock_portion(kitchen, place)
            said = _("Lock “{food}” at {meal}") if wish else _("Unlock “{food}” at {meal}")
            self._edit(
                said.format(food=_food(kitchen, place.food), meal=_at(kitchen, place.day, place.meal)),
                answer,
            )

    def resize(self, place: Place, by: int) -> None:
        """Makes a portion so many of its steps larger, or smaller."""
        times.begin("resize a portion")
        if (kitchen := self.kitchen()) is not None:
            said = _("More “{food}” at {meal}") if by > 0 else _("Less “{food}” at {meal}")
            name = said.format(food=_food(kitchen, place.food), meal=_at(kitchen, place.day, place.meal))
            self._edit(name, edits.resize(kitchen, place, by))

    def remove(self, place: Place) -> None:
        """Takes a portion out of its meal."""
        times.begin("remove a portion")
        if (kitchen := self.kitchen()) is not None:
            said = _("Remove “{food}” from {meal}")
            name = said.format(food=_food(kitchen, place.food), meal=_at(kitchen, place.day, place.meal))
            self._edit(name, edits.remove(kitchen, place))

    def swap(self, place: Place, new: FixedPortion, plan: Plan | None = None) -> None:
        """Takes another portion in place of one; ``plan`` is the whole plan with it, where that is known."""
        times.begin("swap a portion")
        if (kitchen := self.kitchen()) is not None:
            said = _("Swap “{food}” for “{other}” at {meal}")
            name = said.format(
                food=_food(kitchen, place.food),
                other=_food(kitchen, new.food),
                meal=_at(kitchen, place.day, place.meal),
            )
            self._edit(name, edits.swap(kitchen, place, new), plan)

    def add(self, day: int, meal: str, food_id: str) -> None:
        """Adds a food to a meal in its usual portion."""
        times.begin("add a portion")
        if (kitchen := self.kitchen()) is not None:
            name = _("Add “{food}” to {meal}").format(food=_food(kitchen, food_id), meal=_at(kitchen, day, meal))
            self._edit(name, edits.add(kitchen, day, meal, food_id))

    def move(self, place: Place, day: int, meal: str) -> None:
        """Takes a portion out of its meal into another one."""
        times.begin("move a portion")
        if (kitchen := self.kitchen()) is not None:
            name = _("Move “{food}” to {meal}").format(food=_food(kitchen, place.food), meal=_at(kitchen, day, meal))
            self._edit(name, edits.move(kitchen, place, day, meal))

    def exchange(self, place: MealPlace, to: MealPlace) -> None:
        """Two meals change places."""
        times.begin("move a meal")
        if (kitchen := self.kitchen()) is not None:
            name = _("Move {meal} to {to}").format(meal=_at(kitchen, *place), to=_at(kitchen, *to))
            self._edit(name, meal_moves.exchange(kitchen, place, to))

    def take_meal(self, asked: Kitchen, day: int, meal: str, other: "OtherMeal") -> None:
        """Takes another meal that was found for what was ``asked``; what changed meanwhile is not undone."""
        times.begin("another meal")
        kitchen = self.kitchen()
        if kitchen is None or kitchen.document != asked.document or kitchen.plan != asked.plan:
            self._refuse(_("The plan has changed meanwhile. Look for another meal again."))
            return
        name = _("“{food}” at {meal}").format(food=other.name, meal=_at(kitchen, day, meal))
        self._edit_document(name, other.document, other.plan)

    def _edit(self, name: str, answer: Answer, plan: Plan | None = None) -> None:
        if isinstance(answer, Refused):
            self._refuse(answer.sentence)
            return
        self._edit_document(name, answer.document, plan or answer.plan)


def meal_in_words(document: Document, day: int, meal: str) -> str:
    """A meal as it is named in a sentence: "Tuesday lunch"."""
    name = read_templates().meal(meal).name.lower()
    return _("{day} {meal}").format(day=day_name(document, day, long=True), meal=name)


def _at(kitchen: Kitchen, day: int, meal: str) -> str:
    return meal_in_words(kitchen.document, day, meal)


def _food(kitchen: Kitchen, food_id: str) -> str:
    return kitchen.catalogue[food_id].name if food_id in kitchen.catalogue else food_id
