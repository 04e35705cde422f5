"""The window: foods, plan and nutrition side by side. It draws the workspace and passes wishes to it."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from planner.document.document import MAX_DAYS, TASTES, Document
from planner.foods.meals import read_templates
from planner.language.phrases import inside
from planner.language.translate import _, ngettext
from planner.needs.own_values import wrong_own_target
from planner.needs.targets import TargetError
from planner.plan.plan import Plan
from ui.base import sentences
from ui.base.date_field import DateField
from ui.base.look import GRID, TARGET, Look, Theme
from ui.base.number_box import Combo
from ui.base.older import Older
from ui.base.on_screen import OnScreen, Scrolled
from ui.base.widgets import ElidedLabel, label, tool_button
from ui.foods.food_menu import ShownDay
from ui.foods.foods_view import FoodsView
from ui.help.actions import HelpActions
from ui.help.keys import show_keys
from ui.nutrition.nutrition_view import NutritionView
from ui.own.actions import OwnActions
from ui.plan.plan_editing import PlanEditing
from ui.plan.plan_view import PlanView
from ui.plan.why_questions import Asking
from ui.print.print_dialogs import ExportDialog, Printable, PrintDialog
from ui.profile.first_start import FirstStart, is_asked, was_left
from ui.profile.pages import TARGETS
from ui.profile.profile_dialog import ProfileDialog
from ui.shopping.shopping_view import ShoppingView
from ui.window.data_actions import DataActions
from ui.window.window_state import WindowState
from ui.workspace.serving import Serve, Serving, serve
from ui.workspace.workspace import Workspace

PATIENCE = 300  # [ms] planning that takes no longer shows nothing
THEME_WORDS = {Theme.SYSTEM: _("System"), Theme.LIGHT: _("Light"), Theme.DARK: _("Dark")}


class MainWindow(QMainWindow):
    """The one window of Magnolia.

    Signals:
        painted: the window has been painted for the first time.
    """

    painted = Signal()

    def __init__(self, workspace: Workspace, look: Look, settings: QSettings, serve: Serve = serve) -> None:
        super().__init__()
        self.setWindowTitle("Magnolia")
        self._workspace = workspace
        self._look = look
        self._settings = settings
        self._was_painted = False
        self._foods_of: Document | None = None  # the document that the foods show
        self._close_unsaved = False
        self._notices: tuple[str, ...] = ()
        self.foods = FoodsView(look)
        self.first_start = FirstStart()
        self.left = QStackedWidget()
        self.plan = PlanView(look)
        self.editing = PlanEditing(workspace, self.plan, look, self)
        self.asking = Asking(workspace, self)
        self.serving = Serving(workspace, serve, self)
        self.nutrition = NutritionView(look)
        self.shopping = ShoppingView(look)
        self.middle = QTabWidget()
        self.data = DataActions(workspace, look, self)
        self.data.said.connect(lambda sentence: self._say(sentence, False))
        self.help = HelpActions(workspace, look, self)
        self.own = OwnActions(workspace, self)
        self.own.said.connect(self._say)
        self.foods.menu_opened.connect(self.own.fill_menu)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._kept = WindowState(settings, self, self.splitter, self.middle)
        self.data.deleted.connect(self._kept.forget)
        self.data.deleted.connect(self.close)
        self.line = QProgressBar()
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
        self.older.empty(self._forget_promise, self._forget_change, lambda: self.show_offer(False))
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(PATIENCE)
        self._waiting.timeout.connect(self._show_waiting)
        self._progress = (0, 0)
        self._says_progress = False
        self._says_change = False
        self._connect()
        self._recolour()
        self._document_changed()
        self.undo_notice.setVisible(False)
        self._kept.restore()
        self._on_screen = OnScreen(self)

    # Building

    def _make_actions(self) -> None:
        self.undo = self._action(_("Undo"), self._workspace.undo, QKeySequence(QKeySequence.StandardKey.Undo))
        self.redo = self._action(_("Redo"), self._workspace.redo, QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y"))
        self.again = self._action(_("Make plan"), self._plan_again, QKeySequence("F5"))
        self.keep = self._action(_("Keep the current plan"), self._workspace.cancel, QKeySequence("Esc"))
        self.why = self._action(_("Why and what if …"), self._ask_why, QKeySequence("Ctrl+I"))
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

    def _action(self, text: str, slot: Callable[[], object], *keys: QKeySequence) -> QAction:
        action = QAction(text, self)
        action.setShortcuts(list(keys))
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
        self.again_button.clicked.connect(lambda: self._plan_again())  # without the "checked" of the signal
        self.days = Combo(_("Days to plan"))
        self.days.setMaxVisibleItems(14)
        for count in range(1, MAX_DAYS + 1):
            self.days.addItem(ngettext("{count} day", "{count} days", count).format(count=count), count)
        self.days.activated.connect(lambda place: self._workspace.set_days(place + 1))
        self.first_day = DateField(self._look, _("First day of the plan"))
        self.first_day.chosen.connect(self._workspace.set_start)
        self.first_day.refused.connect(lambda sentence: self._say(sentence, False))
        self.undo_button = tool_button("", _("Undo"), quiet=True)
        self.undo_button.clicked.connect(self._workspace.undo)
        self.redo_button = tool_button("", _("Redo"), quiet=True)
        self.redo_button.clicked.connect(self._workspace.redo)
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
        edit.addAction(self.find_food)
        edit.addSeparator()
        edit.addActions(self.own.actions)
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
        self.line.setRange(0, 0)
        self.line.setTextVisible(False)
        self.line.setAccessibleName(_("Planning"))
        policy = self.line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that nothing moves when it comes
        self.line.setSizePolicy(policy)
        self.line.hide()
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
        self.undo_notice.clicked.connect(self._workspace.undo)
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

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.opened.connect(self._opened)
        workspace.document_changed.connect(self._document_changed)
        workspace.plan_changed.connect(self._plan_changed)
        self.serving.changed.connect(self._show_household)
        workspace.planning_changed.connect(self._planning_changed)
        workspace.progress.connect(self._progressed)
        workspace.notice.connect(self._say)
        workspace.trouble_changed.connect(self._show_trouble)
        self.foods.rated.connect(workspace.rate)
        self.foods.wished.connect(workspace.wish)
        self.plan.day_chosen.connect(lambda _: self._show_nutrition())
        self.plan.day_chosen.connect(lambda _: self._show_day_to_foods())
        self.foods.why_asked.connect(lambda food: self.asking.ask_food(food, self.plan.shown_day))
        self.editing.why_wished.connect(lambda food: self.asking.ask_food(food, self.plan.shown_day))
        self.foods.add_wished.connect(lambda food, meal: workspace.portions.add(self.plan.shown_day, meal, food))
        self.plan.lock_wished.connect(self._lock)
        self.plan.overview_changed.connect(self.overview.setChecked)
        self.plan.trouble.helped.connect(self._help)
        self.plan.trouble.repaired.connect(self._repair)
        self.shopping.edited.connect(workspace.edit_list)
        self.shopping.print_wished.connect(lambda: self.open_print("list"))
        self.shopping.export_wished.connect(self.open_export)
        self.shopping.said.connect(lambda sentence: self._say(sentence, False))
        self.first_start.answered.connect(self._answer)
        self.first_start.left.connect(self._leave_first_start)
        self.first_start.targets_wished.connect(lambda: self.open_profile(TARGETS))
        self._look.changed.connect(self._recolour)

    # What the workspace says

    def _opened(self) -> None:
        catalogue = self._workspace.shipped  # a long name of the user's own must not make the column wide
        if catalogue is not None:
            self._kept.arrange_columns(self.foods.wanted_width([food.name for food in catalogue]))
        self.foods.tree.setFocus()
        if is_asked(self._settings, self._workspace.fresh):
            self.open_first_start()

    def _document_changed(self) -> None:
        workspace = self._workspace
        document, history = workspace.document, workspace.history
        ready = workspace.catalogue is not None
        self.days.setCurrentIndex(document.days - 1)
        self.first_day.show_date(document.start, workspace.today())
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
            (self.undo, self.undo_button, _("Undo"), _("Undo {edit}"), history.undo_name),
            (self.redo, self.redo_button, _("Redo"), _("Redo {edit}"), history.redo_name),
        ):
            said = word if name is None else words.format(edit=inside(name))
            action.setText(said.replace("&", "&&"))
            action.setEnabled(name is not None)
            button.setEnabled(name is not None)
            button.setAccessibleName(said)
            button.setToolTip("")
            button.setToolTip(said if "<" not in said else word)

    def _plan_changed(self, plan: Plan | None, stale: bool) -> None:
        workspace = self._workspace
        self._show_again()
        self.older.show(stale, plan is not None)
        self._show_plan()
        self.shopping.show_list(plan, workspace.document, self.serving.household)
        taken = (self.print, self.export, self.shopping.copy, self.shopping.print, self.shopping.export)
        for control in taken:
            control.setEnabled(self._printable() is not None)
        if stale or self._foods_of is not workspace.document:
            self._show_foods()
        else:
            QTimer.singleShot(0, self, self._show_foods)  # only what is in the plan differs: that is painted first
        self._show_day_to_foods()
        self._notices = (*self.serving.notices, *workspace.notices)
        self._show_nutrition()
        self._show_promise(plan if not stale else None)

    def _show_promise(self, plan: Plan | None) -> None:
        """What the plan holds; how close it is to the best there is stands in the tooltip, for those who ask."""
        workspace = self._workspace
        self._forget_promise()
        if plan is not None and workspace.targets is not None:
            self.promise.setText(sentences.promise(plan, workspace.targets))
            if workspace.solved is not None:
                self.promise.setToolTip(sentences.quality(workspace.solved))

    def _forget_promise(self) -> None:
        self.promise.clear()
        self.promise.setToolTip("")

    def _show_again(self) -> None:
        """The button that makes a plan stands out where that is what to do next: not while one is being made."""
        workspace = self._workspace
        missing = workspace.plan is None or workspace.stale
        said = _("Make plan") if missing else _("Another plan")
        self.again_button.setText(said)
        self.again_button.setAccessibleName(said)
        self.again.setText(said)
        self.again_button.setProperty("primary", missing and not workspace.planning)
        self.again_button.style().polish(self.again_button)

    def _show_foods(self) -> None:
        workspace = self._workspace
        self._foods_of = workspace.document
        shown = workspace.catalogue, workspace.document, workspace.plan, workspace.targets
        self.foods.show_foods(*shown, older=workspace.stale)

    def _show_household(self) -> None:
        """The portions of the others came, or why they do not; the plan itself is the same."""
        workspace = self._workspace
        self._show_plan()
        self.shopping.show_list(workspace.plan, workspace.document, self.serving.household)
        self._notices = (*self.serving.notices, *workspace.notices)
        self._show_nutrition()

    def _planning_changed(self, planning: bool) -> None:
        self.keep.setEnabled(planning)
        self._show_again()
        if planning:
            self.plan.say(_("Making your first plan …"))
            if not self._waiting.isActive() and not self.line.isVisible():
                self._progress = (0, 0)
                self._waiting.start()
            return
        self._waiting.stop()
        troubled = self._workspace.explanation is not None or self._workspace.trouble is not None
        if self._workspace.catalogue is not None:
            self.plan.say("" if troubled else _("There is no plan yet. “Make plan” makes one."))
        if self.line.isVisible() and self._says_progress:
            self._say("", False)
        self.line.hide()

    def _progressed(self, day: int, days: int) -> None:
        self._progress = (day, days)
        if self.line.isVisible():
            self._say_progress()

    def _show_waiting(self) -> None:
        self.line.show()
        self._say_progress()

    def _say_progress(self) -> None:
        day, days = self._progress
        what = _("Planning day {day} of {days}").format(day=day, days=days) if days > 1 else _("Planning")
        if self._workspace.plan is not None:
            what = _("{planning} · Esc keeps the current plan").format(planning=what)
        self._say(what, False)
        self._says_progress = True

    def _say(self, sentence: str, undoable: bool) -> None:
        self._says_progress, self._says_change = False, undoable
        self.notice.set_text(sentence)
        self.undo_notice.setVisible(undoable)
        self.undo_notice.setAccessibleName(self.undo.text().replace("&&", "&"))

    def _forget_change(self) -> None:
        """What an edit did to the plan before this one; what is said of other things stays."""
        if self._says_change:
            self._say("", False)

    def show_offer(self, offered: bool) -> None:
        """Whether a better plan is ready; the user decides whether it is shown."""
        self.offer.setVisible(offered)

    def _show_trouble(self) -> None:
        workspace, panel = self._workspace, self.plan.trouble
        if workspace.trouble is not None:
            button = "" if workspace.catalogue is None else _("Open the profile")
            panel.show_trouble(_("Nothing can be planned."), [workspace.trouble], button)
            self.plan.say("")
        elif workspace.refused is not None:
            panel.show_trouble(
                _("Your kept plan could not be read, so nothing is saved for now."),
                [workspace.refused, _("The file is left as it is.")],
                _("Set the file aside and start anew"),
            )
        elif workspace.explanation is not None:
            said = list(workspace.explanation.conflict) or [_("Allow more foods, or open a lock.")]
            name = workspace.history.undo_name
            undo = _("Undo {edit}").format(edit=inside(name)) if name else ""
            names = [repair.name for repair in workspace.explanation.repairs]
            panel.show_trouble(_("These choices leave no plan."), said, undo, names)
        else:
            panel.hide()

    def _help(self) -> None:
        if self._workspace.trouble is not None:
            wrong = wrong_own_target(self._workspace.document.profile, self._workspace.document.targets)
            self.open_profile(TARGETS if wrong else "")
        elif self._workspace.refused is not None:
            self._workspace.set_aside()
        else:
            self._workspace.undo()

    def _show_day_to_foods(self) -> None:
        """The menu of a food offers the meals of the day on screen."""
        day = self.plan.day
        named = tuple((meal.meal, read_templates().meal(meal.meal).name) for meal in day.meals) if day else ()
        name = sentences.day_name(self._workspace.document, self.plan.shown_day, long=True)
        self.foods.show_day(ShownDay(name, named))

    def _repair(self, place: int) -> None:
        """Makes one of the changes after which there is a plan; an edit like any other."""
        explanation = self._workspace.explanation
        if explanation is not None and place < len(explanation.repairs):
            repair = explanation.repairs[place]
            self._workspace.edit(repair.name, repair.document)

    def _show_nutrition(self) -> None:
        workspace = self._workspace
        self.nutrition.show_day(
            self.plan.day,
            workspace.document,
            workspace.targets,
            self._notices,
            plan=workspace.plan,
            before=workspace.before,
            catalogue=workspace.catalogue,
            household=self.serving.household,
        )

    # Wishes

    def _plan_again(self) -> None:
        self._workspace.plan_again(self.serving.household)

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

    def _leave_first_start(self) -> None:
        was_left(self._settings)
        self.left.setCurrentWidget(self.foods)
        self.foods.tree.setFocus()

    def _answer(self, document: Document) -> None:
        try:
            self._workspace.decide(document)
        except TargetError as error:
            self.first_start.say(str(error))

    def open_print(self, kind: str = "week") -> None:
        if (printable := self._printable()) is not None:
            PrintDialog(printable, kind, self).open()

    def open_export(self) -> None:
        if (printable := self._printable()) is not None:
            ExportDialog(printable, self).open()

    def _printable(self) -> Printable | None:
        """What there is to print, or None while there is no plan for the document."""
        workspace = self._workspace
        if workspace.plan is None or workspace.stale or workspace.targets is None or workspace.catalogue is None:
            return None  # on paper, too, an old plan would stand beside newer targets
        plan, targets, catalogue = workspace.plan, workspace.targets, workspace.catalogue
        days, household = self.shopping.days, self.serving.household
        return Printable(plan, workspace.document, targets, catalogue, days, household, own=workspace.own_files)

    def _lock(self, day: int, meal: str, wish: bool) -> None:
        if wish:
            self._workspace.lock_meal(day, meal)
        else:
            self._workspace.unlock_meal(day, meal)
        self._show_plan()  # a button shows what is locked, not that it was pressed

    def _show_plan(self) -> None:
        workspace = self._workspace
        before = None if workspace.stale else workspace.before
        self.plan.show_plan(workspace.plan, workspace.document, workspace.targets, before, self.serving.household)

    def _ask_why(self) -> None:
        self.asking.ask_day(self.plan.shown_day)

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
            action.triggered.connect(lambda wish, chosen=meal.meal: self._lock(self.plan.shown_day, chosen, wish))

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
        self.editing.close()
        self.asking.close()
        if not self._workspace.close() and not self._close_unsaved:
            self._close_unsaved = True
            self.show()
            self._say(_("Your last changes could not be saved. Close again to leave without them."), False)
            event.ignore()
            return
        self._kept.keep()
        super().closeEvent(event)
