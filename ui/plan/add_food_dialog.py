"""Which food to add to a meal: search, and the foods the meal has a place for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QTreeView, QWidget

from planner.document.document import TASTES, Document
from planner.foods.food import Food
from planner.foods.nutrients import MAGNESIUM
from planner.foods.search import Search
from planner.language.translate import _, ngettext
from ui.base.look import TARGET, Look
from ui.base.search_field import SearchField
from ui.base.sentences import number
from ui.base.table import Column, Group, Index, Role, TableModel
from ui.base.trees import make_tree
from ui.base.widgets import label
from ui.plan.portion_dialogs import AskDialog


@dataclass(frozen=True, slots=True)
class Offer:
    """A food as the list shows it."""

    id: str
    name: str
    portion: str
    magnesium: float | None  # [mg / portion]


class AddFoodDialog(AskDialog):
    """A list of the foods that fit a meal; what is typed narrows it.

    Signals:
        taken: the id of the food that was chosen.
    """

    taken = Signal(str)

    def __init__(
        self, look: Look, meal: str, foods: Sequence[Food], document: Document, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Add a food to {meal}").format(meal=meal), parent, QSize(520, 560))
        self._look = look
        self._document = document
        self._search = Search(foods)
        self.search = SearchField()
        self.search.setPlaceholderText(_("Search foods that fit here"))
        self.search.setAccessibleName(_("Search foods that fit here"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.went_on.connect(self._to_list)
        self.said = label(tone="secondary", wrap=True)
        self.model: TableModel[Offer] = TableModel(self._columns(), lambda offer: offer.id, self)
        self.list = self._make_list()
        self.add_button = QPushButton(_("Add"))
        self.add_button.setProperty("primary", True)
        self.add_button.setMinimumHeight(TARGET)
        self.add_button.setAccessibleName(_("Add the selected food"))
        self.add_button.setAutoDefault(False)  # Return in the search goes on to the list
        self.add_button.clicked.connect(self._take)
        self.buttons.addButton(self.add_button, QDialogButtonBox.ButtonRole.ActionRole)
        for widget in (self.search, self.said, self.list):
            self.body.addWidget(widget, 1 if widget is self.list else 0)
        self._fill()
        self.search.setFocus()

    def chosen(self) -> str | None:
        """The id of the selected food."""
        row = self.model.row(self.list.currentIndex())
        return row.id if row else None

    def _columns(self) -> tuple[Column[Offer], ...]:
        secondary: Mapping[int, Callable[[Offer], object]] = {
            Role.ForegroundRole: lambda _offer: self._look.colour("secondary")
        }
        return (
            Column(_("Food"), lambda offer: offer.name, more={Role.AccessibleTextRole: _spoken}),
            Column(_("Portion"), lambda offer: offer.portion, right=True, more=secondary),
            Column(_("Magnesium"), _magnesium, right=True),
        )

    def _make_list(self) -> QTreeView:
        view = make_tree(QTreeView, self.model, _("Foods that fit here"), folds=True)
        view.activated.connect(self._activated)
        view.selectionModel().currentChanged.connect(lambda _new, _old: self._show_button())
        return view

    def _fill(self) -> None:
        text = self.search.text()
        found = [one.food for one in self._search.find(text)]
        if not text.strip():
            found.sort(key=lambda food: -TASTES.index(self._document.taste(food.id)))  # of a taste they stay by name
        offers = tuple(_offer(food) for food in found)
        title = ngettext("{count} food", "{count} foods", len(offers)).format(count=len(offers))
        self.model.show([Group(title, offers)] if offers else [])
        self.list.expandAll()
        self.said.setVisible(not offers)
        self.said.setText(
            _("No food of that name fits into this meal. Try another word.")
            if text.strip()
            else _("No further food fits beside what is locked in this meal.")
        )
        first = self.model.index_of(offers[0].id) if offers else None
        if first is not None:
            self.list.setCurrentIndex(first)
        self._show_button()

    def _show_button(self) -> None:
        self.add_button.setEnabled(self.chosen() is not None)

    def _to_list(self) -> None:
        self.list.setFocus()

    def _activated(self, index: Index) -> None:
        if self.model.row(index) is not None:
            self._take()

    def _take(self) -> None:
        food = self.chosen()
        if food is not None:
            self.accept()
            self.taken.emit(food)


def _offer(food: Food) -> Offer:
    steps = food.usual_steps
    return Offer(food.id, food.name, food.household(steps), food.amount(MAGNESIUM, steps))


def _magnesium(offer: Offer) -> str:
    return "?" if offer.magnesium is None else f"{number(round(offer.magnesium))} mg"


def _spoken(offer: Offer) -> str:
    amount = _("an unknown amount of") if offer.magnesium is None else f"{number(round(offer.magnesium))} mg"
    return _("{food}, {portion}, {amount} magnesium").format(food=offer.name, portion=offer.portion, amount=amount)
