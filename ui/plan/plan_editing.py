"""From a click on the plan to a wish: asks in a small window where there is something to ask."""

import threading
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from planner.editing import edits, meal_moves
from planner.editing.edits import Kitchen, Refused
from planner.editing.plan_changes import Place
from planner.foods.food import AWAY
from planner.foods.meals import read_templates
from planner.language.translate import _
from ui.base.background import Background, Progress
from ui.base.look import Look
from ui.base.other_meal import OtherMealDialog
from ui.base.sentences import day_name
from ui.plan.add_food_dialog import AddFoodDialog
from ui.plan.another_meal import AnotherMealDialog
from ui.plan.meal_actions import ASK_FOR, MOVE_MEAL
from ui.plan.plan_view import PlanView
from ui.plan.portion_actions import LESS, LOCK, MORE, MOVE, RATED, REMOVE, SWAP, WHY
from ui.plan.portion_dialogs import MoveDialog, SwapDialog
from ui.workspace.edits_of_portions import meal_in_words
from ui.workspace.workspace import Workspace


class PlanEditing(QObject):
    """Connects the plan on screen with the wishes for single portions.

    Signals:
        mark_wished: day, meals, and what became of them.
        why_wished: the id of a food of which the user asks why it is in the plan.
    """

    why_wished = Signal(str)
    mark_wished = Signal(int, object, object)

    def __init__(self, workspace: Workspace, view: PlanView, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._look, self._window = workspace, look, window
        self._swap: tuple[SwapDialog, Place] | None = None  # the dialog that waits for alternatives
        self._background = Background(self)
        self._background.answered.connect(self._show_alternatives)
        self._background.failed.connect(
            lambda _error: self._say_swap(_("Looking for other foods went wrong; nothing has changed."))
        )
        workspace.plan_changed.connect(lambda _plan, _stale: self._look_for_swaps())
        workspace.closing.connect(self.close)
        view.wished.connect(self._wish)
        view.add_wished.connect(self.ask_add)
        view.other_wished.connect(self.ask_other)
        view.meal_wished.connect(self._wish_of_meal)
        view.meal_dropped.connect(lambda *places: self._workspace.portions.exchange(places[:2], places[2:]))

    def _wish_of_meal(self, name: str, day: int, meal: str) -> None:
        if name == MOVE_MEAL:
            self.ask_move_meal(day, meal)
        else:
            self.ask_another(day, meal, by_name=name == ASK_FOR)

    def ask_another(self, day: int, meal: str, by_name: bool = False) -> None:
        """Opens the list of other meals for a place; ``by_name`` with the keyboard where one types."""
        workspace = self._workspace
        kitchen = workspace.portions.kitchen()
        if kitchen is None or workspace.stale or kitchen.meal(day, meal) is None:
            workspace.tell(_("A plan is being made; another meal can be looked for when it is there."))
            return
        shown = kitchen.meal(day, meal)
        if workspace.document.mark_of(day, meal) is not None or shown is None:
            return
        if shown.template == AWAY:
            workspace.tell(_("This meal is eaten out or left out. Plan it again first."))
            return
        where = meal_in_words(workspace.document, day, meal)
        dialog = AnotherMealDialog(self._look, kitchen, day, meal, where, self._window)
        dialog.taken.connect(lambda other: workspace.portions.take_meal(kitchen, day, meal, other))
        dialog.open()
        if by_name:
            dialog.search.setFocus()

    def ask_move_meal(self, day: int, meal: str) -> None:
        """Asks with which meal of another day one is to change places."""
        kitchen = self._workspace.portions.kitchen()
        if kitchen is None or kitchen.meal(day, meal) is None:
            return
        days = [(each.number, day_name(kitchen.document, each.number, long=True)) for each in kitchen.plan.days]

        def refuses(to_day: int, to_meal: str) -> str:
            answer = meal_moves.exchange(kitchen, (day, meal), (to_day, to_meal))
            return answer.sentence if isinstance(answer, Refused) else ""

        title = _("Move {meal}").format(meal=meal_in_words(self._workspace.document, day, meal))
        dialog = MoveDialog(title, days, partial(_meals, kitchen), refuses, (day, meal), self._window)
        dialog.taken.connect(lambda to_day, to_meal: self._workspace.portions.exchange((day, meal), (to_day, to_meal)))
        dialog.open()

    def ask_other(self, day: int, meal: str) -> None:
        """Asks what was eaten instead of a meal."""
        catalogue, document = self._workspace.catalogue, self._workspace.document
        if catalogue is None:
            return
        title = _("Something else for {meal}").format(meal=meal_in_words(document, day, meal))
        dialog = OtherMealDialog(title, catalogue, document.mark_of(day, meal), self._window)
        dialog.said.connect(lambda mark: self.mark_wished.emit(day, (meal,), mark))
        dialog.open()

    def close(self) -> None:
        """Ends what is looked for and waits for its end."""
        self._background.close()

    def _wish(self, name: str, place: Place) -> None:
        portions = self._workspace.portions
        if name == LOCK:
            portions.lock(place, not edits.is_locked(self._workspace.document, place))
        elif name in (LESS, MORE):
            portions.resize(place, 1 if name == MORE else -1)
        elif name == REMOVE:
            portions.remove(place)
        elif name == SWAP:
            self.ask_swap(place)
        elif name == MOVE:
            self.ask_move(place)
        elif name == WHY:
            self.why_wished.emit(place.food)
        elif name in RATED:
            self._workspace.rate([place.food], RATED[name])

    def ask_swap(self, place: Place) -> None:
        """Opens the list of foods that may stand in a portion's place."""
        kitchen = self._workspace.portions.kitchen()
        portion = kitchen.portion(place) if kitchen else None
        if portion is None:
            return
        meal = meal_in_words(self._workspace.document, place.day, place.meal)
        dialog = SwapDialog(self._look, portion.food.name, meal, self._window)
        dialog.taken.connect(lambda taken: self._workspace.portions.swap(place, taken.portion, taken.plan))
        dialog.finished.connect(lambda _result: self._end_swap())
        self._swap = dialog, place
        dialog.open()
        self._look_for_swaps()

    def _look_for_swaps(self) -> None:
        """Looks for alternatives while somebody waits for them, anew when another plan has come."""
        kitchen = self._workspace.portions.kitchen()
        if self._swap is None:
            return
        dialog, place = self._swap
        if kitchen is None or self._workspace.stale:
            self._background.cancel()
            self._say_swap(_("A plan is being made; other foods can be looked for when it is there."))
            return
        shown = kitchen.meal(place.day, place.meal)
        if shown is None or all(portion.food.id != place.food for portion in shown.portions):
            dialog.reject()  # the new plan does not have it any more
            return

        def work(stop: threading.Event, _progress: Progress) -> object:
            from planner.editing.swaps import alternatives  # slow to load

            return alternatives(kitchen.catalogue, kitchen.document, kitchen.plan, *place, stop=stop)

        self._background.start(work)

    def _show_alternatives(self, found: object) -> None:
        if self._swap is not None and isinstance(found, tuple):
            self._swap[0].show_alternatives(found)

    def _say_swap(self, sentence: str) -> None:
        if self._swap is not None:
            self._swap[0].say(sentence)

    def _end_swap(self) -> None:
        self._swap = None
        self._background.cancel()

    def ask_add(self, day: int, meal: str) -> None:
        """Opens the list of foods a meal has a place for."""
        kitchen = self._workspace.portions.kitchen()
        if kitchen is None:
            return
        foods = edits.foods_to_add(kitchen, day, meal)
        said = meal_in_words(self._workspace.document, day, meal)
        dialog = AddFoodDialog(self._look, said, foods, kitchen.document, self._window)
        dialog.taken.connect(lambda food: self._workspace.portions.add(day, meal, food))
        dialog.open()

    def ask_move(self, place: Place) -> None:
        """Asks to which meal a portion is to go."""
        kitchen = self._workspace.portions.kitchen()
        portion = kitchen.portion(place) if kitchen else None
        if kitchen is None or portion is None:
            return
        days = [(day.number, day_name(kitchen.document, day.number, long=True)) for day in kitchen.plan.days]
        title = _("Move “{food}” from {meal}").format(
            food=portion.food.name, meal=meal_in_words(self._workspace.document, place.day, place.meal)
        )
        dialog = MoveDialog(
            title,
            days,
            partial(_meals, kitchen),
            partial(_refuses_move, kitchen, place),
            (place.day, place.meal),
            self._window,
        )
        dialog.taken.connect(lambda day, meal: self._workspace.portions.move(place, day, meal))
        dialog.open()


def _meals(kitchen: Kitchen, day: int) -> list[tuple[str, str]]:
    shown = kitchen.day(day)
    return [(meal.meal, read_templates().meal(meal.meal).name) for meal in shown.meals] if shown else []


def _refuses_move(kitchen: Kitchen, place: Place, day: int, meal: str) -> str:
    """Why a portion cannot go to a meal, empty where it can."""
    answer = edits.move(kitchen, place, day, meal)
    return answer.sentence if isinstance(answer, Refused) else ""
