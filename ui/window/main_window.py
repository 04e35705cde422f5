"""The window: foods, plan and nutrition side by side. It draws the workspace and passes wishes to it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from planner import times
from planner.document.document import MAX_DAYS, TASTES
from planner.editing.leanings import read_leanings
from planner.foods.meals import read_templates
from planner.language.phrases import inside
from planner.language.translate import _, ngettext
from ui.base import sentences
from ui.base.date_field import DateField
from ui.base.look import GRID, TARGET, Look, Theme
from ui.base.number_box import Combo
from ui.base.older import Older
from ui.base.on_screen import OnScreen, Scrolled
from ui.base.widgets import ElidedLabel, label, tool_button
from ui.foods.foods_view import FoodsView
from ui.help.actions import HelpActions
from ui.help.keys import show_keys
from ui.imports.actions import ImportActions
from ui.nutrition.nutrition_view import NutritionView
from ui.own.actions import OwnActions
from ui.plan.plan_editing import PlanEditing
from ui.plan.plan_view import PlanView
from ui.plan.why_questions import WhyQuestions
from ui.print.print_dialogs import ExportDialog, Printable, PrintDialog
from ui.profile.first_start import FirstStart, was_left
from ui.profile.profile_dialog import ProfileDialog
from ui.shopping.shopping_view import ShoppingView
from ui.window.data_actions import DataActions
from ui.window.progress_line import ProgressLine
from ui.window.window_state import WindowState
from ui.workspace.screen_state import ScreenState, screen_state
from ui.workspace.serving import Serve, Serving, serve
from ui.workspace.workspace import Workspace

THEME_WORDS = {Theme.SYSTEM: _("System"), Theme.LIGHT: _("Light"), Theme.DARK: _("Dark")}


class MainWindow(QMainWindow):
    """The one window of Magnolia.

    Signals:
        painted: the window has been painted for the first time.
        leaning_wished: the id of a kitchen whose foods are to be rated.
    """

    painted = Signal()
    leaning_wished = Signal(str)

    def __init__(self, workspace: Workspace, look: Look, settings: QSettings, serve: Serve = serve) -> None:
        super().__init__()
        self.setWindowTitle("Magnolia")
        self._workspace = workspace
        self._look = look
        self._settings = settings
        self._was_painted = False
        self._close_unsaved = False
        self.foods = FoodsView(look)
        self.first_start = FirstStart()
        self.left = QStackedWidget()
        self.plan = PlanView(look)
        self.editing = PlanEditing(workspace, self.plan, look, self)
        self.asking = WhyQuestions(workspace, self)
        self.serving = Serving(workspace, serve, self)
        self.nutrition = NutritionView(look)
        self.shopping = ShoppingView(look)
        self.middle = QTabWidget()
        self.data = DataActions(workspace, look, self)
        self.help = HelpActions(workspace, look, self)
        self.own = OwnActions(workspace, self)
        self.imports = ImportActions(workspace, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._kept = WindowState(settings, self, self.splitter, self.middle)
        self.data.deleted.connect(self._kept.forget)
        self.data.deleted.connect(self.close)
        self.line = ProgressLine(lambda: workspace.plan is not None)
        self.notice = ElidedLabel(_("Last change"))
        self.undo_notice = QPushButton(_("Undo"))
        self.offer = QPushButton(_("A better plan is ready · Show"))
        self.promise = label(tone="secondary", scale="small", wrap=True)
        self._make_actions()
        self._make_toolbar()
        self._make_menus()
        self._make_middle()
        self._make_status_bar()
        self.older = Older(look, self)
        self.older.dim(self.plan.strip, self.plan.area, self.plan.overview, self.nutrition, self.shopping)
        self.older.empty(self.forget_promise, self._forget_change, lambda: self.show_offer(False))
        self._says_progress = False
        self._says_change = False
        self.line.said.connect(self._say_progress)
        self.line.ended.connect(self._end_progress)
        self.first_day.open_button.setEnabled(False)
        self._look.changed.connect(self._recolour)
        self._recolour()
        self.undo_notice.setVisible(False)
        self._kept.restore()
        self._on_screen = OnScreen(self)

    # Building

    def _make_actions(self) -> None:
        self.undo = self._action(_("Undo"), None, QKeySequence(QKeySequence.StandardKey.Undo))
        self.redo = self._action(_("Redo"), None, QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y"))
        self.again = self._action(_("Make plan"), None, QKeySequence("F5"))
        self.keep = self._action(_("Keep the current plan"), None, QKeySequence("Esc"))
        self.why = self._action(_("Why and what if …"), None, QKeySequence("Ctrl+I"))
        self.now = self._action(_("What I eat now …"), self.open_now)
        self.profile = self._action(_("Profile …"), self.open_profile, QKeySequence("Ctrl+,"))
        self.find_food = self._action(_("Find a food"), self._find, QKeySequence("Ctrl+F"), QKeySequence("/"))
        self.print = self._action(_("Print …"), self.open_print, QKeySequence(QKeySequence.StandardKey.Print))
        self.export = self._action(_("Export …"), self.open_export, QKeySequence("Ctrl+E"))
        self.quit = self._action(_("Quit"), self.close, QKeySequence("Ctrl+Q"))
        self.previous = self._action(_("Day before"), lambda: self._step_day(-1), QKeySequence("Alt+Left"))
        self.next = self._action(_("Day after"), lambda: self._step_day(1), QKeySequence("Alt+Right"))
        self.overview = self._action(
            _("All days at a glance"), lambda: self._glance(self.overview.isChecked()), QKeySequence("Ctrl+Shift+W")
        )
        self.overview.setCheckable(True)

    def _action(self, text: str, slot: Callable[[], object] | None, *keys: QKeySequence) -> QAction:
        action = QAction(text, self)
        action.setShortcuts(list(keys))
        if slot is not None:  # the others are connected where the roads are (routes.py)
            action.triggered.connect(lambda *_: slot())
        self.addAction(action)
        return action

    def _make_toolbar(self) -> None:
        bar = QToolBar(_("Tools"))
        bar.setMovable(False)
        bar.toggleViewAction().setVisible(False)
        self.again_button = QPushButton(_("Make plan"))
        self.again_button.setProperty("primary", True)
        self.again_button.setMinimumHeight(TARGET)
        self.days = Combo(_("Days to plan"))
        self.days.setMaxVisibleItems(14)
        for count in range(1, MAX_DAYS + 1):
            self.days.addItem(ngettext("{count} day", "{count} days", count).format(count=count), count)
        self.first_day = DateField(self._look, _("First day of the plan"))
        self.undo_button = tool_button("", _("Undo"), quiet=True)
        self.redo_button = tool_button("", _("Redo"), quiet=True)
        self.profile_button = QPushButton(_("Profile"))
        self.profile_button.setMinimumHeight(TARGET)
        self.profile_button.clicked.connect(lambda: self.open_profile())  # without the "checked" of the signal
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        first = (self.again_button, self.days, label(_("from"), tone="secondary"), self.first_day)
        for widget in (
            *first,
            self.first_day.open_button,
            self.undo_button,
            self.redo_button,
            gap,
            self.profile_button,
        ):
            bar.addWidget(widget)
        self.addToolBar(bar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def _make_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(_("&File"))
        file.addActions([self.print, self.export])
        file.addSeparator()
        file.addActions([self.data.take, self.data.keep, self.data.delete])
        file.addSeparator()
        file.addAction(self.quit)
        edit = bar.addMenu(_("&Edit"))
        edit.addActions([self.undo, self.redo])
        edit.addSeparator()
        rate = edit.addMenu(_("Rate the selected foods"))
        for key, taste in enumerate(TASTES, start=1):
            action = rate.addAction(f"{sentences.TASTE_WORDS[taste]}\t{key}")
            action.triggered.connect(lambda *_, chosen=taste: self.foods.rate_selected(chosen))
        kitchens = edit.addMenu(_("Kitchen I lean to"))
        kitchens.setToolTipsVisible(True)
        self.kitchens: dict[str, QAction] = {}
        for kitchen, leaning in read_leanings().items():
            action = kitchens.addAction(leaning.name)
            action.setToolTip(_("Likes and seldom eats the foods of this kitchen that you have not rated"))
            action.triggered.connect(lambda *_, chosen=kitchen: self.leaning_wished.emit(chosen))
            self.kitchens[kitchen] = action
        edit.addAction(self.find_food)
        edit.addSeparator()
        edit.addActions([*self.own.actions, *self.imports.actions])
        edit.addSeparator()
        edit.addActions([self.now, self.profile])
        plan = bar.addMenu(_("&Plan"))
        plan.addActions([self.again, self.keep, self.why])
        plan.addSeparator()
        self.locks: QMenu = plan.addMenu(_("Lock"))
        self.locks.aboutToShow.connect(self._fill_locks)
        self.plan.portion_actions.fill(plan.addMenu(_("The chosen food")))
        plan.addSeparator()
        plan.addActions([self.previous, self.next, self.overview])
        view = bar.addMenu(_("&View")).addMenu(_("Theme"))
        group = QActionGroup(self)
        self.themes: dict[Theme, QAction] = {}
        for theme in Theme:
            action = view.addAction(THEME_WORDS[theme])
            action.triggered.connect(lambda *_, chosen=theme: self._look.set_theme(chosen))
            action.setCheckable(True)
            action.setChecked(theme is self._look.theme)
            group.addAction(action)
            self.themes[theme] = action
        help_menu = bar.addMenu(_("&Help"))
        self.first_questions = self._action(_("First questions"), self.open_first_start)
        keys = self._action(_("Keys"), lambda: show_keys(self), QKeySequence("F1"))
        help_menu.addActions([self.help.guide, self.first_questions, keys])
        help_menu.addSeparator()
        help_menu.addAction(self.help.magnesium)
        help_menu.addSeparator()
        help_menu.addActions([self.help.sources, self.help.licences, self.help.about])

    def _make_middle(self) -> None:
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.middle.setDocumentMode(True)
        self.middle.tabBar().setDrawBase(False)
        self.middle.setAccessibleName(_("Plan and shopping list"))
        self.middle.addTab(self.plan, _("Plan"))
        self.middle.addTab(self.shopping, _("Shopping list"))
        for shown in (self.foods, self.first_start):
            self.left.addWidget(shown)
        for place, view in enumerate((self.left, self.middle, self.nutrition)):
            self.splitter.addWidget(view)
            self.splitter.setStretchFactor(place, 1 if view is self.middle else 0)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line)
        layout.addWidget(self.splitter, 1)
        self.setCentralWidget(Scrolled(middle))  # so that tools and sentences are in reach on any screen

    def _make_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(GRID, 0, GRID, 0)
        self.undo_notice.setMinimumHeight(TARGET)
        self.undo_notice.setProperty("link", True)
        self.undo_notice.hide()
        bar.addWidget(self.notice, 1)
        bar.addWidget(self.undo_notice)
        self.offer.setMinimumHeight(TARGET)
        self.offer.setProperty("link", True)
        self.offer.setAccessibleName(self.offer.text())
        self.offer.hide()
        bar.addWidget(self.offer)
        self.promise.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.promise.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.promise.setFixedHeight(2 * self.promise.fontMetrics().lineSpacing() + 2)  # it would be as high as narrow
        bar.addPermanentWidget(self.promise, 1)

    # What is shown

    def show_tools(self, state: ScreenState, today: date) -> None:
        """The tools and menus of this document, and what can be undone."""
        document, ready = state.document, state.catalogue is not None
        self.days.setCurrentIndex(document.days - 1)
        self.first_day.show_date(document.start, today)
        self.profile_button.setText(sentences.profile_line(document.profile) if ready else _("Profile"))
        self.profile_button.setAccessibleName(_("Profile: {profile}").format(profile=self.profile_button.text()))
        self.first_start.show_document(document)
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

    def show_complete(self, complete: bool) -> None:
        """Whether there is a plan to print, export and copy from."""
        for control in (self.print, self.export, self.shopping.copy, self.shopping.print, self.shopping.export):
            control.setEnabled(complete)

    def show_again(self, state: ScreenState) -> None:
        """The button that makes a plan stands out where that is what to do next: not while one is being made."""
        missing = state.plan is None or state.stale
        said = _("Make plan") if missing else _("Another plan")
        self.again_button.setText(said)
        self.again_button.setAccessibleName(said)
        self.again.setText(said)
        self.again_button.setProperty("primary", missing and not state.planning)
        self.again_button.style().polish(self.again_button)

    def say(self, sentence: str, undoable: bool) -> None:
        """Shows a sentence below the plan, with Undo beside it where it is about an edit that can be undone."""
        self._says_progress, self._says_change = False, undoable
        self.notice.set_text(sentence)
        self.undo_notice.setVisible(undoable)
        self.undo_notice.setAccessibleName(self.undo.text().replace("&&", "&"))

    def _say_progress(self, sentence: str) -> None:
        self.say(sentence, False)
        self._says_progress = True

    def _end_progress(self) -> None:
        if self._says_progress:
            self.say("", False)

    def _forget_change(self) -> None:
        """What an edit did to the plan before this one; what is said of other things stays."""
        if self._says_change:
            self.say("", False)

    def arrange_columns(self, names: Sequence[str]) -> None:
        """Makes the foods as wide as these names need, where the user has not said otherwise."""
        self._kept.arrange_columns(self.foods.wanted_width(names))

    def show_offer(self, offered: bool) -> None:
        """Whether a better plan is ready; the user decides whether it is shown."""
        self.offer.setVisible(offered)

    # Wishes

    def open_now(self) -> None:
        """Opens the usual days: what is eaten now, and the smallest changes of it."""
        if self._workspace.catalogue is not None:
            from ui.now.now_dialog import NowDialog  # here, because the window should not wait for it

            NowDialog(self._workspace, self).open()

    def open_profile(self, first: str = "") -> None:
        """Opens the profile, on the page of this name where one is given."""
        workspace = self._workspace
        names = {food.id: food.name for food in workspace.catalogue or ()}
        ProfileDialog(workspace.document, names, workspace.decide, self, first).open()

    def open_first_start(self) -> None:
        """Shows the first questions in place of the foods."""
        self.left.setCurrentWidget(self.first_start)
        self.first_start.begin()

    def leave_first_start(self) -> None:
        """Shows the foods in place of the first questions."""
        was_left(self._settings)
        self.left.setCurrentWidget(self.foods)
        self.foods.tree.setFocus()

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
        state = screen_state(self._workspace, self.serving, self.plan.shown_day)
        if not state.complete or state.plan is None or state.targets is None or state.catalogue is None:
            return None
        known = state.plan, state.document, state.targets, state.catalogue
        return Printable(*known, self.shopping.days, state.household, own=self._workspace.own_files)

    def _glance(self, wish: bool) -> None:
        self.middle.setCurrentWidget(self.plan)
        self.plan.show_overview(wish)

    def _fill_locks(self) -> None:
        self.locks.clear()
        day = self.plan.day
        for meal in day.meals if day else ():
            name = read_templates().meal(meal.meal).name
            action = self.locks.addAction(name)
            action.setCheckable(True)
            card = self.plan.card(meal.meal)
            action.setChecked(card is not None and card.lock.isChecked())
            action.triggered.connect(lambda wish, chosen=meal.meal: self.plan.wish_lock(chosen, wish))

    def _find(self) -> None:
        self.left.setCurrentWidget(self.foods)
        self.foods.search.setFocus()
        self.foods.search.selectAll()

    def _step_day(self, by: int) -> None:
        self.plan.choose_day(self.plan.shown_day + by)

    # The window itself

    def _recolour(self) -> None:
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
