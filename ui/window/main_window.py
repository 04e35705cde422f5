"""The window: a sidebar of pages, the page that is chosen, and the inspector. It draws the workspace."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QWidget

from planner import times
from planner.foods.meals import read_templates
from planner.foods.nutrients import Nutrient
from planner.language.phrases import inside
from planner.language.translate import _
from planner.output.sheets import LastDays
from planner.plan.drinks import can_be_drunk
from ui.base import sentences
from ui.base.announce import announce
from ui.base.look import Look
from ui.base.older import Older
from ui.base.on_screen import OnScreen
from ui.base.stack import Stack
from ui.base.widgets import tool_button
from ui.cook.cook_view import CookView
from ui.foods.foods_view import FoodsView
from ui.help.actions import HelpActions
from ui.help.keys import show_keys
from ui.imports.actions import ImportActions
from ui.inspector.inspector import Inspector
from ui.now.now_page import NowPage
from ui.nutrition.nutrition_view import NutritionView
from ui.own.actions import OwnActions
from ui.plan.meal_actions import ANOTHER
from ui.plan.plan_editing import PlanEditing
from ui.plan.plan_view import PlanView
from ui.plan.why_questions import WhyQuestions
from ui.print.print_dialogs import ExportDialog, Printable, PrintDialog, page_to_pdf
from ui.profile.first_start import FirstStart, was_left
from ui.profile.person_pages import TARGETS
from ui.profile.profile_dialog import HOUSEHOLD, ProfileDialog
from ui.progress.progress_page import ProgressPage
from ui.shopping.shopping_view import ShoppingView
from ui.window.data_actions import DataActions
from ui.window.documents import Documents
from ui.window.favourites import Favourites
from ui.window.find_anything import FindDialog, commands_of
from ui.window.foot import Foot
from ui.window.frame import FOODS, WEEK, Frame
from ui.window.later_turns import LaterTurns
from ui.window.pages import Page
from ui.window.progress_line import ProgressLine
from ui.window.week_page import WeekPage
from ui.window.window_state import WindowState
from ui.workspace.screen_state import ScreenState, screen_state
from ui.workspace.serving import Serve, Serving, serve
from ui.workspace.workspace import Workspace

SHOPPING, COOK, NUTRITION, NOW, PROGRESS = "shopping", "cook", "nutrition", "now", "progress"


class MainWindow(QMainWindow):
    """The one window of Magnolia.

    Signals:
        painted: the window has been painted for the first time.
        leaning_wished: the id of a kitchen whose foods are to be rated.
        first_answered: the document with an answer to a first question.
    """

    painted = Signal()
    leaning_wished = Signal(str)
    first_answered = Signal(object)

    def __init__(self, workspace: Workspace, look: Look, settings: QSettings, serve: Serve = serve) -> None:
        super().__init__()
        self.setWindowTitle("Magnolia")
        self._workspace = workspace
        self._look = look
        self._settings = settings
        self._was_painted = False
        self._names: tuple[str, ...] = ()  # of foods, which make the column as wide as it is
        self._close_unsaved = False
        self.later = LaterTurns(self)
        self.foods = FoodsView(look)
        self._first_start: FirstStart | None = None
        self.left = Stack()
        self.plan = PlanView(look)
        self.editing = PlanEditing(workspace, self.plan, look, self)
        self.asking = WhyQuestions(workspace, self)
        self.serving = Serving(workspace, serve, self)
        self.nutrition = NutritionView(look)
        self.shopping = ShoppingView(look)
        self.cook = CookView(look)
        self.now = NowPage(workspace, page_to_pdf)
        self.days_over = ProgressPage(workspace, look, page_to_pdf)
        self.week = WeekPage(look, self.plan)
        self.inspector = Inspector(look, self.plan.portion_actions)
        self.left.addWidget(self.foods)
        self.data = DataActions(workspace, look, self)
        self.documents = Documents(workspace, settings, self)
        self.help = HelpActions(workspace, look, self)
        self.own = OwnActions(workspace, self)
        self.imports = ImportActions(workspace, self)
        self.frame = Frame(look, self._pages(), self.left, self.inspector, settings)
        self.splitter = self.frame.splitter
        self._kept = WindowState(settings, self, self.frame)
        self.data.deleted.connect(self._kept.forget)
        self.data.deleted.connect(self.close)
        self.line = ProgressLine(lambda: workspace.plan is not None)
        self.foot = self.notice = Foot()
        self.undo_notice, self.offer = self.foot.undo, self.foot.offer
        self.again_button, self.days, self.first_day = self.week.again, self.week.days, self.week.first_day
        self.promise = self.week.promise
        self.profile_button = self.frame.sidebar.profile
        self._make_actions()
        self._make_corner()
        self.locks = QMenu(_("Lock"), self)
        self.locks.aboutToShow.connect(self.fill_locks)
        self.favourites = Favourites(workspace, self)
        self.frame.column.insertWidget(0, self.line)
        self.frame.column.addWidget(self.foot)
        self.setCentralWidget(self.frame)
        self._connect_frame()
        self.older = Older(look, self)
        self.older.dim(
            self.plan.strip,
            self.plan.area,
            self.plan.overview,
            self.nutrition,
            self.shopping,
            self.cook,
            self.inspector,
        )
        self.older.empty(self.forget_promise, self._forget_change, lambda: self.show_offer(False))
        self._says_progress = False
        self._news = ""  # said of other things than an edit or planning
        self._says_change = False
        self.stops = False  # whether a press of the button that makes a plan stops the one being made
        self.line.said.connect(self._say_progress)
        self.line.ended.connect(self._end_progress)
        self._look.changed.connect(self._recolour)
        self._recolour()
        self._kept.restore()
        self._on_screen = OnScreen(self)

    # Building

    def _pages(self) -> tuple[Page, ...]:
        """The pages in the order of the sidebar; another page is another line here."""
        return (
            Page(WEEK, "page_week", _("Week"), self.week, "Ctrl+1", inspected=True),
            Page(SHOPPING, "page_shopping", _("Shopping"), self.shopping, "Ctrl+2"),
            Page(COOK, "page_cook", _("Cook"), self.cook, "Ctrl+3"),
            Page(FOODS, "page_foods", _("Foods"), self.left, "Ctrl+4", inspected=True),
            Page(NUTRITION, "page_nutrition", _("Nutrition"), self.nutrition, "Ctrl+5"),
            Page(NOW, "page_now", _("What I eat now"), self.now, "Ctrl+6"),
            Page(PROGRESS, "page_progress", _("Days and progress"), self.days_over, "Ctrl+7"),
        )

    def _make_actions(self) -> None:
        self.undo = self._action(_("Undo"), None, QKeySequence(QKeySequence.StandardKey.Undo))
        self.redo = self._action(_("Redo"), None, QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y"))
        self.again = self._action(_("Make plan"), None, QKeySequence("F5"))
        self.keep = self._action(_("Keep the current plan"), None, QKeySequence("Esc"))
        self.why = self._action(_("Why and what if …"), None, QKeySequence("Ctrl+I"))
        self.held_back = self._action(_("What holds this plan back? …"), None)
        self.progress = self._action(_("Days and progress"), lambda: self.frame.choose(PROGRESS))
        self.profile = self._action(_("Profile …"), self.open_profile, QKeySequence("Ctrl+,"))
        self.find_food = self._action(_("Find a food"), self._find, QKeySequence("Ctrl+F"), QKeySequence("/"))
        self.find_all = self._action(_("Find anything …"), self.open_find, QKeySequence("Ctrl+K"))
        self.print = self._action(_("Print …"), self.open_print, QKeySequence(QKeySequence.StandardKey.Print))
        self.export = self._action(_("Export …"), self.open_export, QKeySequence("Ctrl+E"))
        self.quit = self._action(_("Quit"), self.close, QKeySequence("Ctrl+Q"))
        self.eaten = self._action(_("Eaten as planned"), self.plan.mark_eaten, QKeySequence("E"))
        self.day_eaten = self._action(
            _("All of the day eaten as planned"), lambda: self.plan.mark_eaten(True), QKeySequence("Shift+E")
        )
        for action in (self.eaten, self.day_eaten):  # a letter is typed elsewhere
            self.removeAction(action)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.plan.addAction(action)
        self.previous = self._action(_("Previous day"), lambda: self._step_day(-1), QKeySequence("Alt+Left"))
        self.next = self._action(_("Next day"), lambda: self._step_day(1), QKeySequence("Alt+Right"))
        self.to_today = self._action(_("Today"), self.plan.show_today, QKeySequence("Alt+Home"))
        self.overview = self._action(
            _("The week at a glance"), lambda: self._glance(self.overview.isChecked()), QKeySequence("Ctrl+Shift+W")
        )
        self.overview.setCheckable(True)
        self.first_questions = self._action(_("First questions"), self.open_first_start)
        self.keys = self._action(_("Keys"), lambda: show_keys(self), QKeySequence("F1"))

    def _action(self, text: str, slot: Callable[[], object] | None, *keys: QKeySequence) -> QAction:
        action = QAction(text, self)
        action.setShortcuts(list(keys))
        if slot is not None:  # the others are connected where the roads are (routes.py)
            action.triggered.connect(lambda *_: slot())
        self.addAction(action)
        return action

    def _make_corner(self) -> None:
        """Undo and Redo stand beside the menus, on every page."""
        self.undo_button = tool_button("", _("Undo"), quiet=True)
        self.redo_button = tool_button("", _("Redo"), quiet=True)
        corner = QWidget(self.menuBar())
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.undo_button, self.redo_button):
            row.addWidget(button)
        self.menuBar().setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def _connect_frame(self) -> None:
        frame, plan, inspector = self.frame, self.plan, self.inspector
        frame.sidebar.profile_wished.connect(lambda: self.open_profile())
        frame.sidebar.people_wished.connect(lambda: self.open_profile(HOUSEHOLD))
        frame.arranged.connect(self._show_room)
        self.week.pin.clicked.connect(frame.pin_foods)
        self.week.details.clicked.connect(lambda: frame.show_sheet(True))
        inspector.closed.connect(lambda: frame.show_sheet(False))
        inspector.day_wished.connect(lambda: plan.choose_meal(plan.shown_day, None))
        inspector.day.nutrient_wished.connect(self.open_nutrient)
        inspector.meal.card.lock_wished.connect(plan.lock_wished)
        inspector.meal.card.mark_wished.connect(lambda day, meal, mark: plan.mark_wished.emit(day, (meal,), mark))
        inspector.meal.card.other_wished.connect(plan.other_wished)
        inspector.meal.card.away_wished.connect(plan.away_wished)
        inspector.meal.card.add_wished.connect(plan.add_wished)
        inspector.meal.card.another_wished.connect(lambda day, meal: plan.meal_wished.emit(ANOTHER, day, meal))
        inspector.meal.card.chosen.connect(plan.choose)
        inspector.meal.card.menu_wished.connect(plan.open_menu)
        inspector.meal.stepped.connect(self._step_meal)
        plan.meal_opened.connect(self._open_meal)

    # What is shown

    def show_tools(self, state: ScreenState, today: date) -> None:
        """The tools and menus of this document, and what can be undone."""
        document, ready = state.document, state.catalogue is not None
        self.setWindowTitle(self.documents.title or "Magnolia")
        self.days.setCurrentIndex(document.days - 1)
        self.first_day.show_date(document.start, today)
        profile = sentences.profile_line(document.profile) if ready else _("Profile")
        self.frame.sidebar.show_people(profile, [person.name for person in document.people])
        if self._first_start is not None:
            self._first_start.show_document(document)
        for widget in (
            self.days,
            self.first_day,
            self.first_day.open_button,
            self.profile_button,
            self.again_button,
            self.left,
        ):
            widget.setEnabled(ready)
        for action in (self.profile, self.again, self.find_food, self.first_questions, self.locks.menuAction()):
            action.setEnabled(ready)
        for action, button, word, words, name in (
            (self.undo, self.undo_button, _("Undo"), _("Undo {edit}"), state.undo_name),
            (self.redo, self.redo_button, _("Redo"), _("Redo {edit}"), state.redo_name),
        ):
            said = word if name is None else words.format(edit=inside(name))
            action.setText(said.replace("&", "&&"))
            action.setEnabled(name is not None)
            button.setEnabled(name is not None)
            button.setAccessibleName(said)
            button.setToolTip("")
            button.setToolTip(said if "<" not in said else word)

    def forget_promise(self) -> None:
        """Says nothing of what the plan holds."""
        self.promise.clear()
        self.promise.setToolTip("")
        self.week.held_back.hide()

    def show_complete(self, complete: bool) -> None:
        """Whether there is a plan to print, export and copy from."""
        for control in (self.print, self.export, self.shopping.copy, self.shopping.print, self.shopping.export):
            control.setEnabled(complete)

    def show_again(self, state: ScreenState) -> None:
        """The button that makes a plan stands out where that is what to do next: not while one is being made."""
        missing = state.plan is None or state.stale
        said = _("Make plan") if missing else _("Another plan")
        self.again.setText(said)
        self.stops = state.planning and self.line.isVisible()  # a second press of a double click stops nothing
        if self.stops:
            said = _("Stop planning")
        self.again_button.setText(said)
        self.again_button.setAccessibleName(said)
        self.again_button.setProperty("primary", missing and not state.planning)
        self.again_button.style().polish(self.again_button)

    def say(self, sentence: str, undoable: bool) -> None:
        """Shows a sentence below the page, with Undo beside it where it is about an edit that can be undone."""
        self._says_progress, self._says_change = False, undoable
        self._news = "" if undoable else sentence
        self.foot.say(sentence, undoable, self.undo.text().replace("&&", "&"))
        if undoable:
            announce(self, sentence)

    def _say_progress(self, sentence: str) -> None:
        """Planning goes on; what is said of other things stays before it, and by itself when planning ends."""
        self._says_progress, self._says_change = True, False
        self.foot.say(f"{self._news}\n{sentence}" if self._news else sentence, False, "")
        if not self.stops:
            self.show_again(screen_state(self._workspace, self.serving, self.plan.shown_day))
            announce(self, sentence)

    def _end_progress(self) -> None:
        if self._says_progress:
            self.say(self._news, False)

    def _forget_change(self) -> None:
        """What an edit did to the plan before this one; what is said of other things stays."""
        if self._says_change:
            self.say("", False)

    def arrange_columns(self, names: Sequence[str]) -> None:
        """Makes the foods as wide as these names need, where the user has not said otherwise."""
        self._names = tuple(names)
        self._kept.arrange_columns(self.foods.wanted_width(names))

    def show_offer(self, offered: bool) -> None:
        """Whether a better plan is ready; the user decides whether it is shown."""
        self.offer.setVisible(offered)

    # Wishes

    def open_profile(self, first: str = "") -> None:
        """Opens the profile, on the page of this name where one is given."""
        workspace = self._workspace
        names = {food.id: food.name for food in workspace.catalogue or ()}
        drinks = [food for food in workspace.catalogue or () if can_be_drunk(food)]
        ProfileDialog(workspace.document, names, workspace.decide, self, first, drinks).open()

    @property
    def first_start(self) -> FirstStart:
        """The first questions, made when they are first wanted: most starts go without them."""
        if self._first_start is None:
            self._first_start = FirstStart()
            self.left.addWidget(self._first_start)
            self._first_start.show_document(self._workspace.document)
            self._first_start.answered.connect(self.first_answered)
            self._first_start.left.connect(self.leave_first_start)
            self._first_start.targets_wished.connect(lambda: self.open_profile(TARGETS))
        return self._first_start

    def open_first_start(self) -> None:
        """Shows the first questions in place of the foods, beside the week."""
        self.left.setCurrentWidget(self.first_start)
        self.frame.show_asking(True)
        self.first_start.begin()

    def leave_first_start(self) -> None:
        """Shows the foods in place of the first questions."""
        was_left(self._settings)
        self.left.setCurrentWidget(self.foods)
        self.frame.show_asking(False)
        self.frame.focus_pane(self.left if self.left.isVisible() else self.week)

    def show_page(self, page: str) -> None:
        """Brings a page on screen."""
        if page == FOODS:
            self.left.setCurrentWidget(self.foods)
        self.frame.show_page(page)

    def open_nutrient(self, nutrient: Nutrient) -> None:
        """Shows what supplies a nutrient, on the page of nutrition."""
        self.show_page(NUTRITION)
        self.nutrition.open_nutrient(nutrient)

    def open_print(self, kind: str = "week") -> None:
        """Opens what can be printed, on the sheet of this kind."""
        if (printable := self._printable()) is not None:
            PrintDialog(printable, kind, self).open()

    def open_export(self) -> None:
        """Opens what can be written to a file."""
        if (printable := self._printable()) is not None:
            ExportDialog(printable, self).open()

    def _printable(self) -> Printable | None:
        """What there is to print; on paper, too, an old plan would stand beside newer targets."""
        self.later.flush()  # the list says for which days it is
        state = screen_state(self._workspace, self.serving, self.plan.shown_day)
        if not state.complete or state.plan is None or state.targets is None or state.catalogue is None:
            return None
        known = state.plan, state.document, state.targets, state.catalogue
        own, made = self._workspace.own_files, self._workspace.today()
        document, catalogue = state.document, state.catalogue

        @cache
        def of_last_weeks(with_diary: bool) -> LastDays:
            from planner.progress.sheet import last_days  # here, because the window should not wait for it

            return last_days(document, catalogue, made, with_diary)

        return Printable(*known, self.shopping.days, state.household, made=made, own=own, last_days=of_last_weeks)

    def _glance(self, wish: bool) -> None:
        self.show_page(WEEK)
        self.plan.wish_overview(wish)

    def fill_locks(self) -> None:
        """Fills the menu of locks with the meals of the day on screen."""
        self.locks.clear()
        day, document = self.plan.day, self._workspace.document
        for meal in day.meals if day else ():
            action = self.locks.addAction(read_templates().meal(meal.meal).name)
            action.setCheckable(True)
            action.setChecked(day is not None and meal.meal in document.whole_meals(day.number))
            action.triggered.connect(lambda wish, chosen=meal.meal: self.plan.wish_lock(chosen, wish))

    def _find(self) -> None:
        self.left.setCurrentWidget(self.foods)
        if not self.foods.isVisible():
            self.show_page(FOODS)
        self.foods.search.setFocus()
        self.foods.search.selectAll()

    def open_find(self) -> None:
        """Opens the one search over pages, commands, foods and dishes."""
        foods = self._workspace.catalogue or ()
        FindDialog(commands_of(self.menuBar()), foods, self.open_food, self).open()

    def open_food(self, food: str) -> None:
        """Shows a food in the list of foods, and in the inspector what is known of it."""
        self.show_page(FOODS)
        self.foods.choose(food)

    def _step_meal(self, by: int) -> None:
        """To the same meal of a day before or after, and to its first food."""
        self.plan.choose_meal(self.plan.shown_day + by, self.plan.meal)
        if rows := self.inspector.meal.card.portions:
            self.plan.choose(rows[0].place)
            self.inspector.meal.focus_row(0)

    def _open_meal(self, day: int, meal: str) -> None:
        """Goes into a meal: in the inspector where it stands beside the week, else in large cards."""
        if self.inspector.isVisible():
            self.inspector.meal.focus_row(0)
        else:
            self.plan.show_meal(day, meal)

    def _show_room(self) -> None:
        frame = self.frame
        self.plan.show_room(frame.roomy)
        self.week.details.setVisible(not frame.roomy)
        self.week.pin.setChecked(frame.pinned)
        self.week.pin.setVisible(frame.can_pin)
        self.inspector.show_sheet(frame.sheet)

    def _step_day(self, by: int) -> None:
        self.plan.step_day(by)

    # The window itself

    def _recolour(self) -> None:
        if self._names:
            self.arrange_columns(self._names)  # the text may be another size
        self.undo_button.setIcon(self._look.icon("undo"))
        self.redo_button.setIcon(self._look.icon("redo"))
        self.setWindowIcon(self._look.icon("magnolia", self._look.colours.accent))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if times.ON and event.type() is QEvent.Type.UpdateRequest:
            times.stop("window repainted")
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes when everything is saved; what cannot be saved is said once, and a second close is meant."""
        if (
            self.data.deleting and not self._close_unsaved
        ):  # it closes by itself when all is gone and what stays is named
            self._close_unsaved = True
            event.ignore()
            return
        if (typing := self.focusWidget()) is not None:
            typing.clearFocus()  # what is typed in a field is taken when it is left
        self.hide()  # waiting for the solver may take a moment
        QGuiApplication.processEvents()
        if not self._workspace.close() and not self._close_unsaved:
            self._close_unsaved = True
            self.show()
            self.say(_("Your last changes could not be saved. Close again to leave without them."), False)
            event.ignore()
            return
        self._kept.keep()
        super().closeEvent(event)
