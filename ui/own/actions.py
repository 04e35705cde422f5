"""The menu entries for foods and dishes of the user's own: their dialogs, and the edits these lead to."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from planner.document.document import Document
from planner.editing.own_edits import (
    asks_what_foods_hold,
    dishes_with,
    id_for,
    loved,
    own_dish,
    own_food,
    taken_names,
    with_own_dish,
    with_own_food,
    with_price,
    without_own,
)
from planner.foods.usda import cereal_note, read_usda
from planner.language.phrases import in_a_row
from planner.language.translate import _, ngettext
from planner.own.dish import MOST_OWN_DISHES, OwnDish, dish_problems
from planner.own.food import EU, MOST_OWN_FOODS, US, OwnFood
from planner.own.from_tables import is_never_planned, proposed, said_of
from planner.own.label_checks import LabelProblem, problems_of
from ui.base.widgets import menu_action
from ui.own.own_dish_dialog import OwnDishDialog
from ui.own.own_food_dialog import Entry, OwnFoodDialog
from ui.workspace.workspace import Workspace


class OwnActions(QObject):
    """Adds, changes and deletes own foods and dishes; every one is one edit that can be undone.

    Signals:
        said: a sentence for the user, and whether it is about an edit that can be undone.
    """

    said = Signal(str, bool)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self.add_food = menu_action(_("Add a food from a label …"), self.open_food, self)
        self.add_dish = menu_action(_("Add a dish …"), self.open_dish, self)
        workspace.document_changed.connect(self._fit)
        self._fit()

    @property
    def actions(self) -> list[QAction]:
        """The entries of the menu, in their order."""
        return [self.add_food, self.add_dish]

    def fill_menu(self, menu: QMenu, food_ids: Sequence[str]) -> None:
        """Adds what can be done with one own food to the menu of the Foods column."""
        if len(food_ids) != 1:
            return
        (food_id,) = food_ids
        document = self._workspace.document
        food, dish = own_food(document, food_id), own_dish(document, food_id)
        if food is None and dish is None:
            return
        menu.addSeparator()
        edit = menu.addAction(_("Change this food …") if food else _("Change this dish …"))
        edit.triggered.connect(lambda *args: self.edit(food_id))
        delete = menu.addAction(_("Delete this food") if food else _("Delete this dish"))
        delete.triggered.connect(lambda *args: self.delete(food_id))

    # Wishes

    def add_from_tables(self, food_id: str, usual_g: float | None = None) -> None:
        """Takes a food of the USDA tables as an own one; ``usual_g`` is what is eaten of it [g].

        It is asked for where its kind is not clear, its figures are in doubt, or somebody may not eat everything.
        """
        document, food = self._workspace.document, read_usda()[food_id]
        if is_never_planned(food):
            self.said.emit(
                _("“{food}” is not planned: alcohol and energy drinks never are.").format(food=food.name), False
            )
            return
        own = proposed(food, usual_g)
        wrong = self._food_problems(own, "")
        if (named := next((each for each in wrong if each.field == "name"), None)) is not None:
            self.said.emit(named.sentence, False)
        elif wrong or asks_what_foods_hold(document) or len(document.own_foods) >= MOST_OWN_FOODS:
            self.open_food(proposed=own)
        else:
            self.keep_food(Entry(own, None, False), cereal_note(food) or said_of(own))

    def open_food(self, own: OwnFood | None = None, proposed: OwnFood | None = None) -> None:
        """Asks for a food, of which something may be proposed, or for another state of one."""
        if self._workspace.catalogue is None:
            return
        if own is None and len(self._workspace.document.own_foods) >= MOST_OWN_FOODS:
            self.said.emit(
                _("There are {most} own foods already: delete one first.").format(most=MOST_OWN_FOODS), False
            )
            return
        price = self._workspace.document.shopping.prices.get(own.id) if own else None
        check = partial(self._food_problems, but=own.id if own else "")
        usual = US if self._workspace.document.shopping.packs == "us" else EU
        currency = self._workspace.document.shopping.currency
        dialog = OwnFoodDialog(check, own, price, self._window, usual, currency, proposed)
        dialog.chosen.connect(self.keep_food)
        dialog.open()

    def open_dish(self, own: OwnDish | None = None) -> None:
        """Asks for a dish, or for another state of one."""
        catalogue = self._workspace.catalogue
        if catalogue is None:
            return
        if own is None and len(self._workspace.document.own_dishes) >= MOST_OWN_DISHES:
            said = _("There are {most} own dishes already: delete one first.")
            self.said.emit(said.format(most=MOST_OWN_DISHES), False)
            return
        check = partial(self._dish_problems, but=own.id if own else "")
        dialog = OwnDishDialog(check, catalogue.foods, own, self._window)
        dialog.chosen.connect(self.keep_dish)
        dialog.open()

    def edit(self, food_id: str) -> None:
        """Opens the dialog of an own food or dish."""
        document = self._workspace.document
        if (food := own_food(document, food_id)) is not None:
            self.open_food(food)
        elif (dish := own_dish(document, food_id)) is not None:
            self.open_dish(dish)

    def keep_food(self, entry: Entry, more: str = "") -> None:
        """Takes a checked food, in place of the one with its id; ``more`` is said of it beside that."""
        catalogue, document = self._workspace.catalogue, self._workspace.document
        if catalogue is None:
            return
        new = own_food(document, entry.food.id) is None
        food = replace(entry.food, id=id_for(entry.food.name, catalogue, document)) if new else entry.food
        document = with_price(with_own_food(document, food), food.id, entry.price_per_kg)
        if entry.loved:
            document = loved(document, food.id)
        self._take(new, food.name, document, again=entry.loved, more=more)

    def keep_dish(self, dish: OwnDish) -> None:
        """Takes a checked dish, in place of the one with its id."""
        catalogue, document = self._workspace.catalogue, self._workspace.document
        if catalogue is None:
            return
        new = own_dish(document, dish.id) is None
        if new:
            dish = replace(dish, id=id_for(dish.name, catalogue, document))
        self._take(new, dish.name, with_own_dish(document, dish), again=False)

    def delete(self, food_id: str) -> None:
        """Deletes an own food with the own dishes that have it, or an own dish."""
        document = self._workspace.document
        own = own_food(document, food_id) or own_dish(document, food_id)
        if own is None:
            return
        dishes = [dish.name for dish in dishes_with(document, food_id)]
        self._workspace.edit_foods(_("Delete “{food}”").format(food=own.name), without_own(document, food_id))
        said = _("“{food}” is deleted.").format(food=own.name)
        if dishes:
            more = ngettext(
                "So is the dish {dishes}, which has it in it.",
                "So are the dishes {dishes}, which have it.",
                len(dishes),
            )
            said = f"{said} {more.format(dishes=in_a_row(dishes))}"
        self.said.emit(said, True)

    # Inside

    def _take(self, new: bool, name: str, document: Document, *, again: bool, more: str = "") -> None:
        edit = _("Add “{food}”") if new else _("Change “{food}”")
        self._workspace.edit_foods(edit.format(food=name), document, again=again)
        said = _("“{food}” is among your foods.") if new else _("“{food}” is changed.")
        self.said.emit(" ".join(filter(None, [said.format(food=name), more])), True)

    def _food_problems(self, own: OwnFood, but: str) -> tuple[LabelProblem, ...]:
        catalogue = self._workspace.catalogue
        return problems_of(own, taken_names(catalogue, but) if catalogue else ())

    def _dish_problems(self, own: OwnDish, but: str) -> tuple[LabelProblem, ...]:
        catalogue = self._workspace.catalogue
        return dish_problems(own, catalogue.foods, taken_names(catalogue, but)) if catalogue else ()

    def _fit(self) -> None:
        for action in self.actions:
            action.setEnabled(self._workspace.catalogue is not None)
