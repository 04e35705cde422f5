"""The menu entries that take foods and recipes in and hand own foods out."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from planner.editing.own_edits import with_imported, with_own_dish
from planner.files.store import StoreError
from planner.foods.foods_csv import CatalogueError
from planner.imports.foods import Answers, Import, import_from_bytes, read_import
from planner.imports.own_table import foods_to_csv, template_csv
from planner.imports.raw_recipe import RecipeError
from planner.imports.recipe_files import recipe_from_text
from planner.imports.recipes import Drafts, drafts_of, read_drafts
from planner.imports.table import Dialect, read_file
from planner.language.translate import _, ngettext
from planner.own.dish import OwnDish
from planner.own.food import OwnFood
from ui.base.background import Progress
from ui.base.file_dialogs import file_dialog
from ui.base.reading_file import ReadingFile
from ui.base.widgets import menu_action
from ui.imports.foods_dialog import FoodsDialog
from ui.imports.paste_dialog import PasteDialog
from ui.imports.recipes_dialog import RecipesDialog
from ui.workspace.workspace import Workspace

BOM = b"\xef\xbb\xbf"  # with it, Excel reads the file as UTF-8


class ImportActions(QObject):
    """Takes foods and recipes from files, each file as one edit that can be undone, and writes own foods as a table.

    Signals:
        said: a sentence for the user, and whether it is about an edit that can be undone.
    """

    said = Signal(str, bool)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._path: Path | None = None
        self.take_foods = menu_action(_("Import foods …"), self._ask_file, self)
        self.give_foods = menu_action(_("Export own foods …"), self._ask_export, self)
        self.give_template = menu_action(_("A table to fill in …"), self._ask_template, self)
        self.take_recipes = menu_action(_("Import recipes …"), self._ask_recipes, self)
        self.take_folder = menu_action(_("Import a folder of recipes …"), self._ask_folder, self)
        self.paste_recipe = menu_action(_("Paste a recipe …"), self._ask_paste, self)
        self.reading = ReadingFile(window, (CatalogueError, RecipeError))
        self.reading.read.connect(self._show_read)
        self.reading.failed.connect(self._not_read)
        workspace.closing.connect(self.reading.close)
        workspace.document_changed.connect(self._fit)
        self._fit()

    @property
    def actions(self) -> list[QAction]:
        """The entries of the menu, in their order."""
        foods = [self.take_foods, self.give_foods, self.give_template]
        return [*foods, self.take_recipes, self.take_folder, self.paste_recipe]

    def read_file(self, path: Path) -> None:
        """Reads a file beside the window, then shows what it holds, or says why it cannot be used."""
        catalogue = self._workspace.catalogue
        if catalogue is None:
            return
        self._path = path
        self.reading.start(path, partial(read_import, path, catalogue, self._workspace.document))

    def read_recipes(self, path: Path) -> None:
        """Reads the recipes of a file or folder beside the window, then shows them line by line."""
        catalogue = self._workspace.catalogue
        if catalogue is not None:
            self.reading.start(path, partial(read_drafts, path, catalogue, self._workspace.document))

    def read_text(self, text: str) -> None:
        """Reads a recipe that was pasted, beside the window."""
        catalogue = self._workspace.catalogue
        if catalogue is None:
            return

        document = self._workspace.document

        def read(**given: Any) -> Drafts:
            return drafts_of(recipe_from_text(text), catalogue, document, **given)

        self.reading.start(Path(_("pasted text")), read)

    def _not_read(self, error: object) -> None:
        if isinstance(error, RecipeError):
            self.said.emit(_("No recipe was added. {why}").format(why=error), False)
            return
        why = str(error) if isinstance(error, CatalogueError) else _("Reading went wrong.")
        self.said.emit(_("No food was added. {why}").format(why=why), False)

    def _show_read(self, found: object) -> None:
        if isinstance(found, Import):
            self._show_import(found)
        elif isinstance(found, Drafts):
            self._show_recipes(found)

    def _show_recipes(self, found: Drafts) -> None:
        catalogue = self._workspace.catalogue
        if catalogue is None:
            return
        if not found.drafts:
            self.said.emit(_("No recipe was added. {why}").format(why=" ".join(found.left_out)), False)
            return
        dialog = RecipesDialog(found, catalogue, lambda: self._workspace.document, self._window)
        dialog.chosen.connect(self.take_dishes)
        dialog.open()

    def take_dishes(self, dishes: tuple[OwnDish, ...], foods: tuple[OwnFood, ...], behind: tuple[str, ...]) -> None:
        """Takes dishes and the own foods in them, as one edit; ``behind`` are the recipes that stay behind."""
        document = with_imported(self._workspace.document, foods)
        for dish in dishes:
            document = with_own_dish(document, dish)
        count = len(dishes)
        name = ngettext("Import {count} recipe", "Import {count} recipes", count).format(count=count)
        self._workspace.edit_foods(name, document)
        said = ngettext("{count} dish was added.", "{count} dishes were added.", count).format(count=count)
        if foods:
            more = ngettext("{count} own food came with it.", "{count} own foods came with them.", len(foods))
            said += " " + more.format(count=len(foods))
        if behind:
            said += " " + _("Not taken: {names}.").format(names=", ".join(behind[:5]))
        self.said.emit(said, True)

    def _show_import(self, found: Import) -> None:
        path, catalogue, document = self._path, self._workspace.catalogue, self._workspace.document
        if path is None or catalogue is None:
            return

        def read(dialect: Dialect, answers: Answers, stop: threading.Event, progress: Progress) -> Import:
            return import_from_bytes(read_file(path), path.name, catalogue, document, stop, progress, dialect, answers)

        dialog = FoodsDialog(found, read, self._window)
        dialog.chosen.connect(self.take)
        dialog.open()

    def take(self, found: Import) -> None:
        """Takes the foods of a file, as one edit."""
        if not found.foods:
            return
        name = ngettext("Import {count} food", "Import {count} foods", len(found.foods)).format(count=len(found.foods))
        self._workspace.edit_foods(name, with_imported(self._workspace.document, found.foods))
        said = ngettext("{count} food was added.", "{count} foods were added.", len(found.foods))
        self.said.emit(said.format(count=len(found.foods)), True)

    def export_to(self, target: Path) -> None:
        """Writes the own foods as a table."""
        foods = self._workspace.document.own_foods
        said = ngettext("{count} food is in {name}.", "{count} foods are in {name}.", len(foods))
        self._write(target, foods_to_csv(foods), said.format(count=len(foods), name=target.name))

    def template_to(self, target: Path) -> None:
        """Writes a table with one example, to be filled in."""
        said = _("{name} is a table with one example: fill it in, then import it.").format(name=target.name)
        self._write(target, template_csv(), said)

    def _write(self, target: Path, text: str, said: str) -> None:
        content = BOM + text.encode()

        def write(file: BinaryIO) -> None:
            file.write(content)

        try:
            self._workspace.own_files.write(target, write)
        except StoreError as error:
            self.said.emit(_("Nothing was written. {error}").format(error=error), False)
            return
        self.said.emit(said, False)

    # Asking for files

    def _ask_file(self) -> None:
        tables = _("Tables (*.csv *.tsv *.txt *.xlsx *.zip)")
        dialog = file_dialog(self._window, _("Import foods"), "", tables)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read_file(Path(name)))
        dialog.open()

    def _ask_recipes(self) -> None:
        endings = "*.json *.jsonld *.html *.htm *.mhtml *.mht *.zip *.paprikarecipes *.paprikarecipe *.cook *.txt *.md"
        kinds = _("Recipes ({endings})").format(endings=endings)
        dialog = file_dialog(self._window, _("Import recipes"), "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read_recipes(Path(name)))
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = file_dialog(self._window, _("Import a folder of recipes"), "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.read_recipes(Path(name)))
        dialog.open()

    def _ask_paste(self) -> None:
        dialog = PasteDialog(self._window)
        dialog.chosen.connect(self.read_text)
        dialog.open()

    def _ask_export(self) -> None:
        self._ask_target(_("Export own foods"), "magnolia-foods.csv", self.export_to)

    def _ask_template(self) -> None:
        self._ask_target(_("A table to fill in"), "foods.csv", self.template_to)

    def _ask_target(self, title: str, name: str, write: Callable[[Path], None]) -> None:
        dialog = file_dialog(self._window, title, name, _("Tables (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda chosen: write(Path(chosen)))
        dialog.open()

    def _fit(self) -> None:
        ready = self._workspace.catalogue is not None
        for action in (self.take_foods, self.take_recipes, self.take_folder, self.paste_recipe):
            action.setEnabled(ready)
        self.give_foods.setEnabled(ready and bool(self._workspace.document.own_foods))
