"""The menus of the window."""

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from planner.document.document import TASTES
from planner.editing.leanings import read_leanings
from planner.language.translate import _
from ui.base import sentences
from ui.base.look import TEXT_SIZES, Look, Theme
from ui.window.main_window import MainWindow

THEME_WORDS = {Theme.SYSTEM: _("System"), Theme.LIGHT: _("Light"), Theme.DARK: _("Dark")}


class Menus:
    """Fills the bar of menus with the actions of the window."""

    def __init__(self, window: MainWindow, look: Look) -> None:
        self._window, self._look = window, look
        self.themes: dict[Theme, QAction] = {}
        self.kitchens: dict[str, QAction] = {}
        self.text_sizes: dict[int, QAction] = {}
        self._fill_file()
        self._fill_edit()
        self._fill_plan()
        self._fill_view()
        self._fill_help()

    def _fill_file(self) -> None:
        window = self._window
        file = window.menuBar().addMenu(_("&File"))
        file.addActions([window.documents.new, window.documents.open])
        file.addMenu(window.documents.recent)
        file.addActions([window.documents.save_as, window.documents.rename])
        file.addSeparator()
        file.addActions([window.print, window.export])
        file.addSeparator()
        file.addActions([window.data.take, window.data.keep, window.data.delete])
        file.addSeparator()
        file.addAction(window.quit)

    def _fill_edit(self) -> None:
        window = self._window
        edit = window.menuBar().addMenu(_("&Edit"))
        edit.addActions([window.undo, window.redo])
        edit.addSeparator()
        rate = edit.addMenu(_("Rate the selected foods"))
        for key, taste in enumerate(TASTES, start=1):
            action = rate.addAction(f"{sentences.TASTE_WORDS[taste]}\t{key}")
            action.triggered.connect(lambda *_, chosen=taste: window.foods.rate_selected(chosen))
        self._fill_kitchens(edit.addMenu(_("Cuisine I like best")))
        edit.addActions([window.find_food, window.find_all])
        edit.addSeparator()
        edit.addActions([*window.own.actions, *window.imports.actions])
        edit.addSeparator()
        edit.addAction(window.profile)

    def _fill_kitchens(self, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        for kitchen, leaning in read_leanings().items():
            action = menu.addAction(leaning.name)
            action.setToolTip(_("Likes and seldom eats the foods of this cuisine that you have not rated"))
            action.triggered.connect(lambda *_, chosen=kitchen: self._window.leaning_wished.emit(chosen))
            self.kitchens[kitchen] = action

    def _fill_plan(self) -> None:
        window = self._window
        plan = window.menuBar().addMenu(_("&Plan"))
        plan.addActions([window.again, window.keep, window.why, window.held_back])
        plan.addSeparator()
        plan.addMenu(window.locks)
        plan.addMenu(window.favourites.menu)
        window.plan.meal_actions.fill(plan.addMenu(_("The chosen meal")))
        window.plan.portion_actions.fill(plan.addMenu(_("The chosen food")))
        plan.addSeparator()
        plan.addActions([window.eaten, window.day_eaten, window.progress])
        plan.addSeparator()
        plan.addActions([window.previous, window.next, window.to_today, window.overview])

    def _fill_view(self) -> None:
        window = self._window
        view = window.menuBar().addMenu(_("&View"))
        for page in window.frame.pages.values():
            action = view.addAction(page.title)
            action.setShortcut(QKeySequence(page.key))
            action.triggered.connect(lambda *_, chosen=page.id: window.frame.choose(chosen))
        view.addSeparator()
        for text, key, by in (
            (_("Next part of the window"), "F6", 1),
            (_("Previous part of the window"), "Shift+F6", -1),
        ):
            action = view.addAction(text)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda *_, step=by: window.frame.step_pane(step))
        view.addSeparator()
        self._add_text_sizes(view)
        themes = view.addMenu(_("Theme"))
        group = QActionGroup(window)
        for theme in Theme:
            action = themes.addAction(THEME_WORDS[theme])
            action.triggered.connect(lambda *_, chosen=theme: self._look.set_theme(chosen))
            action.setCheckable(True)
            action.setChecked(theme is self._look.theme)
            group.addAction(action)
            self.themes[theme] = action

    def _add_text_sizes(self, view: QMenu) -> None:
        """The sizes of text, and keys to the next larger and smaller one."""
        window, look = self._window, self._look
        menu = view.addMenu(_("Text size"))
        group = QActionGroup(window)
        for percent in TEXT_SIZES:
            action = menu.addAction(_("{percent} %").format(percent=percent))
            action.setCheckable(True)
            action.setChecked(percent == look.text_size)
            action.triggered.connect(lambda *_, chosen=percent: look.set_text_size(chosen))
            group.addAction(action)
            self.text_sizes[percent] = action
        menu.addSeparator()
        for text, keys, by in ((_("Larger"), ("Ctrl++", "Ctrl+="), 1), (_("Smaller"), ("Ctrl+-",), -1)):
            action = menu.addAction(text)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.triggered.connect(lambda *_, step=by: self._step_text(step))

    def _step_text(self, by: int) -> None:
        at = TEXT_SIZES.index(self._look.text_size) + by
        if 0 <= at < len(TEXT_SIZES):
            self.text_sizes[TEXT_SIZES[at]].setChecked(True)
            self._look.set_text_size(TEXT_SIZES[at])

    def _fill_help(self) -> None:
        window = self._window
        menu = window.menuBar().addMenu(_("&Help"))
        menu.addActions([window.help.guide, window.first_questions, window.keys])
        menu.addSeparator()
        menu.addAction(window.help.magnesium)
        menu.addSeparator()
        menu.addActions([window.help.sources, window.help.licences, window.help.about])
