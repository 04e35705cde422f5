"""The household: further people who eat the same dishes in portions of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.document.document import MOST_PERSONS, Person
from planner.document.read_values import MAX_ID
from planner.language.plain_text import one_line
from planner.language.translate import _, ngettext
from planner.needs.adjusted_targets import confirmations_needed, undecided
from planner.needs.profile import Profile
from ui.base import sentences
from ui.base.look import GRID, TARGET
from ui.base.widgets import label, push_button
from ui.profile.pages import PagesDialog
from ui.profile.person_pages import PersonPages

NEVER_PAGE = _("Never eats")
FoodNames = Mapping[str, str]  # of the foods one may choose from, by id


class PeoplePage(QWidget):
    """The people beside the one the profile describes: added, changed, taken off.

    Signals:
        changed: the people are others.
    """

    changed = Signal()

    def __init__(self, people: Sequence[Person], foods: FoodNames, units: str) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._people = tuple(people)
        self._foods = foods
        self._units = units
        self.list = QListWidget()
        self.list.setObjectName("rows")
        self.list.setAccessibleName(_("Household"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.add = _button(_("Add a person …"), self._add)
        self.edit = _button(_("Change …"), self._edit)
        self.remove = _button(_("Remove"), self._remove)
        self._empty = label(tone="secondary", wrap=True)
        self._room = QWidget()  # in place of the list while there is nobody in it
        self.list.currentRowChanged.connect(lambda place: self._fit())
        self.list.itemActivated.connect(lambda item: self._edit())
        self._arrange()
        self._draw(0)

    @property
    def people(self) -> tuple[Person, ...]:
        """The further people of the household as they are entered."""
        return self._people

    def show_units(self, units: str) -> None:
        """The measures in which people are asked from now on."""
        self._units = units

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.add, self.edit, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(label(_("Who eats with you"), weight="strong"))
        layout.addWidget(
            label(
                _(
                    "Everybody gets the same dishes, each in portions of their own. What one of you may not eat is"
                    " left out for all."
                ),
                tone="secondary",
                wrap=True,
            )
        )
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._room, 1)
        layout.addLayout(buttons)

    def _draw(self, place: int) -> None:
        self.list.clear()
        for person in self._people:
            self.list.addItem(QListWidgetItem(person_line(person)))
        self.list.setCurrentRow(min(place, len(self._people) - 1))
        self._empty.setText(_("Nobody yet. “Add a person” asks for their age, weight and so on."))
        self._empty.setVisible(not self._people)
        self.list.setVisible(bool(self._people))
        self._room.setVisible(not self._people)
        self._fit()

    def _fit(self) -> None:
        chosen = 0 <= self.list.currentRow() < len(self._people)
        self.edit.setEnabled(chosen)
        self.remove.setEnabled(chosen)
        self.add.setEnabled(len(self._people) < MOST_PERSONS)

    # Wishes

    def _add(self) -> None:
        fresh = Person("", Profile())
        self._open(fresh, len(self._people))

    def _edit(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._people):
            self._open(self._people[place], place)

    def _remove(self) -> None:
        place = self.list.currentRow()
        self._people = (*self._people[:place], *self._people[place + 1 :])
        self._draw(place)
        self.changed.emit()
        (self.list if self._people else self.add).setFocus()

    def _open(self, person: Person, place: int) -> None:
        others = {other.name.casefold() for number, other in enumerate(self._people) if number != place}
        dialog = PersonDialog(person, others, self._foods, self._units, self.window())
        dialog.chosen.connect(lambda changed: self._take(changed, place))
        dialog.open()

    def _take(self, person: Person, place: int) -> None:
        self._people = (*self._people[:place], person, *self._people[place + 1 :])
        self._draw(place)
        self.changed.emit()


class PersonDialog(PagesDialog):
    """Asks for one further person of the household.

    Signals:
        chosen: the person that was accepted.
    """

    chosen = Signal(object)

    def __init__(
        self, person: Person, taken: set[str], foods: FoodNames, units: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Add a person") if not person.name else _("A household member"), _("Save"), parent)
        self._person = person
        self._taken = taken
        self.name = QLineEdit(person.name)
        self.name.setAccessibleName(_("Name"))
        self.name.setMinimumHeight(TARGET)
        self.name.setMaxLength(MAX_ID)
        self.person = PersonPages(person.profile, person.targets, person.confirmed, units, self)
        self.never = NeverPage(person.never, foods)
        self.person.confirmations.targets_wished.connect(lambda: self.go_to(_("Targets")))
        named = label(_("Name"), weight="strong")
        named.setBuddy(self.name)
        above = QWidget()
        row = QHBoxLayout(above)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(named)
        row.addWidget(self.name, 1)
        self.arrange((*self.person.pages, (NEVER_PAGE, self.never)), above, [self.person.confirmations])
        self.name.setFocus()

    def check(self) -> tuple[str, str]:
        """The page on which something is wrong and a sentence for below the pages; both empty when nothing is."""
        name = one_line(self.name.text())
        if not name:
            self.name.setFocus()
            return "", _("Give this person a name.")
        if name.casefold() in self._taken:
            self.name.setFocus()
            return "", _("Somebody of this name is there already.")
        wrong = self.person.wrong_page()
        return wrong, _("Please look at the answer marked on this page.") if wrong else ""

    def answers(self) -> object:
        """What is answered on all pages, for comparing."""
        return self.name.text(), self.person.answers(), self.never.foods

    def take(self) -> str:
        """Tells the person as they are answered."""
        self.chosen.emit(
            replace(
                self._person,
                name=one_line(self.name.text()),
                profile=self.person.profile,
                targets=self.person.targets.own,
                confirmed=self.person.confirmed,
                never=self.never.foods,
            )
        )
        return ""


class NeverPage(QWidget):
    """Foods this person never eats: a search over all foods, and a box to tick at each."""

    def __init__(self, never: frozenset[str], foods: FoodNames) -> None:
        super().__init__()
        self._never = set(never)
        self._names = dict(sorted(foods.items(), key=lambda food: food[1].casefold()))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search foods"))
        self.search.setAccessibleName(_("Search foods"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(TARGET)
        self.list = QListWidget()
        self.list.setObjectName("rows")
        self.list.setAccessibleName(_("Foods this person never eats"))
        self._count = label(tone="secondary", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(label(_("Foods they never eat"), weight="strong"))
        layout.addWidget(
            label(
                _("They are left out for everybody. A dish is a food of its own here: tick the dishes, too."),
                tone="secondary",
                wrap=True,
            )
        )
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._count)
        self.search.textChanged.connect(self._draw)
        self.list.itemClicked.connect(self._flip)
        self.list.itemActivated.connect(self._flip)
        self._draw()

    @property
    def foods(self) -> frozenset[str]:
        """The ids of the foods the person never eats."""
        return frozenset(self._never)

    def _draw(self) -> None:
        words = self.search.text().casefold().split()
        self.list.clear()
        found = [food for food, name in self._names.items() if all(word in name.casefold() for word in words)]
        for food in sorted(found, key=lambda food: food not in self._never):  # ticked ones first
            item = QListWidgetItem(self._names[food])
            item.setData(Qt.ItemDataRole.UserRole, food)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)  # one click anywhere ticks
            self._tick(item)
            self.list.addItem(item)
        self._say(bool(found))

    def _flip(self, item: QListWidgetItem) -> None:
        self._never ^= {item.data(Qt.ItemDataRole.UserRole)}
        self._tick(item)
        self._say(True)

    def _tick(self, item: QListWidgetItem) -> None:
        ticked = item.data(Qt.ItemDataRole.UserRole) in self._never
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _say(self, found: bool) -> None:
        count = len(self._never)
        said = ngettext("{count} food is never eaten.", "{count} foods are never eaten.", count).format(count=count)
        self._count.setText(said if found else _("No food has this in its name. Try fewer letters."))


def person_line(person: Person) -> str:
    """One line for the list: "Sam · Male, 55 · vegan"."""
    parts = [person.name, sentences.profile_line(person.profile)]
    if person.never:
        count = len(person.never)
        parts.append(ngettext("never {count} food", "never {count} foods", count).format(count=count))
    if person.targets:
        parts.append(_("own targets"))
    if set(confirmations_needed(person.profile, person.targets)) - person.confirmed:
        parts.append(_("no plan until it is confirmed"))
    elif undecided(person.profile, person.targets):
        parts.append(_("no plan until the targets say at most or at least"))
    return " · ".join(parts)


def _button(text: str, slot: object) -> QPushButton:
    made = push_button(text)
    made.clicked.connect(slot)
    return made
