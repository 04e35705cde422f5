"""What a user wishes for single portions of the plan; every wish is one edit with a name of its own."""

from typing import TYPE_CHECKING

from planner.document.document import FixedPortion
from planner.editing import edits
from planner.editing.edits import Answer, Kitchen, Refused
from planner.editing.plan_changes import Place
from planner.foods.meals import read_templates
from planner.language.translate import _
from planner.plan.plan import Plan
from ui.base.sentences import day_name

if TYPE_CHECKING:
    from ui.workspace.workspace import Workspace


class PortionWishes:
    """Turns wishes into edits of the workspace's document.

    Where the plan on screen with just that change is a valid plan, it is shown at once; else one is made that keeps
    what was decided. What no plan can hold is told in a sentence, and nothing changes.
    """

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def kitchen(self) -> Kitchen | None:
        """What edits are made of, or None while there is no plan."""
        workspace = self._workspace
        if workspace.catalogue is None or workspace.plan is None:
            return None
        return Kitchen(workspace.document, workspace.plan, workspace.catalogue, read_templates())

    def lock(self, place: Place, wish: bool) -> None:
        """Keeps one portion as it is, or lets it change again."""
        if (kitchen := self.kitchen()) is not None:
            answer = edits.lock_portion(kitchen, place) if wish else edits.unlock_portion(kitchen, place)
            said = _("Lock “{food}” at {meal}") if wish else _("Unlock “{food}” at {meal}")
            self._edit(said.format(food=self._food(place.food), meal=self.meal(place.day, place.meal)), answer)

    def resize(self, place: Place, by: int) -> None:
        """Makes a portion so many of its steps larger, or smaller."""
        if (kitchen := self.kitchen()) is not None:
            said = _("More “{food}” at {meal}") if by > 0 else _("Less “{food}” at {meal}")
            name = said.format(food=self._food(place.food), meal=self.meal(place.day, place.meal))
            self._edit(name, edits.resize(kitchen, place, by))

    def remove(self, place: Place) -> None:
        """Takes a portion out of its meal."""
        if (kitchen := self.kitchen()) is not None:
            said = _("Remove “{food}” from {meal}")
            name = said.format(food=self._food(place.food), meal=self.meal(place.day, place.meal))
            self._edit(name, edits.remove(kitchen, place))

    def swap(self, place: Place, new: FixedPortion, plan: Plan | None = None) -> None:
        """Takes another portion in place of one; ``plan`` is the whole plan with it, where that is known."""
        if (kitchen := self.kitchen()) is not None:
            said = _("Swap “{food}” for “{other}” at {meal}")
            name = said.format(
                food=self._food(place.food), other=self._food(new.food), meal=self.meal(place.day, place.meal)
            )
            self._edit(name, edits.swap(kitchen, place, new), plan)

    def add(self, day: int, meal: str, food_id: str) -> None:
        """Adds a food to a meal in its usual portion."""
        if (kitchen := self.kitchen()) is not None:
            name = _("Add “{food}” to {meal}").format(food=self._food(food_id), meal=self.meal(day, meal))
            self._edit(name, edits.add(kitchen, day, meal, food_id))

    def move(self, place: Place, day: int, meal: str) -> None:
        """Takes a portion out of its meal into another one."""
        if (kitchen := self.kitchen()) is not None:
            name = _("Move “{food}” to {meal}").format(food=self._food(place.food), meal=self.meal(day, meal))
            self._edit(name, edits.move(kitchen, place, day, meal))

    def meal(self, day: int, meal: str) -> str:
        """A meal as it is named in a sentence: "Tuesday lunch"."""
        name = read_templates().meal(meal).name.lower()
        return _("{day} {meal}").format(day=day_name(self._workspace.document, day, long=True), meal=name)

    def _food(self, food_id: str) -> str:
        catalogue = self._workspace.catalogue
        return catalogue[food_id].name if catalogue is not None and food_id in catalogue else food_id

    def _edit(self, name: str, answer: Answer, plan: Plan | None = None) -> None:
        if isinstance(answer, Refused):
            self._workspace.notice.emit(answer.sentence, False)
            return
        self._workspace.edit(name, answer.document, plan or answer.plan)
