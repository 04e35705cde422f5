"""All roads of the window: from a click to the workspace's wish, and from what the workspace says to what is drawn.

In the order of a click: a view reports it, the workspace takes it as an edit and says that its document is another one,
then that its plan is, and every view is handed the same ``ScreenState`` and draws what of it has changed.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from planner import times
from planner.document.document import Document
from planner.language.phrases import inside
from planner.language.translate import _
from planner.needs.own_values import wrong_own_target
from planner.needs.targets import TargetError
from planner.plan.plan import Plan
from planner.plan.promise import promise
from ui.base import sentences
from ui.base.announce import announce
from ui.profile.first_start import is_asked
from ui.profile.person_pages import TARGETS
from ui.window.frame import FOODS
from ui.window.main_window import MainWindow
from ui.workspace.screen_state import ScreenState, screen_state
from ui.workspace.workspace import Workspace


class Routes(QObject):
    """Connects a workspace with the window that shows it."""

    def __init__(self, workspace: Workspace, window: MainWindow, settings: QSettings) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._settings = settings
        self._foods_of: Document | None = None  # the document that the foods show
        workspace.household = lambda: window.serving.household
        self._from_tools()
        self._from_foods()
        self._from_plan()
        self._from_list()
        self._from_workspace()
        self._document_changed()

    def state(self) -> ScreenState:
        """What is to be drawn now."""
        return screen_state(self._workspace, self._window.serving, self._window.plan.shown_day)

    # From a click to a wish

    def _from_tools(self) -> None:
        workspace, window = self._workspace, self._window
        for action, wish in (
            (window.undo, workspace.undo),
            (window.redo, workspace.redo),
            (window.again, self._plan_again),
            (window.keep, workspace.cancel),
            (window.why, lambda: window.asking.ask_day(window.plan.shown_day)),
            (window.held_back, window.asking.ask_plan),
        ):
            action.triggered.connect(lambda *_, wish=wish: wish())  # without the "checked" of the signal
        for button, wish in (
            (window.again_button, self._again_pressed),
            (window.undo_button, workspace.undo),
            (window.redo_button, workspace.redo),
            (window.week.held_back, window.asking.ask_plan),
            (window.undo_notice, workspace.undo),
        ):
            button.clicked.connect(lambda *_, wish=wish: wish())
        window.days.activated.connect(lambda place: workspace.set_days(place + 1))
        window.first_day.chosen.connect(workspace.set_start)
        window.first_day.refused.connect(lambda sentence: window.say(sentence, False))

    def _from_foods(self) -> None:
        workspace, window = self._workspace, self._window
        window.foods.rated.connect(workspace.rate)
        window.leaning_wished.connect(workspace.lean)
        window.first_answered.connect(self._answer)
        window.foods.wished.connect(workspace.wish)
        window.foods.why_asked.connect(lambda food: window.asking.ask_food(food, window.plan.shown_day))
        window.foods.add_wished.connect(lambda food, meal: workspace.portions.add(window.plan.shown_day, meal, food))
        window.foods.menu_opened.connect(window.own.fill_menu)
        window.own.said.connect(window.say)
        window.now.own_wished.connect(window.own.add_from_tables)
        window.now.own_asked.connect(window.own.edit)
        window.imports.said.connect(window.say)
        window.foods.tree.selectionModel().selectionChanged.connect(lambda *_: self._show_inspector())
        food = window.inspector.food, window.inspector.meal.food
        for panel in food:
            panel.rated.connect(workspace.rate)
            panel.why_wished.connect(lambda food: window.asking.ask_food(food, window.plan.shown_day))
            panel.details_wished.connect(window.foods.show_details_of)

    def _from_plan(self) -> None:
        window = self._window
        window.plan.lock_wished.connect(self.lock)
        window.plan.mark_wished.connect(self._workspace.mark)
        window.plan.away_wished.connect(self._workspace.set_away)
        window.plan.next_days.wished.connect(self._workspace.plan_next_days)
        window.editing.mark_wished.connect(self._workspace.mark)
        window.plan.day_chosen.connect(lambda _day: self._show_day())
        window.plan.chosen_changed.connect(self._show_inspector)
        window.plan.overview_changed.connect(lambda _glance: self._show_inspector())
        for moved in (window.frame.page_changed, window.frame.sheet_changed, window.frame.arranged):
            moved.connect(lambda *_: window.later.flush())  # what comes on screen is drawn before that
        window.frame.sheet_changed.connect(self._show_inspector)
        window.frame.page_changed.connect(lambda _page: self._show_inspector())
        window.plan.overview_changed.connect(window.overview.setChecked)
        window.plan.trouble.helped.connect(self._help)
        window.plan.trouble.repaired.connect(self._repair)
        window.editing.why_wished.connect(lambda food: window.asking.ask_food(food, window.plan.shown_day))

    def _from_list(self) -> None:
        window = self._window
        window.shopping.edited.connect(self._workspace.edit_list)
        window.shopping.print_wished.connect(lambda: window.open_print("list"))
        window.shopping.export_wished.connect(window.open_export)
        window.shopping.said.connect(lambda sentence: window.say(sentence, False))
        window.data.said.connect(lambda sentence: window.say(sentence, False))
        window.documents.said.connect(lambda sentence: window.say(sentence, False))

    def _again_pressed(self) -> None:
        if self._window.stops:
            self._workspace.cancel()
        else:
            self._plan_again()

    def _plan_again(self) -> None:
        self._workspace.plan_again(self._window.serving.household)

    def _answer(self, document: Document) -> None:
        try:
            self._workspace.decide(document)
        except TargetError as error:
            self._window.first_start.say(str(error))

    def lock(self, day: int, meal: str, wish: bool) -> None:
        """Locks a meal or opens its lock; its button shows what is locked, not that it was pressed."""
        if wish:
            self._workspace.lock_meal(day, meal)
        else:
            self._workspace.unlock_meal(day, meal)
        self._window.plan.redraw()

    def _help(self) -> None:
        workspace = self._workspace
        if workspace.trouble is not None:
            wrong = wrong_own_target(workspace.document.profile, workspace.document.targets)
            self._window.open_profile(TARGETS if wrong else "")
        elif workspace.refused is not None:
            workspace.set_aside()
        else:
            workspace.undo()

    def _repair(self, place: int) -> None:
        """Makes one of the changes after which there is a plan; an edit like any other."""
        explanation = self._workspace.explanation
        if explanation is not None and place < len(explanation.repairs):
            times.begin("repair")
            repair = explanation.repairs[place]
            self._workspace.edit(repair.name, repair.document)

    # From what the workspace says to what is drawn

    def _from_workspace(self) -> None:
        workspace, window = self._workspace, self._window
        workspace.opened.connect(self._opened)
        workspace.document_changed.connect(self._document_changed)
        workspace.plan_changed.connect(self._plan_changed)
        window.serving.changed.connect(self._household_changed)
        workspace.planning_changed.connect(self._planning_changed)
        workspace.progress.connect(window.line.show_day)
        workspace.notice.connect(window.say)
        workspace.trouble_changed.connect(self._show_trouble)
        workspace.quality_changed.connect(self._quality_changed)

    def _opened(self) -> None:
        window, catalogue = self._window, self._workspace.shipped
        if catalogue is not None:  # a long name of the user's own must not make the column wide
            window.arrange_columns([food.name for food in catalogue])
        window.frame.focus_pane(window.left if window.left.isVisible() else window.frame.stack)
        if is_asked(self._settings, self._workspace.fresh):
            window.open_first_start()

    def _document_changed(self) -> None:
        """The tools; the views are drawn when the plan is known that goes with the document."""
        self._window.show_tools(self.state(), self._workspace.today())
        times.stop("tools shown")

    def _plan_changed(self, plan: Plan | None, stale: bool) -> None:
        window, state = self._window, self.state()
        window.show_again(state)
        window.older.show(stale, plan is not None)
        window.plan.show_state(state)
        times.stop("plan shown")
        window.show_complete(state.complete)
        self._draw(window.shopping, self._show_list)
        self._draw(window.cook, self._show_cook)
        seen = stale or self._foods_of is not state.document  # else only what is in the plan differs, and it is painted
        self._draw(window.foods, self._show_foods, seen)
        self._draw(window.nutrition, self._show_nutrition)
        self._show_inspector()
        self._show_promise(state)

    def _quality_changed(self) -> None:
        self._show_promise(self.state())

    def _household_changed(self) -> None:
        """The portions of the others came, or why they do not; the plan itself is the same."""
        state = self.state()
        self._window.plan.show_state(state)
        self._draw(self._window.shopping, self._show_list)
        self._draw(self._window.cook, self._show_cook)
        self._draw(self._window.nutrition, self._show_nutrition)
        self._show_inspector()

    def _draw(self, page: QWidget, draw: Callable[[], None], first: bool = True) -> None:
        """Draws a page: at once where it is on screen and among the ``first``."""
        self._window.later.draw(draw.__name__, first and page.isVisibleTo(self._window), draw)

    def _show_list(self) -> None:
        self._window.shopping.show_state(self.state())
        times.stop("list shown")

    def _show_cook(self) -> None:
        self._window.cook.show_state(self.state(), self._workspace.today())

    def _show_foods(self) -> None:
        state = self.state()
        self._foods_of = state.document
        self._window.foods.show_state(state)
        times.stop("foods shown")

    def _show_nutrition(self) -> None:
        self._window.nutrition.show_state(self.state())
        times.stop("nutrition shown")

    def _show_inspector(self) -> None:
        """What is chosen on the page: a food of the list; on the week a meal or a food of it, else the day."""
        window, state = self._window, self.state()
        if window.frame.page == FOODS:
            window.inspector.show_foods(state, window.foods.selected_foods())
            return
        place = window.plan.chosen
        if place is not None and place.day != state.shown_day:
            place = None
        if window.plan.glancing or window.frame.sheet:
            window.inspector.show_state(state, window.plan.meal, place)
        else:
            window.inspector.show_beside_cards(state, place)

    def _show_day(self) -> None:
        """Another day is on screen: its nutrition, and the meals that the menu of a food offers."""
        self._window.foods.show_state(self.state())
        self._draw(self._window.nutrition, self._show_nutrition)
        self._show_inspector()

    def _show_promise(self, state: ScreenState) -> None:
        """What the plan holds; how close it is to the best there is stands in the tooltip, for those who ask.

        Where nobody knows how close, what holds it back can be asked.
        """
        window = self._window
        window.forget_promise()
        if state.plan is not None and not state.stale and state.targets is not None:
            window.promise.setText(promise(state.plan, state.targets))
            solved = state.solved
            window.week.held_back.setVisible(solved is None or (solved.bounded and not solved.tells))
            if solved is not None:
                window.promise.setToolTip(sentences.quality(solved))

    def _planning_changed(self, planning: bool) -> None:
        window, state = self._window, self.state()
        window.keep.setEnabled(planning)
        window.show_again(state)
        if planning:
            window.plan.say(_("Making your first plan …"))
            window.line.begin()
            return
        troubled = state.explanation is not None or state.trouble is not None
        if state.catalogue is not None:
            window.plan.say("" if troubled else _no_plan(state.document))
        was_long = window.line.isVisible()
        window.line.end()
        window.show_again(self.state())
        if was_long and not troubled and state.plan is not None and not state.stale:
            announce(window, _("The plan is ready. {promise}").format(promise=window.promise.text()))

    def _show_trouble(self) -> None:
        state, panel = self.state(), self._window.plan.trouble
        if state.trouble is not None:
            button = "" if state.catalogue is None else _("Open the profile")
            panel.show_trouble(_("Nothing can be planned."), [state.trouble], button)
            self._window.plan.say("")
        elif state.refused is not None:
            panel.show_trouble(
                _("Your kept plan could not be read, so nothing is saved for now."),
                [state.refused, _("The file is left as it is.")],
                _("Set the file aside and start afresh"),
            )
        elif state.explanation is not None:
            said = list(state.explanation.conflict) or [_("Allow more foods, or open a lock.")]
            name = state.undo_name
            undo = _("Undo {edit}").format(edit=inside(name)) if name else ""
            names = [repair.name for repair in state.explanation.repairs]
            panel.show_trouble(_("These choices leave no plan."), said, undo, names)
            announce(self._window, panel.text)
        else:
            panel.hide()


def _no_plan(document: Document) -> str:
    """What stands where a plan would be, and what to do."""
    if document.recorded:
        return _("The days that were planned are over. “Make plan” plans from today on.")
    return _("There is no plan yet. “Make plan” makes one.")
